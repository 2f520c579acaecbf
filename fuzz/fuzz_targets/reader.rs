//! Any bytes as a report through every stage: evidence slices back, claims exist, the same JSON twice.
//!
//! A zero byte in the input cuts it into two reports that are read together.
#![no_main]

#[path = "../../crates/bahi/tests/invariants/mod.rs"]
mod invariants;

use invariants::Checker;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CHECKER: LazyLock<Checker> = LazyLock::new(Checker::new);

fuzz_target!(|data: &[u8]| {
    let inputs: Vec<&[u8]> = data.splitn(2, |&b| b == 0).collect();
    if let Err(why) = CHECKER.reader(&inputs) {
        panic!("{why}");
    }
});
