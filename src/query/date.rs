//! The value of `date:`: a date, a range, a comparison, an age.

use super::ast::DateRange;
use crate::article::Date;

/// Why a value gives no range, or not the one that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// The value is no date.
    Unreadable,
    /// The value counts from today, and nobody said what day it is.
    NeedsToday,
}

/// Reads a value such as `2024-06`, `2024-06..2024-12`, `>=2024`, `>7j`.
pub(super) fn read(value: &str, today: Option<Date>) -> Result<DateRange, Problem> {
    if let Some((from, to)) = value.split_once("..") {
        return between(from, to);
    }
    let (sign, bound) =
        value.split_at(value.len() - value.trim_start_matches(['<', '>', '=']).len());
    match age(bound) {
        Some(age) => younger_or_older(sign, age, today),
        None => compared(sign, parse(bound)?),
    }
}

/// Returns the range with its ends in order, and whether they had to be exchanged.
pub(super) fn in_order(range: DateRange) -> (DateRange, bool) {
    match (range.from, range.to) {
        (Some(from), Some(to)) if from.first_second() > to.last_second() => {
            (DateRange { from: Some(to), to: Some(from) }, true)
        }
        _ => (range, false),
    }
}

fn between(from: &str, to: &str) -> Result<DateRange, Problem> {
    let end = |text: &str| match text {
        "" => Ok(None),
        _ => parse(text).map(Some),
    };
    let range = DateRange { from: end(from)?, to: end(to)? };
    let is_open = range.from.is_none() && range.to.is_none();
    if is_open { Err(Problem::Unreadable) } else { Ok(range) }
}

fn compared(sign: &str, date: Date) -> Result<DateRange, Problem> {
    let since = |from: Option<Date>| DateRange { from, to: None };
    let until = |to: Option<Date>| DateRange { from: None, to };
    match sign {
        "" | "=" => Ok(DateRange { from: Some(date), to: Some(date) }),
        ">=" => Ok(since(Some(date))),
        "<=" => Ok(until(Some(date))),
        ">" => date.next().map(|next| since(Some(next))).ok_or(Problem::Unreadable),
        "<" => date.previous().map(|previous| until(Some(previous))).ok_or(Problem::Unreadable),
        _ => Err(Problem::Unreadable),
    }
}

/// A stretch of time back from today.
#[derive(Debug, Clone, Copy)]
enum Age {
    Days(u16),
    Months(u16),
}

fn age(text: &str) -> Option<Age> {
    let unit = text.chars().next_back()?;
    let number: u16 = text.get(..text.len() - unit.len_utf8())?.parse().ok()?;
    match unit {
        'j' | 'd' => Some(Age::Days(number)),
        's' | 'w' => number.checked_mul(7).map(Age::Days),
        'm' => Some(Age::Months(number)),
        'a' | 'y' => number.checked_mul(12).map(Age::Months),
        _ => None,
    }
}

/// `>7j` is younger than a week, the day a week ago included; `<7j` is all that is older.
fn younger_or_older(sign: &str, age: Age, today: Option<Date>) -> Result<DateRange, Problem> {
    let today = today.ok_or(Problem::NeedsToday)?;
    let (year, month, day) = today.year_month_day();
    let today = Date::from_day(year, month, day).ok_or(Problem::Unreadable)?;
    let border = match age {
        Age::Days(days) => today.days_before(days),
        Age::Months(months) => today.months_before(months),
    };
    let border = border.ok_or(Problem::Unreadable)?;
    match sign {
        "<" | "<=" => compared("<", border),
        "" | ">" | ">=" => compared(">=", border),
        _ => Err(Problem::Unreadable),
    }
}

fn parse(text: &str) -> Result<Date, Problem> {
    text.parse().map_err(|_| Problem::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, printed: &str) {
        let today = Date::from_day(2024, 7, 31);
        let range = read(value, today).unwrap();
        let print = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(format!("{}..{}", print(range.from), print(range.to)), printed, "{value}");
    }

    #[test]
    fn a_date_is_a_range_by_itself() {
        check("2024", "2024..2024");
        check("2024-06-18", "2024-06-18..2024-06-18");
    }

    #[test]
    fn an_end_of_a_range_may_be_open() {
        check("2024-06..2024-12", "2024-06..2024-12");
        check("..2024", "..2024");
        check("2024..", "2024..");
    }

    #[test]
    fn a_strict_comparison_leaves_the_date_out() {
        check(">2024-06", "2024-07..");
        check("<2024-03-01", "..2024-02-29");
        check(">=2024-06", "2024-06..");
        check("<=2024-06", "..2024-06");
    }

    #[test]
    fn an_age_counts_from_today() {
        check(">7j", "2024-07-24..");
        check("<7j", "..2024-07-23");
        check(">2s", "2024-07-17..");
        check(">1m", "2024-06-30..");
        check(">1a", "2023-07-31..");
    }

    #[test]
    fn without_a_day_an_age_means_nothing() {
        assert_eq!(read(">7j", None), Err(Problem::NeedsToday));
    }

    #[test]
    fn what_is_no_date_is_told() {
        for value in ["", "..", "hier", "2024-13", ">", "><2024", "2024...2025", "=7j"] {
            assert_eq!(read(value, Date::from_year(2024)), Err(Problem::Unreadable), "{value}");
        }
    }
}
