//! Cuts a line into numbers, folded words and marks, for the reader of dates.

use super::calendar::unaccented;

/// Most digits of a number in a date; a longer run is a telephone number or an identifier.
const MAX_DIGITS: usize = 9;

pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_capital: bool,
    pub(super) value: Value,
}

#[derive(PartialEq)]
pub(super) enum Value {
    Number { value: u32, digits: usize },
    Word(String),
    Mark(char),
}

impl Token {
    pub(super) fn word(&self) -> Option<&str> {
        match &self.value {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Returns value and count of digits.
    pub(super) fn number(&self) -> Option<(u32, usize)> {
        match self.value {
            Value::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.value == Value::Mark(mark)
    }
}

/// Returns the tokens of a line; blanks only part them.
pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..)
        && let Some(first) = rest.chars().next()
    {
        let length = run_length(rest, first);
        let text = rest.get(..length).unwrap_or_default();
        if !first.is_whitespace() {
            let (end, is_capital) = (at + length, first.is_uppercase());
            tokens.push(Token { start: at, end, is_capital, value: value(text, first) });
        }
        at += length;
    }
    tokens
}

fn run_length(rest: &str, first: char) -> usize {
    if first.is_ascii_digit() {
        return rest.bytes().take_while(u8::is_ascii_digit).count();
    }
    if !first.is_alphabetic() {
        return first.len_utf8();
    }
    // A hyphen or an apostrophe between two letters belongs to the word.
    let mut end = 0;
    for (at, letter) in rest.char_indices() {
        if letter.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&letter) {
            end = at + letter.len_utf8();
        } else if at > end || !['-', '\'', '’'].contains(&letter) {
            break;
        }
    }
    end
}

fn value(text: &str, first: char) -> Value {
    match text.parse() {
        Ok(value) if text.len() <= MAX_DIGITS => Value::Number { value, digits: text.len() },
        _ if first.is_alphanumeric() => Value::Word(unaccented(text)),
        _ => Value::Mark(first),
    }
}
