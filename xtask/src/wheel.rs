//! The package for Python: built as a wheel of the parts that the program was built of, weighed, installed in an environment
//! where nothing else is, and tested there.

use crate::release::weigh;
use crate::test::{End, passed};
use crate::{clients, scale};
use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the package stands, and the list of what builds and tests it.
pub const PACKAGE: &str = "crates/bahi-py";
const TOOLS: &str = "crates/bahi-py/tools";
const SPARK: &str = "crates/bahi-py/tools/spark";

/// Where the wheel is put.
const WHEELS: &str = "target/wheels";

/// Bytes of the wheel at most.
const LARGEST: u64 = 25_000_000;

/// What a stranger tries first, without any other library.
const FIRST: &str = "
import sys, bahi, pathlib
for folder in sys.argv[1:]:
    ledger = bahi.read(pathlib.Path(folder))
    assert ledger.engagements and ledger.claims, ledger
    for record in ledger:
        for claim, evidence in ledger.quotes(record):
            assert ledger.text(claim.report)[evidence.start:evidence.end] == evidence.exact
    print(ledger)
";

/// Builds, installs and tests.
pub fn run(root: &Path) -> End {
    let tools = match clients::environment(root, "wheel-tools", TOOLS) {
        Ok(tools) => tools,
        Err(why) => return End::Skipped(why),
    };
    passed(check(root, &tools))
}

/// Builds the wheel and tests nothing, or how a step without ends.
pub fn made(root: &Path) -> Result<(), End> {
    let tools = clients::environment(root, "wheel-tools", TOOLS).map_err(End::Skipped)?;
    match passed(build(root, &tools).map(|_| true)) {
        End::Passed => Ok(()),
        end => Err(end),
    }
}

/// Reads, links and merges by Spark on this machine, with the wheel that was built: the tests, and a cluster.
pub fn spark(root: &Path) -> End {
    let tested = |python: &Path| -> anyhow::Result<bool> {
        let tests = pytest(python, &root.join(PACKAGE).join("tests/test_spark.py"))?;
        Ok(tests & scale::check(root, python, scale::FEW, &[])?)
    };
    match with_spark(root) {
        Ok(python) => passed(tested(&python)),
        Err(end) => end,
    }
}

/// The Python of an environment where Spark and the wheel that was built are installed, or how a step without ends.
pub fn with_spark(root: &Path) -> Result<PathBuf, End> {
    if !Command::new("java").arg("-version").output().is_ok_and(|output| output.status.success()) {
        return Err(End::Skipped("Java is not installed; install Java 17 or later to have Spark run".into()));
    }
    let python = clients::environment(root, "spark", SPARK).map_err(End::Skipped)?;
    let install = || -> anyhow::Result<bool> {
        let wheel = only(&root.join(WHEELS)).context("there is no wheel; run: cargo xtask wheel")?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--force-reinstall"];
        ensure!(done(Command::new(&python).args(pip).arg(wheel))?, "pip cannot install the wheel");
        Ok(true)
    };
    match passed(install()) {
        End::Passed => Ok(python),
        end => Err(end),
    }
}

fn check(root: &Path, tools: &Path) -> anyhow::Result<bool> {
    let wheel = build(root, tools)?;
    weigh(&wheel, LARGEST)?;
    let python = install(root, &wheel)?;
    // The seeds are not part of the repository.
    let reports = [root.join("demo/reports"), root.join("../shared/seeds")];
    let reports = reports.iter().filter(|folder| folder.is_dir());
    let alone = done(Command::new(&python).args(["-c", FIRST]).args(reports))?
        && done(Command::new(python.with_file_name("bahi")).arg("demo").stdout(Stdio::null()))?;
    // The libraries that people read tables with, where the step of the exports has installed them.
    let mut others = vec![library(tools)?];
    match clients::environment(root, "clients", clients::CLIENTS) {
        Ok(python) => others.push(library(&python)?),
        Err(why) => println!("without pyarrow, pandas, polars and DuckDB: {why}"),
    }
    let lines: String = others.iter().map(|folder| format!("{}\n", folder.display())).collect();
    fs::write(library(&python)?.join("others.pth"), lines)?;
    let mut types = Command::new(&python);
    types.args(["-P", "-m", "mypy", "--strict", "--ignore-missing-imports", "--cache-dir=/dev/null", "-p", "bahi"]);
    let typed = done(types.current_dir(library(&python)?))?;
    Ok(alone & typed & pytest(&python, &root.join(PACKAGE).join("tests"))?)
}

fn pytest(python: &Path, tests: &Path) -> anyhow::Result<bool> {
    let mut pytest = Command::new(python);
    // From elsewhere, so that the package is the installed one.
    pytest.args(["-P", "-m", "pytest", "-q", "-p", "no:cacheprovider"]).arg(tests).current_dir(library(python)?);
    done(&mut pytest)
}

/// Builds the wheel into an empty folder.
fn build(root: &Path, tools: &Path) -> anyhow::Result<PathBuf> {
    let folder = root.join(WHEELS);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut maturin = Command::new(tools.with_file_name("maturin"));
    // The tag of the wheel says of what year the C library must be at the least, by what the library asks of it.
    maturin.args(["build", "--release", "--quiet", "--locked", "--interpreter"]).arg(tools);
    maturin.arg("--manifest-path").arg(root.join(PACKAGE).join("Cargo.toml")).arg("--out").arg(&folder);
    ensure!(done(maturin.current_dir(root))?, "the wheel cannot be built");
    only(&folder)
}

/// The one file of a folder.
fn only(folder: &Path) -> anyhow::Result<PathBuf> {
    let files = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    ensure!(files.len() == 1, "{} wheels were built, not one", files.len());
    files.into_iter().next().map(|file| file.path()).context("no wheel was built")
}

/// Installs the wheel where nothing else is; gives the Python there.
fn install(root: &Path, wheel: &Path) -> anyhow::Result<PathBuf> {
    let folder = root.join("target/wheel");
    ensure!(done(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?, "python3 -m venv fails");
    let python = folder.join("bin/python");
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"];
    ensure!(done(Command::new(&python).args(pip).arg(wheel))?, "pip cannot install the wheel");
    Ok(python)
}

/// Where an environment keeps its libraries.
fn library(python: &Path) -> anyhow::Result<PathBuf> {
    let told = Command::new(python).args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).output()?;
    ensure!(told.status.success(), "{} cannot be run; delete its folder", python.display());
    Ok(PathBuf::from(String::from_utf8(told.stdout)?.trim()))
}

fn done(command: &mut Command) -> anyhow::Result<bool> {
    let status = command.status().with_context(|| command.get_program().to_string_lossy().into_owned())?;
    Ok(status.success())
}
