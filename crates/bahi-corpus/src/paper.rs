//! Tells an event as one paper does: its spellings, its order of paragraphs, its slips.

use crate::cast::{Cast, Player};
use crate::dates::{Part, When};
use crate::day::Day;
use crate::find::{Manner, Thing};
use crate::random::Random;
use crate::template::{Line, Piece, Role, Template};
use crate::words::Words;
use crate::world::{Forms, World};
use std::fmt::Write;

/// Something a paper gets wrong, so that reports disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// Days and weekdays, by so many.
    Day(i64),
    /// One place is put for another.
    Place(usize, usize),
    /// A number of goods is one more.
    Number,
    /// A session is counted once more.
    Session,
}

/// How a paper writes.
struct Manners {
    /// Which of the spellings of names.
    spelling: usize,
    /// Of a hundred words that have another, how many are changed.
    swapped: usize,
    slip: Option<Slip>,
}

/// Tells one report of an event.
pub(crate) struct Paper<'a> {
    pub(crate) world: &'a World,
    pub(crate) lists: &'a Words,
    pub(crate) template: &'a Template,
    pub(crate) cast: &'a Cast,
    /// Who publishes it.
    pub(crate) outlet: &'a str,
    /// Whether another paper of the event has the same copy: a few words are changed and little else.
    pub(crate) copied: bool,
}

/// Spellings beyond these are rare.
const SPELLINGS: usize = 3;

impl Paper<'_> {
    /// The text.
    pub(crate) fn tell(&self, random: &mut Random) -> String {
        let manners = Manners {
            spelling: random.below(SPELLINGS),
            swapped: if self.copied { 30 } else { 8 },
            slip: self.slip(random),
        };
        let mut out = String::with_capacity(4096);
        for (place, &line) in self.arranged(random).iter().enumerate() {
            let line = &self.template.lines[line];
            // Empty lines belong to the place and not to the paragraph that has moved there.
            let space = if line.role == Role::Head { line.space } else { line.space.max(1) };
            if place > 0 {
                out.extend(std::iter::repeat_n('\n', 1 + space));
            }
            line.pieces.iter().for_each(|piece| self.piece(piece, line, &manners, random, &mut out));
        }
        if let Some(credit) = random.pick(&self.lists.credits) {
            let _ = write!(out, "\n\n{}\n", credit.replace("{}", self.outlet));
        }
        out
    }

    /// Numbers of lines in the order in which they are printed, some left out.
    fn arranged(&self, random: &mut Random) -> Vec<usize> {
        let lines = &self.template.lines;
        let role = |role: Role| move |i: &usize| lines[*i].role == role;
        let mut bodies: Vec<usize> = (0..lines.len()).filter(role(Role::Body)).collect();
        if !self.copied && random.chance(40) {
            random.shuffle(&mut bodies);
        }
        if bodies.len() > 1 && random.chance(40) {
            bodies.remove(random.below(bodies.len()));
        }
        let mut bodies = bodies.into_iter();
        let mut order = vec![];
        for (i, line) in lines.iter().enumerate() {
            match line.role {
                Role::Head | Role::Lead => order.push(i),
                Role::Body => order.extend(bodies.next()),
                Role::Rest if random.chance(80) => order.push(i),
                Role::Rest => {}
            }
        }
        order
    }

    /// Now and then something is wrong.
    fn slip(&self, random: &mut Random) -> Option<Slip> {
        if !random.chance(8) {
            return None;
        }
        Some(match random.below(4) {
            0 => Slip::Day(if random.chance(50) { 1 } else { -1 }),
            1 => {
                let places: Vec<(usize, usize)> = self.cast.places.iter().map(|(from, to)| (*from, *to)).collect();
                let (from, to) = *random.pick(&places)?;
                Slip::Place(from, self.wrong_place(to, random)?)
            }
            2 => Slip::Number,
            _ => Slip::Session,
        })
    }

    /// Another place of the same country and kind.
    fn wrong_place(&self, right: usize, random: &mut Random) -> Option<usize> {
        let here = &self.world.places[right];
        let all = self.world.places.iter().enumerate();
        let others = all.filter(|(i, place)| {
            *i != right && place.country == here.country && place.kind == here.kind && !place.forms.short.is_empty()
        });
        let others: Vec<usize> = others.map(|(i, _)| i).collect();
        random.pick(&others).copied()
    }

    fn piece(&self, piece: &Piece, line: &Line, manners: &Manners, random: &mut Random, out: &mut String) {
        let slips = |slip: Slip| i64::from(line.role != Role::Head && manners.slip == Some(slip));
        // Writing into a string cannot fail.
        let _ = match piece {
            Piece::Text(text) => out.write_str(text),
            Piece::Name(thing, manner) => {
                self.name(*thing, *manner, manners, out);
                Ok(())
            }
            Piece::Date(part) => {
                let slip = match manners.slip {
                    Some(Slip::Day(days)) if line.role != Role::Head => days,
                    _ => 0,
                };
                out.write_str(&self.part(*part, slip))
            }
            Piece::Goods(number) => write!(out, "{}", number * self.cast.times + slips(Slip::Number)),
            Piece::Session(number, ending) => {
                let number = (number + self.cast.sessions + slips(Slip::Session)).max(1);
                write!(out, "{number}{ending}")
            }
            Piece::Swap(said, other) => out.write_str(if random.chance(manners.swapped) { other } else { said }),
        };
    }

    fn name(&self, thing: Thing, manner: Manner, manners: &Manners, out: &mut String) {
        let same = |drawn: Option<&usize>, i: usize| drawn.copied().unwrap_or(i);
        let cast = self.cast;
        let name = match thing {
            Thing::Fixed => "",
            Thing::Country(i) => of_country(&self.world.countries[same(cast.countries.get(&i), i)].forms, manner),
            Thing::Place(i) => {
                let drawn = match manners.slip {
                    Some(Slip::Place(from, wrong)) if from == i => wrong,
                    _ => same(cast.places.get(&i), i),
                };
                full(&self.world.places[drawn].forms, manner)
            }
            Thing::System(i) => {
                let forms = &self.world.systems[same(cast.systems.get(&i), i)].forms;
                forms.official.first().or(forms.short.first()).map_or(&forms.english, |form| form)
            }
            Thing::Person(i) => match cast.people.get(&i) {
                Some(Player::Invented(name)) => invented(name, manner),
                Some(Player::Known(i)) => of_person(&self.world.people[*i].forms, manner, manners.spelling),
                None => of_person(&self.world.people[i].forms, manner, manners.spelling),
            },
        };
        out.push_str(name);
    }

    /// Part of a date, with what it slips by; days of publication are always right.
    fn part(&self, part: Part, slip: i64) -> String {
        let slip = |when: i64| if when == self.template.published { when } else { when + slip };
        let day = |when: i64| Day(self.cast.base.0 + slip(when)).date();
        match part {
            Part::Day { when, padded: true } => format!("{:02}", day(when).2),
            Part::Day { when, .. } => day(when).2.to_string(),
            Part::DayWord { when } => {
                let number = day(when).2;
                self.lists.day_word(number).map_or_else(|| number.to_string(), str::to_string)
            }
            Part::ListedDay { when, with, style } => {
                let ((_, month, number), (_, other, _)) = (day(when), day(with));
                let month = if month == other { String::new() } else { self.lists.month_word(month, style) };
                format!("{number} {month}").trim_end().to_string()
            }
            Part::Month { when, style } => self.lists.month_word(self.month(when, slip).1, style),
            Part::MonthNumber { when } => format!("{:02}", day(when).1),
            Part::Year { when } => self.month(when, slip).0.to_string(),
            // The day of the story keeps its weekday; a slip moves it.
            Part::Weekday(weekday) => {
                let moved = slip(self.template.published - 1) - (self.template.published - 1);
                self.lists.weekday_word((weekday - 1 + moved).rem_euclid(7) + 1).to_string()
            }
        }
    }

    /// Year and month of a point in time.
    fn month(&self, when: When, slip: impl Fn(i64) -> i64) -> (i64, i64) {
        let base = self.cast.base;
        match when {
            When::Day(days) => {
                let (year, month, _) = Day(base.0 + slip(days)).date();
                (year, month)
            }
            When::Month(months) => {
                let months = base.months() + months;
                (months.div_euclid(12), months.rem_euclid(12) + 1)
            }
            When::Year(years) => (base.date().0 + years, 1),
        }
    }
}

fn full(forms: &Forms, manner: Manner) -> &str {
    match manner {
        Manner::English => &forms.english,
        _ => forms.short.first().or(forms.official.first()).unwrap_or(&forms.english),
    }
}

fn of_country(forms: &Forms, manner: Manner) -> &str {
    let Manner::Adjective(last) = manner else { return full(forms, manner) };
    let alike = last.and_then(|last| forms.demonym.iter().find(|form| form.ends_with(last)));
    alike.or(forms.demonym.first()).map_or_else(|| full(forms, Manner::Full), String::as_str)
}

fn of_person(forms: &Forms, manner: Manner, spelling: usize) -> &str {
    let official = || forms.official.get(spelling.min(forms.official.len().saturating_sub(1)));
    match manner {
        Manner::English => &forms.english,
        Manner::Part => {
            let last = || official().and_then(|name| name.split(' ').next_back());
            forms.short.first().map(String::as_str).or_else(last).unwrap_or(&forms.english)
        }
        _ => official().unwrap_or(&forms.english),
    }
}

fn invented(name: &str, manner: Manner) -> &str {
    match manner {
        Manner::Part => name.split(' ').next_back().unwrap_or(name),
        _ => name,
    }
}
