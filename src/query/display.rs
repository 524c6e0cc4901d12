//! Prints a query in canonical form; parsing it gives the query back, up to spans.
//!
//! A query that has words side by side prints loosely (`traité accord -Kiev`), any other one
//! strictly (`traité ET accord SAUF Kiev`): one operator would make all of its words required.

use std::fmt::{self, Display, Formatter};

use super::ast::{DateRange, Field, Matching, Phrase, Query, Within, Word};
use super::chunk;
use super::lexer;
use super::shape::is_condition;
use super::word;

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let printer = Printer { is_strict: !has_words(self) };
        formatter.write_str(&printer.print(self))
    }
}

fn has_words(query: &Query) -> bool {
    match query {
        Query::Words(_) => true,
        Query::All(parts) | Query::Any(parts) => parts.iter().any(has_words),
        Query::Near { left, right, .. } => has_words(left) || has_words(right),
        Query::Not(of) | Query::Required(of) | Query::In(_, of) => has_words(of),
        Query::AtLeast { of, .. } | Query::Lead { of, .. } | Query::Weight { of, .. } => {
            has_words(of)
        }
        Query::Nothing | Query::Word(_) | Query::Phrase(_) | Query::Dated(_) => false,
    }
}

struct Printer {
    is_strict: bool,
}

impl Printer {
    fn print(&self, query: &Query) -> String {
        match query {
            Query::Nothing => String::new(),
            Query::Word(word) => print_word(word),
            Query::Phrase(phrase) => print_phrase(phrase),
            Query::Dated(range) => print_range(range),
            Query::Words(parts) => join(parts.iter().map(|part| self.beside(part)), " "),
            Query::Required(of) => format!("+{}", self.signed(of)),
            Query::All(parts) if self.is_strict => self.all_strictly(parts),
            Query::All(parts) => self.all_loosely(parts),
            Query::Any(parts) => join(parts.iter().map(|part| self.alternative(part)), " OU "),
            Query::Not(of) if self.is_strict => format!("NON {}", self.operand(of)),
            Query::Not(of) => format!("-{}", self.signed(of)),
            Query::Near { left, right, within, is_ordered } => {
                let sign = print_reach(*within, *is_ordered);
                let left = match **left {
                    Query::Near { .. } => self.print(left),
                    _ => self.operand(left),
                };
                format!("{left} {sign} {}", self.operand(right))
            }
            Query::In(Field::Url, of) => format!("url:{}", self.address(of)),
            Query::In(field, of) => format!("{}:{}", field.name(), self.operand(of)),
            Query::AtLeast { count, of } => format!("min{count}:{}", self.operand(of)),
            Query::Lead { words, of } => format!("debut{words}:{}", self.operand(of)),
            Query::Weight { factor, of } => format!("{}^{factor}", self.weighted(of)),
        }
    }

    /// Prints a part of `ET`.
    fn all_strictly(&self, parts: &[Query]) -> String {
        let mut text = String::new();
        for part in parts {
            let (sign, part) = match part {
                Query::Not(of) if text.is_empty() => ("NON ", &**of),
                Query::Not(of) => (" SAUF ", &**of),
                part if text.is_empty() => ("", part),
                part => (" ET ", part),
            };
            text.push_str(sign);
            text.push_str(&self.clause(part));
        }
        text
    }

    /// Words side by side and conditions on them need no sign; other parts are required by `+`.
    fn all_loosely(&self, parts: &[Query]) -> String {
        let has_plain_words = match parts {
            [Query::Words(_), conditions @ ..] => conditions.iter().all(is_condition),
            _ => false,
        };
        let texts = parts.iter().map(|part| match part {
            part if is_condition(part) => self.print(part),
            words @ Query::Words(_) if has_plain_words => self.print(words),
            part => format!("+{}", self.signed(part)),
        });
        join(texts, " ")
    }

    /// Prints a part of `ET` or `SAUF`, which proximity and words bind tighter than.
    fn clause(&self, query: &Query) -> String {
        match query {
            Query::Near { .. } => self.print(query),
            _ => self.operand(query),
        }
    }

    fn alternative(&self, query: &Query) -> String {
        match query {
            Query::Not(_) => self.print(query),
            _ => self.clause(query),
        }
    }

    /// Prints one of the words side by side.
    fn beside(&self, query: &Query) -> String {
        match query {
            Query::Required(_) => self.print(query),
            _ => self.operand(query),
        }
    }

    /// Prints what follows `+` or `-`: a number would change the meaning of the sign.
    fn signed(&self, query: &Query) -> String {
        let text = self.operand(query);
        match text.starts_with(|first: char| first.is_ascii_digit()) {
            true => format!("({text})"),
            false => text,
        }
    }

    /// Prints what takes `^`: a word that would swallow it stands in parentheses.
    fn weighted(&self, query: &Query) -> String {
        match query {
            Query::Word(word) if !takes_suffix(word) => format!("({})", print_word(word)),
            Query::Word(_) | Query::Phrase(_) => self.print(query),
            _ => format!("({})", self.print(query)),
        }
    }

    /// Prints the value of `url:`, which takes a bare word as it stands, operators included.
    fn address(&self, query: &Query) -> String {
        if let Query::Word(word) = query
            && word.matching == Matching::Inflected
            && word::literal(&word.text, 0).is_some_and(|read| read.word.text == word.text)
        {
            return word.text.clone();
        }
        let text = self.operand(query);
        match text.starts_with(char::is_alphanumeric) {
            true => format!("({text})"),
            false => text,
        }
    }

    /// Prints one operand, in parentheses when it has several parts.
    fn operand(&self, query: &Query) -> String {
        match query {
            Query::Word(_)
            | Query::Phrase(_)
            | Query::Dated(_)
            | Query::In(..)
            | Query::AtLeast { .. }
            | Query::Lead { .. }
            | Query::Weight { .. } => self.print(query),
            _ => format!("({})", self.print(query)),
        }
    }
}

/// Joins texts; a comma keeps two from making one number, as `11 000` and `20 h 30` are.
fn join(texts: impl Iterator<Item = String>, between: &str) -> String {
    let mut joined = String::new();
    for text in texts {
        if between == " " && makes_number(&joined, &text) {
            joined.push(',');
        }
        if !joined.is_empty() {
            joined.push_str(between);
        }
        joined.push_str(&text);
    }
    joined
}

/// Tells whether a text would be read as the rest of a number or hour.
fn makes_number(before: &str, text: &str) -> bool {
    let ends_in_digit = |text: &str| text.ends_with(|last: char| last.is_ascii_digit());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_hour = text
        .strip_prefix(['h', 'H'])
        .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphabetic()));
    let hour = before.strip_suffix(['h', 'H']).map(str::trim_end);
    ends_in_digit(before) && (digits == 3 || is_hour)
        || digits > 0 && hour.is_some_and(ends_in_digit)
}

fn print_word(word: &Word) -> String {
    let text = &word.text;
    match word.matching {
        Matching::Inflected if lexer::reads_bare(text) => text.clone(),
        Matching::Inflected => format!("\\{text}"),
        Matching::Exact => format!("={text}"),
        Matching::Identical => format!("=={text}"),
        Matching::Prefix => format!("{text}*"),
        Matching::Wildcard => text.clone(),
        Matching::Fuzzy => format!("~{text}"),
    }
}

/// Returns whether `^2` after the word is a weight and no part of it.
fn takes_suffix(word: &Word) -> bool {
    let is_escaped = word.matching == Matching::Inflected && !lexer::reads_bare(&word.text);
    !is_escaped && !chunk::is_address(&word.text, 0)
}

fn print_phrase(phrase: &Phrase) -> String {
    let shared = shared_matching(phrase);
    let print = |word: &Word| match Some(word.matching) == shared {
        true => print_word(&Word { matching: Matching::Inflected, ..word.clone() }),
        false => print_word(word),
    };
    let slots =
        phrase.slots.iter().map(|slot| join(words_of(slot).iter().copied().map(print), "|"));
    let sign = match shared {
        Some(Matching::Identical) => "==",
        Some(_) => "=",
        None => "",
    };
    let slop = match phrase.slop {
        0 => String::new(),
        slop => format!("~{slop}"),
    };
    format!("{sign}\"{}\"{slop}", join(slots, " "))
}

/// Returns what the sign before a phrase says of its words: for words that take no sign themselves,
/// such as `\q/5`, and to save the sign of each exact word.
fn shared_matching(phrase: &Phrase) -> Option<Matching> {
    let words = || phrase.slots.iter().flat_map(words_of);
    if words().any(|word| word.matching == Matching::Inflected) {
        return None;
    }
    let has_unsigned =
        |matching: &Matching| words().any(|word| word.matching == *matching && !reads_signed(word));
    let is_exact = words().any(|word| word.matching == Matching::Exact);
    let needed = [Matching::Identical, Matching::Exact].into_iter().find(has_unsigned);
    needed.or(is_exact.then_some(Matching::Exact))
}

/// Returns whether a word is read back with its own sign.
fn reads_signed(word: &Word) -> bool {
    let printed = print_word(word);
    word::read(&printed, 0).is_some_and(|read| {
        let is_same = read.word.text == word.text && read.word.matching == word.matching;
        is_same && read.end == printed.len() && read.weight.is_none()
    })
}

fn words_of(slot: &Query) -> Vec<&Word> {
    match slot {
        Query::Word(word) => vec![word],
        Query::Any(words) => words.iter().flat_map(words_of).collect(),
        _ => Vec::new(),
    }
}

fn print_range(range: &DateRange) -> String {
    let print = |date: Option<crate::article::Date>| date.map(|date| date.to_string());
    match (print(range.from), print(range.to)) {
        (Some(from), Some(to)) if from == to => format!("date:{from}"),
        (from, to) => format!("date:{}..{}", from.unwrap_or_default(), to.unwrap_or_default()),
    }
}

fn print_reach(within: Within, is_ordered: bool) -> String {
    match within {
        Within::Words(distance) if is_ordered => format!("+{distance}"),
        Within::Words(distance) => format!("/{distance}"),
        Within::Sentence => "/phrase".to_owned(),
        Within::Paragraph => "/para".to_owned(),
    }
}
