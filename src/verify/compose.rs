//! Letters and the accents that stand behind them made one, as in Unicode's form C: macOS writes the two apart. Latin and
//! Greek letters only, of which file names with accents are made.

/// An accent, and its letters without it and with it.
const ACCENTS: [(char, &str); 10] = [
    ('\u{300}', "AÀEÈIÌNǸOÒUÙaàeèiìnǹoòuùΑᾺΕῈΗῊΙῚΟῸΥῪΩῺαὰεὲηὴιὶοὸυὺωὼ"),
    ('\u{301}', "AÁCĆEÉIÍLĹNŃOÓRŔSŚUÚYÝZŹaácćeéiílĺnńoórŕsśuúyýzźΑΆΕΈΗΉΙΊΟΌΥΎΩΏαάεέηήιίοόυύωώϊΐϋΰ"),
    ('\u{302}', "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷ"),
    ('\u{303}', "AÃIĨNÑOÕUŨaãiĩnñoõuũ"),
    ('\u{306}', "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭ"),
    ('\u{308}', "AÄEËIÏOÖUÜYŸaäeëiïoöuüyÿΙΪΥΫιϊυϋ"),
    ('\u{30a}', "AÅUŮaåuů"),
    ('\u{30c}', "CČDĎEĚNŇRŘSŠTŤZŽcčdďeěnňrřsštťzž"),
    ('\u{326}', "SȘTȚsștț"),
    ('\u{327}', "CÇGĢKĶLĻNŅRŖSŞTŢcçkķlļnņrŗsştţ"),
];

/// The text with each accent joined to the letter before it, where there is such a letter.
pub(super) fn compose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let pairs = ACCENTS.iter().find(|(accent, _)| *accent == letter).map(|(_, pairs)| pairs);
        let joined = pairs.and_then(|pairs| {
            let base = out.chars().next_back()?;
            let (mut bare, mut whole) = (pairs.chars().step_by(2), pairs.chars().skip(1).step_by(2));
            bare.position(|known| known == base).and_then(|at| whole.nth(at))
        });
        if joined.is_some() {
            out.pop();
        }
        out.push(joined.unwrap_or(letter));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_is_joined_to_its_letter_and_to_no_other() {
        for (apart, joined) in
            [("e\u{301}te\u{301}", "été"), ("s\u{326}i", "și"), ("ι\u{308}\u{301}", "ΐ"), ("été", "été")]
        {
            assert_eq!(compose(apart), joined);
        }
        assert_eq!(compose("\u{301}x\u{301}"), "\u{301}x\u{301}");
        assert!(ACCENTS.iter().all(|(_, pairs)| pairs.chars().count() % 2 == 0));
    }
}
