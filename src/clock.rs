//! The one place that asks the time or for randomness. Knows nothing of what they are for.

use jiff::Timestamp;
use uuid::Uuid;

/// Now, in microseconds since 1970-01-01T00:00:00Z.
pub fn now() -> i64 {
    Timestamp::now().as_microsecond()
}

/// A moment in microseconds since 1970 as RFC 3339 in UTC, always with six digits of fraction, so that texts sort as moments do.
pub fn rfc3339(micros: i64) -> String {
    let moment = Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH);
    format!("{moment:.6}")
}

/// The month that it is, in UTC: `2026-11`.
pub fn month() -> String {
    Timestamp::now().to_string().chars().take(7).collect()
}

/// Bytes that nobody can guess, from the system.
///
/// # Panics
/// Where the system has no randomness to give, without which no key may be made.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    bytes
}

/// A new UUID of version 7: those made later sort later.
pub fn uuid() -> Uuid {
    Uuid::now_v7()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_one_width() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(rfc3339(1_700_000_000_120_000), "2023-11-14T22:13:20.120000Z");
    }
}
