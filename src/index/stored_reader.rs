//! Reads stored articles out of one segment.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::directory::{FileSlice, OwnedBytes};
use tantivy::index::SegmentComponent;
use tantivy::schema::document::Value;
use tantivy::schema::{Field, TantivyDocument};
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader};

use super::block_table::BlockTable;
use super::stored::{PackedArticle, StoredArticle};
use super::{Fields, damaged, unreadable};
use crate::error::Result;

/// Blocks of stored text kept at hand: articles are read in order, so few are enough.
const BLOCKS_KEPT: usize = 4;

/// Begins a document with a single value, in tantivy's stored form.
const ONE_VALUE: u8 = 0x81;

/// Says that a value is bytes, in tantivy's stored form.
const BYTES: u8 = 4;

/// Articles read before it pays to read where all blocks lie: a process that answers one query reads
/// fewer.
const TABLE_PAYS_AFTER: usize = 32;

/// The stored articles of one segment.
pub(crate) struct StoredReader {
    store: StoreReader,
    field: Field,
    file: FileSlice,
    max_doc: DocId,
    /// Articles read so far.
    read: AtomicUsize,
    table: OnceLock<Option<BlockTable>>,
}

impl StoredReader {
    pub(crate) fn open(segment: &SegmentReader, fields: &Fields) -> Result<Self> {
        let store = segment.get_store_reader(BLOCKS_KEPT).map_err(unreadable)?;
        let file = segment.open_read(SegmentComponent::Store).map_err(unreadable)?;
        let (field, max_doc) = (fields.stored, segment.max_doc());
        let (read, table) = (AtomicUsize::new(0), OnceLock::new());
        Ok(StoredReader { store, field, file, max_doc, read, table })
    }

    /// Reads an article with its passage table and all of its text.
    pub(crate) fn read(&self, doc: DocId) -> Result<StoredArticle> {
        self.packed(doc)?.unpack()
    }

    /// Reads an article with its passage table, its text still packed.
    pub(crate) fn packed(&self, doc: DocId) -> Result<PackedArticle> {
        let document = self.document(doc)?;
        match only_value(&document, self.field) {
            Some(block) => PackedArticle::read(block),
            None => PackedArticle::read(self.value(doc)?),
        }
    }

    fn document(&self, doc: DocId) -> Result<OwnedBytes> {
        let pays = self.read.fetch_add(1, Ordering::Relaxed) >= TABLE_PAYS_AFTER;
        let table = pays.then(|| {
            self.table.get_or_init(|| BlockTable::read(self.file.clone(), self.max_doc)).as_ref()
        });
        match table.flatten().and_then(|table| table.document(doc)) {
            Some(document) => Ok(document),
            None => self.store.get_document_bytes(doc).map_err(unreadable),
        }
    }

    /// Has tantivy take the document apart.
    fn value(&self, doc: DocId) -> Result<OwnedBytes> {
        let document: TantivyDocument = self.store.get(doc).map_err(unreadable)?;
        let value = document.get_first(self.field);
        let block = value.as_ref().and_then(|value| value.as_bytes());
        let block = block.ok_or_else(|| damaged("an article lacks its text".to_owned()))?;
        Ok(OwnedBytes::new(block.to_vec()))
    }
}

/// Returns the value of a document that has but one, of bytes; `None` when it looks otherwise.
/// tantivy reads such a value byte by byte, which takes longer than all else here.
fn only_value(document: &OwnedBytes, field: Field) -> Option<OwnedBytes> {
    let rest = document.strip_prefix(&[ONE_VALUE])?;
    let rest = rest.strip_prefix(&field.field_id().to_le_bytes())?.strip_prefix(&[BYTES])?;
    let digits = rest.iter().position(|byte| byte & 0x80 != 0)? + 1;
    let length = rest
        .get(..digits)?
        .iter()
        .rev()
        .fold(0_usize, |length, digit| (length << 7) | usize::from(digit & 0x7F));
    let start = document.len() - rest.len() + digits;
    (document.len() - start == length).then(|| document.slice(start..document.len()))
}
