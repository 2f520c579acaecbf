//! PLOVER and CAMEO: events between states, one row for each pair, separated by tabs.

use super::codes::Codes;
use super::dates::days;
use super::index::{Index, is_country};
use super::rows::{self, Column};
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source};
use bahi_resolve::ledger::Engagement;

const FILE: &str = "events.tsv";

/// Events between states.
#[derive(Debug)]
pub struct Plover;

impl Format for Plover {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "plover",
            extension: "tsv",
            purpose: "Events between states with PLOVER and CAMEO codes, for the tools of conflict research.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        rows::about(FILE, "One event from one state to another.", COLUMNS, table(source).len())
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let index = Index::new(source.ledger);
        let not_held = source.ledger.engagements.iter().filter(|e| e.status != "held").count();
        let held = source.ledger.engagements.iter().filter(|e| e.status == "held");
        let alone = held.filter(|e| pairs(e, &index).is_empty()).count();
        let mut notes = vec![
            "Actors are states, by the ISO 3166-1 alpha-3 codes that CAMEO uses: that of the office, or the state itself. \
             Persons and bodies have no code of their own here.".into(),
            "Consultations have a row in both directions. A visit has one row, from the state of each visitor to the state \
             that was visited, where the reports tell it.".into(),
            format!("Left out: {not_held} engagements that were not held, which the codes do not tell apart; {alone} held by \
                     fewer than two known states; statements, agreements and deliveries, which have no code in the ledger."),
        ];
        notes.extend(rows::notes());
        notes
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        rows::write(sink, FILE, b'\t', COLUMNS, table(source))
    }
}

const COLUMNS: &[Column] = &[
    ("event_id", "text", "Id of the engagement; several rows may share it"),
    ("date", "text", "Date in EDTF, as far as the reports allow"),
    ("event_date", "day", "First day that the date may mean"),
    ("source_actor", "text", "ISO 3166-1 alpha-3 code"),
    ("target_actor", "text", "ISO 3166-1 alpha-3 code"),
    ("event_type", "text", "PLOVER event"),
    ("event_mode", "text", "Mode of the event, as the ledger has it"),
    ("cameo", "text", "CAMEO code"),
    ("location", "text", "English name of the place"),
    ("location_country", "text", "ISO 3166-1 alpha-3 code"),
    ("background", "true or false", "True where the reports only recall it"),
    ("reports", "text", "Ids of the reports, between spaces"),
    ("quote", "text", "Words of a report"),
];

/// The states between which an engagement took place: from, to.
fn pairs<'a>(e: &'a Engagement, index: &Index<'a>) -> Vec<(&'a str, &'a str)> {
    let mut states: Vec<&str> = vec![];
    for state in e.parties.iter().filter_map(|party| index.country(party)) {
        if !states.contains(&state) {
            states.push(state);
        }
    }
    let host = e.place.as_ref().and_then(|place| place.country.as_deref()).filter(|code| is_country(code));
    match host.filter(|_| e.kind == "visit") {
        Some(host) => states.into_iter().filter(|state| *state != host).map(|state| (state, host)).collect(),
        None => {
            let all = states.iter().flat_map(|from| states.iter().map(move |to| (*from, *to)));
            all.filter(|(from, to)| from != to).collect()
        }
    }
}

fn table(source: &Source) -> Vec<Vec<String>> {
    let (index, codes) = (Index::new(source.ledger), Codes::embedded());
    let mut table = vec![];
    for e in source.ledger.engagements.iter().filter(|e| e.status == "held") {
        let edtf = e.when.as_ref().and_then(|when| when.edtf.as_deref()).unwrap_or_default();
        let code = e.codes.get("plover").map_or("", String::as_str);
        let (event, mode) = code.split_once('/').unwrap_or((code, ""));
        let country = e.place.as_ref().and_then(|place| place.country.as_deref()).unwrap_or_default();
        let quote = rows::in_context(&index.quotes(&e.id));
        for (from, to) in pairs(e, &index) {
            table.push(vec![
                e.id.clone(),
                edtf.to_string(),
                days(edtf).map(|days| days.first.to_string()).unwrap_or_default(),
                codes.alpha3(from).to_string(),
                codes.alpha3(to).to_string(),
                event.to_string(),
                mode.to_string(),
                e.codes.get("cameo").cloned().unwrap_or_default(),
                e.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
                codes.alpha3(country).to_string(),
                e.background.to_string(),
                e.reports.join(" "),
                quote.clone(),
            ]);
        }
    }
    table
}
