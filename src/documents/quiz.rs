//! The quiz of a card: which paragraphs ask, what their lists are, and which answers are right.

use super::document::{Block, Entry, List, Text};
use super::outline::Node;
use super::rules;
use super::vocabulary::{heading, key};
use super::way::{Title, Way, short};
use std::ops::Range;

/// A question as the document has it.
struct Question<'b> {
    title: Title<'b>,
    range: Range<usize>,
    intro: Vec<&'b Text>,
    /// The list or the table, or the entries below a question that is itself an entry.
    answers: Answers<'b>,
    closing: Vec<&'b Text>,
    /// Whether its title was seen to ask something.
    asks: bool,
}

enum Answers<'b> {
    None,
    List(&'b List),
    Table(&'b [Vec<Vec<Text>>]),
}

/// The items of a quiz as Markdown; empty where it asks nothing.
pub fn quiz(node: &Node, way: &mut Way<'_>) -> String {
    let mut questions = Vec::new();
    ask(&node.blocks, None, &mut questions);
    below(&node.children, &mut questions);
    let mut out = String::new();
    for (number, question) in (1..).zip(&questions) {
        out.push_str(&item(question, number, way));
    }
    out
}

fn below<'b>(children: &'b [Node], questions: &mut Vec<Question<'b>>) {
    for child in children {
        ask(&child.blocks, child.heading.as_ref(), questions);
        below(&child.children, questions);
    }
}

/// Finds the questions among blocks; the first of them belongs to the heading, where there is one.
fn ask<'b>(blocks: &'b [Block], heading: Option<&'b Text>, questions: &mut Vec<Question<'b>>) {
    let first = questions.len();
    if let Some(heading) = heading {
        questions.push(Question::new(Title::Taken(heading), heading.range.clone()));
    }
    for (at, block) in blocks.iter().enumerate() {
        let open = questions.len() > first;
        let is_answered = open && questions.last().is_some_and(|question| !matches!(question.answers, Answers::None));
        match block {
            Block::Heading(_, text) | Block::Paragraph(text) | Block::Quote(text) => {
                let opens = matches!(blocks.get(at + 1), Some(Block::List(_) | Block::Table(_)));
                let asks = does_ask(text) || text.is_bold();
                let is_quote = matches!(block, Block::Quote(_));
                match questions.last_mut().filter(|_| open) {
                    Some(last) if is_answered && (is_quote || !opens && !asks) => last.closing.push(text),
                    Some(last) if !is_answered && (is_quote || heading.is_some() || !asks) => last.intro.push(text),
                    // What came before the question leads to it.
                    Some(Question { title: title @ Title::Taken(_), range, intro, asks: seen, .. })
                        if !is_answered && !*seen =>
                    {
                        *seen = true;
                        if let Title::Taken(before) = std::mem::replace(title, Title::Taken(text)) {
                            intro.insert(0, before);
                        }
                        *range = text.range.clone();
                    }
                    _ => questions.push(Question { asks, ..Question::new(Title::Taken(text), text.range.clone()) }),
                }
            }
            Block::List(list) if holds_questions(list, open && !is_answered) => {
                for entry in &list.entries {
                    let mut question = Question::new(Title::Taken(&entry.text), entry.text.range.clone());
                    question.closing.extend(&entry.more);
                    if !entry.below.entries.is_empty() {
                        question.answers = Answers::List(&entry.below);
                    }
                    questions.push(question);
                }
            }
            Block::List(_) | Block::Table(_) => {
                if !open || is_answered {
                    questions.push(Question::new(Title::Added("quiz"), block.range()));
                }
                let Some(last) = questions.last_mut() else { continue };
                last.answers = match block {
                    Block::List(list) => Answers::List(list),
                    Block::Table(rows) => Answers::Table(rows),
                    _ => Answers::None,
                };
            }
        }
    }
}

/// Whether a text ends as questions do; in Greek that is a semicolon.
fn does_ask(text: &Text) -> bool {
    text.plain().trim_end().ends_with(['?', ';', '\u{37e}'])
}

/// Whether the entries of a list are questions and not answers.
fn holds_questions(list: &List, is_asked: bool) -> bool {
    let marked = list.entries.iter().any(|entry| entry.mark.is_some());
    let nested = list.entries.iter().any(|entry| !entry.below.entries.is_empty());
    !marked && list.entries.iter().all(|entry| does_ask(&entry.text)) && (nested || !is_asked)
}

impl<'b> Question<'b> {
    fn new(title: Title<'b>, range: Range<usize>) -> Self {
        Self { title, range, intro: Vec::new(), answers: Answers::None, closing: Vec::new(), asks: true }
    }
}

/// A question as an item.
fn item(question: &Question<'_>, number: usize, way: &mut Way<'_>) -> String {
    let shown = match question.title {
        Title::Taken(text) => short(&text.plain()),
        Title::Added(key) => heading(key, way.language).to_owned(),
    };
    let title = way.title(question.title);
    let intro: String = question.intro.iter().map(|text| format!("{}\n\n", way.line(text))).collect();
    let (kind, answers) = match &question.answers {
        Answers::None => ("note", String::new()),
        Answers::List(list) => of_list(list, way),
        Answers::Table(rows) => of_table(rows, way),
    };
    way.say(&rules::TAKEN_ITEM, &question.range).with("text", &shown).with("kind", kind);
    if matches!(kind, "fact" | "facts") && !answers.contains("- [x]") {
        way.say(&rules::NO_RIGHT_ANSWER, &question.range).with("text", &shown);
    }
    let steps = if kind == "position" { " steps=5" } else { "" };
    let closing: String = question.closing.iter().map(|text| format!("> {}\n>\n", way.line(text))).collect();
    let closing = closing.trim_end_matches(['>', '\n']);
    let closing = if closing.is_empty() { String::new() } else { format!("\n{closing}\n") };
    format!("### {title} {{#q{number} kind={kind}{steps}}}\n\n{intro}{answers}{closing}\n")
}

/// The kind of item that a list is, and its answers as Markdown.
fn of_list(list: &List, way: &mut Way<'_>) -> (&'static str, String) {
    let entries = &list.entries;
    let ticked = entries.iter().any(|entry| entry.mark.is_some());
    let bold = entries.iter().filter(|entry| entry.text.is_bold()).count();
    let nested = |least, most| entries.iter().all(|entry| (least..=most).contains(&entry.below.entries.len()));
    if ticked || (1..entries.len()).contains(&bold) {
        let right = |entry: &Entry| if ticked { entry.mark == Some(true) } else { entry.text.is_bold() };
        let count = entries.iter().filter(|entry| right(entry)).count();
        let kind = if count > 1 { "facts" } else { "fact" };
        return (kind, entries.iter().map(|entry| choice(entry, right(entry), way)).collect());
    }
    if nested(4, 4) && (2..=5).contains(&entries.len()) && entries.iter().all(|entry| entry.below.ordered) {
        return ("perspectives", groups(entries, "1.", way));
    }
    if nested(1, 1) {
        return ("match", groups(entries, "-", way));
    }
    if nested(1, usize::MAX) && (2..=4).contains(&entries.len()) {
        return ("sort", groups(entries, "-", way));
    }
    if list.ordered && nested(0, 0) && entries.len() > 2 {
        let lines = entries.iter().map(|entry| format!("1. {}\n{}", way.line(&entry.text), more(entry, way)));
        return ("order", lines.collect());
    }
    if entries.len() == 2 && nested(0, 0) {
        return (
            "position",
            entries.iter().map(|entry| format!("- {}\n{}", way.line(&entry.text), more(entry, way))).collect(),
        );
    }
    ("fact", entries.iter().map(|entry| choice(entry, false, way)).collect())
}

/// An answer that is right or wrong; what stands below it is what is said of it.
fn choice(entry: &Entry, right: bool, way: &mut Way<'_>) -> String {
    let sign = if right { "x" } else { " " };
    let mut out = format!("- [{sign}] {}\n", way.line(&entry.text.clone().thin()));
    let mut below: Vec<&Text> = entry.more.iter().collect();
    entry.below.entries.iter().for_each(|entry| entry.texts(&mut |text| below.push(text)));
    let lines: Vec<String> = below.into_iter().map(|text| format!("  > {}\n", way.line(text))).collect();
    out.push_str(&lines.join("  >\n"));
    out
}

/// Further paragraphs of an entry.
fn more(entry: &Entry, way: &mut Way<'_>) -> String {
    entry.more.iter().map(|text| format!("\n   {}\n", way.line(text))).collect()
}

/// Entries with a list below each.
fn groups(entries: &[Entry], sign: &str, way: &mut Way<'_>) -> String {
    let mut out = String::new();
    for entry in entries {
        out.push_str(&format!("- {}\n{}", way.line(&entry.text), more(entry, way)));
        for below in &entry.below.entries {
            let mut texts = Vec::new();
            below.texts(&mut |text| texts.push(text));
            texts.iter().for_each(|text| out.push_str(&format!("  {sign} {}\n", way.line(text))));
        }
    }
    out
}

/// The kind of item that a table is: answers with a mark beside each, or pairs.
fn of_table(rows: &[Vec<Vec<Text>>], way: &mut Way<'_>) -> (&'static str, String) {
    let two: Vec<(&[Text], &[Text])> = rows
        .iter()
        .filter_map(|row| if let [a, b] = row.as_slice() { Some((a.as_slice(), b.as_slice())) } else { None })
        .collect();
    if two.len() != rows.len() {
        rows.iter().flatten().flatten().for_each(|text| way.leave(text));
        return ("note", String::new());
    }
    if let Some(range) = rows.iter().flatten().flatten().next().map(|text| text.range.clone()) {
        way.say(&rules::TAKEN_TABLE, &range).with("what", "answers");
    }
    let marks: Vec<Option<bool>> = two.iter().map(|(_, cell)| mark(cell)).collect();
    // The first row may say what the columns are.
    let head = usize::from(marks[0].is_none() && marks.len() > 2 && marks[1..].iter().all(Option::is_some));
    if marks[head..].iter().all(Option::is_some) && marks.contains(&Some(true)) {
        two[..head].iter().for_each(|(a, b)| a.iter().chain(*b).for_each(|text| way.drop(text)));
        let mut out = String::new();
        for ((answer, sign), right) in two[head..].iter().zip(&marks[head..]) {
            sign.iter().for_each(|text| way.drop(text));
            let Some((first, more)) = answer.split_first() else { continue };
            let entry = Entry { text: first.clone(), more: more.to_vec(), ..Entry::default() };
            out.push_str(&choice(&entry, *right == Some(true), way));
        }
        let count = marks.iter().filter(|mark| **mark == Some(true)).count();
        return (if count > 1 { "facts" } else { "fact" }, out);
    }
    let is_bold = |cells: &(&[Text], &[Text])| cells.0.iter().chain(cells.1).all(Text::is_bold);
    let head = usize::from(two.len() > 2 && is_bold(&two[0]) && !two[1..].iter().all(is_bold));
    two[..head].iter().for_each(|(a, b)| a.iter().chain(*b).for_each(|text| way.drop(text)));
    let mut out = String::new();
    for (a, b) in &two[head..] {
        if a.is_empty() || b.is_empty() {
            a.iter().chain(*b).for_each(|text| way.leave(text));
            continue;
        }
        let side =
            |cell: &[Text], way: &mut Way<'_>| cell.iter().map(|text| way.line(text)).collect::<Vec<_>>().join(" ");
        out.push_str(&format!("- {}\n  - {}\n", side(a, way), side(b, way)));
    }
    ("match", out)
}

/// Whether a cell says right or wrong; none where it says something else.
fn mark(cell: &[Text]) -> Option<bool> {
    let [text] = cell else { return cell.is_empty().then_some(false) };
    match text.plain().trim() {
        "☒" | "☑" | "✓" | "✔" => Some(true),
        "☐" | "✗" | "✘" | "-" | "–" => Some(false),
        words => key(words, &["right", "wrong"]).map(|key| key == "right"),
    }
}
