//! Steps over all files, back and forward, as the journal has them. What somebody else changed since stays.

use super::desk::{Desk, Failure, as_text};
use super::journal::Step;
use super::refusal::Refusal;

impl Desk {
    /// Takes the last step back. What somebody else changed since stays.
    ///
    /// # Errors
    /// Where there is none, or somebody changed the same lines since.
    pub fn undo(&mut self) -> Result<Step, Failure> {
        let step = self.journal.last_done().cloned().ok_or_else(|| Refusal::new("nothing", ""))?;
        let back = step.files.iter().rev().map(|file| (&file.key, &file.after, &file.before));
        self.walk(back)?;
        self.journal.undone()?;
        Ok(step)
    }

    /// Does the step again that was taken back last.
    ///
    /// # Errors
    /// As for [`Desk::undo`].
    pub fn redo(&mut self) -> Result<Step, Failure> {
        let step = self.journal.last_undone().cloned().ok_or_else(|| Refusal::new("nothing", ""))?;
        self.walk(step.files.iter().map(|file| (&file.key, &file.before, &file.after)))?;
        self.journal.redone()?;
        Ok(step)
    }

    fn walk<'s>(
        &mut self,
        files: impl Iterator<Item = (&'s String, &'s Option<String>, &'s Option<String>)>,
    ) -> Result<(), Failure> {
        // Where one file cannot follow, those before it go back: no file is left away.
        let mut turned = Vec::new();
        for (key, from, to) in files {
            if let Err(failure) = self.turn(key, from.as_ref(), to.as_ref()) {
                for (key, from, to) in turned.into_iter().rev() {
                    self.turn(key, to, from)?;
                }
                return Err(failure);
            }
            turned.push((key, from.as_ref(), to.as_ref()));
        }
        Ok(())
    }

    fn turn(&mut self, key: &str, from: Option<&String>, to: Option<&String>) -> Result<(), Failure> {
        let bytes = match to {
            Some(sum) => self.journal.kept(sum)?.ok_or_else(|| Refusal::new("nothing", key))?,
            None => Vec::new(),
        };
        match (from, to) {
            (Some(from), Some(_)) => drop(self.put(key, from, &as_text(key, bytes)?)?),
            (None, Some(_)) => self.make(key, &bytes)?,
            (Some(from), None) => drop(self.take(key, Some(from))?),
            (None, None) => {}
        }
        Ok(())
    }
}
