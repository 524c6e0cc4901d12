//! Words as passages count them: runs of letters and digits, `l'accord` being two.

use std::ops::Range;

/// Whether an ASCII byte makes words, as 0 or 1: counting is a large part of the module's work, and
/// a look into a table costs no guess of the processor at every end of a word.
const MAKES_WORDS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() as u8;
        byte += 1;
    }
    table
};

/// Returns the number of words of a text.
pub(super) fn count(text: &str) -> usize {
    let (mut words, mut inside, mut rest) = (0, 0, text);
    loop {
        let mut ascii = 0;
        for &byte in rest.as_bytes().iter().take_while(|byte| byte.is_ascii()) {
            let is_word = MAKES_WORDS[usize::from(byte)];
            words += usize::from(is_word & !inside);
            inside = is_word;
            ascii += 1;
        }
        let mut others = rest.get(ascii..).unwrap_or_default().chars();
        let Some(letter) = others.next() else { return words };
        if !joins(letter) {
            let is_word = u8::from(is_word(letter));
            words += usize::from(is_word & !inside);
            inside = is_word;
        }
        rest = others.as_str();
    }
}

/// Returns the byte ranges of the words of a text.
pub(super) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut inside = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        match spans.last_mut() {
            Some(span) if inside && (joins(letter) || is_word(letter)) => span.end = end,
            _ if joins(letter) => {}
            _ if is_word(letter) => {
                spans.push(at..end);
                inside = true;
            }
            _ => inside = false,
        }
    }
    spans
}

/// Returns whether a text has a word at all.
pub(super) fn any(text: &str) -> bool {
    text.chars().any(is_word)
}

/// Returns whether a character counts as a letter or digit.
pub(super) fn is_word(letter: char) -> bool {
    match letter {
        '\u{C0}'..='\u{FF}' => letter != '×' && letter != '÷',
        _ => letter.is_alphanumeric(),
    }
}

/// Combining accents, the soft hyphen and zero-width characters leave a word whole.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words: Vec<&str> = spans(text).into_iter().filter_map(|span| text.get(span)).collect();
        assert_eq!(words, expected);
        assert_eq!(count(text), expected.len());
    }

    #[test]
    fn elided_and_hyphenated_parts_are_words() {
        check("l’accord d'État nord-sud", &["l", "accord", "d", "État", "nord", "sud"]);
    }

    #[test]
    fn combining_accents_and_soft_hyphens_leave_a_word_whole() {
        check("e\u{301}te\u{301}, par\u{AD}le", &["e\u{301}te\u{301}", "par\u{AD}le"]);
    }

    #[test]
    fn signs_are_no_words() {
        check("\u{301} — « 3 × 4 » …", &["3", "4"]);
    }
}
