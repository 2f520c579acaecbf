//! What a site asks of programs, by RFC 9309.

use std::time::Duration;

/// As robots.txt names this program.
const TOKEN: &str = "bahi";
/// Longer files are read up to here.
const LONGEST: usize = 512 * 1024;
/// A site that asks for longer pauses is asked no faster than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// The rules of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots {
    /// Whether the path may be fetched, and its pattern.
    rules: Vec<(bool, String)>,
    /// The pause it asks for between two requests.
    pub pause: Option<Duration>,
}

impl Robots {
    /// Rules that forbid everything: what holds while a site's own cannot be had.
    pub fn closed() -> Self {
        Self { rules: vec![(false, "/".to_owned())], pause: None }
    }

    /// Reads a robots.txt: the rules for this program, else those for all.
    pub fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
        let (mut own, mut all) = (None, Self::default());
        let (mut agents, mut in_rules): (Vec<String>, bool) = (Vec::new(), false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("").trim_start_matches('\u{feff}');
            let Some((name, value)) = line.split_once(':') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            if name == "user-agent" {
                if std::mem::take(&mut in_rules) {
                    agents.clear();
                }
                agents.push(value.to_ascii_lowercase());
                if agents.last().is_some_and(|agent| agent == TOKEN) {
                    own.get_or_insert_with(Self::default);
                }
                continue;
            }
            in_rules = true;
            let mut add = |robots: &mut Self| robots.add(&name, value);
            if agents.iter().any(|agent| agent == TOKEN) {
                own.as_mut().map(&mut add);
            }
            if agents.iter().any(|agent| agent == "*") {
                add(&mut all);
            }
        }
        own.unwrap_or(all)
    }

    fn add(&mut self, name: &str, value: &str) {
        match name {
            "allow" | "disallow" if !value.is_empty() => self.rules.push((name == "allow", value.to_owned())),
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|s| s.is_finite() && *s >= 0.0);
                self.pause = seconds.map(|s| Duration::from_secs_f64(s.min(LONGEST_PAUSE.as_secs_f64())));
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be fetched: the longest rule says so, and of two alike the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        let hits = self.rules.iter().filter(|(_, pattern)| matches(pattern.as_bytes(), path.as_bytes()));
        hits.max_by_key(|(allow, pattern)| (pattern.len(), *allow)).is_none_or(|(allow, _)| *allow)
    }
}

/// Whether a path begins as the pattern says; `*` stands for anything, `$` for the end.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, whole) = match pattern.split_last() {
        Some((b'$', rest)) => (rest, true),
        _ => (pattern, false),
    };
    // The places up to which the pattern so far may reach; parts between stars are found as early as they can be.
    let mut parts = pattern.split(|b| *b == b'*');
    let first = parts.next().unwrap_or_default();
    if !path.starts_with(first) {
        return false;
    }
    let (mut at, mut last) = (first.len(), None);
    for part in parts {
        let Some(found) = find(&path[at..], part) else { return false };
        at += found + part.len();
        last = Some(part);
    }
    match (whole, last) {
        (false, _) => true,
        (true, None) => at == path.len(),
        (true, Some(part)) => path[at - part.len()..].ends_with(part),
    }
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    if what.is_empty() { Some(0) } else { within.windows(what.len()).position(|w| w == what) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_for_this_program_go_before_those_for_all() {
        let text = b"\xEF\xBB\xBFUser-agent: *\nDisallow: /\n\nUser-Agent: other\nUser-agent: Bahi # us\nCrawl-delay: 2\nDisallow: /private\nAllow: /private/open\n";
        let robots = Robots::parse(text);
        assert_eq!(robots.pause, Some(Duration::from_secs(2)));
        assert!(robots.allows("/a") && !robots.allows("/private/x") && robots.allows("/private/open/x"));
        assert!(!Robots::parse(b"User-agent: *\nDisallow: /\n").allows("/a"));
        assert!(Robots::parse(b"User-agent: *\nDisallow:\n").allows("/a"));
        assert!(Robots::parse(b"User-agent: other\nDisallow: /\n").allows("/a"));
        assert!(Robots::parse(b"").allows("/a") && !Robots::closed().allows("/a"));
    }

    #[test]
    fn patterns_match_as_the_rfc_says() {
        for (pattern, path, hit) in [
            ("/fish", "/fish.html", true),
            ("/fish", "/Fish", false),
            ("/*.php$", "/a/b.php", true),
            ("/*.php$", "/a.php?x", false),
            ("/*.php$", "/a.php.php", true),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("*/b*c", "/a/b/x/c/d", true),
            ("/*", "/", true),
        ] {
            assert_eq!(matches(pattern.as_bytes(), path.as_bytes()), hit, "{pattern} {path}");
        }
        let many = format!("/{}", "*a".repeat(2000));
        assert!(!matches(many.as_bytes(), &[b'/', b'b'].repeat(5000)));
    }
}
