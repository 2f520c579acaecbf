//! Statements: who said, promised, condemned or refused what, to whom, and on whose word.

use crate::clause::{Clause, Ending};
use crate::discourse::Discourse;
use crate::frame::{Match, Parsed, tokens_of, unread_subject};
use crate::mention::What;
use crate::reading::{ActorKind, PartyDraft, StatementDraft};
use crate::scan::Item;
use crate::verb::{Mood, VerbGroup};
use bahi_text::{Published, Span, TokenKind};

impl Discourse<'_> {
    /// Takes a matched statement frame; gives the number of the statement, where it is a new one.
    pub fn statement(&mut self, p: &Parsed<'_>, m: &Match) -> Option<usize> {
        let k = self.knowledge;
        let rule = &k.index.rules[m.rule];
        let (kind, id) = (rule.kind.clone(), rule.id.clone());
        if !self.is_uttered(p, m) {
            return None;
        }
        let speaker = self.speaker(p, m)?;
        let addressee = self.role(p, m, "addressee").into_iter().find(|a| a.actor != speaker.actor);
        let target = self.role(p, m, "target").into_iter().find(|a| a.actor != speaker.actor);
        let text = self.words(p, m);
        let draft = StatementDraft {
            direct_quote: self.is_quoted(p, text),
            via: self.channel(p, m),
            text,
            trigger: p.sent.span_of(m.from, m.to),
            engagement: self
                .current
                .filter(|&c| self.out.engagements[c].parties.iter().any(|x| x.actor == speaker.actor)),
            attributed_to: Vec::new(),
            rule: id,
            speaker,
            addressee,
            target,
            kind,
        };
        let actor = draft.speaker.actor;
        if self.memory.actors[actor].kind == ActorKind::Person {
            self.first_person = Some(actor);
        }
        let twin = self.out.statements.iter().any(|s| {
            s.speaker.actor == actor
                && s.kind == draft.kind
                && (s.text.overlaps(draft.text) || s.trigger.overlaps(draft.trigger))
        });
        if twin {
            return None;
        }
        self.out.statements.push(draft);
        Some(self.out.statements.len() - 1)
    }

    // A negated, wished or merely planned saying is no statement.
    fn is_uttered(&self, p: &Parsed<'_>, m: &Match) -> bool {
        let Some(v) = m.verb else { return true };
        let verb = &p.scan.verbs[v];
        let mood = self.mood(verb);
        let unreal = matches!(mood, Mood::Future | Mood::Possible | Mood::Wish | Mood::WasToBe | Mood::Purpose);
        let void = verb.negated || unreal || self.is_anonymous(p, m, verb);
        !void
    }

    // "जिसमें सहयोग बढ़ाने पर जोर दिया गया": a passive has no speaker but one of its own clause.
    fn is_anonymous(&self, p: &Parsed<'_>, m: &Match, verb: &VerbGroup) -> bool {
        let own = m.roles.get("speaker").is_some_and(|&i| p.parse.phrases[i].from >= m.zone.0);
        let passive = verb.head().is_some_and(|h| h.verb != self.numbers.go) && verb.has_verb(self.numbers.go);
        passive && !own
    }

    fn speaker(&mut self, p: &Parsed<'_>, m: &Match) -> Option<PartyDraft> {
        let mut found = self.role(p, m, "speaker");
        if found.is_empty() {
            let fallback = self.subject_now.or(self.subject)?;
            let finite = p.parse.clauses[m.clause].ending == Ending::Finite;
            // A subject is left out only where the sentence before had the same, and nowhere where its place tells it.
            let another = unread_subject(p, m.clause, self.knowledge.case("ne"));
            if !finite || another || p.sent.fronted || m.nominal.is_some() || p.parse.clauses[m.clause].opener.is_some()
            {
                return None;
            }
            let rule = self.knowledge.index.rules[m.rule].id.clone();
            found.push(PartyDraft { actor: fallback, spans: vec![p.sent.span_of(m.from, m.to)], rule });
        }
        let first = found.into_iter().next()?;
        if self.subject_now.is_none() {
            self.subject_now = Some(first.actor);
        }
        Some(first)
    }

    // The clause after "that", the quotation after the verb, else the words before it.
    fn words(&self, p: &Parsed<'_>, m: &Match) -> Span<Published> {
        let fronted = p.sent.fronted;
        if fronted && let Some(before) = self.words_before(p, m) {
            return before;
        }
        let (from, _) = tokens_of(p.scan, m.zone);
        let that = if fronted { self.that_after(p, m) } else { None };
        let end = if fronted && that.is_none() { self.end_of(p, m) } else { p.sent.toks.len() };
        let start = that.unwrap_or_else(|| (m.to..end).find(|&i| !self.leads(p, i)).unwrap_or(end));
        let rest = p.sent.toks.get(start..end).unwrap_or(&[]);
        let said_after = rest.iter().any(|t| t.kind == TokenKind::Word);
        // What is joined to it by a conjunction is told, and not said.
        let joined = that.is_none() && p.sent.class_at(start, self.numbers.conj).is_some();
        if said_after && !joined {
            return p.sent.span_of(start, end);
        }
        let first = |&i: &usize| !self.leads(p, i) && p.sent.class_at(i, self.numbers.conj).is_none();
        p.sent.span_of((from..m.from).find(first).unwrap_or(from), m.to)
    }

    fn leads(&self, p: &Parsed<'_>, i: usize) -> bool {
        matches!(p.sent.toks[i].kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Hyphen | TokenKind::Quote)
            || p.sent.class_at(i, self.knowledge.class("that")).is_some()
    }

    // "Lavrov told reporters that trade had grown": the first "that" before any other verb opens what was said.
    fn that_after(&self, p: &Parsed<'_>, m: &Match) -> Option<usize> {
        let next = p.scan.slots.iter().find(|s| s.from >= m.to && matches!(s.item, Item::Verb(_)));
        let end = next.map_or(p.sent.toks.len(), |s| s.from);
        p.sent.find_class(m.to, end, self.knowledge.class("that")).map(|(_, after)| after)
    }

    // "Starmer condemned the attack and urged all sides to wait": where the order of words tells clauses apart, what is joined
    // to the verb is another act.
    fn end_of(&self, p: &Parsed<'_>, m: &Match) -> usize {
        let joined = |c: &&Clause| {
            c.opener.is_none()
                && !c.quoted
                && c.ending == Ending::Finite
                && p.scan.slots[c.from..c.to]
                    .iter()
                    .find(|s| s.item != Item::Comma)
                    .is_some_and(|s| s.item == Item::Conj)
        };
        let after = p.parse.clauses.get(m.clause + 1..).unwrap_or_default();
        let Some(next) = after.iter().find(joined) else { return p.sent.toks.len() };
        let end = p.scan.slots[next.from].from;
        (m.to..end).rfind(|&i| !self.leads(p, i)).map_or(end, |last| last + 1)
    }

    // "Trade has grown, Lavrov told reporters in Moscow": where verb and object stand in the middle, what was said may come
    // first, and nothing with a verb comes after.
    fn words_before(&self, p: &Parsed<'_>, m: &Match) -> Option<Span<Published>> {
        let speaker = m.roles.get("speaker").map(|&i| &p.parse.phrases[i])?;
        let mark = p.scan.slots[..speaker.from].iter().rfind(|s| s.item != Item::Word)?;
        let verbs = |from: usize, to: usize| {
            p.scan.slots.iter().any(|s| s.from >= from && s.to <= to && matches!(s.item, Item::Verb(_)))
        };
        let marked = matches!(mark.item, Item::Comma | Item::Quote);
        let said = marked && !verbs(m.to, p.sent.toks.len()) && (mark.item == Item::Quote || verbs(0, mark.from));
        let start = (0..mark.from).find(|&i| !self.leads(p, i))?;
        let end = (start..mark.from).rev().find(|&i| !self.leads(p, i))? + 1;
        said.then(|| p.sent.span_of(start, end))
    }

    fn is_quoted(&self, p: &Parsed<'_>, text: Span<Published>) -> bool {
        p.sent.toks.iter().any(|t| {
            t.kind == TokenKind::Quote
                && (text.covers(t.span) || t.span.end() <= text.start() && text.start() - t.span.end() < 12)
        })
    }

    fn channel(&self, p: &Parsed<'_>, m: &Match) -> Option<&'static str> {
        let k = self.knowledge;
        let (from, to) = tokens_of(p.scan, m.zone);
        if p.sent.has_class(from, to.max(m.to), k.class("social")) {
            return Some("X");
        }
        if p.sent.has_class(from, to.max(m.to), k.class("presser")) {
            return Some("press conference");
        }
        p.sent.has_class(from, to.max(m.to), k.class("statement-noun")).then_some("statement")
    }

    /// The subject of a sentence, so that the next can point back to it.
    pub fn note_subject(&mut self, p: &Parsed<'_>) {
        if self.subject_now.is_none() {
            self.subject_now = self.grammatical_subject(p);
        }
        if let Some(s) = self.subject_now {
            if self.memory.actors[s].kind == ActorKind::Person {
                self.subject = Some(s);
                self.first_person = Some(s);
            } else if self.memory.actors[s].kind != ActorKind::Other {
                self.thing = Some(s);
            }
        }
        self.subject_now = None;
    }

    fn grammatical_subject(&mut self, p: &Parsed<'_>) -> Option<usize> {
        let ne = self.knowledge.case("ne");
        let phrases = p.parse.phrases.clone();
        let person = |m: usize| {
            matches!(
                p.scan.mentions[m].what,
                What::Person(_) | What::Country(_, false) | What::Ministry { .. } | What::Body(_) | What::Pronoun(_)
            )
        };
        let by_ne = phrases.iter().find(|ph| ph.case == ne && person(ph.mentions[0]));
        let bare = || {
            phrases.iter().find(|ph| {
                ph.case == bahi_knowledge::BARE
                    && matches!(p.scan.mentions[ph.mentions[0]].what, What::Person(_))
                    && !self.is_vocative(p, ph.from)
            })
        };
        let phrase = by_ne.or_else(bare)?.clone();
        match self.actors_of(p, &phrase).as_slice() {
            [one] => Some(one.0),
            _ => None,
        }
    }

    fn is_vocative(&self, p: &Parsed<'_>, slot: usize) -> bool {
        matches!(p.scan.slots.get(slot + 1).map(|s| s.item), Some(Item::Colon))
    }

    /// The name of what is read from a case alone.
    pub(crate) fn attribution_rule(&self, case: &str) -> String {
        format!("{}/attribution/{case}", self.knowledge.stock.language)
    }

    /// Takes 'according to X' and 'citing X', which attribute the sentence without a verb of saying.
    pub fn attribution(&mut self, p: &Parsed<'_>) {
        let k = self.knowledge;
        let cases = [k.case("anusaar")];
        let phrases = p.parse.phrases.clone();
        for phrase in phrases.iter().filter(|ph| cases.contains(&ph.case)) {
            let Some(&(actor, span)) = self.actors_of(p, phrase).first() else { continue };
            let person = matches!(
                self.memory.actors[actor].kind,
                ActorKind::Person | ActorKind::Ministry | ActorKind::Office | ActorKind::Other | ActorKind::Body
            );
            let paper = self.memory.actors[actor].en.as_deref() == Some("statement");
            if !person || paper || self.out.statements.iter().any(|s| s.text.overlaps(p.sent.span)) {
                continue;
            }
            let rule = self.attribution_rule("anusaar");
            let speaker = PartyDraft { actor, spans: vec![span], rule: rule.clone() };
            self.out.statements.push(StatementDraft {
                speaker,
                addressee: None,
                target: None,
                kind: "said".to_owned(),
                direct_quote: false,
                via: None,
                text: p.sent.span,
                trigger: span,
                engagement: None,
                attributed_to: Vec::new(),
                rule,
            });
        }
    }
}
