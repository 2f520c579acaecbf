//! Files opened one after another and read by all cores, in constant memory.

use super::progress::{Counted, Meter};
use super::{explain, shown};
use crate::terminal::{Level, log};
use bahi::format::{self, Fault, Options, Piece};
use bahi::{Bahi, Failure, Reading, stream};
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// More threads than any machine has cores are a slip of the hand.
const MOST_THREADS: usize = 1024;

/// The pages that the files hold, one after another; each file is opened when its turn comes.
pub fn pieces(files: Vec<PathBuf>, options: Options, meter: Meter) -> impl Iterator<Item = Piece> + Send {
    files.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = Piece> + Send> {
        let name = shown(&path);
        log(Level::Debug, "opened", &[("path", &name)]);
        if path == Path::new("-") {
            return format::units(Counted::new(io::stdin(), &meter), &name, &options);
        }
        match File::open(&path).and_then(|file| file.metadata().map(|_| file)) {
            Ok(file) => format::units(Counted::new(file, &meter), &name, &options),
            Err(error) => {
                let (why, remedy) = explain(&error);
                Box::new(std::iter::once(Piece::Bad(Fault { path: name, why, remedy })))
            }
        }
    })
}

/// Reads all that the files hold by all cores; `finish` is done beside the reading, `sink` is given everything in order.
///
/// # Errors
/// What `sink` gives.
pub fn each<R: Send>(
    bahi: &Bahi,
    files: Vec<PathBuf>,
    meter: Meter,
    finish: impl Fn(Reading) -> R + Sync,
    sink: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    each_of(bahi, pieces(files, bahi.options().clone(), meter), finish, sink)
}

/// As [`each`], of pages that were cut already.
///
/// # Errors
/// What `sink` gives.
pub fn each_of<R: Send>(
    bahi: &Bahi,
    pieces: impl Iterator<Item = Piece> + Send,
    finish: impl Fn(Reading) -> R + Sync,
    mut sink: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let size = |piece: &Piece| if let Piece::Unit(unit) = piece { unit.bytes.len() } else { 0 };
    let work = |piece| read(bahi, piece).into_iter().map(&finish).collect::<Vec<R>>();
    stream::in_order(pieces, size, cores(), work, |results| results.into_iter().try_for_each(&mut sink))
}

/// Threads to read by: as many as `BAHI_THREADS` says, or as there are cores. What is read does not depend on it.
pub fn cores() -> usize {
    let given = std::env::var("BAHI_THREADS").ok().and_then(|number| number.parse().ok());
    let given = given.filter(|number| (1..=MOST_THREADS).contains(number));
    given.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// Reads one page. A fault of the program costs that page and not the run.
pub fn read(bahi: &Bahi, piece: Piece) -> Vec<Reading> {
    let unit = match piece {
        Piece::Unit(unit) => unit,
        Piece::Bad(fault) => return vec![Reading::Failed(fault.into())],
        Piece::Passed(passed) => return vec![Reading::Passed(passed.what)],
    };
    let path = unit.path.clone();
    catch_unwind(AssertUnwindSafe(|| bahi.read_each(unit))).unwrap_or_else(|_| {
        vec![Reading::Failed(Failure {
            path,
            why: "reading it failed, which is a fault of the program".to_owned(),
            remedy: "the others are read; report this one, with its bytes if you may".to_owned(),
        })]
    })
}
