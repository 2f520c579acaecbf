//! Numbers as readers in India write them: 39,00,00,000, and sums of money in words of magnitude.

use super::lang::Lang;
use bahi::ledger::Money;

/// A whole number with Indian grouping.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
    if head.is_empty() {
        return tail.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = head;
    while rest.len() > 2 {
        let (before, pair) = rest.split_at(rest.len() - 2);
        parts.push(pair);
        rest = before;
    }
    parts.push(rest);
    parts.reverse();
    format!("{},{tail}", parts.join(","))
}

// Up to two places, without noughts at the end.
fn short(amount: f64) -> String {
    let whole = amount.trunc();
    let hundredths = ((amount - whole) * 100.0).round() as u64;
    let (whole, hundredths) = if hundredths == 100 { (whole + 1.0, 0) } else { (whole, hundredths) };
    let whole = grouped(whole as u64);
    match hundredths {
        0 => whole,
        h if h % 10 == 0 => format!("{whole}.{}", h / 10),
        h => format!("{whole}.{h:02}"),
    }
}

/// A sum of money in words: ₹21,935 crore.
pub fn money(lang: Lang, money: &Money) -> String {
    let amount = if money.amount.is_finite() { money.amount.clamp(0.0, 1e18) } else { 0.0 };
    let indian = lang == Lang::Hi || money.currency == "INR";
    let scales: &[(f64, &str)] = match (indian, lang) {
        // Hindi goes on to the arab; English in India stays with crores.
        (true, Lang::Hi) if money.currency != "INR" => &[(1e9, "arab"), (1e7, "crore"), (1e5, "lakh")],
        (true, _) => &[(1e7, "crore"), (1e5, "lakh")],
        (false, _) => &[(1e9, "billion"), (1e6, "million")],
    };
    let number = match scales.iter().find(|s| amount >= s.0) {
        Some((scale, name)) => format!("{} {}", short(amount / scale), lang.t(&format!("scale.{name}"))),
        None => short(amount),
    };
    let known = lang.texts().get(&format!("currency.{}", money.currency));
    match known {
        Some(pattern) => super::lang::fill(pattern, &[("n", &number)]),
        None => format!("{number} {}", money.currency),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lang: Lang, amount: f64, currency: &str) -> String {
        money(lang, &Money { amount, currency: currency.into() })
    }

    #[test]
    fn thousands_are_followed_by_pairs() {
        let all = [0, 12, 999, 1_000, 99_999, 100_000, 3_900_000_000].map(grouped);
        assert_eq!(all, ["0", "12", "999", "1,000", "99,999", "1,00,000", "3,90,00,00,000"]);
    }

    #[test]
    fn money_is_told_in_the_words_of_the_language() {
        assert_eq!(said(Lang::En, 219_350_000_000.0, "INR"), "₹21,935 crore");
        assert_eq!(said(Lang::Hi, 219_350_000_000.0, "INR"), "₹21,935 करोड़");
        assert_eq!(said(Lang::En, 5.43e9, "USD"), "US$5.43 billion");
        assert_eq!(said(Lang::Hi, 5.43e9, "USD"), "5.43 अरब अमेरिकी डॉलर");
        assert_eq!(said(Lang::En, 1_999_999.9, "XYZ"), "2 million XYZ");
        assert_eq!(said(Lang::En, f64::NAN, "USD"), "US$0");
    }
}
