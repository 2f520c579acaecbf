//! The deliveries of one report.

use super::cite::Said;
use super::records::Builder;
use crate::ledger::{Cause, Delivery, Derived, Item, Money};
use bahi_read::reading::DeliveryDraft;

impl Builder<'_> {
    /// Writes down the deliveries.
    pub fn deliveries(&mut self) {
        let report = self.report;
        for d in &report.reading.deliveries {
            let record = self.delivery(d);
            self.out.deliveries.push(record);
        }
    }

    fn delivery(&mut self, d: &DeliveryDraft) -> Delivery {
        let a = self.actors.of(d.item);
        let (actor, name) = (a.id.clone(), a.name.en.clone().unwrap_or_default());
        let head = self.report.head.id.clone();
        let ordered = d.ordered.map(|o| o.0.to_string()).unwrap_or_default();
        let id = self.ids.fresh("D", &[&head, &actor, &ordered]);
        let rule = d.triggers.first().map_or_else(String::new, |t| t.1.clone());
        let item_claims = self.delivery_claim(&id, ("item", &name), &rule, &d.item_spans);
        let item = Item { actor: Some(actor), name, claims: item_claims };
        let mut claims = Vec::new();
        for (field, number) in [("ordered", d.ordered), ("delivered", d.delivered), ("pending", d.pending)] {
            if let Some((n, span)) = number {
                claims.extend(self.delivery_claim(&id, (field, &n.to_string()), &rule, &[span]));
            }
        }
        for (field, side) in [("supplier", &d.supplier), ("recipient", &d.recipient)] {
            if let Some((code, span)) = side {
                claims.extend(self.delivery_claim(&id, (field, code), &rule, &[*span]));
            }
        }
        let status: Vec<_> = d.triggers.iter().map(|t| t.0).collect();
        claims.extend(self.delivery_claim(&id, ("status", d.status), &rule, &status));
        if let Some(v) = &d.value {
            claims.extend(self.delivery_claim(
                &id,
                ("value", &format!("{} {}", v.amount, v.currency)),
                &rule,
                &[v.span],
            ));
        }
        for (due, span) in &d.due {
            claims.extend(self.delivery_claim(&id, ("due", due), &rule, &[*span]));
        }
        let cause = d.cause.map(|span| {
            let text = span.of(&self.report.text).to_owned();
            let claims = self.delivery_claim(&id, ("cause", &text), &rule, &[span]);
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
            as_of: self.report.published.map(|p| p.to_string()),
            status: d.status.to_owned(),
            cause,
            value: d.value.as_ref().map(|v| Money { amount: v.amount, currency: v.currency.clone() }),
            claims,
            reports: vec![head],
            judged: Vec::new(),
        }
    }

    fn delivery_claim(
        &mut self,
        record: &str,
        said: (&str, &str),
        rule: &str,
        spans: &[bahi_text::Span<bahi_text::Published>],
    ) -> Vec<String> {
        self.claim(Said { record, field: said.0, value: said.1, rule, modality: "asserted" }, spans)
    }
}
