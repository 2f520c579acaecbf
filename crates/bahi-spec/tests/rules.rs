//! One named test for each rule of the knowledge: its examples are read, its silent lines left alone.

use bahi::Bahi;
use bahi_spec::{NamedRule, faults, knowledge_dir, rules};
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, trials()).exit_code()
}

fn trials() -> Vec<Trial> {
    let bahi = match Bahi::with_knowledge_dir(&knowledge_dir()) {
        Ok(bahi) => Arc::new(bahi),
        Err(problems) => {
            let what: Vec<String> =
                problems.iter().map(|p| format!("{}:{}: {}; {}", p.file, p.line, p.what, p.remedy)).collect();
            return vec![Trial::test("knowledge loads", move || Err(Failed::from(what.join("\n"))))];
        }
    };
    let mut out = vec![twice_named(&rules(&bahi)), unknown_words(&bahi)];
    out.extend(rules(&bahi).into_iter().map(|named| trial(Arc::clone(&bahi), named)));
    out
}

fn trial(bahi: Arc<Bahi>, named: NamedRule) -> Trial {
    Trial::test(named.id.clone(), move || {
        let found = faults(&bahi, &named);
        if found.is_empty() { Ok(()) } else { Err(Failed::from(found.join("\n\n"))) }
    })
}

// A name that two rules share would let one answer for the other.
fn twice_named(all: &[NamedRule]) -> Trial {
    let mut ids: Vec<String> = all.iter().map(|n| n.id.clone()).collect();
    ids.sort();
    let twice: Vec<String> = ids.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0].clone()).collect();
    let empty = ids.is_empty();
    Trial::test("names are unique", move || match (empty, twice.is_empty()) {
        (true, _) => Err("no rule was found; look in knowledge/lang/hi/frames".into()),
        (_, true) => Ok(()),
        _ => Err(Failed::from(format!("two rules are called {}", twice.join(", ")))),
    })
}

// A case, verb or class that does not exist is left out of its rule without a word.
fn unknown_words(bahi: &Bahi) -> Trial {
    let faults: Vec<String> =
        bahi.languages().flat_map(|k| &k.index.faults).map(|(rule, what)| format!("{rule}: {what}")).collect();
    Trial::test("rules name only what exists", move || {
        if faults.is_empty() { Ok(()) } else { Err(Failed::from(faults.join("\n"))) }
    })
}
