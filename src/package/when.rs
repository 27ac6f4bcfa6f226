//! The moment that a backup and an e-book name. It follows from the deck's version, so that the same deck gives the same bytes on any day.

/// 2020-01-01T00:00:00Z in Unix seconds, so that no course begins in the future.
const BEGIN: u64 = 1_577_836_800;
/// A minute for each patch, a hundred for each minor version, a week for each major one.
const MINUTES: [u64; 3] = [10_000, 100, 1];

/// Unix seconds for a semantic version: later for a higher one, as long as minor and patch numbers stay below a hundred.
pub fn moment(version: &str) -> u64 {
    let numbers = version.split(['.', '-', '+']).map(|part| part.parse::<u64>().unwrap_or(0).min(99));
    BEGIN + 60 * numbers.zip(MINUTES).map(|(number, minutes)| number * minutes).sum::<u64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_version_is_a_later_moment_and_none_is_in_the_future() {
        let order = ["", "0.9.9", "1.0.0", "1.0.1-rc1", "1.1.0", "1.12.3", "2.0.0", "99.99.99"].map(moment);
        assert!(order.is_sorted_by(|a, b| a < b), "{order:?}");
        assert_eq!(moment("1.0.0"), 1_578_436_800);
        assert_eq!(moment("99.99.99"), moment("1000000000000.4294967296.100"));
    }
}
