//! Files on disk that others write at the same time: nothing is half written, and nothing that another writer put there is lost without
//! having been seen. Knows no deck.

use crate::clock;
use crate::replace::rename;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// How long to wait between two looks at a file that may be half written.
const LOOK: Duration = Duration::from_millis(5);
/// How many looks a file has to settle: two seconds.
const MOST_LOOKS: usize = 400;
/// How many looks a file must be missing to be gone: a quarter of a second. Under load, whoever takes a file away to write it anew may wait.
const GONE_LOOKS: usize = 50;
/// A file that was last changed longer ago is not being written, in microseconds.
const CALM: i64 = 200_000;

/// What became of a file that was to be replaced or taken.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// Something else is there now; nothing was changed.
    Other,
    /// It is done, and took the place of this, which somebody else had just written.
    Over(Vec<u8>),
    /// Something else is there now, and before it there was this for a moment, which its writer may not have seen.
    Aside(Vec<u8>),
}

/// The bytes of a file, at most `most` of them; none where there is no such file. Links are not followed.
///
/// # Errors
/// Where the disk says no, and where it is no plain file or larger.
pub fn read(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() && meta.len() <= most => {}
        Ok(_) => return Err(io::ErrorKind::InvalidData.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut bytes = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(most).read_to_end(&mut bytes).map(|_| Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A file that was replaced. A program that opened it before may write into it later.
#[derive(Debug)]
pub struct Displaced {
    file: File,
    left: Vec<u8>,
}

impl Displaced {
    /// The file at a path that is about to be replaced, with the bytes it has; none where it cannot be opened, and none on Windows, which
    /// may not replace a file while we have it open, nor while the other program has.
    pub fn hold(path: &Path, bytes: &[u8]) -> Option<Self> {
        let file = cfg!(unix).then(|| File::open(path).ok()).flatten();
        file.map(|file| Self { file, left: bytes.to_vec() })
    }

    /// What is in it now, as soon as two looks agree, where that is something else than before, with what was there before.
    pub fn written(&mut self) -> Option<(Vec<u8>, Vec<u8>)> {
        let first = self.whole().filter(|bytes| !bytes.is_empty() && *bytes != self.left)?;
        sleep(LOOK);
        let bytes = self.whole().filter(|bytes| *bytes == first)?;
        Some((std::mem::replace(&mut self.left, bytes.clone()), bytes))
    }

    fn whole(&mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.rewind().and_then(|()| self.file.read_to_end(&mut bytes)).ok().map(|_| bytes)
    }
}

/// The bytes of a file: at once where they are the expected ones or nobody has changed it lately, else as soon as two looks agree. Writing
/// in place takes a moment, and so does taking a file away before putting another there.
///
/// # Errors
/// As for [`read`]; `ResourceBusy` where it does not settle.
pub fn settled(path: &Path, most: u64, expected: Option<&[u8]>) -> io::Result<Option<Vec<u8>>> {
    let mut last = read(path, most)?;
    let mut missing = 0;
    for _ in 0..MOST_LOOKS {
        let is_expected = expected.is_some() && last.as_deref() == expected;
        if is_expected || (last.is_some() && is_calm(path)) {
            return Ok(last);
        }
        sleep(LOOK);
        let now = read(path, most)?;
        missing = if now.is_none() { missing + 1 } else { 0 };
        if now == last && (now.is_some() || missing >= GONE_LOOKS) {
            return Ok(now);
        }
        last = now;
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

fn is_calm(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let changed = changed.and_then(|moment| jiff::Timestamp::try_from(moment).ok());
    changed.is_some_and(|moment| clock::now() - moment.as_microsecond() > CALM)
}

/// Puts bytes in the place of a file that holds `expected`. Where the system can exchange two names at once (Linux, macOS), what was
/// there is looked at afterwards and handed out if it was anything else; elsewhere it is looked at just before.
///
/// # Errors
/// Where the disk says no; the file is as it was then.
pub fn replace(path: &Path, expected: &[u8], bytes: &[u8]) -> io::Result<Outcome> {
    let most = expected.len() as u64 + 1;
    let beside = write_beside(path, bytes)?;
    let outcome = if can_exchange(&beside, path)? {
        let is_expected = |path: &Path| matches!(read(path, most), Ok(Some(found)) if found == expected);
        // A program that opened the file just before may begin to write it now.
        let is_left_alone = is_expected(&beside) && {
            sleep(LOOK);
            is_expected(&beside)
        };
        // What came instead is never put back: whoever wrote it may have read our text since, and goes on from there.
        match is_left_alone {
            true => Outcome::Done,
            false => Outcome::Over(settled(&beside, u64::MAX, None)?.unwrap_or_default()),
        }
    } else if read(path, most).ok().flatten().as_deref() == Some(expected) {
        rename(&beside, path)?;
        Outcome::Done
    } else {
        Outcome::Other
    };
    fs::remove_file(&beside)
        .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
    sync_folder(path);
    Ok(outcome)
}

/// Exchanges two names; false where the system cannot, or the second is not there.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn can_exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOENT | Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn can_exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Writes a file that is not there yet, whole or not at all.
///
/// # Errors
/// `AlreadyExists` where something has its name; where the disk says no.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = write_beside(path, bytes)?;
    let made = match fs::hard_link(&beside, path) {
        // Some file systems have no second names.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            File::create_new(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        }
        linked => linked,
    };
    fs::remove_file(&beside)?;
    sync_folder(path);
    made
}

/// Takes a file away that holds `expected`; one that holds something else stays.
///
/// # Errors
/// Where the disk says no.
pub fn take(path: &Path, expected: &[u8]) -> io::Result<Outcome> {
    let aside = aside(path);
    rename(path, &aside)?;
    if read(&aside, expected.len() as u64 + 1).ok().flatten().as_deref() == Some(expected) {
        fs::remove_file(&aside)?;
        sync_folder(path);
        return Ok(Outcome::Done);
    }
    // What came in its place meanwhile is newer.
    match fs::hard_link(&aside, path) {
        Ok(()) => fs::remove_file(&aside)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let found = settled(&aside, u64::MAX, None)?;
            fs::remove_file(&aside)?;
            return Ok(found.map_or(Outcome::Other, Outcome::Aside));
        }
        Err(_) => rename(&aside, path)?,
    }
    Ok(Outcome::Other)
}

/// Writes a file of our own, in the place of what was there.
///
/// # Errors
/// Where the disk says no.
pub fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = write_beside(path, bytes)?;
    rename(&beside, path).inspect_err(|_| drop(fs::remove_file(&beside)))
}

fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let beside = aside(path);
    let written = File::create_new(&beside).and_then(|mut file| {
        // Who may read the file before may read it afterwards.
        if let Ok(meta) = fs::metadata(path) {
            file.set_permissions(meta.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.inspect_err(|_| drop(fs::remove_file(&beside)))?;
    Ok(beside)
}

/// A hidden name beside a file that nothing else has.
fn aside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", clock::uuid().simple()));
    path.with_file_name(name)
}

/// Makes a new name last over a loss of power, where the system can.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().filter(|_| cfg!(unix)) {
        drop(File::open(folder).and_then(|folder| folder.sync_all()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file `path` and one `beside` it, in a new folder.
    fn place(name: &str) -> (PathBuf, PathBuf) {
        let folder = std::env::temp_dir().join(format!("cartable-disk-{name}-{}", clock::uuid().simple()));
        fs::create_dir_all(&folder).unwrap();
        (folder.join("path"), folder.join("beside"))
    }

    #[test]
    fn a_file_that_is_away_for_a_moment_is_not_gone() {
        let (path, _) = place("away");
        assert_eq!(settled(&path, 9, None).unwrap(), None);
        let writer = std::thread::spawn({
            let path = path.clone();
            move || {
                // A writer that waits for its turn between taking the file away and writing it.
                sleep(LOOK * 10);
                fs::write(&path, "new").unwrap();
            }
        });
        assert_eq!(settled(&path, 9, None).unwrap().as_deref(), Some(&b"new"[..]));
        writer.join().unwrap();
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[test]
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn what_was_not_expected_is_handed_out_once_ours_is_there() {
        let (path, beside) = place("over");
        fs::write(&path, "theirs").unwrap();
        assert_eq!(replace(&path, b"expected", b"ours").unwrap(), Outcome::Over(b"theirs".to_vec()));
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), beside.exists()), ("ours", false));
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }
}
