//! A word that stands for many forms, such as `militair*`, in the few articles that are asked for.

use std::rc::Rc;
use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader};

use super::places::Places;
use super::postings::Blocks;
use super::{Cursor, Mark, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::index::unreadable;
use crate::search::bm25::Lengths;
use crate::search::failure::Failure;
use crate::search::plan::{WeightedTerm, Zone};

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
    failure: Failure,
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
    /// Looks the articles that are asked for up in the postings of all terms.
    pub(super) fn new(
        context: &SegmentContext<'_>,
        asked: &[DocId],
        terms: &[WeightedTerm],
        clause: u16,
    ) -> Result<Self> {
        let (mut forms, mut entries) = (Vec::new(), Vec::new());
        let mut blocks = Blocks::default();
        for term in terms {
            let Some(Some(info)) = term.places.get(context.ordinal) else { continue };
            let inverted = context.inverted(term.column)?;
            let block = blocks.open(&inverted, info)?;
            let known = entries.len();
            look_up(block, asked, |doc, mentions| {
                entries.push(Entry { doc, form: forms.len() as u32, mentions });
            });
            if entries.len() > known {
                forms.push(Form::new(context, term, info)?);
            }
        }
        entries.sort_unstable();
        Ok(FormsCursor { entries, forms, clause, at: 0, failure: context.failure.clone() })
    }

    /// Returns the entries of the current article.
    fn here(&self) -> &[Entry] {
        here(&self.entries[self.at..])
    }

    /// Reads the positions in a zone of the current article.
    fn positions(&mut self, zone: Zone) -> Vec<u32> {
        let mut positions = Vec::new();
        for entry in here(&self.entries[self.at..]) {
            let form = &mut self.forms[entry.form as usize];
            if form.zone == zone {
                self.failure.heed(form.positions(entry.doc, &mut positions));
            }
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

/// Returns the entries of the first article.
fn here(rest: &[Entry]) -> &[Entry] {
    let Some(first) = rest.first() else { return rest };
    let end = rest.iter().position(|entry| entry.doc != first.doc);
    &rest[..end.unwrap_or(rest.len())]
}

/// Names those of the articles asked for that the postings have, with their mentions.
fn look_up(block: &mut BlockSegmentPostings, asked: &[DocId], mut name: impl FnMut(DocId, u32)) {
    let mut rest = asked;
    while let Some(&doc) = rest.first() {
        let at = block.seek(doc);
        let (Some(&here), Some(&mentions)) = (block.docs().get(at), block.freqs().get(at)) else {
            return;
        };
        if here == doc {
            name(doc, mentions);
        }
        rest = &rest[rest.partition_point(|&other| other <= doc || other < here)..];
    }
}

impl Form {
    fn new(context: &SegmentContext<'_>, term: &WeightedTerm, info: &TermInfo) -> Result<Form> {
        let (inverted, info) = (context.inverted(term.column)?, info.clone());
        let lengths = context.lengths(term.column)?;
        let (weight, zone) = (term.weight, term.zone);
        Ok(Form { inverted, info, lengths, weight, zone, positions: None })
    }

    /// Appends the positions in one article; articles are asked in order.
    fn positions(&mut self, doc: DocId, found: &mut Vec<u32>) -> Result<()> {
        let mut postings = match self.positions.take() {
            Some(postings) => postings,
            None => self.open_positions()?,
        };
        let here = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
        if here == doc {
            postings.append_positions_with_offset(0, found);
        }
        if self.info.doc_freq > KEPT_OPEN_ABOVE {
            self.positions = Some(postings);
        }
        Ok(())
    }

    fn open_positions(&self) -> Result<Box<SegmentPostings>> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let opened = self.inverted.read_postings_from_terminfo(&self.info, option);
        opened.map(Box::new).map_err(unreadable)
    }
}

impl Cursor for FormsCursor {
    fn doc(&self) -> DocId {
        self.entries.get(self.at).map_or(TERMINATED, |entry| entry.doc)
    }

    fn approach(&mut self, target: DocId) -> DocId {
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

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        self.positions(zone).into_iter().for_each(|position| places.insert(position));
        true
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let clause = self.clause;
        let positions = self.positions(zone).into_iter();
        found.extend(positions.map(|position| Occurrence::of_word(position, clause, true)));
    }

    fn marks(&mut self, zone: Zone, marks: &mut Vec<Mark>) {
        let clause = self.clause;
        let positions = self.positions(zone).into_iter();
        marks.extend(positions.map(|position| Mark::of_word(position, clause, true)));
    }
}
