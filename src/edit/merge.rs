//! Two texts that were made from one are merged line by line. Nothing is dropped: what does not go together is shown side by side.

use diffy::{ConflictStyle, DiffOptions, IncompleteHunkStyle, Line, MergeOptions};
use serde::Serialize;

/// What became of two texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Merge {
    /// Both went together.
    Clean {
        /// The text with both changes.
        text: String,
        /// What it has that `mine` had not.
        incoming: Vec<Hunk>,
    },
    /// They change the same lines in different ways.
    Conflict {
        /// The whole text in pieces.
        pieces: Vec<Side>,
    },
}

/// A run of lines that another writer changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// The first of its lines in the merged text, from 1.
    pub line: usize,
    /// What was there.
    pub before: String,
    /// What is there now.
    pub after: String,
}

/// A piece of a text in conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Side {
    /// What both agree on, or only one of them changed.
    Same {
        /// Whole lines.
        text: String,
    },
    /// What they changed in different ways. Each has whole lines, or none.
    Differs {
        /// What both were made from.
        base: String,
        /// The writer's.
        mine: String,
        /// What is on disk.
        theirs: String,
    },
}

/// Merges two texts made from `base`. Line ends that differ as a whole do not count: the merged text has those of `theirs`.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    let texts = [base, mine, theirs];
    let is_long = |text: &str| text.contains("\r\n");
    if texts.iter().all(|text| is_long(text) == is_long(theirs)) {
        return lines(base, mine, theirs);
    }
    let [base, mine, short] = texts.map(|text| text.replace("\r\n", "\n"));
    match lines(&base, &mine, &short) {
        Merge::Clean { text, incoming } if is_long(theirs) => {
            Merge::Clean { text: text.replace('\n', "\r\n"), incoming }
        }
        merged => merged,
    }
}

fn lines(base: &str, mine: &str, theirs: &str) -> Merge {
    // Longer than any run of a sign in the texts, so that no line of them is taken for a mark.
    let length = 7 + [base, mine, theirs].iter().map(|text| longest_run(text)).max().unwrap_or(0);
    let mut options = MergeOptions::new();
    options.set_conflict_marker_length(length);
    options.set_conflict_style(ConflictStyle::Diff3).set_incomplete_hunk_style(IncompleteHunkStyle::Git);
    match options.merge(base, mine, theirs) {
        Ok(text) => Merge::Clean { incoming: hunks(mine, &text), text },
        Err(marked) => Merge::Conflict { pieces: sides(&marked, length) },
    }
}

fn longest_run(text: &str) -> usize {
    let (mut longest, mut run, mut before) = (0, 0, ' ');
    for c in text.chars() {
        run = if c == before && "<=>|".contains(c) { run + 1 } else { 1 };
        (longest, before) = (longest.max(run), c);
    }
    longest
}

/// The pieces of a text with marks of conflicts.
fn sides(marked: &str, length: usize) -> Vec<Side> {
    let mark = |sign: &str| sign.repeat(length);
    let marks = ["<", "|", "=", ">"].map(mark);
    let mut pieces = Vec::new();
    // The writer's lines, the base's, those on disk; what is outside comes first.
    let mut parts: [String; 4] = Default::default();
    let mut at = 0;
    for line in marked.split_inclusive('\n') {
        match marks.iter().position(|mark| line.starts_with(mark.as_str())) {
            Some(3) => {
                let [_, mine, base, theirs] = std::mem::take(&mut parts);
                pieces.push(Side::Differs { base, mine, theirs });
                at = 0;
            }
            Some(mark) => {
                let text = std::mem::take(&mut parts[0]);
                pieces.extend((!text.is_empty()).then_some(Side::Same { text }));
                at = mark + 1;
            }
            None => parts[at].push_str(line),
        }
    }
    let text = std::mem::take(&mut parts[0]);
    pieces.extend((!text.is_empty()).then_some(Side::Same { text }));
    pieces
}

/// The runs of lines in which a text differs from another one.
pub fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    let patch = DiffOptions::new().set_context_len(0).create_patch(before, after);
    let hunk = |hunk: &diffy::Hunk<'_, str>| {
        let mut made = Hunk { line: hunk.new_range().start(), before: String::new(), after: String::new() };
        for line in hunk.lines() {
            match line {
                Line::Context(_) => {}
                Line::Delete(text) => made.before.push_str(text),
                Line::Insert(text) => made.after.push_str(text),
            }
        }
        made
    };
    patch.hunks().iter().map(hunk).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_other_lines_go_together() {
        let merged = merge("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n");
        let incoming = vec![Hunk { line: 4, before: "d\n".to_owned(), after: "D\n".to_owned() }];
        assert_eq!(merged, Merge::Clean { text: "A\nb\nc\nD\n".to_owned(), incoming });
        let merged = merge("a\nb\nc\n", "A\nb\nc\n", "a\r\nb\r\nC\r\n");
        assert!(matches!(merged, Merge::Clean { text, .. } if text == "A\r\nb\r\nC\r\n"));
    }

    #[test]
    fn a_conflict_keeps_every_line_of_all_three() {
        let long = "<".repeat(20);
        let (base, mine, theirs) =
            (format!("a\n{long}\nc\n"), format!("a\nmine {long}\nc"), "a\ntheirs =======\nc\nd\n".to_owned());
        let Merge::Conflict { pieces } = merge(&base, &mine, &theirs) else { panic!("merged") };
        let join = |pick: fn(&Side) -> &str| pieces.iter().map(pick).collect::<String>();
        let of_mine = join(|side| match side {
            Side::Same { text } => text,
            Side::Differs { mine, .. } => mine,
        });
        let of_theirs = join(|side| match side {
            Side::Same { text } => text,
            Side::Differs { theirs, .. } => theirs,
        });
        assert_eq!((of_mine.trim_end(), of_theirs.trim_end()), (mine.trim_end(), theirs.trim_end()));
        assert!(pieces.iter().any(|side| matches!(side, Side::Differs { base, .. } if base.contains(&long))));
    }
}
