//! Where each block of stored articles lies: read once, while tantivy reads its list of blocks from
//! the start for every article.
//!
//! The layout is that of tantivy's document store, version 2: blocks of documents, a list of the
//! blocks in layers, a footer. Whatever looks otherwise gives no table, and tantivy reads.

use tantivy::directory::{FileSlice, OwnedBytes};
use tantivy::{DocId, HasLen};

/// Bytes of the footer: version, where the list of blocks begins, compression, room for more.
const FOOTER_BYTES: usize = 4 + 8 + 1 + 15;
/// The version of the layout that is read here.
const VERSION: u32 = 2;
/// Says that blocks are not compressed.
const NO_COMPRESSION: u8 = 0;
/// Bytes of a number in a block.
const NUMBER: usize = size_of::<u32>();

/// The blocks of one segment, in order.
pub(super) struct BlockTable {
    file: FileSlice,
    /// First article of each block, and behind the last one.
    docs: Vec<DocId>,
    /// First byte of each block, and behind the last one.
    bytes: Vec<usize>,
}

impl BlockTable {
    /// Reads the list of blocks; `None` when it is not as expected.
    pub(super) fn read(file: FileSlice, max_doc: DocId) -> Option<BlockTable> {
        let list_end = file.len().checked_sub(FOOTER_BYTES)?;
        let footer = file.read_bytes_slice(list_end..file.len()).ok()?;
        let (version, rest) = footer.split_at_checked(4)?;
        let (offset, rest) = rest.split_at_checked(8)?;
        let version = u32::from_le_bytes(version.try_into().ok()?);
        if version != VERSION || rest.first() != Some(&NO_COMPRESSION) {
            return None;
        }
        let list_start = usize::try_from(u64::from_le_bytes(offset.try_into().ok()?)).ok()?;
        if list_start > list_end {
            return None;
        }
        let list = file.read_bytes_slice(list_start..list_end).ok()?;
        let (docs, bytes) = blocks(&list)?;
        let is_whole = docs.last() == Some(&max_doc) && bytes.last() == Some(&list_start);
        is_whole.then_some(BlockTable { file, docs, bytes })
    }

    /// Returns the bytes of a document; `None` when its block is not as expected.
    pub(super) fn document(&self, doc: DocId) -> Option<OwnedBytes> {
        let at = self.docs.partition_point(|&first| first <= doc).checked_sub(1)?;
        let (&start, &end) = (self.bytes.get(at)?, self.bytes.get(at + 1)?);
        let block = self.file.read_bytes_slice(start..end).ok()?;
        let count = number_at(&block, block.len().checked_sub(NUMBER)?)?;
        let index = block.len().checked_sub((count + 1) * NUMBER)?;
        let place = (doc - self.docs.get(at)?) as usize;
        if place >= count {
            return None;
        }
        let from = number_at(&block, index + place * NUMBER)?;
        let to = match place + 1 < count {
            true => number_at(&block, index + (place + 1) * NUMBER)?,
            false => index,
        };
        (from <= to && to <= index).then(|| block.slice(from..to))
    }
}

fn number_at(block: &[u8], at: usize) -> Option<usize> {
    let bytes = block.get(at..at + NUMBER)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

/// Reads the last layer of the list, which names every block.
fn blocks(list: &[u8]) -> Option<(Vec<DocId>, Vec<usize>)> {
    let mut rest = list;
    let layers = number(&mut rest)?;
    let mut ends = Vec::new();
    for _ in 0..layers {
        ends.push(number(&mut rest)?);
    }
    let end = ends.pop()?;
    let start = ends.last().copied().unwrap_or(0);
    let mut layer = rest.get(start..end)?;
    let (mut docs, mut bytes) = (Vec::new(), Vec::new());
    let (mut next_doc, mut next_byte) = (0, 0);
    while !layer.is_empty() {
        let count = number(&mut layer)?;
        if count == 0 {
            continue;
        }
        let (doc, byte) = (DocId::try_from(number(&mut layer)?).ok()?, number(&mut layer)?);
        if (doc, byte) != (next_doc, next_byte) {
            return None;
        }
        for _ in 0..count {
            docs.push(next_doc);
            bytes.push(next_byte);
            next_doc = next_doc.checked_add(DocId::try_from(number(&mut layer)?).ok()?)?;
            next_byte = next_byte.checked_add(number(&mut layer)?)?;
        }
    }
    docs.push(next_doc);
    bytes.push(next_byte);
    Some((docs, bytes))
}

/// Takes a number of seven bits a byte, lowest first; the last byte has the highest bit.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        number |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 != 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn put(bytes: &mut Vec<u8>, numbers: &[u8]) {
        bytes.extend(numbers.iter().map(|number| number | 0x80));
    }

    /// Two blocks: documents `ab` and `c`, and the document `def`.
    fn store() -> Vec<u8> {
        let mut bytes = Vec::new();
        for (texts, starts) in [("abc", &[0_u32, 2][..]), ("def", &[0])] {
            bytes.extend(texts.as_bytes());
            for number in starts.iter().copied().chain([starts.len() as u32]) {
                bytes.extend(number.to_le_bytes());
            }
        }
        let list = bytes.len() as u64;
        put(&mut bytes, &[1, 7, 2, 0, 0, 2, 15, 1, 11]);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(list.to_le_bytes());
        bytes.push(NO_COMPRESSION);
        bytes.extend([0; 15]);
        bytes
    }

    fn read(bytes: Vec<u8>) -> Option<BlockTable> {
        BlockTable::read(FileSlice::new(Arc::new(OwnedBytes::new(bytes))), 3)
    }

    #[test]
    fn documents_are_found() {
        let table = read(store()).unwrap();
        let documents = [0, 1, 2, 3].map(|doc| table.document(doc));
        let documents = documents.each_ref().map(|it| it.as_ref().map(|bytes| bytes.as_slice()));
        assert_eq!(documents, [Some(&b"ab"[..]), Some(b"c"), Some(b"def"), None]);
    }

    #[test]
    fn another_layout_gives_no_table() {
        let whole = store();
        for end in 0..whole.len() {
            assert!(read(whole[..end].to_vec()).is_none(), "cut at {end}");
        }
        for (place, byte) in [(whole.len() - 28, 1), (whole.len() - 16, 3)] {
            let mut other = whole.clone();
            other[place] = byte;
            assert!(read(other).is_none());
        }
    }
}
