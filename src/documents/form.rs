//! The blank card as a form to fill in, in a word processor or a spreadsheet: what is written into it is read back as a card. The
//! same form gives the same bytes.

use super::vocabulary::heading;
use crate::templates::{self, STAND_IN};
use crate::tree::{ArchiveError, Packing, Tree, zip};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What program a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Word.
    Docx,
    /// LibreOffice Writer.
    Odt,
    /// Excel and other spreadsheets, a card in each row.
    Xlsx,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Docx, Self::Odt, Self::Xlsx];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Xlsx => "xlsx",
        }
    }
}

type Hints = BTreeMap<String, BTreeMap<String, String>>;

static HINTS: LazyLock<Hints> = LazyLock::new(|| {
    let text = templates::text("documents/form.toml");
    toml::from_str(text).unwrap_or_else(|fault| panic!("templates/documents/form.toml: {fault}"))
});

/// A line of the form.
enum Line<'t> {
    Heading(u8, &'t str),
    Text(&'t str),
    Entry(&'t str),
    BoldEntry(&'t str),
}

/// The form in a language; in English where it has none.
///
/// # Errors
/// Where the archive cannot be made.
pub fn form(form: Form, language: &str) -> Result<Vec<u8>, ArchiveError> {
    let hints = HINTS.get(language).or_else(|| HINTS.get(STAND_IN));
    let hint = |key: &str| hints.and_then(|hints| hints.get(key)).map_or("", String::as_str);
    let part = |key: &str| heading(key, language);
    let lines = [
        Line::Heading(1, hint("title")),
        Line::Text(hint("story")),
        Line::Heading(2, part("dilemma")),
        Line::Text(hint("tension")),
        Line::Heading(2, part("prompts")),
        Line::Entry(hint("prompt")),
        Line::Entry(hint("prompt")),
        Line::Entry(hint("prompt")),
        Line::Heading(2, part("quiz")),
        Line::Heading(3, hint("question")),
        Line::BoldEntry(hint("right")),
        Line::Entry(hint("wrong")),
        Line::Entry(hint("wrong")),
        Line::Heading(2, part("actions")),
        Line::Heading(3, part("individual")),
        Line::Entry(hint("idea")),
        Line::Heading(3, part("team")),
        Line::Entry(hint("idea")),
        Line::Heading(3, part("organisation")),
        Line::Entry(hint("idea")),
        Line::Heading(3, part("policy")),
        Line::Entry(hint("idea")),
    ];
    let tree = match form {
        Form::Docx => docx(&lines),
        Form::Odt => odt(&lines),
        Form::Xlsx => xlsx(&[
            (part("title"), hint("title").to_owned()),
            (part("story"), hint("story").to_owned()),
            (part("dilemma"), hint("tension").to_owned()),
            (part("prompts"), hint("prompt").to_owned()),
            (part("quiz"), format!("{}\n- [x] {}\n- [ ] {}", hint("question"), hint("right"), hint("wrong"))),
            (part("individual"), hint("idea").to_owned()),
            (part("team"), hint("idea").to_owned()),
            (part("organisation"), hint("idea").to_owned()),
        ]),
    };
    zip(&tree, Packing::Tight)
}

/// A built-in member without the line end behind it, with its body filled in.
fn member(path: &str, body: &str) -> String {
    templates::text(&format!("documents/{path}")).trim_end().replace("{body}", body)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn docx(lines: &[Line<'_>]) -> Tree {
    let paragraph = |properties: &str, look: &str, text: &str| {
        format!(
            "<w:p><w:pPr>{properties}</w:pPr><w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(text)
        )
    };
    let entry = "<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
    let body: String = lines
        .iter()
        .map(|line| match line {
            Line::Heading(level, text) => paragraph(&format!("<w:pStyle w:val=\"Heading{level}\"/>"), "", text),
            Line::Text(text) => paragraph("", "", text),
            Line::Entry(text) => paragraph(entry, "", text),
            Line::BoldEntry(text) => paragraph(entry, "<w:rPr><w:b/></w:rPr>", text),
        })
        .collect();
    let mut tree = Tree::default();
    for (path, name) in [
        ("[Content_Types].xml", "types.xml"),
        ("_rels/.rels", "rels.xml"),
        ("word/_rels/document.xml.rels", "document-rels.xml"),
        ("word/document.xml", "document.xml"),
        ("word/numbering.xml", "numbering.xml"),
        ("word/styles.xml", "styles.xml"),
    ] {
        tree.put(path, member(&format!("docx/{name}"), &body));
    }
    tree
}

fn odt(lines: &[Line<'_>]) -> Tree {
    let entry = |text: &str| {
        format!(
            "<text:list text:style-name=\"Bullets\"><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
        )
    };
    let body: String = lines
        .iter()
        .map(|line| match line {
            Line::Heading(level, text) => format!(
                "<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">{}</text:h>",
                escaped(text)
            ),
            Line::Text(text) => format!("<text:p text:style-name=\"Standard\">{}</text:p>", escaped(text)),
            Line::Entry(text) => entry(&escaped(text)),
            Line::BoldEntry(text) => {
                entry(&format!("<text:span text:style-name=\"Bold\">{}</text:span>", escaped(text)))
            }
        })
        .collect();
    // Entries in a row are one list.
    let body = body.replace("</text:list><text:list text:style-name=\"Bullets\">", "");
    let mut tree = Tree::default();
    tree.put("mimetype", "application/vnd.oasis.opendocument.text");
    for (path, name) in
        [("META-INF/manifest.xml", "manifest.xml"), ("content.xml", "content.xml"), ("styles.xml", "styles.xml")]
    {
        tree.put(path, member(&format!("odt/{name}"), &body));
    }
    tree
}

fn xlsx(columns: &[(&str, String)]) -> Tree {
    let cell = |style: u8, text: &str| {
        format!("<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))
    };
    let header: String = columns.iter().map(|(name, _)| cell(1, name)).collect();
    let hints: String = columns.iter().map(|(_, hint)| cell(0, hint)).collect();
    let body = format!("<row r=\"1\">{header}</row><row r=\"2\">{hints}</row>");
    let mut tree = Tree::default();
    for (path, name) in [
        ("[Content_Types].xml", "types.xml"),
        ("_rels/.rels", "rels.xml"),
        ("xl/_rels/workbook.xml.rels", "workbook-rels.xml"),
        ("xl/styles.xml", "styles.xml"),
        ("xl/workbook.xml", "workbook.xml"),
        ("xl/worksheets/sheet1.xml", "sheet.xml"),
    ] {
        tree.put(path, member(&format!("xlsx/{name}"), &body));
    }
    tree
}
