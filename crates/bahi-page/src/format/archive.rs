//! What the archives have in common: a stream taken whole.

use super::source::{Source, all};
use super::unit::damage;
use super::{About, Fault, Form, Options, Piece, Pieces, Unit};

/// A stream that is one page.
pub(super) fn whole(mut source: Box<dyn Source>, path: &str, form: Form, options: &Options) -> Pieces {
    let most = if form == Form::Html { options.limits.page.bytes } else { options.limits.text };
    let (bytes, whole, gaps) = all(source.as_mut(), most);
    let mut warnings = Vec::new();
    if !whole && form == Form::Text {
        let mib = most >> 20;
        return Box::new(std::iter::once(Piece::Bad(Fault {
            path: path.to_owned(),
            why: format!("larger than {mib} MiB, no news report is"),
            remedy: "split it into one file per report".to_owned(),
        })));
    }
    if !whole {
        warnings.push(format!("the page was read up to {} MiB; it is longer", most >> 20));
    }
    let about = About { form, warnings, ..About::default() };
    let path = path.to_owned();
    let unit = (gaps.is_empty() || !bytes.is_empty()).then(|| Piece::Unit(Unit { path: path.clone(), bytes, about }));
    Box::new(unit.into_iter().chain(gaps.into_iter().map(move |gap| damage(&path, &gap))))
}

/// All bytes of a stream up to the bound of one unit, and a word on what is missing.
pub(super) fn bounded(source: &mut dyn Source, options: &Options) -> (Vec<u8>, Vec<String>) {
    let (bytes, whole, gaps) = all(source, options.limits.unit);
    let mut warnings: Vec<String> = gaps.into_iter().map(|gap| gap.why).collect();
    if !whole {
        warnings.push(format!("read up to {} MiB; it is longer", options.limits.unit >> 20));
    }
    (bytes, warnings)
}
