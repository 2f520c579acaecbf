//! The reports of `demo/reports/`, built into the program.

use bahi::Input;

/// File name and bytes of each report, by name; listed by `build.rs`.
pub const REPORTS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/demo_reports.rs"));

/// The reports as inputs, under names that show where they come from.
pub fn inputs() -> Vec<Input> {
    REPORTS
        .iter()
        .map(|(name, bytes)| Input { path: format!("demo/{name}"), bytes: bytes.to_vec(), ..Input::default() })
        .collect()
}
