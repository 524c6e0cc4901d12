//! A word that stands for many forms, such as `militair*`: their articles are listed once.

use std::rc::Rc;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader};

use super::{Cursor, Mark, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::index::unreadable;
use crate::search::bm25::Lengths;
use crate::search::plan::{TermSet, WeightedTerm, Zone};

/// Forms of more articles are kept open for their positions, at some kilobytes each: to seek on
/// costs less than to begin anew. The many rare forms begin anew, which skips little.
const KEPT_OPEN_ABOVE: u32 = 16;

/// Walks through the listed articles.
pub(super) struct FormsCursor {
    entries: Vec<Entry>,
    forms: Vec<Form>,
    clause: u16,
    /// First entry of the current article.
    at: usize,
}

/// One form in one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Its positions, once they were asked for.
    positions: Option<Box<SegmentPostings>>,
}

impl FormsCursor {
    pub(super) fn new(context: &SegmentContext<'_>, set: &TermSet) -> Result<Self> {
        let mut forms = Vec::with_capacity(set.terms.len());
        let places = set.terms.iter().filter_map(|term| term.places.get(context.ordinal)?.as_ref());
        let mut entries = Vec::with_capacity(places.map(|info| info.doc_freq as usize).sum());
        for term in &set.terms {
            let Some(form) = Form::open(context, term)? else { continue };
            form.list(forms.len() as u32, &mut entries)?;
            forms.push(form);
        }
        let entries = by_article(entries, context.segment.max_doc() as usize);
        Ok(FormsCursor { entries, forms, clause: set.clause, at: 0 })
    }

    /// Returns the entries of the current article.
    fn here(&self) -> &[Entry] {
        here(&self.entries[self.at..])
    }
}

/// Returns the entries of the first article.
fn here(rest: &[Entry]) -> &[Entry] {
    let Some(first) = rest.first() else { return rest };
    let end = rest.iter().position(|entry| entry.doc != first.doc);
    &rest[..end.unwrap_or(rest.len())]
}

/// Orders entries by article; within an article the forms stay in order.
fn by_article(mut entries: Vec<Entry>, articles: usize) -> Vec<Entry> {
    let is_sparse = entries.len() < articles / 8;
    if is_sparse || entries.iter().any(|entry| entry.doc as usize >= articles) {
        entries.sort_unstable();
        return entries;
    }
    // Where the entries of each article go: those of the articles before it come first.
    let mut places = vec![0; articles + 1];
    for entry in &entries {
        places[entry.doc as usize + 1] += 1;
    }
    for doc in 0..articles {
        places[doc + 1] += places[doc];
    }
    let mut ordered = entries.clone();
    for entry in entries {
        let place = &mut places[entry.doc as usize];
        ordered[*place] = entry;
        *place += 1;
    }
    ordered
}

impl Form {
    fn open(context: &SegmentContext<'_>, term: &WeightedTerm) -> Result<Option<Form>> {
        let Some(Some(info)) = term.places.get(context.ordinal) else { return Ok(None) };
        let (inverted, info) = (context.inverted(term.column)?, info.clone());
        let lengths = context.lengths(term.column)?;
        let (weight, zone) = (term.weight, term.zone);
        Ok(Some(Form { inverted, info, lengths, weight, zone, positions: None }))
    }

    fn list(&self, form: u32, entries: &mut Vec<Entry>) -> Result<()> {
        let option = IndexRecordOption::WithFreqs;
        let opened = self.inverted.read_block_postings_from_terminfo(&self.info, option);
        let mut block = opened.map_err(unreadable)?;
        while !block.docs().is_empty() {
            let here = block.docs().iter().zip(block.freqs());
            entries.extend(here.map(|(&doc, &mentions)| Entry { doc, form, mentions }));
            block.advance();
        }
        Ok(())
    }

    /// Appends the positions in one article; articles are asked in order.
    fn positions(&mut self, doc: DocId, found: &mut Vec<u32>) {
        let Some(mut postings) = self.positions.take().or_else(|| self.open_positions()) else {
            return;
        };
        let here = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
        if here == doc {
            postings.append_positions_with_offset(0, found);
        }
        if self.info.doc_freq > KEPT_OPEN_ABOVE {
            self.positions = Some(postings);
        }
    }

    fn open_positions(&self) -> Option<Box<SegmentPostings>> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        // The same bytes were read when the articles were listed.
        self.inverted.read_postings_from_terminfo(&self.info, option).ok().map(Box::new)
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

    fn most_mentions(&self) -> u32 {
        self.here().iter().map(|entry| entry.mentions).fold(0, u32::saturating_add)
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let mut positions = Vec::new();
        for entry in here(&self.entries[self.at..]) {
            let form = &mut self.forms[entry.form as usize];
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_by_article_then_by_form() {
        let entry = |doc, form| Entry { doc, form, mentions: 1 };
        let by_form = vec![entry(0, 0), entry(7, 0), entry(2, 1), entry(7, 1), entry(0, 2)];
        let mut expected = by_form.clone();
        expected.sort_unstable();
        for articles in [8, 1000] {
            assert_eq!(by_article(by_form.clone(), articles), expected, "{articles}");
        }
    }
}
