//! Readable ASCII names made of text in French, English, Romanian and Greek: for files and labels. Knows nothing of what they name.

/// Letters beyond ASCII and what stands for them. Greek follows ELOT 743 letter by letter.
const LETTERS: &[(&str, &str)] = &[
    ("àáâãäåăā", "a"),
    ("ç", "c"),
    ("èéêëē", "e"),
    ("ìíîïī", "i"),
    ("ñ", "n"),
    ("òóôõöø", "o"),
    ("ùúûüū", "u"),
    ("ýÿ", "y"),
    ("șş", "s"),
    ("țţ", "t"),
    ("œ", "oe"),
    ("æ", "ae"),
    ("ß", "ss"),
    ("αά", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("εέ", "e"),
    ("ζ", "z"),
    ("ηήιίϊΐ", "i"),
    ("θ", "th"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "x"),
    ("οόωώ", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σς", "s"),
    ("τ", "t"),
    ("υύϋΰ", "y"),
    ("φ", "f"),
    ("χ", "ch"),
    ("ψ", "ps"),
];

/// Lower-case ASCII words joined by hyphens, cut at a word where they grow beyond `most` characters. Empty where the text has
/// no letter or digit that can be written so.
pub fn slug(text: &str, most: usize) -> String {
    let mut out = String::new();
    for word in ascii(text).split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        let room = most.saturating_sub(out.len() + usize::from(!out.is_empty()));
        if word.len() > room {
            if out.is_empty() {
                out.push_str(&word[..room]);
            }
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    out
}

fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii() {
            out.push(c);
        } else {
            let found = LETTERS.iter().find(|(letters, _)| letters.contains(c));
            out.push_str(found.map_or(" ", |(_, stands)| stands));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_in_every_language() {
        assert_eq!(slug("Qui décide des horaires d’astreinte ?", 60), "qui-decide-des-horaires-d-astreinte");
        assert_eq!(slug("Științe și țări", 60), "stiinte-si-tari");
        assert_eq!(slug("Ποιος αποφασίζει;", 60), "poios-apofasizei");
        assert_eq!(slug("un deux trois", 9), "un-deux");
        assert_eq!(slug("!?", 9), "");
    }
}
