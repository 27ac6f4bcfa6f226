//! Four times the deck takes four times the work: what is done for each module, language or format never walks through the whole deck.
//! Work is counted in instructions, by valgrind, because time says nothing on a busy machine; without valgrind nothing is counted.

use cartable::build::register;
use cartable::check::check;
use cartable::course::{Module, Split, modules, together};
use cartable::deck::{Deck, Tracking};
use cartable::package::source;
use cartable::read::read_files;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::Command;

/// Situations of the small deck, and how many times larger the large one is.
const SMALL: usize = 115;
const TIMES: usize = 4;
/// How much more work that may be. A lookup in a map that is four times as large takes a tenth more; a walk through the whole deck for
/// each of its parts takes sixteen times as much.
const MOST: f64 = 4.5;
/// How many situations a theme has.
const THEME: usize = 5;
/// Says to a run of this program how large a deck it is to work on.
const SIZE: &str = "GROWTH_SITUATIONS";

type Work = (&'static str, fn(&Deck));

/// What is counted, each in a function of its own, which is known by its name.
const WORKS: [Work; 6] = [
    ("work_of_themes", work_of_themes),
    ("work_of_situations", work_of_situations),
    ("work_of_one_module", work_of_one_module),
    ("work_of_languages", work_of_languages),
    ("work_of_register", work_of_register),
    ("work_of_check", work_of_check),
];

#[inline(never)]
fn work_of_themes(deck: &Deck) {
    pack(&modules(deck, "fr", Split::Theme, Tracking::Reflective));
}

#[inline(never)]
fn work_of_situations(deck: &Deck) {
    pack(&modules(deck, "fr", Split::Situation, Tracking::Reflective));
}

#[inline(never)]
fn work_of_one_module(deck: &Deck) {
    pack(&modules(deck, "en", Split::Deck, Tracking::Reflective));
}

#[inline(never)]
fn work_of_languages(deck: &Deck) {
    pack(&together(deck, &["en", "fr"], "all", Split::Situation, Tracking::Reflective));
}

#[inline(never)]
fn work_of_register(deck: &Deck) {
    black_box(register(deck));
}

#[inline(never)]
fn work_of_check(deck: &Deck) {
    black_box(check(deck));
}

fn pack(modules: &[Module<'_>]) {
    assert!(!modules.is_empty());
    modules.iter().for_each(|module| drop(black_box(source(module))));
}

/// A deck in two languages whose situations say as little as they may, so that what is done around them shows.
fn deck(situations: usize) -> Deck {
    let ids: Vec<String> = (1..=situations.div_ceil(THEME)).map(|theme| format!("t{theme}")).collect();
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    let head = "id = \"grows\"\niri = \"https://www.social-project.fr/grows\"\nversion = \"1.0.0\"\nlanguages = [\"en\", \"fr\"]";
    let rest = "[title]\nen = \"It grows\"\nfr = \"Il grandit\"\n\n[licence]\nid = \"CC0-1.0\"\nname = \"CC0\"\n\n\
                [[credits]]\nrole = \"author\"\nname = \"A team\"\n";
    let mut files = vec![("deck.toml".to_owned(), format!("{head}\nthemes = [{}]\n\n{rest}", quoted.join(", ")))];
    for (language, at) in ["en", "fr"].into_iter().flat_map(|language| (0..situations).map(move |at| (language, at))) {
        let (theme, number) = (at / THEME, at % THEME);
        let (folder, id) = (format!("{language}/{:04}-theme", theme + 1), format!("{}-s{}", ids[theme], number + 1));
        if number == 0 {
            let text = format!("+++\nid = \"{}\"\ntitle = \"Theme {theme}\"\n+++\n\nOne.\n", ids[theme]);
            files.push((format!("{folder}/theme.md"), text));
        }
        let (named, mark) = match language {
            "en" => (format!("capsules = [\"c-{id}\"]\n"), ["[x] ", "[ ] "]),
            _ => (String::new(), ["", ""]),
        };
        let quiz = format!("### Who? {{#q1 kind=fact}}\n\n- {}You\n- {}We\n", mark[0], mark[1]);
        files.push((
            format!("{folder}/{number}.md"),
            format!("+++\nid = \"{id}\"\ntitle = \"Card {id}\"\n{named}+++\n\nRead.\n\n## Talk {{#prompts}}\n\n- What?\n\n## Quiz {{#quiz}}\n\n{quiz}"),
        ));
        let text =
            format!("+++\nid = \"c-{id}\"\ntitle = \"About {id}\"\n+++\n\nTrue.\n\n## Keep {{#keep}}\n\nThis.\n");
        files.push((format!("{folder}/capsules/{number}.md"), text));
    }
    let (deck, findings) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert!(!findings.has_errors(), "{:?}", findings.sorted());
    deck
}

/// The part of this test that is run under valgrind.
#[test]
fn all_the_work() {
    if let Some(size) = std::env::var(SIZE).ok().and_then(|size| size.parse().ok()) {
        let deck = deck(size);
        WORKS.iter().for_each(|(_, work)| work(&deck));
    }
}

/// The instructions of each work on a deck of a size; none without valgrind.
fn counted(size: usize) -> Option<BTreeMap<&'static str, f64>> {
    let out = std::env::temp_dir().join(format!("cartable-growth-{}-{size}", std::process::id()));
    let mut valgrind = Command::new("valgrind");
    valgrind.args([
        "--tool=callgrind",
        "--toggle-collect=*work_of_*",
        &format!("--callgrind-out-file={}", out.display()),
    ]);
    valgrind.arg(std::env::current_exe().ok()?).args(["all_the_work", "--exact"]).env(SIZE, size.to_string());
    let run = valgrind.output().ok()?;
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let told =
        Command::new("callgrind_annotate").args(["--inclusive=yes", "--threshold=100"]).arg(&out).output().ok()?;
    std::fs::remove_file(&out).ok();
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let count = |name: &str| {
        let line = told.lines().find(|line| line.contains(&format!("::{name} ")))?;
        line.split_whitespace().next()?.replace(',', "").parse::<f64>().ok()
    };
    Some(
        WORKS
            .iter()
            .map(|(name, _)| (*name, count(name).unwrap_or_else(|| panic!("{name} was not counted"))))
            .collect(),
    )
}

#[test]
fn four_times_the_deck_takes_four_times_the_work() {
    let Some(small) = counted(SMALL) else { return eprintln!("no valgrind: nothing was counted") };
    let large = counted(SMALL * TIMES).expect("valgrind, as before");
    let growth: Vec<(&str, f64)> = small.iter().map(|(name, count)| (*name, large[name] / count)).collect();
    eprintln!("{growth:?}");
    assert!(growth.iter().all(|(_, times)| *times < MOST), "{TIMES} times the situations: {growth:?}");
}
