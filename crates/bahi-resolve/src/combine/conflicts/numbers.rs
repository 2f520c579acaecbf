//! Numbers that differ: one the other rounded, or two.

/// Whether the rounder of two numbers is the other, rounded to the digits it gives; at most a twentieth off.
pub fn is_rounding(a: u64, b: u64) -> bool {
    let (rough, exact) = if unit(a) >= unit(b) { (a, b) } else { (b, a) };
    let off = rough.abs_diff(exact);
    off > 0 && unit(rough) > 1 && off <= unit(rough) / 2 && off.saturating_mul(20) <= rough.max(exact)
}

/// Whether all amounts that differ are roundings of one another.
pub fn all_rounded(amounts: &[f64]) -> bool {
    let whole = |x: f64| x.round() as u64;
    let pair = |a: f64, b: f64| a == b || is_rounding(whole(a), whole(b));
    amounts.iter().all(|a| amounts.iter().all(|b| pair(*a, *b)))
}

// The place of the last digit that is no zero.
fn unit(n: u64) -> u64 {
    let mut unit = 1u64;
    while n > 0 && unit < u64::MAX / 10 && n.is_multiple_of(unit * 10) {
        unit *= 10;
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_cut_to_fewer_digits_is_a_rounding() {
        for (a, b) in [(5_430_000_000, 5_400_000_000), (601_427, 600_000), (97, 100), (390, 400)] {
            assert!(is_rounding(a, b) && is_rounding(b, a), "{a} {b}");
        }
    }

    #[test]
    fn as_many_digits_a_far_value_or_an_exact_count_is_none() {
        for (a, b) in [(580, 590), (3, 4), (100, 150), (22, 20), (10, 9), (0, 10), (7, 7), (u64::MAX, 10)] {
            assert!(!is_rounding(a, b) && !is_rounding(b, a), "{a} {b}");
        }
    }
}
