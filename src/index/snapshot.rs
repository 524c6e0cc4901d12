//! A view of one commit, for searches.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use tantivy::columnar::Column;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::document::Value;
use tantivy::store::StoreReader;
use tantivy::{
    DocAddress, DocId, DocSet, Index as Engine, ReloadPolicy, Searcher, SegmentReader, TERMINATED,
    TantivyDocument, Term,
};

use super::damaged;
use super::pairs::stop_forms_by_lemma;
use super::schema::{Fields, schema};
use super::stored::{PackedArticle, StoredArticle};
use crate::analysis::Analyzer;
use crate::article::Article;
use crate::error::{Error, Result};

/// Blocks of stored text kept unpacked: articles are read in order, so the last one is enough.
const BLOCKS_KEPT: usize = 1;

/// The articles of one commit. Cheap to clone; searches share it.
#[derive(Clone)]
pub struct Snapshot {
    searcher: Searcher,
    fields: Fields,
    analyzer: Analyzer,
    /// Small words by lemma, see `pairs`; made when first asked for.
    stop_forms: Arc<OnceLock<HashMap<String, Vec<String>>>>,
}

impl Snapshot {
    pub(super) fn new(engine: &Engine, fields: Fields, analyzer: Analyzer) -> Result<Self> {
        let reader = engine
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(unreadable)?;
        Ok(Snapshot { searcher: reader.searcher(), fields, analyzer, stop_forms: Arc::default() })
    }

    /// Returns the number of articles.
    pub fn article_count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Returns an article by its id, or `None` when there is none.
    ///
    /// # Errors
    /// [`crate::ErrorKind::IndexUnusable`] when the index is damaged.
    pub fn article(&self, id: &str) -> Result<Option<Article>> {
        Ok(match self.address(id)? {
            Some(address) => Some(self.stored(address)?.article),
            None => None,
        })
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.searcher.clone()
    }

    pub(crate) fn segments(&self) -> &[SegmentReader] {
        self.searcher.segment_readers()
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Returns a fresh analyzer with the rules that the index was built with.
    pub fn analyzer(&self) -> Analyzer {
        self.analyzer.clone()
    }

    /// Returns the small words that have a lemma.
    pub(crate) fn stop_forms(&self, lemma: &str) -> &[String] {
        let by_lemma = self.stop_forms.get_or_init(|| stop_forms_by_lemma(self.analyzer()));
        by_lemma.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Finds an article by its id.
    pub(crate) fn address(&self, id: &str) -> Result<Option<DocAddress>> {
        let found = find(self.segments(), self.fields.id, id)?;
        Ok(found.map(|(segment, doc)| DocAddress::new(segment as u32, doc)))
    }

    /// Reads an article with its passage table and all of its text.
    pub(crate) fn stored(&self, address: DocAddress) -> Result<StoredArticle> {
        self.packed(address)?.unpack()
    }

    /// Reads an article with its passage table, its text still packed.
    pub(crate) fn packed(&self, address: DocAddress) -> Result<PackedArticle> {
        packed(&self.searcher.doc(address).map_err(unreadable)?, &self.fields)
    }
}

/// Reads the stored articles of one segment.
pub(crate) struct StoredReader {
    store: StoreReader,
    fields: Fields,
}

impl StoredReader {
    pub(crate) fn open(segment: &SegmentReader, fields: &Fields) -> Result<Self> {
        let store = segment.get_store_reader(BLOCKS_KEPT).map_err(unreadable)?;
        Ok(StoredReader { store, fields: *fields })
    }

    /// Reads an article with its passage table, its text still packed.
    pub(crate) fn packed(&self, doc: DocId) -> Result<PackedArticle> {
        packed(&self.store.get(doc).map_err(unreadable)?, &self.fields)
    }
}

fn packed(document: &TantivyDocument, fields: &Fields) -> Result<PackedArticle> {
    let value = document.get_first(fields.stored);
    let block = value.as_ref().and_then(|value| value.as_bytes());
    let block = block.ok_or_else(|| damaged("an article lacks its text".to_owned()))?;
    PackedArticle::read(block.to_vec())
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Snapshot").field("articles", &self.article_count()).finish()
    }
}

/// Finds the living document with an id: its segment's ordinal and its number there.
pub(super) fn find(
    segments: &[SegmentReader],
    field: tantivy::schema::Field,
    id: &str,
) -> Result<Option<(usize, u32)>> {
    let term = Term::from_field_text(field, id);
    for (ordinal, segment) in segments.iter().enumerate() {
        let inverted = segment.inverted_index(field).map_err(unreadable)?;
        let option = IndexRecordOption::Basic;
        let postings = inverted.read_postings(&term, option).map_err(unreadable)?;
        let Some(mut postings) = postings else { continue };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                return Ok(Some((ordinal, postings.doc())));
            }
            postings.advance();
        }
    }
    Ok(None)
}

/// Opens a column of numbers; a segment without any value gives an empty one.
pub(crate) fn numbers(
    segment: &SegmentReader,
    field: tantivy::schema::Field,
) -> Result<Column<u64>> {
    let schema = schema().0;
    segment.fast_fields().u64(schema.get_field_name(field)).map_err(unreadable)
}

/// Opens the column of dates, in seconds of wall-clock time.
pub(crate) fn dates(segment: &SegmentReader, fields: &Fields) -> Result<Column<i64>> {
    let schema = schema().0;
    segment.fast_fields().i64(schema.get_field_name(fields.date)).map_err(unreadable)
}

/// The engine could not read a file of the index.
pub(crate) fn unreadable(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    damaged("a file of the index cannot be read".to_owned()).caused_by(cause)
}
