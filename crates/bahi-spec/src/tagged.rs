//! Sentences with roles tagged: `<agent>राजनाथ सिंह</agent> ने … मुलाकात की।`

use std::fmt;

/// A sentence and what its tags say of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tagged {
    /// The sentence without tags.
    pub text: String,
    /// Role and words, in order.
    pub roles: Vec<(String, String)>,
}

/// A tag that is not closed, closes nothing, or stands inside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagError(String);

impl fmt::Display for TagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Tagged {
    /// Takes the tags out of a sentence.
    pub fn parse(source: &str) -> Result<Self, TagError> {
        let mut out = Self::default();
        let mut rest = source;
        while let Some((before, after)) = rest.split_once('<') {
            out.text.push_str(before);
            let (role, after) = after.split_once('>').ok_or_else(|| TagError("a '<' begins no tag".into()))?;
            let close = format!("</{role}>");
            let (words, after) = after
                .split_once(&close)
                .ok_or_else(|| TagError(format!("<{role}> opens nothing that {close} closes")))?;
            if words.contains('<') {
                return Err(TagError(format!("a tag stands inside <{role}>")));
            }
            out.text.push_str(words);
            out.roles.push((role.to_owned(), words.trim().to_owned()));
            rest = after;
        }
        out.text.push_str(rest);
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_tags_out() {
        let t = Tagged::parse("<agent>मोदी</agent> ने <partner>पुतिन </partner>से बात की।").unwrap();
        assert_eq!(t.text, "मोदी ने पुतिन से बात की।");
        assert_eq!(t.roles, [("agent".into(), "मोदी".into()), ("partner".into(), "पुतिन".into())]);
    }

    #[test]
    fn refuses_broken_tags() {
        for bad in ["<agent>मोदी ने", "मोदी</agent> ने", "<agent>मोदी <partner>पुतिन</partner></agent>", "<agent मोदी"]
        {
            assert!(Tagged::parse(bad).is_err(), "{bad}");
        }
    }
}
