//! Tables, columns and the values they hold.

use crate::export::dates;
use crate::export::index::Quote;
use bahi_read::Day;
use std::borrow::Cow;

/// A table.
#[derive(Debug)]
pub struct Table<'a> {
    /// Its name, which is also that of its file or sheet.
    pub name: &'static str,
    /// What one row is.
    pub about: &'static str,
    /// How many rows it has.
    pub rows: usize,
    /// Its columns.
    pub columns: Vec<Column<'a>>,
}

/// A column with its values.
#[derive(Debug)]
pub struct Column<'a> {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// One value for each row.
    pub cells: Cells<'a>,
}

/// Values of one kind.
#[derive(Debug)]
pub enum Cells<'a> {
    /// Words.
    Text(Vec<Option<Cow<'a, str>>>),
    /// Counts and places.
    Whole(Vec<Option<u64>>),
    /// Amounts.
    Number(Vec<Option<f64>>),
    /// Yes or no.
    Flag(Vec<Option<bool>>),
    /// Days of the calendar.
    Date(Vec<Option<Day>>),
    /// Several words each.
    List(Vec<Vec<Cow<'a, str>>>),
    /// The words of the reports, with their places.
    Quotes(Vec<Vec<Quote<'a>>>),
}

impl Cells<'_> {
    /// What the documents call the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Whole(_) => "whole number",
            Self::Number(_) => "number",
            Self::Flag(_) => "true or false",
            Self::Date(_) => "day",
            Self::List(_) => "list of texts",
            Self::Quotes(_) => "list of quotations",
        }
    }

    // Those of another kind, which the same column of the same table never has, are left out.
    fn extend(&mut self, more: Self) {
        match (self, more) {
            (Self::Text(all), Self::Text(more)) => all.extend(more),
            (Self::Whole(all), Self::Whole(more)) => all.extend(more),
            (Self::Number(all), Self::Number(more)) => all.extend(more),
            (Self::Flag(all), Self::Flag(more)) => all.extend(more),
            (Self::Date(all), Self::Date(more)) => all.extend(more),
            (Self::List(all), Self::List(more)) => all.extend(more),
            (Self::Quotes(all), Self::Quotes(more)) => all.extend(more),
            _ => {}
        }
    }

    /// A value as text, for formats without lists.
    pub fn flat(&self, row: usize) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(values) => values.get(row)?.as_deref().map(Cow::Borrowed),
            Self::Whole(values) => (*values.get(row)?).map(|value| value.to_string().into()),
            Self::Number(values) => (*values.get(row)?).map(|value| value.to_string().into()),
            Self::Flag(values) => (*values.get(row)?).map(|value| value.to_string().into()),
            Self::Date(values) => (*values.get(row)?).map(|value| value.to_string().into()),
            Self::List(values) => join(values.get(row)?.iter().map(ToString::to_string)),
            Self::Quotes(values) => join(values.get(row)?.iter().map(shown)),
        }
    }
}

/// Entries of a list in one cell.
fn join(entries: impl Iterator<Item = String>) -> Option<Cow<'static, str>> {
    let entries: Vec<String> = entries.collect();
    (!entries.is_empty()).then(|| entries.join(" | ").into())
}

/// A quotation with its report and line.
fn shown(quote: &Quote) -> String {
    format!("{} [{}:{}]", quote.evidence.exact, quote.claim.report, quote.evidence.line)
}

impl Table<'_> {
    /// Adds the rows of the same table of another ledger.
    pub(crate) fn extend(&mut self, more: Self) {
        self.rows += more.rows;
        for (column, more) in self.columns.iter_mut().zip(more.columns) {
            column.cells.extend(more.cells);
        }
    }
}

/// A table in the making, over the things that become its rows.
pub struct Build<'a, T> {
    rows: Vec<T>,
    table: Table<'a>,
}

impl<'a, T> Build<'a, T> {
    /// A table without columns.
    pub fn new(name: &'static str, about: &'static str, rows: impl IntoIterator<Item = T>) -> Self {
        let rows: Vec<T> = rows.into_iter().collect();
        Self { table: Table { name, about, rows: rows.len(), columns: vec![] }, rows }
    }

    fn column(mut self, name: &'static str, about: &'static str, cells: Cells<'a>) -> Self {
        self.table.columns.push(Column { name, about, cells });
        self
    }

    /// A column of words; empty words are no value.
    pub fn text<V: Words<'a>>(self, name: &'static str, about: &'static str, value: impl Fn(&T) -> V) -> Self {
        let cells = self.rows.iter().map(|row| value(row).words().filter(|words| !words.is_empty())).collect();
        self.column(name, about, Cells::Text(cells))
    }

    /// A column of counts.
    pub fn whole(self, name: &'static str, about: &'static str, value: impl Fn(&T) -> Option<u64>) -> Self {
        let cells = self.rows.iter().map(value).collect();
        self.column(name, about, Cells::Whole(cells))
    }

    /// A column of amounts.
    pub fn number(self, name: &'static str, about: &'static str, value: impl Fn(&T) -> Option<f64>) -> Self {
        let cells = self.rows.iter().map(|row| value(row).filter(|number| number.is_finite())).collect();
        self.column(name, about, Cells::Number(cells))
    }

    /// A column of yes and no.
    pub fn flag(self, name: &'static str, about: &'static str, value: impl Fn(&T) -> bool) -> Self {
        let cells = self.rows.iter().map(|row| Some(value(row))).collect();
        self.column(name, about, Cells::Flag(cells))
    }

    /// An EDTF date as given, and the first and last day it may mean.
    pub fn date(
        self,
        names: [&'static str; 3],
        abouts: [&'static str; 3],
        value: impl Fn(&T) -> Option<&'a str>,
    ) -> Self {
        let dates: Vec<Option<&str>> = self.rows.iter().map(value).collect();
        let days: Vec<_> = dates.iter().map(|date| date.and_then(dates::days)).collect();
        let words = dates.into_iter().map(|date| date.filter(|date| !date.is_empty()).map(Cow::Borrowed)).collect();
        let first = days.iter().map(|days| days.map(|days| days.first)).collect();
        let last = days.iter().map(|days| days.and_then(|days| days.last)).collect();
        self.column(names[0], abouts[0], Cells::Text(words)).column(names[1], abouts[1], Cells::Date(first)).column(
            names[2],
            abouts[2],
            Cells::Date(last),
        )
    }

    /// A column of several words each.
    pub fn list<V: Words<'a>>(self, name: &'static str, about: &'static str, value: impl Fn(&T) -> Vec<V>) -> Self {
        let cells = self.rows.iter().map(|row| value(row).into_iter().filter_map(Words::words).collect()).collect();
        self.column(name, about, Cells::List(cells))
    }

    /// A column of quotations.
    pub fn quotes(self, value: impl Fn(&T) -> Vec<Quote<'a>>) -> Self {
        let cells = self.rows.iter().map(value).collect();
        self.column(
            "quotes",
            "The words of the reports that the row rests on, each with its report and line",
            Cells::Quotes(cells),
        )
    }

    /// The table.
    pub fn done(self) -> Table<'a> {
        self.table
    }
}

/// What can be the value of a column of words.
pub trait Words<'a> {
    /// The words, if there are any.
    fn words(self) -> Option<Cow<'a, str>>;
}

impl<'a> Words<'a> for &'a str {
    fn words(self) -> Option<Cow<'a, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl<'a> Words<'a> for &'a String {
    fn words(self) -> Option<Cow<'a, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl<'a> Words<'a> for String {
    fn words(self) -> Option<Cow<'a, str>> {
        Some(Cow::Owned(self))
    }
}

impl<'a, W: Words<'a>> Words<'a> for Option<W> {
    fn words(self) -> Option<Cow<'a, str>> {
        self.and_then(Words::words)
    }
}
