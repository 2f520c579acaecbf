//! One act of saying that several rules, clauses or sentences tell of: it is one statement.

use crate::clause::{Clause, Ending};
use crate::discourse::Discourse;
use crate::frame::{Match, Parsed};
use crate::input::PartKind;
use crate::mention::What;
use crate::reading::{ActorKind, StatementDraft};
use bahi_knowledge::{BARE, Form};
use std::collections::BTreeSet;

/// What a verb of saying alone tells; each other kind is more than that.
const PLAIN: &str = "said";

/// A statement of the present sentence: its number, and what was matched.
pub(crate) type Told<'m> = (usize, &'m Match);

impl Discourse<'_> {
    /// Joins the statements of a sentence that are one act; none that came before the sentence is touched.
    pub(crate) fn one_act(&mut self, p: &Parsed<'_>, told: &[Told<'_>]) {
        let mut gone: Vec<usize> = Vec::new();
        let (plain, others): (Vec<Told<'_>>, Vec<Told<'_>>) = told.iter().partition(|(i, _)| self.is_plain(*i));
        for (plain, m) in plain {
            for &(other, by) in &others {
                if self.by_one(plain, other)
                    && (self.at_one_place(plain, other) || by.clause < m.clause && is_manner(p, by, m))
                {
                    self.hand_over(plain, other);
                    gone.push(plain);
                    break;
                } else if self.stands_for(p, plain, other, by) {
                    self.speak_for(plain, other);
                    if !says_more(p, by) {
                        gone.push(plain);
                        break;
                    }
                }
            }
        }
        gone.sort_unstable();
        for i in gone.into_iter().rev() {
            self.out.statements.remove(i);
        }
    }

    /// Leaves out statements of headlines that the text tells again, in more words.
    pub(crate) fn retold(&mut self) {
        let heads: Vec<_> =
            self.report.parts.iter().filter(|part| part.kind == PartKind::Headline).map(|part| part.span).collect();
        let is_head = |s: &StatementDraft| heads.iter().any(|head| head.covers(s.text));
        let told = |s: &StatementDraft| (s.speaker.actor, s.kind.clone());
        let in_text: BTreeSet<_> = self.out.statements.iter().filter(|s| !is_head(s)).map(told).collect();
        self.out.statements.retain(|s| !is_head(s) || !in_text.contains(&told(s)));
    }

    fn is_plain(&self, i: usize) -> bool {
        self.out.statements[i].kind == PLAIN
    }

    fn by_one(&self, a: usize, b: usize) -> bool {
        self.out.statements[a].speaker.actor == self.out.statements[b].speaker.actor
    }

    // "समर्थन का वचन दोहराया": the noun and the verb are words of one saying.
    fn at_one_place(&self, a: usize, b: usize) -> bool {
        self.out.statements[a].trigger.overlaps(self.out.statements[b].trigger)
    }

    // The words are those of the plain verb, the kind is that of the other.
    fn hand_over(&mut self, plain: usize, other: usize) {
        let from = self.out.statements[plain].clone();
        let to = &mut self.out.statements[other];
        if !to.trigger.overlaps(from.trigger) {
            to.text = from.text;
            to.direct_quote |= from.direct_quote;
        }
        to.addressee = to.addressee.take().or(from.addressee);
        to.via = to.via.or(from.via);
    }

    // "सिंह ने कहा कि भारत शांति के लिए प्रतिबद्ध है": it is he who commits his country.
    fn stands_for(&self, p: &Parsed<'_>, plain: usize, other: usize, by: &Match) -> bool {
        let (said, stand) = (&self.out.statements[plain], &self.out.statements[other]);
        let within = said.text.covers(stand.trigger) && !said.trigger.overlaps(stand.trigger);
        if !self.knowledge.index.rules[by.rule].on_behalf || !within {
            return false;
        }
        let (speaker, holder) = (said.speaker.actor, stand.speaker.actor);
        let Some(own) = self.party_country(speaker) else { return false };
        let is_own = |code: &str| code == own;
        let of_country = |m: &usize| match p.scan.mentions[*m].what {
            What::Country(c, false) => self.knowledge.stock.countries.get(c as usize).is_some_and(|c| is_own(&c.id)),
            _ => false,
        };
        let clause = &p.parse.clauses[by.clause];
        let named = p
            .parse
            .phrases_in(clause.from, clause.to)
            .any(|(_, phrase)| phrase.case == BARE && phrase.mentions.iter().any(of_country));
        let is_state = self.memory.actors[holder].kind != ActorKind::Person;
        holder == speaker || named || is_state && self.party_country(holder).is_some_and(|code| is_own(&code))
    }

    fn speak_for(&mut self, plain: usize, other: usize) {
        let from = self.out.statements[plain].clone();
        let to = &mut self.out.statements[other];
        (to.speaker.actor, to.speaker.spans) = (from.speaker.actor, from.speaker.spans);
        (to.text, to.engagement, to.via) = (from.text, from.engagement, from.via);
        to.direct_quote |= from.direct_quote;
        to.addressee = from.addressee.or(to.addressee.take());
    }
}

// "दावा खारिज करते हुए कहा": the participle tells in what manner it was said.
fn is_manner(p: &Parsed<'_>, by: &Match, m: &Match) -> bool {
    let before = p.parse.clauses.get(by.clause..m.clause).unwrap_or_default();
    let going_on = |v: usize| p.scan.verbs[v].forms.iter().any(|f| f.form == Form::Imperfective);
    let manner = |c: &Clause| match c.ending {
        Ending::Conjunctive => true,
        Ending::Adjectival => c.verb.is_some_and(going_on),
        _ => false,
    };
    by.nominal.is_none() && !before.is_empty() && before.iter().all(manner)
}

// Whether the sentence has a further clause with a finite verb after that of a match.
fn says_more(p: &Parsed<'_>, by: &Match) -> bool {
    let after = p.parse.clauses.get(by.clause + 1..).unwrap_or_default();
    after.iter().any(|c| c.ending == Ending::Finite)
}
