//! Numbers of the classes, cases and verbs that the readers ask for by their ids.

use crate::svo::verbs::AUXILIARIES;
use bahi_knowledge::Knowledge;

const EVENT_NOUNS: [&str; 5] = ["talks", "encounter", "visit", "phone", "summit"];

/// Class and case numbers that scanning asks for.
#[derive(Debug)]
pub struct Numbers {
    /// Whether case markers stand before their phrase.
    pub fronted: bool,
    /// The case of a subject.
    pub subject: u16,
    /// Genitive case.
    pub genitive: u16,
    /// Classes.
    pub conj: u16,
    /// Subordinators.
    pub sub: u16,
    /// Articles and the like.
    pub determiner: u16,
    /// Auxiliaries that stand before their verb, as [`AUXILIARIES`] names them.
    pub auxiliaries: [u16; AUXILIARIES.len()],
    /// Nouns of events that may be verbs too.
    pub event_nouns: [u16; EVENT_NOUNS.len()],
    /// Agreements.
    pub agreement: u16,
    /// Negation.
    pub negation: u16,
    /// Particles that may stand inside a verb group.
    pub particle: u16,
    /// 'Here'.
    pub here: u16,
    /// 'There'.
    pub there: u16,
    /// 'The capital'.
    pub capital: u16,
    /// Group nouns of persons.
    pub group_person: u16,
    /// Group nouns of states.
    pub group_state: u16,
    /// Unnamed sources.
    pub sources: u16,
    /// Unnamed officials.
    pub officials: u16,
    /// Papers that speak.
    pub paper: u16,
    /// Cases that make an infinitive a clause of time.
    pub temporal: Vec<u16>,
    /// The case of those whom a group includes.
    pub including: u16,
    /// Cases that make an event the setting of another.
    pub beside: Vec<u16>,
    /// Generic venues: airport, residence.
    pub venue: u16,
    /// Words that split one sentence into several events.
    pub distributive: u16,
    /// Words that measure something else than goods.
    pub measure: u16,
    /// Words that with a verb say no more than that something takes place.
    pub begun: u16,
    /// Armed forces.
    pub forces: u16,
    /// Verbs of motion.
    pub motion: Vec<u16>,
    /// The verb to do.
    pub do_verb: u16,
    /// The verb to want.
    pub want: u16,
    /// The verb to be.
    pub be: u16,
    /// The verb to go, which makes the passive.
    pub go: u16,
}

impl Numbers {
    /// Looks the numbers up.
    pub fn new(k: &Knowledge) -> Self {
        Self {
            fronted: k.stock.grammar.prepositions,
            subject: k.case("ne"),
            genitive: k.case("gen"),
            conj: k.class("conj"),
            sub: k.class("subordinator"),
            determiner: k.class("determiner"),
            auxiliaries: AUXILIARIES.map(|c| k.class(c)),
            event_nouns: EVENT_NOUNS.map(|c| k.class(c)),
            agreement: k.class("agreement"),
            negation: k.class("negation"),
            particle: k.class("particle"),
            here: k.class("here"),
            there: k.class("there"),
            capital: k.class("capital"),
            group_person: k.class("group-person"),
            group_state: k.class("group-state"),
            sources: k.class("sources"),
            officials: k.class("officials"),
            paper: k.class("statement-noun"),
            temporal: ["baad", "pehle", "par", "dauraan", "mauke"].map(|c| k.case(c)).to_vec(),
            including: k.case("samet"),
            beside: ["dauraan", "itar", "mauke", "mein"].map(|c| k.case(c)).to_vec(),
            venue: k.class("venue"),
            distributive: k.class("distributive"),
            measure: k.class("measure"),
            begun: k.class("begun"),
            forces: k.class("forces"),
            motion: ["ja", "aa", "pahunch", "laut"].map(|v| k.verb(v)).to_vec(),
            do_verb: k.verb("kar"),
            want: k.verb("chaah"),
            be: k.verb("hai"),
            go: k.verb("ja"),
        }
    }
}
