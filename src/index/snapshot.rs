//! A view of one commit, for searches.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use tantivy::columnar::Column;
use tantivy::directory::CompositeFile;
use tantivy::index::SegmentComponent;
use tantivy::schema::IndexRecordOption;
use tantivy::{
    DocAddress, DocSet, Index as Engine, InvertedIndexReader, ReloadPolicy, Searcher,
    SegmentReader, TERMINATED, Term,
};

use super::columns::Columns;
use super::damaged;
use super::pairs::stop_forms_by_lemma;
use super::schema::Fields;
use super::stored::{PackedArticle, StoredArticle};
use super::stored_reader::StoredReader;
use crate::analysis::Analyzer;
use crate::article::Article;
use crate::error::{Error, Result};

/// The articles of one commit. Cheap to clone; searches share it.
#[derive(Clone)]
pub struct Snapshot {
    searcher: Searcher,
    fields: Fields,
    analyzer: Analyzer,
    /// The stored articles, segment by segment.
    stores: Arc<[StoredReader]>,
    columns: Arc<[Arc<Columns>]>,
    /// Dictionaries, segment by segment.
    dictionaries: Arc<[Dictionaries]>,
    /// Small words by lemma, see `pairs`; made when first asked for.
    stop_forms: Arc<OnceLock<HashMap<String, Vec<&'static str>>>>,
}

impl Snapshot {
    pub(super) fn new(engine: &Engine, fields: Fields, analyzer: Analyzer) -> Result<Self> {
        let reader = engine
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(unreadable)?;
        let searcher = reader.searcher();
        let segments = searcher.segment_readers().iter();
        let stores = segments.clone().map(|segment| StoredReader::open(segment, &fields));
        let stores = stores.collect::<Result<_>>()?;
        let columns = segments.map(|segment| Columns::open(segment, &fields).map(Arc::new));
        let columns = columns.collect::<Result<_>>()?;
        let dictionaries = searcher.segment_readers().iter().map(Dictionaries::open);
        let dictionaries = dictionaries.collect::<Result<_>>()?;
        let stop_forms = Arc::default();
        Ok(Snapshot { searcher, fields, analyzer, stores, columns, dictionaries, stop_forms })
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

    /// Returns the columns of all segments.
    pub(crate) fn columns(&self) -> &[Arc<Columns>] {
        &self.columns
    }

    /// Returns dictionary and postings of a column in a segment; `None` where the segment has no term
    /// in it.
    pub(crate) fn inverted(
        &self,
        ordinal: usize,
        column: tantivy::schema::Field,
    ) -> Result<Option<Arc<InvertedIndexReader>>> {
        let is_there = self.dictionaries.get(ordinal).is_some_and(|own| own.have(column));
        let segment = self.segments().get(ordinal).filter(|_| is_there);
        segment.map(|segment| segment.inverted_index(column).map_err(unreadable)).transpose()
    }

    /// Lists the dictionaries and postings of a column, with the numbers of their segments.
    pub(crate) fn inverted_each(
        &self,
        column: tantivy::schema::Field,
    ) -> impl Iterator<Item = Result<(usize, Arc<InvertedIndexReader>)>> {
        let of_segment = move |ordinal| {
            Some(self.inverted(ordinal, column).transpose()?.map(|it| (ordinal, it)))
        };
        (0..self.segments().len()).filter_map(of_segment)
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Returns a fresh analyzer with the rules that the index was built with.
    pub fn analyzer(&self) -> Analyzer {
        self.analyzer.clone()
    }

    /// Returns the small words that have a lemma.
    pub(crate) fn stop_forms(&self, lemma: &str) -> &[&'static str] {
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
        self.store(address)?.read(address.doc_id)
    }

    /// Reads an article with its passage table, its text still packed.
    pub(crate) fn packed(&self, address: DocAddress) -> Result<PackedArticle> {
        self.store(address)?.packed(address.doc_id)
    }

    fn store(&self, address: DocAddress) -> Result<&StoredReader> {
        let store = self.stores.get(address.segment_ord as usize);
        store.ok_or_else(|| damaged("an article lies in no segment".to_owned()))
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Snapshot").field("articles", &self.article_count()).finish()
    }
}

/// Which columns of a segment have terms. For one without any, tantivy makes a dictionary that is
/// empty, which takes longer than a search.
struct Dictionaries(CompositeFile);

impl Dictionaries {
    fn open(segment: &SegmentReader) -> Result<Self> {
        let file = segment.open_read(SegmentComponent::Terms).map_err(unreadable)?;
        Ok(Dictionaries(CompositeFile::open(&file).map_err(unreadable)?))
    }

    fn have(&self, column: tantivy::schema::Field) -> bool {
        self.0.open_read(column).is_some()
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
    segment.fast_fields().u64(segment.schema().get_field_name(field)).map_err(unreadable)
}

/// The engine could not read a file of the index.
pub(crate) fn unreadable(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    damaged("a file of the index cannot be read".to_owned()).caused_by(cause)
}
