//! The reader: from the text of one report to mentions, frames and cited records.
//!
//! It is given text and the date of publication, never a page. Reading cannot fail: what is not understood is left out
//! and said so in [`Reading::not_understood`].

pub mod adjunct;
pub mod agreement;
pub mod calendar;
pub mod clause;
mod country;
pub mod delivery;
pub mod discourse;
pub mod engage;
pub mod figures;
pub mod forum;
pub mod frame;
pub mod gapping;
mod groups;
mod hearsay;
mod ids;
pub mod input;
pub mod lay;
pub mod memory;
pub mod mention;
pub mod number;
pub mod person;
pub mod reader;
pub mod reading;
pub mod same;
pub mod scan;
pub mod sent;
pub mod sides;
pub mod statement;
pub mod status;
mod svo;
pub mod tagger;
pub mod time;
pub mod topic;
pub mod trace;
pub mod unknown;
mod utterance;
pub mod verb;
pub mod view;
pub mod visit;

pub use calendar::{Day, Edtf};
pub use input::{Part, PartKind, Report};
pub use reader::Reader;
pub use reading::Reading;
