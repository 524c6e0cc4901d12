//! Impacts: which articles have a word, and what its mentions are worth there, ready in memory.
//!
//! Beside the worth of each article stands the highest in every section of eight articles, so that
//! blocks which cannot reach the best hits are passed over: block bounds by article number
//! (Dimopoulos, Nepomnyachiy and Suel, *Optimizing top-k document retrieval strategies for
//! block-max indexes*, WSDM 2013), told in one byte each.

mod cache;
mod docs;
mod ends;
mod key;
mod peaks;
mod positions;
mod stands;

use std::sync::Arc;

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;

pub(super) use cache::Cache;
pub(super) use docs::Docs;
use docs::is_dense;
pub(super) use key::Key;
pub(super) use positions::{InOrder, Positions, TermPositions, ZonePositions};
pub(super) use stands::Stands;

use self::cache::Weighty;
use self::peaks::Peaks;
use super::bm25::Lengths;
use super::scan::{Scale, SectionBounds, WINDOW, section_of};

/// One term of one segment, or several counted as one.
pub(super) struct Impacts {
    docs: Arc<Docs>,
    /// How much the mentions of each article count, by rank.
    values: Box<[f32]>,
    /// Only of articles that stand as bits; others are few enough to be looked at one by one.
    peaks: Option<Peaks>,
    peak: f32,
}

/// What values count, and how bounds tell that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    weight: f32,
    scale: Scale,
    /// Units of the highest value of all.
    units: u16,
}

/// A part of [`Impacts::joined`].
pub(super) struct Joined {
    pub impacts: Arc<Impacts>,
    pub weight: f32,
    /// Whether its articles count, or only what it adds to those of the others.
    pub makes_match: bool,
}

impl Impacts {
    /// Reads postings to their end; they score by `lengths`, or not at all.
    pub(super) fn read(
        postings: &mut BlockSegmentPostings,
        lengths: Option<&Lengths>,
        max_doc: DocId,
    ) -> Impacts {
        let count = postings.doc_freq() as usize;
        let (mut docs, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count));
        while !postings.docs().is_empty() {
            docs.extend_from_slice(postings.docs());
            if let Some(lengths) = lengths {
                let mentions = postings.docs().iter().zip(postings.freqs());
                values.extend(mentions.map(|(&doc, &count)| lengths.saturation(doc, count)));
            }
            postings.advance();
        }
        Impacts::new(docs, values, max_doc)
    }

    /// Holds articles, given in order, with a value for each, or none where they do not score.
    pub(super) fn new(docs: Vec<DocId>, mut values: Vec<f32>, max_doc: DocId) -> Impacts {
        values.resize(docs.len(), 0.0);
        let peak = values.iter().copied().fold(0.0, f32::max);
        let articles = docs.iter().copied().zip(values.iter().copied());
        let peaks =
            is_dense(docs.len() as u32, max_doc).then(|| Peaks::new(articles, peak, max_doc));
        Impacts { docs: Arc::new(Docs::new(docs, max_doc)), values: values.into(), peaks, peak }
    }

    /// Joins what the terms of a word say: in each article the sum of their values, weighed, in
    /// their order.
    pub(super) fn joined(parts: &[Joined], max_doc: DocId) -> Impacts {
        let matching = parts.iter().filter(|part| part.makes_match);
        let docs = Docs::united(matching.map(|part| &*part.impacts.docs), max_doc);
        let value = |&doc: &DocId| parts.iter().map(|it| it.weight * it.impacts.value(doc)).sum();
        let values = docs.iter().map(value).collect();
        Impacts::new(docs, values, max_doc)
    }

    /// Returns the bytes that so many articles will take.
    pub(super) fn bytes_of(count: u32, max_doc: DocId) -> usize {
        let peaks = if is_dense(count, max_doc) { Peaks::bytes_of(max_doc) } else { 0 };
        Docs::bytes_of(count, max_doc) + count as usize * size_of::<f32>() + peaks
    }

    /// Returns the articles.
    pub(super) fn docs(&self) -> &Arc<Docs> {
        &self.docs
    }

    /// Adds the highest value of each section of a window, weighed.
    pub(super) fn add_peaks(&self, start: DocId, weighed: Weighed, bounds: &mut SectionBounds) {
        let Weighed { weight, scale, units } = weighed;
        if let Some(peaks) = &self.peaks {
            return peaks.add(start, units, bounds);
        }
        let (mut section, mut highest) = (0, 0.0_f32);
        let mut add = |section: usize, highest: f32| {
            bounds[section] = bounds[section].saturating_add(scale.steps(weight * highest));
        };
        for (doc, value) in self.of_window(start) {
            let own = section_of(doc);
            if own != section {
                add(section, highest);
                (section, highest) = (own, 0.0);
            }
            highest = highest.max(value);
        }
        add(section, highest);
    }

    /// Prepares a weight for telling bounds in steps of a scale.
    pub(super) fn weighed(&self, weight: f32, scale: Scale) -> Weighed {
        Weighed { weight, scale, units: scale.units(weight * self.peak) }
    }

    /// Lists the articles of a window, where they stand as numbers, with their values.
    fn of_window(&self, start: DocId) -> impl Iterator<Item = (DocId, f32)> + '_ {
        let ranks = self.docs.numbers(start, WINDOW);
        let values = self.values.get(ranks.clone()).unwrap_or_default();
        self.docs.as_numbers()[ranks].iter().copied().zip(values.iter().copied())
    }

    /// Returns the highest value of all articles.
    pub(super) fn peak(&self) -> f32 {
        self.peak
    }

    /// Returns how much the mentions in an article count, 0 where it lacks the term.
    #[inline]
    pub(super) fn value(&self, doc: DocId) -> f32 {
        self.docs.rank(doc).map_or(0.0, |rank| self.value_of(rank))
    }

    /// Returns how much the mentions in the article of a rank count.
    #[inline]
    pub(super) fn value_of(&self, rank: usize) -> f32 {
        self.values.get(rank).copied().unwrap_or(0.0)
    }
}

impl Weighty for Impacts {
    fn bytes(&self) -> usize {
        let peaks = self.peaks.as_ref().map_or(0, Peaks::bytes);
        self.docs.bytes() + size_of_val(&*self.values) + peaks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::scan::{BLOCK, BLOCKS_OF_WINDOW, SECTION, SECTIONS_OF_BLOCK};

    const MAX_DOC: DocId = 2 * WINDOW + 100;

    fn highest(articles: &[(DocId, f32)], from: DocId, length: u32) -> f32 {
        let here = articles.iter().filter(|(doc, _)| (from..from + length).contains(doc));
        here.map(|(_, value)| *value).fold(0.0, f32::max)
    }

    fn check(impacts: &Impacts, articles: &[(DocId, f32)]) {
        let peak = highest(articles, 0, MAX_DOC);
        assert_eq!(impacts.peak(), peak);
        let value = |doc| articles.iter().find(|(own, _)| *own == doc).map_or(0.0, |own| own.1);
        for start in [0, WINDOW, 2 * WINDOW] {
            let mut bounds = [7; SECTIONS_OF_BLOCK * BLOCKS_OF_WINDOW];
            let scale = Scale::new(2.0 * peak, 1);
            impacts.add_peaks(start, impacts.weighed(2.0, scale), &mut bounds);
            for section in (start..start + WINDOW).step_by(SECTION as usize) {
                let least = 2.0 * highest(articles, section, SECTION);
                let bound = scale.score(bounds[section_of(section)] - 7);
                assert!(bound * 1.00001 >= least && bound <= least + 0.05 * peak);
            }
        }
        for (doc, value) in articles {
            if let Some(ranked) = impacts.docs().ranked((doc / BLOCK) as usize) {
                assert_eq!(impacts.value_of(ranked.rank(*doc)), *value);
            }
        }
        (0..MAX_DOC).for_each(|doc| assert_eq!(impacts.value(doc), value(doc)));
    }

    /// Articles with their values, in order, and how they are held.
    fn held(values: &[(DocId, f32)]) -> (Vec<(DocId, f32)>, Impacts) {
        let mut articles = values.to_vec();
        articles.sort_by_key(|(doc, _)| *doc);
        articles.dedup_by_key(|(doc, _)| *doc);
        let (docs, values) = articles.iter().copied().unzip();
        (articles, Impacts::new(docs, values, MAX_DOC))
    }

    proptest! {
        #[test]
        fn impacts_say_what_was_put_in(
            values in prop::collection::vec((0..MAX_DOC, 0.01_f32..1.0), 0..60),
        ) {
            let (articles, impacts) = held(&values);
            prop_assert_eq!(impacts.bytes(), Impacts::bytes_of(articles.len() as u32, MAX_DOC));
            check(&impacts, &articles);
        }

        #[test]
        fn joined_impacts_are_sums(
            values in prop::collection::vec((0..MAX_DOC, 0.01_f32..1.0), 0..60),
            more in prop::collection::vec((0..MAX_DOC, 0.01_f32..1.0), 0..60),
            makes_match: bool,
        ) {
            let ((mut articles, first), (others, second)) = (held(&values), held(&more));
            let part = |impacts, weight, makes_match| {
                Joined { impacts: Arc::new(impacts), weight, makes_match }
            };
            let parts = [part(first, 2.0, true), part(second, 0.5, makes_match)];
            let joined = Impacts::joined(&parts, MAX_DOC);
            articles.iter_mut().for_each(|(_, value)| *value *= 2.0);
            for (doc, value) in others {
                match articles.iter_mut().find(|(own, _)| *own == doc) {
                    Some((_, own)) => *own += 0.5 * value,
                    None if makes_match => articles.push((doc, 0.5 * value)),
                    None => {}
                }
            }
            articles.sort_by_key(|(doc, _)| *doc);
            check(&joined, &articles);
        }
    }
}
