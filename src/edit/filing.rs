//! Files of a deck are made, deleted, brought back and renamed, each as one step of the journal. Nothing that is there is written over.

use super::desk::{Desk, LARGEST};
use super::disk::{self, Outcome, settled};
use super::journal::Changed;
use super::names;
use super::refusal::Refusal;
use super::saved::{Failure, Opened};
use std::{fs, io};

impl Desk {
    /// Writes a new file.
    ///
    /// # Errors
    /// Where its name is not one for a deck, or it is there already.
    pub fn create(&mut self, key: &str, bytes: &[u8]) -> Result<Opened, Failure> {
        self.make(key, bytes)?;
        let after = self.journal.keep(bytes)?;
        self.journal.add("create", vec![Changed { key: key.to_owned(), before: None, after: Some(after.clone()) }])?;
        Ok(Opened { text: String::from_utf8_lossy(bytes).into_owned(), checksum: after })
    }

    pub(super) fn make(&self, key: &str, bytes: &[u8]) -> Result<(), Failure> {
        if !names::is_key(key) {
            return Err(Refusal::new("bad_name", key).into());
        }
        let path = self.root.join(key);
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        if !self.is_inside(&path) {
            return Err(Refusal::new("bad_name", key).into());
        }
        match disk::create(&path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Refusal::new("exists", key).into()),
            made => Ok(made?),
        }
    }

    /// Moves a file to the bin, from which [`Desk::restore`] brings it back.
    ///
    /// # Errors
    /// Where there is no such file, or it changes while it is moved.
    pub fn delete(&mut self, key: &str) -> Result<(), Failure> {
        let before = self.take(key, None)?;
        Ok(self.journal.add("delete", vec![Changed { key: key.to_owned(), before: Some(before), after: None }])?)
    }

    /// Takes a file away once the journal has it; gives its checksum.
    pub(super) fn take(&mut self, key: &str, expected: Option<&str>) -> Result<String, Failure> {
        let path = self.path(key)?;
        let bytes = settled(&path, LARGEST, None)?.ok_or_else(|| Refusal::new("unknown_key", key))?;
        let sum = self.journal.keep(&bytes)?;
        if expected.is_none_or(|expected| expected == sum) {
            match disk::take(&path, &bytes)? {
                Outcome::Done => return Ok(sum),
                Outcome::Other | Outcome::Over(_) => {}
                Outcome::Aside(aside) => self.bring(key, &sum, aside)?,
            }
        }
        Err(Refusal::new("busy", key).into())
    }

    /// The files in the bin that are not in the deck again, the newest first: when each was deleted, in microseconds since 1970, its key
    /// and the checksum by which it is brought back.
    ///
    /// # Errors
    /// Where the folder cannot be listed.
    pub fn bin(&self) -> io::Result<Vec<(i64, String, String)>> {
        let keys = self.keys()?;
        let gone = self.journal.deleted().filter(|(_, file)| !keys.contains_key(&file.key));
        Ok(gone.filter_map(|(at, file)| Some((at, file.key.clone(), file.before.clone()?))).collect())
    }

    /// Brings a file back from the bin.
    ///
    /// # Errors
    /// Where the bin has no such file, or a file of its key is there.
    pub fn restore(&mut self, key: &str, sum: &str) -> Result<Opened, Failure> {
        let is_there = self.bin()?.iter().any(|(_, own, own_sum)| own == key && own_sum == sum);
        let bytes = if is_there { self.journal.kept(sum)? } else { None };
        self.create(key, &bytes.ok_or_else(|| Refusal::new("unknown_key", key))?)
    }

    /// Gives files other keys in one step.
    ///
    /// # Errors
    /// Where one is not there or a new key is taken; then all keep their keys.
    pub fn rename(&mut self, pairs: &[(String, String)]) -> Result<(), Failure> {
        let pairs: Vec<_> = pairs.iter().filter(|(old, new)| old != new).collect();
        let (mut taken, mut made) = (Vec::new(), Vec::new());
        let moved = pairs.iter().try_for_each(|(old, _)| self.take(old, None).map(|sum| taken.push((old, sum))));
        let moved = moved.and_then(|()| {
            pairs.iter().zip(&taken).try_for_each(|((_, new), (_, sum))| {
                self.make(new, &self.journal.kept(sum)?.unwrap_or_default())?;
                made.push((new, sum));
                Ok(())
            })
        });
        if let Err(failure) = moved {
            for (key, sum) in made {
                self.take(key, Some(sum))?;
            }
            for (key, sum) in &taken {
                self.make(key, &self.journal.kept(sum)?.unwrap_or_default())?;
            }
            return Err(failure);
        }
        let gone =
            taken.iter().map(|(key, sum)| Changed { key: key.to_string(), before: Some(sum.clone()), after: None });
        let new =
            made.iter().map(|(key, sum)| Changed { key: key.to_string(), before: None, after: Some(sum.to_string()) });
        let files: Vec<Changed> = gone.chain(new).collect();
        if !files.is_empty() {
            self.journal.add("order", files)?;
        }
        Ok(())
    }
}
