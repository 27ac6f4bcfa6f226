//! One fact is one statement, whatever language Moodle, or whoever keeps a list, writes in. Words and dates are those of exports that a
//! Moodle 5.0 made in each language.

use super::*;

/// How a language writes a report of objectives (header and the words that stand in it), a moment, activity completion and a session.
struct Tongue {
    language: &'static str,
    name: &'static str,
    username: &'static str,
    /// The columns attempt, started, last accessed, score.
    columns: [&'static str; 4],
    /// The words for the status and the points of an objective.
    objective: [&'static str; 2],
    completed: &'static str,
    incomplete: &'static str,
    not_attempted: &'static str,
    moments: [&'static str; 2],
    /// Activity completion: done, done by hand, not done.
    activity: [&'static str; 3],
    session: [&'static str; 4],
    yes_or_no: [&'static str; 2],
    day: &'static str,
}

const TONGUES: [Tongue; 6] = [
    Tongue {
        language: "fr",
        name: "Nom",
        username: "Nom d’utilisateur",
        columns: ["Tentative", "Démarré le", "Dernier accès le", "Résultat"],
        objective: ["statut", "score"],
        completed: "Terminé",
        incomplete: "Incomplet",
        not_attempted: "Aucune tentative",
        moments: ["lundi 30 novembre 2026, 16:25", "mardi 1 décembre 2026, 04:05"],
        activity: ["Terminé", "Terminé (défini par Ana Pop)", "Pas terminé"],
        session: ["compte", "situation", "date", "fait"],
        yes_or_no: ["oui", "non"],
        day: "20/11/2026",
    },
    Tongue {
        language: "en",
        name: "Name",
        username: "Username",
        columns: ["Attempt", "Started on", "Last accessed on", "Score"],
        objective: ["status", "score"],
        completed: "Completed",
        incomplete: "Incomplete",
        not_attempted: "Not attempted",
        moments: ["Monday, 30 November 2026, 4:25 PM", "Tuesday, 1 December 2026, 4:05 AM"],
        activity: ["Completed", "Completed (set by Ana Pop)", "Not completed"],
        session: ["account", "situation", "date", "done"],
        yes_or_no: ["yes", "no"],
        day: "2026-11-20",
    },
    Tongue {
        language: "ro",
        name: "Nume",
        username: "Nume de utilizator",
        columns: ["Încercare", "Început la", "Ultima accesare la", "Punctaj"],
        objective: ["status", "notă"],
        completed: "Finalizat",
        incomplete: "Incomplet",
        not_attempted: "Nu s-a încercat parcurgerea",
        moments: ["luni, 30 noiembrie 2026, 16:25", "marți, 1 decembrie 2026, 04:05"],
        activity: ["Finalizat", "Completat (setat de Ana Pop)", "Nu este finalizat"],
        session: ["cont", "situaţie", "data", "făcut"],
        yes_or_no: ["da", "nu"],
        day: "20.11.2026",
    },
    Tongue {
        language: "el",
        name: "Όνομα",
        username: "Όνομα χρήστη",
        columns: ["Προσπάθεια", "Ξεκίνησε στις", "Τελευταία πρόσβαση στις", "Σκορ"],
        objective: ["κατάσταση", "σκορ"],
        completed: "Ολοκληρωμένο",
        incomplete: "Μη ολοκληρωμένο",
        not_attempted: "Δεν έγινε προσπάθεια",
        moments: ["Δευτέρα, 30 Νοεμβρίου 2026, 4:25 PM", "Τρίτη, 1 Δεκεμβρίου 2026, 4:05 AM"],
        activity: ["Ολοκληρωμένο", "Ολοκληρώθηκε (τέθηκε από Ana Pop)", "Δεν ολοκληρώθηκε"],
        session: ["λογαριασμός", "περιστατικό", "ημερομηνία", "έγινε"],
        yes_or_no: ["ναι", "όχι"],
        day: "20/11/2026",
    },
    Tongue {
        language: "de",
        name: "Name",
        username: "Anmeldename",
        columns: ["Versuch", "Begonnen am", "Letzter Versuch am", "Bewertung"],
        objective: ["Status", "Bewertung"],
        completed: "Bestanden",
        incomplete: "Unvollständig",
        not_attempted: "Nicht versucht",
        moments: ["Montag, 30. November 2026, 16:25", "Dienstag, 1. Dezember 2026, 04:05"],
        activity: ["Abgeschlossen", "Abgeschlossen (gesetzt von Ana Pop)", "Nicht abgeschlossen"],
        session: ["Konto", "Situation", "Datum", "erledigt"],
        yes_or_no: ["ja", "nein"],
        day: "20.11.2026",
    },
    Tongue {
        language: "nl",
        name: "Naam",
        username: "Gebruikersnaam",
        columns: ["Poging", "Gestart op", "Laatst bekeken op", "Score"],
        objective: ["status", "score"],
        completed: "Volledig",
        incomplete: "Onvolledig",
        not_attempted: "Niet geprobeerd",
        moments: ["maandag, 30 november 2026, 16:25", "dinsdag, 1 december 2026, 04:05"],
        activity: ["Voltooid", "Voltooid (ingesteld door Ana Pop)", "Niet voltooid"],
        session: ["account", "situatie", "datum", "gedaan"],
        yes_or_no: ["ja", "nee"],
        day: "20-11-2026",
    },
];

/// A report of objectives: one learner who went through one situation of two, one who has not begun.
fn objectives(tongue: &Tongue) -> String {
    let Tongue { name, username, columns, objective: [status, points], completed, incomplete, not_attempted, .. } =
        tongue;
    let [begun, last] = tongue.moments;
    format!(
        "{name}\t\"{username}\"\t{}\tdlis-t2\t\"t2-s01 {status}\"\t\"t2-s01 {points}\"\t\"t2-s02 {status}\"\t\"t2-s02 {points}\"\n\
         Ana\tana\t1\t\"{begun}\"\t\"{last}\"\t0\t\"{incomplete}\"\t\"{completed}\"\t\t\"{not_attempted}\"\t\n\
         Bo\tbo\t-\t-\t-\t-\t\"{not_attempted}\"\n",
        columns.join("\t")
    )
}

fn activity(tongue: &Tongue) -> String {
    let [done, by_hand, not_done] = tongue.activity;
    let username = tongue.username;
    format!(
        ",\"{username}\",\"dlis-t2-fr-scorm12.zip\",\"\",\"dlis-t3-fr-scorm12.zip\",\"\"\n\
         \"Ana\",\"ana\",\"{done}\",\"2026-11-30 16:25:00\",\"{not_done}\",\"\"\n\
         \"Bo\",\"bo\",\"{by_hand}\",\"2026-12-01 04:05:00\",\"{not_done}\",\"\"\n"
    )
}

fn session(tongue: &Tongue) -> String {
    let ([yes, no], day) = (tongue.yes_or_no, tongue.day);
    format!("{}\nana;t1-s01;{day};{yes}\nbo;t1-s01;{day};{no}\n", tongue.session.join(";"))
}

#[test]
fn every_language_says_the_same() {
    let mut options = options();
    options.modules.push(("dlis-t2".to_owned(), None));
    for (what, write, count) in
        [("objectives", objectives as fn(&Tongue) -> String, 2), ("activities", activity, 2), ("a session", session, 2)]
    {
        let expected = tell(write(&TONGUES[1]).as_bytes(), &options).sorted();
        assert_eq!(expected.len(), count, "{what}: {expected:#?}");
        for tongue in &TONGUES {
            let told = tell(write(tongue).as_bytes(), &options);
            assert_eq!(told.findings, [], "{what} in {}", tongue.language);
            assert_eq!(told.sorted(), expected, "{what} in {}", tongue.language);
        }
    }
}

/// What passes or fails, and the columns of questions that come before no situation.
#[test]
fn statuses_and_questions_are_known_in_every_language() {
    let rows = [
        ("fr", "Réussi", "Échec", "Réponse correcte 0"),
        ("en", "Passed", "Failed", "Right answer 0"),
        ("ro", "Admis", "Eşuat", "Răspuns corect 0"),
        ("el", "Πέρασε", "Απέτυχε", "Σωστή απάντηση 0"),
        ("de", "Erledigt", "Fehlgeschlagen", "Richtige Antworten 0"),
        ("nl", "Geslaagd", "Mislukt", "Juist antwoord 0"),
    ];
    for (tongue, (language, passed, failed, question)) in TONGUES.iter().zip(rows) {
        assert_eq!(tongue.language, language);
        let Tongue { name, username, columns, moments: [begun, last], .. } = tongue;
        let file = format!(
            "{name}\t{username}\t{}\tdlis-t2\t{question}\nAna\tana\t1\t{begun}\t{last}\t0\t{passed}\tx\nBo\tbo\t1\t{begun}\t{last}\t0\t{failed}\tx\n",
            columns.join("\t")
        );
        let mut options = options();
        options.modules.push(("dlis-t2".to_owned(), None));
        let told = tell(file.as_bytes(), &options);
        assert_eq!(told.deeds(), ["ana initialized", "ana passed", "bo initialized", "bo failed"], "{language}");
    }
}

/// A spreadsheet that saves an export again writes dates in digits. The header tells its language, and only English leaves open which is the day.
#[test]
fn an_export_that_a_spreadsheet_saved_again_says_the_same() {
    let mut options = options();
    options.modules.push(("dlis-t2".to_owned(), None));
    for tongue in &TONGUES {
        let saved = |file: String| {
            let [begun, last] = tongue.moments;
            let file = file.replace(begun, "30/11/2026 16:25").replace(last, "01/12/2026 04:05");
            file.replace("2026-11-30 16:25:00", "30/11/2026 16:25").replace("2026-12-01 04:05:00", "01/12/2026 04:05")
        };
        for write in [objectives, activity] {
            let told = tell(saved(write(tongue)).as_bytes(), &options);
            if tongue.language == "en" {
                assert!(told.codes().iter().all(|code| *code == "F015") && told.statements.is_empty(), "{told:?}");
            } else {
                assert_eq!(told.sorted(), tell(write(tongue).as_bytes(), &options).sorted(), "{}", tongue.language);
            }
        }
    }
}
