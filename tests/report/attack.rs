//! An attack on small numbers. Whoever has the page, its CSV and its ODS, in two languages and from two dates, about
//! groups that overlap, and knows who is in which group, must not find out how many of a few did what.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

const SITUATIONS: [&str; 2] = ["t1-s01", "t1-s02"];
const STATES: usize = 4;

/// A random generator that is the same everywhere (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % end
    }
}

/// A class: the groups of each learner, and for each date and situation how the learner stands (0 to 3: not offered, not
/// begun, begun, gone through), which never falls back.
struct Class {
    groups: Vec<BTreeSet<usize>>,
    stands: [Vec<[usize; 2]>; 2],
}

fn class(chance: &mut Chance) -> Class {
    let size = 6 + chance.below(40);
    let overlap = chance.below(10);
    let extreme = chance.below(4);
    let mut class = Class { groups: Vec::new(), stands: [Vec::new(), Vec::new()] };
    for _ in 0..size {
        let mut groups = BTreeSet::from([chance.below(4)]);
        if chance.below(40) < overlap {
            groups.insert(chance.below(4));
        }
        class.groups.push(groups);
        let mut stand = |least: usize| match extreme {
            // Groups in which nearly everybody did the same are the easiest to see through.
            0 if chance.below(12) > 0 => 3,
            1 if chance.below(12) > 0 => least.max(1),
            _ => (least + chance.below(STATES)).min(3),
        };
        let first = [stand(0), stand(0)];
        // To be offered one situation of the module is to be offered the other.
        let first = if first.contains(&0) && first != [0, 0] { first.map(|one| one.max(1)) } else { first };
        let second = first.map(|one| one.max(stand(one)));
        let second = if second.contains(&0) && second != [0, 0] { second.map(|one| one.max(1)) } else { second };
        class.stands[0].push(first);
        class.stands[1].push(second);
    }
    class
}

fn statements(class: &Class, date: usize) -> Vec<Value> {
    let mut all = Vec::new();
    for (learner, stands) in class.stands[date].iter().enumerate() {
        let name = format!("u{learner}");
        // Who came, and was offered something else.
        all.push(statement(&name, "initialized", "modules/t9", "2026-11-20"));
        for (situation, stand) in SITUATIONS.iter().zip(stands) {
            match stand {
                1 => all.push(statement(&name, "initialized", "modules/t1", "2026-11-20")),
                2 => {
                    let mut begun = statement(&name, "experienced", situation, "2026-11-20");
                    begun["result"] = json!({"completion": false});
                    all.push(begun);
                }
                3 => all.push(statement(&name, "completed", situation, "2026-11-20")),
                _ => {}
            }
        }
    }
    all
}

fn list(class: &Class) -> Roster {
    let mut text = "account;group\n".to_owned();
    for (learner, groups) in class.groups.iter().enumerate() {
        let groups: Vec<String> = groups.iter().map(|group| format!("g{group}")).collect();
        text.push_str(&format!("u{learner};\"{}\"\n", groups.join(",")));
    }
    roster(&text)
}

/// The ranges that a table tells, by group and situation, with the states that it names: `(from, to)`.
type Told = BTreeMap<(String, usize), Vec<(usize, usize)>>;

fn told(report: &Report) -> Told {
    let mut told = Told::new();
    for view in report.views.iter().filter(|view| view.key.starts_with("situations-")) {
        for row in view.rows.iter().filter(|row| !row.cells.is_empty()) {
            let situation = SITUATIONS.iter().position(|id| *id == row.head).expect("a situation");
            let ends = |text: &str| {
                let (from, to) = text.split_once('–').expect("a range");
                (from.parse().unwrap(), to.parse().unwrap())
            };
            told.insert((view.title.clone(), situation), row.cells.iter().map(|cell| ends(&cell.text)).collect());
        }
    }
    told
}

/// The cells of all groups, in their order.
fn texts(report: &Report) -> Vec<Vec<cartable::report::Cell>> {
    let views = report.views.iter().filter(|view| view.key.starts_with("situations-"));
    views.flat_map(|view| view.rows.iter().map(|row| row.cells.clone())).collect()
}

/// The order in which a report names the states, as numbers of [`Class::stands`].
const NAMED: [usize; STATES] = [1, 2, 3, 0];

/// Every row of counts that fits what was told.
fn fitting(n: usize, ranges: &[(usize, usize)]) -> Vec<[usize; STATES]> {
    // A column that is not shown was in its lowest range throughout: it is as wide as the others.
    let width = ranges.iter().map(|(from, to)| to - from).max().unwrap_or(n);
    let range = |at: usize| ranges.get(at).copied().unwrap_or((0, width.min(n)));
    let mut all = Vec::new();
    for a in range(0).0..=range(0).1 {
        for b in range(1).0..=range(1).1 {
            for c in range(2).0..=range(2).1 {
                if let Some(d) = n.checked_sub(a + b + c).filter(|d| (range(3).0..=range(3).1).contains(d)) {
                    all.push([a, b, c, d]);
                }
            }
        }
    }
    all
}

/// Whether a later row can follow an earlier one of the same learners: nobody falls back.
fn can_follow(first: &[usize; STATES], second: &[usize; STATES]) -> bool {
    let [not_begun, begun, handled, not_offered] = *first;
    let (third, most) = (second[2], second[2] + second[1]);
    third >= handled
        && most >= handled + begun
        && most + second[0] >= handled + begun + not_begun
        && second[3] <= not_offered
}

/// The sums of cells of a row, by the cells as bits.
fn sum(row: &[usize; STATES], cells: usize) -> usize {
    (0..STATES).filter(|cell| cells >> cell & 1 == 1).map(|cell| row[cell]).sum()
}

/// Checks that every count under five, and every sum of counts under five, keeps at least two values on each date.
fn assert_hidden(truth: [[usize; STATES]; 2], n: usize, told: [&[(usize, usize)]; 2], what: &str) {
    let rows = told.map(|ranges| fitting(n, ranges));
    assert!((0..2).all(|date| rows[date].contains(&truth[date])), "{what}: {truth:?} was told as {told:?}");
    // The smallest and the largest value of each sum, on each date.
    let mut possible = [(usize::MAX, 0); 32];
    for first in &rows[0] {
        // One value beside another is enough to hide it.
        if (0..32).all(|at| matches!(at % 16, 0 | 15) || possible[at].0 < possible[at].1) {
            return;
        }
        for second in rows[1].iter().filter(|second| can_follow(first, second)) {
            for cells in 1..15 {
                for (at, value) in [(cells, sum(first, cells)), (16 + cells, sum(second, cells))] {
                    possible[at] = (possible[at].0.min(value), possible[at].1.max(value));
                }
            }
        }
    }
    for (date, row) in truth.iter().enumerate() {
        for cells in 1..15 {
            let (count, (least, most)) = (sum(row, cells), possible[16 * date + cells]);
            assert!(count >= 5 || least < most, "{what}, date {date}, cells {cells:b}: it can only be {count}");
        }
    }
}

#[test]
fn nobody_in_a_small_group_is_found_out() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (mut groups, mut pages) = (0, 0);
    while groups < 10_000 {
        let class = class(&mut chance);
        let list = list(&class);
        let (mut dates, mut shown) = (Vec::new(), Vec::new());
        for date in 0..2 {
            let all = statements(&class, date);
            if all.is_empty() {
                break;
            }
            let mut events = events(&all);
            let one = made(&ask(Output::Group, "en"), &mut events, &list, outline(&SITUATIONS));
            let cells = told(&one);
            // Neither another language nor a table tells anything else.
            if pages % 20 == 0 {
                let other = made(&ask(Output::Group, "el"), &mut events, &list, outline(&SITUATIONS));
                assert_eq!(texts(&one), texts(&other));
                agree(&one);
            }
            pages += 1;
            dates.push(cells);
            let number = |title: &str| title.strip_prefix('g')?.split(':').next()?.parse::<usize>().ok();
            shown = one.views.iter().filter_map(|view| number(&view.title)).collect();
        }
        let [first, second] = dates.as_slice() else { continue };
        groups += first.keys().filter(|(_, situation)| *situation == 0).count();
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for ((title, situation), ranges) in first {
            let name = title.split(':').next().unwrap();
            let known = name.strip_prefix('g').and_then(|number| number.parse::<usize>().ok());
            let in_group = |learner: &usize| known.is_some_and(|group| class.groups[*learner].contains(&group));
            let is_rest =
                |learner: &usize| known.is_none() && class.groups[*learner].iter().all(|group| !shown.contains(group));
            let members: Vec<usize> = (0..class.groups.len()).filter(|one| in_group(one) || is_rest(one)).collect();
            assert!(members.len() >= 5 && title.contains(&format!(": {} ", members.len())), "{title}: {members:?}");
            if *situation == 0 {
                assert!(
                    members.iter().all(|member| seen.insert(*member)),
                    "{title} shares learners with another group"
                );
            }
            let Some(later) = second.get(&(title.clone(), *situation)) else { continue };
            let truth = [0, 1].map(|date| {
                NAMED.map(|state| members.iter().filter(|one| class.stands[date][**one][*situation] == state).count())
            });
            assert_hidden(truth, members.len(), [ranges, later], title);
        }
    }
}

/// The page, the CSV and the ODS of a report have the same cells.
fn agree(report: &Report) {
    let page = report.page().expect("a page");
    let ods = table(report, Form::Ods).expect("a table");
    let sheet = cartable::statements::table("a.ods", &ods, &mut Findings::default()).expect("a first sheet");
    let cells = csv(report);
    for (row, told) in sheet.rows.iter().zip(&cells[1..]) {
        assert!(row.texts().eq(told.iter().map(String::as_str)), "{told:?}");
    }
    for view in report.views.iter().filter(|view| view.key.starts_with("situations-")) {
        for row in view.rows.iter().filter(|row| !row.cells.is_empty()) {
            let texts: Vec<String> = row.cells.iter().map(|cell| cell.text.clone()).collect();
            assert!(cells.iter().any(|line| line[0] == row.head && line[1..] == texts[..]), "{texts:?}");
            assert!(texts.iter().all(|text| page.contains(&format!("class=\"b\">{text}<svg"))), "{texts:?}");
        }
    }
    // And nothing of a learner is on it.
    assert!((0..60).all(|learner| !page.contains(&format!(">u{learner}<"))));
}
