//! The stored form of an article: metadata, passage table and text in one block of bytes.
//!
//! Layout: length of the metadata (u32, little-endian), metadata as JSON, length of the table
//! (u32), table as variable-length integers, text in UTF-8. See `docs/formats.md`.

use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};

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
pub(crate) fn encode(article: &Article, passages: &[StoredPassage]) -> Result<Vec<u8>> {
    let header = Article { body: String::new(), ..article.clone() };
    let header = serde_json::to_vec(&header)
        .map_err(|cause| broken("metadata cannot be written").caused_by(cause))?;
    let table = encode_table(passages);
    let mut bytes = Vec::with_capacity(8 + header.len() + table.len() + article.body.len());
    for part in [&header, &table] {
        let length = u32::try_from(part.len()).map_err(|_| broken("metadata is over 4 GiB"))?;
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(part);
    }
    bytes.extend_from_slice(article.body.as_bytes());
    Ok(bytes)
}

/// Reads back what [`encode`] wrote.
///
/// # Errors
/// [`ErrorKind::IndexUnusable`] when the bytes are damaged.
pub(crate) fn decode(bytes: &[u8]) -> Result<StoredArticle> {
    let (header, rest) = take_part(bytes)?;
    let (table, body) = take_part(rest)?;
    let mut article: Article = serde_json::from_slice(header)
        .map_err(|cause| broken("stored metadata is damaged").caused_by(cause))?;
    article.body = std::str::from_utf8(body)
        .map_err(|cause| broken("stored text is damaged").caused_by(cause))?
        .to_owned();
    let passages = decode_table(table).ok_or_else(|| broken("passage table is damaged"))?;
    Ok(StoredArticle { article, passages })
}

fn take_part(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let damaged = || broken("stored article is cut short");
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
    let length = u32::from_le_bytes(*length) as usize;
    rest.split_at_checked(length).ok_or_else(damaged)
}

fn broken(message: &str) -> Error {
    Error::new(ErrorKind::IndexUnusable, message)
        .with_hint("build the index anew: depeche index --rebuild SOURCE")
}

fn encode_table(passages: &[StoredPassage]) -> Vec<u8> {
    let mut table = Vec::new();
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
    let (mut last_byte, mut last_position) = (0, 0);
    while !table.is_empty() {
        let count = take_number(&mut table)?;
        let mut sentences = Vec::new();
        for _ in 0..count {
            let byte_start = last_byte + take_number(&mut table)?;
            let byte_end = byte_start + take_number(&mut table)?;
            let position = last_position + u32::try_from(take_number(&mut table)?).ok()?;
            (last_byte, last_position) = (byte_end, position);
            sentences.push(StoredSentence { byte_start, byte_end, position });
        }
        passages.push(StoredPassage { sentences });
    }
    Some(passages)
}

/// Writes a number in groups of seven bits, lowest first, as LEB128 does.
fn put_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
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
        let bytes = encode(&article, &passages).unwrap();
        assert_eq!(decode(&bytes).unwrap(), StoredArticle { article, passages });
    }

    #[test]
    fn damage_is_an_error_and_no_panic() {
        let (article, passages) = sample();
        let bytes = encode(&article, &passages).unwrap();
        for end in 0..bytes.len().min(60) {
            assert!(decode(&bytes[..end]).is_err(), "cut at {end}");
        }
    }
}
