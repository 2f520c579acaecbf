//! iCalendar: engagements that are planned, on the days the reports give.

use super::about::fields;
use super::dates::exact;
use super::index::Index;
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source, label, text};
use bahi_read::Day;
use bahi_resolve::ledger::Engagement;

const FILE: &str = "planned.ics";
/// For events whose reports have no date of publication.
const NO_STAMP: &str = "19700101T000000Z";
/// Longest line in bytes, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// iCalendar, RFC 5545.
#[derive(Debug)]
pub struct Ical;

impl Format for Ical {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "ical",
            extension: "ics",
            purpose: "Planned engagements as a calendar (RFC 5545), for any calendar program.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        vec![FileAbout {
            name: FILE.into(),
            about: "One event for each planned engagement whose days are known.".into(),
            rows: planned(source).filter(|e| span(e).is_some()).count(),
            fields: fields(&[
                ("UID", "text", "Id of the engagement and @bahi; it stays the same in later exports"),
                ("DTSTAMP", "time", "Midnight (UTC) of the latest date of publication of its reports"),
                ("DTSTART, DTEND", "day", "First day, and the day after the last"),
                ("SUMMARY", "text", "What is planned, in English"),
                ("LOCATION", "text", "English name of the place"),
                ("DESCRIPTION", "text", "The words of the reports, one quotation a line"),
                ("STATUS", "text", "Always TENTATIVE"),
            ]),
        }]
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let index = Index::new(source.ledger);
        let vague: Vec<&str> = planned(source).filter(|e| span(e).is_none()).map(|e| e.id.as_str()).collect();
        let undated = planned(source).filter(|e| span(e).is_some() && index.latest(&e.reports).is_none()).count();
        let held = source.ledger.engagements.len() - planned(source).count();
        vec![
            format!(
                "Left out: {held} engagements that are not planned, and {} planned ones whose days are not known: {}.",
                vague.len(),
                if vague.is_empty() { "none".into() } else { vague.join(", ") }
            ),
            format!("{undated} events rest on reports without a date of publication; their DTSTAMP is {NO_STAMP}."),
            "What was planned when the report was written may be over or off by now.".into(),
            text::LINE_NOTE.into(),
        ]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        sink.file(FILE, calendar(source).into_bytes())
    }
}

fn planned<'a>(source: &Source<'a>) -> impl Iterator<Item = &'a Engagement> {
    source.ledger.engagements.iter().filter(|e| e.status == "planned")
}

/// First and last day, where they are known.
fn span(e: &Engagement) -> Option<(Day, Day)> {
    let days = exact(e.when.as_ref()?.edtf.as_deref()?)?;
    Some((days.first, days.last?))
}

fn calendar(source: &Source) -> String {
    let index = Index::new(source.ledger);
    let mut out = String::new();
    let version = escaped(&text::line(&source.ledger.knowledge));
    for (name, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")] {
        line(&mut out, name, value);
    }
    line(&mut out, "PRODID", &format!("-//Bahi//Ledger {version}//EN"));
    line(&mut out, "CALSCALE", "GREGORIAN");
    for e in planned(source) {
        if let Some(days) = span(e) {
            event(&mut out, e, days, &index);
        }
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn event(out: &mut String, e: &Engagement, (first, last): (Day, Day), index: &Index) {
    let day = |day: Day| day.to_string().replace('-', "");
    let id: String = e.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let stamp = index.latest(&e.reports).map(|date| format!("{}T000000Z", date.replace('-', "")));
    let quotes = index.quotes(&e.id);
    let words = quotes.iter().map(|q| format!("{} [{}:{}]", q.evidence.exact, q.claim.report, q.evidence.line));
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &format!("{id}@bahi"));
    line(out, "DTSTAMP", &stamp.unwrap_or_else(|| NO_STAMP.into()));
    line(out, "DTSTART;VALUE=DATE", &day(first));
    line(out, "DTEND;VALUE=DATE", &day(last.plus(1)));
    line(out, "SUMMARY", &escaped(&label::engagement(e)));
    if let Some(place) = &e.place {
        line(out, "LOCATION", &escaped(&text::line(&place.name)));
    }
    line(out, "DESCRIPTION", &escaped(&words.collect::<Vec<_>>().join("\n")));
    line(out, "STATUS", "TENTATIVE");
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

/// A value of type TEXT (RFC 5545, 3.3.11), without the controls that may not stand in a line.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => out.push(text::INSTEAD),
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded so that no part is longer than allowed and no character is cut.
fn line(out: &mut String, name: &str, value: &str) {
    let mut length = 0;
    for c in name.chars().chain([':']).chain(value.chars()) {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}
