//! What a reader asks for: a line of text becomes a tree and remarks, and the tree prints back.
//!
//! Every string is a valid query. What is no operator is text; what looks like one and makes no
//! sense is text too, with a remark that points at the place.

mod ast;
mod character;
mod chunk;
mod date;
mod display;
mod explain;
mod field;
mod lexer;
mod limit;
mod parser;
mod phrase;
mod remark;
mod shape;
mod sign;
mod spanless;
mod tidy;
mod token;
mod word;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;

pub use ast::{DateRange, Field, Matching, Phrase, Query, Remark, Within, Word};
pub use limit::{
    MAX_CLAUSES, MAX_DEPTH, MAX_NEAR_CHAIN, MAX_NUMBER, MAX_QUERY_BYTES, MAX_REMARKS, MAX_SLOP,
    MAX_WEIGHT, MIN_WEIGHT,
};
pub use remark::RemarkKind;

use crate::article::Date;

/// A query as understood, with what is to be said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The tree.
    pub query: Query,
    /// What was not understood or was cut, in the order of the text.
    pub remarks: Vec<Remark>,
}

impl Query {
    /// Parses a query. Never fails; ages such as `date:>7j` need [`Query::parse_at`].
    ///
    /// ```
    /// use depeche::query::Query;
    ///
    /// let parsed = Query::parse("« cessez-le-feu » sauf Gaza -Liban");
    /// assert_eq!(parsed.query.to_string(), "\"cessez-le-feu\" sauf Gaza -Liban");
    /// assert!(parsed.remarks.is_empty());
    /// ```
    pub fn parse(input: &str) -> Parsed {
        parse(input, None)
    }

    /// Parses a query; ages such as `date:>7j` count from `today`.
    pub fn parse_at(input: &str, today: Date) -> Parsed {
        parse(input, Some(today))
    }

    /// Takes a text as the words that a person typed, never as operators.
    pub fn plain(input: &str) -> Query {
        let text = input.get(..cut(input)).unwrap_or_default();
        let words = chunk::plain(text).into_iter().take(MAX_CLAUSES).map(|span| {
            let letters = text.get(span.clone()).unwrap_or_default().to_owned();
            Query::Word(Word { text: letters, matching: Matching::Inflected, span })
        });
        shape::side_by_side(words.collect(), false).unwrap_or(Query::Nothing)
    }
}

fn parse(input: &str, today: Option<Date>) -> Parsed {
    let end = cut(input);
    let text = input.get(..end).unwrap_or_default();
    let lexed = lexer::lex(text, today);
    let (query, mut remarks) = parser::parse(tidy::tidy(text, lexed));
    if query == Query::Nothing && !input.trim().is_empty() {
        remarks.push(Remark { kind: RemarkKind::NothingToFind, span: 0..end });
    }
    // What was cut off is told before what was merely mended.
    remarks.sort_by_key(|remark| (!remark.kind.is_limit(), remark.span.start));
    remarks.truncate(MAX_REMARKS);
    remarks.sort_by_key(|remark| remark.span.start);
    if end < input.len() {
        remarks.push(Remark { kind: RemarkKind::TooLong, span: end..input.len() });
    }
    Parsed { query, remarks }
}

/// Returns where to cut a text that is too long: at its last space within the limit.
fn cut(input: &str) -> usize {
    if input.len() <= MAX_QUERY_BYTES {
        return input.len();
    }
    let end = input.floor_char_boundary(MAX_QUERY_BYTES);
    let head = input.get(..end).unwrap_or_default();
    head.rfind(char::is_whitespace).unwrap_or(end)
}
