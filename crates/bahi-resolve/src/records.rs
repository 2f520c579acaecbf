//! Builds the records of the ledger from the drafts of the reports.

use crate::ReadReport;
use crate::actors::{Actors, kind_word};
use crate::cite::{Claims, Said, cite};
use crate::ids::Ids;
use crate::ledger::{
    self, Agreement, Conflict, LEDGER_FORMAT, Ledger, Money, Office, OfficeHeld, Party, Spelling, Statement,
    StatementText,
};
use bahi_knowledge::Knowledge;
use bahi_knowledge::terms::day_number;
use bahi_read::reading::{ActorKind, PartyDraft, StatementDraft};
use bahi_text::Positions;
use std::collections::BTreeMap;

/// Collects the parts of a ledger.
pub struct Builder<'a> {
    /// The reports.
    pub reports: &'a [ReadReport],
    /// Code points and lines of their texts.
    pub positions: &'a [Positions],
    /// The stock.
    pub knowledge: &'a Knowledge,
    /// Linked actors.
    pub actors: &'a Actors,
    /// Claims made.
    pub claims: Claims,
    /// Conflicts found.
    pub conflicts: Vec<Conflict>,
    /// The ledger so far.
    pub out: Ledger,
    /// Ids given.
    pub ids: Ids,
    /// Engagement of the ledger for each report's draft.
    pub engagement_ids: BTreeMap<(usize, usize), String>,
    // Whom the speaker of the statement at hand cites.
    statement_sources: Vec<Party>,
}

impl<'a> Builder<'a> {
    /// An empty ledger over these reports.
    pub fn new(
        reports: &'a [ReadReport],
        positions: &'a [Positions],
        knowledge: &'a Knowledge,
        actors: &'a Actors,
    ) -> Self {
        let out =
            Ledger { ledger_format: LEDGER_FORMAT, knowledge: knowledge.version().to_owned(), ..Ledger::default() };
        Self {
            reports,
            positions,
            knowledge,
            actors,
            claims: Claims::default(),
            conflicts: Vec::new(),
            out,
            ids: Ids::default(),
            statement_sources: Vec::new(),
            engagement_ids: BTreeMap::new(),
        }
    }

    /// A claim over spans of one report.
    pub fn claim(&mut self, said: Said<'_>, spans: &[bahi_text::Span<bahi_text::Published>]) -> Vec<String> {
        let sources = match said.record.starts_with("S-") {
            true => self.statement_sources.clone(),
            false => self.sources(said.report, spans),
        };
        self.claims.add(self.reports, self.positions, said, spans, sources).into_iter().collect()
    }

    // On whose word the report tells what stands at some spans: the narrowest attribution around the first of them.
    fn sources(&self, report: usize, spans: &[bahi_text::Span<bahi_text::Published>]) -> Vec<Party> {
        let Some(&first) = spans.first() else { return Vec::new() };
        let around = self.reports[report].reading.attributions.iter().filter(|a| a.span.covers(first));
        let narrowest = around.min_by_key(|a| (a.span.end() - a.span.start(), a.span.start()));
        narrowest.map_or_else(Vec::new, |a| self.chain(report, &a.chain))
    }

    fn chain(&self, report: usize, drafts: &[PartyDraft]) -> Vec<Party> {
        let source = |d: &PartyDraft| {
            let g = &self.actors.list[self.actors.of(report, d.actor)];
            let office = self.office_of(report, d.actor).map(|o| o.0);
            Party { actor: Some(g.id.clone()), name: g.en.clone(), office, claims: Vec::new() }
        };
        drafts.iter().map(source).collect()
    }

    /// The office a report gives a local actor: the one said last for a country, weak titles last.
    pub fn office_of(&self, report: usize, local: usize) -> Option<(Office, bahi_text::Span<bahi_text::Published>)> {
        let actor = self.reports[report].reading.actors.get(local)?;
        let best = actor.offices.iter().max_by_key(|o| (!is_weak(&o.title), o.of_said))?;
        let day = self.reports[report].published;
        let day = day.map(|d| day_number(i64::from(d.year), i64::from(d.month), i64::from(d.day)));
        let styled = best.of.as_deref().and_then(|of| self.knowledge.styled(&best.title, of, day));
        Some((Office { title: best.title.clone(), of: best.of.clone(), styled }, best.span))
    }

    /// A party with its claims under a record.
    pub fn party(&mut self, report: usize, draft: &PartyDraft, record: &str, field: &str, modality: &str) -> Party {
        let g = &self.actors.list[self.actors.of(report, draft.actor)];
        let (id, en, kind, country) = (g.id.clone(), g.en.clone(), g.kind, g.country.clone());
        let named = kind != ActorKind::Office;
        let value = if named { en.clone().unwrap_or_default() } else { String::new() };
        let path = format!("{field}/{id}");
        let mut spans = draft.spans.clone();
        let names = self.reports[report].reading.actors[draft.actor].spellings.first().map(|s| s.1);
        spans.extend(names.filter(|s| !spans.contains(s)));
        spans.sort();
        let said = Said { report, record, field: &path, value: &value, rule: &draft.rule, modality };
        let mut claims = self.claim(said, &spans);
        let office = self.office_of(report, draft.actor);
        if let Some((office, span)) = &office {
            for (part, value) in [("title", Some(office.title.clone())), ("of", office.of.clone())] {
                if let Some(value) = value {
                    let field = format!("{path}/office/{part}");
                    claims.extend(self.claim(
                        Said { report, record, field: &field, value: &value, rule: &draft.rule, modality },
                        &[*span],
                    ));
                }
            }
        }
        let said = self.reports[report].reading.actors[draft.actor].country_said.clone();
        let state = matches!(kind, ActorKind::Country | ActorKind::Ministry);
        let of = if state { country } else { said };
        let title = if kind == ActorKind::Ministry { en.clone().unwrap_or_default() } else { String::new() };
        let office = office.map(|o| o.0).or_else(|| of.map(|of| Office { title, of: Some(of), styled: None }));
        Party { actor: Some(id), name: if named { en } else { None }, office, claims }
    }

    /// Statements, report by report.
    pub fn statements(&mut self) {
        for r in 0..self.reports.len() {
            for s in 0..self.reports[r].reading.statements.len() {
                let draft = self.reports[r].reading.statements[s].clone();
                self.statement(r, &draft);
            }
        }
    }

    fn statement(&mut self, r: usize, d: &StatementDraft) {
        let report = &self.reports[r];
        let words = d.text.of(&report.text).to_owned();
        let start = d.text.start().to_string();
        let head = report.head.id.clone();
        let id = self.ids.fresh("S", &[&head, &d.kind, &start]);
        let modality = if d.direct_quote { "asserted" } else { "reported" };
        self.statement_sources = self.chain(r, &d.attributed_to);
        let speaker = self.party(r, &d.speaker, &id, "speaker", modality);
        let addressee = d.addressee.as_ref().map(|p| self.party(r, p, &id, "addressee", modality));
        let target = d.target.as_ref().map(|p| self.party(r, p, &id, "target", modality));
        let mut claims = self
            .claim(Said { report: r, record: &id, field: "text", value: &words, rule: &d.rule, modality }, &[d.text]);
        claims.extend(self.claim(
            Said { report: r, record: &id, field: "kind", value: &d.kind, rule: &d.rule, modality },
            &[d.trigger],
        ));
        let engagement = d.engagement.and_then(|e| self.engagement_ids.get(&(r, e)).cloned());
        self.out.statements.push(Statement {
            id,
            speaker,
            addressee,
            target,
            kind: d.kind.clone(),
            direct_quote: d.direct_quote,
            via: d.via.map(str::to_owned),
            topics: Vec::new(),
            text: StatementText { claims },
            engagement,
            reports: vec![head],
        });
    }

    /// Agreements, report by report; disagreement about them is looked for across reports.
    pub fn agreements(&mut self) {
        for r in 0..self.reports.len() {
            for a in 0..self.reports[r].reading.agreements.len() {
                let d = self.reports[r].reading.agreements[a].clone();
                let head = self.reports[r].head.id.clone();
                let instrument = d.instrument.of(&self.reports[r].text).trim().to_owned();
                let start = d.instrument.start().to_string();
                let id = self.ids.fresh("G", &[&head, d.status, &start]);
                let modality = if d.status == "planned" { "planned" } else { "asserted" };
                let mut fields =
                    vec![("instrument", instrument.clone(), d.instrument), ("status", d.status.to_owned(), d.trigger)];
                fields.extend(d.count.map(|(n, span)| ("count", n.to_string(), span)));
                fields.extend(d.value.as_ref().map(|v| ("value", format!("{} {}", v.amount, v.currency), v.span)));
                let mut claims = Vec::new();
                for (field, value, span) in &fields {
                    claims.extend(
                        self.claim(Said { report: r, record: &id, field, value, rule: &d.rule, modality }, &[*span]),
                    );
                }
                let parties = d.parties.iter().map(|p| self.party(r, p, &id, "parties", "asserted")).collect();
                let value = d.value.map(|v| Money { amount: v.amount, currency: v.currency });
                self.out.agreements.push(Agreement {
                    id,
                    parties,
                    countries: d.countries,
                    instrument,
                    status: d.status.to_owned(),
                    value,
                    claims,
                    reports: vec![head],
                });
            }
        }
    }

    /// Closes the ledger: actors, reports, conflicts.
    pub fn finish(mut self) -> Ledger {
        self.agreement_conflicts();
        self.delivery_conflicts();
        self.out.actors = self.ledger_actors();
        self.out.reports = self
            .reports
            .iter()
            .zip(self.positions)
            .map(|(r, p)| {
                let mut head = r.head.clone();
                head.not_understood = r.reading.not_understood.iter().filter_map(|&s| cite(&r.text, p, s)).collect();
                head
            })
            .collect();
        let mut by_record: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for c in &self.conflicts {
            by_record.entry(c.record.clone()).or_default().push(c.id.clone());
        }
        for e in &mut self.out.engagements {
            e.conflicts = by_record.remove(&e.id).unwrap_or_default();
        }
        self.out.conflicts = self.conflicts;
        self.out.claims = self.claims.list;
        self.out
    }

    fn ledger_actors(&self) -> Vec<ledger::Actor> {
        self.actors
            .list
            .iter()
            .map(|a| {
                let person =
                    a.known.as_deref().filter(|_| a.kind == ActorKind::Person).and_then(|k| self.knowledge.person(k));
                let mut offices: Vec<OfficeHeld> = Vec::new();
                for t in person.into_iter().flat_map(|p| p.office.iter().map(move |t| (p, t))) {
                    let of = t.1.of.clone().or_else(|| Some(t.0.country.clone()).filter(|c| !c.is_empty()));
                    offices.push(OfficeHeld {
                        title: t.1.office.replace('-', " "),
                        of,
                        from: t.1.from.clone(),
                        to: t.1.to.clone(),
                        basis: "knowledge".to_owned(),
                    });
                }
                for &(r, l) in &a.members {
                    for o in &self.reports[r].reading.actors[l].offices {
                        if !offices.iter().any(|x| x.basis == "claims" && x.title == o.title && x.of == o.of) {
                            offices.push(OfficeHeld {
                                title: o.title.clone(),
                                of: o.of.clone(),
                                from: None,
                                to: None,
                                basis: "claims".to_owned(),
                            });
                        }
                    }
                }
                let mut external = BTreeMap::new();
                if let (ActorKind::Country, Some(code)) = (a.kind, &a.known) {
                    external.insert("iso".to_owned(), code.clone());
                }
                if let Some(q) = person.and_then(|p| p.wikidata.clone()) {
                    external.insert("wikidata".to_owned(), q);
                }
                ledger::Actor {
                    id: a.id.clone(),
                    kind: kind_word(a.kind).to_owned(),
                    name: ledger::Name { en: a.en.clone(), hi: a.hi.clone() },
                    spellings: self.spellings(a),
                    offices,
                    external,
                }
            })
            .collect()
    }

    fn spellings(&self, a: &crate::actors::GlobalActor) -> Vec<Spelling> {
        let mut tally: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
        for &(r, l) in &a.members {
            for (text, _) in &self.reports[r].reading.actors[l].spellings {
                let entry = tally.entry(text.as_str()).or_default();
                entry.0 += 1;
                let id = &self.reports[r].head.id;
                if !entry.1.contains(id) {
                    entry.1.push(id.clone());
                }
            }
        }
        let mut out: Vec<Spelling> = tally
            .into_iter()
            .map(|(text, (count, reports))| Spelling { text: text.to_owned(), count, reports })
            .collect();
        out.sort_by(|a, b| b.count.cmp(&a.count).then(a.text.cmp(&b.text)));
        out
    }
}

fn is_weak(title: &str) -> bool {
    matches!(
        title,
        "leader"
            | "official"
            | "head"
            | "minister"
            | "secretary"
            | "chairman"
            | "director"
            | "commander"
            | "representative"
            | "special representative"
    )
}
