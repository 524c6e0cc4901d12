//! How often a word that stands for many forms, such as `militair*`, occurs in each article.

use std::rc::Rc;
use std::sync::Arc;

use tantivy::{DocId, TERMINATED};

use super::SegmentContext;
use super::postings::Blocks;
use crate::error::Result;
use crate::search::bm25::Lengths;
use crate::search::impacts::{Impacts, Joined};
use crate::search::plan::{WeightedTerm, Zone};

/// The mentions of all forms, article by article.
pub(in crate::search) struct Mentions {
    zones: Vec<ZoneMentions>,
    cost: u32,
}

/// The mentions in one zone.
struct ZoneMentions {
    zone: Zone,
    /// By article, at most [`MANY`].
    counts: Vec<u8>,
    /// The articles that have the word, one bit each.
    bits: Vec<u64>,
    lengths: Option<Rc<Lengths>>,
    /// All forms weigh alike.
    weight: f32,
}

impl ZoneMentions {
    fn add(&mut self, doc: DocId, count: u32) {
        let block = (doc / u64::BITS) as usize;
        if let (Some(entry), Some(bits)) =
            (self.counts.get_mut(doc as usize), self.bits.get_mut(block))
        {
            *entry = entry.saturating_add(count.min(u32::from(MANY)) as u8);
            *bits |= 1 << (doc % u64::BITS);
        }
    }

    /// Returns the articles of a block of 64, or none behind the last one.
    fn block(&self, block: usize) -> Option<u64> {
        self.bits.get(block).copied()
    }

    /// Names the articles that have the word, and how often.
    fn each(&self, mut name: impl FnMut(DocId, u32)) {
        for (start, &bits) in (0..).step_by(u64::BITS as usize).zip(&self.bits) {
            let mut rest = bits;
            while rest != 0 {
                let doc = start + rest.trailing_zeros();
                name(doc, u32::from(self.counts[doc as usize]));
                rest &= rest - 1;
            }
        }
    }
}

/// A number that stands for itself and all above it.
const MANY: u8 = u8::MAX;

impl Mentions {
    /// Reads the postings of all terms.
    pub(in crate::search) fn open(
        context: &SegmentContext<'_>,
        terms: &[WeightedTerm],
    ) -> Result<Mentions> {
        let mut mentions = Mentions { zones: Vec::new(), cost: 0 };
        let mut blocks = Blocks::default();
        for term in terms {
            let Some(Some(info)) = term.places.get(context.ordinal) else { continue };
            let inverted = context.inverted(term.column)?;
            let block = blocks.open(&inverted, info)?;
            mentions.cost = mentions.cost.saturating_add(info.doc_freq);
            let zone = mentions.zone(context, term)?;
            while !block.docs().is_empty() {
                let mentions = block.docs().iter().zip(block.freqs());
                mentions.for_each(|(&doc, &count)| zone.add(doc, count));
                block.advance();
            }
        }
        Ok(mentions)
    }

    fn zone(
        &mut self,
        context: &SegmentContext<'_>,
        term: &WeightedTerm,
    ) -> Result<&mut ZoneMentions> {
        let at = match self.zones.iter().position(|zone| zone.zone == term.zone) {
            Some(at) => at,
            None => {
                let max_doc = context.segment.max_doc();
                self.zones.push(ZoneMentions {
                    zone: term.zone,
                    counts: vec![0; max_doc as usize],
                    bits: vec![0; max_doc.div_ceil(u64::BITS) as usize],
                    lengths: context.lengths(term.column)?,
                    weight: term.weight,
                });
                self.zones.len() - 1
            }
        };
        Ok(&mut self.zones[at])
    }

    /// Returns about how many articles there are.
    pub(in crate::search) fn cost(&self) -> u32 {
        self.cost
    }

    /// Returns what the forms are worth together, zone by zone.
    pub(in crate::search) fn into_parts(self) -> Vec<Joined> {
        let part = |zone: ZoneMentions| {
            let count = zone.bits.iter().map(|bits| bits.count_ones() as usize).sum();
            let (mut docs, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count));
            zone.each(|doc, count| {
                docs.push(doc);
                let lengths = zone.lengths.as_ref();
                values.extend(lengths.map(|lengths| lengths.saturation(doc, count)));
            });
            let impacts = Arc::new(Impacts::new(docs, values, zone.counts.len() as u32));
            Joined { impacts, weight: zone.weight, makes_match: true }
        };
        self.zones.into_iter().map(part).collect()
    }

    /// Returns the articles of a block that have the word, whatever the zone; none behind the last
    /// block.
    pub(super) fn block(&self, block: usize) -> Option<u64> {
        let blocks = self.zones.iter().map(|zone| zone.block(block));
        blocks.reduce(|all, zone| all.zip(zone).map(|(all, zone)| all | zone))?
    }

    /// Returns the score of an article.
    pub(in crate::search) fn score(&self, doc: DocId) -> f32 {
        let mut score = 0.0;
        for zone in &self.zones {
            let mentions = zone.counts.get(doc as usize).copied().unwrap_or(0);
            if let (Some(lengths), 1..) = (&zone.lengths, mentions) {
                score += zone.weight * lengths.saturation(doc, u32::from(mentions));
            }
        }
        score
    }

    /// Returns a number that the mentions in an article do not exceed.
    pub(super) fn most(&self, doc: DocId) -> u32 {
        let counts = self.zones.iter().map(|zone| match zone.counts.get(doc as usize) {
            Some(&MANY) => u32::MAX,
            count => u32::from(count.copied().unwrap_or(0)),
        });
        counts.fold(0, u32::saturating_add)
    }

    /// Tells whether an article has the word in a zone.
    pub(super) fn has(&self, doc: DocId, zone: Zone) -> bool {
        let mut zones = self.zones.iter().filter(|own| own.zone == zone);
        zones.any(|zone| zone.counts.get(doc as usize).is_some_and(|&count| count > 0))
    }
}

/// Returns the first article that is not before `from` in blocks of 64 articles, of which there is
/// none behind the last one. Block by block: one part of many may have next to no article.
pub(super) fn first(from: DocId, block_of: impl Fn(usize) -> Option<u64>) -> DocId {
    let mut block = (from / u64::BITS) as usize;
    let mut open = u64::MAX << (from % u64::BITS);
    while let Some(bits) = block_of(block) {
        if bits & open != 0 {
            return block as DocId * u64::BITS + (bits & open).trailing_zeros();
        }
        (block, open) = (block + 1, u64::MAX);
    }
    TERMINATED
}
