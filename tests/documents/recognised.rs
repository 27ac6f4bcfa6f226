//! What is taken for what.

use super::{card, docx, li, made, p, r, table};
use cartable::tree::{Packing, Tree, zip};

const B: &str = "<w:b/>";

pub fn texts(files: &Tree) -> String {
    files.files().map(|(path, text)| format!("{path}\n{}\n", String::from_utf8_lossy(text))).collect()
}

/// A card with a part.
fn with(heading: &str, body: &str) -> String {
    let bytes = docx(&(p("T1", "Le message") + &p("", "Elle lit.") + &p("T2", heading) + body));
    let (made, codes) = made("a.docx", &bytes);
    assert!(codes.contains(&"U010") && codes.contains(&"U012"), "{codes:?}");
    assert_eq!((made.left, made.missed), (0, 0), "{}", made.leftovers);
    card(&made)
}

#[test]
fn a_list_shows_what_kind_of_question_it_answers() {
    let ask = |body: &str| with("Quiz", &(p("T3", "Qui ?") + body));
    for (body, wanted) in [
        (li(1, 0, &r("", "A")) + &li(1, 0, &r(B, "B")), "{#q1 kind=fact}\n\n- [ ] A\n- [x] B\n"),
        (
            li(1, 0, &r("", "☒ A")) + &li(1, 0, &r("", "☐ B")) + &li(1, 0, &r("", "☑ C")),
            "kind=facts}\n\n- [x] A\n- [ ] B\n- [x] C\n",
        ),
        (li(1, 0, &r("", "A ✓")) + &li(1, 0, &r("", "B")), "kind=fact}\n\n- [x] A\n- [ ] B\n"),
        (li(1, 0, &r("", "A")) + &li(1, 0, &r("", "B")), "kind=position steps=5}\n\n- A\n- B\n"),
        (["A", "B", "C"].map(|text| li(100, 0, &r("", text))).concat(), "kind=order}\n\n1. A\n1. B\n1. C\n"),
        (
            ["A", "B"].map(|text| li(1, 0, &r("", text)) + &li(1, 1, &r("", "x"))).concat(),
            "kind=match}\n\n- A\n  - x\n- B\n  - x\n",
        ),
        (
            ["A", "B"].map(|text| li(1, 0, &r("", text)) + &li(1, 1, &r("", "x")) + &li(1, 1, &r("", "y"))).concat(),
            "kind=sort}\n\n- A\n  - x\n  - y\n",
        ),
        (table(&[&["A", "a"], &["B", "b"]]), "kind=match}\n\n- A\n  - a\n- B\n  - b\n"),
        (table(&[&["A", "☐"], &["B", "☒"]]), "kind=fact}\n\n- [ ] A\n- [x] B\n"),
        (String::new(), "kind=note}"),
    ] {
        let card = ask(&body);
        assert!(card.contains(wanted), "{wanted}\n{card}");
    }
    let card = ask(&(li(1, 0, &r("", "A")) + &li(1, 0, &r(B, "B")) + &p("", "Parce que.")));
    assert!(card.contains("- [x] B\n\n> Parce que.\n"), "{card}");
}

#[test]
fn questions_are_found_without_headings_too() {
    let answers = li(1, 0, &r("", "A")) + &li(1, 0, &r(B, "B"));
    let card = with("Quiz", &(p("", "Un mot.") + &p("", "Qui ?") + &answers + &p("", "Quoi ?") + &answers));
    assert_eq!(card.matches("kind=").count(), 2, "{card}");
    assert!(card.contains("### Qui ? {#q1 kind=fact}\n\nUn mot.\n\n- [ ] A"), "{card}");
    let nested = li(100, 0, &r("", "Qui ?")) + &li(100, 1, &r("", "A")) + &li(100, 1, &r(B, "B"));
    assert!(with("Quiz", &nested).contains("### Qui ? {#q1 kind=fact}\n\n- [ ] A\n- [x] B\n"));
}

#[test]
fn dilemmas_and_actions_come_in_several_forms() {
    let sides = "### Oui {#side-a}\n\n- a\n\n### Non {#side-b}\n\n- b\n";
    for body in [
        p("T3", "Oui") + &li(1, 0, &r("", "a")) + &p("T3", "Non") + &li(2, 0, &r("", "b")),
        table(&[&["Oui", "Non"], &["a", "b"]]),
        li(1, 0, &r("", "Oui")) + &li(1, 1, &r("", "a")) + &li(1, 0, &r("", "Non")) + &li(1, 1, &r("", "b")),
        p("", "Oui") + &li(1, 0, &r("", "a")) + &p("", "Non") + &li(2, 0, &r("", "b")),
    ] {
        let card = with("Le dilemme", &(p("", "Deux devoirs.") + &body));
        assert!(card.contains(sides), "{card}");
    }
    let levels = "### Moi {#individual}\n\n- a\n\n### Équipe {#team}\n\n- b\n";
    for body in [
        p("T3", "Équipe") + &li(1, 0, &r("", "b")) + &p("T3", "Moi") + &li(2, 0, &r("", "a")),
        p("", "Moi :").replace("Moi :", "Moi") + &li(1, 0, &r("", "a")) + &p("", "Équipe") + &li(2, 0, &r("", "b")),
        table(&[&["Moi", "a"], &["Équipe", "b"]]),
        li(1, 0, &r("", "Moi")) + &li(1, 1, &r("", "a")) + &li(1, 0, &r("", "Équipe")) + &li(1, 1, &r("", "b")),
    ] {
        let card = with("Pistes d’action", &body);
        assert!(card.contains(levels), "{card}");
    }
}

#[test]
fn headings_become_themes_and_cards_wherever_the_parts_stand() {
    let prompts = |style: &str| p(style, "Questions") + &li(1, 0, &r("", "Quoi ?"));
    let story = |style: &str, title: &str| p(style, title) + &p("", "Elle lit.");
    for (body, cards, themes) in [
        (story("T1", "Un") + &prompts("T2") + &story("T1", "Deux") + &prompts("T2"), 2, 1),
        (story("T1", "Un") + &prompts("T1") + &story("T1", "Deux") + &prompts("T1"), 2, 1),
        (
            p("T1", "Nuit")
                + &story("T2", "Un")
                + &prompts("T3")
                + &p("T1", "Jour")
                + &story("T2", "Deux")
                + &prompts("T3"),
            2,
            2,
        ),
        (p("T0", "Jeu") + &p("T1", "Nuit") + &story("T2", "Un") + &prompts("T3"), 1, 1),
        (p("T0", "Un") + &p("", "Elle lit.") + &prompts("T1"), 1, 1),
        (p("T1", "Un") + &p("T2", "Histoire") + &p("", "Elle lit.") + &prompts("T2"), 1, 1),
    ] {
        let (made, _) = made("a.docx", &docx(&body));
        assert_eq!((made.cards.len(), made.themes.len(), made.missed), (cards, themes, 0), "{}", texts(&made.files));
        assert!(texts(&made.files).matches("{#prompts}").count() == cards, "{}", texts(&made.files));
    }
    let (made, _) =
        made("a.docx", &docx(&(p("T0", "Le jeu") + &p("T1", "Nuit") + &story("T2", "Un") + &prompts("T3"))));
    assert_eq!(made.title.as_deref(), Some("Le jeu"));
}

#[test]
fn a_document_without_headings_has_bold_lines() {
    let bold = |text: &str| format!("<w:p>{}</w:p>", r(B, text));
    let body = bold("Le message")
        + &p("", "Elle lit.")
        + &bold("Questions à débattre")
        + &p("", "- Quoi ?")
        + &p("", "- Qui ?");
    let (made, codes) = made("a.docx", &docx(&body));
    let card = card(&made);
    assert!(card.contains("title = \"Le message\"") && card.contains("{#prompts}\n\n- Quoi ?\n- Qui ?\n"), "{card}");
    assert!(codes.contains(&"U015"), "{codes:?}");
}

#[test]
fn resources_become_a_capsule_that_the_card_leads_to() {
    let body = p("", "Un texte.")
        + &p("T2", "À retenir")
        + &p("", "L’essentiel.")
        + &p("T2", "Sources")
        + &li(1, 0, &r("", "Une loi"));
    let bytes = docx(&(p("T1", "Le message") + &p("", "Elle lit.") + &p("T2", "À savoir") + &body));
    let (made, _) = made("a.docx", &bytes);
    let all = texts(&made.files);
    assert!(all.contains("capsules = [\"a-savoir\"]") && all.contains("capsules/a-savoir.md"), "{all}");
    assert!(all.contains("## À retenir {#keep}") && all.contains("## Sources {#sources}\n\n- Une loi\n"), "{all}");
}

#[test]
fn what_is_outside_the_text_is_in_the_note() {
    let deleted = format!(
        "<w:p>{}<w:del>{}</w:del><w:ins>{}</w:ins></w:p>",
        r("", "Elle "),
        r("", "dort").replace("w:t", "w:delText"),
        r("", "lit")
    );
    let hidden = format!("<w:p>{}{}</w:p>", r("", "Vu."), r("<w:vanish/>", "Caché."));
    let (made, codes) = made("a.docx", &docx(&(p("T1", "Le message") + &deleted + &hidden)));
    assert!(card(&made).contains("Elle lit\n\nVu.\n"), "{}", card(&made));
    assert!(made.leftovers.contains("> dort") && made.leftovers.contains("> Caché"), "{}", made.leftovers);
    assert_eq!((codes.iter().filter(|code| **code == "U018").count(), made.missed), (2, 0));
}

#[test]
fn what_a_style_hides_and_what_is_struck_out_is_in_the_note() {
    let hidden = p("Key", "La bonne réponse est B.");
    let letters = format!(
        "<w:p>{}{}{}</w:p>",
        r("", "Vu."),
        r("<w:rStyle w:val=\"Key2\"/>", "Caché."),
        r("<w:rStyle w:val=\"Key2\"/><w:vanish w:val=\"0\"/>", " Remontré.")
    );
    let struck = format!("<w:p>{}{}</w:p>", r("<w:strike/>", "obligatoire "), r("", "facultatif"));
    let (made, _) = made("a.docx", &docx(&(p("T1", "Le message") + &hidden + &letters + &struck)));
    let text = card(&made);
    assert!(text.contains("Vu. Remontré.\n\nfacultatif\n"), "{text}");
    for gone in ["La bonne réponse est B.", "Caché.", "obligatoire"] {
        assert!(!text.contains(gone) && made.leftovers.contains(gone), "{gone}: {text}{}", made.leftovers);
    }
    assert_eq!(made.missed, 0);
}

#[test]
fn signs_and_digits_keep_their_meaning() {
    let sign = |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    let above = |digits: &str| r("<w:vertAlign w:val=\"superscript\"/>", digits);
    let body = format!(
        "<w:p>{}{}{}{}{}{}{}{}{}{}</w:p>",
        sign("Symbol", "F0B3"),
        r("", " 18 ans, demande "),
        sign("Wingdings", "F0E0"),
        r("", " réponse, 10"),
        above("3"),
        r("", ", H"),
        r("<w:vertAlign w:val=\"subscript\"/>", "2"),
        r("", "O, 1"),
        above("er"),
        sign("Webdings", "F021")
    );
    let (made, _) = made("a.docx", &docx(&(p("T1", "Le message") + &body)));
    let text = card(&made);
    assert!(text.contains("≥ 18 ans, demande → réponse, 10³, H₂O, 1er\u{fffd}"), "{text}");
}

#[test]
fn a_row_of_a_spreadsheet_is_a_card() {
    let csv = "Thème;Titre;Histoire;Questions à débattre;En équipe\nNuit;Un;Elle lit.;\"Quoi ?\nQui ?\";Parler\nNuit;Deux;Elle dort.;Où ?;\n";
    let (made, _) = made("a.csv", csv.as_bytes());
    let all = texts(&made.files);
    assert_eq!(
        (made.cards.len(), made.themes.len(), made.left, made.missed),
        (2, 1, 0, 0),
        "{all}\n{}",
        made.leftovers
    );
    assert!(all.contains("- Quoi ?\n- Qui ?\n") && all.contains("### En équipe {#team}\n\n- Parler\n"), "{all}");
}

/// The rows of a sheet of a workbook.
fn sheet(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = rows.iter().map(|row| format!("<row>{}</row>", row.iter().map(cell).collect::<String>()));
    format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.collect::<String>())
}

/// The rows of a table of an OpenDocument spreadsheet; the first cell has a comment where there is one.
fn open_table(name: &str, rows: &[&[&str]], comment: &str) -> String {
    let note = format!("<office:annotation><text:p>{comment}</text:p></office:annotation>");
    let note = if comment.is_empty() { "" } else { &note };
    let cell = |text: &&str| format!("<table:table-cell>{note}<text:p>{text}</text:p></table:table-cell>");
    let rows = rows
        .iter()
        .map(|row| format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>()));
    format!("<table:table table:name=\"{name}\">{}</table:table>", rows.collect::<String>())
}

#[test]
fn every_sheet_of_a_spreadsheet_and_every_comment_comes_along() {
    let head: &[&str] = &["Titre", "Histoire", "Questions à débattre"];
    let [one, two]: [&[&[&str]]; 2] =
        [&[head, &["Un", "Elle lit.", "Quoi ?"]], &[head, &["Deux", "Elle dort.", "Qui ?"]]];
    let other: &[&[&str]] = &[&["Lieu", "Date"], &["Brest", "mardi"]];
    let mut tree = Tree::default();
    let names = ["Jour", "Nuit", "Lieux"];
    let listed = names.iter().enumerate().map(|(at, name)| format!("<sheet name=\"{name}\" r:id=\"r{at}\"/>"));
    let listed: String = listed.collect();
    tree.put("xl/workbook.xml", format!("<workbook xmlns:r=\"urn:r\"><sheets>{listed}</sheets></workbook>"));
    let leads = (0..3).map(|at| format!("<Relationship Id=\"r{at}\" Target=\"worksheets/s{at}.xml\"/>"));
    tree.put("xl/_rels/workbook.xml.rels", format!("<Relationships>{}</Relationships>", leads.collect::<String>()));
    for (at, rows) in [one, two, other].into_iter().enumerate() {
        tree.put(format!("xl/worksheets/s{at}.xml"), sheet(rows));
    }
    tree.put(
        "xl/worksheets/_rels/s1.xml.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"urn:x/comments\" Target=\"../comments1.xml\"/></Relationships>",
    );
    tree.put(
        "xl/comments1.xml",
        "<comments><commentList><comment ref=\"A2\"><text><t>À revoir</t></text></comment></commentList></comments>",
    );
    let xlsx = zip(&tree, Packing::Quick).expect("it can be zipped");
    let spaces: String = [("office", "office"), ("table", "table"), ("text", "text")]
        .map(|(prefix, name)| format!(" xmlns:{prefix}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .concat();
    let tables = open_table("Jour", one, "")
        + &open_table("Nuit", &two[..1], "À revoir")
        + &open_table("Soir", two, "")
        + &open_table("Lieux", other, "");
    let mut tree = Tree::default();
    tree.put("content.xml", format!("<office:document{spaces}>{tables}</office:document>"));
    let ods = zip(&tree, Packing::Quick).expect("it can be zipped");
    for (name, bytes) in [("a.xlsx", xlsx), ("a.ods", ods)] {
        let (made, codes) = made(name, &bytes);
        let all = texts(&made.files);
        assert_eq!((made.cards.len(), made.missed), (2, 0), "{name}: {all}{}", made.leftovers);
        assert!(all.contains("Elle lit.") && all.contains("- Qui ?\n"), "{name}: {all}");
        for outside in ["Lieux", "Lieu", "Date", "Brest", "mardi", "À revoir"] {
            assert!(made.leftovers.contains(outside) && !all.contains(outside), "{name} {outside}: {}", made.leftovers);
        }
        assert!(codes.contains(&"U018"), "{name}: {codes:?}");
    }
}

#[test]
fn markdown_and_plain_text_are_read_by_their_own_marks() {
    let markdown = "# Le message\n\nElle *lit*[^1].\n\n## Questions\n\n- Quoi ?\n- Qui ?\n\n## Quiz\n\n### Qui ?\n\n- [ ] A\n- [x] B\n  > Oui.\n\n[^1]: Une note.\n";
    let (of_markdown, _) = made("a.md", markdown.as_bytes());
    let text = card(&of_markdown);
    assert!(text.contains("Elle *lit*.") && text.contains("- [x] B\n  > Oui.\n"), "{text}");
    assert_eq!((of_markdown.left, of_markdown.missed), (2, 0), "{}", of_markdown.leftovers);
    let plain = "Le message\r\n\r\nElle lit\r\nla nuit.\r\n\r\nQuestions à débattre\r\n- Quoi ?\r\n- Qui ?\r\n";
    let (of_plain, _) = made("a.txt", plain.as_bytes());
    let text = card(&of_plain);
    assert!(
        text.contains("title = \"Le message\"")
            && text.contains("Elle lit la nuit.")
            && text.contains("- Quoi ?\n- Qui ?\n"),
        "{text}"
    );
    assert_eq!((of_plain.left, of_plain.missed), (0, 0), "{}", of_plain.leftovers);
}
