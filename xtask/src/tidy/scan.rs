//! Just enough of Rust's grammar to tell code from comments and strings, tests from the rest, and where functions end.

/// One line of a Rust file.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Without comments, and with strings emptied.
    pub code: String,
    /// Without comments.
    pub words: String,
    /// Whether it is part of a test.
    pub test: bool,
}

/// Where the scanner is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Code,
    LineComment,
    /// How deep: block comments nest.
    BlockComment(usize),
    /// Number of hashes of a raw string; `None` where escapes count.
    Text(Option<usize>),
}

/// Scans a file.
pub fn lines(text: &str) -> Vec<Line> {
    let mut scanner = Scanner { state: State::Code, lines: vec![Line::default()] };
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        at += scanner.step(&chars[at..], at.checked_sub(1).map(|before| chars[before]));
    }
    if text.ends_with('\n') {
        scanner.lines.pop();
    }
    mark_tests(&mut scanner.lines);
    scanner.lines
}

struct Scanner {
    state: State,
    lines: Vec<Line>,
}

impl Scanner {
    /// Takes what comes next; answers with how many characters that was.
    fn step(&mut self, rest: &[char], before: Option<char>) -> usize {
        if rest[0] == '\n' {
            if self.state == State::LineComment {
                self.state = State::Code;
            }
            self.lines.push(Line::default());
            return 1;
        }
        match self.state {
            State::Code => self.code(rest, before),
            State::LineComment => 1,
            State::BlockComment(depth) => self.comment(rest, depth),
            State::Text(hashes) => self.text(rest, hashes),
        }
    }

    fn code(&mut self, rest: &[char], before: Option<char>) -> usize {
        let next = rest.get(1).copied();
        match (rest[0], next) {
            ('/', Some('/')) => self.enter(State::LineComment, 2),
            ('/', Some('*')) => self.enter(State::BlockComment(1), 2),
            ('"', _) => self.enter(State::Text(None), 1),
            ('r', Some('"' | '#')) if !before.is_some_and(is_name) || before == Some('b') => self.raw(rest),
            ('\'', _) => self.quote(rest),
            (c, _) => {
                self.keep(c, true);
                1
            }
        }
    }

    /// A raw string, or a name that only looks like one (`r#type`).
    fn raw(&mut self, rest: &[char]) -> usize {
        let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
        if rest.get(1 + hashes) == Some(&'"') {
            return self.enter(State::Text(Some(hashes)), 2 + hashes);
        }
        self.keep('r', true);
        1
    }

    /// A character, or a lifetime.
    fn quote(&mut self, rest: &[char]) -> usize {
        let length = match rest {
            ['\'', '\\', ..] => rest.iter().skip(3).position(|c| *c == '\'').map(|end| end + 4),
            ['\'', _, '\'', ..] => Some(3),
            _ => None,
        };
        let length = length.unwrap_or(1);
        for c in &rest[..length] {
            self.keep(*c, false);
        }
        length
    }

    fn comment(&mut self, rest: &[char], depth: usize) -> usize {
        match (rest[0], rest.get(1)) {
            ('*', Some('/')) if depth == 1 => self.enter(State::Code, 2),
            ('*', Some('/')) => self.enter(State::BlockComment(depth - 1), 2),
            ('/', Some('*')) => self.enter(State::BlockComment(depth + 1), 2),
            _ => 1,
        }
    }

    fn text(&mut self, rest: &[char], hashes: Option<usize>) -> usize {
        let closing = hashes.unwrap_or(0);
        match rest[0] {
            '\\' if hashes.is_none() && rest.get(1).is_some_and(|c| *c != '\n') => 2,
            '"' if rest.len() > closing && rest[1..=closing].iter().all(|c| *c == '#') => {
                self.enter(State::Code, 1 + closing)
            }
            c => {
                self.keep(c, false);
                1
            }
        }
    }

    fn enter(&mut self, state: State, length: usize) -> usize {
        self.state = state;
        length
    }

    fn keep(&mut self, c: char, code: bool) {
        if let Some(line) = self.lines.last_mut() {
            line.words.push(c);
            if code {
                line.code.push(c);
            }
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Marks what stands under `#[cfg(test)]` or `#[test]`, to the end of its braces.
fn mark_tests(lines: &mut [Line]) {
    let mut depth = 0usize;
    // The depth at which a test began, and whether its braces have opened.
    let mut test: Option<(usize, bool)> = None;
    for line in lines {
        if test.is_none() && ["#[cfg(test)]", "#[test]"].iter().any(|attribute| line.code.contains(attribute)) {
            test = Some((depth, false));
        }
        line.test = test.is_some();
        for c in line.code.chars() {
            match c {
                '{' => {
                    depth += 1;
                    test = test.map(|(start, _)| (start, true));
                }
                '}' => {
                    depth = depth.saturating_sub(1);
                    test = test.filter(|(start, opened)| !opened || depth > *start);
                }
                // `mod tests;` and `use …;` have no braces of their own.
                ';' => test = test.filter(|(start, opened)| *opened || depth > *start),
                _ => {}
            }
        }
    }
}

/// Name, first line and number of lines of every function with a body.
pub fn functions(lines: &[Line]) -> Vec<(String, usize, usize)> {
    let mut found = vec![];
    let (mut depth, mut parens) = (0usize, 0usize);
    let mut open: Vec<(String, usize, usize)> = vec![];
    let mut pending: Option<(String, usize)> = None;
    for (index, line) in lines.iter().enumerate() {
        let mut names = function_names(&line.code).into_iter().peekable();
        for (at, c) in line.code.char_indices() {
            if names.peek().is_some_and(|(start, _)| *start == at) {
                pending = names.next().map(|(_, name)| (name, index + 1));
            }
            match c {
                '(' | '[' => parens += 1,
                ')' | ']' => parens = parens.saturating_sub(1),
                ';' if parens == 0 => pending = None,
                '{' => {
                    open.extend(pending.take().map(|(name, start)| (name, start, depth)));
                    depth += 1;
                }
                '}' => {
                    depth = depth.saturating_sub(1);
                    if open.last().is_some_and(|function| function.2 == depth) {
                        found.extend(open.pop().map(|(name, start, _)| (name, start, index + 2 - start)));
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// Where `fn name` stands in a line of code.
fn function_names(code: &str) -> Vec<(usize, String)> {
    let starts = code.match_indices("fn ").filter(|(at, _)| !code[..*at].chars().next_back().is_some_and(is_name));
    starts
        .map(|(at, _)| (at, code[at + 3..].chars().take_while(|c| is_name(*c)).collect::<String>()))
        .filter(|(_, name)| !name.is_empty())
        .collect()
}
