//! Writes completions for five shells and a man page for every command into a folder:
//! `cargo run -p bahi-cli --example generate -- FOLDER`.
//!
//! The program has no command for it: what makes them would be 211 KB of it, for something that is done once.

mod pages;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("say: generate FOLDER")?;
    let files = pages::all()?;
    for (name, bytes) in &files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, bytes)?;
    }
    println!("{} files: {}", files.len(), folder.display());
    Ok(())
}
