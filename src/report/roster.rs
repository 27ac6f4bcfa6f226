//! The tutor's own list of learners: who is in which group, and under which name the tutor knows them. Names come from
//! here and from nowhere else. Moodle's export of participants is such a list, known by its header.

use super::rules;
use crate::diagnostic::Findings;
use crate::statements::{Row, Sheet, is_word};
use std::collections::{BTreeMap, BTreeSet};

const ACCOUNT: &[&str] = &[
    "learner",
    "account",
    "compte",
    "apprenant",
    "apprenante",
    "username",
    "nom d'utilisateur",
    "cont",
    "utilizator",
    "nume utilizator",
    "λογαριασμός",
    "όνομα χρήστη",
];
const ID_NUMBER: &[&str] = &["id number", "numéro d'identification", "număr de identificare", "αριθμός ταυτότητας"];
const EMAIL: &[&str] = &[
    "email address",
    "adresse de courriel",
    "adresă de email",
    "adresa de e-mail",
    "διεύθυνση email",
    "διεύθυνση ηλεκτρονικού ταχυδρομείου",
];
const GROUP: &[&str] = &["group", "groups", "groupe", "groupes", "grup", "grupuri", "grupe", "ομάδα", "ομάδες"];
const NAME: &[&str] = &["name", "nom complet", "nom", "nume complet", "ονοματεπώνυμο"];
const FIRST_NAME: &[&str] = &["first name", "prénom", "prenume", "όνομα"];
const LAST_NAME: &[&str] = &["last name", "surname", "nom de famille", "nume", "nume de familie", "επώνυμο"];
const ALSO: &[&str] = &["also", "aussi", "și", "επίσης"];

/// The most groups of a list: a column that holds something else is not one of groups.
const MOST_GROUPS: usize = 500;

/// One learner of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The name that the tutor gave; empty where there is none.
    pub name: String,
    /// The groups.
    pub groups: BTreeSet<String>,
    /// Other accounts of the same person.
    pub also: BTreeSet<String>,
}

/// A list of learners, by account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The accounts, in the order of their names and then of the accounts.
    pub entries: BTreeMap<String, Entry>,
}

/// Where the columns of a list are.
struct Columns {
    account: usize,
    /// Accounts in other columns, by which the same person may be named elsewhere.
    others: Vec<usize>,
    groups: Vec<usize>,
    names: Vec<usize>,
    also: Option<usize>,
}

impl Roster {
    /// Adds the learners of a table; what is wrong with it is a finding.
    pub fn add(&mut self, sheet: &Sheet, findings: &mut Findings) {
        let Some(header) = sheet.rows.first() else { return };
        let Some(columns) = columns(header) else {
            findings.add(&rules::NO_LEARNERS, &sheet.row(header));
            return;
        };
        for row in &sheet.rows[1..] {
            let account = row.text(columns.account);
            if account.is_empty() {
                findings.add(&rules::NO_ACCOUNT, &sheet.row(row));
                continue;
            }
            let entry = self.entries.entry(account.to_owned()).or_default();
            let name = columns.names.iter().map(|column| row.text(*column)).filter(|part| !part.is_empty());
            let name = name.collect::<Vec<_>>().join(" ");
            if !entry.name.is_empty() && !name.is_empty() && entry.name != name {
                findings.add(&rules::TWO_NAMES, &sheet.row(row)).with("account", account);
            } else if !name.is_empty() {
                entry.name = name;
            }
            let several = |column: &usize| row.text(*column).split([',', ';', '|']).map(str::trim).map(str::to_owned);
            entry.groups.extend(columns.groups.iter().flat_map(several).filter(|group| !group.is_empty()));
            let others = columns.others.iter().map(|column| row.text(*column).to_owned());
            let also = columns.also.iter().flat_map(several);
            entry.also.extend(others.chain(also).filter(|other| !other.is_empty() && other != account));
        }
        if self.groups().len() > MOST_GROUPS {
            findings.add(&rules::MANY_GROUPS, &sheet.row(header)).with("most", MOST_GROUPS);
        }
    }

    /// The groups, by name, each with its accounts.
    pub fn groups(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (account, entry) in &self.entries {
            for group in &entry.groups {
                groups.entry(group).or_default().insert(account);
            }
        }
        groups
    }

    /// The same list under other accounts: pseudonyms in the place of those of the LMS.
    pub fn renamed(&self, rename: impl Fn(&str) -> String) -> Self {
        let entry =
            |entry: &Entry| Entry { also: entry.also.iter().map(|also| rename(also)).collect(), ..entry.clone() };
        Self { entries: self.entries.iter().map(|(account, old)| (rename(account), entry(old))).collect() }
    }
}

fn columns(header: &Row) -> Option<Columns> {
    let all = |words: &[&str]| -> Vec<usize> {
        header.texts().enumerate().filter(|(_, text)| is_word(text, words)).map(|(at, _)| at).collect()
    };
    let mut accounts = [ACCOUNT, ID_NUMBER, EMAIL].into_iter().flat_map(all);
    let account = accounts.next()?;
    let others = accounts.collect();
    let (first, last, whole) = (all(FIRST_NAME), all(LAST_NAME), all(NAME));
    let names = if first.is_empty() { if whole.is_empty() { last } else { whole } } else { [first, last].concat() };
    Some(Columns { account, others, groups: all(GROUP), names, also: all(ALSO).first().copied() })
}
