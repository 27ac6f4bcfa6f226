//! The tutor's own list of learners: who is in which group, and under which name the tutor knows them. Names come from
//! here and from nowhere else. Moodle's export of participants is such a list, known by its header.

use super::rules;
use crate::diagnostic::Findings;
use crate::statements::{Row, Sheet, is_word, moodle};
use std::collections::{BTreeMap, BTreeSet};

/// What people write above the columns of their own lists, beside the words of Moodle.
const ACCOUNT: &[&str] = &[
    "learner",
    "account",
    "compte",
    "apprenant",
    "apprenante",
    "cont",
    "utilizator",
    "nume utilizator",
    "λογαριασμός",
    "konto",
];
const ID_NUMBER: &[&str] = &["număr de identificare"];
const EMAIL: &[&str] = &["email", "e-mail", "adresă de email", "διεύθυνση email"];
const GROUP: &[&str] = &["grupe"];
const WHOLE_NAME: &[&str] = &["nom complet", "nume complet", "ονοματεπώνυμο"];
/// A whole name where it stands alone, and a family name beside a first name.
const NAME: &[&str] = &["name", "nom", "naam"];
const FIRST_NAME: &[&str] =
    &["first name", "prénom", "prenume", "όνομα", "μικρό/βαπτιστικό όνομα", "vorname", "voornaam"];
const LAST_NAME: &[&str] = &[
    "last name",
    "surname",
    "nom de famille",
    "nume",
    "nume de familie",
    "επώνυμο",
    "επίθετο",
    "nachname",
    "achternaam",
];
const ALSO: &[&str] = &["also", "aussi", "și", "επίσης", "auch", "ook"];

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
    let named = |words: &[&[&str]]| -> Vec<usize> {
        let is_one = |text: &str| words.iter().any(|words| is_word(text, words));
        header.texts().enumerate().filter(|(_, text)| is_one(text)).map(|(at, _)| at).collect()
    };
    let fields = [[ACCOUNT, moodle::USERNAME], [ID_NUMBER, moodle::ID_NUMBER], [EMAIL, moodle::EMAIL]];
    let mut accounts = fields.iter().flat_map(|words| named(words));
    let account = accounts.next()?;
    let others = accounts.collect();
    let (first, last, name) = (named(&[FIRST_NAME]), named(&[LAST_NAME]), named(&[NAME]));
    let whole = named(&[WHOLE_NAME]);
    let names = match () {
        () if !whole.is_empty() => whole,
        () if first.is_empty() && !name.is_empty() => name,
        () if last.is_empty() => [first, name].concat(),
        () => [first, last].concat(),
    };
    let groups = named(&[GROUP, moodle::GROUP]);
    Some(Columns { account, others, groups, names, also: named(&[ALSO]).first().copied() })
}
