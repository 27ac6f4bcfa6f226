//! Asking a store again: a few times, after pauses of our own or after what the store asks for. Time is given from outside.

use super::sender::Pace;

/// How long to wait before a store is asked again, in microseconds.
const PAUSES: [i64; 4] = [1_000_000, 3_000_000, 10_000_000, 30_000_000];

/// A store is never asked again sooner than after this, in microseconds.
const SHORTEST: i64 = 50_000;

/// A store that asks for more than this, in microseconds, is left alone.
const LONGEST: i64 = 60_000_000;

/// Why something was not had from a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// It may be had later; in microseconds how long the store asks to be left alone, and what it said.
    Later(Option<i64>, String),
    /// Asking again would not help: the status, and what the store said.
    Never(u16, String),
}

impl From<NoAnswer> for String {
    fn from(no_answer: NoAnswer) -> Self {
        match no_answer {
            NoAnswer::Later(_, words) | NoAnswer::Never(_, words) => words,
        }
    }
}

/// Asks until there is an answer, or until asking again would not help.
///
/// # Errors
/// What the store said last.
pub fn patiently<T>(pace: &(impl Pace + ?Sized), mut ask: impl FnMut() -> Result<T, NoAnswer>) -> Result<T, NoAnswer> {
    let mut pauses = PAUSES.iter();
    loop {
        match (ask(), pauses.next()) {
            (Err(NoAnswer::Later(asked, _)), Some(pause)) if asked.is_none_or(|asked| asked <= LONGEST) => {
                pace.wait(asked.unwrap_or(*pause).max(SHORTEST));
            }
            (answer, _) => return answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Counts what is waited for, in seconds.
    struct Waited(Cell<i64>);

    impl Pace for Waited {
        fn now(&self) -> i64 {
            0
        }

        fn wait(&self, micros: i64) {
            self.0.set(self.0.get() + micros / 1_000_000);
        }

        fn chance(&self) -> f64 {
            0.0
        }
    }

    #[test]
    fn a_store_is_asked_a_few_times_and_left_alone_when_it_asks_for_it() {
        let later = |seconds: Option<i64>| Err(NoAnswer::Later(seconds.map(|s| s * 1_000_000), "busy".to_owned()));
        let never = || Err(NoAnswer::Never(401, "no".to_owned()));
        for (answers, asked, seconds) in [
            (vec![Ok(1)], 1, 0),
            (vec![later(None), later(None), Ok(1)], 3, 4),
            (vec![later(None); 9], 5, 44),
            (vec![later(Some(7)), Ok(1)], 2, 7),
            (vec![later(Some(61)), Ok(1)], 1, 0),
            (vec![later(None), never(), Ok(1)], 2, 1),
        ] {
            let (pace, mut count) = (Waited(Cell::new(0)), 0);
            let got = patiently(&pace, || {
                count += 1;
                answers[count - 1].clone()
            });
            assert_eq!((count, pace.0.get(), &got), (asked, seconds, &answers[asked - 1]), "{answers:?}");
        }
    }
}
