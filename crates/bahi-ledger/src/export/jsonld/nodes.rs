//! Records and actors as nodes of schema.org.

use super::uri;
use crate::export::dates::days;
use crate::export::index::Index;
use crate::export::label;
use bahi_resolve::ledger::{Actor, Agreement, Delivery, Engagement, Money, Party, Report, Statement};
use serde_json::{Map, Value, json};

/// A node in the making: what has no value is left out.
struct Node(Map<String, Value>);

impl Node {
    fn new(id: &str, class: &str) -> Self {
        let mut map = Map::new();
        map.insert("id".into(), uri(id).into());
        map.insert("type".into(), class.into());
        Self(map)
    }

    fn put(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if !empty {
            self.0.insert(name.to_string(), value);
        }
        self
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn uris(ids: &[String]) -> Value {
    ids.iter().map(|id| Value::from(uri(id))).collect()
}

/// A value with its language.
fn in_language(text: Option<&str>, language: &str) -> Option<Value> {
    text.filter(|text| !text.is_empty()).map(|text| json!({"@value": text, "@language": language}))
}

pub fn report(report: &Report, text: Option<&str>) -> Value {
    let published = report.published.as_deref();
    let outlet = report.outlet.as_deref().filter(|outlet| !outlet.is_empty());
    Node::new(&report.id, "NewsArticle")
        .put("headline", report.title.clone())
        .put("publisher", outlet.map(|name| json!({"type": "Organization", "name": name})))
        .put("datePublished", published.and_then(days).and(published))
        .put("edtf", published)
        .put("inLanguage", report.language.as_str())
        .put("sha256", report.sha256.as_str())
        .put("articleBody", text)
        .done()
}

pub fn actor(actor: &Actor) -> Value {
    let class = match actor.kind.as_str() {
        "person" => "Person",
        "office" => "Occupation",
        "country" => "Country",
        "body" | "forum" => "Organization",
        "ministry" => "GovernmentOrganization",
        "place" => "Place",
        "system" => "Product",
        "attack" => "Event",
        _ => "Thing",
    };
    let names = [in_language(actor.name.en.as_deref(), "en"), in_language(actor.name.hi.as_deref(), "hi")];
    let names: Vec<Value> = names.into_iter().flatten().collect();
    let spellings = actor.spellings.iter().map(|spelling| spelling.text.as_str()).filter(|text| !text.is_empty());
    let item = actor.external.get("wikidata").filter(|item| item.chars().all(|c| c.is_ascii_alphanumeric()));
    Node::new(&actor.id, class)
        .put("name", names)
        .put("alternateName", spellings.map(Value::from).collect::<Vec<_>>())
        .put("kind", actor.kind.as_str())
        .put("sameAs", item.map(|item| format!("http://www.wikidata.org/entity/{item}")))
        .put("addressCountry", actor.external.get("iso").cloned())
        .done()
}

/// A party: the node of its actor, or a nameless one with its office.
fn party(party: &Party) -> Value {
    match &party.actor {
        Some(actor) => json!({"id": uri(actor)}),
        None => json!({"type": "Thing", "name": label::party(party)}),
    }
}

fn parties(parties: &[Party]) -> Vec<Value> {
    parties.iter().map(party).collect()
}

pub fn engagement(e: &Engagement) -> Value {
    let when = e.when.as_ref();
    let edtf = when.and_then(|when| when.edtf.as_deref());
    let days = edtf.and_then(days);
    let status = match e.status.as_str() {
        "cancelled" => Some("https://schema.org/EventCancelled"),
        "planned" => Some("https://schema.org/EventScheduled"),
        _ => None,
    };
    let forum = e.forum.as_ref();
    Node::new(&e.id, "Event")
        .put("name", label::engagement(e))
        .put("kind", e.kind.as_str())
        .put("status", e.status.as_str())
        .put("eventStatus", status)
        .put("background", e.background)
        .put("attendee", parties(&e.parties))
        .put("startDate", days.map(|days| days.first.to_string()))
        .put("endDate", days.and_then(|days| days.last).map(|day| day.to_string()))
        .put("edtf", edtf)
        .put("dateBasis", when.map(|when| when.basis.as_str()))
        .put("dateSaid", when.and_then(|when| when.said.as_deref()))
        .put("location", e.place.as_ref().map(|place| json!({"id": uri(&place.actor)})))
        .put("superEvent", forum.map(|forum| json!({"id": uri(&forum.actor)})))
        .put("forumRelation", forum.map(|forum| forum.relation.as_str()))
        .put("forumSession", forum.and_then(|forum| forum.session))
        .put("topics", e.topics.iter().map(|topic| Value::from(topic.name.as_str())).collect::<Vec<_>>())
        .put("subjectOf", uris(&e.reports))
        .done()
}

pub fn statement(s: &Statement, index: &Index) -> Value {
    let words = index.quotes_of(&s.text.claims);
    Node::new(&s.id, "Quotation")
        .put("name", label::statement(s))
        .put("kind", s.kind.as_str())
        .put("creator", party(&s.speaker))
        .put("recipient", s.addressee.as_ref().map(party))
        .put("mentions", s.target.as_ref().map(party))
        .put("directQuote", s.direct_quote)
        .put("via", s.via.as_deref())
        .put("text", words.iter().map(|quote| Value::from(quote.evidence.exact.as_str())).collect::<Vec<_>>())
        .put("topics", s.topics.iter().map(|topic| Value::from(topic.name.as_str())).collect::<Vec<_>>())
        .put("engagement", s.engagement.as_deref().map(uri))
        .put("subjectOf", uris(&s.reports))
        .done()
}

fn money(node: Node, value: Option<&Money>) -> Node {
    let value = value.filter(|value| value.amount.is_finite());
    node.put("price", value.map(|value| value.amount)).put("priceCurrency", value.map(|value| value.currency.as_str()))
}

pub fn agreement(g: &Agreement) -> Value {
    let node = Node::new(&g.id, "CreativeWork")
        .put("name", label::agreement(g))
        .put("headline", g.instrument.as_str())
        .put("status", g.status.as_str())
        .put("contributor", parties(&g.parties))
        .put("countries", g.countries.iter().map(|code| Value::from(code.as_str())).collect::<Vec<_>>())
        .put("subjectOf", uris(&g.reports));
    money(node, g.value.as_ref()).done()
}

pub fn delivery(d: &Delivery) -> Value {
    let item = match &d.item.actor {
        Some(actor) => json!({"id": uri(actor)}),
        None => json!({"type": "Product", "name": d.item.name}),
    };
    let state = |code: &Option<String>| code.as_deref().map(|code| json!({"type": "Country", "addressCountry": code}));
    let node = Node::new(&d.id, "Order")
        .put("name", label::delivery(d))
        .put("status", d.status.as_str())
        .put("orderedItem", item)
        .put("supplier", state(&d.supplier))
        .put("customerCountry", state(&d.recipient))
        .put("unit", d.unit.as_deref())
        .put("ordered", d.ordered)
        .put("delivered", d.delivered)
        .put("pending", d.pending)
        .put("edtf", d.as_of.as_deref())
        .put("subjectOf", uris(&d.reports));
    money(node, d.value.as_ref()).done()
}
