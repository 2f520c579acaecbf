//! The shape of `furniture.toml` and `months.toml`.

use serde::Deserialize;

use crate::why::Why;

/// `knowledge/lang/hi/words/furniture.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureTable {
    /// Where the words come from.
    pub source: String,
    /// Lines known by their words.
    pub rule: Vec<RuleRow>,
    /// Captions of pictures.
    pub caption: CaptionRow,
    /// Who wrote the page, and when.
    pub byline: BylineRow,
    /// Heads of releases.
    pub letterhead: LetterheadRow,
    /// Trails such as 'Home » World'.
    pub breadcrumb: BreadcrumbRow,
    /// Datelines.
    pub dateline: DatelineRow,
    /// What pages ask of their readers.
    pub reader: ReaderRow,
    /// Marks of prose.
    pub prose: ProseRow,
    /// Names that sites give their elements.
    pub markup: MarkupRow,
    /// Agencies and their marks.
    pub agency: Vec<NameRow>,
    /// Issuers of releases.
    pub outlet: Vec<NameRow>,
    /// Seats of embassies.
    pub seat: Vec<NameRow>,
}

/// One kind of furniture and the words it is known by.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleRow {
    /// The reason that goes into the ledger.
    pub why: Why,
    /// What follows a line that is wholly one of the forms.
    #[serde(default)]
    pub follow: Option<Follow>,
    /// Forms that are the whole line.
    #[serde(default)]
    pub whole: Vec<String>,
    /// Forms at the line's start.
    #[serde(default)]
    pub starts: Vec<String>,
    /// Forms at the line's end.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Forms anywhere in the line.
    #[serde(default)]
    pub contains: Vec<String>,
    /// Whether a form at the start counts only before a colon, dash or bar.
    #[serde(default)]
    pub require_colon: bool,
    /// Whether the rule holds only after a paragraph of the report.
    #[serde(default)]
    pub after_text: bool,
    /// Whether what stands beside the form is the outlet.
    #[serde(default)]
    pub names_outlet: bool,
    /// Whether the line must carry a telephone number.
    #[serde(default)]
    pub needs_phone: bool,
    /// Longest line the rule may take.
    #[serde(default = "default_max_chars")]
    pub max_chars: usize,
}

fn default_max_chars() -> usize {
    160
}

/// What stands below a heading that is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Follow {
    /// Bare headlines, until a paragraph comes.
    List,
    /// Other stories, to the end of the page.
    Page,
}

/// Words of captions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptionRow {
    /// The words.
    pub words: Vec<String>,
    /// Longest caption.
    pub max_chars: usize,
}

/// Words of author and date lines.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BylineRow {
    /// Words that stand beside a date.
    pub markers: Vec<String>,
    /// Words such a line begins with.
    pub starts: Vec<String>,
    /// Words such a line ends with.
    pub ends: Vec<String>,
    /// Words by which a date is that of a change.
    pub changed: Vec<String>,
    /// Most words beside date and markers.
    pub max_words: usize,
    /// The word 'desk'.
    pub desk: Vec<String>,
    /// Names of desks that do not name the outlet.
    pub departments: Vec<String>,
}

/// Words of letterheads.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterheadRow {
    /// Last words of an issuer's name.
    pub issuers: Vec<String>,
    /// First words of an issuer's name.
    pub issuer_starts: Vec<String>,
    /// Kinds of paper.
    pub papers: Vec<String>,
    /// Most words of such a line.
    pub max_words: usize,
}

/// Words of trails.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreadcrumbRow {
    /// What a trail begins with.
    pub roots: Vec<String>,
    /// Longest trail.
    pub max_chars: usize,
}

/// Words of datelines.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatelineRow {
    /// Marks that name no agency.
    pub marks: Vec<String>,
    /// Words that no place name holds.
    pub not_place: Vec<String>,
    /// Words after a date that make it part of the sentence.
    pub after_date: Vec<String>,
}

/// What pages ask of their readers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReaderRow {
    /// Last words of such lines.
    pub ends: Vec<String>,
    /// Most words of such lines.
    pub max_words: usize,
}

/// Words of prose.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProseRow {
    /// Last words of finite sentences.
    pub closing: Vec<String>,
}

/// Words in the names (class, id) that sites give their elements: each says what stands within.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkupRow {
    /// The text of the article.
    pub body: Vec<String>,
    /// What a page carries beside it.
    pub furniture: Vec<String>,
    /// Who wrote it.
    pub author: Vec<String>,
    /// When.
    pub date: Vec<String>,
    /// Captions of pictures.
    pub caption: Vec<String>,
    /// What readers wrote.
    pub comments: Vec<String>,
    /// The headline.
    pub title: Vec<String>,
    /// Whole names of elements that are not shown.
    pub hidden: Vec<String>,
    /// Beginnings of names that say how a page is filed or laid out.
    pub filing: Vec<String>,
}

/// A name and the forms it is written in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameRow {
    /// Usual English name.
    pub name: String,
    /// As pages write it.
    pub forms: Vec<String>,
}

/// `knowledge/lang/hi/words/months.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthTable {
    /// Where the words come from.
    pub source: String,
    /// The months.
    pub month: Vec<NumberRow>,
    /// Day numbers in words.
    pub day: Vec<NumberRow>,
    /// What may stand beside a date.
    pub beside: BesideRow,
}

/// A number and the words for it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRow {
    /// The number.
    pub number: u8,
    /// Its words.
    pub forms: Vec<String>,
    /// Short words, which count only beside a year.
    #[serde(default)]
    pub short: Vec<String>,
}

/// Words beside dates.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BesideRow {
    /// Days of the week.
    pub weekdays: Vec<String>,
    /// Words of the clock.
    pub clock: Vec<String>,
    /// Time zones.
    pub zones: Vec<String>,
    /// English ordinal endings.
    pub ordinals: Vec<String>,
}
