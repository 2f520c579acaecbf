//! Chores of the workspace: `cargo xtask test`, `tidy`, `train`, `clients`, `desk`, `browser`, `eval`, `new`, `robust`,
//! `generate`, `release`, `dist`, `unit`, `deny`, `oldest`, `wheel`, `spark`, `scale`, `bench`, `pictures`.

mod bench;
mod browser;
mod clients;
mod deny;
mod desk;
mod dist;
mod documented;
mod eval;
mod generate;
mod new;
mod oldest;
mod pictures;
mod release;
mod robust;
mod scale;
mod test;
mod tidy;
mod train;
mod wheel;

use anyhow::bail;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask CHORE

  test                          everything a change must pass: fmt, clippy, docs, tidy, tests, export clients, release build,
                                the wheel for Python, eval floors
  tidy                          the house rules that the compiler does not know
  train names                   learn how the sounds of names are written, from the people in knowledge/
  clients                       the exports, read by the libraries that people read them with
  desk                          the desk, asked by the programs of others
  browser [NAME]                the desk in Chromium: all tests of crates/bahi-web/tests/browser, or one of them
  bench                         every stage beside a rival, in minutes; writes the table of docs/performance.md
  pictures                      docs/pictures taken anew, of the running program in Chromium
  release                       the program, built and weighed
  dist                          the archive that is given away, in target/dist, tried in an empty root
  unit                          the unit of systemd, looked at by systemd
  deny                          the crates it is built of: licences, sources, doubles
  oldest                        the oldest Rust that Cargo.toml names: whether the program builds with it
  wheel                         the package for Python: built, weighed, installed where nothing else is, and tested
  spark                         the wheel that was built, reading and merging by Spark on this machine
  scale [N [--spark]]           100,000 made-up reports, or N, merged by a cluster of Spark on this machine, beside the
                                program alone; with --spark not beside it, where nothing is to be compared
  eval                          the figures of the gold sets against eval/floors.toml
  eval --update                 raise the floors to the present figures, and write docs/accuracy.md by them
  eval --update --allow-lower REASON
                                the same, and floors sink too; the reason is kept beside them
  new KIND ID …                 a commented entry of knowledge/ to fill in, or an export format; without more it lists the
                                kinds
  robust                        the ledger file killed 50 times while 2,000 reports are added, out of room, not to be
                                written, added to by two at once
  generate --reports N --seed S --out DIR|- [--broken]
                                a large made-up corpus: files in folders of 1000, or with - a JSON line for each report;
                                with --broken some that cannot be read";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs a chore; answers whether all is well.
fn run(arguments: &[String]) -> anyhow::Result<bool> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] => test::run(&root()),
        ["tidy"] => tidy::run(&root()),
        ["train", what @ ..] => train::run(&root(), what),
        ["clients"] => test::said(clients::run(&root())),
        ["desk"] => test::said(desk::run(&root())),
        ["browser"] => test::said(browser::run(&root(), None)),
        ["browser", name] => test::said(browser::run(&root(), Some(name))),
        ["bench"] => bench::run(&root()),
        ["pictures"] => test::said(pictures::run(&root())),
        ["release"] => test::said(release::run(&root())),
        ["dist"] => test::said(dist::run(&root())),
        ["unit"] => test::said(dist::unit::check(&root())),
        ["deny"] => test::said(deny::run(&root())),
        ["oldest"] => test::said(oldest::run(&root())),
        ["spark"] => test::said(wheel::spark(&root())),
        ["scale"] => test::said(scale::run(&root(), scale::MANY, &[])),
        ["scale", reports, options @ ..] => test::said(scale::run(&root(), reports, options)),
        ["wheel"] => test::said(wheel::run(&root())),
        ["eval", options @ ..] => eval::run(&root(), options),
        ["new", words @ ..] => {
            new::run(&root(), words)?.iter().for_each(|line| println!("{line}"));
            Ok(true)
        }
        ["robust"] => robust::run(&root()),
        ["generate", options @ ..] => generate::run(&root(), options),
        [] | ["help" | "-h" | "--help"] => {
            println!("{USAGE}");
            Ok(true)
        }
        [other, ..] => bail!("no chore `{other}`\n{USAGE}"),
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map(PathBuf::from).unwrap_or(xtask)
}
