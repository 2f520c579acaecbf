//! Answers that many readers of one file ask for, kept for as long as the file stays as it is.
//!
//! Whoever opens several connections says of each which state of the file it reads; what was worked out in another state is
//! never given. A store that was told nothing works everything out.

use super::{Store, StoreError};
use rusqlite::Transaction;
use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

// Answers of one state; beyond, the oldest go. A key is what was asked, so that one may be long.
const MOST: usize = 256;
const LONGEST: usize = 4096;

/// Answers of one state of a file, shared by the connections that read it.
#[derive(Debug, Default)]
pub struct Kept {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    state: String,
    answers: HashMap<String, Arc<dyn Any + Send + Sync>>,
    order: VecDeque<String>,
}

impl Kept {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Entries are whole whatever happened to whoever put them in.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, state: &str, key: &str) -> Option<Arc<dyn Any + Send + Sync>> {
        let inner = self.inner();
        if inner.state == state { inner.answers.get(key).cloned() } else { None }
    }

    fn put(&self, state: &str, key: String, answer: Arc<dyn Any + Send + Sync>) {
        if key.len() > LONGEST {
            return;
        }
        let mut inner = self.inner();
        if inner.state != state {
            *inner = Inner { state: state.to_owned(), ..Inner::default() };
        }
        if inner.answers.insert(key.clone(), answer).is_none() {
            inner.order.push_back(key);
        }
        while inner.order.len() > MOST {
            let oldest = inner.order.pop_front();
            oldest.map(|key| inner.answers.remove(&key));
        }
    }
}

/// A ledger file as it stands at one moment, whatever others write meanwhile: as long as it is held, what its store reads is of
/// that moment, and what was worked out once is known.
#[derive(Debug)]
pub struct Still<'s> {
    store: &'s Store,
    // Ends with it; none where a transaction was open already.
    _transaction: Option<Transaction<'s>>,
}

impl Drop for Still<'_> {
    fn drop(&mut self) {
        self.store.share(None);
    }
}

impl Store {
    /// Holds the file still for several questions: locks are taken once, not for each. What is written while it is held is
    /// undone with it.
    pub fn still(&self) -> Result<Still<'_>, StoreError> {
        let transaction = self.db.is_autocommit().then(|| self.db.unchecked_transaction()).transpose()?;
        self.share(Some((Arc::default(), String::new())));
        Ok(Still { store: self, _transaction: transaction })
    }

    /// Says with which others this connection shares answers, and which state of the file it reads until it is told again;
    /// nothing where that is not known.
    pub fn share(&self, with: Option<(Arc<Kept>, String)>) {
        *self.shared.borrow_mut() = with;
    }

    /// What was answered to the same question in the same state of the file, or else what `work` gives.
    ///
    /// # Errors
    /// What `work` gives; that is not kept.
    pub fn once<T, E>(&self, key: String, work: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E>
    where
        T: Send + Sync + 'static,
    {
        let shared = self.shared.borrow().clone();
        let Some((kept, state)) = shared else { return Ok(Arc::new(work()?)) };
        if let Some(Ok(answer)) = kept.get(&state, &key).map(Arc::downcast) {
            return Ok(answer);
        }
        let answer = Arc::new(work()?);
        kept.put(&state, key, answer.clone());
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn asked(store: &Store, key: &str, value: usize) -> usize {
        *store.once::<_, Infallible>(key.to_owned(), || Ok(value)).unwrap()
    }

    #[test]
    fn an_answer_is_kept_for_its_state_and_falls_with_it() {
        let (store, kept) = (Store::in_memory().unwrap(), Arc::new(Kept::default()));
        assert_eq!((asked(&store, "a", 1), asked(&store, "a", 2)), (1, 2), "nothing is shared");
        store.share(Some((kept.clone(), "1".into())));
        assert_eq!((asked(&store, "a", 3), asked(&store, "a", 4), asked(&store, "b", 5)), (3, 3, 5));
        let other = Store::in_memory().unwrap();
        other.share(Some((kept.clone(), "1".into())));
        assert_eq!(asked(&other, "a", 6), 3);
        store.share(Some((kept.clone(), "2".into())));
        assert_eq!((asked(&store, "a", 7), asked(&other, "a", 8), asked(&store, "a", 9)), (7, 8, 9));
        store.share(None);
        assert_eq!(asked(&store, "a", 10), 10);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let (store, kept) = (Store::in_memory().unwrap(), Arc::new(Kept::default()));
        store.share(Some((kept.clone(), "1".into())));
        for n in 0..3 * MOST {
            asked(&store, &n.to_string(), n);
        }
        asked(&store, &"k".repeat(LONGEST + 1), 0);
        assert_eq!(kept.inner().answers.len(), MOST);
        assert_eq!(asked(&store, &(3 * MOST - 1).to_string(), 0), 3 * MOST - 1);
        assert_eq!(asked(&store, "0", 77), 77);
    }
}
