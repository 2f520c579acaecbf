//! From bytes to what people and other programs count: code points and lines.

/// Code point and line of byte offsets, for one text.
#[derive(Debug, Clone)]
pub struct Positions {
    // Code points before every 256th byte, so that a look-up scans at most that much.
    steps: Vec<u32>,
    lines: Vec<u32>,
}

const STEP: usize = 256;

impl Positions {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let mut steps = Vec::with_capacity(text.len() / STEP + 1);
        let (mut lines, mut count) = (vec![0], 0u32);
        for (i, b) in text.bytes().enumerate() {
            if i % STEP == 0 {
                steps.push(count);
            }
            count += u32::from(b & 0xC0 != 0x80);
            if b == b'\n' {
                lines.push(i as u32 + 1);
            }
        }
        if text.len().is_multiple_of(STEP) {
            steps.push(count);
        }
        Self { steps, lines }
    }

    /// Code points before `byte` in the same `text` that was indexed.
    pub fn code_point(&self, text: &str, byte: usize) -> usize {
        let step = (byte / STEP).min(self.steps.len().saturating_sub(1));
        let from = step * STEP;
        let scanned = text.as_bytes().get(from..byte).unwrap_or(&[]);
        self.steps.get(step).map_or(0, |&n| n as usize) + scanned.iter().filter(|&&b| b & 0xC0 != 0x80).count()
    }

    /// 1-based line of `byte`.
    pub fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start as usize <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_lines_agree_with_counting() {
        let text = "भारत\nऔर S-400 ".repeat(90);
        let positions = Positions::new(&text);
        for (i, _) in text.char_indices() {
            assert_eq!(positions.code_point(&text, i), text[..i].chars().count());
            assert_eq!(positions.line(i), 1 + text[..i].matches('\n').count());
        }
    }
}
