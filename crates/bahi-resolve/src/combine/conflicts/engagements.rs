//! Disagreement about one engagement: day, town, session number, offices and names of the parties.

use super::measures::Fields;
use super::{CONTRADICTION, Evidence, MORE_PRECISE, NEWER, Reports, SLIP, Sides, Voice, conflict, earlier};
use crate::ledger::{Conflict, Disagreement, Engagement};
use crate::single::records::is_weak;
use bahi_knowledge::Knowledge;
use bahi_read::Edtf;
use bahi_read::memory::same_title;
use bahi_text::names::Verdict;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What cannot all stand about an engagement, and how far its witnesses agree.
pub fn of_engagement(
    e: &Engagement,
    evidence: &Evidence,
    reports: &Reports,
    knowledge: &Knowledge,
) -> (Vec<Conflict>, Option<Disagreement>) {
    let look = Look { e, evidence, reports, knowledge };
    let mut out = Vec::new();
    let mut fields = Fields::default();
    look.days(&mut out, &mut fields);
    let sessions = evidence.sides(&e.id, "forum/session");
    out.extend(conflict(&e.id, "forum/session", CONTRADICTION, &sessions, reports));
    fields.add("forum/session", CONTRADICTION, sessions);
    look.towns(&mut out, &mut fields);
    fields.add("status", NEWER, evidence.sides(&e.id, "status"));
    for actor in e.parties.iter().filter_map(|p| p.actor.as_deref()) {
        look.offices(actor, &mut out, &mut fields);
        out.extend(look.names(actor));
    }
    (out, fields.disagreement(reports))
}

struct Look<'a> {
    e: &'a Engagement,
    evidence: &'a Evidence,
    reports: &'a Reports,
    knowledge: &'a Knowledge,
}

impl<'a> Look<'a> {
    // Two days, of what lasts no longer than one; a later report of what took place overtakes an earlier one of a plan.
    fn days(&self, out: &mut Vec<Conflict>, fields: &mut Fields<'a>) {
        let mut dates = self.evidence.sides(&self.e.id, "when");
        dates.retain(|v, _| v.parse::<Edtf>().is_ok());
        let mut days = dates.clone();
        days.retain(|v, _| v.parse().is_ok_and(Edtf::is_day));
        let kind = if self.e.kind == "visit" || days.len() < 2 {
            MORE_PRECISE
        } else if every_pair(&days, |a, b| self.overtakes(a, b) || self.overtakes(b, a)) {
            NEWER
        } else {
            CONTRADICTION
        };
        if kind != MORE_PRECISE {
            out.extend(conflict(&self.e.id, "when", kind, &days, self.reports));
        }
        fields.add("when", kind, dates);
    }

    fn overtakes(&self, later: &[&Voice], before: &[&Voice]) -> bool {
        let planned = |v: &Voice| v.modality == "planned";
        let after = |l: &Voice, b: &Voice| earlier(b, l, self.reports) == Some(Ordering::Less);
        before.iter().all(|b| planned(b)) && later.iter().all(|l| !planned(l) && before.iter().all(|b| after(l, b)))
    }

    // Two towns of one country. One report that names towns of two countries tells of two occasions.
    fn towns(&self, out: &mut Vec<Conflict>, fields: &mut Fields<'a>) {
        let places = self.evidence.sides(&self.e.id, "where");
        let known = |v: &str| self.knowledge.place_named(v);
        // The places of the world are parsed when they are first asked for.
        let mut towns = if places.len() > 1 { places.clone() } else { Sides::new() };
        towns.retain(|v, _| known(v).is_some_and(|p| p.kind == "city"));
        let countries: BTreeSet<&str> =
            towns.keys().filter_map(|v| known(v)).map(|p| p.country.as_str()).filter(|c| !c.is_empty()).collect();
        let apart = towns.len() > 1 && countries.len() < 2;
        if apart {
            out.extend(conflict(&self.e.id, "where", CONTRADICTION, &towns, self.reports));
        }
        fields.add("where", if apart { CONTRADICTION } else { MORE_PRECISE }, places);
    }

    fn offices(&self, actor: &str, out: &mut Vec<Conflict>, fields: &mut Fields<'a>) {
        let posts = self.posts(actor);
        let two = |relation: Relation, p: &Post<'_>| posts.iter().any(|q| self.relation(p, q) == relation);
        for (part, relation) in [("title", Relation::OtherPost), ("of", Relation::OtherCountry)] {
            let field = format!("parties/{actor}/office/{part}");
            let (mut all, mut apart) = (Sides::new(), Sides::new());
            for p in &posts {
                let Some(v) = (if part == "title" { p.title } else { p.of }) else { continue };
                all.entry(v.value.clone()).or_default().push(v);
                if two(relation, p) {
                    apart.entry(v.value.clone()).or_default().push(v);
                }
            }
            let raised = conflict(&self.e.id, &field, CONTRADICTION, &apart, self.reports);
            let kind = if raised.is_some() { CONTRADICTION } else { MORE_PRECISE };
            out.extend(raised);
            if !posts.iter().any(|p| two(Relation::Unlike, p)) {
                fields.add(&field, kind, all);
            }
        }
    }

    // Title and country that stand in the same words are one post; a country told by itself is of any.
    fn posts(&self, actor: &str) -> Vec<Post<'a>> {
        let field = |part: &str| format!("parties/{actor}/office/{part}");
        let voices = |part: &str| {
            let field = field(part);
            self.evidence.of(&self.e.id).iter().filter(move |v| v.field == field)
        };
        let mut of: Vec<&Voice> = voices("of").collect();
        let mut out = Vec::new();
        for title in voices("title") {
            let at = of.iter().position(|o| o.report == title.report && o.start == title.start);
            out.push(Post { title: Some(title), of: at.map(|at| of.remove(at)) });
        }
        out.extend(of.into_iter().map(|of| Post { title: None, of: Some(of) }));
        out
    }

    fn relation(&self, p: &Post<'_>, q: &Post<'_>) -> Relation {
        let state = |of: &str| of.len() == 2;
        let same_country = match (p.of, q.of) {
            (Some(a), Some(b)) if a.value != b.value => {
                if state(&a.value) != state(&b.value) {
                    return Relation::Unlike;
                }
                false
            }
            _ => true,
        };
        let (Some(a), Some(b)) = (p.title, q.title) else {
            return if same_country { Relation::Fits } else { Relation::OtherCountry };
        };
        let (a, b) = (a.value.as_str(), b.value.as_str());
        let one = self.one_title(a, b, p.of.or(q.of));
        match (one, same_country) {
            (true, true) => Relation::Fits,
            (true, false) => Relation::OtherCountry,
            (false, true) if !vague(a) && !vague(b) && !held_together(a, b) => Relation::OtherPost,
            (false, _) => Relation::Unlike,
        }
    }

    // The same title, in more or fewer words, or what the country itself calls by one name.
    fn one_title(&self, a: &str, b: &str, of: Option<&Voice>) -> bool {
        let styled = |title: &str| self.knowledge.styled(title, &of?.value, None);
        same_title(a, b) || near_titles(a, b) || styled(a).is_some_and(|x| Some(x) == styled(b))
    }

    // A report blends a party's name with another's or gives a first name that is not theirs; those that name them rightly
    // stand against it.
    fn names(&self, actor: &str) -> Option<Conflict> {
        let field = format!("parties/{actor}/name");
        let party = format!("parties/{actor}");
        let mut sides = Sides::new();
        let blended = self.evidence.on(&self.e.id, &field).count() > 0;
        for v in self.evidence.of(&self.e.id) {
            if v.field == party && !v.value.is_empty() {
                let one =
                    |known: &&String| blended && **known == v.value || !blended && !self.two_names(known, &v.value);
                let name = sides.keys().find(one).cloned().unwrap_or_else(|| v.value.clone());
                sides.entry(name).or_default().push(v);
            } else if v.field == field {
                sides.entry(v.value.clone()).or_default().push(v);
            }
        }
        conflict(&self.e.id, &field, SLIP, &sides, self.reports)
    }

    // Full names that are no spellings of one another.
    fn two_names(&self, a: &str, b: &str) -> bool {
        let full = |n: &str| n.split_whitespace().count() > 1;
        full(a) && full(b) && self.knowledge.compare_names(a, b).verdict == Verdict::Different
    }
}

/// An office as one report gives it.
struct Post<'a> {
    title: Option<&'a Voice>,
    of: Option<&'a Voice>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    // One office, perhaps in more or fewer words.
    Fits,
    // One title, of two countries or of two bodies.
    OtherCountry,
    // Two titles that one person does not hold together.
    OtherPost,
    // Posts that one may hold beside each other: of a state and of a party, once and now.
    Unlike,
}

// Says too little of an office to stand against another.
fn vague(title: &str) -> bool {
    is_weak(title) || title.starts_with("former ") || title.starts_with("acting ")
}

// Posts that one person often holds at once: beside a ministry, or the heir who governs. Head of state and head of
// government are two people.
fn held_together(a: &str, b: &str) -> bool {
    let governs = |t: &str| matches!(t, "deputy prime minister" | "prime minister");
    let beside = |t: &str| governs(t) || matches!(t, "crown prince" | "state councillor");
    let ministry = |t: &str| t.contains("minister") && !governs(t);
    let both = |a: &str, b: &str| beside(a) && ministry(b) || a == "crown prince" && governs(b);
    both(a, b) || both(b, a)
}

// "roads minister" and "roads and urban development minister" are one office told in more or fewer words.
fn near_titles(a: &str, b: &str) -> bool {
    let words = |s: &str| s.split_whitespace().filter(|w| *w != "and").map(str::to_owned).collect::<Vec<_>>();
    let (x, y) = (words(a), words(b));
    let (small, large) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    small.len() > 1 && small.iter().all(|w| large.contains(w))
}

fn every_pair(sides: &Sides<'_>, holds: impl Fn(&[&Voice], &[&Voice]) -> bool) -> bool {
    let sides: Vec<_> = sides.values().collect();
    sides.iter().enumerate().all(|(n, a)| sides[n + 1..].iter().all(|b| holds(a, b)))
}
