//! What the names that sites give their elements say of what stands within.

use rustc_hash::FxHashMap;

use super::dom::{Dom, Id, Kind, Space, Tag};
use crate::tables::MarkupRow;

/// What an element is, by its name, its class, its id or its role. Several may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks(u16);

impl Marks {
    /// The text of the article.
    pub const BODY: Self = Self(1);
    /// What a page carries beside its article.
    pub const FURNITURE: Self = Self(1 << 1);
    /// Who wrote it.
    pub const AUTHOR: Self = Self(1 << 2);
    /// When.
    pub const DATE: Self = Self(1 << 3);
    /// The caption of a picture.
    pub const CAPTION: Self = Self(1 << 4);
    /// What readers wrote.
    pub const COMMENTS: Self = Self(1 << 5);
    /// Not shown, or not at once.
    pub const HIDDEN: Self = Self(1 << 6);
    /// The headline.
    pub const TITLE: Self = Self(1 << 7);

    /// The text of the article, by the data of the markup.
    pub const SURE: Self = Self(1 << 8);

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// The longest name that is looked at.
const LONGEST: usize = 64;

/// The vocabulary, by word: letters and digits alone, in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    words: FxHashMap<String, Marks>,
    longest: usize,
    /// Whole names of elements that are not shown.
    hidden: Vec<String>,
    /// Beginnings of names that say how a page is filed or laid out, and nothing of what stands within.
    filing: Vec<String>,
}

impl Vocabulary {
    pub fn new(row: &MarkupRow) -> Self {
        let mut vocabulary = Self::default();
        let lists = [
            (&row.body, Marks::BODY),
            (&row.furniture, Marks::FURNITURE),
            (&row.author, Marks::AUTHOR),
            (&row.date, Marks::DATE),
            (&row.caption, Marks::CAPTION),
            (&row.comments, Marks::COMMENTS),
            (&row.title, Marks::TITLE),
        ];
        for (list, mark) in lists {
            for word in list {
                let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
                vocabulary.longest = vocabulary.longest.max(word.len());
                let marks = vocabulary.words.entry(word.to_ascii_lowercase()).or_default();
                *marks = marks.with(mark);
            }
        }
        vocabulary.filing.clone_from(&row.filing);
        vocabulary.hidden.clone_from(&row.hidden);
        vocabulary
    }

    fn of_word(&self, word: &str) -> Marks {
        if word.len() < 2 || word.len() > self.longest {
            return Marks::default();
        }
        self.words.get(word).copied().unwrap_or_default()
    }

    /// What the names in a class or id attribute say: each by its words, by pairs of them, and as a whole.
    pub fn of_names(&self, names: &str) -> Marks {
        let mut marks = Marks::default();
        for name in names.split_ascii_whitespace().filter(|n| n.len() <= LONGEST) {
            if self.filing.iter().any(|f| name.starts_with(f.as_str())) {
                continue;
            }
            if self.hidden.iter().any(|h| name == h) {
                marks = marks.with(Marks::HIDDEN);
                continue;
            }
            let mut joined = [0u8; LONGEST];
            let mut starts = [0usize; LONGEST];
            let (mut len, mut words, mut last) = (0, 0, b'-');
            for &b in name.as_bytes() {
                let letter = b.is_ascii_alphanumeric();
                let begins =
                    letter && (!last.is_ascii_alphanumeric() || (b.is_ascii_uppercase() && last.is_ascii_lowercase()));
                if begins {
                    starts[words] = len;
                    words += 1;
                }
                if letter {
                    joined[len] = b.to_ascii_lowercase();
                    len += 1;
                }
                last = b;
            }
            let Ok(joined) = std::str::from_utf8(&joined[..len]) else { continue };
            let end = |n: usize| if n < words { starts[n] } else { len };
            for n in 0..words {
                marks = marks.with(self.of_word(&joined[starts[n]..end(n + 1)]));
                if n + 1 < words {
                    marks = marks.with(self.of_word(&joined[starts[n]..end(n + 2)]));
                }
            }
            if words > 2 {
                marks = marks.with(self.of_word(joined));
            }
        }
        marks
    }

    /// What an element says of itself.
    pub fn of(&self, dom: &Dom<'_>, id: Id) -> Marks {
        let Kind::Element { tag, space: Space::Html, .. } = dom.node(id).kind else { return Marks::default() };
        // The names of the outermost elements tell of the page's plan.
        if matches!(tag, Tag::Html | Tag::Body) {
            return Marks::default();
        }
        let mut marks = of_tag(tag);
        for attr in dom.attrs(id) {
            let name = dom.slice(attr.name);
            let value = dom.slice(attr.value);
            marks = marks.with(match name.len() {
                5 if name.eq_ignore_ascii_case("class") => self.of_names(value),
                2 if name.eq_ignore_ascii_case("id") => self.of_names(value),
                15 if name.eq_ignore_ascii_case("aria-labelledby") => self.of_names(value),
                8 if name.eq_ignore_ascii_case("itemprop") => of_property(value),
                4 if name.eq_ignore_ascii_case("role") => of_role(value),
                6 if name.eq_ignore_ascii_case("hidden") => Marks::HIDDEN,
                5 if name.eq_ignore_ascii_case("style") && hides(value) => Marks::HIDDEN,
                11 if name.eq_ignore_ascii_case("aria-hidden") && value == "true" => Marks::HIDDEN,
                _ => Marks::default(),
            });
        }
        if matches!(tag, Tag::Article | Tag::Main) { marks.without(BESIDE) } else { marks }
    }
}

/// What counts against being the article.
pub(crate) const BESIDE: Marks = Marks::FURNITURE.or(Marks::COMMENTS).or(Marks::HIDDEN).or(Marks::CAPTION);

fn of_tag(tag: Tag) -> Marks {
    match tag {
        Tag::Nav | Tag::Aside | Tag::Footer | Tag::Menu | Tag::Dialog => Marks::FURNITURE,
        Tag::Figcaption | Tag::Figure => Marks::CAPTION,
        _ => Marks::default(),
    }
}

/// The properties of schema.org that say where the article is.
fn of_property(value: &str) -> Marks {
    value.split_ascii_whitespace().fold(Marks::default(), |marks, property| {
        marks.with(match property {
            "articleBody" | "reviewBody" => Marks::BODY.or(Marks::SURE),
            "author" => Marks::AUTHOR,
            "datePublished" | "dateModified" => Marks::DATE,
            "headline" => Marks::TITLE,
            "caption" => Marks::CAPTION,
            "comment" => Marks::COMMENTS,
            _ => Marks::default(),
        })
    })
}

fn of_role(value: &str) -> Marks {
    match value {
        "navigation" | "complementary" | "contentinfo" | "search" | "banner" | "dialog" | "alertdialog" | "menu"
        | "toolbar" => Marks::FURNITURE,
        _ => Marks::default(),
    }
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
