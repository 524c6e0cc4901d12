//! A word at work on one segment: which articles have it, and what it scores.

use tantivy::DocId;

use super::bits::{BLOCK, BLOCKS_OF_WINDOW, Bits, Bounds, WINDOW};
use super::buffers::Buffer;
use super::list::List;
use crate::error::Result;
use crate::search::cursor::{Mentions, SegmentContext, is_many};
use crate::search::impacts::Sums;
use crate::search::plan::{TermSet, WeightedTerm};

/// Beyond so many terms, their mentions are added up beforehand.
pub(in crate::search) const MIN_FORMS: usize = 12;

/// A word: a few lists, any of which will do.
pub(super) struct Leaf {
    lists: Vec<List>,
    /// Lists that only add to the score of articles that others have: the form as typed.
    attached: Vec<List>,
    /// The highest score of any article, all counted.
    pub(super) ceiling: f32,
    pub(super) is_scored: bool,
    /// Whether only articles in question count as having the word: those that another wording of
    /// the same clause has count by that one.
    is_alternative: bool,
    buffer: Buffer,
    /// The window that was looked at last.
    window: Option<usize>,
}

impl Leaf {
    pub(super) fn open(
        context: &SegmentContext<'_>,
        set: &TermSet,
        is_scored: bool,
    ) -> Result<Leaf> {
        let (attached, lists) = match is_many(&set.terms) {
            true => (Vec::new(), count_forms(context, &set.terms)?),
            false => open_lists(context, &set.terms)?,
        };
        let mut leaf = Leaf::of(context, lists, is_scored);
        leaf.attached = attached;
        leaf.cap();
        Ok(leaf)
    }

    /// Opens what stands at one place of a phrase, to tell which articles can have the phrase;
    /// `None` when that takes longer than to see where the words meet.
    pub(super) fn open_place(
        context: &SegmentContext<'_>,
        terms: &[WeightedTerm],
    ) -> Result<Option<Leaf>> {
        let mut lists = Vec::new();
        for term in terms.iter().filter(|term| term.makes_match) {
            let Some(Some(info)) = term.places.get(context.ordinal) else { continue };
            let Some(impacts) = context.kept_impacts(term.column, info)? else { return Ok(None) };
            lists.push(List { impacts, weight: 0.0 });
        }
        Ok(Some(Leaf::of(context, lists, false)))
    }

    /// Opens a pair that scores `weight` with endless mentions.
    pub(super) fn open_pair(
        context: &SegmentContext<'_>,
        terms: &[WeightedTerm],
        weight: f32,
        is_scored: bool,
    ) -> Result<Leaf> {
        let mut lists = match terms {
            [_] => open_lists(context, terms)?.1,
            _ => count_forms(context, terms)?,
        };
        lists.iter_mut().for_each(|list| list.weight = weight);
        let mut leaf = Leaf::of(context, lists, is_scored);
        leaf.cap();
        Ok(leaf)
    }

    fn of(context: &SegmentContext<'_>, lists: Vec<List>, is_scored: bool) -> Leaf {
        let windows = context.segment.max_doc().div_ceil(WINDOW) as usize;
        Leaf {
            lists,
            attached: Vec::new(),
            ceiling: 0.0,
            is_scored,
            is_alternative: false,
            buffer: context.buffers().take(windows, is_scored),
            window: None,
        }
    }

    /// Has the word count several times.
    pub(super) fn multiply(&mut self, times: f32) {
        let lists = self.lists.iter_mut().chain(&mut self.attached);
        lists.for_each(|list| list.weight *= times);
        self.cap();
    }

    /// Works out the highest score.
    fn cap(&mut self) {
        if self.is_scored {
            self.ceiling = self.lists.iter().chain(&self.attached).map(List::ceiling).sum();
        } else {
            self.attached.clear();
        }
    }

    /// Hands the room for its articles over.
    pub(super) fn into_buffer(self) -> Buffer {
        self.buffer
    }

    /// Makes the leaf stand behind other wordings of its clause.
    pub(super) fn make_alternative(&mut self) {
        self.is_alternative = true;
    }

    /// Returns about how many articles there are.
    pub(super) fn cost(&self) -> u32 {
        self.lists.iter().map(|list| list.impacts.count()).fold(0, u32::saturating_add)
    }

    /// Returns an article before which there is none.
    pub(super) fn next(&self, from: DocId) -> DocId {
        self.lists.iter().map(|list| list.impacts.next(from)).min().unwrap_or(DocId::MAX)
    }

    /// Finds which of the articles in question of a window have the word; returns also others that
    /// have it, unless it is an alternative.
    pub(super) fn fill(&mut self, start: DocId, among: &Bits) -> &Bits {
        let window = (start / WINDOW) as usize;
        let Some(own) = self.buffer.found.get_mut(window) else { return &Bits::NONE };
        if self.window != Some(window) {
            self.window = Some(window);
            self.lists.iter().for_each(|list| list.mark(start, own));
        }
        if self.is_alternative {
            own.intersect(among);
        }
        own
    }

    /// Returns the articles of a block that were found to have the word.
    #[inline]
    pub(super) fn block(&self, block: usize) -> u64 {
        let window = self.buffer.found.get(block / BLOCKS_OF_WINDOW);
        window.map_or(0, |window| window.block(block % BLOCKS_OF_WINDOW))
    }

    /// Works out what the word scores at most in each block of a window, and adds that to bounds.
    pub(super) fn bound_blocks(&mut self, start: DocId, bounds: &mut Bounds) {
        let Some(own) = self.buffer.bounds.get_mut((start / WINDOW) as usize) else { return };
        for list in self.lists.iter().chain(&self.attached) {
            list.add_ceilings(start, own);
        }
        for (bound, own) in bounds.iter_mut().zip(own) {
            *bound += *own;
        }
    }

    /// Returns what the word scores at most in a block of a window that was bounded.
    #[inline]
    pub(super) fn bound(&self, block: usize) -> f32 {
        let window = self.buffer.bounds.get(block / BLOCKS_OF_WINDOW);
        window.map_or(0.0, |window| window[block % BLOCKS_OF_WINDOW])
    }

    /// Adds what the word scores in some articles of a block, list by list as for a single article,
    /// so that equal ones stay equal.
    pub(super) fn add_scores(&self, block: usize, articles: u64, sums: &mut Sums) {
        let mut lists = self.lists.iter().chain(&self.attached);
        if let (Some(only), None, false) = (lists.next(), lists.next(), self.is_alternative) {
            return only.impacts.add_values(block, only.weight, sums);
        }
        let mut scores = [0.0; BLOCK as usize];
        for list in self.lists.iter().chain(&self.attached) {
            list.impacts.add_values(block, list.weight, &mut scores);
        }
        let mut rest = articles;
        while rest != 0 {
            let index = rest.trailing_zeros() as usize % sums.len();
            sums[index] += scores[index];
            rest &= rest - 1;
        }
    }

    /// Returns what the word scores in an article.
    pub(super) fn score(&self, doc: DocId) -> f32 {
        self.lists.iter().chain(&self.attached).map(|list| list.score(doc)).sum()
    }
}

fn count_forms(context: &SegmentContext<'_>, terms: &[WeightedTerm]) -> Result<Vec<List>> {
    let lists = Mentions::open(context, terms)?.into_lists().into_iter();
    Ok(lists.map(|(impacts, weight)| List { impacts, weight }).collect())
}

/// Opens the terms of a word: those that only add to the score, and those that make a match.
fn open_lists(
    context: &SegmentContext<'_>,
    terms: &[WeightedTerm],
) -> Result<(Vec<List>, Vec<List>)> {
    let (mut attached, mut lists) = (Vec::new(), Vec::new());
    for term in terms {
        let Some(Some(info)) = term.places.get(context.ordinal) else { continue };
        let list = List { impacts: context.impacts(term.column, info)?, weight: term.weight };
        if term.makes_match { lists.push(list) } else { attached.push(list) }
    }
    Ok((attached, lists))
}
