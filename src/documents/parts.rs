//! The parts of a card that are text or lists: story, content note, dilemma, questions, ideas for action.

use super::document::{Block, Entry, List, Text};
use super::outline::Node;
use super::rules;
use super::vocabulary::{LEVELS, key};
use super::way::{Title, Way, short};

/// Running text: paragraphs, lists, quotes. Headings become bold paragraphs, tables are left over.
pub fn prose(blocks: &[Block], way: &mut Way<'_>) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => parts.push(way.line(text)),
            Block::Heading(_, text) => {
                let line = way.line(&text.clone().thin());
                parts.push(if line.contains('*') { line } else { format!("**{line}**") });
            }
            Block::Quote(text) => parts.push(format!("> {}", way.line(text))),
            Block::List(list) => parts.push(self::list(list, 0, way).trim_end().to_owned()),
            Block::Table(_) => way.leave_block(block),
        }
    }
    parts.retain(|part| !part.is_empty());
    apart(&parts)
}

/// Blocks with an empty line after each. Two lists in a row would be one without a line between them that shows nothing.
fn apart(parts: &[String]) -> String {
    let mut out = String::new();
    for part in parts {
        out.push_str(part);
        out.push_str("\n\n");
    }
    out
}

/// A list, its entries `deep` levels in.
fn list(list: &List, deep: usize, way: &mut Way<'_>) -> String {
    let mut out = String::new();
    let sign = if list.ordered { "1. " } else { "- " };
    let (margin, inner) = ("   ".repeat(deep), "   ".repeat(deep + 1));
    for entry in &list.entries {
        out.push_str(&format!("{margin}{sign}{}\n", way.line(&entry.text)));
        for more in &entry.more {
            out.push_str(&format!("\n{inner}{}\n", way.line(more)));
        }
        out.push_str(&self::list(&entry.below, deep + 1, way));
    }
    if deep == 0 { out + "\n" } else { out }
}

/// All blocks of a heading and of those below it, which stand among them as headings.
pub fn flat(node: &Node) -> Vec<Block> {
    let mut blocks = node.blocks.clone();
    for child in &node.children {
        blocks.extend(child.heading.clone().map(|heading| Block::Heading(child.level, heading)));
        blocks.extend(flat(child));
    }
    blocks
}

/// The lines of a part that is one list: entries, and paragraphs as entries. What stood below an entry stands beside it.
pub fn lines<'b>(blocks: &'b [Block], way: &mut Way<'_>) -> Vec<&'b Text> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Quote(text) => lines.push(text),
            Block::Heading(_, text) => way.leave(text),
            Block::List(list) => {
                for entry in &list.entries {
                    if let Some(below) = entry.below.entries.first() {
                        way.say(&rules::FLATTENED, &below.text.range).with("text", short(&below.text.plain()));
                    }
                    entry.texts(&mut |text| lines.push(text));
                }
            }
            Block::Table(rows) => {
                way.say(&rules::TAKEN_TABLE, &block.range()).with("what", "entries");
                lines.extend(rows.iter().flatten().flatten());
            }
        }
    }
    lines
}

/// Entries of a list, a line each.
pub fn entries(lines: &[&Text], way: &mut Way<'_>) -> String {
    lines.iter().map(|text| format!("- {}\n", way.line(text))).collect()
}

/// A side of a dilemma: its name and its arguments.
type Side<'b> = (&'b Text, Vec<&'b Text>);

/// The dilemma: the tension, then two sides where the document has two.
pub fn dilemma(node: &Node, way: &mut Way<'_>) -> String {
    let (tension, sides) = split(node);
    let [a, b] = sides.as_slice() else {
        return prose(&flat(node), way);
    };
    let mut out = prose(&tension, way);
    for (side, mark) in [(a, "side-a"), (b, "side-b")] {
        way.say(&rules::TAKEN_PART, &side.0.range).with("text", short(&side.0.plain())).with("part", mark);
        let title = way.title(Title::Taken(side.0));
        let arguments = entries(&side.1, way);
        out.push_str(&format!("### {title} {{#{mark}}}\n\n{arguments}\n"));
    }
    out
}

/// The blocks before the sides, and the sides where there are exactly two, in whatever form: headings, the columns of a table, the
/// entries of a list, paragraphs in front of lists. Nothing where there are not.
fn split(node: &Node) -> (Vec<Block>, Vec<Side<'_>>) {
    let is_flat = |list: &List| list.entries.iter().all(|entry| entry.below.entries.is_empty());
    match (node.blocks.as_slice(), node.children.as_slice()) {
        (tension, [a, b]) if [a, b].iter().all(|side| is_side(side)) => {
            let sides = [a, b].into_iter().filter_map(|side| Some((side.heading.as_ref()?, texts(&side.blocks))));
            (tension.to_vec(), sides.collect())
        }
        ([tension @ .., Block::Table(rows)], []) => (tension.to_vec(), columns(rows)),
        ([tension @ .., Block::Paragraph(a), Block::List(of_a), Block::Paragraph(b), Block::List(of_b)], [])
            if is_flat(of_a) && is_flat(of_b) =>
        {
            (tension.to_vec(), vec![(a, list_texts(of_a)), (b, list_texts(of_b))])
        }
        ([tension @ .., Block::List(list)], []) if list.entries.len() == 2 && !list.entries.iter().any(is_bare) => {
            let sides = list.entries.iter().map(|entry| (&entry.text, list_texts(&entry.below)));
            (tension.to_vec(), sides.collect())
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// Whether nothing but a list stands below a heading.
fn is_side(node: &Node) -> bool {
    node.heading.is_some() && node.children.is_empty() && matches!(node.blocks.as_slice(), [Block::List(_)])
}

/// Whether an entry is no name of a side with arguments below it.
fn is_bare(entry: &Entry) -> bool {
    entry.below.entries.is_empty() || !entry.more.is_empty()
}

fn list_texts(list: &List) -> Vec<&Text> {
    let mut all = Vec::new();
    list.entries.iter().for_each(|entry| entry.texts(&mut |text| all.push(text)));
    all
}

fn texts(blocks: &[Block]) -> Vec<&Text> {
    let mut all = Vec::new();
    blocks.iter().for_each(|block| block.texts(&mut |text| all.push(text)));
    all
}

/// The two columns of a table whose first row has the names of the sides.
fn columns(rows: &[Vec<Vec<Text>>]) -> Vec<Side<'_>> {
    let is_two = rows.len() > 1 && rows.iter().all(|row| row.len() == 2) && rows[0].iter().all(|cell| cell.len() == 1);
    if !is_two {
        return Vec::new();
    }
    let column = |at: usize| (&rows[0][at][0], rows[1..].iter().flat_map(|row| &row[at]).collect::<Vec<_>>());
    let sides = vec![column(0), column(1)];
    if sides.iter().all(|(_, arguments)| !arguments.is_empty()) { sides } else { Vec::new() }
}

/// Ideas of one level.
struct Ideas<'b> {
    level: &'static str,
    title: Title<'b>,
    lines: Vec<&'b Text>,
}

/// The ideas for action by their levels: headings, the rows of a table, the entries of a list. Those without a level are taken for
/// what one can do alone.
pub fn actions(node: &Node, way: &mut Way<'_>) -> String {
    let mut all: Vec<Ideas<'_>> = Vec::new();
    loose(&node.blocks, &mut all, way);
    for child in &node.children {
        let Some(heading) = &child.heading else { continue };
        match key(&heading.plain(), &LEVELS) {
            Some(level) => {
                let lines = lines(&child.blocks, way);
                add(&mut all, level, Title::Taken(heading), lines, way);
            }
            None => {
                way.leave(heading);
                loose(&child.blocks, &mut all, way);
            }
        }
        child.children.iter().for_each(|below| {
            way.leave_all(below);
        });
    }
    all.sort_by_key(|ideas| LEVELS.iter().position(|level| *level == ideas.level));
    let mut out = String::new();
    for ideas in &all {
        let title = way.title(ideas.title);
        let entries = entries(&ideas.lines, way);
        out.push_str(&format!("### {title} {{#{}}}\n\n{entries}\n", ideas.level));
    }
    out
}

/// Adds ideas to those of their level. A second heading of one level is said by the first.
fn add<'b>(all: &mut Vec<Ideas<'b>>, level: &'static str, title: Title<'b>, lines: Vec<&'b Text>, way: &mut Way<'_>) {
    if lines.is_empty() {
        if let Title::Taken(text) = title {
            way.leave(text);
        }
        return;
    }
    match all.iter_mut().find(|ideas| ideas.level == level) {
        Some(ideas) => {
            ideas.lines.extend(lines);
            if let Title::Taken(text) = title {
                way.drop(text);
            }
        }
        None => all.push(Ideas { level, title, lines }),
    }
}

/// Ideas that stand below no heading of their own.
fn loose<'b>(blocks: &'b [Block], all: &mut Vec<Ideas<'b>>, way: &mut Way<'_>) {
    let mut bare = Vec::new();
    for block in blocks {
        match block {
            Block::Table(rows) => {
                way.say(&rules::TAKEN_TABLE, &block.range()).with("what", "actions");
                rows.iter().for_each(|row| self::row(row, all, &mut bare, way));
            }
            Block::List(list) => {
                for entry in &list.entries {
                    let level = key(&entry.text.plain(), &LEVELS)
                        .filter(|_| !entry.below.entries.is_empty() || !entry.more.is_empty());
                    match level {
                        Some(level) => {
                            let mut lines: Vec<&Text> = entry.more.iter().collect();
                            lines.extend(list_texts(&entry.below));
                            add(all, level, Title::Taken(&entry.text), lines, way);
                        }
                        None => entry.texts(&mut |text| bare.push(text)),
                    }
                }
            }
            Block::Heading(_, text) | Block::Paragraph(text) | Block::Quote(text) => bare.push(text),
        }
    }
    if let Some(first) = bare.first() {
        way.say(&rules::TAKEN_LEVEL, &first.range).with("text", short(&first.plain()));
        add(all, LEVELS[0], Title::Added(LEVELS[0]), bare, way);
    }
}

/// A row of a table whose first cell says the level. The first row of all may say what the columns are.
fn row<'b>(row: &'b [Vec<Text>], all: &mut Vec<Ideas<'b>>, bare: &mut Vec<&'b Text>, way: &mut Way<'_>) {
    let level = row.first().and_then(|cell| cell.first()).and_then(|text| Some((text, key(&text.plain(), &LEVELS)?)));
    match level {
        Some((title, level)) if row.len() > 1 => {
            let lines = row[0].iter().skip(1).chain(row[1..].iter().flatten()).collect();
            add(all, level, Title::Taken(title), lines, way);
        }
        _ if all.is_empty() && row.len() > 1 => row.iter().flatten().for_each(|text| way.drop(text)),
        _ => bare.extend(row.iter().flatten()),
    }
}
