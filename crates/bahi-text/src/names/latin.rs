//! Latin names for comparing: plain letters, and how far two spellings are apart.

/// Lower-case letters a to z of a word, diacritics dropped (é is e, ł is l).
pub fn plain(word: &str) -> String {
    let plain: String = word.chars().flat_map(char::to_lowercase).filter_map(letter).collect();
    // McMaster is MacMaster.
    match plain.strip_prefix("mc") {
        Some(rest) if rest.len() > 2 => format!("mac{rest}"),
        _ => plain,
    }
}

// Letters of Latin-1 and Latin Extended-A, by the order of their blocks.
fn letter(c: char) -> Option<char> {
    const LATIN_1: &[u8; 32] = b"aaaaaaaceeeeiiiidnooooo.ouuuuyts";
    const EXTENDED_A: &[u8; 128] = b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn\
        oooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    let plain = match c {
        'a'..='z' => c,
        '\u{C0}'..='\u{FF}' => char::from(LATIN_1[(c as usize - 0xC0) % 32]),
        '\u{100}'..='\u{17F}' => char::from(EXTENDED_A[c as usize - 0x100]),
        'ə' => 'a',
        '\u{218}' | '\u{219}' => 's',
        '\u{21A}' | '\u{21B}' => 't',
        _ => return None,
    };
    plain.is_ascii_lowercase().then_some(plain)
}

/// The kinds of consonants that a letter may stand for, one bit each; those of [`crate::script::devanagari::bone`].
pub fn bone(letter: char) -> u16 {
    match letter {
        'k' | 'q' => 1 | 16,
        'g' => 2 | 4,
        'j' | 'z' => 4 | 64,
        't' => 8 | 16,
        'c' => 1 | 16 | 64,
        'd' => 32,
        's' => 64 | 4,
        'x' => 1 | 64 | 4,
        'p' | 'f' => 128,
        'b' | 'v' | 'w' => 256,
        'm' | 'n' => 512,
        'r' => 1024,
        'l' => 2048,
        _ => 0,
    }
}

/// A plain word as it is compared: digraphs as one letter, doubled letters once.
pub fn comparable(word: &str) -> Vec<u8> {
    let mut text = word.to_owned();
    for (from, to) in [
        ("sch", "S"),
        ("sh", "S"),
        ("ch", "C"),
        ("ph", "f"),
        ("kh", "k"),
        ("ck", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("x", "ks"),
        ("q", "k"),
        ("c", "k"),
        ("w", "v"),
    ] {
        text = text.replace(from, to);
    }
    let mut out = text.into_bytes();
    out.dedup();
    out
}

/// How far two comparable words are apart, in hundredths for each letter of the longer: 0 the same; 30 is one wrong letter in
/// three or so. Vowels, h and letters that languages use for one another cost less.
pub fn distance(a: &[u8], b: &[u8]) -> u32 {
    let longer = a.len().max(b.len()) as u32;
    if longer == 0 || longer > 64 {
        return if a == b { 0 } else { 1000 };
    }
    let mut row = [0; 65];
    b.iter().enumerate().for_each(|(j, &y)| row[j + 1] = row[j] + drop(y));
    for &x in a {
        let (mut diagonal, without) = (row[0], drop(x));
        let costs = &SWAPS[usize::from(x % 128)];
        row[0] += without;
        for (j, &y) in b.iter().enumerate() {
            let put = diagonal + u32::from(costs[usize::from(y % 128)]);
            diagonal = row[j + 1];
            row[j + 1] = put.min(row[j] + drop(y)).min(diagonal + without);
        }
    }
    row[b.len()] / longer
}

const fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn drop(c: u8) -> u32 {
    match c {
        b'h' => 30,
        _ if is_vowel(c) => 50,
        _ => 100,
    }
}

// Words are plain letters, so that ASCII is enough.
static SWAPS: [[u8; 128]; 128] = swaps();

const fn swaps() -> [[u8; 128]; 128] {
    let mut out = [[120; 128]; 128];
    let mut a = 0;
    while a < 128 {
        let mut b = 0;
        while b < 128 {
            if is_vowel(a as u8) && is_vowel(b as u8) {
                out[a][b] = 60;
            }
            b += 1;
        }
        out[a][a] = 0;
        a += 1;
    }
    let mut i = 0;
    while i < NEAR.len() {
        let (a, b) = (NEAR[i].0 as usize, NEAR[i].1 as usize);
        (out[a][b], out[b][a]) = (40, 40);
        i += 1;
    }
    out
}

const NEAR: [(u8, u8); 12] = [
    (b'i', b'y'),
    (b's', b'z'),
    (b'j', b'y'),
    (b'j', b'z'),
    (b'g', b'j'),
    (b'S', b's'),
    (b'C', b'k'),
    (b'e', b'i'),
    (b'o', b'u'),
    (b'f', b'v'),
    (b'b', b'v'),
    (b'C', b't'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_variants_are_near_and_others_far() {
        assert_eq!(plain("Erdoğan"), "erdogan");
        assert_eq!(plain("Łukašenka"), "lukasenka");
        let distance = |a: &str, b: &str| distance(&comparable(a), &comparable(b));
        for (a, b) in [("sergei", "sergey"), ("shoigu", "shoygu"), ("mohammed", "muhammad"), ("zelensky", "zelenskyy")]
        {
            assert!(distance(a, b) <= 35, "{a} {b} {}", distance(a, b));
        }
        for (a, b) in [("lavrov", "shoigu"), ("iran", "iraq"), ("kazakhstan", "kyrgyzstan")] {
            assert!(distance(a, b) > 24, "{a} {b} {}", distance(a, b));
        }
    }
}
