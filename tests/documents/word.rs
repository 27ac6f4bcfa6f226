//! What programs write in their own ways: names of members, fields, equations, drawings, typed letters, bold lines.

use super::recognised::texts;
use super::{card, docx, li, made, p, r};
use cartable::tree::{Packing, Tree, zip};

const B: &str = "<w:b/>";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"urn:r\"";

/// The relations of a member: kind and target of each, with ids from `r0`.
fn relations(all: &[(&str, &str)]) -> String {
    let one = |(at, (kind, target)): (usize, &(&str, &str))| {
        let mode = if target.contains("://") { " TargetMode=\"External\"" } else { "" };
        format!("<Relationship Id=\"r{at}\" Type=\"urn:x/{kind}\" Target=\"{target}\"{mode}/>")
    };
    format!("<Relationships>{}</Relationships>", all.iter().enumerate().map(one).collect::<String>())
}

/// A Word document of these members beside its text.
fn archive(name: &str, body: &str, leads: &[(&str, &str)], members: &[(&str, &str)]) -> Vec<u8> {
    let mut tree = Tree::default();
    tree.put("_rels/.rels", relations(&[("officeDocument", name)]));
    let (folder, file) = name.trim_start_matches('/').rsplit_once('/').expect("a folder");
    tree.put(format!("{folder}/_rels/{file}.rels"), relations(leads));
    tree.put(format!("{folder}/{file}"), format!("<w:document {W}><w:body>{body}</w:body></w:document>"));
    members.iter().for_each(|(path, text)| tree.put(*path, *text));
    zip(&tree, Packing::Quick).expect("small")
}

/// The card of a document with a title and this paragraph, and the note.
fn paragraph(inside: &str) -> (String, String) {
    let (made, _) = made("a.docx", &docx(&(p("T1", "Le message") + &format!("<w:p>{inside}</w:p>"))));
    assert_eq!(made.missed, 0, "{}", made.leftovers);
    (card(&made), made.leftovers)
}

#[test]
fn members_are_found_by_the_names_that_the_archive_gives() {
    let styles = format!("<w:styles {W}><w:style w:styleId=\"Un\"><w:name w:val=\"heading 1\"/></w:style></w:styles>");
    let link = "<w:hyperlink r:id=\"r0\"><w:r><w:t>Le code</w:t></w:r></w:hyperlink>";
    let notes = format!("<w:footnotes {W}><w:footnote><w:p>{link}</w:p></w:footnote></w:footnotes>");
    let header = format!("<w:hdr {W}>{}</w:hdr>", p("", "Équipe de nuit"));
    let address = relations(&[("hyperlink", "https://example.org/a_b")]);
    let drawing = "<w:p><w:r><w:drawing><docPr descr=\"Un point\"/><blip r:embed=\"r3\"/></w:drawing></w:r></w:p>";
    for (name, picture) in [("word/document2.xml", "/word/media/a.png"), ("/texte/corps.xml", "../word/media/a.png")] {
        let leads = [
            ("styles", "/word/styles2.xml"),
            ("footnotes", "/word/footnotes2.xml"),
            ("header", "/word/header1.xml"),
            ("image", picture),
        ];
        let bytes = archive(
            name,
            &(p("Un", "Le message") + &p("", "Elle lit.") + drawing),
            &leads,
            &[
                ("word/styles2.xml", &styles),
                ("word/footnotes2.xml", &notes),
                ("word/_rels/footnotes2.xml.rels", &address),
                ("word/header1.xml", &header),
                ("word/media/a.png", "a"),
            ],
        );
        let (made, codes) = made("a.docx", &bytes);
        let text = card(&made);
        assert!(text.contains("Elle lit.\n\n![Un point](media/a.png)"), "{name}: {text} {codes:?}");
        for said in ["> Le code <https://example.org/a_b>", "> Équipe de nuit"] {
            assert!(made.leftovers.contains(said), "{name}: {}", made.leftovers);
        }
        assert_eq!((made.missed, codes.contains(&"U021")), (0, false));
    }
}

#[test]
fn what_diagrams_charts_and_word_art_say_is_in_the_note() {
    let drawn = |inside: &str| format!("<w:p><w:r><w:drawing>{inside}</w:drawing></w:r></w:p>");
    let body = p("Heading1", "Le message")
        + &p("", "Elle lit.")
        + &drawn("<docPr descr=\"Qui appelle qui\"/><relIds r:dm=\"r0\" r:lo=\"r9\"/>")
        + &drawn("<docPr name=\"g\"/><chart r:id=\"r1\"/>")
        + &drawn("<docPr descr=\"Une flèche rouge\"/>")
        + "<w:p><w:r><w:pict><shape><textpath string=\"BROUILLON\"/></shape></w:pict></w:r></w:p>";
    let diagram = "<m><pt><t><p><r><t>La </t></r><r><t>famille</t></r></p></t></pt><pt><t><p><r><t>L’équipe</t></r></p></t></pt></m>";
    let chart = "<c><title><p><r><t>Appels</t></r></p></title><ser><pt><v>mardi</v></pt><pt><v>12</v></pt></ser><ser><pt><v>mardi</v></pt></ser></c>";
    let bytes = archive(
        "word/document.xml",
        &body,
        &[("diagramData", "diagrams/data1.xml"), ("chart", "charts/chart1.xml")],
        &[("word/diagrams/data1.xml", diagram), ("word/charts/chart1.xml", chart)],
    );
    let (made, codes) = made("a.docx", &bytes);
    let note = &made.leftovers;
    for said in ["> La famille · L’équipe\n", "> Appels · mardi · 12\n", "> Une flèche rouge\n", "> BROUILLON\n"]
    {
        assert!(note.contains(said), "{said} {note}");
    }
    assert!(card(&made).contains("Elle lit.\n\nQui appelle qui\n"), "{}", card(&made));
    assert_eq!((codes.iter().filter(|code| **code == "U021").count(), made.missed), (2, 0), "{codes:?}");
}

#[test]
fn links_that_are_fields_keep_their_address() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let say = |text: &str| format!("<w:r><w:instrText> {text} </w:instrText></w:r>");
    let field = |instruction: &str, shown: &str| {
        mark("begin") + &say(instruction) + &mark("separate") + &r("", shown) + &mark("end")
    };
    let simple = format!(
        "<w:fldSimple w:instr=\"HYPERLINK &quot;https://example.org/c&quot;\">{}</w:fldSimple>",
        r("", "la fiche")
    );
    let inside = field("HYPERLINK \"https://example.org/a\" \\l \"b\"", "le guide")
        + &r("", " puis ")
        + &simple
        + &r("", " puis ")
        + &field("HYPERLINK \\l \"ici\"", "plus bas")
        + &field("PAGE", " 3");
    let (text, _) = paragraph(&inside);
    let wanted = "[le guide](https://example.org/a#b) puis [la fiche](https://example.org/c) puis plus bas 3";
    assert!(text.contains(wanted), "{text}");
}

#[test]
fn equations_are_written_on_one_line() {
    let t = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let inside = format!(
        "<m:oMath xmlns:m=\"urn:m\"><m:f><m:fPr/><m:num>{}</m:num><m:den>{}</m:den></m:f>{}<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>{}<m:d><m:e>{}</m:e></m:d><m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup></m:oMath>",
        t("1"),
        t("2"),
        t(" + "),
        t("x"),
        t("2"),
        t(" = "),
        t("a+b"),
        t("c"),
        t("k")
    );
    let (text, _) = paragraph(&inside);
    assert!(text.contains("1/2 + x² = (a+b)c^k"), "{text}");
}

#[test]
fn digits_are_raised_by_how_far_they_stand_from_the_line_too() {
    let raised = |by: &str, text: &str| r(&format!("<w:position w:val=\"{by}\"/><w:sz w:val=\"14\"/>"), text);
    let inside = r("", "10") + &raised("8", "3") + &r("", " puis H") + &raised("-2", "2") + &raised("0", "O");
    assert!(paragraph(&inside).0.contains("10³ puis H₂O\n"));
}

#[test]
fn writer_says_digits_struck_out_words_and_bold_headings_in_its_own_way() {
    let style = |name: &str, what: &str| {
        format!("<style:style style:name=\"{name}\"><style:text-properties {what}/></style:style>")
    };
    let styles = style("Up", "style:text-position=\"super 58%\"")
        + &style("Low", "style:text-position=\"-33% 58%\"")
        + &style("Gone", "style:text-line-through-style=\"solid\"")
        + &style("Heading_20_2", "fo:font-weight=\"bold\"");
    let span = |style: &str, text: &str| format!("<text:span text:style-name=\"{style}\">{text}</text:span>");
    let heading = |level: u8, text: &str| {
        format!("<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">{text}</text:h>")
    };
    let body = format!(
        "{}<text:p>10{} puis H{}O{}</text:p>{}<text:p>Quoi ?</text:p>",
        heading(1, "Le message"),
        span("Up", "3"),
        span("Low", "2"),
        span("Gone", "obligatoire"),
        heading(2, "Questions")
    );
    let mut tree = Tree::default();
    tree.put("content.xml", format!("<office:document xmlns:office=\"o\" xmlns:style=\"s\" xmlns:text=\"t\" xmlns:fo=\"f\"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"));
    let (made, _) = made("a.odt", &zip(&tree, Packing::Quick).expect("small"));
    let text = card(&made);
    assert!(text.contains("10³ puis H₂O\n") && made.leftovers.contains("> obligatoire"), "{text}{}", made.leftovers);
    assert!(text.contains("## Questions {#prompts}"), "{text}");
}

#[test]
fn a_bold_line_after_a_quiz_opens_the_next_card() {
    let bold = |text: &str| format!("<w:p>{}</w:p>", r(B, text));
    let one = |title: &str, last: &str| {
        bold(title)
            + &p("", "Elle lit.")
            + &bold("Questions")
            + &p("", "- Quoi ?")
            + &bold(last)
            + &bold("Qui le sait")
            + &p("", "- [x] Elle")
            + &p("", "- [ ] Lui")
            + &p("", "Parce que.")
    };
    for last in ["Quiz", "Dilemme"] {
        let body = one("Un message", last) + &one("Deux lettres", last) + &one("Trois appels", last);
        let (made, _) = made("a.docx", &docx(&body));
        let all = texts(&made.files);
        assert_eq!((made.cards.len(), made.missed), (3, 0), "{last}: {all}");
        assert!(all.matches("{#prompts}").count() == 3 && all.contains("title = \"Trois appels\""), "{last}: {all}");
    }
}

#[test]
fn answers_that_begin_with_typed_letters_are_a_list() {
    for [a, b, c] in [["a) ", "b) ", "c) "], ["A. ", "B. ", "C. "], ["(a) ", "(b) ", "(c) "], ["α) ", "β) ", "γ) "]]
    {
        let line = |letter: &str, look: &str, text: &str| format!("<w:p>{}{}</w:p>", r("", letter), r(look, text));
        let answers = line(a, "", "Lui") + &line(b, B, "Elle") + &line(c, "", "Personne");
        let body = p("T1", "Le message") + &p("", "Elle lit.") + &p("T2", "Quiz") + &p("", "Qui le sait ?") + &answers;
        let (made, _) = made("a.docx", &docx(&body));
        let text = card(&made);
        let wanted = "### Qui le sait ? {#q1 kind=fact}\n\n- [ ] Lui\n- [x] Elle\n- [ ] Personne\n";
        assert!(text.contains(wanted), "{a}: {text}");
    }
    let initials = p("T1", "Le message") + &p("", "A. Dupont appelle.") + &p("", "M. Petit répond.");
    let (made, _) = made("a.docx", &docx(&initials));
    assert!(card(&made).contains("A. Dupont appelle.\n\nM. Petit répond."), "{}", card(&made));
}

#[test]
fn a_table_without_a_place_says_so_and_a_picture_in_one_is_left_out_once() {
    let cell = |inside: &str| format!("<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>");
    let picture = "<w:p><w:r><w:drawing><blip r:embed=\"r0\"/></w:drawing></w:r></w:p>";
    let start = p("Heading1", "Le message") + &p("", "Elle lit.");
    let of = |table: &str| {
        made("a.docx", &archive("word/document.xml", &(start.clone() + table), &[("image", "media/a.png")], &[]))
    };
    let (made, codes) = of(&cell(picture));
    assert!(codes.contains(&"U021") && !codes.contains(&"U017") && !codes.contains(&"U025"), "{codes:?}");
    assert_eq!(made.leftovers, "");
    let (made, codes) = of(&cell(&p("", "Brest")));
    assert!(codes.contains(&"U025") && !codes.contains(&"U017"), "{codes:?}");
    assert!(made.leftovers.contains("> Brest"), "{}", made.leftovers);
    let entries = li(1, 0, &r("", "Quoi ?"));
    assert!(!of(&(p("Heading2", "Questions") + &entries)).1.contains(&"U025"));
}
