//! What a report tells does not depend on the order of its sources, on repetition, or on how they are cut.

use super::*;
use proptest::prelude::*;

const DAYS: [&str; 4] = ["2026-11-02", "2026-11-10", "2026-11-18", "2026-11-26"];
const VERBS: [&str; 6] = ["completed", "experienced", "answered", "initialized", "passed", "failed"];

fn any_statement() -> impl Strategy<Value = Value> {
    (0..8usize, 0..VERBS.len(), 0..3usize, 0..DAYS.len(), any::<bool>(), any::<u64>()).prop_map(
        |(learner, verb, thing, day, right, id)| {
            let (name, verb) = (format!("u{learner}"), VERBS[verb]);
            let mut made = match verb {
                "answered" => {
                    answer(&name, &format!("t1-s0{thing}/q1"), DAYS[day], if right { "a" } else { "b" }, right)
                }
                "initialized" | "passed" | "failed" => statement(&name, verb, "modules/t1", DAYS[day]),
                _ => statement(&name, verb, &format!("t1-s0{thing}"), DAYS[day]),
            };
            made["id"] = json!(uuid::Uuid::from_u64_pair(id | 1, 7));
            made
        },
    )
}

fn pages(statements: &[Value]) -> Vec<String> {
    pages_of(events(statements))
}

fn pages_of(mut events: Events) -> Vec<String> {
    let list = roster("account;group;name\nu1;a;Ana\nu2;a;Bo\nu9;b;Cy\n");
    let situations = ["t1-s00", "t1-s01", "t1-s02"];
    let mut pages = Vec::new();
    for output in [Output::Group, Output::Accompany] {
        for list in [&list, &Roster::default()] {
            let report = made(&ask(output.clone(), "en"), &mut events, list, outline(&situations));
            let page = report.page().unwrap();
            // How many statements were read is the one thing in which sources that repeat differ.
            let lines = page.lines().filter(|line| !line.contains("<dt>Statements read</dt>"));
            pages.push(lines.collect::<Vec<_>>().join("\n"));
        }
    }
    pages
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn order_and_repetition_change_nothing(statements in prop::collection::vec(any_statement(), 1..60), seed in any::<u64>()) {
        let expected = pages(&statements);
        let mut other = statements.clone();
        other.extend(statements.iter().take(statements.len() / 2).cloned());
        let mut state = seed | 1;
        for at in (1..other.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            other.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        prop_assert_eq!(pages(&other), expected);
    }

    /// Cut at any place, over files of any form, in any order.
    #[test]
    fn splitting_the_sources_changes_nothing(
        statements in prop::collection::vec(any_statement(), 1..60),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..6),
        turned in any::<bool>(),
    ) {
        let mut files: Vec<(Vec<Value>, bool)> = Vec::new();
        let mut rest = statements.clone();
        for (cut, is_array) in cuts {
            let tail = rest.split_off(cut.index(rest.len() + 1));
            files.push((std::mem::replace(&mut rest, tail), is_array));
        }
        files.push((rest, true));
        if turned {
            files.reverse();
        }
        let mut events = Events::default();
        for (file, is_array) in files.iter().filter(|(file, _)| !file.is_empty()) {
            let lines: Vec<String> = file.iter().map(Value::to_string).collect();
            let text = if *is_array { format!("[{}]", lines.join(",\n")) } else { lines.join("\n") };
            let mut findings = Findings::default();
            let count = cartable::report::read("file", text.as_bytes(), &mut events, &mut findings).unwrap();
            prop_assert_eq!((count, findings.is_empty()), (file.len(), true), "{:?}", findings.sorted());
        }
        prop_assert_eq!(pages_of(events), pages(&statements));
    }
}

fn accompany(statements: &[Value], list: &str) -> Report {
    made(&ask(Output::Accompany, "en"), &mut events(statements), &roster(list), outline(&["t1-s01", "t1-s02"]))
}

const LIST: &str = "account;group;name;also\nana;a,b;Ana;ana@example.org\nbo;a;Bo;\n";

#[test]
fn a_voided_statement_does_not_count() {
    let mut done = statement("ana", "completed", "t1-s01", "2026-11-20");
    done["id"] = json!("706fdbfd-d9b5-533f-9c81-46a5b0646f2a");
    let mut voids = statement("bo", "voided", "t1-s01", "2026-11-21");
    voids["object"] = json!({"objectType": "StatementRef", "id": "706fdbfd-d9b5-533f-9c81-46a5b0646f2a"});
    let opened = statement("ana", "initialized", "modules/t1", "2026-11-20");
    for order in [[&opened, &done, &voids], [&voids, &done, &opened]] {
        let report = accompany(&order.map(Clone::clone), LIST);
        assert_eq!(rows(&report, "learners")[0], ["Ana", "not begun", "not begun"]);
    }
}

#[test]
fn a_state_never_falls_back_and_not_offered_is_not_not_begun() {
    let report = accompany(
        &[
            statement("ana", "completed", "t1-s01", "2026-11-20"),
            statement("ana", "experienced", "t1-s01", "2026-11-25"),
            statement("bo", "initialized", "modules/t2", "2026-11-25"),
        ],
        LIST,
    );
    assert_eq!(rows(&report, "learners"), [["Ana", "gone through", "not begun"], ["Bo", "not offered", "not offered"]]);
}

/// A statement as an export of an LMS gives it: its id is made of what the file says.
fn exported(mut statement: Value) -> Value {
    statement["id"] = json!(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, statement.to_string().as_bytes()));
    statement
}

/// Moodle's reports tell of modules and not of situations: then nobody has “not begun” any.
#[test]
fn what_the_sources_do_not_tell_is_not_called_not_begun() {
    let list = format!("{LIST}cy;b;Cy;\n");
    let opened = exported(statement("ana", "initialized", "modules/t1", "2026-11-03"));
    let ended = exported(statement("ana", "completed", "modules/t1", "2026-11-04"));
    let begun = exported(statement("bo", "initialized", "modules/t1", "2026-11-04"));
    let report = accompany(&[opened, ended.clone(), begun.clone()], &list);
    let untold = ["not reported", "not reported"];
    let never = ["not begun", "not begun"];
    assert_eq!(
        rows(&report, "learners"),
        [["Ana", untold[0], untold[1]], ["Bo", untold[0], untold[1]], ["Cy", never[0], never[1]]]
    );
    assert_eq!(rows(&report, "progress"), [["Ana", "completed"], ["Bo", "opened"], ["Cy", "not opened"]]);
    let reasons: Vec<String> = rows(&report, "attention").into_iter().map(|row| row[..2].join(": ")).collect();
    assert_eq!(reasons, ["Bo: no visit for 27 days", "Cy: on the list, and not met in these sources"]);
    let page = report.page().unwrap();
    assert!(page.contains(r#"<i class="k not_told"></i><span class="unseen">not reported</span>"#));
    assert!(page.contains("</i> not reported</span>") && page.contains("do not say whether the situation was begun"));
    assert!(csv(&report).iter().any(|row| row.iter().map(String::as_str).eq(["Bo", "not reported", "not reported"])));

    // Who is in no list of completions may have opened the module all the same.
    let report = accompany(&[ended], &list);
    assert!(rows(&report, "learners").iter().all(|row| row[1..] == untold), "{:?}", rows(&report, "learners"));
    assert_eq!(rows(&report, "progress"), [["Ana", "completed"], ["Bo", "not reported"], ["Cy", "not reported"]]);
    let reasons: Vec<String> = rows(&report, "attention").into_iter().map(|row| row[..2].join(": ")).collect();
    assert_eq!(reasons, ["Bo: no completion reported", "Cy: no completion reported"]);

    // One situation that is told shows that its source tells of them; and so does the module itself.
    let told = exported(statement("bo", "completed", "t1-s01", "2026-11-04"));
    assert_eq!(rows(&accompany(&[begun.clone(), told], LIST), "learners")[1], ["Bo", "gone through", "not begun"]);
    let own = statement("bo", "initialized", "modules/t1", "2026-11-04");
    assert_eq!(rows(&accompany(&[begun, own], LIST), "learners")[1], ["Bo", "not begun", "not begun"]);
}

/// What is not told is counted in a column that says so, and the ranges stay as they are.
#[test]
fn counts_do_not_call_not_begun_what_is_not_told() {
    let group = |outline: Outline, verb: &str| {
        let all = (0..14).map(|n| exported(statement(&format!("u{n}"), verb, "modules/t1", "2026-11-20")));
        let list: String = (0..28).map(|n| format!("u{n}\n")).collect();
        let list = roster(&format!("account\n{list}"));
        csv(&made(&ask(Output::Group, "en"), &mut events(&all.collect::<Vec<_>>()), &list, outline))
    };
    let has = |table: &[Vec<String>], row: &[&str]| table.iter().any(|cells| cells.iter().eq(row));
    let table = group(outline(&["t1-s01"]), "initialized");
    assert!(
        has(&table, &["Situation", "not begun", "begun", "gone through", "not offered or not reported"]),
        "{table:?}"
    );
    assert!(has(&table, &["t1-s01", "10–14", "0–4", "0–4", "10–14"]), "{table:?}");
    let table = group(Outline::default(), "completed");
    assert!(has(&table, &["Module", "not opened or not reported", "opened", "completed"]), "{table:?}");
}

/// One point is not a hundred; a share of one is.
#[test]
fn points_and_shares_are_told_apart() {
    for (score, expected) in [
        (json!({"raw": 1}), "completed, points: 1"),
        (json!({"raw": 0.5}), "completed, points: 1"),
        (json!({"scaled": 1, "raw": 10}), "completed, points: 100"),
        (json!({"scaled": 0.67}), "completed, points: 67"),
        (json!({"raw": 3, "min": 0, "max": 4}), "completed, points: 75"),
    ] {
        let mut done = statement("ana", "completed", "modules/t1", "2026-11-20");
        done["result"] = json!({"score": score});
        assert_eq!(rows(&accompany(&[done], LIST), "progress")[0], ["Ana", expected], "{score}");
    }
}

/// Without groups in the list, those that the sources name are taken.
#[test]
fn groups_come_from_the_list_or_from_the_sources() {
    let mut all = Vec::new();
    for learner in 0..14 {
        let mut done = statement(&format!("u{learner}"), "experienced", "t1-s01", "2026-11-20");
        let name = if learner < 7 { "A" } else { "B" };
        done["context"]["team"] =
            json!({"objectType": "Group", "account": {"homePage": format!("{HOME}#groups"), "name": name}});
        all.push(done);
    }
    let titles = |list: &Roster| -> Vec<String> {
        let report = made(&ask(Output::Group, "en"), &mut events(&all), list, outline(&["t1-s01"]));
        report.views.iter().filter(|view| view.key.starts_with("situations-")).map(|view| view.title.clone()).collect()
    };
    assert_eq!(titles(&Roster::default()), ["A: 7 learners", "B: 7 learners"]);
    let list: String = (0..14).map(|n| format!("u{n};C\n")).collect();
    assert_eq!(titles(&roster(&format!("account;group\n{list}"))), ["C: 14 learners"]);
}

/// One person under two accounts is one learner, by the list.
#[test]
fn two_accounts_of_the_list_are_one_learner() {
    let report = accompany(
        &[
            statement("ana", "completed", "t1-s01", "2026-11-20"),
            statement("ana@example.org", "completed", "t1-s02", "2026-11-20"),
        ],
        LIST,
    );
    assert_eq!(rows(&report, "learners")[0], ["Ana", "gone through", "gone through"]);
}

/// The first try is the earliest answer, whenever it arrives; days begin at midnight in Athens.
#[test]
fn first_tries_and_midnight_in_athens() {
    let mut all = Vec::new();
    for learner in 0..14 {
        let name = format!("u{learner}");
        all.push(answer(&name, "t1-s01/q1", "2026-11-22T22:30:00Z", "right", true));
        all.push(answer(&name, "t1-s01/q1", "2026-11-22T22:10:00Z", "wrong", false));
    }
    let report = made(&ask(Output::Group, "en"), &mut events(&all), &Roster::default(), outline(&["t1-s01"]));
    // 22:10 on Sunday in UTC is ten past midnight on Monday in Athens.
    assert_eq!(rows(&report, "weeks"), [["2026-11-23", "10–14"]]);
    let wrong = rows(&report, "facts");
    assert_eq!(wrong, [["t1-s01 · q1", "0–4", "10–14", "0–4", "0–4", "wrong"]]);
    let mut zone = ask(Output::Group, "en");
    zone.zone = cartable::statements::zone("UTC").unwrap();
    let report = made(&zone, &mut events(&all), &Roster::default(), outline(&["t1-s01"]));
    assert_eq!(rows(&report, "weeks"), [["2026-11-16", "10–14"]]);
}

#[test]
fn reasons_follow_from_the_thresholds() {
    let mut all = vec![statement("ana", "completed", "t1-s01", "2026-11-10")];
    all.extend(["02", "03", "04", "05"].map(|day| answer("bo", "t1-s02/q1", &format!("2026-11-{day}"), "b", false)));
    all.push(statement("bo", "failed", "modules/t1", "2026-11-29"));
    let list = format!("{LIST}cy;b;Cy;\n");
    let report = accompany(&all, &list);
    let reasons: Vec<String> = rows(&report, "attention").into_iter().map(|row| row[..2].join(": ")).collect();
    assert_eq!(
        reasons,
        [
            "Ana: no visit for 21 days; 1 of 2 situations gone through",
            "Bo: came back to “t1-s02” on 4 days without finishing it",
            "Bo: has not reached the threshold of “t1”",
            "Cy: on the list, and not met in these sources",
        ]
    );
    let mut strict = ask(Output::Accompany, "en");
    let source = cartable::source::Source::new(
        "t.toml",
        "[never]\non = false\n[absent]\ndays = 22\n[stuck]\ndays = 5\n[failed]\non = false\n",
    );
    strict.thresholds = Thresholds::read(&source, &mut Findings::default()).unwrap();
    let report = made(&strict, &mut events(&all), &roster(&list), outline(&["t1-s01", "t1-s02"]));
    assert!(rows(&report, "attention").is_empty());
}

/// Everything about one learner, and nothing about another.
#[test]
fn a_page_about_one_learner_holds_all_of_it() {
    let mut hummed = statement("ana", "completed", "t1-s02", "2026-11-21");
    hummed["verb"]["id"] = json!("https://example.org/hummed");
    let mut undone = statement("ana", "completed", "t1-s02", "2026-11-22");
    undone["id"] = json!("706fdbfd-d9b5-533f-9c81-46a5b0646f2a");
    let mut voids = statement("bo", "voided", "t1-s01", "2026-11-21");
    voids["object"] = json!({"objectType": "StatementRef", "id": "706fdbfd-d9b5-533f-9c81-46a5b0646f2a"});
    let all = [
        statement("ana", "completed", "t1-s01", "2026-11-20"),
        answer("ana", "t1-s01/q1", "2026-11-20", "b-faith", false),
        hummed,
        undone,
        voids,
        statement("bo", "completed", "t1-s02", "2026-11-20"),
    ];
    let report = made(
        &ask(Output::Mine("ana".into()), "en"),
        &mut events(&all),
        &Roster::default(),
        outline(&["t1-s01", "t1-s02"]),
    );
    let held = rows(&report, "held");
    assert_eq!(held.len(), 4, "{held:?}");
    let voided: Vec<&str> = held.iter().filter(|row| row[1].contains("Voided")).map(|row| row[0].as_str()).collect();
    assert_eq!(voided, ["2026-11-22 14:00"], "what was taken back is told as such");
    let own: Vec<String> = rows(&report, "own").into_iter().map(|row| row[0].clone()).collect();
    assert!(!own.contains(&"t1-s02".to_owned()), "and does not count: {own:?}");
    assert!(held.iter().any(|row| row[1].contains("b-faith")) && held.iter().any(|row| row[1].contains("hummed")));
    let mut findings = Findings::default();
    let nobody = report_of_nobody(&all, &mut findings);
    assert!(nobody && findings.sorted()[0].rule.code == "N011");
}

fn report_of_nobody(all: &[Value], findings: &mut Findings) -> bool {
    cartable::report::report(
        &ask(Output::Mine("nobody".into()), "en"),
        &mut events(all),
        &Roster::default(),
        Outline::default(),
        findings,
    )
    .is_none()
}

/// A clock that is years ahead hides nobody, and no week.
#[test]
fn a_clock_that_is_ahead_hides_nothing() {
    let mut all: Vec<Value> =
        (0..14).map(|n| statement(&format!("u{n}"), "experienced", "t1-s01", "2026-11-10")).collect();
    all.iter_mut().for_each(|one| one["result"] = json!({"completion": false}));
    all.push(statement("u1", "experienced", "t1-s02", "2031-01-01"));
    let report = made(&ask(Output::Group, "en"), &mut events(&all), &Roster::default(), outline(&["t1-s01"]));
    assert_eq!(rows(&report, "weeks"), [["2026-11-09", "10–14"]]);
    let page = report.page().unwrap();
    assert!(page.contains("<dt>Latest event</dt><dd>10 November 2026</dd>") && page.contains("a clock was ahead: 1."));
    let report = accompany(&all, "account;name\nu1;Ana\n");
    assert!(rows(&report, "attention")[0][1].starts_with("no visit for 21 days"), "{:?}", rows(&report, "attention"));
}

/// Equal names can be told apart.
#[test]
fn two_of_one_name_are_told_apart() {
    let all = [statement("u1", "completed", "t1-s01", "2026-11-20")];
    let report = accompany(&all, "account;name\nu1;Ana Pop\nu2;Ana Pop\nu3;Bo\n");
    let names: Vec<String> = rows(&report, "learners").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, ["Ana Pop (u1)", "Ana Pop (u2)", "Bo"]);
}
