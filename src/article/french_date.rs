//! Dates as French papers print them: `1er janv. 2024`, `Publié le 12/11/2024 à 23h55`.

use super::calendar::{month, weekday};
use super::date::Date;
use super::date_token::{Token, Value, tokens};

/// Longest line that is looked at; a line that gives a date is short, a longer one is prose.
pub(crate) const MAX_DATE_LINE_BYTES: usize = 240;

/// What a line says about the date of its article.
#[derive(Debug, PartialEq)]
pub(crate) struct DateLine<'a> {
    /// The date of publication, or of the update when only that is stated.
    pub(crate) date: Date,
    /// The date is that of an update.
    pub(crate) is_update: bool,
    /// The line says that this is a publication (`publié`, a time of day), not just any date.
    pub(crate) is_stamp: bool,
    /// The words beside the date: a name, an agency, a town.
    pub(crate) rest: Vec<&'a str>,
}

impl Date {
    /// Returns the date of a French text such as `mardi 12 novembre 2024 à 0h04`, of an English
    /// one, or of an ISO text; `None` when no day or month with its year is found.
    ///
    /// A publication wins over an update (`publié le …, mis à jour le …`); days come before months
    /// (`12/11/2024`) unless the weekday or the calendar says otherwise.
    ///
    /// ```
    /// use depeche::article::Date;
    /// let date = Date::parse_french("Publié le 1er janv. 2024 à 23h55").unwrap();
    /// assert_eq!(date.to_string(), "2024-01-01T23:55");
    /// ```
    pub fn parse_french(text: &str) -> Option<Date> {
        text.parse().ok().or_else(|| read_line(text).map(|line| line.date))
    }
}

/// Reads the date out of one line, with the words that stand beside it.
pub(crate) fn read_line(line: &str) -> Option<DateLine<'_>> {
    if line.len() > MAX_DATE_LINE_BYTES || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(line);
    let printed_weekday = tokens.iter().find_map(|token| weekday(token.word()?));
    let pieces = pieces(&tokens, printed_weekday);
    let found = dated(&pieces);
    let chosen = found.iter().find(|stamp| !stamp.is_update).or(found.first())?;
    Some(DateLine {
        date: chosen.date,
        is_update: chosen.is_update,
        is_stamp: pieces.iter().any(|piece| matches!(piece, Piece::Label { .. } | Piece::Time(..))),
        rest: rest(line, &pieces),
    })
}

enum Piece {
    Day(Date),
    Time(i8, i8),
    Label { is_update: bool },
    Filler { start: usize, is_capital: bool },
    Break,
    Other { start: usize, end: usize },
}

struct Stamp {
    date: Date,
    is_update: bool,
}

fn pieces(tokens: &[Token], printed_weekday: Option<i64>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let taken = glued(rest, &mut pieces)
            .or_else(|| {
                day(rest, printed_weekday).map(|(date, taken)| {
                    pieces.push(Piece::Day(date));
                    taken
                })
            })
            .or_else(|| {
                time(rest).map(|(hour, minute, taken)| {
                    pieces.push(Piece::Time(hour, minute));
                    taken
                })
            })
            .unwrap_or_else(|| {
                pieces.push(single(first));
                1
            });
        rest = rest.get(taken..).unwrap_or_default();
    }
    pieces
}

fn single(token: &Token) -> Piece {
    match &token.value {
        Value::Mark('.' | '&') => Piece::Filler { start: token.start, is_capital: false },
        Value::Mark(_) => Piece::Break,
        Value::Word(word) if UPDATES.contains(&word.as_str()) => Piece::Label { is_update: true },
        Value::Word(word) if LABELS.contains(&word.as_str()) => Piece::Label { is_update: false },
        Value::Word(word) if weekday(word).is_some() || FILLERS.contains(&word.as_str()) => {
            Piece::Filler { start: token.start, is_capital: token.is_capital }
        }
        _ => Piece::Other { start: token.start, end: token.end },
    }
}

/// Gives each date its time of day: the one after it, or the one before the first.
fn dated(pieces: &[Piece]) -> Vec<Stamp> {
    let mut stamps: Vec<Stamp> = Vec::new();
    let mut time_before = None;
    let mut is_update = false;
    for piece in pieces {
        match piece {
            Piece::Label { is_update: update } => is_update = *update,
            Piece::Time(hour, minute) => match stamps.last_mut() {
                Some(stamp) => stamp.date = at_time(stamp.date, *hour, *minute),
                None => time_before = Some((*hour, *minute)),
            },
            Piece::Day(date) => {
                let date = time_before.take().map_or(*date, |(h, m)| at_time(*date, h, m));
                stamps.push(Stamp { date, is_update });
            }
            _ => {}
        }
    }
    stamps
}

/// Adds the time to a day that has none yet.
fn at_time(date: Date, hour: i8, minute: i8) -> Date {
    let is_day = date.precision() == super::Precision::Day;
    is_day.then(|| date.at_minute(hour, minute)).flatten().unwrap_or(date)
}

/// Returns the runs of words that are neither date nor label, as printed.
fn rest<'a>(line: &'a str, pieces: &[Piece]) -> Vec<&'a str> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut is_open = false;
    let mut capital_filler = None;
    for piece in pieces {
        match piece {
            Piece::Other { start, end } => {
                match runs.last_mut().filter(|_| is_open) {
                    Some(run) => run.1 = *end,
                    None => runs.push((capital_filler.unwrap_or(*start), *end)),
                }
                (is_open, capital_filler) = (true, None);
            }
            Piece::Filler { start, is_capital: true } => capital_filler = Some(*start),
            Piece::Filler { .. } => {}
            _ => (is_open, capital_filler) = (false, None),
        }
    }
    runs.into_iter().filter_map(|(start, end)| line.get(start..end)).collect()
}

/// Reads `15:165/12/2024`, a time and a date that lost the space between them.
fn glued(tokens: &[Token], pieces: &mut Vec<Piece>) -> Option<usize> {
    let [hour, colon, both, slash, month, other_slash, year, ..] = tokens else { return None };
    let is_shaped = colon.is_mark(':') && slash.is_mark('/') && other_slash.is_mark('/');
    let (minute, day) = match both.number()? {
        (number, 3) => (number / 10, number % 10),
        (number, 4) => (number / 100, number % 100),
        _ => return None,
    };
    let (year, 4) = year.number().filter(|_| is_shaped)? else { return None };
    let date = calendar_day(year, month.number()?.0, day)?;
    let (hour, minute) = clock(hour.number()?.0, minute)?;
    pieces.extend([Piece::Time(hour, minute), Piece::Day(date)]);
    Some(7)
}

fn day(tokens: &[Token], printed_weekday: Option<i64>) -> Option<(Date, usize)> {
    numeric(tokens, printed_weekday)
        .or_else(|| day_month_year(tokens))
        .or_else(|| month_day_year(tokens))
        .or_else(|| month_year(tokens))
}

/// `12/11/2024`, `12.11.24`, `2024-11-12`.
fn numeric(tokens: &[Token], printed_weekday: Option<i64>) -> Option<(Date, usize)> {
    let [first, mark, second, other_mark, third, ..] = tokens else { return None };
    let is_shaped = ['/', '.', '-'].iter().any(|sign| mark.is_mark(*sign));
    if !is_shaped || mark.value != other_mark.value {
        return None;
    }
    let (first, second, third) = (first.number()?, second.number()?, third.number()?);
    if first.1 == 4 {
        return Some((calendar_day(first.0, second.0, third.0)?, 5));
    }
    let year = match third {
        (year, 4) => year,
        (year, 2) if first.1 == 2 && second.1 == 2 => century(year),
        _ => return None,
    };
    let day_first = calendar_day(year, second.0, first.0);
    let month_first = calendar_day(year, first.0, second.0);
    let agrees = |date: &Date| printed_weekday.is_some_and(|name| name == weekday_of(*date));
    let swapped =
        month_first.filter(|date| agrees(date) && !day_first.as_ref().is_some_and(agrees));
    Some((swapped.or(day_first).or(month_first)?, 5))
}

/// `1er janvier 2024`, `12 nov. 2024`, `18-Jun-2024`.
fn day_month_year(tokens: &[Token]) -> Option<(Date, usize)> {
    let (day, 1 | 2) = tokens.first()?.number()? else { return None };
    let ordinal = skip(tokens, 1, &["er", "e", "st", "nd", "rd", "th"], &['-', '.']);
    let month = month(tokens.get(ordinal)?.word()?)?;
    let year_at = skip(tokens, ordinal + 1, &[], &['.', ',', '-']);
    let (year, 4) = tokens.get(year_at)?.number()? else { return None };
    Some((Date::from_day(i16::try_from(year).ok()?, month, i8::try_from(day).ok()?)?, year_at + 1))
}

/// `June 18, 2024`.
fn month_day_year(tokens: &[Token]) -> Option<(Date, usize)> {
    let month = month(tokens.first()?.word()?)?;
    let day_at = skip(tokens, 1, &[], &['.']);
    let (day, 1 | 2) = tokens.get(day_at)?.number()? else { return None };
    let year_at = skip(tokens, day_at + 1, &["st", "nd", "rd", "th"], &[',']);
    let (year, 4) = tokens.get(year_at)?.number()? else { return None };
    Some((Date::from_day(i16::try_from(year).ok()?, month, i8::try_from(day).ok()?)?, year_at + 1))
}

/// `juin 2024`.
fn month_year(tokens: &[Token]) -> Option<(Date, usize)> {
    let month = month(tokens.first()?.word()?)?;
    let year_at = skip(tokens, 1, &[], &['.']);
    let (year, 4) = tokens.get(year_at)?.number()? else { return None };
    Some((Date::from_month(i16::try_from(year).ok()?, month)?, year_at + 1))
}

/// `23:55`, `23:55:10`, `23h55`, `23 h`, `9 heures`, `9:05 PM`.
fn time(tokens: &[Token]) -> Option<(i8, i8, usize)> {
    let (hour, 1 | 2) = tokens.first()?.number()? else { return None };
    let sign = tokens.get(1)?;
    let is_worded = sign.word().is_some_and(|word| ["h", "heure", "heures"].contains(&word));
    let minute = tokens.get(2).and_then(Token::number).filter(|minute| minute.1 == 2);
    let (minute, taken) = match minute {
        Some((minute, _)) if is_worded || sign.is_mark(':') => (minute, 3),
        None if is_worded => (0, 2),
        _ => return None,
    };
    let has_seconds = sign.is_mark(':') && tokens.get(3).is_some_and(|token| token.is_mark(':'));
    let taken = if has_seconds { taken + 2 } else { taken };
    let is_afternoon = tokens.get(taken).and_then(Token::word) == Some("pm") && hour < 12;
    let (hour, minute) = clock(if is_afternoon { hour + 12 } else { hour }, minute)?;
    Some((hour, minute, taken.min(tokens.len())))
}

/// Steps over at most one of the words, then at most one of the marks.
fn skip(tokens: &[Token], at: usize, words: &[&str], marks: &[char]) -> usize {
    let has_word = tokens.get(at).and_then(Token::word).is_some_and(|word| words.contains(&word));
    let at = at + usize::from(has_word);
    let is_marked = |token: &Token| marks.iter().any(|mark| token.is_mark(*mark));
    at + usize::from(tokens.get(at).is_some_and(is_marked))
}

fn clock(hour: u32, minute: u32) -> Option<(i8, i8)> {
    let is_on_the_clock = hour < 24 && minute < 60;
    is_on_the_clock.then_some((i8::try_from(hour).ok()?, i8::try_from(minute).ok()?))
}

fn calendar_day(year: u32, month: u32, day: u32) -> Option<Date> {
    let (year, month) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?);
    Date::from_day(year, month, i8::try_from(day).ok()?)
}

/// Years of two digits: 70 to 99 lie in the last century.
fn century(year: u32) -> u32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// Monday is 0; the first of January 1970 was a Thursday.
fn weekday_of(date: Date) -> i64 {
    (date.first_second().div_euclid(86_400) + 3).rem_euclid(7)
}

/// Words that say: this is when the article appeared.
const LABELS: &[&str] = &[
    "publie",
    "publiee",
    "publication",
    "paru",
    "parue",
    "parution",
    "poste",
    "postee",
    "posted",
    "published",
    "ecrit",
    "redige",
    "ligne",
    "diffuse",
    "diffusee",
    "cree",
    "creee",
    "depose",
    "date",
];

/// Words that say: this is when the article was changed.
const UPDATES: &[&str] = &[
    "jour",
    "maj",
    "modifie",
    "modifiee",
    "modification",
    "actualise",
    "actualisee",
    "updated",
    "update",
    "modified",
];

/// Words that may stand in a date without telling anything.
const FILLERS: &[&str] = &[
    "le", "la", "les", "l", "du", "de", "des", "d", "a", "at", "on", "ce", "en", "the", "et",
    "and", "mis", "mise", "min", "heure", "heures", "h", "local", "locale", "locales", "gmt",
    "utc", "tu", "ut", "cet", "cest", "est", "edt", "am", "pm", "last", "derniere", "t", "z",
];

#[cfg(test)]
#[path = "french_date_tests.rs"]
mod tests;
