//! Reading ahead: files are read by all cores while one report after the other is entered, in the order of the files.

use crate::intake;
use anyhow::bail;
use bahi::store::Incoming;
use bahi::{Bahi, Failure, Input, Store};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// What became of a file.
pub enum Read {
    /// It was read.
    New(Box<Incoming>),
    /// A ledger has its bytes already, under a path that stays.
    Known(String),
    /// It could not be read.
    Failed(Failure),
}

// Reports that a core may be ahead: enough to bridge the working out of a portion's beginnings, little memory.
const AHEAD: usize = 64;

/// Reads files and hands over each in its turn; what a ledger has already is not read again.
pub fn read(
    bahi: &Bahi,
    ledger: &Path,
    files: &[PathBuf],
    mut take: impl FnMut(Read) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(files.len()).max(1);
    std::thread::scope(|scope| {
        // Every core has every so many-th file and a channel of its own, so that the order of the files is kept. Where
        // taking fails, the channels close and the cores stop.
        let channels: Vec<Receiver<Read>> = (0..cores)
            .map(|core| {
                let (sender, receiver) = sync_channel(AHEAD);
                scope.spawn(move || read_some(bahi, ledger, files.iter().skip(core).step_by(cores), &sender));
                receiver
            })
            .collect();
        for (number, file) in files.iter().enumerate() {
            let Ok(read) = channels[number % cores].recv() else {
                bail!("{}: reading it failed; tell us, please, and leave it out", file.display());
            };
            take(read)?;
        }
        Ok(())
    })
}

fn read_some<'f>(bahi: &Bahi, ledger: &Path, files: impl Iterator<Item = &'f PathBuf>, sender: &SyncSender<Read>) {
    // Without a connection of its own it reads everything, and what is there already is found when it is entered.
    let store = Store::existing(ledger).ok();
    for file in files {
        let read = match intake::load(file) {
            Err(failure) => Read::Failed(failure),
            Ok(input) if store.as_ref().is_some_and(|store| is_known(store, &input)) => Read::Known(input.path),
            Ok(input) => match bahi.read_one(&input) {
                Ok(incoming) => Read::New(Box::new(incoming)),
                Err(failure) => Read::Failed(failure),
            },
        };
        if sender.send(read).is_err() {
            return;
        }
    }
}

// Of copies of one file the path that is first by letters is shown, so that one that comes before must be entered.
fn is_known(store: &Store, input: &Input) -> bool {
    store.path_of(&bahi::sha256(&input.bytes)).is_ok_and(|path| path.is_some_and(|path| path <= input.path))
}
