//! Keeps what articles contain from acting on the terminal.

use std::borrow::Cow;

/// Replaces control characters: line ends and tabs by a space, all others, and those that turn
/// the direction of the text, by U+FFFD. Scraped articles may hold escape sequences.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| shown(character) == character) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(shown).collect())
}

/// Returns the character that is shown for a character.
pub(super) fn shown(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        _ if character.is_control() => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, cleaned: &str) {
        assert_eq!(clean(text), cleaned);
    }

    #[test]
    fn escape_sequences_lose_their_lead() {
        check("a\u{1b}[31mb", "a\u{fffd}[31mb");
        check("\u{9b}2Jc\u{7}", "\u{fffd}2Jc\u{fffd}");
    }

    #[test]
    fn line_ends_and_tabs_become_spaces() {
        check("un\r\ndeux\ttrois", "un  deux trois");
    }

    #[test]
    fn the_direction_of_the_text_stays() {
        check("facture\u{202e}fdp.exe", "facture\u{fffd}fdp.exe");
    }

    #[test]
    fn everything_else_stays() {
        check("« L’œuvre »\u{a0}: 1\u{202f}234 – 東京", "« L’œuvre »\u{a0}: 1\u{202f}234 – 東京");
    }
}
