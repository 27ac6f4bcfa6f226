//! Documents into decks: no word is lost, guesses are said, what cannot be read is a finding.

mod bad_files;
mod command;
mod forms;
mod lossless;
mod office;
mod recognised;
mod word;

use cartable::diagnostic::{Findings, Locale};
use cartable::documents::{Made, Maker, read};
use cartable::tree::{Packing, Tree, zip};
use std::collections::BTreeMap;

/// A Word document of these paragraphs and tables.
fn docx(body: &str) -> Vec<u8> {
    let mut tree = Tree::default();
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let styles: String = (1..=4)
        .map(|level| {
            format!(
                "<w:style w:type=\"paragraph\" w:styleId=\"T{level}\"><w:name w:val=\"heading {level}\"/></w:style>"
            )
        })
        .collect();
    let styles = format!(
        "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"T0\"><w:name w:val=\"Title\"/></w:style><w:style w:styleId=\"Key\"><w:name w:val=\"Key\"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId=\"Key2\"><w:name w:val=\"Key 2\"/><w:basedOn w:val=\"Key\"/></w:style>{styles}</w:styles>"
    );
    let level = |number: usize, form: &str| format!("<w:lvl w:ilvl=\"{number}\"><w:numFmt w:val=\"{form}\"/></w:lvl>");
    let list = |id: usize, form: &str| {
        let levels: String = (0..3).map(|number| level(number, form)).collect();
        format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
    };
    let numbers: String = (1..200)
        .map(|id| format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{}\"/></w:num>", usize::from(id >= 100)))
        .collect();
    let numbering =
        format!("<w:numbering xmlns:w=\"w\">{}{}{numbers}</w:numbering>", list(0, "bullet"), list(1, "decimal"));
    tree.put("word/document.xml", document);
    tree.put("word/styles.xml", styles);
    tree.put("word/numbering.xml", numbering);
    zip(&tree, Packing::Quick).expect("small")
}

/// A paragraph in a style: `T1` is a heading.
fn p(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", r("", text))
}

/// A run with properties.
fn r(properties: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// An entry of a list; those from 100 are numbered.
fn li(list: usize, level: usize, run: &str) -> String {
    format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{run}</w:p>")
}

/// A table of cells with a paragraph each.
fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc>{}</w:tc>", p("", text));
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// The deck of a file, with the codes of what was said.
fn made(name: &str, bytes: &[u8]) -> (Made, Vec<&'static str>) {
    let mut findings = Findings::default();
    let mut maker = Maker::deck("fr", Locale::En);
    let document = read(name, bytes, &mut findings);
    document.iter().for_each(|document| maker.add(document, name, &mut findings));
    (maker.done(), findings.sorted().iter().map(|finding| finding.rule.code).collect())
}

/// The text of the only card.
fn card(made: &Made) -> String {
    let cards: BTreeMap<&str, &[u8]> = made.files.files().filter(|(path, _)| path.contains("/01-")).collect();
    assert_eq!(cards.len(), 1, "{:?}", made.files.files().map(|(path, _)| path).collect::<Vec<_>>());
    String::from_utf8(cards.into_values().next().expect("a card").to_vec()).expect("UTF-8")
}
