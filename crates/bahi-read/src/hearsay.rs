//! On whose word a sentence stands: the agency that writes it, the sources that the agency names, the person who says it.
//!
//! And what no rule made sense of: a sentence that names parties and an event and was still not read is admitted.

use crate::discourse::Discourse;
use crate::frame::{Match, Matcher, Parsed};
use crate::mention::What;
use crate::reading::{ActorKind, Attribution, PartyDraft};

impl Discourse<'_> {
    /// Takes the chain of sources of a sentence, the nearest to the reader first; `before` counts the statements that
    /// stood before this sentence was read.
    pub fn hearsay(&mut self, p: &Parsed<'_>, before: usize) {
        let cited = self.sources_in(p, "hawaale");
        let said = before..self.out.statements.len();
        for i in said.clone() {
            let s = &mut self.out.statements[i];
            let further: Vec<PartyDraft> = cited.iter().filter(|c| c.actor != s.speaker.actor).cloned().collect();
            s.attributed_to.clone_from(&further);
            let chain = std::iter::once(s.speaker.clone()).chain(further).collect();
            self.out.attributions.push(Attribution { span: s.text, chain });
        }
        if said.is_empty() {
            let mut chain: Vec<PartyDraft> =
                self.sources_in(p, "ne").into_iter().filter(|x| self.is_medium(x.actor)).collect();
            chain.extend(cited);
            if !chain.is_empty() {
                self.out.attributions.push(Attribution { span: p.sent.span, chain });
            }
        }
    }

    fn sources_in(&mut self, p: &Parsed<'_>, case: &str) -> Vec<PartyDraft> {
        let case = self.knowledge.case(case);
        self.parties_in(p, &[case], &self.attribution_rule("hawaale"))
    }

    fn is_medium(&self, actor: usize) -> bool {
        let a = &self.memory.actors[actor];
        let body = a.known.as_deref().and_then(|id| self.knowledge.body(id));
        a.kind == ActorKind::Body && body.is_some_and(|b| b.kind == "media")
    }

    /// Notes a sentence that names two parties or more and an event, and that no rule of any kind could read.
    pub fn admit(&mut self, p: &Parsed<'_>, matcher: &Matcher<'_>, matches: &[Match]) {
        let party = |w: &What| {
            matches!(w, What::Person(_) | What::Country(_, false) | What::Group { .. } | What::Ministry { .. })
        };
        let parties = p.scan.mentions.iter().filter(|m| party(&m.what)).count();
        if matches.is_empty() && parties >= 2 && matcher.names_event(p) {
            self.out.not_understood.push(p.sent.span);
        }
    }
}
