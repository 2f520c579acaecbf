//! The engagements of one report.

use super::cite::Said;
use super::records::Builder;
use crate::ledger::{Engagement, Forum, Party, Topic, When, Where};
use bahi_read::reading::{ActorKind, EngagementDraft, LocalActor, Status};
use bahi_text::{Published, Span};
use std::collections::BTreeMap;

impl Builder<'_> {
    /// Writes down the engagements.
    pub fn engagements(&mut self) {
        let report = self.report;
        for d in &report.reading.engagements {
            let e = self.engagement(d);
            self.engagement_ids.push(e.id.clone());
            self.out.engagements.push(e);
        }
    }

    fn engagement(&mut self, d: &EngagementDraft) -> Engagement {
        let start = d.triggers.first().map_or_else(String::new, |t| t.0.start().to_string());
        let head = self.report.head.id.clone();
        let id = self.ids.fresh("E", &[&head, &start]);
        let mut e = Engagement {
            id: id.clone(),
            kind: d.kind.clone(),
            occasion: d.occasion.clone(),
            status: d.status.as_str().to_owned(),
            background: d.background,
            codes: codes(&d.kind),
            reports: vec![head],
            ..Engagement::default()
        };
        self.add_parties(&mut e, d);
        for (span, rule) in &d.triggers {
            let said =
                Said { record: &id, field: "status", value: d.status.as_str(), rule, modality: modality(d.status) };
            self.claim(said, &[*span]);
        }
        e.when = self.when(&id, d);
        e.place = self.place(&id, d);
        e.forum = self.forum(&id, d);
        e.topics = self.topics(&id, d);
        self.other_values(&id, d);
        self.names_said(&e, d);
        e
    }

    fn add_parties(&mut self, e: &mut Engagement, d: &EngagementDraft) {
        for draft in &d.parties {
            let unnamed = self.report.reading.actors[draft.actor].kind == ActorKind::Office;
            let p = self.party(draft, &e.id.clone(), "parties", modality(d.status));
            add_party(&mut e.parties, p, unnamed);
        }
    }

    fn told(&mut self, id: &str, d: &EngagementDraft, field: &str, value: &str, span: Span<Published>) -> Vec<String> {
        self.claim(Said { record: id, field, value, rule: rule_of(d), modality: modality(d.status) }, &[span])
    }

    fn when(&mut self, id: &str, d: &EngagementDraft) -> Option<When> {
        let w = d.when.as_ref()?;
        let edtf = w.edtf.map(|x| x.to_string());
        let said = w.span.of(&self.report.text).to_owned();
        let claims = self.told(id, d, "when", edtf.as_deref().unwrap_or(&said), w.span);
        Some(When { edtf, basis: w.basis.to_owned(), said: Some(said), claims })
    }

    fn place(&mut self, id: &str, d: &EngagementDraft) -> Option<Where> {
        let p = d.place.as_ref()?;
        let a = self.actors.of(p.actor);
        let (actor, name, country) = (a.id.clone(), a.name.en.clone().unwrap_or_default(), a.country.clone());
        let claims = self.told(id, d, "where", &name, p.span);
        Some(Where { actor, name, country, claims })
    }

    fn forum(&mut self, id: &str, d: &EngagementDraft) -> Option<Forum> {
        let f = d.forum.as_ref()?;
        let mut claims = self.told(id, d, "forum", &f.name, f.span);
        if let Some((n, span)) = f.session {
            claims.extend(self.told(id, d, "forum/session", &n.to_string(), span));
        }
        Some(Forum {
            actor: self.actors.of(f.actor).id.clone(),
            name: f.name.clone(),
            relation: f.relation.to_owned(),
            session: f.session.map(|s| s.0),
            claims,
        })
    }

    fn topics(&mut self, id: &str, d: &EngagementDraft) -> Vec<Topic> {
        let mut out: Vec<Topic> = Vec::new();
        for (name, span) in &d.topics {
            let claims = self.told(id, d, "topics", name, *span);
            match out.iter_mut().find(|t| bahi_text::fold(&t.name) == bahi_text::fold(name)) {
                Some(topic) => topic.claims.extend(claims),
                None => out.push(Topic { name: name.clone(), claims }),
            }
        }
        out
    }

    // Values of single-valued fields that the report gives beside the first.
    fn other_values(&mut self, id: &str, d: &EngagementDraft) {
        for (field, value, span) in &d.also {
            let path = match (*field, d.parties.last()) {
                ("office/of", Some(party)) => format!("parties/{}/office/of", self.actors.of(party.actor).id),
                ("office/of", None) => continue,
                _ => (*field).to_owned(),
            };
            let said = Said { record: id, field: &path, value, rule: rule_of(d), modality: "asserted" };
            self.claim(said, &[*span]);
        }
    }

    // Where the report blends the name of a party with another's: what it wrote, and the name it writes elsewhere.
    fn names_said(&mut self, e: &Engagement, d: &EngagementDraft) {
        let report = self.report;
        for party in &d.parties {
            let id = self.actors.of(party.actor).id.clone();
            let same = |l: &usize| self.actors.of(*l).id == id;
            let field = format!("parties/{id}/name");
            let locals: Vec<&LocalActor> =
                (0..report.reading.actors.len()).filter(same).map(|l| &report.reading.actors[l]).collect();
            // A slip is told once for a report, at the first engagement.
            if locals.iter().all(|a| a.slips.is_empty()) || !self.slips_told.insert(id) {
                continue;
            }

            let usual = self.actors.of(party.actor).name.en.clone();
            let mut say = |value: &str, span: Span<Published>| {
                let said = Said { record: &e.id, field: &field, value, rule: "memory/name", modality: "asserted" };
                self.claim(said, &[span]);
            };
            for a in locals {
                for (name, span) in &a.slips {
                    say(name, *span);
                }
                let right = a.spellings.iter().filter(|(n, _)| !a.slips.iter().any(|(s, _)| s == n));
                if let Some((name, span)) = right.max_by_key(|(n, _)| n.chars().count()) {
                    say(usual.as_deref().unwrap_or(name), *span);
                }
            }
        }
    }
}

/// The first rule that told of a draft.
pub fn rule_of(d: &EngagementDraft) -> &str {
    d.triggers.first().map_or("", |t| t.1.as_str())
}

/// The modality of claims about an engagement of this status.
pub fn modality(status: Status) -> &'static str {
    match status {
        Status::Held => "asserted",
        Status::Planned => "planned",
        Status::Cancelled | Status::Denied => "denied",
    }
}

/// Adds a party to those there are: to the same actor, or an unnamed office-holder to the one who holds the office.
pub fn add_party(parties: &mut Vec<Party>, p: Party, unnamed: bool) {
    if let Some(q) = parties.iter_mut().find(|q| q.actor == p.actor) {
        q.claims.extend(p.claims);
        q.office = q.office.take().or(p.office);
        return;
    }
    let same_office = |q: &&mut Party| (q.name.is_none() || unnamed) && q.office.is_some() && q.office == p.office;
    match parties.iter_mut().find(same_office) {
        Some(q) if q.name.is_none() => *q = Party { claims: q.claims.iter().cloned().chain(p.claims).collect(), ..p },
        Some(q) => q.claims.extend(p.claims),
        None => parties.push(p),
    }
}

/// PLOVER (Halterman et al. 2023) and CAMEO 1.1b3 codes of consultation.
pub fn codes(kind: &str) -> BTreeMap<String, String> {
    let (plover, cameo) = match kind {
        "visit" => ("CONSULT/visit", "042"),
        "call" => ("CONSULT/phone", "041"),
        "exercise" => ("COOPERATE/military", "062"),
        "press-conference" => ("CONSULT/press", "010"),
        "session" | "summit" => ("CONSULT/multilateral", "046"),
        _ => ("CONSULT/meeting", "040"),
    };
    BTreeMap::from([("cameo".to_owned(), cameo.to_owned()), ("plover".to_owned(), plover.to_owned())])
}
