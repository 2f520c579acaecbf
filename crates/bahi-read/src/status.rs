//! Whether an event took place: from the verb group, the clause it leans on, and words of calling off.

use crate::discourse::Discourse;
use crate::frame::{Match, Parsed, tokens_of};
use crate::input::PartKind;
use crate::reading::Status;
use crate::scan::Item;
use crate::verb::{Mood, VerbGroup};

impl Discourse<'_> {
    /// Whether the event of a match took place; `None` where the words do not say that there is one.
    pub fn status(&self, p: &Parsed<'_>, m: &Match) -> Option<Status> {
        let k = self.knowledge;
        let rule = &k.index.rules[m.rule];
        if let Some(s) = rule.status.as_deref() {
            return match s {
                "planned" => Some(Status::Planned),
                "cancelled" => Some(Status::Cancelled),
                "denied" => Some(Status::Denied),
                _ => Some(Status::Held),
            };
        }
        let (from, to) = tokens_of(p.scan, m.zone);
        if p.sent.has_class(from, to.max(m.to), k.class("question")) {
            return None;
        }
        let dropped = p.sent.has_class(from, p.sent.toks.len().min(to.max(m.to) + 2), k.class("cancelled"));
        let Some(v) = m.verb else {
            return self.nominal_status(p, m, dropped);
        };
        let verb = &p.scan.verbs[v];
        let mood = self.mood(verb);
        let could_not = verb.negated && verb.has_verb(k.verb("sak"));
        match mood {
            _ if could_not => Some(Status::Cancelled),
            Mood::Fact | Mood::Pluperfect if dropped => Some(Status::Cancelled),
            Mood::Fact | Mood::Pluperfect if verb.negated => Some(Status::Denied),
            Mood::Fact | Mood::Pluperfect => Some(Status::Held),
            Mood::Future | Mood::Possible if verb.negated => Some(Status::Denied),
            Mood::Future | Mood::Possible => Some(Status::Planned),
            Mood::WasToBe => Some(if self.falls_through(p) { Status::Cancelled } else { Status::Planned }),
            Mood::Inherits => Some(self.following_status(p, m)),
            Mood::Purpose if self.is_expected(p, verb) || self.follows_plan(p, m) => Some(Status::Planned),
            Mood::Purpose | Mood::Habit | Mood::Wish => None,
        }
    }

    /// "मुलाकात करने की संभावना है", "हस्ताक्षर होने की उम्मीद": what an infinitive tells lies ahead, unless the chance is denied.
    pub(crate) fn is_expected(&self, p: &Parsed<'_>, verb: &VerbGroup) -> bool {
        let k = self.knowledge;
        let Some(at) = p.scan.slots.iter().position(|s| s.from == verb.to) else { return false };
        let genitive = p.scan.slots[at].item == Item::Case(self.numbers.genitive);
        let noun = p.scan.slots.get(at + 1).filter(|s| p.sent.class_at(s.from, k.class("expected")).is_some());
        let next = p.scan.verbs.iter().find(|v| v.from >= verb.to);
        genitive && noun.is_some() && !verb.negated && next.is_none_or(|v| !v.negated)
    }

    // "will travel to Tokyo to hold talks": the purpose of what lies ahead lies ahead too.
    fn follows_plan(&self, p: &Parsed<'_>, m: &Match) -> bool {
        let before = p.parse.clauses.get(..m.clause).unwrap_or_default().iter().rev().find_map(|c| c.verb);
        p.sent.fronted && before.is_some_and(|v| self.mood(&p.scan.verbs[v]) == Mood::Future)
    }

    /// "अगस्त में जाने वाले थे": what was to be lies behind, whether it came to pass or not.
    pub(crate) fn lies_behind(&self, p: &Parsed<'_>, m: &Match) -> bool {
        m.verb.is_some_and(|v| self.mood(&p.scan.verbs[v]) == Mood::WasToBe)
    }

    /// The mood of a verb group.
    pub(crate) fn mood(&self, verb: &VerbGroup) -> Mood {
        verb.mood(self.knowledge.verb("sak"), self.knowledge.verb("chuk"))
    }

    pub(crate) fn falls_through(&self, p: &Parsed<'_>) -> bool {
        p.sent.has_class(0, p.sent.toks.len(), self.knowledge.class("cancelled"))
    }

    pub(crate) fn nominal_status(&self, p: &Parsed<'_>, m: &Match, dropped: bool) -> Option<Status> {
        if dropped {
            return Some(Status::Cancelled);
        }
        // "होने वाली बैठक" lies ahead whatever the main verb says.
        let (from, _) = tokens_of(p.scan, m.zone);
        let noun = m.noun?.0;
        let prospective = p.scan.verbs.iter().any(|v| v.from >= from && v.to <= noun && self.mood(v) == Mood::Future);
        if prospective {
            return Some(Status::Planned);
        }
        let mut inherited = self.following_status(p, m);
        if m.nominal == Some(bahi_knowledge::BARE) && p.sent.kind != PartKind::Headline {
            return None;
        }
        if inherited == Status::Denied || inherited == Status::Cancelled {
            inherited = Status::Held;
        }
        Some(inherited)
    }

    // The mood of the finite verb that a participle or nominal event leans on.
    pub(crate) fn following_status(&self, p: &Parsed<'_>, m: &Match) -> Status {
        for c in p.parse.clauses.iter().skip(m.clause) {
            let Some(v) = c.verb.filter(|_| c.ending == crate::clause::Ending::Finite) else { continue };
            return match self.mood(&p.scan.verbs[v]) {
                Mood::Future | Mood::Possible => Status::Planned,
                _ => Status::Held,
            };
        }
        Status::Held
    }
}
