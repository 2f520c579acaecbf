//! What finding copies costs: reports of made-up words are added to a ledger in memory, a twentieth of them copies with words
//! of their own, three tenths with the closing sentence of their outlet; printed is the time to work out what follows from
//! the next hundred, at sizes that double.
//!
//! ```text
//! cargo run --release -p bahi --example copies -- 100000
//! ```

use bahi::ledger::{Ledger, Report};
use bahi::store::Incoming;
use bahi::{Bahi, Store};
use bahi_text::Signature;
use std::time::Instant;

const VOCABULARY: u64 = 20_000;
const STEP: usize = 100;

// Marsaglia's xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    // The frequent words are much more frequent, as in any text.
    fn words(&mut self, count: usize) -> String {
        let mut word = || {
            let most = self.below(VOCABULARY) + 1;
            format!("w{}", self.below(most))
        };
        (0..count).map(|_| word()).collect::<Vec<_>>().join(" ")
    }
}

struct Maker {
    random: Random,
    closings: Vec<String>,
    latest: Vec<String>,
}

impl Maker {
    // A hundred reports a day.
    fn report(&mut self, n: usize) -> Incoming {
        let day = 10_000 + n as i64 / 100;
        let body = match self.random.below(20) {
            0 if !self.latest.is_empty() => {
                let of = self.random.below(self.latest.len() as u64) as usize;
                format!("{} {}", self.latest[of], self.random.words(40))
            }
            _ => self.random.words(250),
        };
        let outlet = self.random.below(10) as usize;
        let text = if outlet < 3 { format!("{body} {}", self.closings[outlet]) } else { body.clone() };
        self.latest.push(body);
        if self.latest.len() > 200 {
            self.latest.remove(0);
        }
        let published = bahi_read::Day::from_number(day).to_string();
        let (id, sha256) = (format!("R-{n:08}"), format!("{n:064}"));
        let head = Report { id, sha256, path: format!("{n}.txt"), published: Some(published), ..Report::default() };
        let ledger = Ledger { reports: vec![head], ..Ledger::default() };
        Incoming::new(ledger, String::new(), None, Signature::new([text.as_str()]))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let most: usize = std::env::args().nth(1).map_or(Ok(100_000), |n| n.parse())?;
    let bahi = Bahi::new();
    let mut store = Store::in_memory()?;
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let closings = (0..3).map(|_| random.words(14)).collect();
    let mut maker = Maker { random, closings, latest: Vec::new() };
    let (mut n, mut next) = (0, 1_000);
    while n + STEP <= most {
        for _ in 0..STEP {
            store.add(&maker.report(n))?;
            n += 1;
        }
        let start = Instant::now();
        store.settle(bahi.knowledge(), |_| {})?;
        if n >= next || n + STEP > most {
            let each = start.elapsed().as_secs_f64() * 1e6 / STEP as f64;
            let copies: i64 = store.connection().query_row("SELECT count(*) FROM copy", [], |r| r.get(0))?;
            println!("{n:>8} reports: {each:.0} µs for each further one; {copies} in groups of copies");
            next *= 2;
        }
    }
    Ok(())
}
