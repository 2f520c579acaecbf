//! The real vocabulary, for tests.

use bahi_page::Lexicon;

/// The lexicon from the repository's own tables.
pub fn lexicon() -> Lexicon {
    let furniture = include_str!("../../../../knowledge/lang/hi/words/furniture.toml");
    let months = include_str!("../../../../knowledge/lang/hi/words/months.toml");
    Lexicon::new(toml::from_str(furniture).expect("furniture.toml"), toml::from_str(months).expect("months.toml"))
}
