//! Time and memory of a reader that is given a hostile input, in a program that does nothing else meanwhile.

use cartable::diagnostic::Findings;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The figure to reach is 2 s, and the release program shows it (`docs/figures.md`). Here the clock only tells the linear
/// reader, which needs seconds on any machine, from the quadratic one, which needs hours.
const MOST_TIME: Duration = Duration::from_secs(60);
/// In MiB, beside the input itself.
const MOST_MEMORY: usize = 200;

/// Gives an input to a reader; what is wrong, where it takes too long or too much, or lacks the finding that it must give. With
/// a folder in `HOSTILE` the input is only written there, so that the program itself can be measured.
pub fn play(
    name: &str,
    ending: &str,
    bytes: &[u8],
    code: &str,
    read: impl FnOnce(&[u8]) -> Findings,
) -> Option<String> {
    if let Some(folder) = std::env::var_os("HOSTILE").map(PathBuf::from) {
        let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        std::fs::write(folder.join(format!("{plain}.{ending}")), bytes).expect("a file");
        return None;
    }
    let held = bytes.len() >> 20;
    forget_peak();
    let before = peak().unwrap_or(0);
    let start = Instant::now();
    let findings = read(bytes);
    let took = start.elapsed();
    let memory = peak().unwrap_or(0).saturating_sub(before);
    let codes: BTreeSet<_> = findings.sorted().iter().map(|f| f.rule.code).collect();
    let line = format!("{name}: {took:?}, {memory} MiB beside {held} MiB of input, {codes:?}");
    eprintln!("{line}");
    (!codes.contains(&code) || took > MOST_TIME || memory > MOST_MEMORY).then(|| format!("{line} without {code}"))
}

/// The most memory that this program ever had, in MiB; none where the system does not tell.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<usize>().ok()? >> 10)
}

/// Forgets the peak, so that the next one is seen alone.
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").ok();
}
