//! Reading together: sources to one ledger.

use crate::failure::{ended, unread, value};
use crate::ledger::Read;
use crate::source::{self, Source};
use bahi::format::{FieldMap, Options};
use bahi::{Bahi, Reading};
use bahi_cli::intake;
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

// How often somebody who wants to stop is listened to.
const LISTEN: Duration = Duration::from_millis(200);

/// The reader with what is built in, made once.
pub fn reader() -> &'static Bahi {
    static READER: OnceLock<Bahi> = OnceLock::new();
    READER.get_or_init(Bahi::new)
}

/// How formats are taken: which fields of rows hold what.
pub fn options(map: Option<&str>) -> PyResult<Options> {
    let map = map.map(str::parse::<FieldMap>).transpose().map_err(value)?;
    Ok(Options { map, ..Options::default() })
}

/// Lets Ctrl-C end a long piece of work, now and then.
pub struct Listener(Instant);

impl Listener {
    /// Begins to listen.
    pub fn new() -> Self {
        Self(Instant::now())
    }

    /// Hears whether to stop, where it is time to ask.
    pub fn hear(&mut self) -> PyResult<()> {
        if self.0.elapsed() < LISTEN {
            return Ok(());
        }
        self.0 = Instant::now();
        Python::attach(|py| py.check_signals())
    }
}

/// Reads all that the sources hold into one ledger. Unless failures are kept, the first is raised.
#[pyfunction]
#[pyo3(signature = (sources, keep=false, map=None))]
pub fn read(py: Python<'_>, sources: &Bound<'_, PyAny>, keep: bool, map: Option<&str>) -> PyResult<Read> {
    let sources = source::all(sources)?;
    let own = map.map(|map| Ok::<_, PyErr>(Bahi::new().with_options(options(Some(map))?))).transpose()?;
    py.detach(|| together(own.as_ref().unwrap_or_else(|| reader()), sources, keep))
}

/// The ledger of the reports that are built in.
#[pyfunction]
pub fn demo(py: Python<'_>) -> PyResult<Read> {
    let inputs = bahi_cli::demo_reports();
    py.detach(|| together(reader(), inputs.into_iter().map(Source::Page).collect(), false))
}

fn together(bahi: &Bahi, sources: Vec<Source>, keep: bool) -> PyResult<Read> {
    let (mut readings, mut texts, mut listener) = (Vec::new(), BTreeMap::new(), Listener::new());
    let pieces = source::pieces(sources, bahi.options().clone());
    let done = intake::each_of(
        bahi,
        pieces,
        |reading| reading,
        |reading| {
            listener.hear()?;
            match &reading {
                Reading::Failed(failure) if !keep => return Err(unread(failure).into()),
                Reading::Report(one) => {
                    texts.insert(one.id().to_owned(), one.text().to_owned());
                }
                _ => {}
            }
            readings.push(reading);
            Ok(())
        },
    );
    done.map_err(ended)?;
    let outcome = bahi.together(readings);
    Ok(Read::new(outcome.ledger, texts, outcome.failures, outcome.passed))
}
