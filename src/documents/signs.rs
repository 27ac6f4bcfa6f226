//! What letters mean by how they are set: signs of a symbol font, and digits above or below the line. Knows no element.

/// A sign of the fonts that Word takes for its arrows, ticks and relations, by its place in the font. None where only that font knows it.
pub fn symbol(font: &str, code: u32) -> Option<&'static str> {
    let code = code & 0xff;
    let table: &[(u32, &str)] = match font.to_lowercase().as_str() {
        "symbol" => &SYMBOL,
        "wingdings" => &WINGDINGS,
        _ => &[],
    };
    let known = table.iter().find(|(at, _)| *at == code).map(|(_, sign)| *sign);
    known.or(match code {
        0xfe | 0xfd | 0x78 => Some("☒"),
        0xa8 | 0x6f => Some("☐"),
        _ => None,
    })
}

/// Source: Unicode, mapping of the Adobe Symbol encoding.
const SYMBOL: [(u32, &str); 15] = [
    (0xa3, "≤"),
    (0xb3, "≥"),
    (0xb9, "≠"),
    (0xbb, "≈"),
    (0xb1, "±"),
    (0xb4, "×"),
    (0xb8, "÷"),
    (0xb0, "°"),
    (0xb7, "•"),
    (0xa5, "∞"),
    (0xac, "←"),
    (0xae, "→"),
    (0xde, "⇒"),
    (0xab, "↔"),
    (0xd6, "√"),
];

/// The arrows that Word makes of `-->` and the like, ticks, crosses and bullets.
const WINGDINGS: [(u32, &str); 12] = [
    (0xdf, "←"),
    (0xe0, "→"),
    (0xe1, "↑"),
    (0xe2, "↓"),
    (0xe8, "→"),
    (0xf0, "⇨"),
    (0xf3, "⇔"),
    (0xfc, "✓"),
    (0xfb, "✗"),
    (0x6c, "●"),
    (0x4a, "☺"),
    (0x4c, "☹"),
];

const ABOVE: [&str; 2] = ["0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"];
const BELOW: [&str; 2] = ["0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"];

/// Letters that stand above (`superscript`) or below (`subscript`) the line, where each of them has a sign of its own; else as they are.
pub fn raised(letters: &str, place: &str) -> String {
    let [plain, own] = match place {
        "superscript" => ABOVE,
        "subscript" => BELOW,
        _ => return letters.to_owned(),
    };
    let sign = |c: char| plain.chars().position(|known| known == c).and_then(|at| own.chars().nth(at));
    letters.chars().map(sign).collect::<Option<String>>().unwrap_or_else(|| letters.to_owned())
}
