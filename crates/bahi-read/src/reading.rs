//! What the reader gives: records of one report, each value with the spans it was read from.

use crate::calendar::Edtf;
use bahi_text::{Published, Span};

/// Spans of the report's text that a value was read from.
pub type Spans = Vec<Span<Published>>;

/// What an actor of the report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A person, named.
    Person,
    /// An office-holder the report does not name.
    Office,
    /// A country.
    Country,
    /// A body, forum, agency or party.
    Body,
    /// A ministry or department.
    Ministry,
    /// A place.
    Place,
    /// A system or goods.
    System,
    /// Anything else that speaks or signs.
    Other,
}

/// An office as the report gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeSaid {
    /// Plain English title.
    pub title: String,
    /// Country code or body id.
    pub of: Option<String>,
    /// Where it was read.
    pub span: Span<Published>,
    /// Whether the report names the country itself, and context did not supply it.
    pub of_said: bool,
}

/// An actor of one report.
#[derive(Debug, Clone)]
pub struct LocalActor {
    /// What it is.
    pub kind: ActorKind,
    /// World id of one that knowledge has.
    pub known: Option<String>,
    /// English name.
    pub en: Option<String>,
    /// Fullest Hindi form met.
    pub hi: Option<String>,
    /// Names met, with where.
    pub spellings: Vec<(String, Span<Published>)>,
    /// Offices the report gives.
    pub offices: Vec<OfficeSaid>,
    /// Country code.
    pub country: Option<String>,
    /// Country code, where the report itself gives the country beside the name.
    pub country_said: Option<String>,
    /// Names that blend two people, as slips do.
    pub slips: Vec<(String, Span<Published>)>,
}

/// A party to a record.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyDraft {
    /// Index into [`Reading::actors`].
    pub actor: usize,
    /// Where the party was read.
    pub spans: Spans,
    /// Rule that filled the role.
    pub rule: String,
}

/// When something happened.
#[derive(Debug, Clone, PartialEq)]
pub struct WhenDraft {
    /// The date, if it can be resolved.
    pub edtf: Option<Edtf>,
    /// `stated|weekday|relative|published`.
    pub basis: &'static str,
    /// The words.
    pub span: Span<Published>,
}

/// The forum of an engagement.
#[derive(Debug, Clone, PartialEq)]
pub struct ForumDraft {
    /// Index into [`Reading::actors`].
    pub actor: usize,
    /// English name of this forum.
    pub name: String,
    /// `sidelines|during|occasion|session|after|before`.
    pub relation: &'static str,
    /// Session number with its span.
    pub session: Option<(u32, Span<Published>)>,
    /// Where it was read.
    pub span: Span<Published>,
}

/// Where something happened.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceDraft {
    /// Index into [`Reading::actors`].
    pub actor: usize,
    /// Where it was read.
    pub span: Span<Published>,
    /// Whether the place was told for this event, not taken over from the dateline.
    pub stated: bool,
}

/// Whether something took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It did.
    Held,
    /// It is to.
    Planned,
    /// It was to and did not.
    Cancelled,
    /// The report says that it did not or will not.
    Denied,
}

impl Status {
    /// The word of the ledger contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
            Self::Denied => "denied",
        }
    }
}

/// An engagement as one report tells it.
#[derive(Debug, Clone)]
pub struct EngagementDraft {
    /// Kind of the ledger contract.
    pub kind: String,
    /// Whether it took place.
    pub status: Status,
    /// Whether it is only recalled.
    pub background: bool,
    /// What sets it apart from other meetings of the same people: `reception`, `dinner`.
    pub occasion: Option<String>,
    /// Who.
    pub parties: Vec<PartyDraft>,
    /// When.
    pub when: Option<WhenDraft>,
    /// Where.
    pub place: Option<PlaceDraft>,
    /// Forum.
    pub forum: Option<ForumDraft>,
    /// Topics.
    pub topics: Vec<(String, Span<Published>)>,
    /// The words that told of it, with the rule that read them.
    pub triggers: Vec<(Span<Published>, String)>,
    /// Sentence it was first told in.
    pub sentence: usize,
    /// Whether only the headline has told of it so far.
    pub in_headline: bool,
    /// Other values of single-valued fields, kept as conflicts inside the report: field, value, span.
    pub also: Vec<(&'static str, String, Span<Published>)>,
}

/// A statement as one report carries it.
#[derive(Debug, Clone)]
pub struct StatementDraft {
    /// Who spoke.
    pub speaker: PartyDraft,
    /// To whom.
    pub addressee: Option<PartyDraft>,
    /// About whom.
    pub target: Option<PartyDraft>,
    /// Kind of the ledger contract.
    pub kind: String,
    /// Whether the words are quoted.
    pub direct_quote: bool,
    /// Channel.
    pub via: Option<&'static str>,
    /// The words.
    pub text: Span<Published>,
    /// The verb.
    pub trigger: Span<Published>,
    /// Index of the engagement it was made at.
    pub engagement: Option<usize>,
    /// Chain of attribution.
    pub attributed_to: Vec<PartyDraft>,
    /// Rule.
    pub rule: String,
}

/// An amount of money with its span.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyDraft {
    /// Amount.
    pub amount: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// Where it was read.
    pub span: Span<Published>,
}

/// An agreement as one report tells it.
#[derive(Debug, Clone)]
pub struct AgreementDraft {
    /// Signatories.
    pub parties: Vec<PartyDraft>,
    /// Country codes.
    pub countries: Vec<String>,
    /// What it is called, in the report's words.
    pub instrument: Span<Published>,
    /// How many instruments, where the report counts them.
    pub count: Option<(u64, Span<Published>)>,
    /// Status of the ledger contract.
    pub status: &'static str,
    /// Value.
    pub value: Option<MoneyDraft>,
    /// The words that told of it.
    pub trigger: Span<Published>,
    /// Index of the engagement it was made at.
    pub engagement: Option<usize>,
    /// Rule.
    pub rule: String,
}

/// A number with its span.
pub type Counted = (u64, Span<Published>);

/// A delivery as one report tells it.
#[derive(Debug, Clone)]
pub struct DeliveryDraft {
    /// Index into [`Reading::actors`].
    pub item: usize,
    /// Where the item was read.
    pub item_spans: Spans,
    /// Supplier's country.
    pub supplier: Option<(String, Span<Published>)>,
    /// Recipient's country.
    pub recipient: Option<(String, Span<Published>)>,
    /// Unit counted in.
    pub unit: Option<String>,
    /// Ordered.
    pub ordered: Option<Counted>,
    /// Delivered.
    pub delivered: Option<Counted>,
    /// Pending.
    pub pending: Option<Counted>,
    /// `ordered|delivered|pending|delayed|discussed|cancelled`.
    pub status: &'static str,
    /// Why late.
    pub cause: Option<Span<Published>>,
    /// Value of the contract.
    pub value: Option<MoneyDraft>,
    /// When first or next goods come: words.
    pub due: Vec<(String, Span<Published>)>,
    /// Chain of attribution.
    pub attributed_to: Vec<PartyDraft>,
    /// Sentence spans it rests on, with the rule that read each.
    pub triggers: Vec<(Span<Published>, String)>,
    /// Whether it is one of several kinds of goods of one name, told apart by their unit.
    pub apart: bool,
}

/// On whose word some part of a report stands.
#[derive(Debug, Clone)]
pub struct Attribution {
    /// The words that stand on it.
    pub span: Span<Published>,
    /// Who tells it, and whom that one cites: the nearest to the reader first.
    pub chain: Vec<PartyDraft>,
}

/// A mention, as `bahi show mentions` prints it.
#[derive(Debug, Clone)]
pub struct MentionView {
    /// Where.
    pub span: Span<Published>,
    /// Kind of mention.
    pub kind: &'static str,
    /// World id.
    pub id: Option<String>,
    /// English name.
    pub name: Option<String>,
    /// Office title.
    pub office: Option<String>,
    /// Country or body of the office.
    pub of: Option<String>,
    /// `knowledge`, `memory`, `office pattern`, `tagger`, `office pattern and tagger`.
    pub found_by: &'static str,
    /// How sure the tagger is of it, from 0 to 1, where it sees it.
    pub sure: Option<f32>,
}

/// A rule that matched, with the words that filled its roles.
#[derive(Debug, Clone)]
pub struct MatchView {
    /// Rule id.
    pub rule: String,
    /// The evoking words.
    pub trigger: Span<Published>,
    /// Roles and their words.
    pub roles: Vec<(String, Span<Published>)>,
}

/// A number reported of something else than deliveries, kept for comparing reports: what, value, span.
pub type Figure = (String, String, Span<Published>);

/// Everything read from one report.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Actors.
    pub actors: Vec<LocalActor>,
    /// Engagements.
    pub engagements: Vec<EngagementDraft>,
    /// Statements.
    pub statements: Vec<StatementDraft>,
    /// Agreements.
    pub agreements: Vec<AgreementDraft>,
    /// Deliveries.
    pub deliveries: Vec<DeliveryDraft>,
    /// Other figures.
    pub figures: Vec<Figure>,
    /// Mentions.
    pub mentions: Vec<MentionView>,
    /// Rules that matched.
    pub matches: Vec<MatchView>,
    /// On whose word which part stands.
    pub attributions: Vec<Attribution>,
    /// Sentences that name parties and an event, and that no rule could make sense of.
    pub not_understood: Vec<Span<Published>>,
}
