//! One run says everything.

use crate::runner;
use std::fs;

#[test]
fn ten_faults_in_ten_files_give_ten_findings() {
    const FAULTS: [(&str, &str, &str, &str); 10] = [
        ("deck.toml", "1.2.0", "1.2", "R031 deck.toml:3"),
        ("fr/game.md", "On lit l’histoire.", "<b>On lit.</b>", "R040 fr/game.md:25"),
        ("fr/board.md", "{#policy}", "{#policy lang=fr}", "R061 fr/board.md:25"),
        ("fr/1-deborder/theme.md", "Le téléphone", "***\n\nLe téléphone", "R042 fr/1-deborder/theme.md:6"),
        ("fr/1-deborder/01-appel.md", "kind=note", "kind=notes", "R060 fr/1-deborder/01-appel.md:90"),
        ("fr/1-deborder/02-message.md", "title", "titre", "R023 fr/1-deborder/02-message.md:3"),
        ("fr/1-deborder/03.md", "t1-s02", "t1-S03", "R029 fr/1-deborder/03.md:2"),
        ("fr/1-deborder/04.md", "- Faut-il répondre la nuit ?", "Faut-il ?", "R048 fr/1-deborder/04.md:11"),
        ("fr/1-deborder/05.md", "t1-s02\"", "t1-s05", "R020 fr/1-deborder/05.md:2"),
        (
            "fr/1-deborder/capsules/pause.md",
            "https://www.example.org/loi",
            "//loi",
            "R041 fr/1-deborder/capsules/pause.md:6",
        ),
    ];
    let (findings, _) = runner::with_deck(|deck| {
        for (number, name) in [(3, "03"), (4, "04"), (5, "05")] {
            let text = fs::read_to_string(deck.join("fr/1-deborder/02-message.md")).expect("the card");
            // The fifth is spoilt by the text of the second, as it stands in the good deck.
            let id = if number == 4 { "t1-s04" } else { "t1-s02" };
            fs::write(deck.join(format!("fr/1-deborder/{name}.md")), text.replace("t1-s02", id)).expect("a copy");
        }
        for (path, good, bad, _) in FAULTS {
            let text = fs::read_to_string(deck.join(path)).expect("a file of the good deck");
            assert!(text.contains(good), "{path} has no {good}");
            fs::write(deck.join(path), text.replace(good, bad)).expect("a file can be written");
        }
    });
    let found = runner::listed(&findings);
    let mut wanted = FAULTS.map(|(_, _, _, finding)| finding);
    wanted.sort_unstable();
    assert_eq!(found, wanted);
}
