//! Which records of the ledger file: the filters that all listing commands share.

use crate::terminal::complain;
use crate::words;
use bahi::store::Filter;
use bahi::which::{self, Look};
use bahi::{Bahi, Store};

/// Which records.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct Which {
    /// Somebody or something that took part, in either script or as id; give it twice for two who met
    #[arg(long, value_name = "NAME")]
    pub who: Vec<String>,

    /// A country or body that took part, as code or name
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,

    /// Two countries that took part, as IN-RU
    #[arg(long, value_name = "A-B")]
    pub pair: Option<String>,

    /// Goods, as S-400: deliveries of them, and what else has them for a topic
    #[arg(long, value_name = "NAME")]
    pub system: Option<String>,

    /// Words of the topic or the instrument
    #[arg(long, value_name = "WORDS")]
    pub topic: Option<String>,

    /// Of engagements meeting, call, visit, session, summit, exercise, press-conference; of statements said, praised, …
    #[arg(long)]
    pub kind: Option<String>,

    /// Of engagements held, planned, cancelled, denied; of agreements signed, …; of deliveries delivered, delayed, …
    #[arg(long)]
    pub status: Option<String>,

    /// The forum, in either script or as SCO
    #[arg(long, value_name = "NAME")]
    pub forum: Option<String>,

    /// The place or its country, in either script
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,

    /// On or after this day, month or year; what is no engagement goes by the day of its report
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,

    /// On or before this day, month or year
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,

    /// Words of the name of the outlet of some report of it
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Of a report in this language, as hi; give it several times for any of them
    #[arg(long, value_name = "TAG")]
    pub language: Vec<String>,

    /// Only those about which the reports disagree
    #[arg(long)]
    pub disputed: bool,

    /// Only those with a conflict that is open, settled, both-stand or unsure
    #[arg(long)]
    pub state: Option<String>,
}

impl Which {
    /// In words, as for the README of an export; empty for all.
    pub fn words(&self) -> String {
        self.asked().words()
    }

    /// As the store takes it; names are looked up, and it is said for whom they were taken.
    pub fn filter(&self, bahi: &Bahi, store: &Store) -> anyhow::Result<Filter> {
        let asked = self.asked().filter(bahi, store)?;
        asked.notes.iter().for_each(|note| complain(format_args!("{}", words::told(note))));
        Ok(asked.filter)
    }

    fn asked(&self) -> which::Which {
        which::Which {
            who: self.who.clone(),
            country: self.country.clone(),
            pair: self.pair.clone(),
            system: self.system.clone(),
            topic: self.topic.clone(),
            kind: self.kind.clone(),
            status: self.status.clone(),
            forum: self.forum.clone(),
            place: self.place.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            outlet: self.outlet.clone(),
            language: self.language.clone(),
            disputed: self.disputed,
            state: self.state.clone(),
        }
    }
}

/// The actor that a name most likely means here; says so where it may mean others.
pub fn who(look: &Look, name: &str) -> anyhow::Result<String> {
    let mut notes = Vec::new();
    let id = look.who(name, &mut notes)?;
    notes.iter().for_each(|note| complain(format_args!("{}", words::told(note))));
    Ok(id)
}
