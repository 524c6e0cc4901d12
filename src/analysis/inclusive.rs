//! Inclusive writing: `élu·e·s`, `élu.e.s`, `élu-e-s`, `élu(e)s` are one word, told by its base.

use super::character::{byte_at, char_at, run_end};

/// Endings that follow the base, feminine or plural.
const ENDINGS: [&str; 38] = [
    "e", "es", "s", "x", "ne", "nes", "le", "les", "lle", "lles", "te", "tes", "sse", "sses", "fe",
    "fes", "ve", "ves", "que", "ques", "se", "ses", "euse", "euses", "rice", "rices", "trice",
    "trices", "ice", "ices", "ère", "ères", "ière", "ières", "ées", "esse", "eresse", "eur",
];

/// Longest ending in bytes, `trices` or `ières`; most words behind a hyphen are longer.
const LONGEST_ENDING: usize = 6;

/// Endings after a hyphen: the others there are pronouns, as in `dites-le`.
const HYPHEN_ENDINGS: [&str; 6] = ["e", "es", "ne", "nes", "rice", "euse"];

/// Tells whether a word is in the lexicon: the check before a sign that has other uses.
pub(super) type IsKnown<'a> = &'a dyn Fn(&str) -> bool;

/// Returns the end of the inclusive word whose base is `start..end`.
pub(super) fn read(text: &str, start: usize, end: usize, is_known: IsKnown<'_>) -> Option<usize> {
    let sign = char_at(text, end)?;
    let found = match sign {
        '·' | '⋅' | '•' | '‧' => endings_end(text, end, sign, &ENDINGS),
        '.' => endings_end(text, end, sign, &ENDINGS),
        '-' => endings_end(text, end, sign, &HYPHEN_ENDINGS),
        '(' => bracket_end(text, end),
        _ => return None,
    }?;
    let is_sure = !matches!(sign, '.' | '-' | '(');
    (is_sure || is_known(text.get(start..end)?)).then_some(found)
}

/// Returns the base of an inclusive word: the letters before the first sign.
pub(super) fn base(surface: &str) -> &str {
    surface.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(surface)
}

/// `·e·s`, `·es`: one ending, then a plural behind the same sign.
fn endings_end(text: &str, at: usize, sign: char, endings: &[&str]) -> Option<usize> {
    let end = ending_end(text, at + sign.len_utf8(), endings)?;
    let plural = if char_at(text, end) == Some(sign) {
        ending_end(text, end + sign.len_utf8(), &["s", "x"])
    } else {
        None
    };
    Some(plural.unwrap_or(end))
}

/// `(e)`, `(e)s`: one ending in brackets, then a plural.
fn bracket_end(text: &str, at: usize) -> Option<usize> {
    let end = ending_end(text, at + 1, &ENDINGS)?;
    if byte_at(text, end) != b')' {
        return None;
    }
    let plural = run_end(text, end + 1);
    match text.get(end + 1..plural)? {
        "" => Some(end + 1),
        "s" | "x" => Some(plural),
        _ => None,
    }
}

fn ending_end(text: &str, at: usize, endings: &[&str]) -> Option<usize> {
    let end = run_end(text, at);
    let ending = text.get(at..end).filter(|ending| !ending.is_empty())?;
    let is_ending = ending.len() <= LONGEST_ENDING
        && (endings.contains(&ending) || endings.contains(&ending.to_lowercase().as_str()));
    is_ending.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let is_known = |word: &str| matches!(word, "élu" | "parti" | "dites" | "lecteur");
        let end = read(text, 0, run_end(text, 0), &is_known);
        assert_eq!(end.and_then(|end| text.get(..end)), expected);
    }

    #[test]
    fn middle_dots_join() {
        check("habitant·e·s du lieu", Some("habitant·e·s"));
        check("lectrice‧eur", Some("lectrice‧eur"));
        check("gardien⋅nes", Some("gardien⋅nes"));
    }

    #[test]
    fn points_hyphens_and_brackets_join_known_words() {
        check("élu.e.s", Some("élu.e.s"));
        check("élu-e-s", Some("élu-e-s"));
        check("élu(e)s", Some("élu(e)s"));
        check("lecteur(trice)s", Some("lecteur(trice)s"));
        check("example.es", None);
    }

    #[test]
    fn pronouns_and_sentences_stay() {
        check("dites-le", None);
        check("parti.et", None);
        check("élu (e", None);
        check("élu(en mars)", None);
    }

    #[test]
    fn the_base_stands_first() {
        assert_eq!(base("élu·e·s"), "élu");
    }
}
