//! Moving what was written ahead into the file beside the work of the one who writes, where very much is written.
//!
//! SQLite moves it when a transaction ends, and waits for the disk then: a quarter of the time, where very many reports come.
//! Here a thread with a connection of its own does it while the next transaction is worked on. What is written ahead begins
//! anew only when all of it has been moved; for that the writer waits when it has become large.

use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

// Bytes more written ahead after which they are moved.
const STEP: u64 = 64 << 20;

// Bytes written ahead at which the writer waits until they are moved.
const MOST: u64 = 1 << 30;

/// A thread that moves what was written ahead.
#[derive(Debug)]
pub struct Mover {
    wake: Option<SyncSender<Wish>>,
    thread: Option<JoinHandle<()>>,
    ahead: PathBuf,
    moved: u64,
}

// To move what there is; with an answer when that is done, where somebody waits.
type Wish = Option<SyncSender<()>>;

impl Mover {
    /// For the ledger file at a path; nothing where it cannot be opened a second time.
    pub fn new(path: &Path) -> Option<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).ok()?;
        db.pragma_update(None, "synchronous", "normal").ok()?;
        let (wake, wishes) = sync_channel(1);
        let thread = std::thread::Builder::new().name("ahead".to_owned()).spawn(move || serve(&db, &wishes)).ok()?;
        Some(Self { wake: Some(wake), thread: Some(thread), ahead: ahead_of(path), moved: 0 })
    }

    /// To be told after each transaction, by its connection: has moved what was written, once there is enough.
    pub fn committed(&mut self, db: &Connection) {
        let Some(wake) = &self.wake else { return };
        let written = self.ahead.metadata().map_or(0, |about| about.len());
        if written >= MOST {
            let (done, wait) = sync_channel(1);
            if wake.send(Some(done)).is_ok() {
                let _ = wait.recv();
            }
            // The rest, which came meanwhile, by the writer itself: what it writes next begins anew.
            checkpoint(db);
            self.moved = 0;
        } else if written.abs_diff(self.moved) >= STEP {
            // One that waits to be heard is as good as two.
            match wake.try_send(None) {
                Ok(()) | Err(TrySendError::Full(_)) => self.moved = written,
                Err(TrySendError::Disconnected(_)) => checkpoint(db),
            }
        }
    }
}

impl Drop for Mover {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The file in which SQLite keeps what is written ahead of the ledger file at a path.
pub fn ahead_of(path: &Path) -> PathBuf {
    path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().to_string_lossy()))
}

fn serve(db: &Connection, wishes: &Receiver<Wish>) {
    while let Ok(wish) = wishes.recv() {
        checkpoint(db);
        if let Some(done) = wish {
            let _ = done.send(());
        }
    }
}

// Moves what can be moved without waiting for anybody. What fails is tried again with the next; what cannot be written ahead
// any more is an error where it is written.
fn checkpoint(db: &Connection) {
    let _ = db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
}
