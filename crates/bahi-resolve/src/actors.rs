//! One actor behind the names of several reports.

use crate::ReadReport;
use crate::ids::id;
use bahi_knowledge::Knowledge;
use bahi_read::reading::{ActorKind, LocalActor};
use bahi_text::fold;
use bahi_text::script::similar::{similar, skeleton};
use std::collections::BTreeMap;

/// An actor of the whole ledger.
#[derive(Debug, Clone)]
pub struct GlobalActor {
    /// `A-…`.
    pub id: String,
    /// What it is.
    pub kind: ActorKind,
    /// World id.
    pub known: Option<String>,
    /// English name: from knowledge, else romanised.
    pub en: Option<String>,
    /// Hindi name.
    pub hi: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Members: report and local actor.
    pub members: Vec<(usize, usize)>,
}

/// All actors, and whose each local one is.
#[derive(Debug, Default)]
pub struct Actors {
    /// Global actors in order of first mention.
    pub list: Vec<GlobalActor>,
    of: BTreeMap<(usize, usize), usize>,
}

impl Actors {
    /// Links the actors of all reports.
    pub fn link(reports: &[ReadReport], knowledge: &Knowledge) -> Self {
        let mut out = Self::default();
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (r, report) in reports.iter().enumerate() {
            for (l, actor) in report.reading.actors.iter().enumerate() {
                let keys = keys(actor);
                let found = keys
                    .iter()
                    .flat_map(|k| by_key.get(k).into_iter().flatten())
                    .copied()
                    .find(|&g| same(&out.list[g], actor, reports, r, knowledge));
                let g = found.unwrap_or_else(|| {
                    out.list.push(fresh(actor));
                    out.list.len() - 1
                });
                out.take(g, (r, l), actor);
                for k in keys {
                    let list = by_key.entry(k).or_default();
                    if !list.contains(&g) {
                        list.push(g);
                    }
                }
            }
        }
        out.name(knowledge);
        out
    }

    fn take(&mut self, g: usize, member: (usize, usize), actor: &LocalActor) {
        let global = &mut self.list[g];
        global.members.push(member);
        global.country = global.country.take().or_else(|| actor.country.clone());
        global.known = global.known.take().or_else(|| actor.known.clone());
        global.en = global.en.take().or_else(|| actor.en.clone());
        let longer = |new: &str, old: &str| new.split_whitespace().count() > old.split_whitespace().count();
        if let Some(hi) = &actor.hi
            && global.hi.as_ref().is_none_or(|old| longer(hi, old))
        {
            global.hi = Some(hi.clone());
        }
        self.of.insert(member, g);
    }

    fn name(&mut self, knowledge: &Knowledge) {
        let mut ids = crate::ids::Ids::default();
        for a in &mut self.list {
            if a.en.is_none() {
                a.en = a.hi.as_deref().map(|hi| knowledge.romanise(hi));
            }
            if let Some(known) = &a.known {
                let forms = hindi_name(knowledge, a.kind, known);
                a.hi = forms.or(a.hi.take());
            }
            let kind = kind_word(a.kind);
            let name = a.known.clone().or_else(|| a.hi.as_deref().map(fold)).unwrap_or_default();
            let country = a.country.clone().unwrap_or_default();
            let office = if a.kind == ActorKind::Office { a.en.clone().unwrap_or_default() } else { name };
            a.id = ids.fresh("A", &[kind, &office, if a.kind == ActorKind::Office { &country } else { "" }]);
        }
    }

    /// The global actor of a local one.
    pub fn of(&self, report: usize, local: usize) -> usize {
        self.of.get(&(report, local)).copied().unwrap_or(0)
    }
}

/// The word of the ledger contract for a kind of actor.
pub fn kind_word(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Office => "office",
        ActorKind::Country => "country",
        ActorKind::Body => "body",
        ActorKind::Ministry => "ministry",
        ActorKind::Place => "place",
        ActorKind::System => "system",
        ActorKind::Other => "other",
    }
}

fn hindi_name(knowledge: &Knowledge, kind: ActorKind, known: &str) -> Option<String> {
    use bahi_knowledge::NameKind;
    let kind = match kind {
        ActorKind::Person => NameKind::Person,
        ActorKind::Country => NameKind::Country,
        ActorKind::Body => NameKind::Body,
        ActorKind::Place => NameKind::Place,
        ActorKind::System => NameKind::System,
        _ => return None,
    };
    knowledge.display(kind, known).map(str::to_owned)
}

fn fresh(actor: &LocalActor) -> GlobalActor {
    GlobalActor {
        id: String::new(),
        kind: actor.kind,
        known: None,
        en: None,
        hi: None,
        country: None,
        members: Vec::new(),
    }
}

// Blocking keys: two actors that share none are never compared.
fn keys(actor: &LocalActor) -> Vec<String> {
    let kind = kind_word(actor.kind);
    let mut out = Vec::new();
    if let Some(known) = &actor.known {
        out.push(format!("{kind}:{known}"));
    }
    match actor.kind {
        ActorKind::Person => {
            for (name, _) in &actor.spellings {
                let folded = fold(name);
                out.extend(
                    folded
                        .split_whitespace()
                        .map(|w| format!("{kind}~{}", skeleton(w).chars().take(3).collect::<String>())),
                );
            }
        }
        _ => {
            out.push(format!("{kind}={}:{}", actor.en.as_deref().unwrap_or(""), actor.country.as_deref().unwrap_or("")))
        }
    }
    out.sort();
    out.dedup();
    out
}

fn same(
    global: &GlobalActor,
    actor: &LocalActor,
    reports: &[ReadReport],
    report: usize,
    knowledge: &Knowledge,
) -> bool {
    if global.kind != actor.kind {
        return false;
    }
    match (&global.known, &actor.known) {
        (Some(a), Some(b)) => return a == b,
        (Some(_), None) | (None, Some(_)) if actor.kind != ActorKind::Person => return false,
        _ => {}
    }
    if actor.kind != ActorKind::Person {
        let first = global.members.first().map(|&(r, l)| &reports[r].reading.actors[l]);
        return first.is_some_and(|f| f.en == actor.en && f.country == actor.country);
    }
    global.members.iter().any(|&(r, l)| {
        same_person(&reports[r].reading.actors[l], actor)
            || near(reports, r, report) && bare_surname(&reports[r].reading.actors[l], actor, knowledge)
    })
}

// Reports of one week tell of the same people.
fn near(reports: &[ReadReport], a: usize, b: usize) -> bool {
    match (reports[a].published, reports[b].published) {
        (Some(x), Some(y)) => (x.number() - y.number()).abs() <= 7,
        _ => false,
    }
}

// A surname without office, which few people bear, called of someone whom a paper of the same week names in full.
fn bare_surname(a: &LocalActor, b: &LocalActor, knowledge: &Knowledge) -> bool {
    let one_word = |x: &LocalActor| {
        x.spellings.iter().all(|(n, _)| n.split_whitespace().count() == 1) && x.offices.is_empty() && x.known.is_none()
    };
    let (short, long) = if one_word(b) {
        (b, a)
    } else if one_word(a) {
        (a, b)
    } else {
        return false;
    };
    let country = short.country.is_none() || long.country.is_none() || short.country == long.country;
    let lexicon = &knowledge.index.lexicon;
    country
        && short.spellings.iter().any(|(s, _)| {
            let s = fold(s);
            let rare = !knowledge.index.is_shared_surname(lexicon.symbol(&s));
            rare && long.spellings.iter().any(|(l, _)| fold(l).split_whitespace().last().is_some_and(|last| last == s))
        })
}

// Likeness of names, with office and country as evidence; a name of one word needs both.
fn same_person(a: &LocalActor, b: &LocalActor) -> bool {
    let country = a.country.is_none() || b.country.is_none() || a.country == b.country;
    let office = a.offices.iter().any(|x| b.offices.iter().any(|y| bahi_read::memory::same_title(&x.title, &y.title)));
    let names = |x: &LocalActor| x.spellings.iter().map(|(n, _)| fold(n)).collect::<Vec<_>>();
    let (na, nb) = (names(a), names(b));
    let ends = |x: &str, y: &str| {
        let (p, q): (Vec<&str>, Vec<&str>) = (x.split_whitespace().collect(), y.split_whitespace().collect());
        p.len() != q.len() && p.len() > 1 && q.len() > 1 && p.first() == q.first() && p.last() == q.last()
    };
    if country && na.iter().any(|x| nb.iter().any(|y| ends(x, y))) {
        return true;
    }
    let full = na.iter().any(|x| {
        nb.iter().any(|y| x.split_whitespace().count() > 1 && y.split_whitespace().count() > 1 && similar(x, y))
    });
    if full {
        return country || office;
    }
    let last = |n: &str| n.split_whitespace().last().map(str::to_owned);
    let surname = na.iter().any(|x| {
        nb.iter().any(|y| {
            let one_word = x.split_whitespace().count() == 1 || y.split_whitespace().count() == 1;
            one_word && last(x).zip(last(y)).is_some_and(|(p, q)| similar(&p, &q))
        })
    });
    surname && office && country && a.country.is_some()
}

/// An id for an actor that stands outside the reports' own.
pub fn outside(kind: &str, name: &str) -> String {
    id("A", &[kind, name])
}
