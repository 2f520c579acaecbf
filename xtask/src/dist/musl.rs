//! The compiler of C for programs that need no system: the one that is there, or Debian's packages unpacked below `target/`.
//!
//! They are not installed: the loader that comes with them has other programs take the machine for one of musl.

use anyhow::{Context, ensure};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What crates that compile C look for.
const COMPILER: &str = "musl-gcc";

const PACKAGES: [&str; 2] = ["musl-dev", "musl-tools"];

// Headers, objects and the words that have gcc use them.
const FILES: &str = "usr/lib/x86_64-linux-musl";
const HEADERS: &str = "usr/include/x86_64-linux-musl";

/// A place of programs in which the compiler is found; as an error, why there is none.
pub fn path(root: &Path) -> Result<OsString, String> {
    let before = env::var_os("PATH").unwrap_or_default();
    if works(Path::new(COMPILER)) {
        return Ok(before);
    }
    let bin = unpacked(&root.join("target/musl")).map_err(|error| {
        format!("no {COMPILER}, nor can its package be had ({error:#}); apt-get install musl-tools")
    })?;
    env::join_paths([bin].into_iter().chain(env::split_paths(&before))).map_err(|error| error.to_string())
}

fn works(compiler: &Path) -> bool {
    let mut command = Command::new(compiler);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

// Fetches and unpacks them, unless that was done before; gives the folder that the compiler is in.
fn unpacked(folder: &Path) -> anyhow::Result<PathBuf> {
    let (bin, compiler) = (folder.join("bin"), folder.join("bin").join(COMPILER));
    if works(&compiler) {
        return Ok(bin);
    }
    let plain = folder.to_str().filter(|path| !path.contains(char::is_whitespace));
    let plain = plain.with_context(|| format!("{} has spaces, which gcc does not take", folder.display()))?;
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(&bin)?;
    fetch(folder)?;
    for entry in fs::read_dir(folder)? {
        let package = entry?.path();
        if package.extension().is_some_and(|end| end == "deb") {
            done(Command::new("dpkg-deb").arg("--extract").arg(&package).arg(folder))?;
        }
    }
    let words = format!("{FILES}/musl-gcc.specs");
    let said = fs::read_to_string(folder.join(&words)).with_context(|| words.clone())?;
    fs::write(bin.join("musl-gcc.specs"), moved(&said, plain))?;
    fs::write(&compiler, format!("#!/bin/sh\nexec gcc \"$@\" -specs {plain}/bin/musl-gcc.specs\n"))?;
    fs::set_permissions(&compiler, fs::Permissions::from_mode(0o755))?;
    ensure!(works(&compiler), "{} does not run; is gcc installed?", compiler.display());
    Ok(bin)
}

// The lists of packages may be old, or not there yet.
fn fetch(folder: &Path) -> anyhow::Result<()> {
    let download = || done(Command::new("apt-get").args(["download", "-qq"]).args(PACKAGES).current_dir(folder));
    if download().is_ok() {
        return Ok(());
    }
    done(Command::new("apt-get").args(["update", "-qq"]))?;
    download()
}

fn done(command: &mut Command) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| name.clone())?;
    ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

// The words for gcc, of files that lie below a folder instead of in the root.
fn moved(words: &str, folder: &str) -> String {
    [FILES, HEADERS]
        .iter()
        .fold(words.to_owned(), |said, at| said.replace(&format!("/{at}"), &format!("{folder}/{at}")))
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn gcc_is_told_of_the_folder_and_the_loader_stays_that_of_the_target() {
        let words = "*cc1:\n-nostdinc -isystem /usr/include/x86_64-linux-musl -isystem include%s\n\
                     *startfile:\n/usr/lib/x86_64-linux-musl/crti.o\n*link:\n-dynamic-linker /lib/ld-musl-x86_64.so.1\n";
        let told = moved(words, "/t");
        assert!(told.contains("-isystem /t/usr/include/x86_64-linux-musl -isystem include%s"), "{told}");
        assert!(told.contains("\n/t/usr/lib/x86_64-linux-musl/crti.o\n"), "{told}");
        assert!(told.contains("-dynamic-linker /lib/ld-musl-x86_64.so.1\n"), "{told}");
    }
}
