//! Numbers, ordinals, money and counted things, in digits of both scripts and in words.

use crate::sent::Sent;
use bahi_knowledge::Entry;
use bahi_text::TokenKind;

/// A plain number from `i`: end and value. Reads "37 करोड़ पचास लाख", "साढ़े चार", "डेढ़", "6,01,427".
pub fn number(s: &Sent, i: usize) -> Option<(usize, f64)> {
    let (mut at, mut total) = (i, 0.0);
    let mut last_scale = f64::INFINITY;
    while let Some((end, value)) = simple(s, at) {
        let (end, scale) = scales(s, end);
        if scale >= last_scale {
            break;
        }
        total += value * scale;
        at = end;
        last_scale = scale;
        if scale <= 1.0 {
            break;
        }
    }
    (at > i).then_some((at, total))
}

fn simple(s: &Sent, i: usize) -> Option<(usize, f64)> {
    let tok = s.toks.get(i)?;
    if let Some(n) = tok.number {
        return Some((i + 1, n));
    }
    if let Some((end, offset)) =
        s.longest(i, |e| if let Entry::Offset(o) = e { Some(f64::from(o) / 100.0) } else { None })
    {
        let (end, n) = simple(s, end)?;
        return Some((end, n + offset));
    }
    s.longest(i, |e| if let Entry::Number(n) = e { Some(f64::from(n) / 100.0) } else { None })
}

fn scales(s: &Sent, mut i: usize) -> (usize, f64) {
    let mut scale = 1.0;
    while let Some((end, factor)) = s.longest(i, |e| if let Entry::Scale(f) = e { Some(f as f64) } else { None }) {
        scale *= factor;
        i = end;
    }
    (i, scale)
}

/// An ordinal from `i`: "21वीं", "22वें", "पहली". Suffixes are known by standing right after digits.
pub fn ordinal(s: &Sent, i: usize) -> Option<(usize, u32)> {
    let tok = s.toks.get(i)?;
    if let Some(n) = tok.number {
        let next = s.toks.get(i + 1)?;
        let glued =
            next.kind == TokenKind::Word && next.span.start() == tok.span.end() && !next.latin && next.span.len() <= 18;
        let suffix = glued
            && s.hits.get(i + 1).is_some_and(|h| {
                h.iter().all(|h| !matches!(h.entry, Entry::Scale(_) | Entry::Unit(_) | Entry::Month(_)))
            });
        return (suffix && n.fract() == 0.0 && (1.0..=200.0).contains(&n)).then_some((i + 2, n as u32));
    }
    s.longest(i, |e| if let Entry::Ordinal(n) = e { Some(u32::from(n)) } else { None })
}

/// An amount of money from `i`: end, amount, currency number.
pub fn money(s: &Sent, i: usize) -> Option<(usize, f64, u16)> {
    let currency = |at: usize| s.longest(at, |e| if let Entry::Currency(c) = e { Some(c) } else { None });
    if let Some((after, c)) = currency(i) {
        let (end, n) = number(s, after)?;
        return s.toks.get(i).is_some_and(|t| t.span.len() <= 3).then_some((end, n, c));
    }
    let (end, n) = number(s, i)?;
    let (end, c) = currency(end)?;
    Some((end, n, c))
}
