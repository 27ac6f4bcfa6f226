//! The shares of a mark that Moodle knows. Source: `question_bank::ensure_grade_options_initialised` and `match_grade_options`.

/// In per cent; each also as a loss.
const KNOWN: [f64; 21] = [
    100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0, 16.66667,
    14.28571, 12.5, 11.11111, 10.0, 5.0, 0.0,
];
/// Moodle compares with this tolerance, in per cent.
const NEAR: f64 = 0.001;

/// The share that is written here, in per cent; none where it is not one of those that Moodle knows.
pub(super) fn known(written: &str) -> Option<f64> {
    let share: f64 = if written.trim().is_empty() { 0.0 } else { written.trim().parse().ok()? };
    KNOWN.into_iter().find(|known| (share.abs() - known).abs() < NEAR).map(|known| known.copysign(share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_moodles_own_shares_are_known_and_a_digit_more_or_less_is_forgiven() {
        for (written, share) in
            [("33.333", 33.33333), ("-50", -50.0), ("", 0.0), ("14.2857143", 14.28571), ("100", 100.0)]
        {
            assert_eq!(known(written), Some(share), "{written}");
        }
        for written in ["33", "33.3", "33,33333", "101", "-15", "half", "NaN", "inf"] {
            assert_eq!(known(written), None, "{written}");
        }
    }
}
