//! The tutor's sheet and the data inventory say what the adapters may write: no more and no less.

use cartable::course::{Split, modules, written};
use cartable::deck::{Completion, Deck, Tracking};
use cartable::package::{FORMATS, Format, Holds};
use cartable::read::read;
use cartable::render::{Delivery, papers};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn deck() -> Deck {
    read(&root().join("content")).unwrap().0
}

fn delivery<'a>(deck: &Deck, format: &'a Format) -> Delivery<'a> {
    let journal = format.journal && deck.journal;
    Delivery { format: format.key, advice: format.advice, elements: format.elements, journal }
}

fn made(deck: &Deck, language: &str, tracking: Tracking, format: &Format) -> (String, Value) {
    let module = modules(deck, language, Split::Theme, tracking).into_iter().next().unwrap();
    let papers = papers(&module, delivery(deck, format)).unwrap();
    let sheet = String::from_utf8(papers.get("tutor.html").unwrap().to_vec()).unwrap();
    (sheet, serde_json::from_slice(papers.get("donnees.json").unwrap()).unwrap())
}

/// The formats that record something.
fn formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|format| matches!(format.holds, Holds::Module | Holds::Course | Holds::Backup))
}

#[test]
fn every_format_says_where_it_writes_every_datum() {
    for format in formats() {
        let told: Vec<&str> = format.elements.iter().map(|(key, _)| *key).collect();
        assert_eq!(
            told,
            written(Tracking::Reflective, format.speaks).map(|datum| datum.key).collect::<Vec<_>>(),
            "{}",
            format.key
        );
        assert!(format.elements.iter().all(|(_, elements)| !elements.is_empty()), "{}", format.key);
    }
}

#[test]
fn where_nothing_is_recorded_the_papers_say_so() {
    let deck = deck();
    for format in FORMATS.iter().filter(|format| matches!(format.holds, Holds::Site | Holds::Sheets)) {
        let (sheet, inventory) = made(&deck, "en", Tracking::Reflective, format);
        assert!(inventory["data"].as_array().unwrap().is_empty() && inventory["level"].is_null(), "{inventory}");
        assert_eq!(inventory["seen_by"], "No one.");
        assert!(!sheet.contains("<table>") && sheet.contains("Nothing, and no one can see"), "{sheet}");
        for untrue in ["all its situations", "threshold", "progress is kept", "reflective"] {
            assert!(!sheet.contains(untrue), "{}: {untrue}", format.key);
        }
    }
}

/// What an adapter only asks for.
const ASKED: [&str; 3] = ["mode", "credit", "entry"];

/// Every name of an element that the adapters of SCORM hold, where lists end: `cmi.objectives.`.
fn names_in_adapter(format: &str) -> BTreeSet<String> {
    let files = ["scorm.js".to_owned(), format!("{format}.js")];
    let scripts = files.map(|file| fs::read_to_string(root().join("templates/runtime").join(file)).unwrap());
    fn value(line: &str) -> Option<&str> {
        line.strip_prefix("const ")?.split_once(" = '")?.1.strip_suffix("';")
    }
    let names = scripts.iter().flat_map(|script| script.lines()).filter_map(value);
    let is_written = |name: &&str| name.starts_with("cmi.") && !ASKED.iter().any(|asked| name.ends_with(asked));
    names.filter(is_written).map(str::to_owned).collect()
}

#[test]
fn the_elements_are_those_that_the_adapter_may_write() {
    for key in ["scorm12", "scorm2004"] {
        let format = Format::from_key(key).unwrap();
        let elements = format.elements.iter().flat_map(|(_, elements)| *elements);
        let list = |element: &str| element.split_once("n.").map_or(element, |(list, _)| list).to_owned();
        assert_eq!(elements.map(|element| list(element)).collect::<BTreeSet<_>>(), names_in_adapter(key), "{key}");
    }
}

#[test]
fn the_inventory_lists_what_the_level_writes() {
    let deck = deck();
    for (tracking, format) in Tracking::ALL.into_iter().flat_map(|level| formats().map(move |format| (level, format))) {
        let (sheet, inventory) = made(&deck, "fr", tracking, format);
        let rows = inventory["data"].as_array().unwrap();
        let keys: Vec<&str> = rows.iter().map(|row| row["datum"].as_str().unwrap()).collect();
        let written = written(tracking, format.speaks).map(|datum| datum.key);
        assert_eq!(keys, written.collect::<Vec<_>>());
        assert_eq!(inventory["level"], tracking.key());
        assert_eq!(sheet.matches("<tr>").count(), rows.len() + 1);
        for row in rows {
            assert_eq!(row["free_text"], false);
            assert_eq!(row["consent"], row["datum"] == "reflections");
            let named = |element: &Value| sheet.contains(&format!("<code>{}</code>", element.as_str().unwrap()));
            assert!(row["where"].as_array().unwrap().iter().all(named), "{row}");
        }
    }
}

#[test]
fn the_sheet_says_what_completes_the_module() {
    let mut deck = deck();
    let format = Format::from_key("scorm12").unwrap();
    for (language, all, one) in [
        ("fr", "toutes ses situations (10)", "quand sa situation a été parcourue"),
        ("en", "all its situations (10)", "when its situation has been"),
        ("ro", "toate situațiile lui (10)", "când situația lui a fost"),
        ("el", "όλα τα περιστατικά της (10)", "όταν μελετηθεί το περιστατικό της"),
    ] {
        assert!(made(&deck, language, Tracking::Essential, format).0.contains(all), "{language}");
        let module = modules(&deck, language, Split::Situation, Tracking::Essential).into_iter().next().unwrap();
        let delivery = delivery(&deck, format);
        let papers = papers(&module, delivery).unwrap();
        let sheet = String::from_utf8(papers.get("tutor.html").unwrap().to_vec()).unwrap();
        assert!(sheet.contains(one) && !sheet.contains(all), "{language}: {sheet}");
    }
    let place = deck.id.place.clone();
    deck.completion = Completion::Situations(4, place);
    deck.success = Some(60);
    let (sheet, _) = made(&deck, "en", Tracking::Essential, format);
    assert!(sheet.contains("complete the module: 4 of 10.") && sheet.contains("60%"), "{sheet}");
    // What becomes of a visit that ends below the threshold is the format's own.
    for (key, fails) in [("scorm12", false), ("scorm2004", false), ("cmi5", true), ("xapi", true)] {
        let (sheet, _) = made(&deck, "en", Tracking::Essential, Format::from_key(key).unwrap());
        assert_eq!(
            (sheet.contains("reported as failed"), sheet.contains("never marked as failed")),
            (fails, !fails),
            "{key}"
        );
    }
}

#[test]
fn every_format_tells_tutors_what_to_set_and_where_to_look_in_every_language() {
    let deck = deck();
    for format in &FORMATS {
        for language in ["fr", "en", "ro", "el"] {
            let (sheet, _) = made(&deck, language, Tracking::Essential, format);
            assert!(sheet.starts_with(&format!("<!doctype html>\n<html lang=\"{language}\">")), "{language}");
            assert!(sheet.matches("<li>").count() >= 3, "{} {language}: {sheet}", format.key);
            let said = sheet.split("</style>").nth(1).unwrap();
            assert!(!said.contains(['{', '}']), "{language}: a gap was not filled");
        }
    }
}

/// Moodle's own words for what a tutor sets and looks at, in the order of its form. Source: Moodle's language packs 4.5 of
/// `scorm`, `scormreport_interactions` and `report_progress`; Romanian with commas below in place of cedillas.
const MOODLE: [(&str, [&str; 14]); 4] = [
    (
        "en",
        [
            "“SCORM package”",
            "“Require status”: Completed",
            "Passed",
            "“Disable preview mode”: Yes",
            "“Display content structure in player”: Disabled",
            "“New window”",
            "“Width” 100 and “Height” 100",
            "“Grading method”: Highest grade",
            "“Number of attempts”: Unlimited attempts",
            "“Force new attempt” and “Force completed”: No",
            "“Reports”",
            "“Track details”",
            "“Activity completion”",
            "“Interactions report”",
        ],
    ),
    (
        "fr",
        [
            "« Paquetage SCORM »",
            "« Requiert un statut » : Terminé",
            "Réussi",
            "« Désactiver le mode prévisualisation » : Oui",
            "« Affichage de la structure du contenu dans le lecteur » : Désactivé",
            "« Nouvelle fenêtre »",
            "« Largeur » 100 et « Hauteur » 100",
            "« Méthode d’évaluation » : Note la plus haute",
            "« Nombre de tentatives » : Tentatives illimitées",
            "« Imposer une nouvelle tentative » et « Imposer de terminer » : Non",
            "« Rapports »",
            "« Détails du parcours »",
            "« Achèvement d’activités »",
            "« Rapport d’interactions »",
        ],
    ),
    (
        "ro",
        [
            "„Pachet SCORM”",
            "„Solicită status”: Completat",
            "Trecut",
            "„Dezactivează mod Previzualizare”: Da",
            "„Afișați structura conținutului în player”: Dezactivat",
            "„Fereastră nouă”",
            "„Lățime” 100 și „Înălțime” 100",
            "„Metodă de punctare”: Punctaj maxim",
            "„Număr încercări de parcurgere”: Nr. nelimitat de încercări de parcurgere",
            "„Forțează o nouă încercare” și „Forțează finalizarea”: Nu",
            "„Rapoarte”",
            "„Detalii înregistrare activitate”",
            "„Completare activitate”",
            "„Raport de interacțiuni”",
        ],
    ),
    (
        "el",
        [
            "«Πακέτο SCORM»",
            "«Απαιτείται κατάσταση»: Ολοκληρωμένο",
            "Πέρασε",
            "«Απενεργοποίηση κατάστασης προεπισκόπησης»: Ναι",
            "«Εμφάνιση δομής μαθήματος στο πρόγραμμα αναπαραγωγής»: Απενεργοποιημένο",
            "«Νέο παράθυρο»",
            "«Πλάτος» 100 και «Ύψος» 100",
            "«Μέθοδος βαθμολόγησης»: Υψηλότερος βαθμός",
            "«Μέγιστος αριθμός προσπαθειών»: Απεριόριστες προσπάθειες",
            "«Επιβολή νέας προσπάθειας» και «Επιβολή ολοκλήρωσης»: Όχι",
            "«Αναφορές»",
            "«Παρακολούθηση λεπτομερειών»",
            "«Ολοκλήρωση δραστηριότητας»",
            "«Αναφορά αλληλεπιδράσεων»",
        ],
    ),
];

/// A text with plain blanks, as it was typed before the typography of its language was set.
fn spaced(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn settings_have_moodles_own_names_in_every_language() {
    let deck = deck();
    for key in ["scorm12", "scorm2004"] {
        for (language, words) in &MOODLE {
            let (sheet, _) = made(&deck, language, Tracking::Standard, Format::from_key(key).unwrap());
            for word in words {
                assert!(spaced(&sheet).contains(word), "{key} {language}: {word}");
            }
        }
    }
}

/// Who reads the README and who reads the sheet set the same.
#[test]
fn the_readme_gives_the_advice_of_the_sheet() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    for setting in [
        "*Require status*: *Completed*",
        "*Disable preview mode*: *Yes*",
        "*Display content structure in player*: *Disabled*",
        "*New window* only with *Width* 100 and *Height* 100",
        "Chamilo 1.11",
        "Frappe LMS",
    ] {
        assert!(readme.contains(setting), "{setting}");
    }
    let (sheet, _) = made(&deck(), "en", Tracking::Essential, Format::from_key("scorm12").unwrap());
    assert!(sheet.contains("Chamilo 1.11") && sheet.contains("Frappe LMS"), "{sheet}");
}

#[test]
fn the_sheet_lists_what_reports_name_by_ids_alone() {
    let deck = deck();
    for format in formats() {
        let modules = modules(&deck, "fr", Split::Theme, Tracking::Essential);
        let (sheet, _) = made(&deck, "fr", Tracking::Essential, format);
        for activity in &modules[0].situations {
            let line = format!("<li><code>{}</code> {}</li>", activity.id, activity.situation.title.value);
            assert!(spaced(&sheet).contains(&spaced(&line)), "{}: {line}", format.key);
        }
        let noted = modules[0].situations.iter().filter(|card| !card.situation.content_note.is_empty()).count();
        assert!(noted > 0, "the theme has none to count");
        assert!(
            spaced(&sheet).contains(&format!("comptent alors comme terminées : {noted} sur 10.")),
            "{}: {sheet}",
            format.key
        );
    }
}

#[test]
fn the_sheet_has_no_raw_words() {
    let deck = deck();
    for format in formats() {
        for (language, level) in
            [("fr", "Suivi : réflexif."), ("en", "Tracking: reflective."), ("ro", "Urmărire: reflexiv.")]
        {
            let (sheet, _) = made(&deck, language, Tracking::Reflective, format);
            let shown = spaced(&sheet);
            assert!(shown.contains(level), "{language} {}", format.key);
            for raw in ["scorm12", "scorm2004", "<code>reflective", "<code>standard"] {
                assert!(!shown.contains(raw), "{language} {}: {raw}", format.key);
            }
        }
        let (sheet, _) = made(&deck, "fr", Tracking::Essential, format);
        for word in ["apprenante", "celles", "présentes"] {
            assert!(!sheet.contains(word), "{word}: the sheet speaks of everybody");
        }
    }
}

/// What the sheet says of answers, it says where they are recorded.
#[test]
fn the_sheet_speaks_of_answers_from_their_level_on() {
    let deck = deck();
    for (key, word, least) in [
        ("scorm12", "Interactions report", Tracking::Standard),
        ("scorm2004", "Interactions report", Tracking::Standard),
        ("cmi5", "Reflective choices are never", Tracking::Reflective),
        ("xapi", "Reflective choices are never", Tracking::Reflective),
    ] {
        for level in Tracking::ALL {
            let (sheet, _) = made(&deck, "en", level, Format::from_key(key).unwrap());
            assert_eq!(sheet.contains(word), level >= least, "{key} {}", level.key());
        }
    }
}

#[test]
fn the_inventory_names_what_the_device_keeps_and_for_how_long() {
    let script = fs::read_to_string(root().join("templates/runtime/journal.js")).unwrap();
    let (days, place) = cartable::course::JOURNAL;
    assert!(script.contains(&format!("const JOURNAL_LIFE = {};", u64::from(days) * 86_400_000)));
    let name = place.strip_prefix("localStorage, sessionStorage: ").and_then(|name| name.strip_suffix('*')).unwrap();
    assert!(script.contains(&format!("const JOURNAL = '{name}';")));
    let with = deck();
    let without = Deck { journal: false, ..deck() };
    for format in formats() {
        let keeps = ["scorm12", "scorm2004", "moodle"].contains(&format.key);
        let told = |deck: &Deck| made(deck, "fr", Tracking::Essential, format).1["on_device"]["days"].as_u64();
        assert_eq!((told(&with), told(&without)), (keeps.then_some(u64::from(days)), None), "{}", format.key);
    }
}

#[test]
fn the_inventory_names_the_notes_that_a_device_keeps_for_who_asks() {
    let script = |name| fs::read_to_string(root().join("templates/runtime").join(name)).unwrap();
    let (kept, copy) = cartable::course::NOTES.split_once("; ").unwrap();
    let name = kept.strip_prefix("localStorage: ").and_then(|name| name.strip_suffix('*')).unwrap();
    assert!(script("keeping.js").contains(&format!("const key = '{name}' + course.id;")));
    let name = copy.strip_prefix("indexedDB: ").unwrap();
    assert!(script("shelf.js").contains(&format!("indexedDB.open('{name}', 1)")));
    let deck = deck();
    for format in formats() {
        let plays = ["scorm12", "scorm2004", "cmi5", "xapi", "web", "moodle"].contains(&format.key);
        let told =
            made(&deck, "fr", Tracking::Essential, format).1["on_device_if_asked"]["where"].as_str().map(str::to_owned);
        assert_eq!(told, plays.then(|| cartable::course::NOTES.to_owned()), "{}", format.key);
    }
}
