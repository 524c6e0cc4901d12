//! Acronyms with points (`O.M.S.`) or an ampersand (`R&D`): one word.

use super::character::{byte_at, char_at, digits_end, run_end, space_width, word_width};

/// Longest side of an ampersand that still makes a sigle: `AT&T`, `P&O`.
const LONGEST_SIDE: usize = 3;

/// Returns the end of the acronym with points that starts at `start`, last point included.
pub(super) fn dotted_end(text: &str, start: usize) -> Option<usize> {
    let mut end = start;
    let mut letters = 0;
    while let Some(after) = single_letter_end(text, end) {
        letters += 1;
        if byte_at(text, after) != b'.' {
            end = after;
            break;
        }
        end = after + 1;
    }
    (letters > 1).then_some(end)
}

/// Returns the end of the sigle with an ampersand whose left side is `start..end`.
pub(super) fn ampersand_end(text: &str, start: usize, end: usize) -> Option<usize> {
    let mark = end + space_width(text, end);
    let right = mark + 1 + space_width(text, mark + 1);
    let is_tight = right == end + 1;
    let limit = if is_tight { LONGEST_SIDE } else { 1 };
    let is_mark = byte_at(text, mark) == b'&' && end - start <= limit;
    let right_end = if is_mark { short_run_end(text, right, limit)? } else { return None };
    (!is_entity(text, right, right_end)).then_some(right_end)
}

/// Writes the acronym without points, spaces or case.
pub(super) fn normalize(surface: &str) -> String {
    let kept = surface.chars().filter(|c| c.is_alphanumeric() || *c == '&');
    super::fold::fold(&kept.collect::<String>()).into_owned()
}

fn single_letter_end(text: &str, at: usize) -> Option<usize> {
    let letter = char_at(text, at).filter(|c| c.is_alphabetic())?;
    let end = at + letter.len_utf8();
    (word_width(text, end) == 0).then_some(end)
}

fn short_run_end(text: &str, at: usize, limit: usize) -> Option<usize> {
    let end = run_end(text, at);
    let is_short = end > at && end - at <= limit;
    (is_short && digits_end(text, at) < end).then_some(end)
}

/// Whether the right side is a character written in HTML: `B&lt;C`.
fn is_entity(text: &str, start: usize, end: usize) -> bool {
    byte_at(text, end) == b';' && matches!(text.get(start..end), Some("lt" | "gt" | "amp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_dotted(text: &str, expected: Option<&str>) {
        assert_eq!(dotted_end(text, 0).and_then(|end| text.get(..end)), expected);
    }

    fn check_ampersand(text: &str, expected: Option<&str>) {
        let end = ampersand_end(text, 0, run_end(text, 0));
        assert_eq!(end.and_then(|end| text.get(..end)), expected);
    }

    #[test]
    fn points_between_single_letters_make_an_acronym() {
        check_dotted("O.M.S. alerte", Some("O.M.S."));
        check_dotted("o.m.s", Some("o.m.s"));
    }

    #[test]
    fn an_initial_is_no_acronym() {
        check_dotted("G. Brassens", None);
        check_dotted("C.Le", None);
    }

    #[test]
    fn ampersand_joins_short_sides() {
        check_ampersand("R&D", Some("R&D"));
        check_ampersand("H & M", Some("H & M"));
        check_ampersand("Dupont&fils", None);
        check_ampersand("a&lt;b", None);
        check_ampersand("il & elle", None);
    }

    #[test]
    fn points_are_dropped() {
        assert_eq!(normalize("É.N.A."), "ena");
    }
}
