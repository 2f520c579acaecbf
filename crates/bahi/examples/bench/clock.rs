//! Processor time of this thread; by the clock where the system does not say.

use std::time::Instant;

/// Rounds of each of two that are compared.
const ROUNDS: usize = 5;

/// Seconds that a round lasts at least: the processor's time of a thread is counted in steps of milliseconds.
const LONG: f64 = 0.25;

/// Takes what work gives, so that it is done.
pub fn keep<T>(given: T) {
    std::hint::black_box(given);
}

/// Seconds of processor time that work takes.
pub fn cost(work: impl FnOnce()) -> f64 {
    let (clock, before) = (Instant::now(), processor());
    work();
    match (before, processor()) {
        (Some(before), Some(after)) => after - before,
        _ => clock.elapsed().as_secs_f64(),
    }
}

/// The least that each of two takes, measured by turns.
pub fn by_turns(mut ours: impl FnMut(), mut theirs: impl FnMut()) -> (f64, f64) {
    let (often, seldom) = (times(&mut ours), times(&mut theirs));
    let mut least = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        least.0 = least.0.min(cost(|| (0..often).for_each(|_| ours())) / often as f64);
        least.1 = least.1.min(cost(|| (0..seldom).for_each(|_| theirs())) / seldom as f64);
    }
    least
}

// How often work must be done to last long enough.
fn times(work: &mut impl FnMut()) -> usize {
    let clock = Instant::now();
    work();
    (LONG / clock.elapsed().as_secs_f64().max(1e-4)).ceil() as usize
}

/// The least that one takes.
pub fn least(ours: impl FnMut()) -> f64 {
    by_turns(ours, || std::thread::sleep(std::time::Duration::from_millis(60))).0
}

// Nanoseconds that this thread has run: the first number of its line.
fn processor() -> Option<f64> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
