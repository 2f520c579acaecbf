//! Verb groups: the main verb with its auxiliaries, and what they say of whether the thing took place.

use bahi_knowledge::{Form, VerbForm};

/// A verb with its auxiliaries at tokens `from..to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbGroup {
    /// First token.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// The forms in order; the first is the main verb's.
    pub forms: Vec<VerbForm>,
    /// Whether it is negated.
    pub negated: bool,
    /// Whether it tells a wish: चाहता है.
    pub wish: bool,
}

/// What a verb group says of reality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mood {
    /// It happened or is happening.
    Fact,
    /// It had happened, seen from a later past: मिले थे.
    Pluperfect,
    /// It is to happen.
    Future,
    /// It may happen.
    Possible,
    /// It was to happen: होनी थी.
    WasToBe,
    /// It shares the mood of the clause that follows: मिलकर.
    Inherits,
    /// It is a purpose or a topic: मिलने के लिए.
    Purpose,
    /// It is a habit: मिलते हैं.
    Habit,
    /// It is asked for or supposed: मिलें.
    Wish,
}

impl VerbGroup {
    /// The main verb.
    pub fn head(&self) -> Option<VerbForm> {
        self.forms.first().copied()
    }

    fn has(&self, form: Form) -> bool {
        self.forms.iter().any(|f| f.form == form)
    }

    /// Whether a verb other than the head is in the group.
    pub fn has_verb(&self, verb: u16) -> bool {
        self.forms.iter().skip(1).any(|f| f.verb == verb)
    }

    /// Whether it could stand before a noun as a participle.
    pub fn may_be_participle(&self) -> bool {
        self.forms.last().is_some_and(|f| matches!(f.form, Form::Perfective | Form::Prospective | Form::Imperfective))
    }

    /// Whether it ends a clause by itself.
    pub fn is_tensed(&self) -> bool {
        self.forms.last().is_some_and(|f| {
            matches!(f.form, Form::Present | Form::Past | Form::Future | Form::Subjunctive | Form::Modal)
        })
    }

    /// Its mood. `sak`, `de`, `le` are the verbs can, give and take, which shade it.
    pub fn mood(&self, sak: u16, chuk: u16) -> Mood {
        let Some(last) = self.forms.last() else { return Mood::Fact };
        if self.wish {
            return Mood::Wish;
        }
        let can = self.has_verb(sak);
        if self.has(Form::Future) {
            return Mood::Future;
        }
        if self.has(Form::Prospective) {
            return if last.form == Form::Past { Mood::WasToBe } else { Mood::Future };
        }
        if can && !self.has_perfective_of(sak) {
            return if self.negated { Mood::Fact } else { Mood::Possible };
        }
        match last.form {
            Form::Conjunctive => Mood::Inherits,
            Form::Stem => Mood::Inherits,
            Form::Infinitive => Mood::Future,
            Form::Oblique => Mood::Purpose,
            Form::Subjunctive => Mood::Wish,
            Form::Modal => Mood::Wish,
            Form::Present if self.has(Form::Infinitive) || self.has(Form::Oblique) => Mood::Future,
            Form::Past if (self.has(Form::Infinitive) || self.has(Form::Oblique)) && !self.has(Form::Perfective) => {
                Mood::WasToBe
            }
            Form::Past if self.has(Form::Perfective) || self.has_verb(chuk) => Mood::Pluperfect,
            Form::Present if self.has(Form::Perfective) => Mood::Fact,
            Form::Present if self.has(Form::Imperfective) => Mood::Habit,
            Form::Imperfective => Mood::Habit,
            _ => Mood::Fact,
        }
    }

    fn has_perfective_of(&self, verb: u16) -> bool {
        self.forms.iter().any(|f| f.verb == verb && f.form == Form::Perfective)
    }
}
