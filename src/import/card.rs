//! The situation cards: from `SITUATION 1` to the chapter that follows. Knows lines; knows nothing of the guide around them.

use super::line::{Line, Mark};
use super::title::sentence;
use super::{markdown, rules};
use crate::diagnostic::Findings;
use crate::source::Place;

/// One card.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its number inside its theme.
    pub number: u32,
    /// Its title, as a sentence.
    pub title: String,
    /// The paragraphs of the story.
    pub story: Vec<String>,
    /// The paragraphs of the dilemma, where there is one.
    pub dilemma: Option<Vec<String>>,
    /// The questions to discuss.
    pub prompts: Vec<String>,
    /// Its first line.
    pub place: Place,
}

/// The line above a dilemma.
const DILEMMA: &str = "Dilemme éthique";

/// The number of a card, where the line begins one.
fn number(line: &Line) -> Option<u32> {
    let digits = line.text.strip_prefix("SITUATION ").filter(|_| line.mark == Mark::None)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u32::MAX))
}

/// The line at which the cards begin, the header before the first one included.
pub fn beginning(lines: &[Line], names: &[String]) -> Option<usize> {
    let first = lines.iter().position(|line| number(line).is_some())?;
    let has_header = first > 0 && names.contains(&lines[first - 1].text);
    Some(first - usize::from(has_header))
}

/// The cards, theme by theme, and the line after the last one.
pub fn cards(lines: &[Line], names: &[String], findings: &mut Findings) -> (Vec<Vec<Card>>, usize) {
    let starts: Vec<_> = (0..lines.len()).filter(|at| number(&lines[*at]).is_some()).collect();
    let mut themes: Vec<Vec<Card>> = Vec::new();
    let mut end = lines.len();
    for (index, &start) in starts.iter().enumerate() {
        let stop = match starts.get(index + 1) {
            Some(&next) if next > start + 1 && names.contains(&lines[next - 1].text) => next - 1,
            Some(&next) => next,
            None => {
                end = last_end(lines, start);
                end
            }
        };
        let card = card(&lines[start..stop], findings);
        let previous = themes.last().and_then(|theme| theme.last()).map_or(0, |card: &Card| card.number);
        if card.number == 1 {
            themes.push(Vec::new());
        } else if Some(card.number) != previous.checked_add(1) || themes.is_empty() {
            findings.add(&rules::NUMBER, &card.place).with("number", card.number).with("previous", previous);
        }
        if start > 0 {
            check_header(&lines[start - 1], themes.len(), names, findings);
        }
        match themes.last_mut() {
            Some(theme) => theme.push(card),
            None => themes.push(vec![card]),
        }
    }
    (themes, end)
}

/// Where the last card ends: at the first heading in capitals after its title.
fn last_end(lines: &[Line], start: usize) -> usize {
    let after_title = (start + 2).min(lines.len());
    let chapter = lines[after_title..].iter().position(Line::is_capitals);
    chapter.map_or(lines.len(), |at| after_title + at)
}

/// A page header names the theme of the card below it.
fn check_header(header: &Line, theme: usize, names: &[String], findings: &mut Findings) {
    if names.contains(&header.text) && theme.checked_sub(1).and_then(|at| names.get(at)) != Some(&header.text) {
        findings.add(&rules::OTHER_HEADER, &header.place).with("theme", theme);
    }
}

fn card(lines: &[Line], findings: &mut Findings) -> Card {
    let head = &lines[0];
    let number = number(head).unwrap_or_default();
    let mut card = Card {
        number,
        title: String::new(),
        story: Vec::new(),
        dilemma: None,
        prompts: Vec::new(),
        place: head.place.clone(),
    };
    let mut body = &lines[1..];
    match body.split_first() {
        Some((title, rest)) if title.is_capitals() => {
            card.title = sentence(&title.text);
            body = rest;
        }
        _ => {
            findings.add(&rules::NO_TITLE, &head.place).with("number", number);
        }
    }
    fill(&mut card, body, findings);
    check(&card, findings);
    card
}

fn fill(card: &mut Card, body: &[Line], findings: &mut Findings) {
    let mut said_after = false;
    for line in body {
        if line.mark == Mark::Item {
            card.prompts.push(markdown::unbold(&line.text).to_owned());
        } else if line.text == DILEMMA && card.dilemma.is_some() {
            findings.add(&rules::TWO_DILEMMAS, &line.place).with("number", card.number);
        } else if line.is_capitals() {
            findings.add(&rules::HEADING_IN_CARD, &line.place).with("number", card.number);
        } else if !card.prompts.is_empty() {
            if !said_after {
                findings.add(&rules::AFTER_PROMPTS, &line.place).with("number", card.number);
            }
            said_after = true;
        } else if line.text == DILEMMA {
            card.dilemma = Some(Vec::new());
        } else {
            card.dilemma.as_mut().unwrap_or(&mut card.story).push(line.text.clone());
        }
    }
}

fn check(card: &Card, findings: &mut Findings) {
    let mut say = |rule| {
        findings.add(rule, &card.place).with("number", card.number);
    };
    if card.story.is_empty() {
        say(&rules::NO_STORY);
    }
    if card.prompts.is_empty() {
        say(&rules::NO_PROMPT);
    }
    if let Some(dilemma) = &card.dilemma {
        if dilemma.is_empty() {
            say(&rules::EMPTY_DILEMMA);
        }
        if card.prompts.len() > 1 {
            say(&rules::DILEMMA_PROMPTS);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;
    use crate::source::Source;

    /// The cards of a text, and the codes of what was found with their lines.
    fn read(text: &str) -> (Vec<Vec<Card>>, Vec<(&'static str, usize)>) {
        let mut findings = Findings::default();
        let lines = lines(&Source::new("a.txt", text), &mut findings).unwrap();
        let names = ["Un thème".to_owned(), "Deux thèmes".to_owned()];
        let (themes, _) = cards(&lines, &names, &mut findings);
        let found = findings.sorted().into_iter().map(|f| (f.rule.code, f.place.line_column().0)).collect();
        (themes, found)
    }

    #[test]
    fn a_card_is_read_whatever_its_blanks_and_marks() {
        let text = "SITUATION 1\n\n\n\nLE TITRE\nUne histoire.\n\n \nSuite.\n - > **A ?**\n\n> B ?\nUn thème\n\
                    SITUATION 2\nAUTRE\n\n\n\nHistoire.\nDilemme éthique\n\nTension.\n> C ?\n\nDeux thèmes\n\nSITUATION 1\n\
                    ENCORE\nh\n> D ?\n\nUN CHAPITRE\n\ntexte";
        let (themes, found) = read(text);
        assert_eq!(found, []);
        assert_eq!(themes.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        let (first, second) = (&themes[0][0], &themes[0][1]);
        assert_eq!((first.title.as_str(), first.story.len()), ("Le titre", 2));
        assert_eq!(first.prompts, ["A ?", "B ?"]);
        assert_eq!(second.dilemma.as_deref(), Some(&["Tension.".to_owned()][..]));
        assert_eq!(themes[1][0].prompts, ["D ?"]);
    }

    #[test]
    fn every_fault_of_a_card_is_named_on_its_line() {
        for (text, expected) in [
            ("SITUATION 2\nT\nh\n> p", &[("I005", 1)][..]),
            ("SITUATION 1\nT\nh\n> p\nSITUATION 3\nT\nh\n> p", &[("I005", 5)]),
            ("SITUATION 1\nune histoire\n> p", &[("I006", 1)]),
            ("SITUATION 1\nT\n> p", &[("I007", 1)]),
            ("SITUATION 1\nT\nh", &[("I008", 1)]),
            ("SITUATION 1", &[("I006", 1), ("I007", 1), ("I008", 1)]),
            ("SITUATION 1\nT\n> p\nh\nh", &[("I007", 1), ("I009", 4)]),
            ("SITUATION 1\nT\nh\nDilemme éthique\nt\nDilemme éthique\n> p", &[("I010", 6)]),
            ("SITUATION 1\nT\nh\nDilemme éthique\nt\n> p\n> p", &[("I011", 1)]),
            ("SITUATION 1\nT\nDEUX\nh\n> p\nSITUATION 2\nT\nh\n> p", &[("I012", 3)]),
            ("SITUATION 1\nT\nh\nDilemme éthique\n> p", &[("I013", 1)]),
            ("Deux thèmes\nSITUATION 1\nT\nh\n> p", &[("I014", 1)]),
            ("SITUATION 99999999999999999999\nT\nh\n> p", &[("I005", 1)]),
        ] {
            assert_eq!(read(text).1, expected, "{text:?}");
        }
    }
}
