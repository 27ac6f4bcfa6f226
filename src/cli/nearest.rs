//! What somebody may have meant who wrote a name that does not exist.

use strsim::levenshtein;

/// The known name that is nearest to a wrong one: at most a letter in three is another one, missing or too many, and the first one
/// is right. Capitals do not count, nor what stands behind the known name in a longer one, as in `fr-FR`.
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.trim().to_lowercase();
    let far = |name: &'a str| {
        let own = name.to_lowercase();
        let is_longer = wrong.strip_prefix(&own).is_some_and(|rest| rest.starts_with(['-', '_']));
        let far = if is_longer { 0 } else { levenshtein(&wrong, &own) };
        let most = wrong.chars().count().max(own.chars().count()).div_ceil(3);
        let begins_alike = wrong.chars().next() == own.chars().next();
        (begins_alike && far <= most).then_some((far, name))
    };
    known.filter_map(far).min_by_key(|(far, _)| *far).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_found_and_none_that_is_far() {
        let themes = ["t1", "t2", "digital-divide", "screens"];
        let cases = [
            ("T2", Some("t2")),
            ("t9", Some("t1")),
            ("t2-s01", Some("t2")),
            ("digital-divde", Some("digital-divide")),
            ("screen", Some("screens")),
            ("cards", None),
            ("2", None),
            ("", None),
            ("x", None),
        ];
        for (wrong, wanted) in cases {
            assert_eq!(nearest(wrong, themes.into_iter()), wanted, "{wrong}");
        }
        let languages = ["fr", "en", "ro", "el"];
        for (wrong, wanted) in [("fr-FR", Some("fr")), ("fra", Some("fr")), ("ru", Some("ro")), ("de", None)] {
            assert_eq!(nearest(wrong, languages.into_iter()), wanted, "{wrong}");
        }
    }
}
