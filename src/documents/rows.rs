//! A spreadsheet with a card in each row: its columns are known by their headers, as headings are. A row becomes what a text with
//! these headings would be. Each table of a file has a header of its own; one that names no card, and comments, stand outside the text.

use super::collector::{Collector, Position};
use super::document::{Block, Document, Run, Text};
use super::vocabulary::{LEVELS, PARTS, key};
use crate::sheet::{Part, Row, Sheet};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a column is.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Theme,
    Title,
    Part(&'static str),
    Level(&'static str),
    Other,
}

/// The parts whose cells are lists.
const LISTS: [&str; 2] = ["prompts", "sources"];

/// The document of a file's tables; none where no header names a card.
pub fn read(sheet: &Sheet) -> Option<Document> {
    let mut reader = Reader { collector: Collector::default(), list: 0, used: BTreeSet::new() };
    let mut found = reader.table(&sheet.rows).is_some();
    let mut others = if found { Vec::new() } else { vec![(None, &sheet.rows)] };
    for (part, rows) in &sheet.more {
        match part {
            Part::Table(_) if reader.table(rows).is_some() => found = true,
            _ => others.push((Some(part), rows)),
        }
    }
    for (part, rows) in others {
        reader.outside(part, rows);
    }
    (found && !reader.collector.is_full())
        .then(|| reader.collector.document(sheet.source.path(), Some(sheet.source.clone())))
}

/// What the columns of a header are, and which of them has the title; none where they are those of no card.
fn columns(header: &Row) -> Option<(Vec<Column>, usize)> {
    let columns: Vec<Column> = header.texts().map(column).collect();
    // Without a column for the title the first that nothing is known of has it.
    let title = columns
        .iter()
        .position(|column| *column == Column::Title)
        .or_else(|| columns.iter().position(|column| *column == Column::Other))?;
    columns.iter().any(|column| matches!(column, Column::Part(_) | Column::Level(_))).then_some((columns, title))
}

impl Column {
    /// Whether the words of its header stand in the cards: those of titles, themes and stories are said by where they stand.
    fn is_text(self) -> bool {
        !matches!(self, Self::Theme | Self::Title | Self::Part("story"))
    }
}

fn column(header: &str) -> Column {
    if let Some(part) = key(header, &PARTS) {
        return Column::Part(part);
    }
    match key(header, &LEVELS) {
        Some(level) => Column::Level(level),
        None => match key(header, &["title", "theme"]) {
            Some("title") => Column::Title,
            Some(_) => Column::Theme,
            None => Column::Other,
        },
    }
}

struct Reader {
    collector: Collector,
    list: usize,
    /// The columns of the table whose headers stand in a card already.
    used: BTreeSet<usize>,
}

impl Reader {
    /// The cards of a table; none where its header names no card.
    fn table(&mut self, rows: &[Row]) -> Option<()> {
        let header = rows.first()?;
        let (columns, title) = columns(header)?;
        self.used.clear();
        let mut theme = String::new();
        for row in rows.iter().skip(1) {
            if self.collector.is_full() {
                break;
            }
            let own = columns.iter().position(|column| *column == Column::Theme);
            // A theme that the next row says again is the same theme.
            if let Some((at, words)) =
                own.map(|at| (at, row.text(at))).filter(|(_, words)| !words.is_empty() && *words != theme)
            {
                theme = words.to_owned();
                self.heading(1, words, row.place(at), false);
            }
            self.card(header, row, &columns, title);
        }
        // A header says what its cells are; where it says a part and no card has it, its words have no other place.
        for (at, text) in header.texts().enumerate().filter(|(at, _)| columns[*at].is_text() && *at != title) {
            if !self.used.contains(&at) {
                self.aside("columns", text, header.place(at));
            }
        }
        Some(())
    }

    /// Puts all cells of a table outside the text, behind its name.
    fn outside(&mut self, part: Option<&Part>, rows: &[Row]) {
        let kind = if part == Some(&Part::Comments) { "comment" } else { "sheet" };
        if let (Some(Part::Table(name)), Some(first)) = (part, rows.first()) {
            self.aside(kind, name, first.place(0));
        }
        for row in rows {
            for (at, text) in row.texts().enumerate() {
                self.aside(kind, text, row.place(at));
            }
        }
    }

    fn aside(&mut self, kind: &'static str, letters: &str, range: Range<usize>) {
        self.collector.aside_at(kind, vec![Run { letters: letters.to_owned(), ..Run::default() }], range);
    }

    fn card(&mut self, header: &Row, row: &Row, columns: &[Column], title: usize) {
        if !row.text(title).is_empty() {
            self.heading(2, row.text(title), row.place(title), false);
        }
        let mut in_actions = false;
        for (at, text) in row.texts().enumerate().filter(|(at, text)| *at != title && !text.is_empty()) {
            let named = header.text(at);
            let column = columns.get(at).copied().unwrap_or(Column::Other);
            let repeated = !column.is_text() || !self.used.insert(at) || named.is_empty();
            match column {
                Column::Theme => continue,
                Column::Part(part) => {
                    in_actions = part == "actions";
                    self.heading(3, named, row.place(at), repeated);
                    self.cell(text, &row.place(at), LISTS.contains(&part));
                }
                Column::Level(_) => {
                    if !in_actions {
                        let words = super::vocabulary::heading("actions", super::vocabulary::language_of(named));
                        self.heading(3, words, row.place(at), true);
                        in_actions = true;
                    }
                    self.heading(4, named, row.place(at), repeated);
                    self.cell(text, &row.place(at), true);
                }
                Column::Title | Column::Other => {
                    self.heading(3, if named.is_empty() { "?" } else { named }, row.place(at), repeated);
                    self.cell(text, &row.place(at), false);
                }
            }
        }
    }

    fn heading(&mut self, level: u8, words: &str, range: Range<usize>, repeated: bool) {
        let text = self.text(words, range);
        self.collector.block(Block::Heading(level, Text { repeated, ..text }));
    }

    fn text(&mut self, letters: &str, range: Range<usize>) -> Text {
        self.collector.text(vec![Run { letters: letters.to_owned(), ..Run::default() }], Some(range))
    }

    /// The lines of a cell: entries where the column is a list, else paragraphs.
    fn cell(&mut self, words: &str, range: &Range<usize>, is_list: bool) {
        self.list += 1;
        for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if is_list {
                let line = line.trim_start_matches(['-', '–', '•', '·', '*']).trim_start();
                let text = self.text(line, range.clone());
                self.collector.entry(Position { list: self.list, level: 0, ordered: false }, text);
            } else {
                let text = self.text(line, range.clone());
                self.collector.block(Block::Paragraph(text));
            }
        }
    }
}
