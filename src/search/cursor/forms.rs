//! A word that stands for many forms, such as `militair*`: their articles are listed once.

use std::rc::Rc;
use std::sync::Arc;

use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader};

use super::{Cursor, Mark, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::index::unreadable;
use crate::search::bm25::Lengths;
use crate::search::plan::{TermSet, WeightedTerm, Zone};

/// Walks through the listed articles.
pub(super) struct FormsCursor {
    entries: Vec<Entry>,
    forms: Vec<Form>,
    clause: u16,
    /// First entry of the current article.
    at: usize,
}

/// One form in one article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    doc: DocId,
    form: u32,
    mentions: u32,
}

/// One form of the word in one field.
struct Form {
    inverted: Arc<InvertedIndexReader>,
    info: TermInfo,
    lengths: Option<Rc<Lengths>>,
    weight: f32,
    zone: Zone,
}

impl FormsCursor {
    pub(super) fn new(context: &SegmentContext<'_>, set: &TermSet) -> Result<Self> {
        let mut forms = Vec::with_capacity(set.terms.len());
        let mut entries = Vec::new();
        for term in &set.terms {
            let Some(form) = Form::open(context, term)? else { continue };
            form.list(forms.len() as u32, &mut entries)?;
            forms.push(form);
        }
        entries.sort_unstable();
        Ok(FormsCursor { entries, forms, clause: set.clause, at: 0 })
    }

    /// Returns the entries of the current article.
    fn here(&self) -> &[Entry] {
        let rest = &self.entries[self.at..];
        let Some(first) = rest.first() else { return rest };
        let end = rest.iter().position(|entry| entry.doc != first.doc);
        &rest[..end.unwrap_or(rest.len())]
    }
}

impl Form {
    fn open(context: &SegmentContext<'_>, term: &WeightedTerm) -> Result<Option<Form>> {
        let Some(Some(info)) = term.places.get(context.ordinal) else { return Ok(None) };
        let (inverted, info) = (context.inverted(term.column)?, info.clone());
        let lengths = context.lengths(term.column)?;
        Ok(Some(Form { inverted, info, lengths, weight: term.weight, zone: term.zone }))
    }

    fn list(&self, form: u32, entries: &mut Vec<Entry>) -> Result<()> {
        let mut postings = self
            .inverted
            .read_postings_from_terminfo(&self.info, IndexRecordOption::WithFreqs)
            .map_err(unreadable)?;
        while postings.doc() != TERMINATED {
            let (doc, mentions) = (postings.doc(), postings.term_freq());
            entries.push(Entry { doc, form, mentions });
            postings.advance();
        }
        Ok(())
    }

    /// Appends the positions in one article.
    fn positions(&self, doc: DocId, found: &mut Vec<u32>) {
        let option = IndexRecordOption::WithFreqsAndPositions;
        // The same bytes were read when the articles were listed.
        let Ok(mut postings) = self.inverted.read_postings_from_terminfo(&self.info, option) else {
            return;
        };
        if postings.seek(doc) == doc {
            postings.append_positions_with_offset(0, found);
        }
    }
}

impl Cursor for FormsCursor {
    fn doc(&self) -> DocId {
        self.entries.get(self.at).map_or(TERMINATED, |entry| entry.doc)
    }

    fn advance(&mut self) -> DocId {
        self.at += self.here().len();
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.at += self.entries[self.at..].partition_point(|entry| entry.doc < target);
        }
        self.doc()
    }

    fn cost(&self) -> u32 {
        self.entries.len() as u32
    }

    fn score(&mut self) -> f32 {
        let mut score = 0.0;
        for zone in [Zone::Body, Zone::Title] {
            let mut mentions = 0;
            let mut last = None;
            for entry in self.here() {
                let form = &self.forms[entry.form as usize];
                if form.zone == zone {
                    mentions += entry.mentions;
                    last = Some(form);
                }
            }
            if let Some(Form { lengths: Some(lengths), weight, .. }) = last {
                score += weight * lengths.saturation(self.doc(), mentions);
            }
        }
        score
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let mut positions = Vec::new();
        for entry in self.here() {
            let form = &self.forms[entry.form as usize];
            if form.zone == zone {
                form.positions(entry.doc, &mut positions);
            }
        }
        positions.sort_unstable();
        positions.dedup();
        let clause = self.clause;
        found.extend(positions.into_iter().map(|start| {
            let end = start + 1;
            Occurrence { start, end, marks: vec![Mark { start, end, clause, is_exact: true }] }
        }));
    }
}
