//! Titles in capitals, written as sentences.

/// Words that keep capitals of their own.
const NAMES: &[&str] = &[
    "RGPD",
    "DLIS",
    "CNIL",
    "GAFAM",
    "SMS",
    "TikTok",
    "WhatsApp",
    "LinkedIn",
    "Facebook",
    "Instagram",
    "YouTube",
    "Messenger",
    "Erasmus",
];

/// A text in sentence case: lower case but for its first letter and for names. Accents stay as they are.
pub fn sentence(text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            let name = NAMES.iter().find(|name| name.to_lowercase() == word);
            match name {
                Some(name) => out.push_str(name),
                None if out.chars().any(char::is_alphanumeric) => out.push_str(&word),
                None => out.push_str(&capitalised(&word)),
            }
            word.clear();
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

/// A text with a capital in front.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_sentences_and_names_keep_their_capitals() {
        for (capitals, expected) in [
            ("DROIT À LA DÉCONNEXION", "Droit à la déconnexion"),
            ("ÉTAPE 1", "Étape 1"),
            ("LE RGPD, SUR TIKTOK ET WHATSAPP", "Le RGPD, sur TikTok et WhatsApp"),
            ("« L'ÉTHIQUE »", "« L'éthique »"),
            ("LINKEDIN", "LinkedIn"),
            ("", ""),
        ] {
            assert_eq!(sentence(capitals), expected);
        }
        assert_eq!(capitalised("équipe/service"), "Équipe/service");
    }
}
