//! The blank card as a form: the same bytes each time, read back whole.

use super::made;
use cartable::documents::{Form, LANGUAGES, form};

#[test]
fn a_form_is_taken_back_with_nothing_left_over() {
    for language in LANGUAGES {
        for kind in Form::ALL {
            let bytes = form(kind, language).expect("small");
            assert_eq!(bytes, form(kind, language).expect("small"));
            let (made, codes) = made(&format!("card.{}", kind.ending()), &bytes);
            assert_eq!((made.cards.len(), made.missed), (1, 0), "{kind:?} {language} {codes:?}");
            assert_eq!(made.leftovers, "", "{kind:?} {language}");
            let card = super::card(&made);
            for part in
                ["{#dilemma}", "{#prompts}", "kind=fact}", "- [x] ", "{#individual}", "{#team}", "{#organisation}"]
            {
                assert!(card.contains(part), "{kind:?} {language} {part}\n{card}");
            }
        }
    }
}
