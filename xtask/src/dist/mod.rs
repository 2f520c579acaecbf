//! `cargo xtask dist`: the archive that is given away, made and tried where nothing else is.

mod archive;
mod empty;
mod licences;
mod musl;
pub mod unit;

use crate::release::{LARGEST, weigh};
use crate::test::{End, passed};
use anyhow::{Context, ensure};
use archive::{Files, put};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where archives lie.
const FOLDER: &str = "target/dist";

/// Without a system's libraries: it runs wherever the kernel does.
const TARGET: &str = "x86_64-unknown-linux-musl";

/// Places of addresses in 1.4 MB less. The start of musl knows these since 1.2.4, which comes with Rust 1.93; made with an
/// older one the program would not start, and the trial would say so.
const PACKED: &str = "link-arg=-Wl,-z,pack-relative-relocs";

// What goes along as it is: from, to.
const ALONG: [(&str, &str); 7] = [
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("NOTICE", "NOTICE"),
    ("crates/bahi-web/assets/OFL.txt", "licences/OFL.txt"),
    ("README.md", "README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("docs/installing.md", "docs/installing.md"),
];

/// Makes the archive and tries what is in it.
pub fn run(root: &Path) -> End {
    match tools(root) {
        Ok(path) => passed(make(root, &path).and_then(|archive| tried(root, &archive))),
        Err(why) => End::Skipped(why),
    }
}

/// What building for the target needs: its standard library, and the place of programs with a compiler of C that knows it.
fn tools(root: &Path) -> Result<OsString, String> {
    let added = Command::new("rustup").args(["target", "add", TARGET]).output();
    if !added.is_ok_and(|output| output.status.success()) {
        return Err(format!("rustup cannot add {TARGET}"));
    }
    musl::path(root)
}

fn make(root: &Path, path: &OsStr) -> anyhow::Result<PathBuf> {
    let program = program(root, path)?;
    weigh(&program, LARGEST)?;
    let mut files = Files::new();
    put(&mut files, "bahi", fs::read(&program)?, true)?;
    for (from, to) in ALONG {
        put(&mut files, to, fs::read(root.join(from)).with_context(|| from.to_owned())?, false)?;
    }
    put(&mut files, "systemd/bahi.service", fs::read(root.join(unit::UNIT)).context(unit::UNIT)?, false)?;
    put(&mut files, "licences/crates.txt", licences::report(root, TARGET)?.into_bytes(), false)?;
    generated(root, &mut files)?;
    let name = format!("bahi-{}-{TARGET}", version(&program)?);
    let packed = archive::pack(&name, &files)?;
    let folder = root.join(FOLDER);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let archive = folder.join(format!("{name}.tar.gz"));
    fs::write(&archive, &packed)?;
    fs::write(folder.join("SHA256SUMS"), archive::sum(&format!("{name}.tar.gz"), &packed))?;
    println!("{}: {:.1} MB, {} files", archive.display(), packed.len() as f64 / 1e6, files.len());
    Ok(archive)
}

/// Builds the program; the folders of whoever builds are not named in it.
fn program(root: &Path, path: &OsStr) -> anyhow::Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut flags = vec![remap(root, "bahi")];
    flags.extend(home.map(|home| remap(&home, "cargo")));
    let mut build = Command::new(env!("CARGO"));
    build.args(["rustc", "--release", "--locked", "--quiet", "--package", "bahi-cli", "--bin", "bahi"]);
    build.args(["--target", TARGET, "--", "-C", PACKED]);
    build.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")).env("PATH", path);
    let status = build.current_dir(root).status()?;
    ensure!(status.success(), "the program cannot be built for {TARGET}");
    Ok(root.join("target").join(TARGET).join("release/bahi"))
}

/// Completions and pages of the manual, of the same commands.
fn generated(root: &Path, files: &mut Files) -> anyhow::Result<()> {
    let work = root.join("target/generated");
    let _ = fs::remove_dir_all(&work);
    let mut generate = Command::new(env!("CARGO"));
    generate.args(["run", "--quiet", "--locked", "--package", "bahi-cli", "--example", "generate", "--"]).arg(&work);
    ensure!(generate.current_dir(root).status()?.success(), "completions and pages cannot be made");
    for to in ["completions", "man/man1"] {
        for entry in fs::read_dir(work.join(to))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            put(files, format!("{to}/{name}"), fs::read(&path)?, false)?;
        }
    }
    Ok(())
}

// `bahi 0.1.0`.
fn version(program: &Path) -> anyhow::Result<String> {
    let said = Command::new(program).arg("--version").output()?;
    let said = String::from_utf8(said.stdout)?;
    said.trim().strip_prefix("bahi ").map(str::to_owned).with_context(|| format!("a strange version: {said}"))
}

// Everything that is said of the archive, tried.
fn tried(root: &Path, archive: &Path) -> anyhow::Result<bool> {
    let folder = archive.parent().unwrap_or(root);
    let sums = Command::new("sha256sum").args(["--check", "--quiet", "SHA256SUMS"]).current_dir(folder).status();
    ensure!(sums.context("sha256sum cannot be run")?.success(), "the sums are not those of the files");
    let unit = crate::test::said(unit::check(root))?;
    let runs = crate::test::said(empty::run(root, archive))?;
    Ok(unit && runs)
}
