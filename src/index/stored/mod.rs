//! The stored form of an article: metadata, passage table and text in one block of bytes.
//!
//! Each passage is packed for itself, so that one can be read without the others. Layout: see
//! `docs/formats.md`.

mod head;
mod number;
mod table;

use std::ops::Range;

use tantivy::directory::OwnedBytes;

use self::head::Head;
use self::number::Reader;
use self::table::{Piece, Table};
use super::codec;
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

/// Returns the bytes of the text from the first of some sentences to the last.
pub(crate) fn span(sentences: &[StoredSentence]) -> Range<usize> {
    let start = sentences.first().map_or(0, |sentence| sentence.byte_start);
    let end = sentences.last().map_or(start, |sentence| sentence.byte_end);
    start..end
}

/// An article as it comes back from the index, with all of its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredArticle {
    pub article: Article,
    pub passages: Vec<StoredPassage>,
}

/// An article whose metadata and passages are unpacked where they are wanted.
#[derive(Debug, Clone)]
pub(crate) struct PackedArticle {
    head: Head,
    table: Table,
    block: OwnedBytes,
}

impl PackedArticle {
    /// Reads the table of what [`encode`] wrote.
    ///
    /// # Errors
    /// [`ErrorKind::IndexUnusable`] when it is damaged.
    pub(crate) fn read(block: OwnedBytes) -> Result<Self> {
        let mut reader = Reader::new(&block);
        let head = head::take_head(&mut reader).ok_or_else(broken_head)?;
        let table = table::take_table(&mut reader);
        let table = table.ok_or_else(|| broken("a passage table is damaged"))?;
        Ok(PackedArticle { head, table, block })
    }

    /// Unpacks the metadata: an article without its text.
    ///
    /// # Errors
    /// [`ErrorKind::IndexUnusable`] when they are damaged.
    pub(crate) fn article(&self) -> Result<Article> {
        head::unpack_head(&self.head, &self.block).ok_or_else(broken_head)
    }

    /// Returns the number of passages.
    pub(crate) fn passage_count(&self) -> usize {
        self.table.pieces.len().saturating_sub(1)
    }

    /// Returns the sentences of one passage; one that the article does not have has none.
    pub(crate) fn passage(&self, index: usize) -> &[StoredSentence] {
        let piece = self.table.pieces.get(index);
        piece.map_or(&[], |piece| &self.table.sentences[piece.sentences.clone()])
    }

    /// Returns the sentences of all passages.
    pub(crate) fn sentences(&self) -> &[StoredSentence] {
        &self.table.sentences
    }

    /// Returns the number of the passage that has a sentence, by its place among all.
    pub(crate) fn passage_of(&self, sentence: usize) -> usize {
        self.table.pieces.partition_point(|piece| piece.sentences.end <= sentence)
    }

    /// Unpacks one passage; one that the article does not have is empty.
    ///
    /// # Errors
    /// [`ErrorKind::IndexUnusable`] when the text is damaged.
    pub(crate) fn passage_text(&self, index: usize) -> Result<String> {
        let (Some(piece), true) = (self.table.pieces.get(index), index < self.passage_count())
        else {
            return Ok(String::new());
        };
        // What lies before the passage is packed with it.
        let before = match self.passage(index).first() {
            Some(first) => first.byte_start - piece.text.start,
            None => piece.text.len(),
        };
        self.unpacked(piece, before)
    }

    /// Unpacks all of the text.
    ///
    /// # Errors
    /// [`ErrorKind::IndexUnusable`] when the text is damaged.
    pub(crate) fn body(&self) -> Result<String> {
        let mut body = String::new();
        for piece in &self.table.pieces {
            body.push_str(&self.unpacked(piece, 0)?);
        }
        Ok(body)
    }

    /// Unpacks all of the text and puts it into the article.
    ///
    /// # Errors
    /// [`ErrorKind::IndexUnusable`] when the text is damaged.
    pub(crate) fn unpack(self) -> Result<StoredArticle> {
        let body = self.body()?;
        let passage = |index| StoredPassage { sentences: self.passage(index).to_vec() };
        let passages = (0..self.passage_count()).map(passage).collect();
        let article = Article { body, ..self.article()? };
        Ok(StoredArticle { article, passages })
    }

    /// Unpacks a piece from one of its bytes on.
    fn unpacked(&self, piece: &Piece, start: usize) -> Result<String> {
        let codes = self.table.codes;
        let codes = codes + piece.codes.start..codes + piece.codes.end;
        let bytes = self.block.get(codes).unwrap_or_default();
        let text = codec::decode(bytes, piece.is_plain, piece.text.len(), start);
        text.ok_or_else(|| broken("a stored text is damaged"))
    }
}

/// Writes an article and its passage table.
///
/// # Errors
/// [`ErrorKind::Internal`] when the passages do not fit the text or the metadata is no JSON.
pub(crate) fn encode(article: &Article, passages: &[StoredPassage]) -> Result<Vec<u8>> {
    let mut block = Vec::new();
    head::put_head(&mut block, article).map_err(|cause| {
        Error::new(ErrorKind::Internal, "metadata cannot be written").caused_by(cause)
    })?;
    table::put_text(&mut block, passages, &article.body)
        .ok_or_else(|| Error::new(ErrorKind::Internal, "passages do not fit their article"))?;
    Ok(block)
}

/// Appends the number of packed bytes and whether they are the text itself.
fn put_packed(block: &mut Vec<u8>, count: usize, is_plain: bool) {
    number::put(block, count << 1 | usize::from(is_plain));
}

fn take_packed(reader: &mut Reader) -> Option<(usize, bool)> {
    let number = reader.number()?;
    Some((number >> 1, number & 1 == 1))
}

fn broken_head() -> Error {
    broken("stored metadata is damaged")
}

fn broken(message: &str) -> Error {
    Error::new(ErrorKind::IndexUnusable, message)
        .with_hint("build the index anew: depeche index --rebuild SOURCE")
}

#[cfg(test)]
mod tests;
