//! Tables: what they say, what no spreadsheet may make of it, and that they are the same every time.

use super::*;

/// A report with everything in a name that a spreadsheet could take wrongly.
fn report() -> Report {
    let names = [
        "=1+1",
        "+33 1",
        "-2",
        "@sum",
        "\tTab",
        "007",
        "12345678901234567890",
        "<b>Bo</b> & \"Co\"",
        "a;b",
        "O'Neil",
        "Ελένη",
    ];
    let mut list = "account;name\n".to_owned();
    for (number, name) in names.iter().enumerate() {
        list.push_str(&format!("u{number};\"{}\"\n", name.replace('"', "\"\"")));
    }
    let all: Vec<Value> =
        (0..names.len()).map(|n| statement(&format!("u{n}"), "completed", "t1-s01", "2026-11-20")).collect();
    made(&ask(Output::Accompany, "en"), &mut events(&all), &roster(&list), outline(&["t1-s01"]))
}

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let report = report();
    for separator in [Separator::Comma, Separator::Semicolon, Separator::Tab] {
        let text = String::from_utf8(table(&report, Form::Csv(separator)).unwrap()).unwrap();
        for start in ["=1+1", "+33 1", "-2", "@sum"] {
            assert!(
                !text.contains(&format!("\n{start}")) && text.contains(&format!("\n\"'{start}\"")),
                "{start}: {text}"
            );
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for form in [Form::Csv(Separator::Comma), Form::Ods, Form::Xlsx] {
        assert_eq!(table(&report(), form).unwrap(), table(&report(), form).unwrap());
    }
    assert_eq!(report().page().unwrap(), report().page().unwrap());
}

/// Texts stay texts in workbooks: ids with leading zeros and long digits as well.
#[test]
fn workbooks_hold_the_texts_of_the_report() {
    let report = report();
    for (form, name) in [(Form::Ods, "a.ods"), (Form::Xlsx, "a.xlsx")] {
        let bytes = table(&report, form).unwrap();
        let sheet = cartable::statements::table(name, &bytes, &mut Findings::default()).expect("a first sheet");
        assert_eq!(sheet.rows[1].text(0), "Learners", "{name}");
        let all = cartable::tree::unzip(&bytes).unwrap();
        let text: String = all.files().map(|(_, content)| String::from_utf8_lossy(content).into_owned()).collect();
        for word in ["=1+1", "007", "12345678901234567890", "&lt;b&gt;Bo&lt;/b&gt; &amp; &quot;Co&quot;", "Ελένη"]
        {
            assert!(text.contains(&format!(">{word}<")), "{name}: {word}");
        }
        assert!(!text.contains("<f>") && !text.contains("table:formula"), "{name}");
    }
}

/// LibreOffice, where it is installed, reads the cells that the CSV has. In CI it must be.
#[test]
fn a_spreadsheet_opens_the_workbooks() {
    let program = ["soffice", "libreoffice"].into_iter().find(|name| {
        std::process::Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
    });
    let Some(program) = program else {
        assert!(std::env::var_os("CI").is_none(), "LibreOffice is missing: install libreoffice-calc");
        eprintln!("skipped: install libreoffice-calc");
        return;
    };
    let folder = std::env::temp_dir().join(format!("cartable-report-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let expected: Vec<Vec<String>> = csv(&report()).into_iter().skip(1).take_while(|row| row.len() > 1).collect();
    for (form, ending) in [(Form::Ods, "ods"), (Form::Xlsx, "xlsx")] {
        let path = folder.join(format!("report.{ending}"));
        std::fs::write(&path, table(&report(), form).unwrap()).unwrap();
        let converted = std::process::Command::new(program)
            .args(["--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):9,34,76", "--outdir"])
            .arg(&folder)
            .arg(&path)
            .env("HOME", &folder)
            .output()
            .unwrap();
        assert!(converted.status.success(), "{converted:?}");
        let text = std::fs::read_to_string(folder.join("report.csv")).unwrap();
        for (line, row) in text.lines().zip(&expected) {
            assert_eq!(line.replace('"', "").split('\t').collect::<Vec<_>>(), *row, "{ending}");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What somebody is called is never markup.
#[test]
fn a_name_is_never_markup_on_the_page() {
    let page = report().page().unwrap();
    assert!(!page.contains("<b>Bo") && page.contains("&lt;b&gt;Bo"), "markup");
}

/// A page asks for nothing: no address, no script, and a policy that would stop both.
#[test]
fn a_page_asks_for_nothing() {
    for output in [Output::Group, Output::Accompany, Output::Mine("u1".to_owned())] {
        let all: Vec<Value> =
            (0..8).map(|n| statement(&format!("u{n}"), "completed", "t1-s01", "2026-11-20")).collect();
        let page =
            made(&ask(output, "fr"), &mut events(&all), &Roster::default(), outline(&["t1-s01"])).page().unwrap();
        for word in ["<script", "<link", "<img", "url(", "@import", "src=", "http://", "https://"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("default-src 'none'"));
    }
}

/// The title of a view is whole in text: only workbooks have short names for sheets.
#[test]
fn a_long_title_is_whole_in_a_csv() {
    let all: Vec<Value> = (0..8).map(|n| statement(&format!("u{n}"), "completed", "t1-s01", "2026-11-20")).collect();
    let list: String = (0..8).map(|n| format!("u{n};The group that meets on Monday evenings\n")).collect();
    let list = roster(&format!("account;group\n{list}"));
    let report = made(&ask(Output::Group, "en"), &mut events(&all), &list, outline(&["t1-s01"]));
    assert!(csv(&report).iter().any(|row| row[0] == "The group that meets on Monday evenings: 8 learners"));
}
