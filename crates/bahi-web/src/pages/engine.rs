//! Templates, with everything in them escaped but what they say themselves.

use super::lang::Lang;
use super::{dates, numbers};
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};
use std::fmt::Write;
use std::sync::OnceLock;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        /// Templates by name.
        pub const TEMPLATES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../templates/", $name)))),*];
    };
}

templates! {
    "base.html", "macros.html", "ledger.html", "preview.html", "record.html", "report.html", "sources.html",
    "conflicts.html", "review.html", "actor.html", "actors.html", "deliveries.html", "search.html", "timeline.html",
    "network.html", "log.html", "help.html", "about.html", "add.html", "added.html", "message.html",
}

fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(build)
}

fn build() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_formatter(formatted);
    env.add_function("t", t);
    env.add_function("tn", tn);
    env.add_function("word", word);
    env.add_function("asset", |name: &str| crate::assets::href(name));
    env.add_filter("urlencode_q", |text: &str| super::asked::percent_encoded(text));
    env.add_filter("n", |n: u64| numbers::grouped(n));
    env.add_filter("date", |state: &State, edtf: &str| dates::words(lang(state), edtf));
    env.add_filter("moment", |state: &State, at: &str| dates::moment(lang(state), at));
    for (name, source) in TEMPLATES {
        // A test renders every one of them.
        let _ = env.add_template(name, source);
    }
    env
}

/// Renders a template.
pub fn render(template: &str, values: Value) -> Result<String, Error> {
    environment().get_template(template)?.render(values)
}

fn lang(state: &State) -> Lang {
    let tag = state.lookup("lang");
    tag.as_ref().and_then(Value::as_str).and_then(Lang::from_tag).unwrap_or_default()
}

// The text of a key; other arguments stand in place of `{name}`.
fn t(state: &State, key: &str, values: Kwargs) -> Result<String, Error> {
    let lang = lang(state);
    let missing = || Error::new(ErrorKind::InvalidOperation, format!("no text for {key:?}"));
    let text = lang.texts().get(key).ok_or_else(missing)?;
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        pairs.push((name, value.as_usize().map_or_else(|| value.to_string(), |n| numbers::grouped(n as u64))));
    }
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(super::lang::fill(text, &pairs))
}

fn tn(state: &State, key: &str, n: usize) -> String {
    lang(state).count(key, n)
}

fn word(state: &State, group: &str, value: &str) -> String {
    lang(state).word(group, value)
}

fn formatted(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => Ok(escape(out, text)?),
        _ => escape_formatter(out, state, value),
    }
}

/// Writes text that comes from anywhere into HTML, between tags or in an attribute between quotation marks. Control
/// characters, which no reader sees, become the sign for what cannot be shown.
pub fn escape(out: &mut impl Write, text: &str) -> std::fmt::Result {
    for c in text.chars() {
        match c {
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '&' => out.write_str("&amp;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            '\n' | '\t' => out.write_char(c)?,
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.write_char('\u{fffd}')?,
            c => out.write_char(c)?,
        }
    }
    Ok(())
}
