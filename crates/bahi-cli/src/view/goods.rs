//! Agreements and deliveries in print.

use super::fields::Block;
use super::index::Index;
use super::judged;
use super::meetings::source;
use bahi::ledger::{Agreement, Delivery, Money};

/// An agreement with its parties, value and words.
pub fn agreement(record: &Agreement, index: &Index) -> Block {
    let countries: Vec<&str> = record.countries.iter().map(|code| index.of(code)).collect();
    let heading = format!("agreement, {}: {}", record.status, countries.join(", "));
    let mut block = Block::new(&record.id, heading);
    let about_value = index.claims_on(&record.claims, "value");
    let rest: Vec<String> = record.claims.iter().filter(|id| !about_value.contains(id)).cloned().collect();
    block.row("what", &record.instrument, &rest);
    for party in &record.parties {
        block.row("who", index.party(party), &party.claims);
    }
    if let Some(value) = &record.value {
        block.row("value", money(value), &about_value);
    }
    source(&mut block, &record.claims, index);
    judged::rows(&mut block, &record.judged, index);
    block
}

/// A delivery with its numbers, those worked out marked as such.
pub fn delivery(record: &Delivery, index: &Index) -> Block {
    let as_of = record.as_of.as_ref().map(|date| format!(" · as of {date}")).unwrap_or_default();
    let heading = format!("delivery, {} · {}{as_of}", record.status, route(record, index));
    let mut block = Block::new(&record.id, heading);
    let name = index.both_scripts(record.item.actor.as_deref(), &record.item.name);
    block.row("item", name, &record.item.claims);
    let mut shown = record.item.claims.clone();
    for (label, stated, derived) in numbers(record) {
        let claims = index.claims_on(&record.claims, label);
        number(&mut block, record.unit.as_deref(), label, (stated, derived), &claims);
        shown.extend(claims);
    }
    if let Some(cause) = &record.cause {
        // The cause is the report's own words: the quote says it all, the text where there is none.
        let own = cause.claims.is_empty() || record.judged.iter().any(|j| j.field == "cause");
        let text = if own { cause.text.as_str() } else { "" };
        block.row("cause", text, &cause.claims);
        shown.extend(cause.claims.clone());
    }
    if let Some(value) = &record.value {
        let claims = index.claims_on(&record.claims, "value");
        block.row("value", money(value), &claims);
        shown.extend(claims);
    }
    let rest: Vec<String> = record.claims.iter().filter(|id| !shown.contains(id)).cloned().collect();
    if !rest.is_empty() {
        block.row("also", "", &rest);
    }
    source(&mut block, &record.claims, index);
    conflicts_of(&mut block, &record.id, index);
    judged::rows(&mut block, &record.judged, index);
    block
}

/// From whom to whom.
pub fn route(record: &Delivery, index: &Index) -> String {
    let code = |code: &Option<String>| code.as_deref().map_or("?", |code| index.of(code)).to_string();
    format!("{} to {}", code(&record.supplier), code(&record.recipient))
}

/// The numbers in few words; those worked out are marked.
pub fn amounts(record: &Delivery) -> Vec<String> {
    let shown = |(label, stated, derived): Numbered| match (stated, derived) {
        (Some(stated), _) => Some(format!("{label} {stated}")),
        (None, Some(derived)) => Some(format!("{label} {derived} (derived)")),
        (None, None) => None,
    };
    numbers(record).into_iter().filter_map(shown).collect()
}

type Numbered = (&'static str, Option<u64>, Option<u64>);

/// Label, number as stated, number as worked out.
fn numbers(record: &Delivery) -> [Numbered; 3] {
    [
        ("ordered", record.ordered, record.derived.ordered),
        ("delivered", record.delivered, record.derived.delivered),
        ("pending", record.pending, record.derived.pending),
    ]
}

fn number(
    block: &mut Block,
    unit: Option<&str>,
    label: &'static str,
    (stated, derived): (Option<u64>, Option<u64>),
    claims: &[String],
) {
    let unit = unit.map(|unit| format!(" × {unit}")).unwrap_or_default();
    if let Some(stated) = stated {
        block.row(label, format!("{stated}{unit}"), claims);
        return;
    }
    if let Some(derived) = derived {
        let sum = match label {
            "ordered" => "delivered + pending",
            "delivered" => "ordered - pending",
            _ => "ordered - delivered",
        };
        block.row(label, format!("{derived}{unit} (derived: {sum}; not in the text)"), &[]);
    }
}

fn conflicts_of(block: &mut Block, id: &str, index: &Index) {
    for conflict in index.ledger.conflicts.iter().filter(|conflict| conflict.record == id) {
        block.alert(format!("see {}", conflict.id), &[]);
    }
}

/// `5.43 billion USD`: short enough to read, and exact.
pub fn money(value: &Money) -> String {
    let scales = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
    let scale = scales.into_iter().find(|(scale, _)| value.amount >= *scale);
    let (scale, word) = scale.unwrap_or((1.0, ""));
    // Three decimals, without the zeros at the end.
    let short = format!("{:.3}", value.amount / scale);
    let short = short.trim_end_matches('0').trim_end_matches('.');
    format!("{short}{word} {}", value.currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_short() {
        let money = |amount| super::money(&Money { amount, currency: "USD".into() });
        assert_eq!(money(5.43e9), "5.43 billion USD");
        assert_eq!(money(39e10), "390 billion USD");
        assert_eq!(money(1200.5), "1200.5 USD");
        assert_eq!(money(2e6), "2 million USD");
    }
}
