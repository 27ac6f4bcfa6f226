//! Files that are no table, or more of one than anybody needs. Each is refused with its reason, and none of it is told.

use super::spreadsheets::{archive, opendocument, workbook};
use super::*;
use cartable::statements::{MOST_BYTES, table};
use std::fs;

fn export(name: &str) -> Vec<u8> {
    fs::read(exports().join("en-identity").join(name)).unwrap()
}

#[test]
fn what_is_no_table_is_refused_with_its_reason() {
    let cell = "<row><c><v>1</v></c></row>".repeat(9);
    let (xlsx, ods) = (workbook(&cell, "", ""), opendocument("<table:table-row/>"));
    let long = "a".repeat(1 << 20);
    let shared = format!("<si><t>{long}</t></si>");
    let many = "<row><c t=\"s\"><v>0</v></c></row>".repeat(40);
    let wide = "<table:table-row><table:table-cell table:number-columns-repeated=\"999999999\"><text:p>a</text:p></table:table-cell></table:table-row>";
    let tall = wide.replace("number-columns", "number-rows").replace(
        "table-row><table:table-cell table:number-rows-repeated=\"999999999\"",
        "table-row table:number-rows-repeated=\"999999999\"><table:table-cell",
    );
    let bomb = format!("<!--{}-->", " ".repeat(40 << 20));
    let entities = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><workbook>&b;</workbook>";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", Vec::new(), "F008"),
        ("blank lines", b"\n \n\t\n".to_vec(), "F008"),
        ("an empty workbook", workbook("", "", ""), "F008"),
        ("a workbook cut in half", xlsx[..xlsx.len() / 2].to_vec(), "F003"),
        ("a sheet cut in half", ods[..ods.len() - 30].to_vec(), "F003"),
        ("a workbook without its sheet", archive(&[("xl/workbook.xml", "<workbook/>")]), "F003"),
        ("entities", archive(&[("xl/workbook.xml", entities)]), "F003"),
        ("another archive", archive(&[("imsmanifest.xml", "<manifest/>")]), "F002"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "F002"),
        ("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(), "F005"),
        ("a page called xls", b"\n<!DOCTYPE html><table><tr><td>account</td></tr></table>".to_vec(), "F004"),
        ("a member that unpacks to 40 MB", archive(&[("xl/workbook.xml", &bomb)]), "F001"),
        ("one long text in many cells", workbook(&many, &shared, ""), "F001"),
        ("a row number of millions", workbook("<row r=\"4000000000\"><c><v>1</v></c></row>", "", ""), "F001"),
        (
            "a column that Excel does not have",
            workbook("<row><c r=\"ZZZZ1\"><v>1</v></c><c r=\"ZZZZ2\"><v>1</v></c></row>".repeat(9).as_str(), "", ""),
            "F001",
        ),
        ("a cell repeated a thousand million times", opendocument(wide), "F001"),
        ("a row repeated a thousand million times", opendocument(&tall), "F001"),
        (
            "a million rows",
            format!("account,situation,date,done\n{}", "a,t1-s01,2026-11-20,yes\n".repeat(1_000_000)).into_bytes(),
            "F001",
        ),
        ("a row of millions of cells", ",".repeat(20 << 20).into_bytes(), "F001"),
        ("more than 64 MB", vec![b'a'; (64 << 20) + 1], "F001"),
        ("another header", inline_csv(&["Prénom", "Note"]), "F009"),
        ("grades", b"\"First name\",\"ID number\",\"Course total (Real)\"\nA,1,2\n".to_vec(), "F009"),
        ("an Italian completion", b",Username,Test,\nA,a,Completato,2026-11-22 05:39:50\n".to_vec(), "F009"),
        ("an Italian course completion", b"ID,Name,Test,\"Corso completato\"\n4,A,Completato,\n".to_vec(), "F009"),
        (
            "a course completion",
            b"ID,Name,\"Email address\",Test,\"Test - Completion date\",\"Course complete\"\n4,A,a@b,Completed,2026-11-30,\n"
                .to_vec(),
            "F028",
        ),
        (
            "a French course completion",
            "ID,Nom,Test,\"Test - Date d’achèvement\",\"Cours terminé\"\n4,A,\"Pas terminé\",,\n".into(),
            "F028",
        ),
        ("an open quotation mark at the start", b"\"account,situation\n1,2".to_vec(), "F007"),
        ("half a header", b"account,situation,done\na,t1-s01,yes\n".to_vec(), "F010"),
        ("half a report", b"Username\tAttempt\t\"Started on\"\tScore\na\t1\t2026-11-20\t5\n".to_vec(), "F010"),
    ];
    for (what, bytes, code) in cases {
        let told = tell(&bytes, &of_exports(None));
        assert_eq!(told.statements.len(), 0, "{what}");
        assert!(told.codes().contains(&code), "{what}: {:?}", told.codes());
    }
}

fn inline_csv(cells: &[&str]) -> Vec<u8> {
    format!("{}\n1,2\n", cells.join(",")).into_bytes()
}

#[test]
fn an_open_quotation_mark_costs_what_is_behind_it_and_says_so() {
    let text = "account,situation,date,done\nada,t1-s01,2026-11-20,yes\n\"bob,t1-s01,2026-11-20,yes\neve,t1-s01,2026-11-20,yes\n";
    let told = tell(text.as_bytes(), &options());
    assert_eq!((told.deeds(), told.findings), (vec!["ada completed".to_owned()], vec![("F007".to_owned(), 3)]));
}

#[test]
fn a_fault_in_one_row_leaves_the_others() {
    if !has_exports() {
        return;
    }
    let text = String::from_utf8(export("scorm-basic-oneSCO-allstudents.csv")).unwrap();
    for (from, to, code) in [
        ("user02", "", "F012"),
        ("\t1\t\"Sunday", "\tone\t\"Sunday", "F022"),
        ("\t1\t\"Sunday", "\t1.5\t\"Sunday", "F022"),
        ("22 November", "31 November", "F015"),
        ("\"Sunday, 22 November 2026, 5:39 AM\"", "-", "F014"),
        ("\t0\n", "\t-\n", "F022"),
        ("\t0\n", "\tNaN\n", "F022"),
    ] {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[3] = format!("{}\n", lines[3]).replacen(from, to, 1).trim_end_matches('\n').to_owned();
        let told = tell((lines.join("\n") + "\n").as_bytes(), &of_exports(None));
        assert_eq!((told.statements.len(), told.findings), (3, vec![(code.to_owned(), 4)]), "{from:?} → {to:?}");
    }
}

#[test]
fn the_completion_of_a_large_course_is_read_whole() {
    // 6,000 people and 200 activities: 2.4 million cells, quoted as Moodle quotes them.
    let header: String = (1..=200).map(|at| format!(",\"Activity {at}\",\"\"")).collect();
    let row = ",Completed,\"20 November 2026\"".repeat(200);
    let rows: String = (0..6_000).map(|at| format!("a,u{at}{row}\n")).collect();
    let mut findings = Findings::default();
    let bytes = format!(",Username{header}\n{rows}").into_bytes();
    assert!(bytes.len() < MOST_BYTES);
    let sheet = table("large.csv", &bytes, &mut findings).expect("it is within the limits");
    assert_eq!((sheet.rows.len(), sheet.rows[6_000].len()), (6_001, 402));
    assert_eq!((sheet.rows[6_000].text(1), sheet.rows[6_000].text(401)), ("u5999", "20 November 2026"));
}
