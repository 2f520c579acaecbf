//! Engagements of the ledger, one for each cluster of the reports' drafts.

use crate::cite::Said;
use crate::ledger::{Engagement, Forum, Party, Topic, When, Where};
use crate::merge::{Cluster, Merger};
use crate::records::Builder;
use bahi_read::reading::{ActorKind, EngagementDraft, Status};
use std::collections::BTreeMap;

impl Builder<'_> {
    /// Merges and writes down all engagements.
    pub fn engagements(&mut self) {
        let clusters = Merger { reports: self.reports, actors: self.actors }.clusters();
        for cluster in &clusters {
            let e = self.engagement(cluster);
            self.engagement_conflicts(&e, cluster);
            self.out.engagements.push(e);
        }
    }

    fn drafts(&self, cluster: &Cluster) -> Vec<(usize, EngagementDraft)> {
        cluster.members.iter().map(|&(r, e)| (r, self.reports[r].reading.engagements[e].clone())).collect()
    }

    fn engagement(&mut self, cluster: &Cluster) -> Engagement {
        let drafts = self.drafts(cluster);
        let kind = formal_kind(&drafts);
        let status = settled(&drafts);
        let id = self.engagement_id(&drafts, &kind);
        for &m in &cluster.members {
            self.engagement_ids.insert(m, id.clone());
        }
        let mut e = Engagement {
            id: id.clone(),
            kind: kind.clone(),
            status: status.as_str().to_owned(),
            background: drafts.iter().all(|d| d.1.background),
            codes: codes(&kind),
            merged_because: cluster.because.clone(),
            ..Engagement::default()
        };
        for (r, d) in &drafts {
            let head = self.reports[*r].head.id.clone();
            if !e.reports.contains(&head) {
                e.reports.push(head);
            }
            self.add_parties(&mut e, *r, d);
            self.add_status(&id, *r, d);
        }
        e.when = self.when(&id, &drafts);
        e.place = self.place(&id, &drafts);
        e.forum = self.forum(&id, &drafts);
        e.topics = self.topics(&id, &drafts);
        e
    }

    fn engagement_id(&mut self, drafts: &[(usize, EngagementDraft)], kind: &str) -> String {
        let (r, first) = &drafts[0];
        let mut parties: Vec<String> =
            first.parties.iter().map(|p| self.actors.list[self.actors.of(*r, p.actor)].id.clone()).collect();
        parties.sort();
        let when = first.when.as_ref().and_then(|w| w.edtf).map(|d| d.to_string()).unwrap_or_default();
        let parts: Vec<&str> = [kind, when.as_str()].into_iter().chain(parties.iter().map(String::as_str)).collect();
        self.ids.fresh("E", &parts)
    }

    fn add_parties(&mut self, e: &mut Engagement, r: usize, d: &EngagementDraft) {
        let modality = modality(d.status);
        for draft in &d.parties {
            let p = self.party(r, draft, &e.id.clone(), "parties", modality);
            match e.parties.iter_mut().find(|q| q.actor == p.actor) {
                Some(q) => join_party(q, p),
                None => {
                    let unnamed = self.reports[r].reading.actors[draft.actor].kind == ActorKind::Office;
                    let same_office =
                        |q: &&mut Party| (q.name.is_none() || unnamed) && q.office.is_some() && q.office == p.office;
                    match e.parties.iter_mut().find(same_office) {
                        Some(q) if q.name.is_none() => {
                            *q = Party { claims: q.claims.iter().cloned().chain(p.claims).collect(), ..p }
                        }
                        Some(q) => q.claims.extend(p.claims),
                        None => e.parties.push(p),
                    }
                }
            }
        }
    }

    fn add_status(&mut self, id: &str, r: usize, d: &EngagementDraft) {
        for (span, rule) in d.triggers.clone() {
            let said = Said {
                report: r,
                record: id,
                field: "status",
                value: d.status.as_str(),
                rule: &rule,
                modality: modality(d.status),
            };
            self.claim(said, &[span]);
        }
    }

    fn when(&mut self, id: &str, drafts: &[(usize, EngagementDraft)]) -> Option<When> {
        let mut out: Option<When> = None;
        let mut exact = u8::MAX;
        for (r, d) in drafts {
            let Some(w) = &d.when else { continue };
            let value = w.edtf.map(|x| x.to_string());
            let said = w.span.of(&self.reports[*r].text).to_owned();
            let claims = self.claim(
                Said {
                    report: *r,
                    record: id,
                    field: "when",
                    value: value.as_deref().unwrap_or(&said),
                    rule: rule_of(d),
                    modality: modality(d.status),
                },
                &[w.span],
            );
            let rank = w.edtf.map_or(100, bahi_read::Edtf::coarseness);
            match &mut out {
                Some(o) if rank >= exact => o.claims.extend(claims),
                o => {
                    let mut all = claims;
                    all.extend(o.take().map(|o| o.claims).unwrap_or_default());
                    *o = Some(When { edtf: value, basis: w.basis.to_owned(), said: Some(said), claims: all });
                    exact = rank;
                }
            }
        }
        out
    }

    fn place(&mut self, id: &str, drafts: &[(usize, EngagementDraft)]) -> Option<Where> {
        let mut out: Option<(bool, Where)> = None;
        for (r, d) in drafts {
            let Some(p) = &d.place else { continue };
            let g = &self.actors.list[self.actors.of(*r, p.actor)];
            let (actor, name, country, city) =
                (g.id.clone(), g.en.clone().unwrap_or_default(), g.country.clone(), g.kind == ActorKind::Place);
            let claims = self.claim(
                Said {
                    report: *r,
                    record: id,
                    field: "where",
                    value: &name,
                    rule: rule_of(d),
                    modality: modality(d.status),
                },
                &[p.span],
            );
            match &mut out {
                Some((known, w)) if *known || !city || w.actor == actor => w.claims.extend(claims),
                o => {
                    let mut all = claims;
                    all.extend(o.take().map(|o| o.1.claims).unwrap_or_default());
                    *o = Some((city, Where { actor, name, country, claims: all }));
                }
            }
        }
        out.map(|o| o.1)
    }

    fn forum(&mut self, id: &str, drafts: &[(usize, EngagementDraft)]) -> Option<Forum> {
        let mut out: Option<Forum> = None;
        for (r, d) in drafts {
            let Some(f) = &d.forum else { continue };
            let actor = self.actors.list[self.actors.of(*r, f.actor)].id.clone();
            let rule = rule_of(d);
            let mut claims = self.claim(
                Said { report: *r, record: id, field: "forum", value: &f.name, rule, modality: modality(d.status) },
                &[f.span],
            );
            if let Some((n, span)) = f.session {
                claims.extend(self.claim(
                    Said {
                        report: *r,
                        record: id,
                        field: "forum/session",
                        value: &n.to_string(),
                        rule,
                        modality: modality(d.status),
                    },
                    &[span],
                ));
            }
            match &mut out {
                Some(o) => {
                    o.claims.extend(claims);
                    o.session = o.session.or(f.session.map(|s| s.0));
                }
                None => {
                    out = Some(Forum {
                        actor,
                        name: f.name.clone(),
                        relation: f.relation.to_owned(),
                        session: f.session.map(|s| s.0),
                        claims,
                    })
                }
            }
        }
        out
    }

    fn topics(&mut self, id: &str, drafts: &[(usize, EngagementDraft)]) -> Vec<Topic> {
        let mut by_name: BTreeMap<String, (usize, Topic)> = BTreeMap::new();
        for (r, d) in drafts {
            for (name, span) in &d.topics {
                let claims = self.claim(
                    Said {
                        report: *r,
                        record: id,
                        field: "topics",
                        value: name,
                        rule: rule_of(d),
                        modality: modality(d.status),
                    },
                    &[*span],
                );
                let next = by_name.len();
                let entry = by_name
                    .entry(bahi_text::fold(name))
                    .or_insert_with(|| (next, Topic { name: name.clone(), claims: Vec::new() }));
                entry.1.claims.extend(claims);
            }
        }
        let mut out: Vec<(usize, Topic)> = by_name.into_values().collect();
        out.sort_by_key(|t| t.0);
        out.into_iter().map(|t| t.1).collect()
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

fn join_party(q: &mut Party, p: Party) {
    q.claims.extend(p.claims);
    if q.office.is_none() {
        q.office = p.office;
    }
}

// A session or summit is told as a meeting by some.
fn formal_kind(drafts: &[(usize, EngagementDraft)]) -> String {
    let rank = |k: &str| match k {
        "summit" => 2,
        "session" => 1,
        _ => 0,
    };
    drafts.iter().map(|d| d.1.kind.clone()).max_by_key(|k| rank(k)).unwrap_or_default()
}

// What happened overrides what was planned.
fn settled(drafts: &[(usize, EngagementDraft)]) -> Status {
    let has = |s: Status| drafts.iter().any(|d| d.1.status == s);
    [Status::Held, Status::Denied, Status::Cancelled].into_iter().find(|&s| has(s)).unwrap_or(Status::Planned)
}

// PLOVER (Halterman et al. 2023) and CAMEO 1.1b3 codes of consultation.
fn codes(kind: &str) -> BTreeMap<String, String> {
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
