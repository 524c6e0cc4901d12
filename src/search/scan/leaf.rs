//! A word at work on one segment: which articles have it, and what it scores.

use tantivy::DocId;

use super::bits::{Bits, WINDOW};
use super::list::{List, Scores};
use crate::error::Result;
use crate::search::cursor::{Mentions, SegmentContext};
use crate::search::plan::TermSet;

/// Beyond so many terms, their mentions are added up beforehand.
pub(in crate::search) const MIN_FORMS: usize = 12;

/// A word: a few lists, any of which will do.
pub(super) struct Leaf {
    kind: Kind,
    /// Lists that only add to the score of articles that others have: the form as typed. Each is
    /// a part of one of the others.
    attached: Vec<List>,
    /// What the attached lists add at most, as a share of what the others score.
    pub(super) attached_share: f32,
    /// The highest score of any article, all counted.
    pub(super) ceiling: f32,
    pub(super) is_scored: bool,
    /// Whether an article can be taken for this word and others that add even less.
    pub(super) reaches: bool,
    /// Whether the scores of all its articles are added up as they are read, instead of looked up
    /// for those that can still be taken.
    pub(super) adds_up: bool,
    /// Whether only articles in question count as having the word: those that another wording of
    /// the same clause has count by that one.
    is_alternative: bool,
    /// Articles of the window at hand.
    bits: Bits,
    is_filled: bool,
}

enum Kind {
    Lists(Vec<List>),
    Many(Mentions),
}

impl Leaf {
    pub(super) fn open(
        context: &SegmentContext<'_>,
        set: &TermSet,
        is_scored: bool,
    ) -> Result<Leaf> {
        let (mut attached, mut lists) = (Vec::new(), Vec::new());
        let is_many = set.terms.len() > MIN_FORMS && set.terms.iter().all(|term| term.is_exact);
        for term in set.terms.iter().filter(|_| !is_many) {
            let Some(list) = List::open(context, term)? else { continue };
            if term.makes_match { lists.push(list) } else { attached.push(list) }
        }
        let kind = match is_many {
            true => Kind::Many(Mentions::open(context, &set.terms)?),
            false => Kind::Lists(lists),
        };
        let mut leaf = Leaf {
            kind,
            attached,
            attached_share: 0.0,
            ceiling: 0.0,
            is_scored,
            reaches: false,
            adds_up: false,
            is_alternative: false,
            bits: Bits::NONE,
            is_filled: false,
        };
        leaf.bound();
        Ok(leaf)
    }

    /// Has the word count several times.
    pub(super) fn multiply(&mut self, times: f32) {
        match &mut self.kind {
            Kind::Lists(lists) => lists.iter_mut().for_each(|list| list.multiply(times)),
            Kind::Many(forms) => forms.multiply(times),
        }
        self.attached.iter_mut().for_each(|list| list.multiply(times));
        self.bound();
    }

    /// Works out the bounds of the score.
    fn bound(&mut self) {
        if !self.is_scored {
            self.attached.clear();
            return;
        }
        let own = match &self.kind {
            Kind::Lists(lists) => lists.iter().map(List::ceiling).sum::<f32>(),
            Kind::Many(forms) => forms.ceiling(),
        };
        if let Kind::Lists(lists) = &self.kind {
            let least = lists.iter().map(List::weight).fold(f32::INFINITY, f32::min);
            let attached: f32 = self.attached.iter().map(List::weight).sum();
            self.attached_share = if least > 0.0 { attached / least } else { 0.0 };
        }
        let attached: f32 = self.attached.iter().map(List::ceiling).sum();
        self.ceiling = own + attached;
    }

    /// Makes the leaf stand behind other wordings of its clause.
    pub(super) fn make_alternative(&mut self) {
        self.is_alternative = true;
    }

    /// Chooses whether scores are added up as articles are read.
    pub(super) fn choose(&mut self, adds_up: bool) {
        self.adds_up = adds_up;
    }

    /// Returns about how many articles there are.
    pub(super) fn cost(&self) -> u32 {
        match &self.kind {
            Kind::Lists(lists) => lists.iter().map(List::doc_freq).fold(0, u32::saturating_add),
            Kind::Many(forms) => forms.cost(),
        }
    }

    /// Returns an article before which there is none.
    pub(super) fn next(&self, from: DocId) -> DocId {
        match &self.kind {
            Kind::Lists(lists) => {
                lists.iter().map(|list| list.next().max(from)).min().unwrap_or(DocId::MAX)
            }
            Kind::Many(forms) => forms.next(from),
        }
    }

    /// Forgets the window before.
    pub(super) fn leave_window(&mut self) {
        self.is_filled = false;
    }

    /// Reads the window that begins at `start`, once; finds which of the articles in question have
    /// the word.
    pub(super) fn fill(
        &mut self,
        start: DocId,
        among: &Bits,
        scores: &mut Scores,
        found: &mut Bits,
    ) -> Result<()> {
        if !self.is_filled {
            self.read(start, scores)?;
        }
        *found = self.bits;
        found.intersect(among);
        if self.is_alternative {
            self.bits = *found;
            if self.adds_up {
                for index in found.iter() {
                    scores[index] += self.probe(start + index as DocId)?;
                }
            }
        }
        Ok(())
    }

    fn read(&mut self, start: DocId, scores: &mut Scores) -> Result<()> {
        self.is_filled = true;
        self.bits = Bits::NONE;
        match &mut self.kind {
            Kind::Lists(lists) => {
                for list in lists {
                    // An alternative scores only where it stands in for the others.
                    match self.adds_up && !self.is_alternative {
                        true => list.score(start, &mut self.bits, scores)?,
                        false => list.mark(start, &mut self.bits)?,
                    }
                }
            }
            Kind::Many(forms) => match self.adds_up && !self.is_alternative {
                true => forms.score_each(start, WINDOW, |index, score| {
                    self.bits.set(index);
                    scores[index] += score;
                }),
                false => forms.each(start, WINDOW, |index| self.bits.set(index)),
            },
        }
        Ok(())
    }

    /// Returns the articles of the window at hand that were found to have the word.
    pub(super) fn bits(&self) -> &Bits {
        if self.is_filled { &self.bits } else { &Bits::NONE }
    }

    /// Returns what the word scores in an article without its attached lists.
    pub(super) fn probe(&mut self, doc: DocId) -> Result<f32> {
        match &mut self.kind {
            Kind::Lists(lists) => {
                let mut score = 0.0;
                for list in lists {
                    score += list.probe(doc)?;
                }
                Ok(score)
            }
            Kind::Many(forms) => Ok(forms.score(doc)),
        }
    }

    /// Returns what the attached lists add in an article.
    pub(super) fn probe_attached(&mut self, doc: DocId) -> Result<f32> {
        let mut score = 0.0;
        for list in &mut self.attached {
            score += list.probe(doc)?;
        }
        Ok(score)
    }
}
