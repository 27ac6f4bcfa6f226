//! `cartable record keep` and `cartable record purge`: how long statements are kept, and what is older goes.

use super::super::Outcome;
use super::Place;
use crate::clock;
use crate::record::{Refusal, Store, purge, remember, setting};
use crate::ui::Ui;
use clap::Args;
use jiff::{Span, Timestamp, tz::TimeZone};

/// Shows or sets how long statements and documents are kept.
///
/// `purge` removes older ones.
#[derive(Debug, Args)]
pub struct Keep {
    #[command(flatten)]
    place: Place,
    /// Retention period, such as 2y, 18mo or 90d, or `forever`; if omitted, the current one is shown.
    #[arg(value_parser = age)]
    age: Option<String>,
}

/// Deletes old statements, documents and launches, even while the store is running.
///
/// This cannot be undone: make a backup first.
#[derive(Debug, Args)]
pub struct Purge {
    #[command(flatten)]
    place: Place,
    /// Minimum age, such as 2y, 18mo or 90d; defaults to the period set with `record keep`.
    #[arg(long, value_parser = span)]
    older_than: Option<Span>,
}

/// What stands for no limit.
const FOREVER: &str = "forever";

fn age(text: &str) -> Result<String, String> {
    if text == FOREVER {
        return Ok(text.to_owned());
    }
    span(text).map(|_| text.to_owned()).map_err(|known| format!("{known}, {FOREVER}"))
}

fn span(text: &str) -> Result<Span, String> {
    let span: Result<Span, _> = text.parse();
    span.ok().filter(|span| span.is_positive()).ok_or_else(|| "2y, 18mo, 90d, …".to_owned())
}

impl Keep {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            let kept = remember(store, setting::KEEP, self.age.as_deref())?.filter(|kept| kept != FOREVER);
            match &kept {
                Some(age) => ui.say("record.keep", &[("age", age)]),
                None => ui.say("record.keep_forever", &[]),
            }
            Ok(Outcome::Done)
        })
    }
}

impl Purge {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            let kept = store.read(|connection| setting::get(connection, setting::KEEP))?;
            let kept = kept.and_then(|text| span(&text).ok());
            let Some(span) = self.older_than.or(kept) else {
                ui.message("record.no_age", &[]);
                return Ok(Outcome::Usage);
            };
            purge_older(ui, store, span)
        })
    }
}

fn purge_older(ui: &Ui, store: &Store, span: Span) -> Result<Outcome, Refusal> {
    let now = Timestamp::from_microsecond(clock::now()).unwrap_or(Timestamp::UNIX_EPOCH);
    let Ok(moment) = now.to_zoned(TimeZone::UTC).checked_sub(span) else { return Ok(Outcome::Usage) };
    let before = moment.timestamp().as_microsecond();
    let purged = purge(store, before)?;
    let [statements, documents, launches] =
        [purged.statements, purged.documents, purged.launches].map(|count| count.to_string());
    let before = clock::rfc3339(before);
    let args =
        [("statements", statements.as_str()), ("documents", &documents), ("launches", &launches), ("before", &before)];
    ui.say("record.purged", &args);
    Ok(Outcome::Done)
}
