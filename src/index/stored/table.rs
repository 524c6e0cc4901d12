//! The passage table of a stored article: where sentences lie, and where the codes of passages do.

use std::ops::Range;

use super::number::{Reader, put};
use super::{StoredPassage, StoredSentence, put_packed, take_packed};
use crate::index::codec;

/// Most entries that room is made for at once: a damaged table must not ask for more than it holds.
const MAX_ROOM: usize = 256;

/// A stretch of the text that is unpacked at once: what lies before a passage, and the passage; or
/// what follows the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the text.
    pub text: Range<usize>,
    /// Where its codes lie.
    pub codes: Range<usize>,
    pub is_plain: bool,
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

/// Reads the table back, up to the first code; `None` when it is damaged.
pub(super) fn take_table(reader: &mut Reader) -> Option<(Vec<StoredPassage>, Vec<Piece>)> {
    let count = reader.number()?;
    let mut passages = Vec::with_capacity(count.min(MAX_ROOM));
    let mut pieces = Vec::with_capacity(count.min(MAX_ROOM) + 1);
    let (mut last_byte, mut last_position) = (0, 0);
    for _ in 0..count {
        let start = last_byte;
        let count = reader.number()?;
        let mut sentences = Vec::with_capacity(count.min(MAX_ROOM));
        for _ in 0..count {
            let byte_start = reader.number()?.checked_add(last_byte)?;
            let byte_end = reader.number()?.checked_add(byte_start)?;
            let step = u32::try_from(reader.number()?).ok()?;
            let position = u32::checked_add(last_position, step)?;
            (last_byte, last_position) = (byte_end, position);
            sentences.push(StoredSentence { byte_start, byte_end, position });
        }
        passages.push(StoredPassage { sentences });
        pieces.push((start..last_byte, take_packed(reader)?));
    }
    let end = reader.number()?.checked_add(last_byte)?;
    pieces.push((last_byte..end, take_packed(reader)?));
    Some((passages, placed(pieces, reader)?))
}

/// Finds the codes of the pieces, which follow one another after the table to the block's end.
fn placed(pieces: Vec<(Range<usize>, (usize, bool))>, reader: &mut Reader) -> Option<Vec<Piece>> {
    let mut placed = Vec::with_capacity(pieces.len());
    for (text, (count, is_plain)) in pieces {
        let start = reader.place();
        reader.bytes(count)?;
        placed.push(Piece { text, codes: start..reader.place(), is_plain });
    }
    reader.byte().is_none().then_some(placed)
}
