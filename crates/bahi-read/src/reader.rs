//! Reading a report from end to end: two passes, the first to learn who is named, the second to read.

use crate::clause::parse;
use crate::discourse::Discourse;
use crate::frame::{Evoked, Match, Matcher, Parsed};
use crate::gapping::Gapped;
use crate::input::{PartKind, Report};
use crate::memory::Memory;
use crate::mention::What;
use crate::reading::{MatchView, Reading};
use crate::scan::{Item, Numbers, Scan, Scanner};
use crate::sent::{Cut, Sent};
use crate::tagger::Tagger;
use bahi_knowledge::Knowledge;

/// Reads reports with one stock of knowledge.
pub struct Reader<'a> {
    knowledge: &'a Knowledge,
    numbers: Numbers,
    evoked: Evoked,
    tagger: Option<&'a dyn Tagger>,
}

impl<'a> Reader<'a> {
    /// A reader; cheap beside loading the stock.
    pub fn new(knowledge: &'a Knowledge) -> Self {
        Self { knowledge, numbers: Numbers::new(knowledge), evoked: Evoked::new(knowledge), tagger: None }
    }

    /// The same reader with a tagger for names that no list has, or without one.
    #[must_use]
    pub fn with_tagger(self, tagger: Option<&'a dyn Tagger>) -> Self {
        Self { tagger, ..self }
    }

    /// Reads one report.
    pub fn read(&self, report: &Report<'_>) -> Reading {
        let cut = self.cut(report);
        let memory = self.learn(&cut, report);
        let scans = self.scans(&cut, &memory);
        let matcher = self.matcher();
        let mut d = self.discourse(report, memory, &cut, &scans);
        for (i, (sent, scan)) in cut.sents.iter().zip(&scans).enumerate() {
            let parse = parse(scan, &self.numbers);
            let p = Parsed { sent, scan, parse: &parse };
            d.sentence = i;
            self.sentence(&mut d, &matcher, &p);
        }
        d.retold();
        d.settle_deliveries();
        crate::view::mentions(&mut d, &cut, &scans);
        let mut out = std::mem::take(&mut d.out);
        out.actors = std::mem::take(&mut d.memory.actors);
        out
    }

    /// A matcher of the rules.
    pub fn matcher(&self) -> Matcher<'_> {
        Matcher { knowledge: self.knowledge, numbers: &self.numbers, evoked: &self.evoked }
    }

    /// What is known in the language that is read.
    pub fn knowledge(&self) -> &'a Knowledge {
        self.knowledge
    }

    /// Id of the language that is read.
    pub fn language(&self) -> &'a str {
        &self.knowledge.stock.language
    }

    /// Numbers of classes and cases.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// The first stages on their own: sentences and their slots.
    pub fn cut_and_scan(&self, report: &Report<'_>) -> (Cut, Vec<Scan>) {
        let cut = self.cut(report);
        let memory = self.learn(&cut, report);
        let scans = self.scans(&cut, &memory);
        (cut, scans)
    }

    // Sentences, with the names that the tagger sees in those where an unlisted word stands.
    fn cut(&self, report: &Report<'_>) -> Cut {
        let mut cut = Cut::new(report, self.knowledge);
        if let Some(tagger) = self.tagger {
            let open: Vec<usize> = (0..cut.sents.len()).filter(|&i| self.has_unlisted(&cut.sents[i])).collect();
            let sents: Vec<&Sent> = open.iter().map(|&i| &cut.sents[i]).collect();
            let tags = tagger.tag(report.text, &sents, self.knowledge);
            open.into_iter().zip(tags).for_each(|(i, tags)| cut.sents[i].tags = tags);
        }
        cut
    }

    fn has_unlisted(&self, s: &Sent) -> bool {
        let mut kinds = Vec::new();
        crate::tagger::kind::kinds(s, self.knowledge, &mut kinds);
        kinds.into_iter().any(crate::tagger::kind::is_unlisted)
    }

    // Names are learnt in two rounds, since a headline calls by surname whom the text names in full later.
    fn learn(&self, cut: &Cut, report: &Report<'_>) -> Memory {
        let mut memory = Memory::of_day(report.published);
        let mut order: Vec<usize> = (0..cut.sents.len()).collect();
        order.sort_by_key(|&i| cut.sents[i].kind != PartKind::Body);
        let mut gapped = Gapped::default();
        for i in order {
            let sent = &cut.sents[i];
            let scan = Scanner { knowledge: self.knowledge, numbers: &self.numbers, memory: &memory }.scan(sent);
            memory.introduce(sent, report.text, &scan.mentions, self.knowledge);
            gapped.look(sent, &scan.mentions, self.numbers.conj, i, &memory);
        }
        gapped.settle(&mut memory);
        memory.settle_counterparts();
        memory
    }

    fn scans(&self, cut: &Cut, memory: &Memory) -> Vec<Scan> {
        let scanner = Scanner { knowledge: self.knowledge, numbers: &self.numbers, memory };
        cut.sents.iter().map(|s| scanner.scan(s)).collect()
    }

    fn discourse<'d>(&'d self, report: &'d Report<'d>, memory: Memory, cut: &Cut, scans: &[Scan]) -> Discourse<'d> {
        let mut d = Discourse {
            knowledge: self.knowledge,
            numbers: &self.numbers,
            report,
            memory,
            out: Reading::default(),
            named: Vec::new(),
            sentence_people: Vec::new(),
            subject: None,
            subject_now: None,
            thing: None,
            current: None,
            told: None,
            told_by: None,
            visiting: None,
            pending: None,
            goods: None,
            listing: None,
            goods_units: Vec::new(),
            place: None,
            first_person: None,
            sentence: 0,
            dateline_country: None,
            dateline_place: None,
        };
        d.set_dateline(cut, scans);
        d.settle_offices(scans);
        d
    }

    fn sentence(&self, d: &mut Discourse<'_>, matcher: &Matcher<'_>, p: &Parsed<'_>) {
        let matches = matcher.matches(p);
        d.meet_people(p);
        for m in &matches {
            self.view(d, p, m);
        }
        // A question asserts nothing; only what is said in it is kept.
        let asks = p
            .sent
            .toks
            .iter()
            .rev()
            .find(|t| t.kind != bahi_text::TokenKind::Quote)
            .is_some_and(|t| t.kind == bahi_text::TokenKind::Question);
        let matches: Vec<Match> = if asks {
            matches.into_iter().filter(|m| self.knowledge.index.rules[m.rule].record == "statement").collect()
        } else {
            matches
        };
        let record = |m: &Match| self.knowledge.index.rules[m.rule].record.as_str();
        let kind = |m: &Match| self.knowledge.index.rules[m.rule].kind.as_str();
        let setting = |m: &Match| is_setting(m, &matches, p, &self.numbers, |o| record(o) == "engagement");
        for m in matches.iter().filter(|m| record(m) == "engagement" && !setting(m)) {
            if kind(m) == "visit" { d.visit(p, m) } else { d.engagement(p, m) }
        }
        let statements = d.out.statements.len();
        let told = matches.iter().filter(|m| record(m) == "statement").filter_map(|m| Some((d.statement(p, m)?, m)));
        let told: Vec<_> = told.collect();
        d.one_act(p, &told);
        d.attribution(p);
        d.hearsay(p, statements);
        if !asks {
            d.admit(p, matcher, &matches);
        }
        for m in matches.iter().filter(|m| record(m) == "agreement") {
            d.agreement(p, m);
        }
        d.delivery(p, &matches);
        d.note_told(p);
        d.note_subject(p);
        let people = std::mem::take(&mut d.sentence_people);
        people.into_iter().for_each(|(_, i)| d.touch(i));
    }

    fn view(&self, d: &mut Discourse<'_>, p: &Parsed<'_>, m: &Match) {
        let roles = m
            .roles
            .iter()
            .map(|(role, &ph)| {
                let phrase = &p.parse.phrases[ph];
                let first = phrase.mentions.first().map(|&x| &p.scan.mentions[x]);
                let last = phrase.mentions.last().map(|&x| &p.scan.mentions[x]);
                let span =
                    first.zip(last).map_or_else(|| p.sent.span_of(m.from, m.to), |(a, b)| p.sent.span_of(a.from, b.to));
                (role.clone(), span)
            })
            .collect();
        d.out.matches.push(MatchView {
            rule: self.knowledge.index.rules[m.rule].id.clone(),
            trigger: p.sent.span_of(m.from, m.to),
            roles,
        });
    }
}

// A summit during which, or beside which, the same clause tells of a meeting is the setting of that meeting.
fn is_setting(
    m: &Match,
    all: &[Match],
    p: &Parsed<'_>,
    numbers: &Numbers,
    is_engagement: impl Fn(&Match) -> bool,
) -> bool {
    let named = |from: usize| {
        let before = p.scan.slots.iter().rev().skip_while(|s| s.to > from);
        let between = |item: Item| item == Item::Word || item == Item::Case(numbers.genitive);
        match before.map(|s| s.item).find(|&item| !between(item)) {
            Some(Item::Mention(x)) => matches!(p.scan.mentions[x].what, What::Body(_)),
            _ => false,
        }
    };
    let forum_before = m.noun.is_some_and(|(from, _)| named(from));
    m.nominal.is_some_and(|case| numbers.beside.contains(&case))
        && forum_before
        && all.iter().any(|o| o.nominal.is_none() && o.from >= m.to && is_engagement(o))
}

impl Discourse<'_> {
    // The dateline's place, from the first mention of a place within its span.
    fn set_dateline(&mut self, cut: &Cut, scans: &[Scan]) {
        let Some(span) = self.report.dateline else { return };
        for (sent, scan) in cut.sents.iter().zip(scans) {
            for m in &scan.mentions {
                if let What::Place(n) = m.what
                    && span.overlaps(sent.span_of(m.from, m.to))
                {
                    self.dateline_place = Some(n);
                    self.dateline_country = self
                        .knowledge
                        .stock
                        .places
                        .get(n as usize)
                        .map(|p| p.country.clone())
                        .filter(|c| !c.is_empty());
                    return;
                }
            }
        }
    }

    // Days and places told, for 'the same day' and 'there'.
    fn note_told(&mut self, p: &Parsed<'_>) {
        let when = self.time_in(p, 0, p.sent.toks.len(), false);
        let recent = |day: i64| self.report.published.is_none_or(|p| (p.number() - day).abs() <= 3);
        if p.sent.kind == PartKind::Body && when.as_ref().and_then(|w| w.edtf).is_some_and(|d| recent(d.bounds().0)) {
            self.note_day(when.as_ref());
        }
        if let Some(place) = self.place_in(p, 0, p.sent.toks.len(), false) {
            self.place = Some(place.actor);
        }
    }
}
