//! The writing system of a letter by its block in Unicode, to tell languages apart that each have their own.

/// A writing system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Writing {
    /// Hindi, Marathi, Nepali, Sanskrit and others.
    Devanagari,
    /// English and most languages of Europe.
    Latin,
    /// Urdu, Arabic, Persian, Sindhi, Kashmiri.
    Arabic,
    /// Bengali, Assamese.
    Bengali,
    /// Punjabi.
    Gurmukhi,
    /// Gujarati.
    Gujarati,
    /// Odia.
    Odia,
    /// Tamil.
    Tamil,
    /// Telugu.
    Telugu,
    /// Kannada.
    Kannada,
    /// Malayalam.
    Malayalam,
    /// Russian and others.
    Cyrillic,
    /// Chinese, and Japanese in part.
    Han,
    /// Any other.
    Other,
}

impl Writing {
    /// The usual English name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Devanagari => "Devanagari",
            Self::Latin => "Latin",
            Self::Arabic => "Arabic",
            Self::Bengali => "Bengali",
            Self::Gurmukhi => "Gurmukhi",
            Self::Gujarati => "Gujarati",
            Self::Odia => "Odia",
            Self::Tamil => "Tamil",
            Self::Telugu => "Telugu",
            Self::Kannada => "Kannada",
            Self::Malayalam => "Malayalam",
            Self::Cyrillic => "Cyrillic",
            Self::Han => "Han",
            Self::Other => "other",
        }
    }
}

/// The writing system of a letter or a sign on one; `None` for digits, marks and space.
pub fn writing_of(c: char) -> Option<Writing> {
    Some(match c {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' => Writing::Latin,
        '\0'..='\u{24F}' | '\u{964}'..='\u{96F}' | '\u{2000}'..='\u{206F}' => return None,
        '\u{900}'..='\u{97F}' | '\u{A8E0}'..='\u{A8FF}' => Writing::Devanagari,
        '\u{400}'..='\u{52F}' => Writing::Cyrillic,
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
            Writing::Arabic
        }
        '\u{980}'..='\u{9FF}' => Writing::Bengali,
        '\u{A00}'..='\u{A7F}' => Writing::Gurmukhi,
        '\u{A80}'..='\u{AFF}' => Writing::Gujarati,
        '\u{B00}'..='\u{B7F}' => Writing::Odia,
        '\u{B80}'..='\u{BFF}' => Writing::Tamil,
        '\u{C00}'..='\u{C7F}' => Writing::Telugu,
        '\u{C80}'..='\u{CFF}' => Writing::Kannada,
        '\u{D00}'..='\u{D7F}' => Writing::Malayalam,
        '\u{3400}'..='\u{9FFF}' => Writing::Han,
        c if c.is_alphabetic() => Writing::Other,
        _ => return None,
    })
}
