//! What a new entry looks like before it is filled: every key with what belongs there.
//!
//! Keys that must be filled are empty strings, of which `bahi check` tells; the others are comments.

/// `world/countries/`.
pub const COUNTRY: &str = r#"id = "{ID}"                     # ISO 3166-1 alpha-2
name = ""                     # usual English name
kind = "country"              # country | territory
# alpha3 = ""                 # ISO 3166-1 alpha-3
# capital = ""                # id of a place; cargo xtask new place
# wikidata = "Q"              # only where certain
source = "ISO 3166-1"
"#;

/// `lang/hi/names/countries/`.
pub const COUNTRY_NAMES: &str = r"[{ID}]
official = []                 # the full name
short = []                    # the usual one
demonym = []                  # the adjective, and its people
";

/// The head of a file of people.
pub const PEOPLE: &str = "country = \"{COUNTRY}\"\n";

/// A person in `world/people/`.
pub const PERSON: &str = r#"
[[person]]
id = "{ID}"
name = ""                     # usual English form
# sex = "m"                   # m | f; left out where not certain
# wikidata = "Q"              # only where certain
source = "public record"      # where the facts stand
[[person.office]]
office = ""                   # English title in kebab-case, as lang/hi/words/offices.toml gives it: foreign-minister
# of = "{COUNTRY}"                 # country or body; the country of this file where left out
# from = "2025-10"            # as exact as known for certain
# to = ""                     # left out while in office
"#;

/// A person in `lang/hi/names/people/`.
pub const PERSON_NAMES: &str = r"
[{ID}]
official = []                 # full names, in every spelling of the press
short = []                    # the part that means this person alone; never a surname that many share
";

/// The head of a file of places.
pub const PLACES: &str = "country = \"{COUNTRY}\"\nsource = \"GeoNames\"\n";

/// A place in `world/places/`.
pub const PLACE: &str = r#"
[[place]]
id = "{ID}"
name = ""                     # usual English name
kind = "city"                 # city | venue | airport | region | sea | site
# within = ""                 # id of the place this one lies in
"#;

/// A place, body or system in `lang/hi/names/`.
pub const NAMES: &str = r"
[{ID}]
official = []                 # full names, and the usual one
# variant = []                # other spellings of the press
# ambiguous = []              # names that are common words too
";

/// `world/bodies/`.
pub const BODY: &str = r#"id = "{ID}"
name = ""                     # usual English name
kind = "body"                 # body | forum | commission | dialogue | party | agency | company | media | force
# members = []                # ISO codes of the members; { id = "IN", from = "2017-06" } where the date is certain
# parties = []                # of a forum of two or three: its states
# meeting = "summit"          # what its own meeting is: session | summit
# country = "IN"              # of an agency, force, company, medium or party
source = ""                   # where the facts stand
"#;

/// The head of a file of systems.
pub const SYSTEMS: &str = "maker = \"{COUNTRY}\"\n";

/// A system in `world/systems/`.
pub const SYSTEM: &str = r#"
[[system]]
id = "{ID}"
name = ""                     # designation
kind = ""                     # as others of its sort have it: missile, tank, fighter aircraft
# unit = ""                   # what it is usually counted in
source = "usual designation"  # where the designation stands
"#;

/// `lang/hi/frames/`.
pub const EVENT: &str = r#"about = ""                    # what happens in such an event, and what is left to others
record = "engagement"         # engagement | statement | agreement | delivery
kind = "{ID}"

[[rule]]
name = "plain"                # unique in this file
why = ""                      # why these words mean the event
noun = []                     # "<class>" of lang/hi/words/classes/, or words; empty for a verb on its own
verb = []                     # ids of lang/hi/words/verbs.toml
roles = { agent = ["ne"], partner = ["se"] }   # role = cases of lang/hi/words/postpositions.toml
# needs = ["partner"]         # roles without which there is no event
examples = []                 # three or more, with <agent>…</agent> around the roles
silent = []                   # three or more that look alike and are none
"#;

/// `lang/*/language.toml`.
pub const LANGUAGE: &str = r#"id = "{ID}"                     # BCP 47
name = ""                     # English name of the language
script = ""                   # English name of the script, which must be one of crates/bahi-text/src/script/
# prepositions = true         # where case markers stand before their phrase and the verb between subject and object
# capitals = true             # where names are told from words by a capital
# world_names = true          # where the press calls things as the files of world/ do; names/ then holds what differs
"#;

/// `lang/*/words/postpositions.toml`.
pub const CASES: &str = r#"# Case markers under the ids that rules and readers use; docs/design/0001-frames.md lists those with a meaning of their own.
[[case]]
id = "ne"                     # the subject
forms = []
[[case]]
id = "saath"                  # with
forms = []
[[case]]
id = "gen"                    # of; `ko` to, `se` from, `beech` between, `mein` in, `par` on, `baad` after, `dauraan` during,
forms = []                    # `tak` until, `liye` for, `anusaar` according to
# after = true                # in a language of prepositions: this one follows its phrase
"#;

/// `lang/*/words/verbs.toml`.
pub const VERBS: &str = r#"# Verbs by id, which rules name. `irregular` leaves the paradigm out; readers know `hai` (be), `ja` (go), `sak` (can), `kar` (do).
[paradigm.consonant]          # form = [endings]: perfective, imperfective, infinitive, oblique, future, subjunctive, conjunctive
[paradigm.vowel]

[[verb]]
id = "meet"
stem = ""
# irregular = true
# forms = { perfective = [], conjunctive = [], stem = [] }
"#;

/// `lang/*/frames/meeting.toml`.
pub const FRAMES: &str = r#"about = "Meetings face to face."
record = "engagement"         # what a match becomes; every key is told of in docs/design/0001-frames.md
kind = "meeting"

[[rule]]
name = "met"
why = ""                      # one sentence: why these words mean this event
verb = ["meet"]
roles = { agent = ["ne"], partner = ["saath"] }
needs = ["partner"]
examples = []                 # at least three that it must read, with <agent>…</agent> around the words of a role
silent = []                   # at least three that it must leave alone
"#;
