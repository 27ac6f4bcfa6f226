//! Dates as files write them. A date is of the person who wrote it: without an offset of its own it becomes a moment
//! only by the time zone that was asked for.

use super::words;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};

/// A date as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    civil: DateTime,
    offset: Option<Offset>,
}

/// A day without a time stands for its noon, which is the same day in every time zone from -11 to +11.
const NOON: Time = time(12, 0, 0, 0);

impl Moment {
    /// Reads a date: `2026-11-22`, with a time and an offset where there are any; as Moodle writes it in the
    /// languages of our modules; and where the day is known to come first, `22/11/2026`. None for anything else, and before 2000 or
    /// after 2100.
    pub fn read(text: &str, day_first: bool) -> Option<Self> {
        let moment = iso(text).or_else(|| in_words(text)).or_else(|| day_first.then(|| in_numbers(text)).flatten())?;
        (2000..=2100).contains(&moment.civil.year()).then_some(moment)
    }

    /// The day as it was written, `2026-11-22`.
    pub fn day(&self) -> String {
        self.civil.date().to_string()
    }

    /// Day and time as they were written, which is what a repeated export has in common with the first.
    pub fn written(&self) -> String {
        self.offset.map_or_else(|| self.civil.to_string(), |offset| format!("{}{offset}", self.civil))
    }

    /// The moment, in UTC. An hour that the clock shows twice is the first of the two.
    pub fn timestamp(&self, zone: &TimeZone) -> Option<Timestamp> {
        let zone = self.offset.map_or_else(|| zone.clone(), TimeZone::fixed);
        zone.to_ambiguous_timestamp(self.civil).compatible().ok()
    }
}

fn at(day: Date, time: Option<Time>) -> Moment {
    Moment { civil: day.to_datetime(time.unwrap_or(NOON)), offset: None }
}

/// A date of ISO 8601; a zone in brackets is none.
fn iso(text: &str) -> Option<Moment> {
    if text.contains('[') {
        return None;
    }
    let pieces = Pieces::parse(text).ok()?;
    let civil = pieces.date().to_datetime(pieces.time().unwrap_or(NOON));
    Some(Moment { civil, offset: pieces.to_numeric_offset() })
}

/// `Sunday, 22 November 2026, 5:39 AM`, `dimanche 22 novembre 2026, 05:39`, `Sonntag, 22. November 2026, 05:39`, with the weekday or
/// without.
fn in_words(text: &str) -> Option<Moment> {
    let plain = words::plain(text).replace(',', " ");
    let mut parts = plain.split_whitespace().filter(|part| !words::is_weekday(part));
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let day = day.strip_suffix("er").or_else(|| day.strip_suffix('.')).unwrap_or(day);
    let day = Date::new(year.parse().ok()?, words::month(month)?, day.parse().ok()?).ok()?;
    let clock = parts.next().map(|clock| twelve(clock, parts.next()));
    match (clock, parts.next()) {
        (None, None) => Some(at(day, None)),
        (Some(Some(time)), None) => Some(at(day, Some(time))),
        _ => None,
    }
}

/// A time, by a clock of twelve hours where AM or PM follows.
fn twelve(clock: &str, half: Option<&str>) -> Option<Time> {
    let time = of_day(clock)?;
    match half {
        None => Some(time),
        Some(half @ ("am" | "pm")) if (1..=12).contains(&time.hour()) => {
            let hour = time.hour() % 12 + if half == "pm" { 12 } else { 0 };
            Time::new(hour, time.minute(), time.second(), 0).ok()
        }
        Some(_) => None,
    }
}

/// `5:39`, `05:39:50`, `5h39`.
fn of_day(clock: &str) -> Option<Time> {
    let numbers: Option<Vec<i8>> = clock.split([':', 'h']).map(|part| part.parse().ok()).collect();
    match numbers?.as_slice() {
        [hour, minute] => Time::new(*hour, *minute, 0, 0).ok(),
        [hour, minute, second] => Time::new(*hour, *minute, *second, 0).ok(),
        _ => None,
    }
}

/// `22/11/2026` or `22.11.2026`, with a time where there is one.
fn in_numbers(text: &str) -> Option<Moment> {
    let mut parts = text.split_whitespace();
    let numbers: Option<Vec<i16>> = parts.next()?.split(['/', '.', '-']).map(|part| part.parse().ok()).collect();
    let [day, month, year] = numbers?.try_into().ok()?;
    let day = date_of(year, month, day)?;
    match (parts.next().map(of_day), parts.next()) {
        (None, None) => Some(at(day, None)),
        (Some(Some(time)), None) => Some(at(day, Some(time))),
        _ => None,
    }
}

fn date_of(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A time zone by its name in the IANA data base, `Europe/Paris`, or an offset, `+01:00`, `Z`.
pub fn zone(text: &str) -> Option<TimeZone> {
    if matches!(text, "Z" | "UTC") {
        return Some(TimeZone::UTC);
    }
    let Some((sign, digits)) = text.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "+" | "-")) else {
        return TimeZone::get(text).ok();
    };
    let (hours, minutes) = digits.split_once(':')?;
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<i32>().ok()).flatten();
    let seconds = (two(hours).filter(|h| *h <= 14)? * 60 + two(minutes).filter(|m| *m < 60)?) * 60;
    Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).ok().map(TimeZone::fixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Option<String> {
        let zone = zone("Europe/Paris").expect("the zones are built in");
        Some(Moment::read(text, true)?.timestamp(&zone)?.to_string())
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, expected) in [
            ("Sunday, 22 November 2026, 5:39 AM", "2026-11-22T04:39:00Z"),
            ("dimanche 22 novembre 2026, 05:39", "2026-11-22T04:39:00Z"),
            ("22 novembre 2026, 05:39", "2026-11-22T04:39:00Z"),
            ("1er août 2026, 12:05", "2026-08-01T10:05:00Z"),
            ("1 August 2026, 12:05 PM", "2026-08-01T10:05:00Z"),
            ("1 August 2026, 12:05 AM", "2026-07-31T22:05:00Z"),
            ("2026-11-22 05:39:50", "2026-11-22T04:39:50Z"),
            ("2026-11-22T05:39:50Z", "2026-11-22T05:39:50Z"),
            ("2026-11-22T05:39:50+02:00", "2026-11-22T03:39:50Z"),
            ("2026-11-22", "2026-11-22T11:00:00Z"),
            ("22/11/2026", "2026-11-22T11:00:00Z"),
            ("22.11.2026 14h30", "2026-11-22T13:30:00Z"),
        ] {
            assert_eq!(utc(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "-",
            "hier",
            "31/02/2026",
            "2026-13-01",
            "2026-11-22 25:00",
            "22 November 2026, 13:05 PM",
            "1/2",
            "99999999999",
            "22 novembre 26",
            "2026-11-22[Europe/Paris]",
            "été-11-22",
            "1899-12-30",
            "22 novembre 2026, 05:39 demain",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
        assert_eq!(Moment::read("03/04/2026", false), None, "nobody knows which is the month");
    }

    #[test]
    fn zones_are_names_or_offsets() {
        assert!(["Europe/Bucharest", "+01:00", "-03:30", "Z", "UTC"].into_iter().all(|text| zone(text).is_some()));
        assert!(!["", "+1", "+25:00", "Paris", "+01:60", "é"].into_iter().any(|text| zone(text).is_some()));
    }
}
