//! The reasons for which a line is left out.

use serde::Deserialize;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Why a line is left out of the report.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
        pub enum Why { $($(#[$doc])* #[serde(rename = $text)] $name,)* }
        impl Why {
            /// The reason as it stands in the ledger.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

reasons! {
    /// An advertisement.
    #[default]
    Advert = "advert",
    /// A note on how long reading takes.
    ReadTime = "read-time",
    /// Share and follow lines.
    Share = "share",
    /// Apps, channels, services.
    Promotion = "promotion",
    /// Appeals for money.
    Donation = "donation",
    /// A pointer to another story.
    AlsoRead = "also-read",
    /// A list of other stories.
    RelatedHeadlines = "related-headlines",
    /// Videos and their titles.
    Video = "video",
    /// Comment forms.
    Comments = "comments",
    /// Tags and topics.
    Tags = "tags",
    /// Menus and sections.
    Menu = "menu",
    /// Trails such as 'Home » World'.
    Breadcrumb = "breadcrumb",
    /// Author and date.
    Byline = "byline",
    /// A picture's caption.
    Caption = "caption",
    /// Who supplied the copy.
    Credit = "credit",
    /// The banner over a release.
    Letterhead = "letterhead",
    /// Rights, notices, counters.
    Footer = "footer",
    /// Embedded posts' remains.
    Embed = "embed",
    /// Says again what stands elsewhere in the report.
    Repeat = "repeat",
    /// A bare line in another language.
    OtherLanguage = "other-language",
    /// A bare line after the report's end.
    Trailing = "trailing",
    /// No words at all.
    Rule = "rule",
    /// Longer than is read.
    TooLong = "too long",
}
