//! Where conflicts stand once people have judged them. A value that nobody had seen opens one again.

use super::{Ruling, Verb};
use crate::ledger::{Conflict, Judged};
use bahi_text::fold;

/// Gives conflicts of one record, or of records that were compared, the state that the last ruling on each leaves.
pub fn settle(conflicts: &mut [Conflict], rulings: &[Ruling]) {
    for c in conflicts {
        let Some(ruling) = rulings.iter().rev().find(|r| concerns(r, c)) else { continue };
        let unseen = unseen(ruling, c);
        let state = match ruling.verb {
            _ if !unseen.is_empty() => "open",
            Verb::BothStand => "both-stand",
            Verb::Unsure => "unsure",
            // That it cannot be found out is an answer: the conflict is settled, and the field shows no value.
            _ => "settled",
        };
        state.clone_into(&mut c.state);
        c.judged = vec![Judged { unseen, ..ruling.judged.clone() }];
    }
}

/// Whether a ruling is about a conflict: the same field, and something of it was seen then.
pub fn concerns(ruling: &Ruling, conflict: &Conflict) -> bool {
    let seen = |value: &str, claims: &[String]| {
        ruling.seen.iter().any(|s| fold(&s.value) == fold(value) || s.claims.iter().any(|c| claims.contains(c)))
    };
    ruling.field == conflict.field
        && (ruling.seen.is_empty() || conflict.values.iter().any(|v| seen(&v.value, &v.claims)))
}

// Values that are neither what was decided nor among what lay before the person.
fn unseen(ruling: &Ruling, conflict: &Conflict) -> Vec<String> {
    let decided = ruling.value.as_deref().map(fold);
    let known = |value: &str, claims: &[String]| {
        let told = |c: &String| ruling.seen.iter().any(|s| s.claims.contains(c));
        decided.as_deref() == Some(fold(value).as_str())
            || ruling.seen.iter().any(|s| fold(&s.value) == fold(value))
            || !claims.is_empty() && claims.iter().all(told)
    };
    conflict.values.iter().filter(|v| !known(&v.value, &v.claims)).map(|v| v.value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Seen;
    use super::*;
    use crate::ledger::ConflictValue;

    fn conflict(values: &[(&str, &str)]) -> Conflict {
        let side = |(value, claim): &(&str, &str)| ConflictValue {
            value: (*value).into(),
            claims: vec![(*claim).into()],
            witnesses: 1,
        };
        Conflict {
            field: "when".into(),
            state: "open".into(),
            values: values.iter().map(side).collect(),
            ..Conflict::default()
        }
    }

    fn ruling(verb: Verb, value: Option<&str>) -> Ruling {
        let seen = |v: &str, c: &str| Seen { value: v.into(), claims: vec![c.into()] };
        Ruling {
            verb,
            on: Vec::new(),
            field: "when".into(),
            value: value.map(str::to_owned),
            seen: vec![seen("2023-04-28", "C-1"), seen("2023-04-29", "C-2")],
            judged: Judged::default(),
        }
    }

    fn state(mut c: Conflict, rulings: &[Ruling]) -> (String, Vec<String>) {
        settle(std::slice::from_mut(&mut c), rulings);
        (c.state, c.judged.into_iter().flat_map(|j| j.unseen).collect())
    }

    #[test]
    fn a_conflict_stands_as_the_last_word_on_it_says() {
        let seen = [("2023-04-28", "C-1"), ("2023-04-29", "C-2")];
        let all = [
            (Verb::Accept, "settled"),
            (Verb::NotVerifiable, "settled"),
            (Verb::BothStand, "both-stand"),
            (Verb::Unsure, "unsure"),
        ];
        for (verb, expected) in all {
            assert_eq!(state(conflict(&seen), &[ruling(Verb::Set, None), ruling(verb, None)]).0, expected);
        }
        assert_eq!(state(conflict(&seen), &[]).0, "open");
        let elsewhere = Ruling { field: "where".into(), ..ruling(Verb::Accept, None) };
        assert_eq!(state(conflict(&seen), &[elsewhere]).0, "open");
    }

    #[test]
    fn a_value_that_was_not_seen_opens_it_again_and_more_of_what_was_seen_does_not() {
        let accepted = ruling(Verb::Accept, Some("2023-04-28"));
        let more = conflict(&[("2023-04-28", "C-1"), ("2023-04-29", "C-9")]);
        assert_eq!(state(more, std::slice::from_ref(&accepted)), ("settled".into(), vec![]));
        let new = conflict(&[("2023-04-28", "C-1"), ("2023-04-29", "C-2"), ("2023-05-01", "C-3")]);
        assert_eq!(state(new, &[accepted]), ("open".into(), vec!["2023-05-01".into()]));
        let typed = ruling(Verb::Set, Some("2023-05-01"));
        let told = conflict(&[("2023-04-28", "C-1"), ("2023-05-01", "C-3")]);
        assert_eq!(state(told, &[typed]).0, "settled");
    }
}
