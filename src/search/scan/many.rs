//! A word that stands for many forms, such as `militair*`: their mentions are added up at once.

use std::rc::Rc;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, TERMINATED};

use super::bits::{Bits, WINDOW};
use crate::error::Result;
use crate::index::unreadable;
use crate::search::bm25::{Lengths, MAX_SATURATION};
use crate::search::cursor::SegmentContext;
use crate::search::plan::{WeightedTerm, Zone};

/// The mentions of all forms, article by article.
pub(super) struct ManyForms {
    zones: Vec<ZoneMentions>,
    cost: u32,
}

/// The mentions in one zone.
struct ZoneMentions {
    zone: Zone,
    /// By article, at most 255.
    mentions: Vec<u8>,
    lengths: Option<Rc<Lengths>>,
    /// All forms weigh alike.
    weight: f32,
}

impl ManyForms {
    /// Reads the postings of all terms.
    pub(super) fn open(context: &SegmentContext<'_>, terms: &[WeightedTerm]) -> Result<ManyForms> {
        let mut forms = ManyForms { zones: Vec::new(), cost: 0 };
        let mut reused = None;
        for term in terms {
            let Some(Some(info)) = term.places.get(context.ordinal) else { continue };
            let inverted = context.inverted(term.column)?;
            let option = IndexRecordOption::WithFreqs;
            let block = match &mut reused {
                Some(block) => {
                    let reset = inverted.reset_block_postings_from_terminfo(info, block);
                    reset.map_err(unreadable)?;
                    block
                }
                None => {
                    let opened = inverted.read_block_postings_from_terminfo(info, option);
                    reused.insert(opened.map_err(unreadable)?)
                }
            };
            forms.cost = forms.cost.saturating_add(info.doc_freq);
            let mentions = forms.zone(context, term)?;
            while !block.docs().is_empty() {
                for (&doc, &count) in block.docs().iter().zip(block.freqs()) {
                    if let Some(entry) = mentions.get_mut(doc as usize) {
                        *entry = entry.saturating_add(count.min(255) as u8);
                    }
                }
                block.advance();
            }
        }
        Ok(forms)
    }

    fn zone(&mut self, context: &SegmentContext<'_>, term: &WeightedTerm) -> Result<&mut [u8]> {
        let at = match self.zones.iter().position(|zone| zone.zone == term.zone) {
            Some(at) => at,
            None => {
                self.zones.push(ZoneMentions {
                    zone: term.zone,
                    mentions: vec![0; context.segment.max_doc() as usize],
                    lengths: context.lengths(term.column)?,
                    weight: term.weight,
                });
                self.zones.len() - 1
            }
        };
        Ok(&mut self.zones[at].mentions)
    }

    pub(super) fn cost(&self) -> u32 {
        self.cost
    }

    pub(super) fn multiply(&mut self, times: f32) {
        self.zones.iter_mut().for_each(|zone| zone.weight *= times);
    }

    pub(super) fn ceiling(&self) -> f32 {
        self.zones.iter().map(|zone| zone.weight * MAX_SATURATION).sum()
    }

    pub(super) fn next(&self, from: DocId) -> DocId {
        let ends = self.zones.iter().map(|zone| zone.mentions.len() as DocId);
        if from < ends.max().unwrap_or(0) { from } else { TERMINATED }
    }

    /// Adds the articles of a window to a set.
    pub(super) fn mark(&self, start: DocId, bits: &mut Bits) {
        for zone in &self.zones {
            let end = zone.mentions.len().min(start as usize + WINDOW as usize);
            let window = zone.mentions.get(start as usize..end).unwrap_or_default();
            for (at, eight) in window.chunks(8).enumerate() {
                if eight.iter().all(|&count| count == 0) {
                    continue;
                }
                for (index, _) in eight.iter().enumerate().filter(|(_, count)| **count > 0) {
                    bits.set(at * 8 + index);
                }
            }
        }
    }

    /// Returns the score of an article.
    pub(super) fn score(&self, doc: DocId) -> f32 {
        let mut score = 0.0;
        for zone in &self.zones {
            let mentions = zone.mentions.get(doc as usize).copied().unwrap_or(0);
            if let (Some(lengths), 1..) = (&zone.lengths, mentions) {
                score += zone.weight * lengths.saturation(doc, u32::from(mentions));
            }
        }
        score
    }
}
