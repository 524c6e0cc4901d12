//! A phrase: words at given places, each of which may have several terms.

use std::rc::Rc;

use tantivy::DocId;

use super::postings::{
    FlaggedPosition, TermPostings, flag_positions, is_exact, match_positions, merge_positions,
    position,
};
use super::{Cursor, Mark, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::search::bm25::Lengths;
use crate::search::plan::{PhrasePlan, Slot, Zone};
use crate::search::weights::Weights;

/// Walks through the articles that have the phrase in one zone.
pub(super) struct PhraseCursor {
    /// Rarest first, so that few positions are read in vain.
    slots: Vec<SlotPostings>,
    /// Looked up only to see whether the typed forms stand there.
    wording: Vec<SlotPostings>,
    zone: Zone,
    clause: u16,
    slop: u32,
    /// Positions from the first slot to behind the last one.
    length: u32,
    weight: f32,
    /// Share of the score that a mention has by its lemma; the rest is for the form as typed.
    lemma_share: f32,
    lengths: Option<Rc<Lengths>>,
    doc: DocId,
    found: Vec<Found>,
}

/// The terms of one place of the phrase.
struct SlotPostings {
    offset: u32,
    terms: Vec<TermPostings>,
    positions: Vec<u32>,
}

/// One occurrence of the phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    start: u32,
    end: u32,
    is_exact: bool,
}

impl PhraseCursor {
    pub(super) fn new(context: &SegmentContext<'_>, plan: &PhrasePlan) -> Result<Self> {
        let fields = context.fields;
        let column = if plan.zone == Zone::Title { fields.title_lemma } else { fields.body_lemma };
        let opened = plan.slots.iter().map(|slot| SlotPostings::open(context, slot));
        let mut slots: Vec<_> = opened.collect::<Result<_>>()?;
        slots.sort_by_key(SlotPostings::cost);
        let wording = plan.wording.iter().map(|slot| SlotPostings::open(context, slot));
        let mut cursor = PhraseCursor {
            slots,
            wording: wording.collect::<Result<_>>()?,
            zone: plan.zone,
            clause: plan.clause,
            slop: plan.slop,
            length: plan.length,
            weight: plan.weight,
            lemma_share: lemma_share(&context.plan.weights),
            lengths: context.lengths(column)?,
            doc: TERMINATED,
            found: Vec::new(),
        };
        cursor.settle(0);
        Ok(cursor)
    }

    /// Goes to the first article from `target` on that has the phrase.
    fn settle(&mut self, target: DocId) {
        let mut candidate = target;
        loop {
            candidate = align(&mut self.slots, candidate);
            self.doc = candidate;
            self.found.clear();
            if candidate == TERMINATED || self.is_pair() {
                return;
            }
            self.find();
            if !self.found.is_empty() {
                return;
            }
            candidate += 1;
        }
    }

    /// Tells whether a pair is the whole phrase: its articles need no look at positions.
    fn is_pair(&self) -> bool {
        self.slots.len() == 1 && self.length > 1
    }

    /// Returns how often the phrase occurs in the current article.
    fn mentions(&self) -> u32 {
        match self.slots.as_slice() {
            [pair] if self.is_pair() => pair.mentions(self.doc),
            _ => self.found.len() as u32,
        }
    }

    /// Finds the occurrences in the current article, if that was not done, and sees which of them
    /// stand as typed.
    fn complete(&mut self) {
        if self.found.is_empty() {
            self.find();
        }
        if self.slop == 0 {
            for slot in &mut self.slots {
                slot.flag(self.doc, self.zone);
                slot.check(&mut self.found, is_exact);
            }
        }
        for slot in &mut self.wording {
            slot.read(self.doc, self.zone);
            slot.check(&mut self.found, |_| true);
        }
    }

    /// Finds the occurrences in the current article.
    fn find(&mut self) {
        self.found.clear();
        if self.slop > 0 {
            if self.slots.iter_mut().all(|slot| slot.read_flagged(self.doc, self.zone)) {
                find_sloppy(&self.slots, self.slop, &mut self.found);
            }
            return;
        }
        for (index, slot) in self.slots.iter_mut().enumerate() {
            slot.read(self.doc, self.zone);
            match index {
                0 => begin(slot, self.length, &mut self.found),
                _ => keep_where(slot, &mut self.found),
            }
            // Most articles are settled by the two rarest words; the others stay unread.
            if self.found.is_empty() {
                return;
            }
        }
    }
}

impl SlotPostings {
    fn open(context: &SegmentContext<'_>, slot: &Slot) -> Result<Self> {
        let mut terms = Vec::with_capacity(slot.terms.len());
        for term in &slot.terms {
            terms.extend(TermPostings::open(context, term)?);
        }
        Ok(SlotPostings { offset: slot.offset, terms, positions: Vec::new() })
    }

    fn cost(&self) -> u32 {
        self.matching().map(TermPostings::cost).fold(0, u32::saturating_add)
    }

    fn matching(&self) -> impl Iterator<Item = &TermPostings> {
        self.terms.iter().filter(|term| term.makes_match)
    }

    /// Returns how often its terms occur in an article.
    fn mentions(&self, doc: DocId) -> u32 {
        let here = self.matching().filter(|term| term.doc() == doc);
        here.map(TermPostings::mentions).sum()
    }

    /// Reads the positions in an article. Which of them have the typed form is seen for all that
    /// the terms which match tell; [`SlotPostings::flag`] tells the rest.
    fn read(&mut self, doc: DocId, zone: Zone) {
        match_positions(&mut self.terms, doc, zone, &mut self.positions);
    }

    /// Sees where among the positions read the typed form stands.
    fn flag(&mut self, doc: DocId, zone: Zone) {
        flag_positions(&mut self.terms, doc, zone, &mut self.positions);
    }

    /// Reads the positions in an article with their forms; `false` when there is none in the zone.
    fn read_flagged(&mut self, doc: DocId, zone: Zone) -> bool {
        merge_positions(&mut self.terms, doc, zone, &mut self.positions);
        !self.positions.is_empty()
    }

    /// Keeps occurrences exact where the word that stands in the place is as it should be.
    fn check(&self, found: &mut [Found], is_right: impl Fn(FlaggedPosition) -> bool) {
        let mut at = 0;
        for found in found {
            found.is_exact &= self.word_of(found, &mut at).is_some_and(&is_right);
        }
    }

    /// Returns the word that stands in the place for an occurrence, if any; occurrences are asked
    /// in order, and `at` is where the last one was found.
    fn word_of(&self, found: &Found, at: &mut usize) -> Option<FlaggedPosition> {
        let wanted = found.start + self.offset;
        while self.positions.get(*at).is_some_and(|&flagged| position(flagged) < wanted) {
            *at += 1;
        }
        self.positions.get(*at).copied().filter(|&flagged| position(flagged) == wanted)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let terms = self.terms.iter_mut().filter(|term| term.makes_match);
        terms.map(|term| term.seek(target)).min().unwrap_or(TERMINATED)
    }
}

fn lemma_share(weights: &Weights) -> f32 {
    weights.lemma / (weights.lemma + weights.exact).max(f32::MIN_POSITIVE)
}

/// Goes to the first article from `target` on that has a word for every slot.
fn align(slots: &mut [SlotPostings], target: DocId) -> DocId {
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

/// Lists where the phrase would begin by the positions of its first slot.
fn begin(slot: &SlotPostings, length: u32, found: &mut Vec<Found>) {
    found.extend(slot.positions.iter().filter_map(|&flagged| {
        let start = position(flagged).checked_sub(slot.offset)?;
        Some(Found { start, end: start + length, is_exact: true })
    }));
}

/// Keeps the places where a further word stands exactly where it should.
fn keep_where(slot: &SlotPostings, found: &mut Vec<Found>) {
    let mut at = 0;
    found.retain(|candidate| slot.word_of(candidate, &mut at).is_some());
}

/// Finds the places where the words stand at most `slop` moves away from where they should: the
/// spread of their displacements, as Lucene counts it.
fn find_sloppy(slots: &[SlotPostings], slop: u32, found: &mut Vec<Found>) {
    let mut at = vec![0; slots.len()];
    let displaced = |slot: &SlotPostings, index: usize| {
        i64::from(position(slot.positions[index])) - i64::from(slot.offset)
    };
    loop {
        let places = slots.iter().zip(&at).map(|(slot, &index)| displaced(slot, index));
        let highest = places.clone().max().unwrap_or(0);
        let Some((lowest_slot, lowest)) = places.enumerate().min_by_key(|(_, place)| *place) else {
            return;
        };
        if highest - lowest <= i64::from(slop) {
            let mut chosen = Vec::with_capacity(slots.len());
            let (most, mut room) = (lowest + i64::from(slop), MAX_CHOICES);
            if choose_apart(slots, &at, most, &mut chosen, &mut room) {
                found.push(occurrence(slots, &chosen));
            }
        }
        at[lowest_slot] += 1;
        if at[lowest_slot] == slots[lowest_slot].positions.len() {
            break;
        }
    }
    found.sort_unstable_by_key(|found| (found.start, found.end));
    found.dedup_by_key(|found| (found.start, found.end));
}

/// Most choices tried where places of a loose phrase want the same word.
const MAX_CHOICES: u32 = 1000;

/// Chooses a word for every slot from its current one on, none displaced by more than `most` and
/// no word twice.
fn choose_apart(
    slots: &[SlotPostings],
    at: &[usize],
    most: i64,
    chosen: &mut Vec<usize>,
    room: &mut u32,
) -> bool {
    let Some(slot) = slots.get(chosen.len()) else { return true };
    for index in at[chosen.len()]..slot.positions.len() {
        let here = position(slot.positions[index]);
        if *room == 0 || i64::from(here) - i64::from(slot.offset) > most {
            return false;
        }
        *room -= 1;
        let mut taken = slots.iter().zip(chosen.iter());
        if taken.all(|(slot, &other)| position(slot.positions[other]) != here) {
            chosen.push(index);
            if choose_apart(slots, at, most, chosen, room) {
                return true;
            }
            chosen.pop();
        }
    }
    false
}

fn occurrence(slots: &[SlotPostings], at: &[usize]) -> Found {
    let mut found = Found { start: u32::MAX, end: 0, is_exact: true };
    for (slot, &index) in slots.iter().zip(at) {
        let flagged = slot.positions[index];
        found.start = found.start.min(position(flagged));
        found.end = found.end.max(position(flagged) + 1);
        found.is_exact &= is_exact(flagged);
    }
    found
}

impl Cursor for PhraseCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    fn cost(&self) -> u32 {
        // Reading positions is several times the work of reading one more article number.
        self.slots.first().map_or(0, |slot| slot.cost().saturating_mul(4))
    }

    fn score(&mut self) -> f32 {
        self.score_above(f32::NEG_INFINITY)
    }

    fn score_above(&mut self, threshold: f32) -> f32 {
        let Some(lengths) = self.lengths.clone() else { return 0.0 };
        let mentions = lengths.saturation(self.doc, self.mentions());
        // As with words: an inflected mention counts by its lemma, an exact one also by its form.
        let share = self.lemma_share;
        let least = self.weight * mentions * share;
        if self.weight * mentions <= threshold {
            return least;
        }
        self.complete();
        let exact = self.found.iter().filter(|found| found.is_exact).count();
        least + self.weight * lengths.saturation(self.doc, exact as u32) * (1.0 - share)
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        if zone != self.zone {
            return;
        }
        self.complete();
        let clause = self.clause;
        found.extend(self.found.iter().map(|&Found { start, end, is_exact }| Occurrence {
            start,
            end,
            marks: vec![Mark { start, end, clause, is_exact }],
        }));
    }
}
