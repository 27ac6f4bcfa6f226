//! The words of Moodle's exports, in the languages of our modules: French, English, Romanian, Greek, German and Dutch, in this order
//! where a language has words of its own. Written as [`super::words::plain`] gives them. Source: Moodle's language packs of 3.1, 3.6, 3.8,
//! 3.11, 4.1, 4.4, 4.5 and 5.0, and exports of 4.1, 4.5 and 5.0.

/// The fields by which Moodle tells people apart.
pub const USERNAME: &[&str] =
    &["nom d'utilisateur", "username", "nume de utilizator", "όνομα χρήστη", "anmeldename", "gebruikersnaam"];
pub const ID_NUMBER: &[&str] = &[
    "numéro d'identification",
    "id number",
    "număr id",
    "αναγνωριστικός αριθμός",
    "αριθμός ταυτότητας",
    "id-nummer",
    "nummer (id)",
];
pub const EMAIL: &[&str] = &[
    "adresse de courriel",
    "email address",
    "adresa de e-mail",
    "διεύθυνση ηλε.ταχυδρομείου",
    "διεύθυνση ηλεκτρονικού ταχυδρομείου",
    "e-mail-adresse",
    "e-mailadres",
];
pub const GROUP: &[&str] = &[
    "groupe",
    "groupes",
    "group",
    "groups",
    "grup",
    "grupuri",
    "ομάδα",
    "ομάδες",
    "gruppe",
    "gruppen",
    "groep",
    "groepen",
];

/// The columns of a SCORM report.
pub(super) const ATTEMPT: &[&str] = &["tentative", "attempt", "încercare", "προσπάθεια", "versuch", "poging"];
/// English headers, which do not tell whether the day comes first in a date.
pub(super) const ENGLISH: &[&str] = &["username", "id number", "email address", "started on"];
pub(super) const STARTED: &[&str] =
    &["démarré le", "started on", "început la", "ξεκίνησε στις", "begonnen am", "gestart op"];
pub(super) const ACCESSED: &[&str] = &[
    "dernier accès le",
    "last accessed on",
    "ultima accesare la",
    "τελευταία πρόσβαση στις",
    "letzter versuch am",
    "laatst bekeken op",
];
pub(super) const SCORE: &[&str] = &["résultat", "score", "punctaj", "σκορ", "βαθμός", "bewertung"];

/// The columns of a question, of which a tutor chooses some; a number follows. Dutch has a misprint.
pub(super) const QUESTION: &[&str] = &[
    "question",
    "réponse",
    "réponse correcte",
    "résultat",
    "response",
    "right answer",
    "result",
    "întrebare",
    "răspuns",
    "răspuns corect",
    "rezultat",
    "ερώτηση",
    "απάντηση",
    "σωστή απάντηση",
    "αποτέλεσμα",
    "fragen",
    "antworten",
    "richtige antworten",
    "ergebnis",
    "vraag",
    "antwoord",
    "juist antwoord",
    "reslutaat",
    "resultaat",
];

/// The ends of the two columns of an objective: its status, its points.
pub(super) const OBJECTIVE: [&[&str]; 2] =
    [&[" statut", " status", " κατάσταση"], &[" score", " notă", " σκορ", " βαθμολογία", " bewertung"]];

/// The last column of course completion.
pub(super) const COURSE: &[&str] = &[
    "cours terminé",
    "course complete",
    "curs finalizat",
    "το μάθημα ολοκληρώθηκε",
    "kurs abschließen",
    "cursus voltooid",
];

/// What Moodle writes for the status of a SCORM activity's part, or of an objective. In German, 4.1 says *bestanden* of what was passed and
/// 4.4 of what was completed, and before 4.1 *abgeschlossen* was both: read as the one that says less.
pub(super) const COMPLETED: &[&str] =
    &["terminé", "completed", "finalizat", "ολοκληρωμένο", "abgeschlossen", "bestanden", "volledig"];
pub(super) const PASSED: &[&str] = &["réussi", "passed", "admis", "πέρασε", "erledigt", "geslaagd"];
pub(super) const FAILED: &[&str] = &["échec", "failed", "eșuat", "απέτυχε", "fehlgeschlagen", "mislukt"];
pub(super) const INCOMPLETE: &[&str] = &["incomplet", "incomplete", "μη ολοκληρωμένο", "unvollständig", "onvolledig"];
pub(super) const BROWSED: &[&str] = &["consulté", "browsed", "căutat", "προβλήθηκε", "durchsucht", "voorgeproefd"];
pub(super) const NOT_ATTEMPTED: &[&str] = &[
    "aucune tentative",
    "not attempted",
    "nu s-a încercat parcurgerea",
    "δεν έγινε προσπάθεια",
    "δεν δοκιμάστηκε",
    "nicht versucht",
    "niet geprobeerd",
];

/// What activity completion says. Where a word ends with an open bracket, the name of a colleague follows who set it by hand.
pub(super) const DONE: &[&str] = &[
    "terminé",
    "completed",
    "finalizat",
    "ολοκληρωμένο",
    "abgeschlossen",
    "voltooid",
    "terminé (défini par",
    "completed (set by",
    "completat (setat de",
    "ολοκληρώθηκε (τέθηκε από",
    "abgeschlossen (gesetzt von",
    "voltooid (ingesteld door",
];
pub(super) const DONE_AND_PASSED: &[&str] = &[
    "terminé (note minimale de réussite atteinte)",
    "terminé (note pour passer atteinte)",
    "completed (achieved pass grade)",
    "finalizat (s-a obținut notă de trecere)",
    "ολοκληρωμένο (με βαθμό άνω της βάσης)",
    "abgeschlossen (bestehensgrenze erreicht)",
    "abgeschlossen (mit erfolg)",
    "voltooid (voldoende cijfer behaald)",
];
pub(super) const DONE_AND_FAILED: &[&str] = &[
    "terminé (n'a pas atteint la note minimale de réussite)",
    "terminé (n'a pas atteint la note pour passer)",
    "completed (did not achieve pass grade)",
    "finalizat (nu s-a primit notă de trecere)",
    "ολοκληρωμένο (με βαθμό κάτω της βάσης)",
    "abgeschlossen (bestehensgrenze nicht erreicht)",
    "abgeschlossen (ohne erfolg)",
    "voltooid (behaald cijfer onvoldoende)",
];
pub(super) const NOT_DONE: &[&str] = &[
    "pas terminé",
    "not completed",
    "nu este finalizat",
    "δεν ολοκληρώθηκε",
    "nicht abgeschlossen",
    "niet voltooid",
    "non terminé (défini par",
    "not completed (set by",
    "nu este completat (setat de",
    "δεν ολοκληρώθηκε (τέθηκε από",
    "nicht abgeschlossen (gesetzt von",
    "niet voltooid (ingesteld door",
];
