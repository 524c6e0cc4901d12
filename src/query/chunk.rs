//! Where a word begun in a text ends: numbers, addresses, `R&D` and `F-16` hold together.

use std::ops::Range;

use super::character::{at, before, is_separator, is_wordly};

/// Which signs are part of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A query: `*`, `?`, `~`, `^` and `=` hold to the word; they may be operators.
    Query,
    /// Text that a person typed: those signs part words.
    Plain,
    /// After a backslash, and in addresses: only spaces, brackets and quotes part words.
    Literal,
}

/// Openings of an address, which is one word whatever signs it holds.
const ADDRESSES: [&str; 4] = ["http://", "https://", "ftp://", "www."];

/// Returns the byte after the run of characters that begins at `start`.
pub(super) fn end(text: &str, start: usize, style: Style) -> usize {
    let style = if is_address(text, start) { Style::Literal } else { style };
    let is_number = at(text, start).is_some_and(|first| first.is_ascii_digit());
    let may_hold_colon = is_number || style == Style::Literal;
    let mut byte = match style {
        Style::Literal => start,
        _ => hour_end(text, start).unwrap_or_else(|| thousands_end(text, start)),
    };
    while let Some(character) = at(text, byte) {
        if parts_words(text, byte, character, style) || (character == ':' && !may_hold_colon) {
            break;
        }
        byte += character.len_utf8();
    }
    byte
}

/// Returns whether an address begins there.
pub(super) fn is_address(text: &str, start: usize) -> bool {
    let opens = |opening: &str| {
        text.get(start..start + opening.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(opening))
    };
    ADDRESSES.iter().any(|opening| opens(opening))
}

fn parts_words(text: &str, byte: usize, character: char, style: Style) -> bool {
    if style == Style::Literal {
        return is_separator(character);
    }
    let is_between = |holds: fn(char) -> bool| {
        before(text, byte).is_some_and(holds)
            && at(text, byte + character.len_utf8()).is_some_and(holds)
    };
    match character {
        ',' | ':' | '/' => !is_between(|neighbor| neighbor.is_ascii_digit()),
        '&' => !is_between(is_wordly),
        '?' => style == Style::Plain || ends_sentence(text, byte),
        '*' | '~' | '^' | '=' => style == Style::Plain,
        _ => is_separator(character),
    }
}

/// A question mark between a small and a capital letter lost its space: `Que faire?Rien`.
fn ends_sentence(text: &str, mark: usize) -> bool {
    before(text, mark).is_some_and(char::is_lowercase)
        && at(text, mark + 1).is_some_and(char::is_uppercase)
}

/// Returns the byte after an hour with its spaces: `20 h`, `20 h 30`, `20h 30`.
fn hour_end(text: &str, start: usize) -> Option<usize> {
    let hours = start + digits(text, start, 3);
    let letter = hours + space(text, hours);
    let is_hour = (1..=2).contains(&(hours - start)) && matches!(at(text, letter), Some('h' | 'H'));
    if !is_hour {
        return None;
    }
    let after = letter + 1;
    let minutes = after + space(text, after);
    let end = minutes + digits(text, minutes, 3);
    let ends_there = |end: usize| !at(text, end).is_some_and(is_wordly);
    let has_minutes = end - minutes == 2 && ends_there(end);
    if has_minutes { Some(end) } else { ends_there(after).then_some(after) }
}

/// Returns the number of digits at a byte of the text, so many at most.
fn digits(text: &str, from: usize, most: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default().bytes();
    rest.take(most).take_while(u8::is_ascii_digit).count()
}

/// Returns the length of the space that holds a number together at a byte of the text, if any.
fn space(text: &str, byte: usize) -> usize {
    match at(text, byte) {
        Some(space @ (' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')) => space.len_utf8(),
        _ => 0,
    }
}

/// Returns the byte after a number in groups of three, `11 000`, or `start` when there is none.
fn thousands_end(text: &str, start: usize) -> usize {
    let first = digits(text, start, 4);
    if !(1..=3).contains(&first) {
        return start;
    }
    let mut end = start + first;
    while space(text, end) > 0 {
        let group = end + space(text, end);
        if digits(text, group, 4) != 3 || at(text, group + 3).is_some_and(is_wordly) {
            break;
        }
        end = group + 3;
    }
    end
}

/// Cuts punctuation off the end of a word; `C++`, `C#` and `O.N.U.` keep theirs.
pub(super) fn trim_end(word: &str) -> &str {
    let bare = word.trim_end_matches(|character| !is_wordly(character));
    let tail = word.get(bare.len()..).unwrap_or_default();
    let signs = tail.bytes().take_while(|byte| matches!(byte, b'+' | b'#')).count();
    let unelided = bare.rsplit(['\'', '’']).next().unwrap_or(bare);
    let is_acronym = signs == 0 && tail.starts_with('.') && is_dotted(unelided);
    word.get(..bare.len() + signs + usize::from(is_acronym)).unwrap_or(bare)
}

/// Returns whether single letters and points alternate, as in `O.N.U`.
fn is_dotted(word: &str) -> bool {
    let mut letters = 0;
    for part in word.split('.') {
        let mut characters = part.chars();
        let is_letter = characters.next().is_some_and(char::is_alphabetic);
        if !is_letter || characters.next().is_some() {
            return false;
        }
        letters += 1;
    }
    letters > 1
}

/// Cuts a plain text into words.
pub(super) fn plain(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut byte = 0;
    while let Some(character) = at(text, byte) {
        if !character.is_alphanumeric() {
            byte += character.len_utf8();
            continue;
        }
        let stop = end(text, byte, Style::Plain);
        let word = trim_end(text.get(byte..stop).unwrap_or_default());
        words.push(byte..byte + word.len());
        byte = stop;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &[&str]) {
        let spans = plain(text);
        let found: Vec<&str> = spans.into_iter().filter_map(|span| text.get(span)).collect();
        assert_eq!(found, words, "{text}");
    }

    #[test]
    fn a_number_is_one_word() {
        check("11 000 soldats", &["11 000", "soldats"]);
        check("1 250 000,5 euros", &["1 250 000,5", "euros"]);
        check("le 7 100e jour", &["le", "7", "100e", "jour"]);
        check("2024 000", &["2024", "000"]);
        check("à 23:55, le 18/06/2024", &["à", "23:55", "le", "18/06/2024"]);
    }

    #[test]
    fn an_hour_is_one_word() {
        check("de 20 h 30 à 21h 45, vers 9 H", &["de", "20 h 30", "à", "21h 45", "vers", "9 H"]);
        check("20\u{202f}h\u{202f}30.", &["20\u{202f}h\u{202f}30"]);
        check("20 h 300", &["20 h", "300"]);
        check("120 h 30, 20 heures", &["120", "h", "30", "20", "heures"]);
    }

    #[test]
    fn a_slash_or_a_colon_between_words_parts_them() {
        check("Lyon/Lille et/ou Nice", &["Lyon", "Lille", "et", "ou", "Nice"]);
        check("Photo:Reuters", &["Photo", "Reuters"]);
    }

    #[test]
    fn signs_inside_a_word_stay() {
        check("R&D, C++ et F-16", &["R&D", "C++", "et", "F-16"]);
        check("l’été d'Anne@poste.fr", &["l’été", "d'Anne@poste.fr"]);
        check("(http://a.fr/x?y=1).", &["http://a.fr/x?y=1"]);
        check(
            "L'O.N.U. vote. Le S.M.I.C. monte.",
            &["L'O.N.U.", "vote", "Le", "S.M.I.C.", "monte"],
        );
    }

    #[test]
    fn french_punctuation_parts_words() {
        check("«Séoul» : qui gagne ? Rien !", &["Séoul", "qui", "gagne", "Rien"]);
        check("Qui gagne?Personne", &["Qui", "gagne", "Personne"]);
        check("Paris – Nice - Lyon…", &["Paris", "Nice", "Lyon"]);
        check("#Budget @Senat *note 20 %", &["Budget", "Senat", "note", "20"]);
    }
}
