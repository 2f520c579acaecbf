//! `bahi review`: open conflicts one by one, one key each.

use super::book::Book;
use super::conflicts::{self, Which};
use super::sign::Sign;
use crate::exit::Status;
use crate::terminal::{Paint, output};
use crate::view;
use bahi::judge::{Judgement, Verb};
use bahi::ledger::Conflict;
use bahi::store::judge::{Expected, JudgeError};
use bahi::{Bahi, Store, StoreError};
use console::{Key, Term};
use std::io::{IsTerminal, Write};

const EXAMPLES: &str = "Examples:
  bahi review                     go through the open conflicts; quit at any time and go on later
  bahi review --kind slip         those of one kind
  bahi review --state unsure      once more through those of which you were not sure
  bahi review --json              the same queue as data";

const KEYS: &str = "1-9 this value stands · b or = all stand · space unsure · v or - not verifiable
enter skip · backspace back, taking back · q or esc quit · ? what the keys do";

/// Go through conflicts one by one, both sides before you, one key each; every key is an operation and can be undone
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES, after_help = KEYS)]
pub struct Args {
    #[command(flatten)]
    which: Which,

    /// As JSON: the queue, with the claims that it rests on
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    sign: Sign,

    #[command(flatten)]
    book: Book,
}

/// Goes through them on a terminal where questions may be asked; elsewhere lists them.
pub fn run(args: &Args, paint: Paint, asks: bool) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let mut store = args.book.open(&bahi)?;
    let terminal = asks && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if args.json || !terminal {
        return conflicts::list(&bahi, &store, &args.which, args.json, 0, paint);
    }
    let keys = Term::stdout();
    let review = Review { bahi: &bahi, sign: &args.sign, which: &args.which, paint };
    review.go(&mut store, &mut output(), || Ok(keys.read_key()?))
}

/// What a key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Take(usize),
    Mark(Verb),
    Skip,
    Back,
    Quit,
    Help,
}

// Digits in either script, and beside every letter a key that keyboards have on all layouts.
fn said(key: &Key) -> Said {
    match key {
        Key::Char(c) if digit(*c).is_some_and(|d| d > 0) => Said::Take(digit(*c).unwrap_or_default() - 1),
        Key::Char('b' | '=') => Said::Mark(Verb::BothStand),
        Key::Char(' ') => Said::Mark(Verb::Unsure),
        Key::Char('v' | '-') => Said::Mark(Verb::NotVerifiable),
        Key::Enter | Key::Tab | Key::ArrowRight | Key::ArrowDown => Said::Skip,
        Key::Backspace | Key::ArrowLeft | Key::ArrowUp => Said::Back,
        Key::Char('q') | Key::Escape | Key::CtrlC | Key::UnknownEscSeq(_) => Said::Quit,
        _ => Said::Help,
    }
}

fn digit(c: char) -> Option<usize> {
    const DEVANAGARI_ZERO: u32 = 0x966;
    let other = || u32::from(c).checked_sub(DEVANAGARI_ZERO).filter(|d| *d < 10);
    c.to_digit(10).or_else(other).map(|d| d as usize)
}

struct Review<'a> {
    bahi: &'a Bahi,
    sign: &'a Sign,
    which: &'a Which,
    paint: Paint,
}

impl Review<'_> {
    fn go(
        &self,
        store: &mut Store,
        out: &mut impl Write,
        mut key: impl FnMut() -> anyhow::Result<Key>,
    ) -> anyhow::Result<Status> {
        let queue = self.which.conflicts(self.bahi, store)?;
        if queue.is_empty() {
            writeln!(out, "no conflict is like that; see: bahi conflicts --state all")?;
            out.flush()?;
            return Ok(Status::Nothing);
        }
        // What was gone through, with the operation if there was one.
        let mut way: Vec<(usize, Option<String>)> = Vec::new();
        let mut at = 0;
        while let Some(waiting) = queue.get(at) {
            // Judging one may have settled another, or taken it away.
            let Some(c) = self.still(store, waiting)? else {
                at += 1;
                continue;
            };
            let expected = Expected { conflict: c.id.clone(), last: store.last_on(&c.id)? };
            self.show(store, out, &c, (at, queue.len()))?;
            match said(&key()?) {
                Said::Quit => break,
                Said::Help => writeln!(out, "{KEYS}")?,
                Said::Skip => {
                    way.push((at, None));
                    at += 1;
                }
                Said::Back => at = self.back(store, out, &mut way)?.unwrap_or(at),
                Said::Take(n) if n >= c.values.len() => writeln!(out, "there are {} values", c.values.len())?,
                Said::Take(n) => {
                    let judgement = store.accept(&c.id, &c.values[n].value, self.bahi.knowledge())?;
                    at += self.judge(store, out, judgement, expected, (at, &mut way))?;
                }
                Said::Mark(verb) => {
                    let judgement = store.mark(verb, &c.id)?;
                    at += self.judge(store, out, judgement, expected, (at, &mut way))?;
                }
            }
        }
        let judged = way.iter().filter(|w| w.1.is_some()).count();
        let left = self.which.conflicts(self.bahi, store)?.len();
        writeln!(out, "{judged} judged, {left} left; go on with: bahi review; undo with: bahi undo")?;
        out.flush()?;
        Ok(Status::Found)
    }

    fn still(&self, store: &Store, waiting: &Conflict) -> anyhow::Result<Option<Conflict>> {
        match store.conflict(&waiting.id) {
            Ok(c) if c.state == waiting.state => Ok(Some(c)),
            Ok(_) | Err(StoreError::Judge(JudgeError::Unknown { .. })) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    fn show(&self, store: &Store, out: &mut impl Write, c: &Conflict, (at, of): (usize, usize)) -> anyhow::Result<()> {
        let ledger = conflicts::around(store, std::slice::from_ref(c))?;
        writeln!(out, "\n{}", self.paint.quiet(format!("{} of {of}", at + 1)))?;
        view::record_line(out, &ledger, &c.record, self.paint)?;
        view::conflict_blocks(out, &ledger, std::slice::from_ref(c), self.paint)?;
        let values: Vec<String> = c.values.iter().enumerate().map(|(n, v)| format!("{} {}", n + 1, v.value)).collect();
        writeln!(out, "{} · b all · space unsure · v not verifiable · enter skip · q quit", values.join(" · "))?;
        Ok(out.flush()?)
    }

    // How far to go on: not at all where somebody else was first.
    fn judge(
        &self,
        store: &mut Store,
        out: &mut impl Write,
        judgement: Judgement,
        expected: Expected,
        (at, way): (usize, &mut Vec<(usize, Option<String>)>),
    ) -> anyhow::Result<usize> {
        let signature = self.sign.signature()?;
        match store.judge(&signature, &[judgement], &[expected], self.bahi.knowledge()) {
            Ok(done) => {
                writeln!(out, "{}", view::judged::said(&done.operation.judgements[0]))?;
                way.push((at, Some(done.operation.id)));
                Ok(1)
            }
            Err(StoreError::Judge(overtaken @ JudgeError::Overtaken { .. })) => {
                writeln!(out, "{}", self.paint.alert(overtaken))?;
                Ok(0)
            }
            Err(other) => Err(other.into()),
        }
    }

    // To the one before, with what was said of it taken back.
    fn back(
        &self,
        store: &mut Store,
        out: &mut impl Write,
        way: &mut Vec<(usize, Option<String>)>,
    ) -> anyhow::Result<Option<usize>> {
        let Some((before, operation)) = way.pop() else {
            writeln!(out, "this is the first")?;
            return Ok(None);
        };
        if let Some(id) = operation {
            store.undo(&self.sign.signature()?, Some(&id), self.bahi.knowledge())?;
            writeln!(out, "{id} taken back")?;
        }
        Ok(Some(before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bahi::Input;

    fn desk(bahi: &Bahi) -> Store {
        let mut store = Store::in_memory().unwrap();
        let towns = [(28, "नई दिल्ली"), (28, "मुंबई"), (12, "नई दिल्ली"), (12, "चेन्नई")];
        for (n, (day, town)) in towns.iter().enumerate() {
            let text = format!(
                "रूस के रक्षा मंत्री सर्गेई शोइगू ने {day} अप्रैल 2023 को {town} में भारत के रक्षा मंत्री राजनाथ सिंह से मुलाकात की।\n"
            );
            let input = Input { path: format!("{n}.txt"), bytes: text.into_bytes(), ..Input::default() };
            store.add(&bahi.read_one(&input).unwrap()).unwrap();
        }
        store.settle(bahi.knowledge(), |_| {}).unwrap();
        store
    }

    // Presses keys, then quits; gives what was printed.
    fn press(store: &mut Store, bahi: &Bahi, keys: &[Key]) -> String {
        let sign = Sign::by("asha");
        let review = Review { bahi, sign: &sign, which: &Which::of("open"), paint: Paint::plain() };
        let mut keys = keys.iter().cloned().chain(std::iter::repeat(Key::Char('q')));
        let mut out = Vec::new();
        review.go(store, &mut out, || Ok(keys.next().unwrap())).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn states(bahi: &Bahi, store: &Store) -> Vec<String> {
        Which::of("all").conflicts(bahi, store).unwrap().into_iter().map(|c| c.state).collect()
    }

    #[test]
    fn one_key_decides_and_the_next_run_goes_on_where_the_last_stopped() {
        let bahi = Bahi::new();
        let mut store = desk(&bahi);
        assert_eq!(states(&bahi, &store), ["open", "open"]);
        let said = press(&mut store, &bahi, &[Key::Char('1')]);
        assert!(said.contains("1 of 2") && said.contains("2 of 2") && said.contains("1 judged, 1 left"), "{said}");
        assert!(said.contains("«चेन्नई»"), "both sides with their words: {said}");
        let said = press(&mut store, &bahi, &[Key::Char(' ')]);
        assert!(said.contains("1 of 1") && !said.contains("1 of 2"), "{said}");
        let mut states = states(&bahi, &store);
        states.sort();
        assert_eq!(states, ["settled", "unsure"]);
        assert!(press(&mut store, &bahi, &[]).contains("no conflict is like that"));
    }

    #[test]
    fn back_takes_back_and_skipped_ones_stay_open() {
        let bahi = Bahi::new();
        let mut store = desk(&bahi);
        let start = store.ledger().unwrap();
        let keys = [Key::Char('b'), Key::Backspace, Key::Enter, Key::Backspace, Key::Char('?'), Key::Char('9')];
        let said = press(&mut store, &bahi, &keys);
        assert!(said.contains("taken back") && said.contains("there are 2 values"), "{said}");
        assert!(said.contains(KEYS));
        assert!(store.ledger().unwrap() == start);
        press(&mut store, &bahi, &[Key::Enter, Key::Char('v')]);
        assert_eq!(states(&bahi, &store).iter().filter(|s| *s == "open").count(), 1);
    }

    #[test]
    fn digits_of_a_hindi_keyboard_count_too() {
        assert_eq!(said(&Key::Char('२')), Said::Take(1));
        assert_eq!(said(&Key::Char('0')), Said::Help);
        assert_eq!(said(&Key::Char('ौ')), Said::Help);
        assert_eq!(said(&Key::Char('=')), Said::Mark(Verb::BothStand));
    }
}
