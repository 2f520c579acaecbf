//! Work on a stream by all cores, with what it gives in the stream's order and a bound on what is held.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Bytes of items that are held at a time, where one item is not larger by itself.
pub const HELD: usize = 32 << 20;
/// What an item is taken to hold beside its bytes.
const LEAST: usize = 32 << 10;

/// Does `work` on every item by `workers` threads and hands the results to `sink`, in the items' order.
///
/// No more items are held at a time than `size` counts up to [`HELD`] bytes for, or one. The first error of `sink` ends
/// the work.
///
/// # Errors
/// What `sink` gives.
pub fn in_order<T: Send, R: Send, E>(
    items: impl Iterator<Item = T> + Send,
    size: impl Fn(&T) -> usize + Sync,
    workers: usize,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let gate = Gate::default();
    let (give, take) = sync_channel::<(usize, usize, T)>(workers.max(1) * 2);
    let take = Mutex::new(take);
    // As many as the gate lets in: workers go on while what takes the results is at something long.
    let (done, results) = channel::<(usize, usize, R)>();
    thread::scope(|scope| {
        let (gate, size, work, take) = (&gate, &size, &work, &take);
        scope.spawn(move || feed(items, size, gate, &give));
        for _ in 0..workers.max(1) {
            let done = done.clone();
            scope.spawn(move || {
                while let Some((number, size, item)) = next(take) {
                    if done.send((number, size, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let ended = collect(&results, gate, &mut sink);
        gate.close();
        // Whoever waits to hand over a result learns that nobody takes it.
        drop(results);
        while next(take).is_some() {}
        ended
    })
}

fn feed<T>(
    items: impl Iterator<Item = T>,
    size: impl Fn(&T) -> usize,
    gate: &Gate,
    give: &SyncSender<(usize, usize, T)>,
) {
    for (number, item) in items.enumerate() {
        let size = size(&item).max(LEAST);
        if !gate.enter(size) || give.send((number, size, item)).is_err() {
            return;
        }
    }
}

fn next<T>(take: &Mutex<Receiver<T>>) -> Option<T> {
    locked(take).recv().ok()
}

fn collect<R, E>(
    results: &Receiver<(usize, usize, R)>,
    gate: &Gate,
    sink: &mut impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut wanted = 0;
    for (number, size, result) in results {
        early.insert(number, (size, result));
        while let Some((size, result)) = early.remove(&wanted) {
            sink(result)?;
            gate.leave(size);
            wanted += 1;
        }
    }
    Ok(())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets items in as long as they hold little together.
#[derive(Default)]
struct Gate {
    held: Mutex<(usize, bool)>,
    left: Condvar,
}

impl Gate {
    /// Waits for room; `false` where the work has ended.
    fn enter(&self, size: usize) -> bool {
        let mut held = locked(&self.held);
        while held.0 > 0 && held.0 + size > HELD && !held.1 {
            held = self.left.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        held.0 += size;
        !held.1
    }

    fn leave(&self, size: usize) {
        locked(&self.held).0 -= size;
        self.left.notify_all();
    }

    fn close(&self) {
        locked(&self.held).1 = true;
        self.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_the_items_whoever_was_first() {
        let mut got = Vec::new();
        let slow = |n: usize| {
            thread::sleep(Duration::from_micros(((n * 7919) % 13) as u64 * 100));
            n * 2
        };
        let ended: Result<(), ()> = in_order(
            0..300,
            |_| 1,
            4,
            slow,
            |n| {
                got.push(n);
                Ok(())
            },
        );
        assert_eq!((ended, got), (Ok(()), (0..300).map(|n| n * 2).collect()));
    }

    #[test]
    fn no_more_is_held_than_the_bound_says() {
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..200).inspect(|_| {
            let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
        });
        let ended: Result<(), ()> = in_order(
            items,
            |_| HELD / 4,
            3,
            |n| n,
            |_| {
                inside.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            },
        );
        // Four are let in, and one waits at the gate.
        assert!(ended.is_ok() && most.load(Ordering::SeqCst) <= 6, "{most:?}");
    }

    #[test]
    fn an_error_ends_the_work_and_an_endless_stream() {
        let ended = in_order(0usize.., |_| HELD, 2, |n| n, |n| if n == 10 { Err(n) } else { Ok(()) });
        assert_eq!(ended, Err(10));
    }
}
