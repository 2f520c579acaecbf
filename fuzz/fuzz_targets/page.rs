//! Any bytes as a page: blocks in order and on the text, the same twice, or refused.
#![no_main]

#[path = "../../crates/bahi/tests/invariants/mod.rs"]
mod invariants;

use invariants::Checker;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CHECKER: LazyLock<Checker> = LazyLock::new(Checker::new);

fuzz_target!(|data: &[u8]| {
    if let Err(why) = CHECKER.page(data) {
        panic!("{why}");
    }
});
