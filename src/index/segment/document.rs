//! Records an article: its words in the columns of the inverted index, the rest as it is.

use tantivy::schema::Field;
use tantivy::{TantivyDocument, i64_to_u64};

use super::{Origin, SegmentBuilder};
use crate::article::Article;
use crate::error::Result;
use crate::index::bounded::bounded;
use crate::index::schema::{PARAGRAPH_MARK, SENTENCE_MARK};
use crate::index::storage;
use crate::index::stored::{self, StoredPassage, StoredSentence};
use crate::passage;

impl SegmentBuilder {
    /// Analyses an article in one pass and records it.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Storage`] when the disk refuses.
    pub(in crate::index) fn add(&mut self, article: &Article, origin: &Origin) -> Result<()> {
        let mut document = TantivyDocument::new();
        self.add_body(&mut document, article)?;
        self.title.begin();
        self.title.add(&article.title, &mut self.analyzer, &mut self.inverted);
        self.add_metadata(&mut document, article);
        self.add_origin(&mut document, article, origin);
        self.inverted.end_document();
        self.columns.add_document(&document).map_err(|cause| storage(&self.place, cause))?;
        let stored = self.store.store(&document, &self.segment.schema());
        stored.map_err(|cause| storage(&self.place, cause))
    }

    fn add_body(&mut self, document: &mut TantivyDocument, article: &Article) -> Result<()> {
        let fields = self.fields;
        let mut passages = Vec::new();
        self.body.begin();
        for passage in passage::split(&article.body) {
            let mut sentences = Vec::with_capacity(passage.sentences.len());
            for sentence in &passage.sentences {
                let text = article.body.get(sentence.byte_start..sentence.byte_end).unwrap_or("");
                let position = self.body.add(text, &mut self.analyzer, &mut self.inverted);
                if sentences.is_empty() {
                    document.add_u64(fields.passages, u64::from(position));
                }
                self.inverted.add_term(fields.marks, SENTENCE_MARK.as_bytes(), position);
                if sentence.starts_paragraph {
                    self.inverted.add_term(fields.marks, PARAGRAPH_MARK.as_bytes(), position);
                }
                let (byte_start, byte_end) = (sentence.byte_start, sentence.byte_end);
                sentences.push(StoredSentence { byte_start, byte_end, position });
            }
            passages.push(StoredPassage { sentences });
        }
        document.add_u64(fields.words, u64::from(self.body.words()));
        document.add_u64(fields.text_bytes, article.body.len() as u64);
        document.add_bytes(fields.stored, &stored::encode(article, &passages)?);
        Ok(())
    }

    fn add_metadata(&mut self, document: &mut TantivyDocument, article: &Article) {
        let fields = self.fields;
        let named = [
            (fields.source, &article.source),
            (fields.author, &article.author),
            (fields.section, &article.section),
            (fields.url, &article.url),
            (fields.lang, &article.lang),
        ];
        for (field, value) in named {
            self.add_forms(field, value.as_deref().unwrap_or(""));
        }
        if let Some(source) = &article.source {
            document.add_text(fields.source_name, source);
        }
        if let Some(date) = article.date {
            let second = date.first_second();
            self.inverted.add_term(fields.date, &i64_to_u64(second).to_be_bytes(), 0);
            document.add_i64(fields.date, second);
        }
    }

    fn add_forms(&mut self, field: Field, text: &str) {
        let inverted = &mut self.inverted;
        self.analyzer.analyze_forms(text, |position, form| {
            inverted.add_term(field, bounded(form).as_bytes(), position);
        });
    }

    fn add_origin(&mut self, document: &mut TantivyDocument, article: &Article, origin: &Origin) {
        let fields = self.fields;
        self.inverted.add_term(fields.id, article.id.as_bytes(), 0);
        self.inverted.add_term(fields.root, origin.root.as_bytes(), 0);
        document.add_u64(fields.content_hash, origin.content_hash);
    }
}
