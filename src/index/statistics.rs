//! What an index holds, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::SegmentReader;
use tantivy::schema::Field;

use super::Snapshot;
use super::columns::Columns;
use super::schema::{FORMAT_VERSION, Fields};
use super::snapshot::{numbers, unreadable};
use crate::error::Result;

/// Numbers of one snapshot. Sizes are in bytes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Statistics {
    /// Articles.
    pub articles: u64,
    /// Passages of all articles.
    pub passages: u64,
    /// Words of all bodies.
    pub tokens: u64,
    /// Bytes of all bodies.
    pub text_bytes: u64,
    /// Files of the index on disk.
    pub index_bytes: u64,
    /// Parts of the index that are searched one after the other.
    pub segments: u64,
    /// Bytes by kind of data.
    pub bytes: SizeByKind,
    /// Numbers of each searchable field.
    pub fields: BTreeMap<String, FieldStatistics>,
    /// First and last second that a date covers, wall-clock seconds since 1970.
    pub date_range: Option<(i64, i64)>,
    /// Articles of each source, as printed; `""` for those that name none.
    pub sources: BTreeMap<String, u64>,
    /// Version of the layout on disk.
    pub format_version: u32,
    /// Fingerprint of the analysis.
    pub analysis: String,
}

/// Bytes by kind of data.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SizeByKind {
    /// Dictionaries of terms.
    pub terms: u64,
    /// Which article has which term, how often.
    pub postings: u64,
    /// Where in the article.
    pub positions: u64,
    /// Stored articles.
    pub store: u64,
    /// Columns of dates, counts and hashes.
    pub fast: u64,
}

/// Numbers of one searchable field.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FieldStatistics {
    /// Distinct terms, counted once in every segment.
    pub terms: u64,
    /// Occurrences.
    pub tokens: u64,
}

impl Snapshot {
    /// Counts what the index holds.
    ///
    /// # Errors
    /// [`crate::ErrorKind::IndexUnusable`] when a file is damaged.
    pub fn statistics(&self) -> Result<Statistics> {
        let mut statistics = Statistics {
            articles: self.article_count(),
            segments: self.segments().len() as u64,
            format_version: FORMAT_VERSION,
            analysis: self.analyzer().fingerprint(),
            ..Statistics::default()
        };
        for (segment, columns) in self.segments().iter().zip(self.columns()) {
            add_columns(&mut statistics, segment, columns, self.fields())?;
            add_fields(&mut statistics, segment)?;
            add_sizes(&mut statistics, segment)?;
        }
        Ok(statistics)
    }
}

fn add_columns(
    statistics: &mut Statistics,
    segment: &SegmentReader,
    columns: &Columns,
    fields: &Fields,
) -> Result<()> {
    let sum = |field: Field| -> Result<u64> {
        let column = numbers(segment, field)?;
        Ok(segment.doc_ids_alive().filter_map(|doc| column.first(doc)).sum())
    };
    statistics.tokens += sum(fields.words)?;
    statistics.text_bytes += sum(fields.text_bytes)?;
    for doc in segment.doc_ids_alive() {
        statistics.passages += columns.passages(doc).count() as u64;
        if let Some(second) = columns.date(doc) {
            let (first, last) = statistics.date_range.unwrap_or((second, second));
            statistics.date_range = Some((first.min(second), last.max(second)));
        }
    }
    add_sources(statistics, segment, segment.schema().get_field_name(fields.source_name))
}

fn add_sources(statistics: &mut Statistics, segment: &SegmentReader, name: &str) -> Result<()> {
    let column = segment.fast_fields().str(name).map_err(unreadable)?;
    let mut counts: BTreeMap<Option<u64>, u64> = BTreeMap::new();
    for doc in segment.doc_ids_alive() {
        let ordinal = column.as_ref().and_then(|column| column.term_ords(doc).next());
        *counts.entry(ordinal).or_default() += 1;
    }
    for (ordinal, count) in counts {
        let mut source = String::new();
        if let (Some(column), Some(ordinal)) = (&column, ordinal) {
            column.ord_to_str(ordinal, &mut source).map_err(unreadable)?;
        }
        *statistics.sources.entry(source).or_default() += count;
    }
    Ok(())
}

fn add_fields(statistics: &mut Statistics, segment: &SegmentReader) -> Result<()> {
    for (field, entry) in segment.schema().fields().filter(|(_, entry)| entry.is_indexed()) {
        let inverted = segment.inverted_index(field).map_err(unreadable)?;
        let numbers = statistics.fields.entry(entry.name().to_owned()).or_default();
        numbers.terms += inverted.terms().num_terms() as u64;
        numbers.tokens += inverted.total_num_tokens();
    }
    Ok(())
}

fn add_sizes(statistics: &mut Statistics, segment: &SegmentReader) -> Result<()> {
    let usage = segment.space_usage().map_err(unreadable)?;
    let bytes = &mut statistics.bytes;
    bytes.terms += usage.termdict().total().get_bytes();
    bytes.postings += usage.postings().total().get_bytes();
    bytes.positions += usage.positions().total().get_bytes();
    bytes.store += usage.store().total().get_bytes();
    bytes.fast += usage.fast_fields().total().get_bytes();
    statistics.index_bytes += usage.total().get_bytes();
    Ok(())
}
