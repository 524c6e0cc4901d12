//! Numbers, sizes, durations and dates as each language writes them.

use std::time::Duration;

use crate::article::{Date, Precision};
use crate::language::Language;

/// Stands between thousands and before `; : ! ?` in French.
const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

const MONTHS_FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const MONTHS_ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns a whole number with its thousands apart: `1 234` in French, `1,234` in English.
pub fn count(number: u64, language: Language) -> String {
    let separator = match language {
        Language::French => NARROW_NO_BREAK_SPACE,
        Language::English => ',',
    };
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * separator.len_utf8());
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Tells whether a number takes the plural: from 2 on in French, other than 1 in English.
pub fn plural(number: u64, language: Language) -> bool {
    match language {
        Language::French => number >= 2,
        Language::English => number != 1,
    }
}

/// Returns a duration in a unit that suits it: `0.4 ms`, `12.5 ms`, `1.8 s`, `3 min 20 s`.
pub fn duration(took: Duration, language: Language) -> String {
    let seconds = took.as_secs_f64();
    // The bounds are where the rounded figure would reach the next unit.
    if seconds < 0.999_95 {
        return format!("{} ms", decimal(seconds * 1000.0, language));
    }
    if seconds < 59.95 {
        return format!("{} s", decimal(seconds, language));
    }
    let whole = took.as_secs();
    format!("{} min {} s", count(whole / 60, language), whole % 60)
}

/// Returns a number of bytes in a unit that suits it: `512 B`, `3.3 MB`; `512 o`, `3,3 Mo`.
pub fn byte_size(bytes: u64, language: Language) -> String {
    let letter = match language {
        Language::French => "o",
        Language::English => "B",
    };
    let mut size = bytes as f64;
    if size < 1000.0 {
        return format!("{bytes} {letter}");
    }
    let mut prefix = "";
    for next in ["k", "M", "G", "T"] {
        if size < 999.95 {
            break;
        }
        size /= 1000.0;
        prefix = next;
    }
    format!("{} {prefix}{letter}", decimal(size, language))
}

/// Returns a date in words, as precise as it is: `19 juin 2024`, `June 2024`, `1er mai 2024, 8 h 05`.
pub fn date(date: Date, language: Language) -> String {
    let (year, month, day) = date.year_month_day();
    let name = month_name(month, language);
    let day = match (day, language) {
        (1, Language::French) => "1er".to_owned(),
        _ => day.to_string(),
    };
    let text = match date.precision() {
        Precision::Year => year.to_string(),
        Precision::Month => format!("{name} {year}"),
        _ => format!("{day} {name} {year}"),
    };
    match (date.hour_minute(), language) {
        (None, _) => text,
        (Some((hour, minute)), Language::French) => format!("{text}, {hour} h {minute:02}"),
        (Some((hour, minute)), Language::English) => format!("{text}, {hour}:{minute:02}"),
    }
}

fn month_name(month: i8, language: Language) -> &'static str {
    let names = match language {
        Language::French => &MONTHS_FRENCH,
        Language::English => &MONTHS_ENGLISH,
    };
    usize::try_from(month - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or("")
}

fn decimal(number: f64, language: Language) -> String {
    let text = format!("{number:.1}");
    match language {
        Language::French => text.replace('.', ","),
        Language::English => text,
    }
}

/// Returns a score with two decimals: 4,26 or 4.26.
pub(super) fn score(score: f32, language: Language) -> String {
    let text = format!("{score:.2}");
    match language {
        Language::French => text.replace('.', ","),
        Language::English => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, english, french) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1000, "1,000", "1\u{202f}000"),
            (1_234_567, "1,234,567", "1\u{202f}234\u{202f}567"),
        ] {
            assert_eq!(count(number, Language::English), english);
            assert_eq!(count(number, Language::French), french);
        }
    }

    #[test]
    fn a_duration_takes_the_unit_that_suits_it() {
        for (microseconds, english, french) in [
            (0, "0.0 ms", "0,0 ms"),
            (412, "0.4 ms", "0,4 ms"),
            (12_500, "12.5 ms", "12,5 ms"),
            (999_970, "1.0 s", "1,0 s"),
            (1_840_000, "1.8 s", "1,8 s"),
            (200_000_000, "3 min 20 s", "3 min 20 s"),
        ] {
            let took = Duration::from_micros(microseconds);
            assert_eq!(duration(took, Language::English), english);
            assert_eq!(duration(took, Language::French), french);
        }
    }

    #[test]
    fn a_size_takes_the_unit_that_suits_it() {
        for (bytes, english, french) in [
            (0, "0 B", "0 o"),
            (999, "999 B", "999 o"),
            (1000, "1.0 kB", "1,0 ko"),
            (999_999, "1.0 MB", "1,0 Mo"),
            (3_300_000_000, "3.3 GB", "3,3 Go"),
        ] {
            assert_eq!(byte_size(bytes, Language::English), english);
            assert_eq!(byte_size(bytes, Language::French), french);
        }
    }

    #[test]
    fn a_date_is_as_precise_in_words_as_in_digits() {
        for (iso, english, french) in [
            ("2024", "2024", "2024"),
            ("2024-06", "June 2024", "juin 2024"),
            ("2024-06-19", "19 June 2024", "19 juin 2024"),
            ("2024-05-01", "1 May 2024", "1er mai 2024"),
            ("2020-08-02T08:05", "2 August 2020, 8:05", "2 août 2020, 8 h 05"),
        ] {
            let parsed: Date = iso.parse().unwrap();
            assert_eq!(date(parsed, Language::English), english);
            assert_eq!(date(parsed, Language::French), french);
        }
    }
}
