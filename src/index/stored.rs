//! The stored form of an article: metadata, passage table and text in one block of text.
//!
//! Layout: metadata as JSON, a line feed, the table as numbers, a line feed, the text. See
//! `docs/formats.md`.

use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};

/// Ends metadata and table; JSON on one line and the table never hold it.
const END_OF_PART: char = '\n';

/// Where one sentence lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StoredSentence {
    pub byte_start: usize,
    pub byte_end: usize,
    /// Position of its first word.
    pub position: u32,
}

/// Where one passage lies: a run of sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct StoredPassage {
    pub sentences: Vec<StoredSentence>,
}

impl StoredPassage {
    /// Returns the bytes of the passage in the text.
    pub(crate) fn span(&self) -> std::ops::Range<usize> {
        let start = self.sentences.first().map_or(0, |sentence| sentence.byte_start);
        let end = self.sentences.last().map_or(start, |sentence| sentence.byte_end);
        start..end
    }
}

/// An article as it comes back from the index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredArticle {
    pub article: Article,
    pub passages: Vec<StoredPassage>,
}

/// Writes an article and its passage table.
pub(crate) fn encode(article: &Article, passages: &[StoredPassage]) -> Result<String> {
    let header = Article { body: String::new(), ..article.clone() };
    let header = serde_json::to_string(&header)
        .map_err(|cause| broken("metadata cannot be written").caused_by(cause))?;
    let table = encode_table(passages);
    let mut text = String::with_capacity(2 + header.len() + table.len() + article.body.len());
    for part in [&header, &table] {
        text.push_str(part);
        text.push(END_OF_PART);
    }
    text.push_str(&article.body);
    Ok(text)
}

/// Reads back what [`encode`] wrote.
///
/// # Errors
/// [`ErrorKind::IndexUnusable`] when the text is damaged.
pub(crate) fn decode(text: &str) -> Result<StoredArticle> {
    let cut_short = || broken("a stored article is cut short");
    let (header, rest) = text.split_once(END_OF_PART).ok_or_else(cut_short)?;
    let (table, body) = rest.split_once(END_OF_PART).ok_or_else(cut_short)?;
    let mut article: Article = serde_json::from_str(header)
        .map_err(|cause| broken("stored metadata is damaged").caused_by(cause))?;
    article.body = body.to_owned();
    let passages = decode_table(table.as_bytes());
    let passages = passages.ok_or_else(|| broken("a passage table is damaged"))?;
    Ok(StoredArticle { article, passages })
}

fn broken(message: &str) -> Error {
    Error::new(ErrorKind::IndexUnusable, message)
        .with_hint("build the index anew: depeche index --rebuild SOURCE")
}

fn encode_table(passages: &[StoredPassage]) -> String {
    let mut table = String::new();
    let (mut last_byte, mut last_position) = (0, 0);
    for passage in passages {
        put_number(&mut table, passage.sentences.len());
        for sentence in &passage.sentences {
            put_number(&mut table, sentence.byte_start - last_byte);
            put_number(&mut table, sentence.byte_end - sentence.byte_start);
            put_number(&mut table, (sentence.position - last_position) as usize);
            (last_byte, last_position) = (sentence.byte_end, sentence.position);
        }
    }
    table
}

fn decode_table(mut table: &[u8]) -> Option<Vec<StoredPassage>> {
    let mut passages = Vec::new();
    let (mut last_byte, mut last_position) = (0, 0_u32);
    while !table.is_empty() {
        let count = take_number(&mut table)?;
        let mut sentences = Vec::new();
        for _ in 0..count {
            let byte_start = take_number(&mut table)?.checked_add(last_byte)?;
            let byte_end = take_number(&mut table)?.checked_add(byte_start)?;
            let step = u32::try_from(take_number(&mut table)?).ok()?;
            let position = last_position.checked_add(step)?;
            (last_byte, last_position) = (byte_end, position);
            sentences.push(StoredSentence { byte_start, byte_end, position });
        }
        passages.push(StoredPassage { sentences });
    }
    Some(passages)
}

/// Digits begin at `@`; those of [`MORE`] and above say that another follows.
const DIGIT: u8 = b'@';
const BITS: u32 = 5;
const MORE: u8 = 1 << BITS;

/// Writes a number in groups of five bits, lowest first, as printable characters: the block stays
/// text, which tantivy reads faster than bytes.
fn put_number(text: &mut String, mut number: usize) {
    while number >= usize::from(MORE) {
        text.push(char::from(DIGIT + MORE + (number as u8 & (MORE - 1))));
        number >>= BITS;
    }
    text.push(char::from(DIGIT + number as u8));
}

fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(BITS as usize) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let digit = byte.checked_sub(DIGIT).filter(|digit| *digit < 2 * MORE)?;
        number |= usize::from(digit & (MORE - 1)) << shift;
        if digit < MORE {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Article, Vec<StoredPassage>) {
        let mut article = Article::new("a", "Un accord. Deux accords.\n\nTrois.");
        article.title = "Été".to_owned();
        article.date = "2024-06".parse().ok();
        let first = StoredSentence { byte_start: 0, byte_end: 10, position: 0 };
        let second = StoredSentence { byte_start: 11, byte_end: 24, position: 3 };
        let third = StoredSentence { byte_start: 26, byte_end: 32, position: 300 };
        let passages = vec![
            StoredPassage { sentences: vec![first, second] },
            StoredPassage { sentences: vec![third] },
        ];
        (article, passages)
    }

    #[test]
    fn what_is_stored_comes_back() {
        let (article, passages) = sample();
        let text = encode(&article, &passages).unwrap();
        assert_eq!(decode(&text).unwrap(), StoredArticle { article, passages });
    }

    #[test]
    fn numbers_of_every_size_come_back() {
        for number in [0, 1, 31, 32, 1023, 1024, 123_456_789, usize::MAX] {
            let mut text = String::new();
            put_number(&mut text, number);
            assert_eq!(take_number(&mut text.as_bytes()), Some(number));
        }
    }

    #[test]
    fn damage_is_an_error_and_no_panic() {
        let (article, passages) = sample();
        let text = encode(&article, &passages).unwrap();
        let header_and_table = text.len() - article.body.len();
        for end in (0..header_and_table).filter(|&end| text.is_char_boundary(end)) {
            assert!(decode(&text[..end]).is_err(), "cut at {end}");
        }
    }
}
