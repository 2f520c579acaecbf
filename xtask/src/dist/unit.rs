//! The unit of systemd: whether systemd takes it, and how exposed it finds it.

use crate::test::{End, passed};
use anyhow::Context;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Where it stands.
pub const UNIT: &str = "packaging/bahi.service";

/// Exposure at most, in tenths, by the measure of systemd: 0 is none and 100 is all. It stands at 11.
const MOST: &str = "15";

// Where the unit has the program; it need not be there to look at the unit.
const PROGRAM: &str = "/usr/local/bin/bahi";

/// Has systemd look at it.
pub fn check(root: &Path) -> End {
    if !Command::new("systemd-analyze").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return End::Skipped("systemd-analyze is not installed".into());
    }
    passed(look(root))
}

fn look(root: &Path) -> anyhow::Result<bool> {
    let text = fs::read_to_string(root.join(UNIT)).context(UNIT)?;
    let folder = root.join("target/unit");
    fs::create_dir_all(&folder)?;
    let unit = folder.join("bahi.service");
    fs::write(&unit, text.replace(PROGRAM, "/bin/true"))?;
    let verified = said(Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&unit))?;
    let mut security = Command::new("systemd-analyze");
    security.args(["security", "--offline=true", "--no-pager", &format!("--threshold={MOST}")]).arg(&unit);
    let safe = said(&mut security)?;
    println!("{UNIT}: {}", if verified && safe { "taken by systemd" } else { "not well" });
    Ok(verified && safe)
}

// What it says is shown where it is not well, and the last line of it where it is.
fn said(command: &mut Command) -> anyhow::Result<bool> {
    let output = command.output()?;
    let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    match output.status.success() {
        true => words.lines().rfind(|line| !line.trim().is_empty()).into_iter().for_each(|line| println!("{line}")),
        false => println!("{words}"),
    }
    Ok(output.status.success())
}
