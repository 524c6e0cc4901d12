//! A date as precise as its source states it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date as Day, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How much of a [`Date`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
    /// Hour and minute as well.
    Minute,
    /// To the second.
    Second,
}

/// Wall-clock date of an article. `Display` and serde give ISO 8601 cut to its precision:
/// `2024`, `2024-06`, `2024-06-18`, `2024-06-18T23:55`, `2024-06-18T23:55:10`.
///
/// Zones are dropped: a paper prints the time of its own town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    start: DateTime,
    precision: Precision,
}

impl Date {
    /// Makes the date of a whole year, or `None` outside years 1 to 9999.
    pub fn from_year(year: i16) -> Option<Self> {
        Self::day(year, 1, 1, Precision::Year)
    }

    /// Makes the date of a month (1 to 12), or `None` when there is no such month.
    pub fn from_month(year: i16, month: i8) -> Option<Self> {
        Self::day(year, month, 1, Precision::Month)
    }

    /// Makes a day, or `None` when the calendar has no such day.
    pub fn from_day(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::day(year, month, day, Precision::Day)
    }

    /// Makes the day of a moment, in seconds of wall-clock time since 1970; `None` outside years
    /// 1 to 9999.
    pub fn from_second(second: i64) -> Option<Self> {
        let moment = jiff::Timestamp::from_second(second).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
        Self::day(moment.year(), moment.month(), moment.day(), Precision::Day)
    }

    /// Adds a time to a day, or `None` when the clock has no such minute.
    pub fn at_minute(self, hour: i8, minute: i8) -> Option<Self> {
        let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
        Some(Date { start: self.start.date().to_datetime(time), precision: Precision::Minute })
    }

    /// Returns how much is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Returns the first second that the date covers, in seconds of wall-clock time since 1970.
    pub fn first_second(self) -> i64 {
        wall_seconds(self.start)
    }

    /// Returns the last second that the date covers, in seconds of wall-clock time since 1970.
    pub fn last_second(self) -> i64 {
        let day = self.start.date();
        let end = match self.precision {
            Precision::Year => day.last_of_year().at(23, 59, 59, 0),
            Precision::Month => day.last_of_month().at(23, 59, 59, 0),
            Precision::Day => day.at(23, 59, 59, 0),
            Precision::Minute => return self.first_second() + 59,
            Precision::Second => self.start,
        };
        wall_seconds(end)
    }

    /// Returns year, month and day; month and day are 1 when they are not known.
    pub fn year_month_day(self) -> (i16, i8, i8) {
        (self.start.year(), self.start.month(), self.start.day())
    }

    /// Returns hour and minute when they are known.
    pub fn hour_minute(self) -> Option<(i8, i8)> {
        (self.precision >= Precision::Minute).then(|| (self.start.hour(), self.start.minute()))
    }

    /// Returns the date that follows, as precise as this one: `2024-12` is followed by `2025-01`.
    pub fn next(self) -> Option<Self> {
        self.moved(Self::unit(self.precision))
    }

    /// Returns the date just before, as precise as this one.
    pub fn previous(self) -> Option<Self> {
        self.moved(-Self::unit(self.precision))
    }

    /// Returns the date so many days earlier.
    pub fn days_before(self, days: u16) -> Option<Self> {
        self.moved(-jiff::Span::new().days(i64::from(days)))
    }

    /// Returns the date so many months earlier; the day is cut to the length of the month.
    pub fn months_before(self, months: u16) -> Option<Self> {
        self.moved(-jiff::Span::new().months(i64::from(months)))
    }

    fn unit(precision: Precision) -> jiff::Span {
        let span = jiff::Span::new();
        match precision {
            Precision::Year => span.years(1),
            Precision::Month => span.months(1),
            Precision::Day => span.days(1),
            Precision::Minute => span.minutes(1),
            Precision::Second => span.seconds(1),
        }
    }

    fn moved(self, span: jiff::Span) -> Option<Self> {
        let start = self.start.checked_add(span).ok()?;
        let in_range = (1..=9999).contains(&start.year());
        in_range.then_some(Date { start, precision: self.precision })
    }

    fn day(year: i16, month: i8, day: i8, precision: Precision) -> Option<Self> {
        let in_range = (1..=9999).contains(&year);
        let day = Day::new(year, month, day).ok().filter(|_| in_range)?;
        Some(Date { start: day.at(0, 0, 0, 0), precision })
    }
}

fn wall_seconds(moment: DateTime) -> i64 {
    moment.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second())
}

/// The text is no ISO 8601 date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADate(String);

impl fmt::Display for NotADate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is no date such as 2024, 2024-06 or 2024-06-18", self.0)
    }
}

impl std::error::Error for NotADate {}

impl FromStr for Date {
    type Err = NotADate;

    /// Reads ISO 8601 of any precision; a zone (`Z`, `+02:00`) is accepted and dropped.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        parse_iso(text.trim()).ok_or_else(|| NotADate(text.to_owned()))
    }
}

fn parse_iso(text: &str) -> Option<Date> {
    // Every date of an article that is found is read here, so by bytes.
    let is_break = |byte: &u8| matches!(byte, b'T' | b' ');
    match text.as_bytes().iter().position(is_break) {
        None => parse_day(text.as_bytes()),
        Some(at) => {
            let day = parse_day(&text.as_bytes()[..at])?;
            let is_whole = day.precision == Precision::Day;
            is_whole.then(|| parse_time(day, text.get(at + 1..)?)).flatten()
        }
    }
}

fn parse_day(text: &[u8]) -> Option<Date> {
    match *text {
        [_, _, _, _] => Date::from_year(number(text)?),
        [ref year @ .., b'-', m1, m2] if year.len() == 4 => {
            Date::from_month(number(year)?, small_number(&[m1, m2])?)
        }
        [ref year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => {
            Date::from_day(number(year)?, small_number(&[m1, m2])?, small_number(&[d1, d2])?)
        }
        _ => None,
    }
}

fn parse_time(day: Date, text: &str) -> Option<Date> {
    let text = text.trim_end_matches('Z').trim();
    let clock = text.find(['+', '-']).map_or(text, |zone| &text[..zone]);
    let mut parts = clock.split(':');
    let hour = two_digits(parts.next()?)?;
    let minute = two_digits(parts.next()?)?;
    let date = day.at_minute(hour, minute)?;
    let Some(second) = parts.next() else { return Some(date) };
    let second = two_digits(second.split('.').next()?)?;
    let time = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
    Some(Date { start: date.start.date().to_datetime(time), precision: Precision::Second })
}

fn two_digits(text: &str) -> Option<i8> {
    if text.len() == 2 { small_number(text.as_bytes()) } else { None }
}

fn small_number(digits: &[u8]) -> Option<i8> {
    i8::try_from(number(digits)?).ok()
}

/// Returns the number that up to four digits stand for.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0'))
    })
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.start;
        write!(formatter, "{:04}", moment.year())?;
        if self.precision >= Precision::Month {
            write!(formatter, "-{:02}", moment.month())?;
        }
        if self.precision >= Precision::Day {
            write!(formatter, "-{:02}", moment.day())?;
        }
        if self.precision >= Precision::Minute {
            write!(formatter, "T{:02}:{:02}", moment.hour(), moment.minute())?;
        }
        if self.precision >= Precision::Second {
            write!(formatter, ":{:02}", moment.second())?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, printed: Option<&str>) {
        let date = text.parse::<Date>().ok();
        assert_eq!(date.map(|date| date.to_string()).as_deref(), printed, "{text}");
    }

    #[test]
    fn iso_of_any_precision_prints_back() {
        for text in ["2024", "2024-06", "2024-06-18", "2020-07-02T19:09", "2020-07-02T19:09:58"] {
            check(text, Some(text));
        }
    }

    #[test]
    fn a_zone_is_dropped() {
        check("2024-06-18T23:55:00Z", Some("2024-06-18T23:55:00"));
        check("2024-06-18T23:55+02:00", Some("2024-06-18T23:55"));
        check("2024-06-18 23:55:01.250", Some("2024-06-18T23:55:01"));
    }

    #[test]
    fn what_the_calendar_lacks_is_no_date() {
        for text in ["", "24", "2024-13", "2024-02-30", "2024-6-1", "2024-06-18T25:00", "hier"] {
            check(text, None);
        }
    }

    #[test]
    fn a_date_moves_by_its_own_unit() {
        for (text, next) in [
            ("2024", "2025"),
            ("2024-12", "2025-01"),
            ("2024-02-29", "2024-03-01"),
            ("2024-12-31T23:59", "2025-01-01T00:00"),
        ] {
            let date = text.parse::<Date>().unwrap();
            assert_eq!(date.next().map(|next| next.to_string()).as_deref(), Some(next));
            assert_eq!(date.next().and_then(Date::previous), Some(date));
        }
        assert_eq!(Date::from_year(9999).and_then(Date::next), None);
    }

    #[test]
    fn a_date_moves_back_by_days_and_months() {
        let date = "2024-03-31".parse::<Date>().unwrap();
        assert_eq!(date.days_before(31).unwrap().to_string(), "2024-02-29");
        assert_eq!(date.months_before(1).unwrap().to_string(), "2024-02-29");
    }

    #[test]
    fn a_month_covers_its_days() {
        let june = "2024-06".parse::<Date>().unwrap();
        assert_eq!(june.last_second() - june.first_second(), 30 * 86_400 - 1);
    }

    #[test]
    fn a_second_lies_in_its_day() {
        for iso in ["0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2024-12-31"] {
            let date = iso.parse::<Date>().unwrap();
            assert_eq!(Date::from_second(date.first_second()), Some(date), "{iso}");
            assert_eq!(Date::from_second(date.last_second()), Some(date), "{iso}");
        }
        assert_eq!(Date::from_second(i64::MAX), None);
    }
}
