//! Steps over several files: written together, then back and forward, as the journal has them. What somebody else changed since stays.

use super::desk::{Desk, as_text};
use super::journal::{Changed, Step};
use super::refusal::Refusal;
use super::saved::Failure;

/// A whole text for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The key.
    pub key: String,
    /// SHA-256 of the text that it was made from; none for a new file.
    pub checksum: Option<String>,
    /// The text.
    pub text: String,
}

impl Desk {
    /// Saves the texts of several files in one step, in their order. What somebody else changed meanwhile is merged.
    ///
    /// # Errors
    /// As for [`Desk::save`] and [`Desk::create`]; then the files before it have their texts again.
    pub fn save_all(&mut self, drafts: &[Draft]) -> Result<(), Failure> {
        self.look_back()?;
        let mut files = Vec::new();
        for draft in drafts {
            match self.place(draft) {
                Ok(file) => files.push(file),
                Err(failure) => {
                    self.walk(files.iter().rev().map(|file| (&file.key, &file.after, &file.before)))?;
                    return Err(failure);
                }
            }
        }
        files.retain(|file| file.before != file.after);
        if !files.is_empty() {
            self.journal.add("save", files)?;
        }
        Ok(())
    }

    fn place(&mut self, draft: &Draft) -> Result<Changed, Failure> {
        let Draft { key, checksum, text } = draft;
        let (before, after) = match checksum {
            Some(sum) => self.put(key, sum, text).map(|(before, saved)| (Some(before), saved.checksum))?,
            None => {
                let after = self.journal.keep(text.as_bytes())?;
                self.make(key, text.as_bytes())?;
                (None, after)
            }
        };
        Ok(Changed { key: key.clone(), before, after: Some(after) })
    }

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
