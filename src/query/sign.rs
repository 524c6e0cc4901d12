//! Signs between and before words: which ones are operators, which ones punctuation.

use std::ops::Range;

use super::ast::{Matching, Remark, Within};
use super::character::{at, before, is_quote, opens_operand};
use super::lexer::Lexer;
use super::limit::MAX_NUMBER;
use super::remark::RemarkKind;
use super::token::{Kind, Prefix, Token};
use super::{chunk, word};

impl Lexer<'_> {
    /// `-mot` excludes and `+mot` requires when nothing stands before the sign; `+5` is a reach.
    pub(super) fn plus_or_minus(&mut self, sign: char) {
        let start = self.byte;
        let next = at(self.text, start + 1);
        let is_free =
            before(self.text, start).is_none_or(|last| last.is_whitespace() || last == '(');
        let is_number = next.is_some_and(|next| next.is_ascii_digit());
        match sign {
            '+' if is_number => return self.reach(),
            '-' if is_number && is_free => {
                let end = chunk::end(self.text, start + 1, chunk::Style::Plain);
                self.remark_text(RemarkKind::MinusBeforeNumber, start..end);
            }
            '+' if is_free && next.is_some_and(opens_operand) => {
                return self.push(Kind::Prefix(Prefix::Require), 1);
            }
            '-' if is_free && next.is_some_and(opens_operand) => {
                return self.push(Kind::Prefix(Prefix::Exclude), 1);
            }
            _ => {}
        }
        self.byte += 1;
    }

    /// `/5`, `+5`, `/phrase`, `/para`, alone between two operands; else the sign is punctuation.
    pub(super) fn reach(&mut self) {
        let start = self.byte;
        let is_ordered = self.peek() == Some('+');
        let rest = self.text.get(start + 1..).unwrap_or_default();
        let length = rest.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(rest.len());
        let text = rest.get(..length).unwrap_or_default();
        let within = within(text, is_ordered);
        let span = start..start + 1 + length;
        if !self.stands_alone(&span) {
            self.byte += 1;
            return;
        }
        match within {
            Some(within) if self.is_followed_by_operand(span.end) => {
                self.note_number(span.clone());
                self.push(Kind::Near { within, is_ordered }, span.len());
            }
            // `/0`, or nothing behind it; `+` before a number may be a sign of its own.
            _ if !is_ordered && (within.is_some() || is_number(text)) => {
                self.remark_text(RemarkKind::OperatorAsText, span);
                self.byte += 1;
            }
            _ => self.byte += 1,
        }
    }

    /// Tells of a number that was cut to the largest one.
    pub(super) fn note_number(&mut self, span: Range<usize>) {
        let text = self.text.get(span.clone()).unwrap_or_default();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_cut = digits.parse().unwrap_or(u32::MAX) > MAX_NUMBER;
        if is_cut && !digits.is_empty() {
            self.remark_text(RemarkKind::NumberCut, span);
        }
    }

    pub(super) fn equals(&mut self) {
        let rest = self.text.get(self.byte..).unwrap_or_default();
        let signs = rest.len() - rest.trim_start_matches('=').len();
        let matching = if signs == 1 { Matching::Exact } else { Matching::Identical };
        match at(self.text, self.byte + signs) {
            Some(quote) if signs <= 2 && is_quote(quote) => {
                self.phrase(self.byte + signs, matching);
            }
            Some(letter) if signs <= 2 && letter.is_alphanumeric() => self.word(),
            _ => self.lone('='),
        }
    }

    /// A word behind `~` or a backslash, or the sign alone.
    pub(super) fn signed_word(&mut self, sign: char) {
        match (word::read(self.text, self.byte), sign) {
            (Some(reading), _) => self.leaf(reading),
            (None, '\\') => self.byte += 1,
            (None, _) => self.lone('~'),
        }
    }

    /// Stars around a word are emphasis, one before it is no truncation.
    pub(super) fn star(&mut self) {
        let start = self.byte;
        self.skip_run('*');
        let begins_word = self.peek().is_some_and(char::is_alphanumeric);
        let Some(mut reading) = word::read(self.text, self.byte).filter(|_| begins_word) else {
            return self.remark_text(RemarkKind::LoneSign, start..self.byte);
        };
        self.lexed.remarks.push(Remark { kind: RemarkKind::LeadingStar, span: start..self.byte });
        if reading.word.matching == Matching::Prefix {
            reading.word.matching = Matching::Inflected;
        }
        self.leaf(reading);
    }

    pub(super) fn symbol(&mut self, kind: Kind, sign: char) {
        let start = self.byte;
        self.skip_run(sign);
        self.lexed.tokens.push(Token { kind, span: start..self.byte });
    }

    pub(super) fn lone(&mut self, sign: char) {
        let start = self.byte;
        self.skip_run(sign);
        self.remark_text(RemarkKind::LoneSign, start..self.byte);
    }

    fn skip_run(&mut self, sign: char) {
        while self.peek() == Some(sign) {
            self.byte += sign.len_utf8();
        }
    }

    /// Returns whether spaces, brackets or quotes are on both sides.
    pub(super) fn stands_alone(&self, span: &Range<usize>) -> bool {
        let parts = |sign: char| sign.is_whitespace() || sign == '(' || is_quote(sign);
        let is_free_before = before(self.text, span.start);
        let is_free_after = at(self.text, span.end);
        is_free_before.is_none_or(|sign| parts(sign) || sign == ')')
            && is_free_after.is_none_or(|sign| parts(sign) || sign == ')')
    }

    pub(super) fn is_followed_by_operand(&self, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or_default().trim_start();
        rest.starts_with(|sign| opens_operand(sign) || matches!(sign, '+' | '-' | '#' | '@'))
    }
}

fn within(text: &str, is_ordered: bool) -> Option<Within> {
    match text {
        _ if is_ordered || text.starts_with(|first: char| first.is_ascii_digit()) => {
            let number = text.parse().unwrap_or(MAX_NUMBER).min(MAX_NUMBER);
            (is_number(text) && number > 0).then_some(Within::Words(number))
        }
        "phrase" | "sentence" => Some(Within::Sentence),
        "para" | "paragraphe" | "paragraph" => Some(Within::Paragraph),
        _ => None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
