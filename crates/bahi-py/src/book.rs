//! A ledger file: asked by the filters of the command line, and added to.

use crate::failure::{Told, ended, ledger, told, unread, value};
use crate::ledger::Read;
use crate::reading::{Listener, options, reader};
use crate::source::{self, Source};
use bahi::store::{Added, PORTION, Type, Waiting};
use bahi::which::Which;
use bahi::{Bahi, Entry, Failure, Store};
use bahi_cli::intake;
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// An open ledger file.
#[pyclass(frozen, module = "bahi._bahi")]
pub struct Book(Mutex<Option<Store>>);

#[pymethods]
impl Book {
    /// Opens a ledger file, and makes it where there is none if `make` is set.
    #[new]
    fn new(py: Python<'_>, path: PathBuf, make: bool) -> PyResult<Self> {
        let open = || {
            let mut store = if make { Store::open(&path) } else { Store::existing(&path) }?;
            store.catch_up(reader().knowledge())?;
            Ok(store)
        };
        py.detach(open).map(|store| Self(Mutex::new(Some(store)))).map_err(|error| ledger(&error))
    }

    /// The records that are asked for, with all that they rest on, and who names were taken for.
    fn ledger(
        &self,
        py: Python<'_>,
        filters: Vec<(String, String)>,
        types: Vec<String>,
    ) -> PyResult<(Read, Vec<String>)> {
        py.detach(|| self.with(|store| asked(store, &filters, &types)))
    }

    /// Adds all that the sources hold; gives how many were new, how many were there, and what could not be read.
    #[pyo3(signature = (sources, keep=false, map=None))]
    fn add(
        &self,
        py: Python<'_>,
        sources: &Bound<'_, PyAny>,
        keep: bool,
        map: Option<&str>,
    ) -> PyResult<(usize, usize, Vec<Told>)> {
        let (sources, options) = (source::all(sources)?, options(map)?);
        py.detach(|| {
            self.with(|store| {
                let known = store.known().map_err(|error| ledger(&error))?;
                let bahi = Bahi::new().with_options(options).knowing(known);
                Adding { store, new: 0, known: 0, failed: Vec::new(), waiting: Waiting::default() }
                    .all(&bahi, sources, keep)
            })
        })
    }

    /// Closes the file; what is asked of it afterwards fails.
    fn close(&self, py: Python<'_>) {
        py.detach(|| drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take()));
    }
}

impl Book {
    fn with<R>(&self, work: impl FnOnce(&mut Store) -> PyResult<R>) -> PyResult<R> {
        let mut store = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(store.as_mut().ok_or_else(|| value("the ledger file is closed; open it again"))?)
    }
}

fn asked(store: &Store, filters: &[(String, String)], types: &[String]) -> PyResult<(Read, Vec<String>)> {
    let mut which = Which::default();
    for (name, words) in filters {
        if !which.set(name, words).map_err(value)? {
            return Err(value(format!("there is no filter {name:?}")));
        }
    }
    let wanted = |name: &String| {
        let found = Type::ALL.into_iter().find(|t| t.name() == name);
        found.ok_or_else(|| value(format!("{name:?} is no type of records")))
    };
    let types: Vec<Type> = types.iter().map(wanted).collect::<PyResult<_>>()?;
    let whole = which == Which::default() && types.is_empty();
    let which = which.filter(reader(), store).map_err(value)?;
    let taken = if whole { store.ledger() } else { store.narrowed(&types, &which.filter) };
    let taken = taken.map_err(|error| ledger(&error))?;
    let reports = taken.reports.iter().map(|r| r.id.clone()).collect();
    let texts = store.texts(&reports).map_err(|error| ledger(&error))?;
    Ok((Read::new(taken, texts, Vec::new(), BTreeMap::new()), which.notes))
}

/// Reports on their way into a ledger file.
struct Adding<'s> {
    store: &'s mut Store,
    new: usize,
    known: usize,
    failed: Vec<Told>,
    waiting: Waiting,
}

impl Adding<'_> {
    fn all(mut self, bahi: &Bahi, sources: Vec<Source>, keep: bool) -> PyResult<(usize, usize, Vec<Told>)> {
        let (mut listener, mut settled) = (Listener::new(), 0);
        let pieces = source::pieces(sources, bahi.options().clone());
        let read = intake::each_of(
            bahi,
            pieces,
            |reading| bahi.entry(reading),
            |entry| {
                listener.hear()?;
                match entry {
                    Entry::Report(incoming) => self.waiting.push(*incoming),
                    Entry::Known => self.known += 1,
                    Entry::Failed(failure) => self.fail(&failure, keep)?,
                    Entry::Passed(_) => {}
                }
                if self.waiting.is_enough() {
                    self.enter(keep)?;
                }
                if self.new >= settled + PORTION {
                    self.store.settle_reports(bahi.knowledge(), |_| {})?;
                    settled = self.new;
                }
                Ok(())
            },
        );
        // What was read before something went wrong is kept, as by the command.
        let entered = self.enter(keep).and_then(|()| Ok(self.store.settle(bahi.knowledge(), |_| {})?));
        read.and(entered.map(drop)).map_err(ended)?;
        Ok((self.new, self.known, self.failed))
    }

    fn enter(&mut self, keep: bool) -> anyhow::Result<()> {
        let waiting = self.waiting.take();
        for added in self.store.add_each(&waiting)? {
            match added {
                Ok(added) => self.count(added),
                Err(path) => self.fail(&Failure::taken(path), keep)?,
            }
        }
        Ok(())
    }

    fn count(&mut self, added: Added) {
        match added {
            Added::New => self.new += 1,
            Added::Known => self.known += 1,
        }
    }

    fn fail(&mut self, failure: &Failure, keep: bool) -> anyhow::Result<()> {
        self.store.failed(&failure.path, &failure.why, &failure.remedy)?;
        if !keep {
            return Err(unread(failure).into());
        }
        self.failed.push(told(failure));
        Ok(())
    }
}
