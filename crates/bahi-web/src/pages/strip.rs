//! Bars of records per month: a drawing of which every bar is a link to its month.

use super::asked::Asked;
use super::dates;
use serde::Serialize;

/// A bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
    /// Month and number, in words.
    pub label: String,
    /// The list with this month alone, or without it where it is chosen.
    pub href: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// The drawing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strip {
    /// Width of the drawing.
    pub width: f64,
    /// Height of the bars.
    pub height: f64,
    /// Bars, the earliest first.
    pub bars: Vec<Bar>,
    /// Years with where they begin.
    pub years: Vec<(f64, String)>,
    /// The most records of one month.
    pub most: usize,
}

const HEIGHT: f64 = 44.0;
const WIDTH: f64 = 960.0;
// Years of which months are drawn; of longer times years are.
const MONTHS: usize = 180;

/// Draws counts of months (`2023-04`), whatever their order; nothing where there are fewer than two.
pub fn draw(asked: &Asked, counts: &[(String, usize)]) -> Option<Strip> {
    let counts = by_period(counts);
    let (first, last) = (number(&counts.first()?.0)?, number(&counts.last()?.0)?);
    let yearly = counts.first()?.0.len() == 4;
    let steps = usize::try_from(last - first).ok()? + 1;
    if counts.len() < 2 || steps > 400 {
        return None;
    }
    let most = counts.iter().map(|c| c.1).max()?;
    let step = WIDTH / steps as f64;
    let chosen = (asked.get("from"), asked.get("until"));
    let bar = |(period, count): &(String, usize)| {
        let at = number(period)? - first;
        let h = ((*count as f64 / most as f64).sqrt() * HEIGHT).max(2.0);
        let on = chosen == (Some(period), Some(period));
        let label = format!("{}: {}", dates::month(asked.lang, period), asked.lang.count("records", *count));
        Some(Bar {
            x: round(at as f64 * step),
            y: round(HEIGHT - h),
            w: round((step - 1.0).clamp(1.0, 26.0)),
            h: round(h),
            label,
            href: period_of(asked, (!on).then_some(period)),
            on,
        })
    };
    let years = (first..=last).filter(|n| yearly || n.rem_euclid(12) == 0).filter_map(|n| {
        let year = if yearly { n } else { n.div_euclid(12) };
        Some((round(usize::try_from(n - first).ok()? as f64 * step), year.to_string()))
    });
    let years: Vec<(f64, String)> = years.collect();
    // As many as there is room for.
    let every = (years.len() * 48).div_ceil(WIDTH as usize).max(1);
    let years = years.into_iter().step_by(every).collect();
    Some(Strip { width: WIDTH, height: HEIGHT, bars: counts.iter().filter_map(bar).collect(), years, most })
}

// Months in their order; years where there are too many.
fn by_period(counts: &[(String, usize)]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = counts.iter().filter(|c| number(&c.0).is_some()).cloned().collect();
    counts.sort();
    let span = counts.first().zip(counts.last()).and_then(|(a, b)| Some(number(&b.0)? - number(&a.0)?));
    if span.is_some_and(|s| s < MONTHS as i64) {
        return counts;
    }
    let mut years: Vec<(String, usize)> = Vec::new();
    for (month, count) in counts {
        let year = month.get(..4).unwrap_or_default();
        match years.last_mut().filter(|y| y.0 == year) {
            Some(last) => last.1 += count,
            None => years.push((year.to_owned(), count)),
        }
    }
    years
}

// Months since the year nought; of years the years.
fn number(period: &str) -> Option<i64> {
    match period.split_once('-') {
        Some((year, month)) => Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1),
        None => period.parse().ok().filter(|_| period.len() == 4),
    }
}

fn period_of(asked: &Asked, period: Option<&str>) -> String {
    let mut next = asked.clone();
    next.query.retain(|q| !matches!(q.0.as_str(), "from" | "until" | "next" | "page"));
    if let Some(period) = period {
        next.query.push(("from".into(), period.to_owned()));
        next.query.push(("until".into(), period.to_owned()));
    }
    next.on(&asked.path)
}

fn round(n: f64) -> f64 {
    (n * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn a_bar_is_a_link_to_its_month_and_years_stand_where_they_begin() {
        let asked = Asked::bare(Lang::En);
        let counts = [("2023-11".to_owned(), 4), ("2024-02".to_owned(), 1)];
        let strip = draw(&asked, &counts).unwrap();
        assert_eq!(strip.bars[0].href, "/?from=2023-11&until=2023-11");
        assert_eq!((strip.bars[0].h, strip.bars[1].h), (44.0, 22.0));
        assert_eq!(strip.years, [(480.0, "2024".to_owned())]);
        assert!(draw(&asked, &counts[..1]).is_none());
    }
}
