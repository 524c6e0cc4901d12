//! A word at work on one segment: which articles have it, and what it scores.

use tantivy::DocId;

use super::bits::{BLOCK, BLOCKS_OF_WINDOW, Bits, SectionBounds, WINDOW};
use super::list::List;
use super::scale::Scale;
use super::stakes::members;
use crate::error::Result;
use crate::search::cursor::{Mentions, SegmentContext, is_many};
use crate::search::impacts::Joined;
use crate::search::plan::{TermSet, WeightedTerm, Zone};

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
    /// Articles found window by window, where they do not stand as such in the only list.
    found: Vec<Bits>,
    /// The window that was looked at last.
    window: Option<usize>,
}

impl Leaf {
    pub(super) fn open(
        context: &SegmentContext<'_>,
        set: &TermSet,
        is_scored: bool,
    ) -> Result<Leaf> {
        if let Some(impacts) = context.kept_impacts(&set.terms)? {
            return Ok(Leaf::of(context, vec![List::new(impacts, 1.0)], Vec::new(), is_scored));
        }
        let parts = match is_many(&set.terms) {
            true => Mentions::open(context, &set.terms)?.into_parts(),
            false => context.term_impacts(&set.terms)?,
        };
        let (mut lists, mut attached) = (Vec::with_capacity(parts.len()), Vec::new());
        for part in parts {
            let kind = if part.makes_match { &mut lists } else { &mut attached };
            kind.push(List::of(part));
        }
        Ok(Leaf::of(context, lists, attached, is_scored))
    }

    /// Opens what stands at one place of a phrase, to tell which articles can have the phrase;
    /// `None` when that takes longer than to see where the words meet.
    pub(super) fn open_place(
        context: &SegmentContext<'_>,
        terms: &[WeightedTerm],
        zone: Zone,
    ) -> Result<Option<Leaf>> {
        let list = match context.kept_positions(terms, zone)? {
            Some(positions) => Some(List::unscored(positions.docs())),
            // Positions of frequent words may find no room where their articles do.
            None => context.kept_impacts(terms)?.map(|impacts| List::unscored(impacts.docs())),
        };
        Ok(list.map(|list| Leaf::of(context, vec![list], Vec::new(), false)))
    }

    /// Opens a pair that scores `weight` with endless mentions.
    pub(super) fn open_pair(
        context: &SegmentContext<'_>,
        terms: &[WeightedTerm],
        weight: f32,
        is_scored: bool,
    ) -> Result<Leaf> {
        let mut lists = Leaf::lists_of_pair(context, terms, weight)?;
        let mut attached = Vec::new();
        if terms.iter().any(|term| !term.is_exact) {
            let typed = terms.iter().filter(|term| term.is_exact);
            let typed: Vec<WeightedTerm> = typed.cloned().collect();
            let lemma_share = context.lemma_share();
            lists.iter_mut().for_each(|list| list.weight *= lemma_share);
            attached = Leaf::lists_of_pair(context, &typed, weight * (1.0 - lemma_share))?;
        }
        Ok(Leaf::of(context, lists, attached, is_scored))
    }

    fn lists_of_pair(
        context: &SegmentContext<'_>,
        terms: &[WeightedTerm],
        weight: f32,
    ) -> Result<Vec<List>> {
        if let Some(impacts) = context.kept_impacts(terms)? {
            return Ok(vec![List::new(impacts, weight)]);
        }
        let parts = Mentions::open(context, terms)?.into_parts();
        Ok(parts.into_iter().map(|part| List::of(Joined { weight, ..part })).collect())
    }

    fn of(
        context: &SegmentContext<'_>,
        lists: Vec<List>,
        attached: Vec<List>,
        is_scored: bool,
    ) -> Leaf {
        let windows = context.segment.max_doc().div_ceil(WINDOW) as usize;
        let stand_as_such = matches!(lists.as_slice(), [only] if only.docs().window(0).is_some());
        let found = if stand_as_such { Vec::new() } else { context.pools().sets(windows) };
        let (ceiling, is_alternative, window) = (0.0, false, None);
        let mut leaf = Leaf { lists, attached, ceiling, is_scored, is_alternative, found, window };
        leaf.cap();
        leaf
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
            self.ceiling = self.all().map(List::ceiling).sum();
        } else {
            self.attached.clear();
        }
    }

    fn all(&self) -> impl Iterator<Item = &List> {
        self.lists.iter().chain(&self.attached)
    }

    /// Makes the leaf stand behind other wordings of its clause.
    pub(super) fn make_alternative(&mut self, windows: usize) {
        self.is_alternative = true;
        self.found.resize(windows, Bits::NONE);
    }

    /// Forgets what was found among the articles in question before.
    pub(super) fn leave_window(&mut self) {
        if self.is_alternative {
            self.window = None;
        }
    }

    /// Returns about how many articles there are.
    pub(super) fn cost(&self) -> u32 {
        self.lists.iter().map(|list| list.docs().count()).fold(0, u32::saturating_add)
    }

    /// Returns an article before which there is none.
    pub(super) fn next(&self, from: DocId) -> DocId {
        self.lists.iter().map(|list| list.docs().next(from)).min().unwrap_or(DocId::MAX)
    }

    /// Returns the only list, where its articles stand as a set.
    fn as_such(&self) -> Option<&List> {
        if self.found.is_empty() { self.lists.first() } else { None }
    }

    /// Finds which of the articles in question of a window have the word; returns also others that
    /// have it, unless it is an alternative.
    pub(super) fn fill(&mut self, start: DocId, among: &Bits) -> &Bits {
        if self.found.is_empty() {
            let list = self.as_such();
            return list.and_then(|list| list.docs().window(start)).unwrap_or(&Bits::NONE);
        }
        let window = (start / WINDOW) as usize;
        let Some(own) = self.found.get_mut(window) else { return &Bits::NONE };
        if self.window != Some(window) {
            self.window = Some(window);
            self.lists.iter().for_each(|list| list.docs().mark(start, own));
        }
        if self.is_alternative {
            own.intersect(among);
        }
        own
    }

    /// Returns the articles of a block that were found to have the word.
    #[inline]
    pub(super) fn block(&self, block: usize) -> u64 {
        if let Some(list) = self.as_such() {
            return list.docs().block(block);
        }
        let window = self.found.get(block / BLOCKS_OF_WINDOW);
        window.map_or(0, |window| window.block(block % BLOCKS_OF_WINDOW))
    }

    /// Hands the room for its articles over.
    pub(super) fn into_set(self) -> Vec<Bits> {
        self.found
    }

    /// Returns the number of its lists.
    pub(super) fn part_count(&self) -> usize {
        self.lists.len() + self.attached.len()
    }

    /// Has bounds of sections be told in a scale.
    pub(super) fn tell_in(&mut self, scale: Scale) {
        self.lists.iter_mut().chain(&mut self.attached).for_each(|list| list.tell_in(scale));
    }

    /// Adds what the word scores at most in each section of a window.
    pub(super) fn add_bounds(&self, start: DocId, bounds: &mut SectionBounds) {
        self.all().for_each(|list| list.add_ceilings(start, bounds));
    }

    /// Adds what the word scores in some articles of a block that have it.
    pub(super) fn add_scores(&self, block: usize, articles: u64, sums: &mut [f32; BLOCK as usize]) {
        let only = match (self.lists.as_slice(), self.attached.as_slice()) {
            ([only], []) => Some(only),
            _ => None,
        };
        let ranked = only.and_then(|only| Some((only, only.docs().ranked(block)?)));
        let docs = members(block, articles).map(|doc| (doc, (doc % BLOCK) as usize));
        match ranked {
            // Their values lie side by side.
            Some((only, ranked)) if ranked.are(articles) => {
                docs.zip(ranked.ranks())
                    .for_each(|((_, at), rank)| sums[at] += only.score_of(rank));
            }
            Some((only, ranked)) => {
                docs.for_each(|(doc, at)| sums[at] += only.score_of(ranked.rank(doc)));
            }
            None => docs.for_each(|(doc, at)| {
                sums[at] += self.all().map(|list| list.score(doc)).sum::<f32>();
            }),
        }
    }
}
