//! The archive unpacked into a root that holds nothing else, and the program run there.

use crate::test::{End, passed};
use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

/// Milliseconds that the program may take to say its version, the best of some tries: the machine may be busy.
const MOST: u128 = 50;
const TRIES: usize = 20;

/// Runs it there, or says why nobody can.
pub fn run(root: &Path, archive: &Path) -> End {
    let folder = root.join("target/empty");
    let unpacked = match unpack(&folder, archive) {
        Ok(unpacked) => unpacked,
        Err(error) => return passed(Err(error)),
    };
    match Jail::of(&folder) {
        Some(jail) => passed(check(&jail, &unpacked)),
        None => End::Skipped("neither unshare, bubblewrap nor chroot may change the root here".into()),
    }
}

// Gives the folder of the archive, as it is called in the new root.
fn unpack(folder: &Path, archive: &Path) -> anyhow::Result<PathBuf> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    let status = Command::new("tar").args(["--extract", "--file"]).arg(archive).arg("-C").arg(folder).status();
    ensure!(status.context("tar cannot be run")?.success(), "the archive cannot be unpacked");
    let inside = fs::read_dir(folder)?.next().context("the archive is empty")??.file_name();
    Ok(Path::new("/").join(inside))
}

/// A way into another root.
struct Jail {
    words: Vec<String>,
}

impl Jail {
    /// The first that works here.
    fn of(folder: &Path) -> Option<Self> {
        let root = folder.display().to_string();
        let ways: [&[&str]; 3] = [
            &["unshare", "--user", "--map-root-user", "--net", "chroot", &root],
            &["bwrap", "--unshare-all", "--bind", &root, "/", "--chdir", "/"],
            &["chroot", &root],
        ];
        let jails = ways.map(|words| Self { words: words.iter().map(|word| (*word).to_owned()).collect() });
        let program = fs::read_dir(folder).ok()?.next()?.ok()?.file_name();
        let program = Path::new("/").join(program).join("bahi");
        jails.into_iter().find(|jail| jail.run(&program, &["--version"]).is_ok_and(|said| said.status.success()))
    }

    fn run(&self, program: &Path, arguments: &[&str]) -> std::io::Result<Output> {
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).arg(program).args(arguments).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).output()
    }
}

fn check(jail: &Jail, unpacked: &Path) -> anyhow::Result<bool> {
    let program = unpacked.join("bahi");
    let run = |arguments: &[&str]| -> anyhow::Result<String> {
        let output = jail.run(&program, arguments)?;
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "bahi {} in an empty root: {words}", arguments.join(" "));
        Ok(String::from_utf8(output.stdout)?)
    };
    ensure!(run(&["--version"])?.starts_with("bahi "), "it does not say its version");
    let demo = run(&["demo"])?;
    ensure!(demo.contains("E-") && demo.contains("Rajnath"), "the tour shows no record:\n{demo}");
    run(&["demo", "--to", "/reports"])?;
    run(&["add", "/reports", "--ledger", "/bahi.db"])?;
    ensure!(run(&["list", "--ledger", "/bahi.db"])?.contains("E-"), "the ledger holds nothing");
    ensure!(run(&["doctor", "--ledger", "/bahi.db"])?.contains("sound"), "the ledger is not sound");
    let best = (0..TRIES).map(|_| once(jail, &program)).collect::<anyhow::Result<Vec<_>>>()?.into_iter().min();
    let best = best.unwrap_or(u128::MAX);
    println!("in an empty root, by {}: it runs; start-up {best} ms of {MOST}", jail.words[0]);
    Ok(best <= MOST)
}

// With the way into the root, which costs some of it.
fn once(jail: &Jail, program: &Path) -> anyhow::Result<u128> {
    let start = Instant::now();
    ensure!(jail.run(program, &["--version"])?.status.success(), "it does not start");
    Ok(start.elapsed().as_millis())
}
