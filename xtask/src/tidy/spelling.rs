//! One English in our documents: British, with -ise.

use super::Finding;
use super::files::File;

/// Beginnings of words that are spelt otherwise here, with what is written instead.
const OTHERWISE: [(&str, &str); 26] = [
    ("analyz", "analys"),
    ("apologiz", "apologis"),
    ("behavior", "behaviour"),
    ("canceled", "cancelled"),
    ("capitaliz", "capitalis"),
    ("categoriz", "categoris"),
    ("centered", "centred"),
    ("color", "colour"),
    ("customiz", "customis"),
    ("emphasiz", "emphasis"),
    ("favor", "favour"),
    ("generaliz", "generalis"),
    ("honor", "honour"),
    ("initializ", "initialis"),
    ("labeled", "labelled"),
    ("labor", "labour"),
    ("minimiz", "minimis"),
    ("modeling", "modelling"),
    ("neighbor", "neighbour"),
    ("normaliz", "normalis"),
    ("optimiz", "optimis"),
    ("organiz", "organis"),
    ("realiz", "realis"),
    ("recogniz", "recognis"),
    ("romaniz", "romanis"),
    ("summariz", "summaris"),
];

/// Looks through a Markdown file; names in backticks and blocks, and words in capitals, are others' and stay as they are.
pub fn check(file: &File) -> Vec<Finding> {
    let mut findings = vec![];
    let mut fenced = false;
    for (index, line) in file.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        // What was read wrongly is quoted as it was published.
        if fenced || line.contains('«') {
            continue;
        }
        for word in line.split('`').step_by(2).flat_map(|part| part.split(|c: char| !c.is_alphabetic())) {
            let shout = word.chars().skip(1).any(char::is_uppercase);
            let small = word.to_lowercase();
            let other = OTHERWISE.iter().find(|(other, ours)| small.starts_with(other) && !small.starts_with(ours));
            if let (Some((other, ours)), false) = (other, shout) {
                let what = format!("`{word}` is spelt otherwise here ({ours}… for {other}…)");
                findings.push(Finding::new(
                    &file.path,
                    index + 1,
                    what,
                    "spell it so, or put it in backticks as a name",
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_british_and_names_are_left() {
        let text =
            "Colours of organisations, `color` and ORGANIZATION, an honour, «a color»; emphasis.\n```\ncolor\n```\n";
        let file = |text: &str| File { path: "a.md".into(), text: text.into() };
        assert_eq!(check(&file(text)), []);
        let found: Vec<usize> = check(&file("ok\nThe color\nis recognized.\n")).iter().map(|f| f.line).collect();
        assert_eq!(found, [2, 3]);
    }
}
