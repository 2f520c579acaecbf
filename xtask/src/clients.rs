//! The exports, read by the libraries that people read them with: Python's, from a virtual environment under `target/`.

use crate::documented;
use crate::test::{End, passed};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the script and the list of libraries stand.
pub const CLIENTS: &str = "crates/bahi-ledger/tests/clients";

/// Makes a ledger file of the demo and a hostile one, exports both, and has all of it read.
pub fn run(root: &Path) -> End {
    let python = match environment(root, "clients", CLIENTS) {
        Ok(python) => python,
        Err(why) => return End::Skipped(why),
    };
    passed(check(root, &python))
}

/// The Python of the environment, made anew where the list of libraries has changed; or why there is none.
pub fn environment(root: &Path, name: &str, clients: &str) -> Result<PathBuf, String> {
    let (folder, list) = (root.join("target").join(name), root.join(clients).join("requirements.txt"));
    let (python, stamp) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let wanted = fs::read(&list).map_err(|error| format!("{} cannot be read: {error}", list.display()))?;
    if python.exists() && fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let make = Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder).output();
    if !make.as_ref().is_ok_and(|output| output.status.success()) {
        return Err("python3 with venv is not installed; install it to have the clients run".into());
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    let install = Command::new(&python).args(pip).arg(&list).output();
    match install {
        Ok(output) if output.status.success() => {
            fs::write(&stamp, wanted).map_err(|error| format!("{} cannot be written: {error}", stamp.display()))?;
            Ok(python)
        }
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr);
            let last = words.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no word of why");
            Err(format!("pip cannot install {clients}/requirements.txt: {last}"))
        }
        Err(error) => Err(format!("pip cannot be run: {error}")),
    }
}

fn check(root: &Path, python: &Path) -> anyhow::Result<bool> {
    let work = root.join("target/client-checks");
    fs::create_dir_all(&work)?;
    let (demo, hostile) = (Made::new(&work, "demo"), Made::new(&work, "hostile"));
    let add = ["--package", "bahi-cli", "--", "add", "--quiet", "demo/reports", "--ledger", &demo.file];
    output(root, &add)?;
    let export = ["--package", "bahi-cli", "--", "export", "--to", "json", "-o", "-", "--ledger", &demo.file];
    let ledger = output(root, &export)?;
    output(root, &["--package", "bahi-ledger", "--example", "hostile_file", "--", &hostile.file])?;
    let broken = output(root, &["--package", "bahi-ledger", "--example", "hostile"])?;
    let mut well = true;
    for (made, ledger, options) in [(demo, ledger, [].as_slice()), (hostile, broken, &["--hostile"])] {
        let name = made.name;
        let (file, folder) = (work.join(format!("{name}.json")), work.join(name));
        fs::write(&file, ledger)?;
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let (file, folder) = (file.display().to_string(), folder.display().to_string());
        output(root, &["--package", "bahi-ledger", "--example", "export_all", "--", &file, &folder])?;
        println!("-- {name}");
        let script = root.join(CLIENTS).join("check.py");
        let status = Command::new(python).arg(script).args([&file, &folder, &made.file]).args(options).status();
        well &= status.context("the Python of target/clients cannot be run; delete that folder")?.success();
    }
    Ok(well & documented::run(root, python)?)
}

/// A ledger file, made anew.
struct Made {
    name: &'static str,
    file: String,
}

impl Made {
    fn new(work: &Path, name: &'static str) -> Self {
        let file = work.join(format!("{name}.db")).display().to_string();
        remove(&file);
        Self { name, file }
    }
}

/// Takes a ledger file away, with what is kept beside it.
pub fn remove(ledger: &str) {
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{ledger}{end}"));
    }
}

/// What a program of the workspace prints.
fn output(root: &Path, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
    let mut command = Command::new(env!("CARGO"));
    let output = command.args(["run", "--quiet"]).args(arguments).current_dir(root).output()?;
    if !output.status.success() {
        anyhow::bail!("cargo run {} failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.stdout)
}
