//! A segment in the making: articles go in, the files of a tantivy segment come out.
//!
//! tantivy's own writer takes every field of a document as a text to be cut into words, and looks
//! up each word by its letters, once for every level. Here an article is analysed once; a word that
//! was met before is known by the number that the analyzer gave it, and so are its terms. The
//! files are written by tantivy's serialisers.

mod chain;
mod column;
mod document;
mod inverted;
mod pair_terms;
mod term_table;
mod text;
mod words;

#[cfg(test)]
mod reference;

use std::path::{Path, PathBuf};

use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::index::{Segment, SegmentComponent, SegmentMeta};
use tantivy::store::StoreWriter;

use self::inverted::Inverted;
use self::text::{Levels, TextRecorder};
use super::schema::{self, Fields};
use crate::analysis::Analyzer;

/// What a synchronisation must know of an article besides its text.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The source argument it was read from.
    pub root: String,
    /// Hash of the article as it was read.
    pub content_hash: u64,
}

/// Collects the articles of one segment.
pub(super) struct SegmentBuilder {
    segment: Segment,
    /// Folder of the files, for messages.
    place: PathBuf,
    fields: Fields,
    /// Its words go by the numbers that this analyzer gives them.
    analyzer: Analyzer,
    body: TextRecorder,
    title: TextRecorder,
    inverted: Inverted,
    columns: FastFieldsWriter,
    store: StoreWriter,
}

impl SegmentBuilder {
    /// Begins a segment, whose files lie in the folder `place`.
    ///
    /// # Errors
    /// Those of the disk.
    pub(super) fn begin(
        segment: Segment,
        place: &Path,
        analyzer: Analyzer,
    ) -> tantivy::Result<Self> {
        let fields = schema::schema().1;
        let (schema, index) = (segment.schema(), segment.index());
        let settings = index.settings();
        let file = segment.open_write(SegmentComponent::Store)?;
        // Another thread would pay for compression only, of which there is none.
        let has_own_thread = false;
        let (compression, block_bytes) =
            (settings.docstore_compression, settings.docstore_blocksize);
        let store = StoreWriter::new(file, compression, block_bytes, has_own_thread)?;
        let tokenizers = index.fast_field_tokenizer().clone();
        let columns = FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, tokenizers)?;
        let body = TextRecorder::new(Levels {
            exact: fields.body_exact,
            lemma: fields.body_lemma,
            stem_and_pairs: Some((fields.body_stem, fields.body_pairs)),
        });
        let title = TextRecorder::new(Levels {
            exact: fields.title_exact,
            lemma: fields.title_lemma,
            stem_and_pairs: None,
        });
        let inverted = Inverted::new(&schema);
        let place = place.to_owned();
        Ok(SegmentBuilder {
            segment,
            place,
            fields,
            analyzer,
            body,
            title,
            inverted,
            columns,
            store,
        })
    }

    /// Returns the memory that what was recorded takes, in bytes.
    pub(super) fn memory(&self) -> usize {
        let texts = self.body.memory() + self.title.memory();
        let others = self.columns.mem_usage() + self.store.mem_usage();
        self.inverted.memory() + texts + others
    }

    /// Writes all files and returns what the index must know of the segment; and the analyzer, for
    /// the next one.
    ///
    /// # Errors
    /// Those of the disk.
    pub(super) fn finish(mut self) -> tantivy::Result<(SegmentMeta, Analyzer)> {
        let count = self.inverted.documents();
        self.inverted.write(&self.segment)?;
        let mut file = self.segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut file, None)?;
        file.terminate()?;
        self.store.close()?;
        let segment = self.segment.with_max_doc(count);
        // No file is written for the time being only.
        segment.meta().untrack_temp_docstore();
        Ok((segment.meta().clone(), self.analyzer))
    }
}
