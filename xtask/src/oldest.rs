//! The oldest Rust that the workspace says it builds with: whether it does.

use crate::test::{End, passed};
use anyhow::Context;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Checks the program and all it is built of with that Rust, which rustup installs where it is not there.
pub fn run(root: &Path) -> End {
    let version = match version(root) {
        Ok(version) => version,
        Err(error) => return passed(Err(error)),
    };
    match toolchain(&version) {
        Ok(()) => passed(check(root, &version)),
        Err(why) => {
            End::Skipped(format!("{why}; clippy still minds rust-version, as far as the standard library goes"))
        }
    }
}

/// What `rust-version` says, as toolchains are called.
fn version(root: &Path) -> anyhow::Result<String> {
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml"))?.parse()?;
    let said = manifest.get("workspace").and_then(|w| w.get("package")).and_then(|p| p.get("rust-version"));
    let said = said.and_then(|v| v.as_str()).context("Cargo.toml says no rust-version for the workspace")?;
    Ok(if said.matches('.').count() == 1 { format!("{said}.0") } else { said.to_owned() })
}

fn toolchain(version: &str) -> Result<(), String> {
    let there = |output: std::io::Result<Output>| output.is_ok_and(|output| output.status.success());
    if there(Command::new("rustup").args(["run", version, "rustc", "--version"]).output()) {
        return Ok(());
    }
    let install = ["toolchain", "install", version, "--profile", "minimal", "--no-self-update"];
    match there(Command::new("rustup").args(install).output()) {
        true => Ok(()),
        false => Err(format!("Rust {version} is not installed, and rustup cannot install it")),
    }
}

fn check(root: &Path, version: &str) -> anyhow::Result<bool> {
    let mut cargo = Command::new("rustup");
    cargo.args(["run", version, "cargo", "check", "--locked", "--quiet", "--package", "bahi-cli"]);
    // What cargo tells its children of this toolchain is not for the other.
    for name in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN"] {
        cargo.env_remove(name);
    }
    let status = cargo.current_dir(root).env("CARGO_TARGET_DIR", root.join("target/oldest")).status();
    let well = status.context("rustup cannot be run")?.success();
    println!("Rust {version}: {}", if well { "the program builds" } else { "the program does not build" });
    Ok(well)
}
