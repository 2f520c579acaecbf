//! Which engagements of several reports are one, and why.

use crate::ReadReport;
use crate::actors::Actors;
use bahi_read::Edtf;
use bahi_read::reading::{ActorKind, EngagementDraft, PlaceDraft, Status};

/// Engagement drafts of several reports that tell of one engagement.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    /// Report and engagement of it.
    pub members: Vec<(usize, usize)>,
    /// Why each further member was taken in, in words.
    pub because: Vec<String>,
}

/// Compares drafts across reports.
pub struct Merger<'a> {
    /// The reports.
    pub reports: &'a [ReadReport],
    /// Their actors.
    pub actors: &'a Actors,
}

impl Merger<'_> {
    /// Clusters of all engagements, in order of first telling.
    pub fn clusters(&self) -> Vec<Cluster> {
        let mut out: Vec<Cluster> = Vec::new();
        for (r, report) in self.reports.iter().enumerate() {
            for e in 0..report.reading.engagements.len() {
                let best = (0..out.len())
                    .filter_map(|c| self.fit(&out[c], (r, e)).map(|(score, why)| (score, std::cmp::Reverse(c), why)))
                    .max_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
                match best {
                    Some((_, std::cmp::Reverse(c), why)) => {
                        out[c].members.push((r, e));
                        out[c].because.push(format!("{}: {why}", report.head.path));
                    }
                    None => out.push(Cluster { members: vec![(r, e)], because: Vec::new() }),
                }
            }
        }
        out
    }

    fn draft(&self, m: (usize, usize)) -> &EngagementDraft {
        &self.reports[m.0].reading.engagements[m.1]
    }

    // How well a draft fits a cluster: it must fit every member, and no report tells one engagement twice.
    fn fit(&self, cluster: &Cluster, m: (usize, usize)) -> Option<(u32, String)> {
        if cluster.members.iter().any(|x| x.0 == m.0) {
            return None;
        }
        let mut best: Option<(u32, String)> = None;
        for &other in &cluster.members {
            let fit = self.same(other, m)?;
            if best.as_ref().is_none_or(|b| fit.0 > b.0) {
                best = Some(fit);
            }
        }
        best
    }

    fn same(&self, a: (usize, usize), b: (usize, usize)) -> Option<(u32, String)> {
        let (x, y) = (self.draft(a), self.draft(b));
        let talks = |k: &str| matches!(k, "meeting" | "session" | "summit");
        if x.kind != y.kind && !(talks(&x.kind) && talks(&y.kind))
            || x.occasion != y.occasion
            || !statuses_fit(x.status, y.status)
        {
            return None;
        }
        let parties = self.parties_fit(a, b)?;
        let (time, when) = self.times_fit(a, b)?;
        let place = self.places_fit(a, b)?;
        let forum = forums_fit(x, y)?;
        let why = ["same parties", when, place.1, forum.1]
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        Some((parties + time + place.0 + forum.0, why))
    }

    fn parties_fit(&self, a: (usize, usize), b: (usize, usize)) -> Option<u32> {
        let (x, y) = (self.draft(a), self.draft(b));
        let (smaller, larger, s, l) =
            if x.parties.len() <= y.parties.len() { (x, y, a.0, b.0) } else { (y, x, b.0, a.0) };
        let one =
            |i: usize| larger.parties.iter().any(|p| self.may_be_one((s, smaller.parties[i].actor), (l, p.actor)));
        let shared = (0..smaller.parties.len()).filter(|&i| one(i)).count();
        let all = shared == smaller.parties.len();
        if x.kind == "visit" && y.kind == "visit" {
            return (shared > 0).then_some(4);
        }
        if smaller.parties.len() == larger.parties.len() {
            return all.then_some(6);
        }
        let many = larger.parties.len() > 2;
        let formal = matches!(x.kind.as_str(), "session" | "summit") && matches!(y.kind.as_str(), "session" | "summit");
        let most = shared >= 2 && shared + 1 >= smaller.parties.len();
        ((all || most) && shared >= 2 && (formal || !many)).then_some(4)
    }

    fn may_be_one(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let (x, y) = (self.actors.of(a.0, a.1), self.actors.of(b.0, b.1));
        if x == y {
            return true;
        }
        let (p, q) = (&self.reports[a.0].reading.actors[a.1], &self.reports[b.0].reading.actors[b.1]);
        let one_unnamed = (p.kind == ActorKind::Office) != (q.kind == ActorKind::Office);
        let office_less = |n: &bahi_read::reading::LocalActor, m: &bahi_read::reading::LocalActor| {
            n.kind == ActorKind::Person
                && n.offices.is_empty()
                && n.country.is_some()
                && m.offices.iter().any(|o| o.of == n.country)
        };
        let holds = |o: &bahi_read::reading::OfficeSaid| {
            q.offices.iter().any(|w| bahi_read::memory::same_title(&o.title, &w.title) && o.of == w.of)
        };
        one_unnamed && (office_less(p, q) || office_less(q, p) || p.offices.iter().any(holds))
    }

    fn times_fit(&self, a: (usize, usize), b: (usize, usize)) -> Option<(u32, &'static str)> {
        let (x, y) = (self.draft(a), self.draft(b));
        let date = |e: &EngagementDraft| e.when.as_ref().and_then(|w| w.edtf);
        let near = self.days_apart(a.0, b.0);
        match (date(x), date(y)) {
            (Some(p), Some(q)) if p.compatible(q) => {
                Some(if p.is_day() && q.is_day() { (6, "same day") } else { (4, "dates that fit") })
            }
            // One of two papers of the same week may have slipped by a day.
            (Some(p), Some(q)) if slip(p, q) && near.is_some_and(|n| n <= 7) && x.parties.len() == y.parties.len() => {
                Some((1, "days next to one another in papers of one week"))
            }
            (Some(_), Some(_)) => None,
            (Some(_), None) if y.background => None,
            (None, Some(_)) if x.background => None,
            (Some(p), None) => self.undated_fits(p, b, y).then_some((1, "told within days")),
            (None, Some(q)) => self.undated_fits(q, a, x).then_some((1, "told within days")),
            (None, None) if x.background || y.background => None,
            (None, None) => near.is_none_or(|n| n <= 10).then_some((1, "")),
        }
    }

    // An event without a date is of the days before its report.
    fn undated_fits(&self, date: Edtf, m: (usize, usize), e: &EngagementDraft) -> bool {
        let Some(published) = self.reports[m.0].published else { return true };
        let (first, last) = date.bounds();
        let n = published.number();
        let window = if e.status == Status::Planned { 40 } else { 12 };
        first <= n.saturating_add(window) && last >= n.saturating_sub(12)
    }

    fn days_apart(&self, a: usize, b: usize) -> Option<i64> {
        let (p, q) = (self.reports[a].published?, self.reports[b].published?);
        Some((p.number() - q.number()).abs())
    }

    fn places_fit(&self, a: (usize, usize), b: (usize, usize)) -> Option<(u32, &'static str)> {
        let (x, y) = (self.draft(a), self.draft(b));
        let (Some(p), Some(q)) = (&x.place, &y.place) else { return Some((0, "")) };
        if self.actors.of(a.0, p.actor) == self.actors.of(b.0, q.actor) {
            return Some((3, "same place"));
        }
        let country = |r: usize, d: &PlaceDraft| self.reports[r].reading.actors[d.actor].country.clone();
        let (c, d) = (country(a.0, p), country(b.0, q));
        (c.is_none() || d.is_none() || c == d).then_some((1, "places of one country"))
    }
}

fn statuses_fit(a: Status, b: Status) -> bool {
    use Status::{Cancelled, Denied, Held};
    // A plan in one report and its end in another, a refusal or a visit paid, are stages of one event.
    !matches!((a, b), (Held, Denied | Cancelled) | (Denied | Cancelled, Held))
}

fn slip(a: Edtf, b: Edtf) -> bool {
    match (a, b) {
        (Edtf::Day(p), Edtf::Day(q)) => (p.number() - q.number()).abs() == 1,
        _ => false,
    }
}

fn forums_fit(a: &EngagementDraft, b: &EngagementDraft) -> Option<(u32, &'static str)> {
    let (Some(f), Some(g)) = (&a.forum, &b.forum) else { return Some((0, "")) };
    let beside = |r: &str| r != "session";
    if beside(f.relation) != beside(g.relation) && a.kind == b.kind && a.kind == "meeting" {
        return Some((0, ""));
    }
    Some(if f.name == g.name { (2, "same forum") } else { (0, "") })
}
