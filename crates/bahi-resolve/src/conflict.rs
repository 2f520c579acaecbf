//! Conflicts: values of one field that cannot all stand, each side with its claims.

use crate::cite::Said;
use crate::ledger::{Cause, Conflict, ConflictValue, Delivery, Derived, Engagement, Item, Money};
use crate::merge::Cluster;
use crate::records::Builder;
use bahi_read::reading::{ActorKind, AgreementDraft, DeliveryDraft};
use std::collections::BTreeMap;

/// Values of a field, each with the claims that assert it.
type Sides = BTreeMap<String, Vec<String>>;

impl Builder<'_> {
    fn raise(&mut self, record: &str, field: &str, kind: &str, sides: Sides) {
        if sides.len() < 2 {
            return;
        }
        let id = self.ids.fresh("X", &[record, field]);
        let values = sides.into_iter().map(|(value, claims)| ConflictValue { value, claims }).collect();
        self.conflicts.push(Conflict {
            id,
            record: record.to_owned(),
            field: field.to_owned(),
            kind: kind.to_owned(),
            values,
            state: "open".to_owned(),
        });
    }

    // Values that claims of a record give to a field.
    fn sides(&self, record: &str, field: &str) -> Sides {
        let mut out = Sides::new();
        for c in self.claims.of(record).filter(|c| c.field == field) {
            out.entry(c.value.clone()).or_default().push(c.id.clone());
        }
        out
    }

    /// Disagreement about one engagement: day, place, session number, offices and names of the parties.
    pub fn engagement_conflicts(&mut self, e: &Engagement, cluster: &Cluster) {
        let record = e.id.clone();
        let days: Sides = self
            .sides(&record, "when")
            .into_iter()
            .filter(|(v, _)| v.len() == 10 && v.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        self.raise(&record, "when", "contradiction", days);
        let sessions = self.sides(&record, "forum/session");
        self.raise(&record, "forum/session", "contradiction", sessions);
        self.place_conflict(&record, cluster);
        for p in &e.parties {
            if let Some(actor) = &p.actor {
                self.office_conflict(&record, actor);
                self.slip_conflict(&record, actor, cluster);
            }
        }
    }

    fn place_conflict(&mut self, record: &str, cluster: &Cluster) {
        for &(r, e) in &cluster.members {
            let d = self.reports[r].reading.engagements[e].clone();
            for (field, value, span) in &d.also {
                let rule = crate::engagements::rule_of(&d).to_owned();
                if *field == "office/of" {
                    self.second_country(record, (r, value, *span), &d, &rule);
                    continue;
                }
                self.claim(Said { report: r, record, field, value, rule: &rule, modality: "asserted" }, &[*span]);
            }
        }
        let cities: Sides = self.sides(record, "where").into_iter().filter(|(v, _)| self.is_city(v)).collect();
        self.raise(record, "where", "contradiction", cities);
    }

    // The report gives a party's office two countries.
    fn second_country(
        &mut self,
        record: &str,
        other: (usize, &str, bahi_text::Span<bahi_text::Published>),
        d: &bahi_read::reading::EngagementDraft,
        rule: &str,
    ) {
        let (r, value, span) = other;
        let Some(party) = d.parties.last() else { return };
        let actor = self.actors.list[self.actors.of(r, party.actor)].id.clone();
        let field = format!("parties/{actor}/office/of");
        self.claim(Said { report: r, record, field: &field, value, rule, modality: "asserted" }, &[span]);
    }

    fn is_city(&self, name: &str) -> bool {
        self.knowledge.stock.places.iter().any(|p| p.name == name && p.kind == "city")
    }

    fn office_conflict(&mut self, record: &str, actor: &str) {
        for part in ["title", "of"] {
            let field = format!("parties/{actor}/office/{part}");
            let sides = self.sides(record, &field);
            let mut distinct: Vec<&String> = sides.keys().collect();
            distinct.dedup_by(|a, b| bahi_read::memory::same_title(a, b) || part == "title" && near_titles(a, b));
            if distinct.len() > 1 {
                let contested = format!("{actor}:{field}");
                let seen = self
                    .conflicts
                    .iter()
                    .any(|c| c.field.contains(actor) && c.values.iter().map(|v| &v.value).eq(sides.keys()));
                if !seen {
                    let _ = contested;
                    self.raise(record, &field, "contradiction", sides);
                }
            }
        }
    }

    // A name that blends two people, or a given name that is not this person's.
    fn slip_conflict(&mut self, record: &str, actor: &str, cluster: &Cluster) {
        let Some(g) = self.actors.list.iter().position(|a| a.id == actor && a.kind == ActorKind::Person) else {
            return;
        };
        let field = format!("parties/{actor}/name");
        let mut sides = Sides::new();
        for &(r, _) in &cluster.members {
            for &(_, l) in self.actors.list[g].members.clone().iter().filter(|m| m.0 == r) {
                let a = self.reports[r].reading.actors[l].clone();
                for (name, span) in a.slips.iter() {
                    let ids = self.claim(
                        Said {
                            report: r,
                            record,
                            field: &field,
                            value: name,
                            rule: "memory/name",
                            modality: "asserted",
                        },
                        &[*span],
                    );
                    sides.entry(name.clone()).or_default().extend(ids);
                }
                let usual = a
                    .spellings
                    .iter()
                    .filter(|(n, _)| !a.slips.iter().any(|(s, _)| s == n))
                    .max_by_key(|(n, _)| n.chars().count())
                    .cloned();
                if let Some((name, span)) = usual {
                    let value = self.actors.list[g].en.clone().unwrap_or(name);
                    let ids = self.claim(
                        Said {
                            report: r,
                            record,
                            field: &field,
                            value: &value,
                            rule: "memory/name",
                            modality: "asserted",
                        },
                        &[span],
                    );
                    sides.entry(value).or_default().extend(ids);
                }
            }
        }
        let slipped = sides.len() > 1 && !self.conflicts.iter().any(|c| c.field == field);
        if slipped
            && cluster.members.iter().any(|&(r, _)| {
                self.actors.list[g]
                    .members
                    .iter()
                    .any(|&(mr, l)| mr == r && !self.reports[r].reading.actors[l].slips.is_empty())
            })
        {
            self.raise(record, &field, "slip", sides);
        }
    }

    /// Agreements of reports that tell of one engagement: how many, and for how much.
    pub fn agreement_conflicts(&mut self) {
        let mut by_engagement: BTreeMap<String, Vec<(usize, AgreementDraft)>> = BTreeMap::new();
        for (r, report) in self.reports.iter().enumerate() {
            for a in &report.reading.agreements {
                if a.status != "signed" {
                    continue;
                }
                let mut countries = a.countries.clone();
                countries.sort();
                let month = report.published.map(|d| format!("{}-{}", d.year, d.number() / 20)).unwrap_or_default();
                by_engagement.entry(format!("{}@{month}", countries.join("-"))).or_default().push((r, a.clone()));
            }
        }
        for group in by_engagement.into_values() {
            self.count_conflict(&group);
            self.value_conflict(&group);
        }
    }

    fn count_conflict(&mut self, group: &[(usize, AgreementDraft)]) {
        let mut sides = Sides::new();
        let mut record = None;
        for (r, a) in group {
            if let Some((n, span)) = a.count
                && n >= 3
            {
                let id = self.agreement_id(*r, a);
                let claims = self.claim(
                    Said {
                        report: *r,
                        record: &id,
                        field: "count",
                        value: &n.to_string(),
                        rule: &a.rule,
                        modality: "asserted",
                    },
                    &[span],
                );
                sides.entry(n.to_string()).or_default().extend(claims);
                record.get_or_insert(id);
            }
        }
        if let Some(record) = record {
            self.raise(&record, "count", "contradiction", sides);
        }
    }

    fn value_conflict(&mut self, group: &[(usize, AgreementDraft)]) {
        let mut by_currency: BTreeMap<String, (String, Sides)> = BTreeMap::new();
        for (r, a) in group {
            if let Some(v) = &a.value {
                let id = self.agreement_id(*r, a);
                let value = format!("{} {}", v.amount, v.currency);
                let claims = self.claim(
                    Said {
                        report: *r,
                        record: &id,
                        field: "value",
                        value: &value,
                        rule: &a.rule,
                        modality: "asserted",
                    },
                    &[v.span],
                );
                let entry = by_currency.entry(v.currency.clone()).or_insert_with(|| (id, Sides::new()));
                entry.1.entry(value).or_default().extend(claims);
            }
        }
        for (record, sides) in by_currency.into_values() {
            self.raise(&record, "value", "contradiction", sides);
        }
    }

    fn agreement_id(&self, r: usize, a: &AgreementDraft) -> String {
        let head = &self.reports[r].head.id;
        let text = a.instrument.of(&self.reports[r].text).trim();
        self.out
            .agreements
            .iter()
            .find(|g| g.reports.contains(head) && g.instrument == text)
            .map_or_else(String::new, |g| g.id.clone())
    }

    /// Deliveries, one record for each item, buyer and report.
    pub fn deliveries(&mut self) {
        for r in 0..self.reports.len() {
            for i in 0..self.reports[r].reading.deliveries.len() {
                let d = self.reports[r].reading.deliveries[i].clone();
                let record = self.delivery(r, &d);
                self.out.deliveries.push(record);
            }
        }
    }

    fn delivery(&mut self, r: usize, d: &DeliveryDraft) -> Delivery {
        let g = &self.actors.list[self.actors.of(r, d.item)];
        let (actor, name) = (g.id.clone(), g.en.clone().unwrap_or_default());
        let head = self.reports[r].head.id.clone();
        let ordered = d.ordered.map(|o| o.0.to_string()).unwrap_or_default();
        let id = self.ids.fresh("D", &[&head, &actor, &ordered]);
        let rule = d.triggers.first().map_or_else(String::new, |t| t.1.clone());
        let item_claims = self.delivery_claim(r, &id, ("item", &name), &rule, &d.item_spans);
        let item = Item { actor: Some(actor), name, claims: item_claims };
        let mut claims = Vec::new();
        for (field, number) in [("ordered", d.ordered), ("delivered", d.delivered), ("pending", d.pending)] {
            if let Some((n, span)) = number {
                claims.extend(self.delivery_claim(r, &id, (field, &n.to_string()), &rule, &[span]));
            }
        }
        for (field, side) in [("supplier", &d.supplier), ("recipient", &d.recipient)] {
            if let Some((code, span)) = side {
                claims.extend(self.delivery_claim(r, &id, (field, code), &rule, &[*span]));
            }
        }
        let status: Vec<_> = d.triggers.iter().map(|t| t.0).collect();
        claims.extend(self.delivery_claim(r, &id, ("status", d.status), &rule, &status));
        if let Some(v) = &d.value {
            claims.extend(self.delivery_claim(
                r,
                &id,
                ("value", &format!("{} {}", v.amount, v.currency)),
                &rule,
                &[v.span],
            ));
        }
        for (due, span) in &d.due {
            claims.extend(self.delivery_claim(r, &id, ("due", due), &rule, &[*span]));
        }
        let cause = d.cause.map(|span| {
            let text = span.of(&self.reports[r].text).to_owned();
            let claims = self.delivery_claim(r, &id, ("cause", &text), &rule, &[span]);
            Cause { text, claims }
        });
        let numbers = |x: Option<(u64, _)>| x.map(|n: (u64, bahi_text::Span<bahi_text::Published>)| n.0);
        let (o, dl, pe) = (numbers(d.ordered), numbers(d.delivered), numbers(d.pending));
        let derived = Derived {
            ordered: if o.is_none() { dl.zip(pe).map(|(a, b)| a + b) } else { None },
            delivered: if dl.is_none() { o.zip(pe).and_then(|(a, b)| a.checked_sub(b)) } else { None },
            pending: if pe.is_none() { o.zip(dl).and_then(|(a, b)| a.checked_sub(b)) } else { None },
        };
        Delivery {
            id,
            item,
            supplier: d.supplier.as_ref().map(|s| s.0.clone()),
            recipient: d.recipient.as_ref().map(|s| s.0.clone()),
            unit: d.unit.clone(),
            ordered: o,
            delivered: dl,
            pending: pe,
            derived,
            as_of: self.reports[r].published.map(|p| p.to_string()),
            status: d.status.to_owned(),
            cause,
            value: d.value.as_ref().map(|v| Money { amount: v.amount, currency: v.currency.clone() }),
            claims,
            reports: vec![head],
        }
    }

    fn delivery_claim(
        &mut self,
        report: usize,
        record: &str,
        said: (&str, &str),
        rule: &str,
        spans: &[bahi_text::Span<bahi_text::Published>],
    ) -> Vec<String> {
        self.claim(Said { report, record, field: said.0, value: said.1, rule, modality: "asserted" }, spans)
    }

    /// Disagreement about deliveries of one item, and sums that do not add up.
    pub fn delivery_conflicts(&mut self) {
        let mut by_item: BTreeMap<String, Vec<Delivery>> = BTreeMap::new();
        for d in &self.out.deliveries {
            let key =
                format!("{}:{}", d.item.actor.clone().unwrap_or_default(), d.recipient.clone().unwrap_or_default());
            by_item.entry(key).or_default().push(d.clone());
        }
        for group in by_item.into_values() {
            for field in ["ordered", "delivered", "pending", "cause", "due"] {
                self.delivery_field(&group, field);
            }
            self.delivery_value(&group);
            for d in &group {
                if let (Some(o), Some(a), Some(b)) = (d.ordered, d.delivered, d.pending)
                    && o != a + b
                {
                    let mut sides = Sides::new();
                    sides
                        .insert(format!("ordered {o}"), self.sides(&d.id, "ordered").into_values().flatten().collect());
                    sides.insert(
                        format!("delivered {a} + pending {b}"),
                        self.sides(&d.id, "delivered")
                            .into_values()
                            .chain(self.sides(&d.id, "pending").into_values())
                            .flatten()
                            .collect(),
                    );
                    self.raise(&d.id.clone(), "ordered", "contradiction", sides);
                }
            }
        }
    }

    fn delivery_field(&mut self, group: &[Delivery], field: &str) {
        let mut sides = Sides::new();
        for d in group {
            for (value, claims) in self.sides(&d.id, field) {
                sides.entry(bahi_text::fold(&value)).or_default().extend(claims);
            }
        }
        let growing = matches!(field, "delivered" | "pending");
        if let Some(first) = group.first() {
            self.raise(&first.id.clone(), field, if growing { "newer" } else { "contradiction" }, sides);
        }
    }

    fn delivery_value(&mut self, group: &[Delivery]) {
        let mut by_currency: BTreeMap<String, Vec<(f64, Vec<String>)>> = BTreeMap::new();
        for d in group {
            if let Some(v) = &d.value {
                let claims = self.sides(&d.id, "value").into_values().flatten().collect();
                by_currency.entry(v.currency.clone()).or_default().push((v.amount, claims));
            }
        }
        for (currency, list) in by_currency {
            let (low, high) = list.iter().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v.0), h.max(v.0)));
            let rounding = high > 0.0 && (high - low) / high < 0.01;
            let mut sides = Sides::new();
            for (amount, claims) in list {
                sides.entry(format!("{amount} {currency}")).or_default().extend(claims);
            }
            if let Some(first) = group.first() {
                self.raise(&first.id.clone(), "value", if rounding { "rounding" } else { "contradiction" }, sides);
            }
        }
    }
}

// "roads minister" and "roads and urban development minister" are one office told in more or fewer words.
fn near_titles(a: &str, b: &str) -> bool {
    let words = |s: &str| s.split_whitespace().filter(|w| *w != "and").map(str::to_owned).collect::<Vec<_>>();
    let (x, y) = (words(a), words(b));
    let (small, large) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    small.len() > 1 && small.iter().all(|w| large.contains(w))
}
