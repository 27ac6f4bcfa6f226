//! Twenty documents as LibreOffice writes them: five shapes in four languages, as .docx and .odt. Their words add up, and `check`
//! accepts the decks.

use super::command::{Folder, cartable};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

/// The words of a language: title, story, then the parts with what stands in them.
const TEXTS: [(&str, &str); 4] = [("fr", FR), ("en", EN), ("ro", RO), ("el", EL)];

const FR: &str = "Le message du soir|Elle ferme le bureau et le téléphone sonne dans la nuit. La famille n’est pas rassurée.|Questions à débattre|Que répondre ?|Qui peut décider ?|Le dilemme|Répondre aide. Se taire protège.|Répondre|La famille attend|Se taire|La nuit est à elle|Quiz|Qui fixe les horaires ?|L’employeur|Personne|La famille|Pistes d’action|À mon échelle|Éteindre le téléphone|En équipe|Partager les soirs|À savoir|La loi protège le repos de la nuit.|À retenir|Le repos est un droit.|Sources|Le code du travail|Titre";
const EN: &str = "The evening message|She closes the office and the phone rings in the night. The family is not reassured.|Questions to discuss|What to answer?|Who can decide?|The dilemma|Answering helps. Silence protects.|Answering|The family waits|Silence|The night is hers|Quiz|Who sets the hours?|The employer|Nobody|The family|Ways to act|On my own|Switch off the phone|In the team|Share the evenings|Good to know|The law protects the rest of the night.|Key points|Rest is a right.|Sources|The labour code|Heading";
const RO: &str = "Mesajul de seară|Ea închide biroul și telefonul sună în noapte. Familia nu este liniștită.|Întrebări|Ce să răspundem?|Cine poate decide?|Dilema|Răspunsul ajută. Tăcerea protejează.|Răspunsul|Familia așteaptă|Tăcerea|Noaptea este a ei|Chestionar|Cine stabilește programul?|Angajatorul|Nimeni|Familia|Căi de acțiune|La nivelul meu|Închid telefonul|În echipă|Împărțim serile|De știut|Legea protejează odihna de noapte.|De reținut|Odihna este un drept.|Surse|Codul muncii|Titlu";
const EL: &str = "Το βραδινό μήνυμα|Κλείνει το γραφείο και το τηλέφωνο χτυπά μέσα στη νύχτα. Η οικογένεια δεν ησυχάζει.|Ερωτήματα για συζήτηση|Τι να απαντήσουμε;|Ποιος μπορεί να αποφασίσει;|Το δίλημμα|Η απάντηση βοηθά. Η σιωπή προστατεύει.|Η απάντηση|Η οικογένεια περιμένει|Η σιωπή|Η νύχτα είναι δική της|Κουίζ|Ποιος ορίζει το ωράριο;|Ο εργοδότης|Κανένας|Η οικογένεια|Τρόποι δράσης|Από μένα|Κλείνω το τηλέφωνο|Με την ομάδα|Μοιραζόμαστε τα βράδια|Καλό είναι να ξέρουμε|Ο νόμος προστατεύει τη νυχτερινή ανάπαυση.|Να θυμόμαστε|Η ανάπαυση είναι δικαίωμα.|Πηγές|Ο κώδικας εργασίας|Επικεφαλίδα";

/// A red dot.
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

fn h(level: u8, text: &str) -> String {
    format!("<text:h text:style-name=\"Own{level}\" text:outline-level=\"{level}\">{text}</text:h>")
}

fn p(text: &str) -> String {
    format!("<text:p text:style-name=\"Standard\">{text}</text:p>")
}

fn b(text: &str) -> String {
    format!("<text:span text:style-name=\"B\">{text}</text:span>")
}

fn list(style: &str, entries: &[String]) -> String {
    let entries: String = entries.iter().map(|entry| format!("<text:list-item>{entry}</text:list-item>")).collect();
    format!("<text:list text:style-name=\"{style}\">{entries}</text:list>")
}

fn table(rows: &[[&str; 2]]) -> String {
    let cell = |text: &&str| format!("<table:table-cell>{}</table:table-cell>", p(text));
    let row = |cells: &[&str; 2]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    format!(
        "<table:table table:name=\"T\"><table:table-column table:number-columns-repeated=\"2\"/>{}</table:table>",
        rows.iter().map(row).collect::<String>()
    )
}

/// The parts that every shape has, in its own form.
fn shape(number: usize, t: &[&str]) -> String {
    let bullets = |texts: &[&str]| list("L", &texts.iter().map(|text| p(text)).collect::<Vec<_>>());
    let quiz = h(2, t[11]) + &h(3, t[12]) + &list("L", &[p(&b(t[13])), p(t[14]), p(t[15])]);
    let prompts = h(2, t[2]) + &bullets(&t[3..5]);
    let open = h(1, t[0]) + &p(t[1]);
    match number {
        // Headings and lists in their styles.
        0 => {
            let dilemma = h(2, t[5]) + &p(t[6]) + &h(3, t[7]) + &bullets(&t[8..9]) + &h(3, t[9]) + &bullets(&t[10..11]);
            let actions = h(2, t[16]) + &h(3, t[17]) + &bullets(&t[18..19]) + &h(3, t[19]) + &bullets(&t[20..21]);
            open + &dilemma + &prompts + &quiz + &actions
        }
        // No styles at all: bold lines, typed bullets, boxes, a table for the actions.
        1 => {
            let line = |text: &str| p(&b(text));
            let typed = p(&format!("- {}", t[3])) + &p(&format!("- {}", t[4]));
            let boxes = p(t[12]) + &list("L", &[p(&format!("☒ {}", t[13])), p(&format!("☐ {}", t[14]))]);
            line(t[0])
                + &p(t[1])
                + &line(t[2])
                + &typed
                + &line(t[11])
                + &boxes
                + &line(t[16])
                + &table(&[[t[17], t[18]], [t[19], t[20]]])
        }
        // A footnote, a comment, tracked changes, hidden text.
        2 => {
            let note = format!(
                "<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>",
                p(t[26])
            );
            let comment = format!("<office:annotation>{}</office:annotation>", p(t[24]));
            let changed = format!(
                "{}<text:change text:change-id=\"c1\"/><text:change-start text:change-id=\"c2\"/>{}<text:change-end text:change-id=\"c2\"/><text:span text:style-name=\"X\">{}</text:span>",
                t[22], t[24], t[25]
            );
            open + &p(&format!("{}{note}{comment}", t[6])) + &p(&changed) + &prompts + &quiz
        }
        // Pictures, a text box, a link, a numbered list with lists below it.
        3 => {
            let frame = |inside: &str| {
                format!(
                    "<draw:frame text:anchor-type=\"as-char\" svg:width=\"1cm\" svg:height=\"1cm\">{inside}</draw:frame>"
                )
            };
            let image = format!("<draw:image><office:binary-data>{PICTURE}</office:binary-data></draw:image>");
            let shown = frame(&format!("{image}<svg:desc>{}</svg:desc>", t[22]));
            let boxed = format!(
                "<draw:frame text:anchor-type=\"paragraph\" svg:width=\"4cm\"><draw:text-box fo:min-height=\"1cm\">{}</draw:text-box></draw:frame>",
                p(t[24])
            );
            let link = format!("<text:a xlink:type=\"simple\" xlink:href=\"https://example.org/a\">{}</text:a>", t[26]);
            let nested = list(
                "N",
                &[p(t[12])
                    + &bullets(&t[14..15]).replacen(
                        "<text:list-item>",
                        &format!("<text:list-item>{}</text:list-item><text:list-item>", p(&b(t[13]))),
                        1,
                    )],
            );
            open + &p(&format!("{shown} {link}")) + &p(&boxed) + &prompts + &h(2, t[11]) + &nested
        }
        // A title, a theme, two cards, sides and pairs in tables, a capsule.
        _ => {
            let card = |title: &str| h(2, title) + &p(t[1]) + &h(3, t[2]) + &bullets(&t[3..5]);
            let dilemma = h(3, t[5]) + &p(t[6]) + &table(&[[t[7], t[9]], [t[8], t[10]]]);
            let pairs = h(3, t[11]) + &p(t[12]) + &table(&[[t[7], t[8]], [t[9], t[10]]]);
            let capsule = h(3, t[21]) + &p(t[22]) + &h(4, t[23]) + &p(t[24]) + &h(4, t[25]) + &bullets(&t[26..27]);
            let title = format!("<text:p text:style-name=\"Title\">{}</text:p>", t[20]);
            title + &h(1, t[18]) + &p(t[24]) + &card(t[0]) + &dilemma + &pairs + &card(t[8]) + &capsule
        }
    }
}

/// The document with all that it needs, in one file.
fn fodt(language: &str, body: &str, t: &[&str]) -> String {
    let own: String = (1..=4)
        .map(|level| format!("<style:style style:name=\"Own{level}\" style:display-name=\"{} {level}\" style:family=\"paragraph\" style:default-outline-level=\"{level}\"/>", t[27]))
        .collect();
    let levels = |form: &str| {
        (1..=3).map(|level| format!("<text:list-level-style-{form} text:level=\"{level}\"/>")).collect::<String>()
    };
    let bullets = levels("bullet").replace("/>", " text:bullet-char=\"•\"/>");
    let numbers = levels("number").replace("/>", " style:num-format=\"1\" style:num-suffix=\".\"/>");
    let changes = format!(
        "<text:tracked-changes text:track-changes=\"false\"><text:changed-region text:id=\"c1\"><text:deletion><office:change-info><dc:creator>A</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>{}</text:deletion></text:changed-region><text:changed-region text:id=\"c2\"><text:insertion><office:change-info><dc:creator>A</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>",
        p(t[10])
    );
    let changes = if body.contains("text:change-id") { changes } else { String::new() };
    format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\" office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:styles><style:style style:name=\"Standard\" style:family=\"paragraph\"/><style:style style:name=\"Title\" style:family=\"paragraph\" style:class=\"chapter\"/>{own}</office:styles><office:automatic-styles><style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\" fo:language=\"{language}\"/></style:style><style:style style:name=\"X\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style><text:list-style style:name=\"L\">{bullets}</text:list-style><text:list-style style:name=\"N\">{numbers}</text:list-style></office:automatic-styles><office:body><office:text>{changes}{body}</office:text></office:body></office:document>"
    )
}

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// The letters of a document between its tags.
fn letters(xml: &str) -> String {
    let xml = xml.replace(PICTURE, "").replace("<text:note-citation>1", "<");
    let changes = xml.replace("<dc:creator>A", "<").replace("<dc:date>2026-01-01T00:00:00", "<");
    changes.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect::<Vec<_>>().join(" ")
}

#[test]
fn twenty_documents_of_libreoffice_keep_their_words() {
    let is_there = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        assert!(std::env::var_os("CI").is_none(), "LibreOffice is missing: install libreoffice-writer-nogui");
        eprintln!("skipped: install libreoffice-writer-nogui");
        return;
    }
    let here = Folder::new("office");
    let mut all = Vec::new();
    for (at, (language, texts)) in TEXTS.iter().enumerate() {
        let t: Vec<&str> = texts.split('|').collect();
        for number in 0..5 {
            let ending = if (at + number) % 2 == 0 { "docx" } else { "odt" };
            let name = format!("{language}-{number}");
            let body = shape(number, &t);
            fs::write(here.0.join(format!("{name}.fodt")), fodt(language, &body, &t)).expect("a file");
            let deleted = if number == 2 { t[10] } else { "" };
            all.push((name, ending, *language, letters(&body) + " " + deleted));
        }
    }
    for ending in ["docx", "odt"] {
        let files = all.iter().filter(|(_, own, ..)| *own == ending).map(|(name, ..)| format!("{name}.fodt"));
        let profile = format!("-env:UserInstallation=file://{}/profile", here.0.display());
        let mut office = Command::new("soffice");
        office.current_dir(&here.0).args([&profile, "--headless", "--convert-to", ending]).args(files);
        let output = office.output().expect("LibreOffice runs");
        assert!(output.status.success(), "{output:?}");
    }
    for (name, ending, language, said) in &all {
        let (told, code) = cartable(&here.0, &["new", "deck", name, "--from", &format!("{name}.{ending}")]);
        assert_eq!(code, 0, "{name}: {told}");
        assert!(told.contains(&format!("“{language}”")), "{name}: {told}");
        let (checked, code) = cartable(&here.0, &["check", name]);
        assert_eq!(code, 0, "{name}: {checked}");
        let mut deck = String::new();
        let mut folders = vec![here.0.join(name)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "md" || ending == "toml") {
                    deck.push_str(&fs::read_to_string(path).expect("text"));
                }
            }
        }
        let (wanted, found) = (words(said), words(&deck));
        let lost: Vec<_> =
            wanted.iter().filter(|(word, count)| found.get(*word).is_none_or(|found| found < count)).collect();
        assert!(lost.is_empty(), "{name}.{ending}: {lost:?}\n{deck}");
        let reads = |part: &str| assert!(deck.contains(part), "{name}.{ending} has no {part}\n{deck}");
        reads("{#prompts}");
        let parts: &[&str] = match &name[3..] {
            "0" => &["{#side-a}", "{#team}", "- [x]"],
            "1" => &["kind=fact}", "{#individual}", "{#team}"],
            "2" => &["- [x]", "## "],
            "3" => &["](media/", "](https://example.org/a)", "kind=fact}"],
            _ => &["{#side-b}", "kind=match}", "{#sources}", "{#keep}"],
        };
        parts.iter().for_each(|part| reads(part));
    }
}
