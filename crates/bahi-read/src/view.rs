//! Mentions as people look at them: `bahi show mentions`.

use crate::discourse::Discourse;
use crate::mention::{PersonMention, What};
use crate::reading::MentionView;
use crate::scan::Scan;
use crate::sent::{Cut, Sent};
use bahi_text::Span;

/// Lists the mentions of a report, in order.
pub fn mentions(d: &mut Discourse<'_>, cut: &Cut, scans: &[Scan]) {
    let mut out = Vec::new();
    for (sent, scan) in cut.sents.iter().zip(scans) {
        for m in &scan.mentions {
            let span = sent.span_of(m.from, m.to);
            if let Some(view) = view(d, sent, &m.what, span) {
                out.push(view);
            }
        }
    }
    d.out.mentions = out;
}

fn view(d: &Discourse<'_>, sent: &Sent, what: &What, span: Span<bahi_text::Published>) -> Option<MentionView> {
    let stock = &d.knowledge.stock;
    let plain = |kind, id: Option<String>, name: Option<String>, found_by| {
        Some(MentionView { span, kind, id, name, office: None, of: None, found_by, sure: None })
    };
    match what {
        What::Person(p) => Some(person(d, sent, p, span)),
        What::Country(n, _) => stock
            .countries
            .get(*n as usize)
            .and_then(|c| plain("country", Some(c.id.clone()), Some(c.name.clone()), "knowledge")),
        What::Place(n) => stock
            .places
            .get(*n as usize)
            .and_then(|c| plain("place", Some(c.id.clone()), Some(c.name.clone()), "knowledge")),
        What::Body(n) => stock
            .bodies
            .get(*n as usize)
            .and_then(|c| plain("body", Some(c.id.clone()), Some(c.name.clone()), "knowledge")),
        What::System(n) => stock
            .systems
            .get(*n as usize)
            .and_then(|c| plain("system", Some(c.id.clone()), Some(c.name.clone()), "knowledge")),
        What::Ministry { title, of } => {
            plain("ministry", None, Some(title.clone()), "office pattern").map(|v| MentionView { of: of.clone(), ..v })
        }
        What::Time(_) | What::Duration(_) => plain("time", None, None, "number pattern"),
        What::Money(..) => plain("money", None, None, "number pattern"),
        What::Ordinal(_) | What::Number(..) => plain("number", None, None, "number pattern"),
        What::Group { .. } => plain("group", None, None, "reference"),
        What::Pronoun(_) => plain("pronoun", None, None, "reference"),
        What::Source(name) => plain("source", None, Some((*name).to_owned()), "knowledge"),
        What::PlaceWord(_) => plain("place", None, None, "reference"),
    }
}

fn person(d: &Discourse<'_>, sent: &Sent, p: &PersonMention, span: Span<bahi_text::Published>) -> MentionView {
    let known = p.known.and_then(|k| d.knowledge.stock.people.get(k as usize));
    let beside = p.office.is_some() || p.ranked || p.of.is_some();
    let found_by = match (p.name, p.known, p.local, p.sure) {
        (_, Some(_), ..) => "knowledge",
        (_, _, Some(_), _) => "memory",
        (Some(_), .., Some(_)) if beside => "office pattern and tagger",
        (Some(_), .., Some(_)) => "tagger",
        (Some(_), ..) => "office pattern",
        _ => "office words",
    };
    let name =
        known.map(|k| k.name.clone()).or_else(|| p.name.map(|(a, b)| sent.span_of(a, b).of(d.report.text).to_owned()));
    MentionView {
        span,
        kind: if p.name.is_some() { "person" } else { "office" },
        id: known.map(|k| k.id.clone()),
        name,
        office: p.office.as_ref().map(|o| if o.counterpart { "counterpart".to_owned() } else { o.title.clone() }),
        of: p.office.as_ref().and_then(|o| o.of.as_ref()).or(p.of.as_ref()).map(|o| o.id.clone()),
        found_by,
        sure: p.sure,
    }
}
