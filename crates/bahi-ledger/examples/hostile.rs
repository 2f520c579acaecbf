//! Prints the hostile ledger of the tests as JSON, so that real clients can be tried on it.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

fn main() -> serde_json::Result<()> {
    serde_json::to_writer(std::io::stdout(), &hostile::hostile())
}
