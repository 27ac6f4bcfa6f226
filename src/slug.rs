//! Readable ASCII names made of text in French, English, Romanian and Greek: for files and labels. Knows nothing of what they name.

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
            out.push_str(latin(c).unwrap_or(" "));
        }
    }
    out
}

/// What stands for a small letter beyond ASCII: `e` for `é`, `th` for `θ`; none for any other character. Greek follows ELOT 743
/// letter by letter.
pub fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ā' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'ș' | 'ş' => "s",
        'ț' | 'ţ' => "t",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'α' | 'ά' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' | 'έ' => "e",
        'ζ' => "z",
        'η' | 'ή' | 'ι' | 'ί' | 'ϊ' | 'ΐ' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' | 'ύ' | 'ϋ' | 'ΰ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
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
