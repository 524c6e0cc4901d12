//! The passage table of a stored article: where sentences lie, and where the codes of passages do.

use std::ops::Range;

use super::number::{Reader, put};
use super::{StoredPassage, StoredSentence, put_packed, take_packed};
use crate::index::codec;

/// Most entries that room is made for at once: a damaged table must not ask for more than it holds.
const MAX_ROOM: usize = 256;

/// Room made for the sentences of a passage, of which most have fewer.
const SENTENCES_OF_PASSAGE: usize = 6;

/// A stretch of the text that is unpacked at once: what lies before a passage, and the passage; or
/// what follows the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the text.
    pub text: Range<usize>,
    /// Where its codes lie, from the first code of all on.
    pub codes: Range<usize>,
    pub is_plain: bool,
    /// Its sentences, as places among those of all passages.
    pub sentences: Range<usize>,
}

/// What a table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The sentences of all passages.
    pub sentences: Vec<StoredSentence>,
    /// A piece for each passage, and one for what follows the last.
    pub pieces: Vec<Piece>,
    /// Byte of the block where the codes begin.
    pub codes: usize,
}

/// Appends the table and the codes of the text; `None` when the passages do not fit the text.
pub(super) fn put_text(block: &mut Vec<u8>, passages: &[StoredPassage], text: &str) -> Option<()> {
    let mut codes = Vec::new();
    let (mut last_byte, mut last_position) = (0, 0);
    put(block, passages.len());
    for passage in passages {
        let start = last_byte;
        put(block, passage.sentences.len());
        for sentence in &passage.sentences {
            put(block, sentence.byte_start.checked_sub(last_byte)?);
            put(block, sentence.byte_end.checked_sub(sentence.byte_start)?);
            put(block, sentence.position.checked_sub(last_position)? as usize);
            (last_byte, last_position) = (sentence.byte_end, sentence.position);
        }
        put_piece(block, &mut codes, text.get(start..last_byte)?);
    }
    let tail = text.get(last_byte..)?;
    put(block, tail.len());
    put_piece(block, &mut codes, tail);
    block.extend(codes);
    Some(())
}

fn put_piece(block: &mut Vec<u8>, codes: &mut Vec<u8>, text: &str) {
    let start = codes.len();
    let is_plain = codec::encode(text, codes);
    put_packed(block, codes.len() - start, is_plain);
}

/// Reads the table back; `None` when it is damaged, or other codes follow than it tells of.
pub(super) fn take_table(reader: &mut Reader) -> Option<Table> {
    let count = reader.number()?;
    let mut sentences = Vec::with_capacity(count.min(MAX_ROOM) * SENTENCES_OF_PASSAGE);
    let mut pieces = Vec::with_capacity(count.min(MAX_ROOM) + 1);
    let (mut last_byte, mut last_position, mut codes) = (0, 0, 0_usize);
    let mut take_piece = |reader: &mut Reader, text, sentences| {
        let (count, is_plain) = take_packed(reader)?;
        let end = codes.checked_add(count)?;
        pieces.push(Piece { text, codes: codes..end, is_plain, sentences });
        codes = end;
        Some(())
    };
    for _ in 0..count {
        let (start, first) = (last_byte, sentences.len());
        for _ in 0..reader.number()? {
            let byte_start = reader.number()?.checked_add(last_byte)?;
            let byte_end = reader.number()?.checked_add(byte_start)?;
            let step = u32::try_from(reader.number()?).ok()?;
            let position = u32::checked_add(last_position, step)?;
            (last_byte, last_position) = (byte_end, position);
            sentences.push(StoredSentence { byte_start, byte_end, position });
        }
        take_piece(reader, start..last_byte, first..sentences.len())?;
    }
    let end = reader.number()?.checked_add(last_byte)?;
    take_piece(reader, last_byte..end, sentences.len()..sentences.len())?;
    let start = reader.place();
    reader.bytes(codes)?;
    reader.byte().is_none().then_some(Table { sentences, pieces, codes: start })
}
