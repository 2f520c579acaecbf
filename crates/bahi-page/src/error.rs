//! Why bytes could not be read as a page.

use thiserror::Error;

/// The largest page that is read, in bytes.
pub const LARGEST_PAGE: usize = 64 * 1024 * 1024;

/// Why bytes could not be read as a page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PageError {
    /// Nothing but white space.
    #[error("the file is empty; there is no report to read")]
    Empty,
    /// Not text at all: an image, a PDF, an archive.
    #[error("the file is not text (byte {offset} cannot stand in text); save the report as plain text and read that")]
    Binary {
        /// First byte that cannot stand in text.
        offset: usize,
    },
    /// Text, but in an encoding that cannot be told for certain.
    #[error(
        "the file is not UTF-8 (first bad byte at offset {offset}); if it was typed in an old Hindi font such as Kruti Dev, or in ISCII, \
         convert it to Unicode first (e.g. `iconv -f <encoding> -t UTF-8`, or a Kruti Dev converter)"
    )]
    Encoding {
        /// First byte that is not UTF-8.
        offset: usize,
    },
    /// Hindi in a font that draws Devanagari over Latin letters.
    #[error(
        "the text is Hindi typed in an old font ({font}) and not in Unicode; put it through a Kruti Dev to Unicode converter \
         first, and check a sentence of what it gives"
    )]
    LegacyFont {
        /// The font, as the page names it.
        font: String,
    },
    /// The Indian standard code of the time before Unicode.
    #[error("the text is in ISCII; convert it to Unicode first (e.g. `uconv -f ISCII,version=0 -t UTF-8`)")]
    Iscii,
    /// More than is read at once.
    #[error("the file has {size} bytes, more than the {limit} that are read; split it into one file per report")]
    TooLarge {
        /// Size of the file.
        size: usize,
        /// The most that is read.
        limit: usize,
    },
}
