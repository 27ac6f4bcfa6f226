//! `cartable record forget`

use super::super::Outcome;
use super::Place;
use super::person::{Person, nobody};
use crate::record::{Forgotten, forget};
use clap::Args;

/// Deletes a person: statements, state, profiles, launches and names.
///
/// Earlier backups still contain the person.
#[derive(Debug, Args)]
#[command(mut_arg("account", |account| account.required_unless_present("mbox")))]
pub struct Forget {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    person: Person,
    /// Also deletes other people's statements that name the person, for instance as instructor.
    #[arg(long)]
    everywhere: bool,
}

impl Forget {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            let who = match self.person.who(ui, store)? {
                Ok(who) => who,
                Err(outcome) => return Ok(outcome),
            };
            let forgotten = forget(store, &who.agent, self.everywhere)?;
            if forgotten == Forgotten::default() {
                return nobody(ui, store, &who);
            }
            let Forgotten { statements, documents, launches, left } = forgotten;
            let [statements, documents, launches] = [statements, documents, launches].map(|count| count.to_string());
            let counts = [("statements", statements.as_str()), ("documents", &documents), ("launches", &launches)];
            ui.say("record.forgotten", &counts);
            if left > 0 {
                ui.message("record.left", &[("count", &left.to_string())]);
            }
            Ok(Outcome::Done)
        })
    }
}
