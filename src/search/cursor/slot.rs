//! The postings of one place of a phrase.

use tantivy::DocId;

use super::found::Found;
use super::places::Places;
use super::postings::{TermPostings, flag_positions, match_positions};
use super::{BoxedCursor, SegmentContext, TERMINATED, is_many};
use crate::error::Result;
use crate::search::flagged::{FlaggedPosition, flagged, position};
use crate::search::impacts::{InOrder, Stands};
use crate::search::plan::{PhrasePlan, Slot, Zone};

/// The terms of one place of a phrase, or of several that ask for the same words.
pub(super) struct SlotPostings {
    /// Distances of the places from the first one of the phrase; at least one.
    pub(super) offsets: Vec<u32>,
    terms: Vec<TermPostings>,
    /// Stands for the terms when they are many.
    many: Option<BoxedCursor>,
    /// Number of the first place of the phrase that asks for the same words.
    words: usize,
    /// Where they stand in the article that was read last, unless that is kept in memory.
    positions: Vec<FlaggedPosition>,
}

/// Opens the places of a phrase, rarest first. Words that are said again are read once, except in
/// a loose phrase, where each must have a place of its own.
pub(super) fn open_all(
    context: &SegmentContext<'_>,
    plan: &PhrasePlan,
) -> Result<Vec<SlotPostings>> {
    let mut slots: Vec<SlotPostings> = Vec::with_capacity(plan.slots.len());
    let mut opened: Vec<&Slot> = Vec::with_capacity(plan.slots.len());
    for slot in &plan.slots {
        let known = opened.iter().position(|other| plan.slop == 0 && other.terms == slot.terms);
        match known {
            Some(known) => slots[known].offsets.push(slot.offset),
            None => {
                let mut new = SlotPostings::open(context, slot)?;
                let alike = opened.iter().position(|other| other.terms == slot.terms);
                new.words = alike.unwrap_or(opened.len());
                slots.push(new);
                opened.push(slot);
            }
        }
    }
    slots.sort_by_key(SlotPostings::cost);
    Ok(slots)
}

/// Reads the positions of all places in an article; `false` when one of them has none in the zone.
pub(super) fn read_all(slots: &mut [SlotPostings], doc: DocId, zone: Zone) -> bool {
    for index in 0..slots.len() {
        let (read, rest) = slots.split_at_mut(index);
        let Some(slot) = rest.first_mut() else { break };
        match read.iter().find(|other| other.words == slot.words && !other.is_kept()) {
            Some(alike) if !slot.is_kept() => slot.positions.clone_from(&alike.positions),
            _ if slot.read(doc, zone) => {}
            _ => return false,
        }
    }
    true
}

/// Goes to the first article from `target` on that has a word for every slot.
pub(super) fn align(slots: &mut [SlotPostings], target: DocId) -> DocId {
    let mut candidate = target;
    let mut agreeing = 0;
    while agreeing < slots.len() {
        agreeing = 0;
        for slot in slots.iter_mut() {
            let doc = slot.seek(candidate);
            if doc == TERMINATED {
                return TERMINATED;
            }
            if doc > candidate {
                candidate = doc;
                break;
            }
            agreeing += 1;
        }
    }
    if slots.is_empty() { TERMINATED } else { candidate }
}

impl SlotPostings {
    pub(super) fn open(context: &SegmentContext<'_>, slot: &Slot) -> Result<Self> {
        let (mut terms, mut many) = (Vec::new(), None);
        if !is_many(&slot.terms) {
            terms = TermPostings::open_word(context, &slot.terms)?;
        } else if let Some(kept) = TermPostings::open_kept(context, &slot.terms)? {
            terms = kept;
        } else {
            many = Some(context.many(&slot.terms, 0)?);
        }
        let (offsets, positions) = (vec![slot.offset], Vec::new());
        Ok(SlotPostings { offsets, terms, many, words: 0, positions })
    }

    /// Tells whether the positions of the word are kept in memory, and with them which are as typed.
    #[inline]
    pub(super) fn is_kept(&self) -> bool {
        matches!(self.terms.as_slice(), [only] if only.is_kept())
    }

    /// Returns where the words stand in the article that was read last.
    #[inline]
    pub(super) fn stands(&self) -> Stands<'_> {
        match self.terms.as_slice() {
            [only] => only.stands().unwrap_or(Stands::Long(&self.positions)),
            _ => Stands::Long(&self.positions),
        }
    }

    /// Reads the positions of the word in a zone article by article, where they are kept in memory.
    pub(super) fn in_order(&self, zone: Zone) -> Option<InOrder<'_>> {
        match self.terms.as_slice() {
            [only] if only.zone == zone => only.in_order(),
            _ => None,
        }
    }

    /// Returns the distance of the first of its places.
    pub(super) fn offset(&self) -> u32 {
        self.offsets.first().copied().unwrap_or(0)
    }

    pub(super) fn cost(&self) -> u32 {
        let many = self.many.iter().map(|many| many.cost());
        self.matching().map(TermPostings::cost).chain(many).fold(0, u32::saturating_add)
    }

    fn matching(&self) -> impl Iterator<Item = &TermPostings> {
        self.terms.iter().filter(|term| term.makes_match)
    }

    /// Returns how often its terms occur in an article.
    pub(super) fn mentions(&self, doc: DocId) -> u32 {
        let here = self.matching().filter(|term| term.doc() == doc);
        here.map(TermPostings::mentions).sum()
    }

    /// Reads the positions in an article; `false` when there is none in the zone. Which of them are as
    /// typed is not read, unless they are kept in memory.
    pub(super) fn read(&mut self, doc: DocId, zone: Zone) -> bool {
        if let [only] = self.terms.as_mut_slice()
            && let Some(is_here) = only.jump(doc)
        {
            return is_here && only.zone == zone;
        }
        match &mut self.many {
            Some(many) => {
                self.positions.clear();
                let mut places = Places::default();
                if many.seek(doc) == doc && many.add_words(zone, &mut places) {
                    self.positions.extend(places.iter().map(|place| flagged(place, true)));
                }
            }
            None => match_positions(&mut self.terms, doc, zone, &mut self.positions),
        }
        !self.positions.is_empty()
    }

    /// Reads the positions in an article, and which of them are as typed; `false` when there is none in
    /// the zone.
    pub(super) fn read_with_forms(&mut self, doc: DocId, zone: Zone) -> bool {
        let is_here = self.read(doc, zone);
        if is_here {
            self.flag(doc, zone);
        }
        is_here
    }

    /// Sees where among the positions read without their forms the typed form stands.
    pub(super) fn flag(&mut self, doc: DocId, zone: Zone) {
        flag_positions(&mut self.terms, doc, zone, &mut self.positions);
    }

    /// Keeps occurrences exact where the words at their places are as they should be.
    pub(super) fn check(&self, found: &mut [Found], is_right: impl Fn(FlaggedPosition) -> bool) {
        for &offset in &self.offsets {
            let mut at = 0;
            for found in &mut *found {
                let here = self.word_of(found, offset, &mut at);
                found.is_exact &= here.is_some_and(&is_right);
            }
        }
    }

    /// Returns the word that stands for an occurrence at the place of that distance, if any;
    /// occurrences are asked in order, and `at` is where the last one was found.
    pub(super) fn word_of(
        &self,
        found: &Found,
        offset: u32,
        at: &mut usize,
    ) -> Option<FlaggedPosition> {
        let (wanted, stands) = (found.start + offset, self.stands());
        while stands.get(*at).is_some_and(|flagged| position(flagged) < wanted) {
            *at += 1;
        }
        stands.get(*at).filter(|&flagged| position(flagged) == wanted)
    }

    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if let Some(many) = &mut self.many {
            return many.seek(target);
        }
        let terms = self.terms.iter_mut().filter(|term| term.makes_match);
        terms.map(|term| term.seek(target)).min().unwrap_or(TERMINATED)
    }
}
