//! Visits in the shape of COLT, the data set of Country and Organizational Leader Travel.

use super::codes::Codes;
use super::dates::days;
use super::index::Index;
use super::label;
use super::rows::{self, Column};
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source};
use bahi_resolve::ledger::{Engagement, Party};

const FILE: &str = "visits.csv";

/// Visits abroad.
#[derive(Debug)]
pub struct Colt;

impl Format for Colt {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "colt",
            extension: "csv",
            purpose: "Visits abroad in the shape of COLT (Country and Organizational Leader Travel), one row a traveller.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        rows::about(FILE, "One traveller on one visit.", COLUMNS, table(source).len())
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let visits = || source.ledger.engagements.iter().filter(|e| e.kind == "visit");
        let not_held = visits().filter(|e| e.status != "held").count();
        let index = Index::new(source.ledger);
        let nobody = visits().filter(|e| e.status == "held" && travellers(e, &index).is_empty()).count();
        let mut notes = vec![
            "COLT holds travel of heads of state and government and of ministers. Here every visitor stands with the office \
             that the reports give; choose by `Title`.".into(),
            "A traveller is a party to the visit whose state is not the destination. Travel that is only implied by a meeting \
             abroad is not here.".into(),
            format!("Left out: {not_held} visits that were not held, {nobody} without a traveller."),
        ];
        notes.extend(rows::notes());
        notes
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        rows::write(sink, FILE, b',', COLUMNS, table(source))
    }
}

const COLUMNS: &[Column] = &[
    ("TripID", "text", "Id of the visit; travellers on one visit share it"),
    ("LeaderID", "text", "Actor id of the traveller"),
    ("LeaderFullName", "text", "English or romanised name; empty where the reports name only the office"),
    ("Title", "text", "Office, as the reports give it"),
    ("LeaderCountryOrIGO", "text", "English name of the home country or body"),
    ("LeaderCountryISO", "text", "ISO 3166-1 alpha-3 code"),
    ("CountryVisited", "text", "English name of the destination country"),
    ("CountryVisitedISO", "text", "ISO 3166-1 alpha-3 code"),
    ("CityVisited", "text", "English name of the place, which may be a house or a country"),
    ("TripStartDate", "day", "First day that the date may mean"),
    ("TripEndDate", "day", "Last day that the date may mean"),
    ("TripDateEDTF", "text", "Date in EDTF, as far as the reports allow"),
    ("Purpose", "text", "Forum and topics"),
    ("Background", "true or false", "True where the reports only recall the visit"),
    ("Source", "text", "Ids of the reports, between spaces"),
    ("Quote", "text", "Words of a report"),
];

/// Those who came from elsewhere; countries and bodies do not travel.
fn travellers<'a>(e: &'a Engagement, index: &Index) -> Vec<&'a Party> {
    let host = e.place.as_ref().and_then(|place| place.country.as_deref());
    let travels = |party: &&Party| {
        let kind = party.actor.as_deref().and_then(|id| index.actor(id)).map_or("", |actor| actor.kind.as_str());
        let thing = matches!(kind, "country" | "body" | "forum" | "ministry" | "place" | "system" | "attack");
        let home = party.office.as_ref().and_then(|office| office.of.as_deref());
        !thing && (host.is_none() || home != host)
    };
    e.parties.iter().filter(travels).collect()
}

fn purpose(e: &Engagement) -> String {
    let forum = e.forum.as_ref().map(|forum| forum.name.clone());
    let topics = e.topics.iter().map(|topic| topic.name.clone());
    forum.into_iter().chain(topics).collect::<Vec<_>>().join("; ")
}

fn table(source: &Source) -> Vec<Vec<String>> {
    let (index, codes) = (Index::new(source.ledger), Codes::embedded());
    let mut table = vec![];
    for e in source.ledger.engagements.iter().filter(|e| e.kind == "visit" && e.status == "held") {
        let edtf = e.when.as_ref().and_then(|when| when.edtf.as_deref()).unwrap_or_default();
        let days = days(edtf);
        let host = e.place.as_ref().and_then(|place| place.country.as_deref()).unwrap_or_default();
        let quote = rows::in_context(&index.quotes(&e.id));
        for party in travellers(e, &index) {
            let home = party.office.as_ref().and_then(|office| office.of.as_deref()).unwrap_or_default();
            table.push(vec![
                e.id.clone(),
                party.actor.clone().unwrap_or_default(),
                party.name.clone().unwrap_or_default(),
                party.office.as_ref().map(|office| office.title.clone()).unwrap_or_default(),
                label::country(home),
                index.country(party).map(|code| codes.alpha3(code).to_string()).unwrap_or_default(),
                label::country(host),
                codes.alpha3(host).to_string(),
                e.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
                days.map(|days| days.first.to_string()).unwrap_or_default(),
                days.and_then(|days| days.last).map(|day| day.to_string()).unwrap_or_default(),
                edtf.to_string(),
                purpose(e),
                e.background.to_string(),
                e.reports.join(" "),
                quote.clone(),
            ]);
        }
    }
    table
}
