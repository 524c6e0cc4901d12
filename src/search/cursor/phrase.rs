//! A phrase: words at given places, each of which may have several terms.

use std::rc::Rc;

use tantivy::DocId;

use super::exact::{begin, keep_where, meet};
use super::found::Found;
use super::loose::{MAX_COUNTED, Moves, Wanted, find_loose};
use super::slot::{self, SlotPostings};
use super::tally::{Tally, tally_each};
use super::{Cursor, Hull, Mark, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::search::bm25::{Lengths, saturation};
use crate::search::flagged::{FlaggedPosition, is_exact, position};
use crate::search::plan::{PhrasePlan, Zone};
use crate::search::scan::Bits;

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
    /// Room for occurrences beside those that were found for the whole article.
    others: Vec<Found>,
    /// Room for the places where the phrase may begin.
    starts: Vec<FlaggedPosition>,
    moves: Moves,
    /// Whether the words of a loose phrase are all in the current article, once their places were
    /// read.
    is_read: Option<bool>,
    /// How far the current article was looked at.
    progress: Progress,
}

/// How far an article was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    /// No occurrence was listed.
    Approached,
    /// The phrase is there; of a loose one, the first occurrence was found.
    Seen,
    /// Of a loose one, no more than [`MAX_COUNTED`] occurrences were found.
    Counted,
    /// Of a loose one, no more than [`MAX_COUNTED`] occurrences as typed were found.
    Weighed,
    /// All occurrences were found, and whether they stand as typed.
    Complete,
}

impl PhraseCursor {
    pub(super) fn new(context: &SegmentContext<'_>, plan: &PhrasePlan) -> Result<Self> {
        let fields = context.fields;
        let column = if plan.zone == Zone::Title { fields.title_lemma } else { fields.body_lemma };
        let wording = plan.wording.iter().map(|slot| SlotPostings::open(context, slot));
        let mut cursor = PhraseCursor {
            slots: slot::open_all(context, plan)?,
            wording: wording.collect::<Result<_>>()?,
            zone: plan.zone,
            clause: plan.clause,
            slop: plan.slop,
            length: plan.length,
            weight: plan.weight,
            lemma_share: context.lemma_share(),
            lengths: context.lengths(column)?,
            doc: TERMINATED,
            found: Vec::new(),
            others: Vec::new(),
            starts: Vec::new(),
            moves: Moves::default(),
            is_read: None,
            progress: Progress::Approached,
        };
        cursor.settle(context.first());
        Ok(cursor)
    }

    /// Goes to the first article from `target` on that has every word of the phrase.
    fn settle(&mut self, target: DocId) {
        let doc = slot::align(&mut self.slots, target);
        self.enter(doc);
    }

    /// Makes an article the current one, of which nothing is known yet.
    fn enter(&mut self, doc: DocId) {
        self.doc = doc;
        self.found.clear();
        self.moves.forget();
        self.progress = Progress::Approached;
        self.is_read = None;
    }

    /// Tells whether a pair is the whole phrase: its articles need no look at positions.
    fn is_pair(&self) -> bool {
        self.slots.len() == 1 && self.slots[0].offsets.len() == 1 && self.length > 1
    }

    /// Returns how often the phrase counts in the current article.
    fn mentions(&mut self) -> u32 {
        if self.slop > 0 {
            // What is kept in memory tells both at once.
            self.look(if self.are_kept() { Progress::Weighed } else { Progress::Counted });
            return self.found.len().min(MAX_COUNTED) as u32;
        }
        match self.slots.as_slice() {
            [pair] if self.is_pair() => pair.mentions(self.doc),
            _ => {
                self.look(Progress::Seen);
                self.found.len() as u32
            }
        }
    }

    /// Returns how often the phrase counts as typed in the current article.
    fn exact_mentions(&mut self) -> u32 {
        self.look(Progress::Weighed);
        let exact = self.found.iter().filter(|found| found.is_exact).count();
        if self.slop > 0 { exact.min(MAX_COUNTED) as u32 } else { exact as u32 }
    }

    /// Scores mentions in an article of that penalty, or less when the score is not above `threshold`:
    /// as with words, an inflected one counts by its lemma, one as typed also by its form. `exact`
    /// counts those as typed.
    fn score_of(
        &mut self,
        penalty: f32,
        mentions: u32,
        threshold: f32,
        exact: impl FnOnce(&mut Self) -> u32,
    ) -> f32 {
        let most = self.weight * saturation(mentions as f32, penalty);
        let least = most * self.lemma_share;
        if most <= threshold {
            return least;
        }
        let exact = self.weight * saturation(exact(self) as f32, penalty);
        least + exact * (1.0 - self.lemma_share)
    }

    /// Returns how often the phrase counts at most, for which no position is looked at.
    fn most_counted(&self) -> u32 {
        match self.slop {
            0 => self.slots.iter().map(|slot| slot.mentions(self.doc)).min().unwrap_or(0),
            _ => MAX_COUNTED as u32,
        }
    }

    /// Looks at the current article as far as that, if it was not done. An exact phrase is found
    /// as a whole, and so is whether it stands as typed.
    fn look(&mut self, progress: Progress) {
        if self.progress >= progress {
            return;
        }
        let had_forms = self.progress >= Progress::Weighed;
        self.progress = progress;
        if self.slop > 0 {
            return self.look_for_loose(progress >= Progress::Weighed && !had_forms);
        }
        if self.found.is_empty() {
            self.find();
        }
        if progress < Progress::Weighed || had_forms {
            return;
        }
        // What is kept in memory has told it already.
        for slot in self.slots.iter_mut().filter(|slot| !slot.is_kept()) {
            slot.flag(self.doc, self.zone);
            slot.check(&mut self.found, is_exact);
        }
        for slot in &mut self.wording {
            let is_here = slot.read_with_forms(self.doc, self.zone);
            slot.check(&mut self.found, |_| is_here);
        }
    }

    /// Finds occurrences of a loose phrase, as many as are needed.
    fn look_for_loose(&mut self, sees_forms: bool) {
        self.found.clear();
        if !self.read_loose() {
            return;
        }
        // What is kept in memory has told it already.
        if sees_forms && !self.are_kept() {
            let (doc, zone) = (self.doc, self.zone);
            self.slots.iter_mut().for_each(|slot| slot.flag(doc, zone));
            self.moves.forget();
        }
        let wanted = match self.progress {
            Progress::Approached | Progress::Seen => Wanted::Any,
            Progress::Counted => Wanted::Counted,
            Progress::Weighed => Wanted::Weighed,
            Progress::Complete => Wanted::All,
        };
        let wanted = (wanted, u32::MAX);
        find_loose(&self.slots, self.slop, wanted, &mut self.moves, &mut self.found);
    }

    /// Tells whether the places of all words are kept in memory.
    fn are_kept(&self) -> bool {
        self.slots.iter().all(SlotPostings::is_kept)
    }

    /// Reads all places of the words of a loose phrase in the current article; `false` when a word
    /// is not there.
    fn read_loose(&mut self) -> bool {
        if let Some(are_here) = self.is_read {
            return are_here;
        }
        let (doc, zone) = (self.doc, self.zone);
        let are_here = match self.are_kept() {
            true => self.slots.iter_mut().all(|slot| slot.read(doc, zone)),
            false => slot::read_all(&mut self.slots, doc, zone),
        };
        self.is_read = Some(are_here);
        are_here
    }

    /// Tells whether the two rarest words stand as they should anywhere in the current article, where
    /// that is known from memory; they settle most articles.
    fn may_hold(&mut self) -> bool {
        let (doc, zone) = (self.doc, self.zone);
        let [first, second, ..] = self.slots.as_mut_slice() else { return true };
        if !first.is_kept() || !second.is_kept() {
            return true;
        }
        let are_here = first.read(doc, zone) && second.read(doc, zone);
        are_here && meet((first.stands(), first.offset()), (second.stands(), second.offset()))
    }

    /// Tells whether what [`PhraseCursor::may_hold`] says is all there is to say.
    fn is_told_by_two(&self) -> bool {
        let are_single = self.slots.iter().all(|slot| slot.is_kept() && slot.offsets.len() == 1);
        self.slots.len() == 2 && are_single
    }

    /// Finds the occurrences in the current article.
    fn find(&mut self) {
        self.starts.clear();
        let mut is_first = true;
        for slot in &mut self.slots {
            if !slot.read(self.doc, self.zone) {
                return;
            }
            let tells_form = slot.is_kept();
            for &offset in &slot.offsets {
                match is_first {
                    true => begin(slot.stands(), offset, tells_form, &mut self.starts),
                    false => keep_where(slot.stands(), offset, tells_form, &mut self.starts),
                }
                is_first = false;
                // Most articles are settled by the two rarest words; the others stay unread.
                if self.starts.is_empty() {
                    return;
                }
            }
        }
        let length = self.length;
        self.found.extend(self.starts.iter().map(|&place| {
            let start = position(place);
            Found { start, end: start + length, is_exact: is_exact(place) }
        }));
    }
}

impl Cursor for PhraseCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    /// Each word is read where it is needed.
    fn go_to(&mut self, doc: DocId) {
        if self.doc < doc && !self.is_pair() {
            self.enter(doc);
        } else {
            self.approach(doc);
        }
    }

    fn holds(&mut self) -> bool {
        if self.is_pair() {
            return true;
        }
        if self.progress == Progress::Approached && self.slop == 0 {
            if !self.may_hold() {
                return false;
            }
            if self.is_told_by_two() {
                return true;
            }
        }
        self.look(Progress::Seen);
        !self.found.is_empty()
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
        if self.slop > 0 || self.progress == Progress::Approached {
            let most = self.weight * lengths.saturation(self.doc, self.most_counted());
            if most <= threshold {
                return 0.0;
            }
        }
        let (penalty, mentions) = (lengths.penalty(self.doc), self.mentions());
        self.score_of(penalty, mentions, threshold, Self::exact_mentions)
    }

    fn tally_each(&self, start: DocId, among: &Bits, tallies: &mut Vec<Tally>) -> bool {
        self.slop == 0
            && !self.is_pair()
            && tally_each(&self.slots, self.zone, (start, among), tallies)
    }

    fn score_tally(&mut self, doc: DocId, tally: Tally, threshold: f32) -> f32 {
        let Some(penalty) = self.lengths.as_ref().map(|it| it.penalty(doc)) else { return 0.0 };
        self.score_of(penalty, tally.mentions, threshold, |own| match own.wording.is_empty() {
            true => tally.exact,
            // The words of pairs are looked up for themselves.
            false => {
                own.go_to(doc);
                own.exact_mentions()
            }
        })
    }

    fn add_hulls(&mut self, zone: Zone, end: u32, hulls: &mut Vec<Hull>) -> bool {
        if zone != self.zone {
            return true;
        }
        let mut found = std::mem::take(&mut self.others);
        found.clear();
        if self.slop == 0 {
            self.look(Progress::Seen);
            found.extend(self.found.iter().take_while(|found| found.end <= end));
        } else if self.read_loose() {
            find_loose(&self.slots, self.slop, (Wanted::All, end), &mut self.moves, &mut found);
        }
        let whole = found.iter().map_while(|found| Hull::of_phrase(found.start, found.end));
        let before = hulls.len();
        hulls.extend(whole);
        let are_whole = hulls.len() - before == found.len();
        self.others = found;
        are_whole
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let mut marks = Vec::new();
        self.marks(zone, &mut marks);
        let occurrence =
            |mark: Mark| Occurrence { start: mark.start, end: mark.end, marks: vec![mark] };
        found.extend(marks.into_iter().map(occurrence));
    }

    fn marks(&mut self, zone: Zone, found: &mut Vec<Mark>) {
        if zone != self.zone {
            return;
        }
        self.look(Progress::Complete);
        found.extend(self.found.iter().map(|found| found.mark(self.clause)));
    }
}
