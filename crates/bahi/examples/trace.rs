//! Prints how a report's sentences are cut and matched: `cargo run -p bahi --example trace -- FILE`.

fn main() {
    let bahi = bahi::Bahi::new();
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        match bahi.trace(&bahi::Input { path, bytes, ..bahi::Input::default() }) {
            Ok(text) => println!("{text}"),
            Err(failure) => eprintln!("{}: {}; {}", failure.path, failure.why, failure.remedy),
        }
    }
}
