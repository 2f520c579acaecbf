//! Builds the records of one report from its drafts.

use super::actors::Actors;
use super::cite::{Claims, Said, cite};
use crate::ReadReport;
use crate::ids::Ids;
use crate::ledger::{Agreement, LEDGER_FORMAT, Ledger, Money, Office, Party, Statement, StatementText};
use bahi_knowledge::Knowledge;
use bahi_knowledge::terms::day_number;
use bahi_read::reading::{ActorKind, AgreementDraft, PartyDraft, StatementDraft};
use bahi_text::Positions;
use std::collections::BTreeSet;

/// Collects the records of one report.
pub struct Builder<'a> {
    /// The report.
    pub report: &'a ReadReport,
    /// Code points and lines of its text.
    pub positions: &'a Positions,
    /// The stock.
    pub knowledge: &'a Knowledge,
    /// Its actors.
    pub actors: &'a Actors,
    /// Claims made.
    pub claims: Claims,
    /// The ledger so far.
    pub out: Ledger,
    /// Ids given.
    pub ids: Ids,
    /// Ids of the engagements, in the order of their drafts.
    pub engagement_ids: Vec<String>,
    /// Actors whose misnaming by the report has been told.
    pub slips_told: BTreeSet<String>,
    // Whom the speaker of the statement at hand cites.
    statement_sources: Vec<Party>,
}

impl<'a> Builder<'a> {
    /// An empty ledger over this report.
    pub fn new(report: &'a ReadReport, positions: &'a Positions, actors: &'a Actors, knowledge: &'a Knowledge) -> Self {
        let out =
            Ledger { ledger_format: LEDGER_FORMAT, knowledge: knowledge.version().to_owned(), ..Ledger::default() };
        Self {
            report,
            positions,
            knowledge,
            actors,
            claims: Claims::default(),
            out,
            ids: Ids::default(),
            slips_told: BTreeSet::new(),
            statement_sources: Vec::new(),
            engagement_ids: Vec::new(),
        }
    }

    /// A claim over spans of one report.
    pub fn claim(&mut self, said: Said<'_>, spans: &[bahi_text::Span<bahi_text::Published>]) -> Vec<String> {
        let sources = match said.record.starts_with("S-") {
            true => self.statement_sources.clone(),
            false => self.sources(spans),
        };
        self.claims.add(self.report, self.positions, said, spans, sources).into_iter().collect()
    }

    // On whose word the report tells what stands at some spans: the narrowest attribution around the first of them.
    fn sources(&self, spans: &[bahi_text::Span<bahi_text::Published>]) -> Vec<Party> {
        let Some(&first) = spans.first() else { return Vec::new() };
        let around = self.report.reading.attributions.iter().filter(|a| a.span.covers(first));
        let narrowest = around.min_by_key(|a| (a.span.end() - a.span.start(), a.span.start()));
        narrowest.map_or_else(Vec::new, |a| self.chain(&a.chain))
    }

    fn chain(&self, drafts: &[PartyDraft]) -> Vec<Party> {
        let source = |d: &PartyDraft| {
            let a = self.actors.of(d.actor);
            let office = self.office_of(d.actor).map(|o| o.0);
            Party { actor: Some(a.id.clone()), name: a.name.en.clone(), office, claims: Vec::new() }
        };
        drafts.iter().map(source).collect()
    }

    /// The office a report gives a local actor: the one said last for a country, weak titles last.
    pub fn office_of(&self, local: usize) -> Option<(Office, bahi_text::Span<bahi_text::Published>)> {
        let actor = self.report.reading.actors.get(local)?;
        let best = actor.offices.iter().max_by_key(|o| (!is_weak(&o.title), o.of_said))?;
        let day = self.report.published;
        let day = day.map(|d| day_number(i64::from(d.year), i64::from(d.month), i64::from(d.day)));
        let styled = best.of.as_deref().and_then(|of| self.knowledge.styled(&best.title, of, day));
        Some((Office { title: best.title.clone(), of: best.of.clone(), styled }, best.span))
    }

    /// A party with its claims under a record.
    pub fn party(&mut self, draft: &PartyDraft, record: &str, field: &str, modality: &str) -> Party {
        let a = self.actors.of(draft.actor);
        let (id, en, country) = (a.id.clone(), a.name.en.clone(), a.country.clone());
        let kind = self.report.reading.actors[draft.actor].kind;
        let named = kind != ActorKind::Office;
        let value = if named { en.clone().unwrap_or_default() } else { String::new() };
        let path = format!("{field}/{id}");
        let mut spans = draft.spans.clone();
        let names = self.report.reading.actors[draft.actor].spellings.first().map(|s| s.1);
        spans.extend(names.filter(|s| !spans.contains(s)));
        spans.sort();
        let said = Said { record, field: &path, value: &value, rule: &draft.rule, modality };
        let mut claims = self.claim(said, &spans);
        let office = self.office_of(draft.actor);
        if let Some((office, span)) = &office {
            for (part, value) in [("title", Some(office.title.clone())), ("of", office.of.clone())] {
                if let Some(value) = value {
                    let field = format!("{path}/office/{part}");
                    claims.extend(
                        self.claim(
                            Said { record, field: &field, value: &value, rule: &draft.rule, modality },
                            &[*span],
                        ),
                    );
                }
            }
        }
        let said = self.report.reading.actors[draft.actor].country_said.clone();
        let state = matches!(kind, ActorKind::Country | ActorKind::Ministry);
        let of = if state { country } else { said };
        let title = if kind == ActorKind::Ministry { en.clone().unwrap_or_default() } else { String::new() };
        let office = office.map(|o| o.0).or_else(|| of.map(|of| Office { title, of: Some(of), styled: None }));
        Party { actor: Some(id), name: if named { en } else { None }, office, claims }
    }

    /// Writes down the statements.
    pub fn statements(&mut self) {
        let report = self.report;
        for d in &report.reading.statements {
            self.statement(d);
        }
    }

    fn statement(&mut self, d: &StatementDraft) {
        let report = self.report;
        let words = d.text.of(&report.text).to_owned();
        let start = d.text.start().to_string();
        let head = report.head.id.clone();
        let id = self.ids.fresh("S", &[&head, &d.kind, &start]);
        let modality = if d.direct_quote { "asserted" } else { "reported" };
        self.statement_sources = self.chain(&d.attributed_to);
        let speaker = self.party(&d.speaker, &id, "speaker", modality);
        let addressee = d.addressee.as_ref().map(|p| self.party(p, &id, "addressee", modality));
        let target = d.target.as_ref().map(|p| self.party(p, &id, "target", modality));
        let mut claims =
            self.claim(Said { record: &id, field: "text", value: &words, rule: &d.rule, modality }, &[d.text]);
        claims.extend(
            self.claim(Said { record: &id, field: "kind", value: &d.kind, rule: &d.rule, modality }, &[d.trigger]),
        );
        let engagement = d.engagement.and_then(|e| self.engagement_ids.get(e).cloned());
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
            judged: Vec::new(),
        });
    }

    /// Writes down the agreements.
    pub fn agreements(&mut self) {
        let report = self.report;
        for d in &report.reading.agreements {
            let agreement = self.agreement(d);
            self.out.agreements.push(agreement);
        }
    }

    fn agreement(&mut self, d: &AgreementDraft) -> Agreement {
        let head = self.report.head.id.clone();
        let instrument = d.instrument.of(&self.report.text).trim().to_owned();
        let id = self.ids.fresh("G", &[&head, d.status, &d.instrument.start().to_string()]);
        let modality = if d.status == "planned" { "planned" } else { "asserted" };
        let mut fields =
            vec![("instrument", instrument.clone(), d.instrument), ("status", d.status.to_owned(), d.trigger)];
        fields.extend(d.count.map(|(n, span)| ("count", n.to_string(), span)));
        fields.extend(d.value.as_ref().map(|v| ("value", format!("{} {}", v.amount, v.currency), v.span)));
        let mut claims = Vec::new();
        for (field, value, span) in &fields {
            claims.extend(self.claim(Said { record: &id, field, value, rule: &d.rule, modality }, &[*span]));
        }
        let parties = d.parties.iter().map(|p| self.party(p, &id, "parties", "asserted")).collect();
        Agreement {
            id,
            parties,
            countries: d.countries.clone(),
            instrument,
            status: d.status.to_owned(),
            value: d.value.as_ref().map(|v| Money { amount: v.amount, currency: v.currency.clone() }),
            claims,
            reports: vec![head],
            judged: Vec::new(),
        }
    }

    /// Closes the ledger.
    pub fn finish(mut self) -> Ledger {
        let mut head = self.report.head.clone();
        let not_understood = self.report.reading.not_understood.iter();
        head.not_understood = not_understood.filter_map(|&s| cite(&self.report.text, self.positions, s)).collect();
        self.out.reports = vec![head];
        self.out.actors = self.actors.list.clone();
        self.out.claims = self.claims.list;
        self.out
    }
}

/// Whether a title says little of the office: a leader, a minister of something.
pub fn is_weak(title: &str) -> bool {
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
