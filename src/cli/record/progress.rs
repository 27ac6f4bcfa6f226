//! `cartable record progress`

use super::super::Outcome;
use super::Place;
use crate::record::{check, rebuild};
use clap::Args;

/// Rebuilds or checks the progress table that the report pages of `serve` use.
#[derive(Debug, Args)]
#[group(id = "what", required = true, multiple = false, args = ["rebuild", "check"])]
pub struct ProgressCommand {
    #[command(flatten)]
    place: Place,
    /// Rebuilds the table from the statements, even while the store is running.
    #[arg(long)]
    rebuild: bool,
    /// Compares the table with the statements, without changing anything.
    #[arg(long)]
    check: bool,
}

impl ProgressCommand {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            if self.rebuild {
                let learners = rebuild(store)?;
                ui.say("record.progress_rebuilt", &[("count", &learners.to_string())]);
                return Ok(Outcome::Done);
            }
            let checked = check(store)?;
            let (learners, wrong) = (checked.learners.to_string(), checked.wrong.to_string());
            if checked.wrong == 0 {
                ui.say("record.progress_right", &[("count", &learners)]);
                return Ok(Outcome::Done);
            }
            ui.message("record.progress_wrong", &[("count", &learners), ("wrong", &wrong)]);
            Ok(Outcome::Findings)
        })
    }
}
