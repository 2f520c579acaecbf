//! The figures in print, letter for letter as `score.py` prints them.

use super::tally::{Scores, Tally};

fn lines(tally: &Tally, out: &mut String) {
    for (name, right, of) in tally.iter() {
        let line = match of {
            0 => format!("{name:32}    -\n"),
            _ => format!("{name:32} {right:4}/{of:<4} {:.3}\n", right as f64 / of as f64),
        };
        out.push_str(&line);
    }
}

/// One line per measure; the F1 of engagements is left out for `across`, where it means nothing.
pub fn as_text(scores: &Scores, across: bool) -> String {
    let mut out = String::new();
    lines(&scores.measures, &mut out);
    if !across {
        out.push_str(&format!("{:32}           {:.3}\n", "engagement F1", scores.engagement_f1()));
    }
    lines(&scores.furniture, &mut out);
    out
}

/// One JSON object: `[right, of]` per measure, and the F1.
pub fn as_json(scores: &Scores) -> String {
    let pairs = |tally: &Tally| -> Vec<String> {
        tally.iter().map(|(name, right, of)| format!("\"{name}\": [{right}, {of}]")).collect()
    };
    let mut parts = pairs(&scores.measures);
    parts.push(format!("\"engagement f1\": {:?}", scores.engagement_f1()));
    parts.extend(pairs(&scores.furniture));
    format!("{{{}}}\n", parts.join(", "))
}

/// A list of strings as Python prints it: what `--each` of `score.py` shows.
pub(super) fn python_list(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| python_string(item)).collect();
    format!("[{}]", quoted.join(", "))
}

fn python_string(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            c if unprintable(c) && (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if unprintable(c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// Controls, odd spaces and the joiners and marks that Python escapes.
fn unprintable(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
