//! Of which country an office is that a report names without one, where the knowledge does not know its holder.

use crate::discourse::Discourse;
use crate::memory::same_title;
use crate::mention::What;
use crate::reading::{ActorKind, PartyDraft, PlaceDraft};
use crate::scan::Scan;
use std::collections::BTreeSet;

impl Discourse<'_> {
    /// Gives everybody with an office a country: the one said, else what the other office-holders of the report leave.
    pub(crate) fn settle_offices(&mut self, scans: &[Scan]) {
        let asked = self.offices_asked_for(scans);
        for i in 0..self.memory.actors.len() {
            if self.memory.actors[i].country.is_none() {
                let country = self.said(i).or_else(|| self.left_over(i, &asked));
                self.memory.actors[i].country = country;
            }
            let a = &mut self.memory.actors[i];
            let country = a.country.clone();
            for o in &mut a.offices {
                o.of = o.of.take().or_else(|| country.clone());
            }
        }
    }

    // Titles that the report calls a country's own without a name: "भारतीय प्रधानमंत्री".
    fn offices_asked_for(&self, scans: &[Scan]) -> BTreeSet<(String, String)> {
        let mentions = scans.iter().flat_map(|s| &s.mentions);
        let office = |what: &What| match what {
            What::Person(p) if p.name.is_none() => {
                let office = p.office.as_ref()?;
                Some((office.title.clone(), office.of.as_ref()?.id.clone()))
            }
            _ => None,
        };
        mentions.filter_map(|m| office(&m.what)).collect()
    }

    // Who serves a national body serves its country.
    fn said(&self, actor: usize) -> Option<String> {
        let of = self.memory.actors[actor].offices.iter().find_map(|o| o.of.clone())?;
        match self.knowledge.body(&of) {
            Some(body) => body.country.clone().filter(|c| !c.is_empty()).or(Some(of)),
            None => Some(of),
        }
    }

    // An office that a country has once is of another where its holder is named already. Of two holders whose country is not
    // said the first is of the outlet's country; one alone is of the country that the report is sent from.
    fn left_over(&self, actor: usize, asked: &BTreeSet<(String, String)>) -> Option<String> {
        let title = &self.memory.actors[actor].offices.first()?.title;
        let home = self.default_country();
        let abroad = self.dateline_country.clone().filter(|c| Some(c) != home.as_ref());
        if !self.held_once(title) {
            return abroad
                .or(home)
                .filter(|_| self.memory.actors[actor].offices.iter().any(|o| !self.anyones(&o.title)));
        }
        let holds = |i: usize, country: Option<&str>| {
            let a = &self.memory.actors[i];
            i != actor && a.country.as_deref() == country && a.offices.iter().any(|o| same_title(&o.title, title))
        };
        let held = |country: Option<&str>| (0..self.memory.actors.len()).any(|i| holds(i, country));
        let asked_for = |c: &str| asked.iter().any(|(t, of)| of == c && same_title(t, title));
        if held(home.as_deref()) {
            return self
                .memory
                .near(actor)
                .filter(|c| Some(c) != home.as_ref())
                .or(abroad)
                .or_else(|| self.other_than(home.as_deref()))
                .or(home);
        }
        let rival = (actor + 1..self.memory.actors.len()).any(|i| holds(i, None));
        match abroad {
            Some(c) if !rival && !held(Some(&c)) && !home.as_deref().is_some_and(asked_for) => Some(c),
            _ => home,
        }
    }

    // A director or an official may be anybody's.
    fn anyones(&self, title: &str) -> bool {
        self.knowledge.stock.words.offices.title.iter().any(|t| t.anyones && t.en == title)
    }

    fn held_once(&self, title: &str) -> bool {
        let office = self.knowledge.stock.offices.iter().find(|o| o.name == title);
        office.is_some_and(|o| {
            !o.several && matches!(o.rank.as_str(), "head-of-state" | "head-of-government" | "minister")
        })
    }

    // The other country that the report names most.
    fn other_than(&self, home: Option<&str>) -> Option<String> {
        self.main_countries(3).into_iter().find(|c| Some(c.as_str()) != home)
    }

    /// Whom one meets abroad is of the country one is in, where nothing said of which he is and else both were countrymen.
    pub(crate) fn mend_hosts(&mut self, sides: &(Vec<PartyDraft>, Vec<PartyDraft>), place: Option<&PlaceDraft>) {
        let ([agent], [partner]) = (sides.0.as_slice(), sides.1.as_slice()) else { return };
        let from = self.party_country(agent.actor);
        let visited = self.visiting.filter(|v| v.0 == agent.actor).map(|v| v.1);
        let abroad = |actor: usize| {
            self.memory.actors[actor].country.clone().filter(|c| from.is_some() && Some(c) != from.as_ref())
        };
        let there = place.and_then(|p| abroad(p.actor)).or_else(|| visited.and_then(abroad));
        let a = &mut self.memory.actors[partner.actor];
        let guessed = a.kind == ActorKind::Person
            && a.known.is_none()
            && a.country_said.is_none()
            && a.offices.iter().all(|o| !o.of_said);
        if let Some(there) = there
            && guessed
            && (a.country.is_none() || a.country == from)
        {
            a.offices.iter_mut().for_each(|o| o.of = Some(there.clone()));
            a.country = Some(there);
        }
    }
}
