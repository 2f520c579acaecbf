//! Lines whose kind the page's own markup or the archive says: that goes before what they look like.

use crate::Preset;
use crate::draft::Draft;
use crate::html::article::PartKind;
use crate::model::{BlockKind, DateAt};
use crate::why::Why;

/// Marks the lines that are known; the index of the headline, if it is among them.
pub(crate) fn apply(drafts: &mut [Draft<'_>], preset: &Preset) -> Option<usize> {
    let mut title = None;
    let mut parts = preset.parts.iter().peekable();
    for (n, draft) in drafts.iter_mut().enumerate() {
        while parts.next_if(|part| part.span.end() <= draft.span.start()).is_some() {}
        let Some(part) = parts.peek().filter(|part| part.span.start() < draft.span.end()) else { continue };
        match part.kind {
            PartKind::Title if title.is_none() => {
                draft.why = None;
                draft.kind = Some(BlockKind::Headline);
                title = Some(n);
            }
            PartKind::Author => draft.leave_out(Why::Byline),
            PartKind::Date => {
                draft.leave_out(Why::Byline);
                let at = |(year, month, day)| DateAt { year: Some(year), month, day, span: draft.span };
                draft.date = preset.published.map(at).or(draft.date);
            }
            PartKind::Caption => draft.leave_out(Why::Caption),
            PartKind::Title | PartKind::Heading | PartKind::Paragraph | PartKind::Item => {}
        }
    }
    title
}
