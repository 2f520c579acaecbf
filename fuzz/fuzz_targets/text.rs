//! Any bytes as text: tokens, sentences, folding and rules.
#![no_main]

#[path = "../../crates/bahi/tests/invariants/mod.rs"]
mod invariants;

use invariants::Checker;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CHECKER: LazyLock<Checker> = LazyLock::new(Checker::new);

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Err(why) = invariants::text(&text) {
        panic!("{why}");
    }
    std::hint::black_box(CHECKER.bahi.rules_in(&text));
});
