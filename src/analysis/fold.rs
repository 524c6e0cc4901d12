//! Folding: lower case, no accents, no ligatures. What is left is the exact form of a word.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;

/// Folds a text to its exact form: `Œuvré` becomes `oeuvre`.
///
/// Text that is folded already is borrowed.
///
/// ```
/// assert_eq!(depeche::analysis::fold("Évènement à Łódź"), "evenement a lodz");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    match text.bytes().position(|byte| !byte.is_ascii() || byte.is_ascii_uppercase()) {
        None => Cow::Borrowed(text),
        Some(first) => Cow::Owned(fold_from(text, first)),
    }
}

/// Returns the text in lower case, accents kept, ligatures undone: `Œuvré` becomes `oeuvré`.
///
/// Text that needs no change is borrowed.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_lower) { Cow::Borrowed(text) } else { Cow::Owned(lowered(text)) }
}

/// Whether lower case leaves the character alone; rarer ones that it leaves alone may say no.
fn is_lower(character: char) -> bool {
    match character {
        '\0'..='\x7F' => !character.is_ascii_uppercase(),
        _ => "éèêàçîôûâùëïüö".contains(character),
    }
}

fn lowered(text: &str) -> String {
    let mut lowered = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            lowered.push(character.to_ascii_lowercase());
            continue;
        }
        for small in character.to_lowercase() {
            match ligature(small) {
                Some(letters) => lowered.push_str(letters),
                None => lowered.push(small),
            }
        }
    }
    lowered
}

/// Appends the folded form of one character.
pub(super) fn push_folded(folded: &mut String, character: char) {
    if character.is_ascii() {
        folded.push(character.to_ascii_lowercase());
        return;
    }
    for small in character.to_lowercase() {
        match ligature(small) {
            Some(letters) => folded.push_str(letters),
            None => push_base(folded, small),
        }
    }
}

fn fold_from(text: &str, first: usize) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.push_str(text.get(..first).unwrap_or_default());
    text.get(first..).unwrap_or(text).chars().for_each(|c| push_folded(&mut folded, c));
    folded
}

/// Letters without a decomposition of their own, written out.
fn ligature(small: char) -> Option<&'static str> {
    Some(match small {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

fn push_base(folded: &mut String, small: char) {
    if !has_marks(small) {
        folded.push(small);
        return;
    }
    decompose_canonical(small, |part| {
        if !is_mark(part) {
            folded.push(part);
        }
    });
}

/// Scripts whose accents are folded: Latin, Greek, Cyrillic, and the marks themselves.
fn has_marks(character: char) -> bool {
    matches!(character, '\u{C0}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}')
}

/// Whether the character is an accent that follows its letter.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected);
    }

    #[test]
    fn accents_and_case_are_folded() {
        check("Déjà VU à Noël", "deja vu a noel");
    }

    #[test]
    fn ligatures_are_written_out() {
        check("Œdipe, curriculum vitæ, Strauß", "oedipe, curriculum vitae, strauss");
    }

    #[test]
    fn stroked_letters_are_folded() {
        check("Łukasz Bjørn Đorđe", "lukasz bjorn dorde");
    }

    #[test]
    fn combining_marks_are_dropped() {
        check("e\u{301}te\u{301}", "ete");
    }

    #[test]
    fn folded_text_is_borrowed() {
        assert!(matches!(fold("deja vu"), Cow::Borrowed(_)));
    }

    #[test]
    fn lower_case_keeps_accents() {
        assert_eq!(lower("ÉTÉ au CŒUR"), "été au coeur");
        assert!(matches!(lower("été en forêt"), Cow::Borrowed(_)));
    }
}
