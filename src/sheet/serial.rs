//! Dates in Excel's sheets: numbers that a number format makes dates of. Source: ECMA-376 part 1, 18.17.4.1 and
//! 18.8.30.

use jiff::{ToSpan, civil};

/// Whether a built-in number format is one of dates.
pub(super) fn is_built_in(format: u32) -> bool {
    matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format's code has letters of dates outside of what is quoted, escaped or in brackets.
pub(super) fn is_date(code: &str) -> bool {
    let (mut letters, mut rest) = (false, code.chars());
    while let Some(c) = rest.next() {
        match c {
            '"' => while rest.next().is_some_and(|c| c != '"') {},
            '[' => while rest.next().is_some_and(|c| c != ']') {},
            '\\' | '_' | '*' => drop(rest.next()),
            _ => letters |= "dmyhs".contains(c.to_ascii_lowercase()),
        }
    }
    letters && !code.eq_ignore_ascii_case("general")
}

/// A day, with its time where it has one, as ISO 8601 has it. Days count from 1900, with a 29 February 1900 that never
/// was, or from 1904.
pub(super) fn text(number: f64, from_1904: bool) -> Option<String> {
    let epoch = if from_1904 { civil::date(1904, 1, 1) } else { civil::date(1899, 12, 30) };
    if !(1.0..2_958_466.0).contains(&number) {
        return None;
    }
    let seconds = (number * 86_400.0).round() as i64;
    let moment = epoch.to_datetime(civil::Time::midnight()).checked_add(seconds.seconds()).ok()?;
    let is_day = moment.time() == civil::Time::midnight();
    Some(moment.strftime(if is_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M:%S" }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_days_and_times() {
        assert_eq!(text(46348.0, false).as_deref(), Some("2026-11-22"));
        assert_eq!(text(46_348.235_995_37, false).as_deref(), Some("2026-11-22 05:39:50"));
        assert_eq!(text(44886.0, true).as_deref(), Some("2026-11-22"));
        assert_eq!((text(0.25, false), text(f64::NAN, false), text(1e300, false)), (None, None, None));
    }

    #[test]
    fn formats_of_dates_are_known() {
        assert!(["dd/mm/yyyy", "[$-40C]d mmmm yyyy", "h:mm"].into_iter().all(is_date));
        assert!(!["General", "0.00", "#,##0 \"days\"", "[Red]0", "0\\d"].into_iter().any(is_date));
    }
}
