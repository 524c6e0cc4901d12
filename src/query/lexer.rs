//! Cuts a query into tokens. Never fails: what is no operator is text or nothing.

use std::ops::Range;

use super::ast::{Matching, Phrase, Query, Remark, Word};
use super::character::{at, is_quote};
use super::field::{self, Label, Name};
use super::limit::{MAX_CLAUSES, MAX_SLOP};
use super::phrase::{self, Closers};
use super::remark::RemarkKind;
use super::token::{Kind, Prefix, Token, keyword};
use super::{chunk, date, word};
use crate::article::Date;

/// The tokens of a query, and what was odd about them.
#[derive(Debug)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    pub(super) remarks: Vec<Remark>,
}

/// Cuts `text` into tokens; ages of `date:` count from `today`.
pub(super) fn lex(text: &str, today: Option<Date>) -> Lexed {
    let closers = Closers::new(text);
    let lexed = Lexed { tokens: Vec::new(), remarks: Vec::new() };
    let mut lexer = Lexer { text, today, closers, byte: 0, clauses: 0, lexed };
    while let Some(character) = lexer.peek() {
        if lexer.clauses >= MAX_CLAUSES {
            lexer.stop_when_full();
            break;
        }
        lexer.step(character);
    }
    lexer.lexed
}

/// Reads a text from left to right; its signs are read in `sign.rs`.
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    today: Option<Date>,
    closers: Closers<'a>,
    /// The place reached.
    pub(super) byte: usize,
    /// How many words and dates were read.
    clauses: usize,
    pub(super) lexed: Lexed,
}

impl Lexer<'_> {
    fn step(&mut self, character: char) {
        match character {
            '(' => self.push(Kind::Open, 1),
            ')' => self.close(),
            '|' => self.symbol(Kind::Or, '|'),
            '&' => self.symbol(Kind::And, '&'),
            '+' | '-' => self.plus_or_minus(character),
            '/' => self.reach(),
            '=' => self.equals(),
            '~' | '\\' => self.signed_word(character),
            '*' => self.star(),
            '^' => self.lone('^'),
            quote if is_quote(quote) => self.phrase(self.byte, Matching::Inflected),
            letter if letter.is_alphanumeric() => self.word_or_name(),
            other => self.byte += other.len_utf8(),
        }
    }

    fn word_or_name(&mut self) {
        match field::read(self.text, self.byte) {
            Some(label) if !chunk::is_address(self.text, self.byte) => self.label(label),
            _ => self.word(),
        }
    }

    fn label(&mut self, label: Label) {
        let span = self.byte..label.end;
        match (label.name, label.has_value) {
            (Name::Unknown, true) => self.remark_text(RemarkKind::UnknownField, span),
            (Name::Unknown, false) => {}
            (_, false) => self.remark_text(RemarkKind::FieldWithoutValue, span),
            (Name::Date, true) => return self.dated(label.end),
            (Name::Prefix(prefix), true) => {
                self.note_number(span.clone());
                self.push(Kind::Prefix(prefix), span.len());
                let is_address = prefix == Prefix::In(super::ast::Field::Url);
                if let Some(reading) = word::literal(self.text, self.byte).filter(|_| is_address) {
                    self.leaf(reading);
                }
                return;
            }
        }
        self.word();
    }

    fn dated(&mut self, start: usize) {
        let ends = |sign: char| sign.is_whitespace() || is_quote(sign) || "(),;!?".contains(sign);
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.find(ends).unwrap_or(rest.len());
        let value = rest.get(..length).unwrap_or_default();
        let span = self.byte..start + length;
        match date::read(value, self.today).map(date::in_order) {
            Ok((range, is_reversed)) => {
                if is_reversed {
                    self.remark_text(RemarkKind::ReversedRange, span.clone());
                }
                self.clauses += 1;
                self.push(Kind::Leaf(Query::Dated(range)), span.len());
            }
            Err(date::Problem::NeedsToday) => {
                self.byte = span.end;
                self.remark_text(RemarkKind::NoToday, span);
            }
            Err(date::Problem::Unreadable) => {
                self.remark_text(RemarkKind::NotADate, span);
                self.word();
            }
        }
    }

    pub(super) fn word(&mut self) {
        let Some(reading) = word::read(self.text, self.byte) else {
            self.byte += self.peek().map_or(0, char::len_utf8);
            return;
        };
        let span = self.byte..reading.end;
        let operator = keyword(self.text.get(span.clone()).unwrap_or_default());
        match operator.filter(|_| self.stands_alone(&span)) {
            Some(operator) if self.is_followed_by_operand(span.end) => {
                self.push(operator, span.len());
            }
            Some(_) => {
                self.remark_text(RemarkKind::OperatorAsText, span);
                self.leaf(reading);
            }
            None => self.leaf(reading),
        }
    }

    pub(super) fn leaf(&mut self, reading: word::Reading) {
        self.lexed.remarks.extend(reading.remark);
        self.clauses += 1;
        let end = reading.end;
        let length = end - self.byte;
        self.push(Kind::Leaf(Query::Word(reading.word)), length);
        if let Some(weight) = reading.weight {
            self.lexed.tokens.push(Token { kind: Kind::Weight(weight), span: end..end });
        }
    }

    /// Reads a phrase whose opening quote stands at `quote`; an unclosed quote is left out.
    pub(super) fn phrase(&mut self, quote: usize, matching: Matching) {
        let opener = at(self.text, quote).unwrap_or('"');
        let first = quote + opener.len_utf8();
        let Some(closer) = self.closers.find(opener, first) else {
            let span = self.byte..first;
            self.lexed.remarks.push(Remark { kind: RemarkKind::UnclosedQuote, span });
            self.byte = first;
            return;
        };
        let mut found = phrase::read(self.text, first..closer.start, MAX_CLAUSES - self.clauses);
        found.compare_by(matching);
        self.lexed.remarks.append(&mut found.remarks);
        self.clauses += found.words;
        let start = std::mem::replace(&mut self.byte, closer.end);
        let slop = self.slop();
        let span = quote..closer.end;
        if found.slots.is_empty() {
            return self.lexed.remarks.push(Remark { kind: RemarkKind::EmptyPhrase, span });
        }
        let phrase = Phrase { slots: found.slots, slop, span };
        let kind = Kind::Leaf(Query::Phrase(phrase));
        self.lexed.tokens.push(Token { kind, span: start..self.byte });
        self.weight();
    }

    /// Reads the `~5` after a phrase.
    fn slop(&mut self) -> u32 {
        let Some((end, digits)) = self.digits_after('~') else { return 0 };
        let slop = digits.parse().unwrap_or(u32::MAX);
        if slop > MAX_SLOP {
            let span = self.byte..end;
            self.lexed.remarks.push(Remark { kind: RemarkKind::SlopCut, span });
        }
        self.byte = end;
        slop.min(MAX_SLOP)
    }

    fn close(&mut self) {
        self.push(Kind::Close, 1);
        self.weight();
    }

    /// Reads the `^2` after a phrase or a parenthesis.
    fn weight(&mut self) {
        let Some((end, digits)) = self.digits_after('^') else { return };
        match word::weight(digits.trim_end_matches('.')) {
            Some(Some(weight)) => self.push(Kind::Weight(weight), end - self.byte),
            Some(None) => {
                let span = self.byte..end;
                self.lexed.remarks.push(Remark { kind: RemarkKind::WeightOutOfRange, span });
                self.byte = end;
            }
            None => {}
        }
    }

    /// Returns the digits and points after a sign at this very place, and where they end.
    fn digits_after(&self, sign: char) -> Option<(usize, &str)> {
        let rest = self.text.get(self.byte..)?.strip_prefix(sign)?;
        let is_other = |digit: char| !(digit.is_ascii_digit() || (digit == '.' && sign == '^'));
        let digits = rest.get(..rest.find(is_other).unwrap_or(rest.len()))?;
        (!digits.is_empty()).then_some((self.byte + sign.len_utf8() + digits.len(), digits))
    }

    fn stop_when_full(&mut self) {
        let rest = self.text.get(self.byte..).unwrap_or_default();
        if rest.contains(char::is_alphanumeric) {
            let span = self.byte..self.text.len();
            self.lexed.remarks.push(Remark { kind: RemarkKind::TooManyClauses, span });
        }
    }

    pub(super) fn push(&mut self, kind: Kind, length: usize) {
        let span = self.byte..self.byte + length;
        self.byte = span.end;
        self.lexed.tokens.push(Token { kind, span });
    }

    pub(super) fn remark_text(&mut self, kind: fn(String) -> RemarkKind, span: Range<usize>) {
        let text = self.text.get(span.clone()).unwrap_or_default().to_owned();
        self.lexed.remarks.push(Remark { kind: kind(text), span });
    }

    pub(super) fn peek(&self) -> Option<char> {
        at(self.text, self.byte)
    }
}

/// Returns whether a word, written bare, would be read as that very word.
pub(super) fn reads_bare(text: &str) -> bool {
    let tokens = lex(text, None).tokens;
    let is_same = |word: &Word| word.matching == Matching::Inflected && word.text == text;
    let [Token { kind: Kind::Leaf(Query::Word(word)), .. }] = tokens.as_slice() else {
        return false;
    };
    keyword(text).is_none() && is_same(word)
}
