//! Access to the ledger: a pool of connections that read, one that writes, and bounded queues before both.
//!
//! SQLite blocks, so that all work is done on threads of its own. How many requests may wait is bounded; those beyond are
//! told to come back, and nothing else ever gives that answer.

use crate::Settings;
use crate::answers::Answers;
use crate::errors::Fault;
use bahi::store::Kept;
use bahi::{Bahi, Store, StoreError};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many may work at once, and how many may wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Connections that read.
    pub readers: usize,
    /// Requests that wait for one of them.
    pub waiting: usize,
    /// Requests that wait to write.
    pub writing: usize,
    /// Uploads that are taken in at once.
    pub uploads: usize,
    /// Uploads that wait, with nothing of them read yet.
    pub queued: usize,
    /// Bytes of one upload.
    pub bytes: usize,
    /// Bytes of answers that are kept to be sent again.
    pub kept: usize,
    /// Connections that are open at once.
    pub connections: usize,
    /// How long the head of a request may take to come.
    pub head: Duration,
    /// How long what is uploaded may take to come.
    pub body: Duration,
    /// How long a connection is held in all.
    pub stay: Duration,
}

impl Default for Room {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            readers: cores.max(2),
            waiting: 2_000,
            writing: 64,
            uploads: cores,
            queued: 64,
            bytes: 16 << 20,
            kept: 32 << 20,
            connections: 1_000,
            head: Duration::from_secs(10),
            body: Duration::from_secs(120),
            stay: Duration::from_secs(600),
        }
    }
}

// Memory for pages of the file, of each connection that reads (KiB); those that write have more.
const CACHE: i64 = -65_536;

/// Everything that a request needs. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

/// What there is one of.
#[derive(Debug)]
pub struct Inner {
    /// The reader and its knowledge.
    pub bahi: Bahi,
    /// What was asked for.
    pub settings: Settings,
    /// The bounds.
    pub room: Room,
    /// Those who may take in uploads.
    pub uploads: Gate,
    /// Answers of the present state of the ledger, as they were sent.
    pub answers: Answers,
    idle: Mutex<Vec<Store>>,
    writer: Mutex<Option<Store>>,
    watch: Mutex<Store>,
    kept: Arc<Kept>,
    reading: Gate,
    writing: Gate,
    boot: u64,
}

impl Deref for Desk {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl Desk {
    /// Opens the ledger, works out what an interrupted command left, and makes the file where there is none.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn open(settings: Settings, room: Room) -> Result<Self, StoreError> {
        let bahi = Bahi::new();
        let mut writer = None;
        if !settings.read_only {
            let mut store = Store::open(&settings.ledger)?;
            store.catch_up(bahi.knowledge())?;
            writer = Some(store);
        }
        let watch = Store::existing(&settings.ledger)?;
        let inner = Inner {
            bahi,
            uploads: Gate::new(room.uploads, room.queued),
            answers: Answers::new(room.kept),
            idle: Mutex::default(),
            writer: Mutex::new(writer),
            watch: Mutex::new(watch),
            kept: Arc::default(),
            reading: Gate::new(room.readers, room.waiting),
            writing: Gate::new(1, room.writing),
            boot: RandomState::new().hash_one(0),
            settings,
            room,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What changes whenever anybody, this process or another, writes to the ledger; never the same in two runs.
    pub fn version(&self) -> Result<String, Fault> {
        let watch = lock(&self.watch);
        let seen = watch.connection().pragma_query_value(None, "data_version", |r| r.get::<_, i64>(0));
        Ok(format!("{:x}.{:x}", self.boot, seen.map_err(StoreError::from)?))
    }

    /// Reads from the ledger as it is at one moment: whatever is asked within `work` is of one state.
    ///
    /// # Errors
    /// What `work` gives; that too many are waiting.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Bahi, &Store) -> Result<T, Fault> + Send + 'static,
    {
        let turn = self.reading.turn().await?;
        let desk = self.clone();
        blocking(turn, move || {
            let idle = lock(&desk.idle).pop();
            let store = idle.map_or_else(|| desk.reader(), Ok)?;
            let out = desk.begin(&store).and_then(|()| work(&desk.bahi, &store));
            // A connection that cannot leave its transaction is not used again.
            if store.connection().execute_batch("ROLLBACK").is_ok() {
                lock(&desk.idle).push(store);
            }
            out
        })
        .await
    }

    // From here on the connection reads one state of the file. Which it is, is known where nobody wrote meanwhile.
    fn begin(&self, store: &Store) -> Result<(), Fault> {
        let before = self.version()?;
        let begun = store.connection().execute_batch("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1");
        begun.map_err(StoreError::from)?;
        let known = self.version()? == before;
        store.share(known.then(|| (self.kept.clone(), before)));
        Ok(())
    }

    /// Writes to the ledger, one request after another.
    ///
    /// # Errors
    /// What `work` gives; that nothing may be written; that too many are waiting.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Bahi, &mut Store) -> Result<T, Fault> + Send + 'static,
    {
        if self.settings.read_only {
            return Err(Fault::read_only());
        }
        let turn = self.writing.turn().await?;
        let desk = self.clone();
        blocking(turn, move || {
            let mut writer = lock(&desk.writer);
            match writer.as_mut() {
                Some(store) => work(&desk.bahi, store),
                None => Err(Fault::read_only()),
            }
        })
        .await
    }

    /// Work that needs the knowledge and no ledger, such as reading a report.
    ///
    /// # Errors
    /// What `work` gives.
    pub async fn work<T, F>(&self, turn: OwnedSemaphorePermit, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Bahi) -> Result<T, Fault> + Send + 'static,
    {
        let desk = self.clone();
        blocking(turn, move || work(&desk.bahi)).await
    }

    fn reader(&self) -> Result<Store, Fault> {
        let store = Store::existing(Path::new(&self.settings.ledger))?;
        let limits = format!("PRAGMA cache_size = {CACHE}; PRAGMA query_only = on;");
        store.connection().execute_batch(&limits).map_err(StoreError::from)?;
        Ok(store)
    }
}

// A turn is held until the work is done, also where nobody waits for it any more.
async fn blocking<T, F>(turn: OwnedSemaphorePermit, work: F) -> Result<T, Fault>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Fault> + Send + 'static,
{
    let work = move || {
        let out = work();
        drop(turn);
        out
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Fault::internal()))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panic left behind is whole: the file is, and connections roll back.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets some in, lets some wait, and sends the rest away.
#[derive(Debug)]
pub struct Gate {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    most: usize,
}

impl Gate {
    fn new(turns: usize, most: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(turns)), waiting: AtomicUsize::new(0), most }
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// That too many are waiting.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, Fault> {
        let _place = Place::take(&self.waiting, self.most)?;
        self.turns.clone().acquire_owned().await.map_err(|_| Fault::internal())
    }
}

// A place in a queue, given back also where the one who waits goes away.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize, most: usize) -> Result<Self, Fault> {
        if waiting.fetch_add(1, Ordering::Relaxed) >= most {
            waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Fault::busy());
        }
        Ok(Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
