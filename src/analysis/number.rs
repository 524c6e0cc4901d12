//! Numbers: thousands, decimals, hours and ordinals.
//!
//! `11 000`, `11.000` and `11’000` are one number, `11000`; `3,5` is `3.5`; `23 h 55` is `23h55`.

use super::Rule;
use super::character::{
    apostrophe_width, byte_at, char_at, digits_end, is_digits, run_end, space_width, word_width,
};

/// Longest first group before a thousands separator.
const LONGEST_GROUP: usize = 3;

/// Endings of ordinals that all mean the short one, `e`.
const LONG_ORDINALS: [&str; 10] =
    ["è", "ès", "ème", "èmes", "eme", "emes", "ième", "ièmes", "ieme", "iemes"];

/// Endings of ordinals that are short already, or of the first and the second.
const SHORT_ORDINALS: [&str; 12] =
    ["e", "es", "er", "ers", "re", "res", "ère", "ères", "ere", "eres", "nd", "nde"];

/// Reads the number that starts at `start`: its end and the rule that found it.
pub(super) fn read(text: &str, start: usize) -> (usize, Rule) {
    if let Some(end) = hour_end(text, start) {
        return (end, Rule::Hour);
    }
    let digits = digits_end(text, start);
    if word_width(text, digits) > 0 {
        let end = run_end(text, digits);
        let suffix = text.get(digits..end).unwrap_or_default();
        return (end, if is_ordinal(suffix) { Rule::Ordinal } else { Rule::Word });
    }
    (Shape::read(text, start).end, Rule::Number)
}

/// Writes the number with digits only and `.` as decimal mark.
pub(super) fn normalize(surface: &str) -> String {
    let shape = Shape::read(surface, 0);
    let (whole, decimals) = match shape.decimal_mark {
        Some(mark) => (surface.get(..mark), surface.get(mark + 1..)),
        None => (Some(surface), None),
    };
    let mut number: String =
        whole.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    if let Some(decimals) = decimals {
        number.push('.');
        number.push_str(decimals);
    }
    number
}

/// Writes the hour without spaces or leading zero: `08 H 30` becomes `8h30`.
pub(super) fn normalize_hour(surface: &str) -> String {
    let kept = surface.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    let hour: String = kept.collect();
    match hour.strip_prefix('0') {
        Some(short) if short.starts_with(|c: char| c.is_ascii_digit()) => short.to_owned(),
        _ => hour,
    }
}

/// Shortens the ending of an ordinal, in digits or Roman numerals: `2ème` becomes `2e`.
pub(super) fn shorten_ordinal(surface: &str) -> Option<String> {
    let is_numeral = |c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X');
    let base = surface.trim_start_matches(is_numeral);
    let numeral = surface.strip_suffix(base).filter(|numeral| !numeral.is_empty())?;
    LONG_ORDINALS.contains(&base).then(|| format!("{}e", numeral.to_ascii_lowercase()))
}

/// Writes an article of the Constitution the other way: `49-3` becomes `49.3`.
pub(super) fn article(surface: &str) -> Option<String> {
    let (article, paragraph) = surface.split_once('-')?;
    (is_digits(article) && is_digits(paragraph)).then(|| format!("{article}.{paragraph}"))
}

fn is_ordinal(suffix: &str) -> bool {
    SHORT_ORDINALS.contains(&suffix) || LONG_ORDINALS.contains(&suffix)
}

/// `23h`, `23h55`, `23 h`, `23 h 55`: at most two digits on both sides.
fn hour_end(text: &str, start: usize) -> Option<usize> {
    let digits = digits_end(text, start);
    if digits - start > 2 {
        return None;
    }
    let letter = digits + space_width(text, digits);
    if !matches!(byte_at(text, letter), b'h' | b'H') {
        return None;
    }
    let after = letter + 1;
    if word_width(text, after) == 0 {
        return Some(minutes_end(text, after + space_width(text, after)).unwrap_or(after));
    }
    minutes_end(text, after)
}

fn minutes_end(text: &str, start: usize) -> Option<usize> {
    let end = digits_end(text, start);
    (end - start == 2 && word_width(text, end) == 0).then_some(end)
}

/// Where a number ends and where its decimals begin.
struct Shape {
    end: usize,
    decimal_mark: Option<usize>,
}

impl Shape {
    fn read(text: &str, start: usize) -> Self {
        let digits = digits_end(text, start);
        let (end, separator) = thousands_end(text, start, digits);
        if is_listed(text, start) {
            return Self { end, decimal_mark: None };
        }
        match decimals_end(text, end, separator) {
            Some(decimals) => Self { end: decimals, decimal_mark: Some(end) },
            None => Self { end, decimal_mark: None },
        }
    }
}

/// Whether a point or comma between digits stands before: the rest of a date or a list.
fn is_listed(text: &str, start: usize) -> bool {
    let [digit, mark] =
        [2, 1].map(|back| start.checked_sub(back).map_or(0, |at| byte_at(text, at)));
    matches!(mark, b'.' | b',') && digit.is_ascii_digit()
}

/// Returns the end of the groups of three digits, and what separates them.
fn thousands_end(text: &str, start: usize, digits: usize) -> (usize, Option<Separator>) {
    let has_first_group = digits - start <= LONGEST_GROUP && byte_at(text, start) != b'0';
    let Some(separator) = Separator::read(text, digits).filter(|_| has_first_group) else {
        return (digits, None);
    };
    let mut end = digits;
    while let Some(next) = separator.group_end(text, end) {
        end = next;
    }
    (end, (end > digits).then_some(separator))
}

/// Decimals follow a comma, or a point where no point separates the thousands. A second mark
/// makes it a date, a version or a list, whose numbers stay apart.
fn decimals_end(text: &str, end: usize, separator: Option<Separator>) -> Option<usize> {
    let is_mark = match byte_at(text, end) {
        b',' => true,
        b'.' => separator != Some(Separator::Point),
        _ => false,
    };
    let decimals = digits_end(text, end + 1);
    let is_followed = matches!(byte_at(text, decimals), b',' | b'.')
        && byte_at(text, decimals + 1).is_ascii_digit();
    (is_mark && decimals > end + 1 && !is_followed).then_some(decimals)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Space,
    Point,
    Apostrophe,
}

impl Separator {
    fn read(text: &str, at: usize) -> Option<Self> {
        match char_at(text, at)? {
            '.' => Some(Self::Point),
            '\'' | '’' => Some(Self::Apostrophe),
            _ if space_width(text, at) > 0 => Some(Self::Space),
            _ => None,
        }
    }

    fn width(self, text: &str, at: usize) -> usize {
        match self {
            Self::Space => space_width(text, at),
            Self::Point => usize::from(byte_at(text, at) == b'.'),
            Self::Apostrophe => apostrophe_width(text, at),
        }
    }

    /// Returns the end of one more group: a separator and exactly three digits.
    fn group_end(self, text: &str, at: usize) -> Option<usize> {
        let width = self.width(text, at);
        if width == 0 || !byte_at(text, at + width).is_ascii_digit() {
            return None;
        }
        let group = text.as_bytes().get(at + width..at + width + LONGEST_GROUP)?;
        let end = at + width + LONGEST_GROUP;
        let is_exact = group.iter().all(u8::is_ascii_digit) && !byte_at(text, end).is_ascii_digit();
        is_exact.then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let (end, rule) = read(text, 0);
        let surface = &text[..end];
        let term = match rule {
            Rule::Hour => normalize_hour(surface),
            Rule::Number => normalize(surface),
            _ => shorten_ordinal(surface).unwrap_or_else(|| surface.to_owned()),
        };
        assert_eq!(term, expected, "{text}");
    }

    #[test]
    fn thousands_are_one_number() {
        for text in ["12 500 tonnes", "12\u{202F}500", "12\u{A0}500", "12.500", "12'500", "12’500"]
        {
            check(text, "12500");
        }
        check("3 250 000 habitants", "3250000");
    }

    #[test]
    fn groups_have_exactly_three_digits() {
        check("2023 150 invités", "2023");
        check("12 5000", "12");
        check("06 12 34", "06");
        check("0 800", "0");
    }

    #[test]
    fn comma_and_point_are_decimal_marks() {
        check("7,25 %", "7.25");
        check("7.25%", "7.25");
        check("1.250,75 euro", "1250.75");
        check("1 250,75", "1250.75");
        check("0.125", "0.125");
    }

    #[test]
    fn a_second_mark_makes_a_date_or_a_list() {
        check("12.05.2021", "12");
        check("1,2,3", "1");
        assert_eq!(read("12.05.2021", 3), (5, Rule::Number));
    }

    #[test]
    fn hours_lose_spaces_and_zero() {
        check("07h45", "7h45");
        check("18 H 05 précises", "18h05");
        check("9 h du matin", "9h");
        check("9h.", "9h");
    }

    #[test]
    fn ordinals_are_short() {
        check("3ème rang", "3e");
        check("3e rang", "3e");
        check("1ere place", "1ere");
        assert_eq!(shorten_ordinal("XIXème").as_deref(), Some("xixe"));
        assert_eq!(shorten_ordinal("thème"), None);
    }
}
