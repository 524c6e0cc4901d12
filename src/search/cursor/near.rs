//! Two parts near each other, decided on their positions.

use tantivy::DocId;

use super::pairing::{self, Extent, Hull};
use super::places::Places;
use super::postings::TermPostings;
use super::{BoxedCursor, Cursor, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::index::{PARAGRAPH_MARK, SENTENCE_MARK};
use crate::query::Within;
use crate::search::flagged::position;
use crate::search::plan::Zone;

/// Tells which two occurrences are near enough.
pub(super) struct Reach {
    within: Within,
    pub(super) is_ordered: bool,
    /// Where sentences or paragraphs begin; `None` in zones that are one of both.
    marks: Option<UnitStarts>,
}

impl Reach {
    pub(super) fn new(
        context: &SegmentContext<'_>,
        within: Within,
        is_ordered: bool,
        zone: Zone,
    ) -> Result<Self> {
        let mark = match within {
            Within::Words(_) | Within::Sentence => SENTENCE_MARK,
            Within::Paragraph => PARAGRAPH_MARK,
        };
        // A title is one sentence and one paragraph; only the body has marks.
        let marks = match zone {
            Zone::Body => UnitStarts::open(context, mark)?,
            Zone::Title | Zone::Metadata => None,
        };
        Ok(Reach { within, is_ordered, marks })
    }

    fn enter(&mut self, doc: DocId) {
        if let Some(marks) = &mut self.marks {
            marks.enter(doc);
        }
    }

    /// Drops occurrences that cannot take part: those that leave their sentence or paragraph.
    fn admit<E: Extent>(&mut self, found: &mut Vec<E>) {
        if let (Within::Sentence | Within::Paragraph, Some(marks)) = (self.within, &mut self.marks)
        {
            found.retain(|found| marks.unit(found.start()) == marks.unit(found.end() - 1));
        }
    }

    /// Tells whether what begins at `first` is near what ends before `end`.
    pub(super) fn joins(&mut self, end: u32, first: u32) -> bool {
        let Some(gap) = first.checked_sub(end) else { return false };
        let last = end - 1;
        let marks = self.marks.as_mut();
        match self.within {
            Within::Words(most) if gap < most => true,
            // Every sentence has a word, so that at most every other position is none.
            Within::Words(most) if gap / 2 > most => false,
            Within::Words(most) => {
                marks.is_some_and(|marks| gap - (marks.unit(first) - marks.unit(last)) < most)
            }
            Within::Sentence | Within::Paragraph => {
                marks.is_none_or(|marks| marks.unit(last) == marks.unit(first))
            }
        }
    }
}

impl Reach {
    /// Tells whether any word of `after` is near one of `before` that stands before it.
    fn joins_any(&mut self, before: &Places, after: &Places) -> bool {
        // Most articles are settled by the wider look: ends of sentences take positions.
        match self.within {
            Within::Words(most) if !before.precede(after, most.saturating_mul(2) + 2) => {
                return false;
            }
            Within::Words(most) if before.precede(after, most) => return true,
            _ => {}
        }
        after
            .iter()
            .any(|first| before.last_before(first).is_some_and(|last| self.joins(last + 1, first)))
    }
}

/// Where the sentences or paragraphs of an article begin, read when they are asked for.
pub(super) struct UnitStarts {
    postings: TermPostings,
    doc: DocId,
    is_read: bool,
    starts: Vec<u32>,
}

impl UnitStarts {
    /// Opens the starts of a segment; `None` when it has no article with a body.
    pub(super) fn open(context: &SegmentContext<'_>, mark: &str) -> Result<Option<Self>> {
        let postings = TermPostings::open_marks(context, mark)?;
        Ok(postings.map(|postings| UnitStarts {
            postings,
            doc: TERMINATED,
            is_read: false,
            starts: Vec::new(),
        }))
    }

    fn enter(&mut self, doc: DocId) {
        if self.doc != doc {
            (self.doc, self.is_read) = (doc, false);
        }
    }

    /// Returns the position behind the first `words` words of an article, where the units are
    /// sentences: each but the first stands behind a position without a word.
    pub(super) fn end_of_words(&mut self, doc: DocId, words: u32) -> u32 {
        self.enter(doc);
        if !self.is_read {
            self.read();
        }
        let mut end = words;
        for &start in self.starts.iter().skip(1) {
            if start > end {
                break;
            }
            end = end.saturating_add(1);
        }
        end
    }

    /// Returns the number of units that begin up to a position.
    fn unit(&mut self, position: u32) -> u32 {
        if !self.is_read {
            self.read();
        }
        self.starts.partition_point(|&start| start <= position) as u32
    }

    fn read(&mut self) {
        self.is_read = true;
        self.starts.clear();
        if self.postings.seek(self.doc) == self.doc {
            self.postings.positions(&mut self.starts);
            self.starts.iter_mut().for_each(|flagged| *flagged = position(*flagged));
            // A stretch without words begins where the next one does.
            self.starts.dedup();
        }
    }
}

/// Articles in which both sides stand near each other, in one zone.
pub(super) struct NearCursor {
    sides: [BoxedCursor; 2],
    reach: Reach,
    zone: Zone,
    doc: DocId,
    found: Vec<Occurrence>,
    /// Whether all occurrences in the current article were found.
    is_complete: bool,
    /// Places of the words of both sides, where these are words.
    words: [Places; 2],
    hulls: [Vec<Hull>; 2],
    /// Whether neither side has more than phrases, or two words near each other.
    are_pairs: bool,
}

/// Positions that are looked at first: most articles in which words near each other are near others
/// have that early. What is near there is near, as long as it is no more than phrases and pairs of words;
/// a part of a wider match may have a partner that begins early and ends late.
const FIRST_LOOK: u32 = 128;

impl NearCursor {
    pub(super) fn new(sides: [BoxedCursor; 2], reach: Reach, zone: Zone, are_pairs: bool) -> Self {
        let (found, words, hulls) = Default::default();
        let (doc, is_complete) = (TERMINATED, false);
        NearCursor { sides, reach, zone, doc, found, is_complete, words, hulls, are_pairs }
    }

    /// Starts at the first candidate from `first` on.
    pub(super) fn starting(mut self, first: DocId) -> Self {
        self.settle(first);
        self
    }

    /// Goes to the first article from `target` on that both sides may have.
    fn settle(&mut self, target: DocId) {
        let [left, right] = &mut self.sides;
        self.doc = target;
        loop {
            let doc = left.approach(self.doc);
            self.doc = if doc == TERMINATED { TERMINATED } else { right.approach(doc) };
            if self.doc == doc || self.doc == TERMINATED {
                return;
            }
        }
    }

    /// Tells whether words before a position are near each other; `None` when a side is more than
    /// words.
    fn words_join(&mut self, end: u32) -> Option<bool> {
        for (side, places) in self.sides.iter_mut().zip(&mut self.words) {
            places.clear();
            if !side.add_words(self.zone, places) {
                return None;
            }
            places.cut(end);
        }
        let [left, right] = &self.words;
        let reach = &mut self.reach;
        Some(reach.joins_any(left, right) || !reach.is_ordered && reach.joins_any(right, left))
    }

    /// Tells whether words and phrases, or such near each other, are near each other; `None` when
    /// a side is more than that.
    fn hulls_join(&mut self) -> Option<bool> {
        if self.are_pairs && self.hulls_join_before(FIRST_LOOK)? {
            return Some(true);
        }
        self.hulls_join_before(u32::MAX)
    }

    /// As [`NearCursor::hulls_join`], of the words before a position.
    fn hulls_join_before(&mut self, end: u32) -> Option<bool> {
        if !self.find_hulls(end) {
            return None;
        }
        let [left, right] = &self.hulls;
        Some(pairing::pair(left, right, &mut self.reach, &mut |_, _| true))
    }

    /// Finds what may take part on both sides; `false` when a side is more than words and phrases
    /// near each other.
    fn find_hulls(&mut self, end: u32) -> bool {
        for (side, hulls) in self.sides.iter_mut().zip(&mut self.hulls) {
            hulls.clear();
            if !side.add_hulls(self.zone, end, hulls) {
                return false;
            }
            self.reach.admit(hulls);
        }
        true
    }

    /// Finds all occurrences.
    fn find(&mut self) {
        if self.is_complete {
            return;
        }
        self.is_complete = true;
        let [left, right] = &mut self.sides;
        let [left, right] = [left, right].map(|side| {
            let mut found = Vec::new();
            side.occurrences(self.zone, &mut found);
            self.reach.admit(&mut found);
            found
        });
        self.found.clear();
        pairing::pair(&left, &right, &mut self.reach, &mut |one, other| {
            self.found.push(one.joined(other));
            false
        });
        self.found.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
        self.found.dedup();
    }
}

impl Cursor for NearCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    fn holds(&mut self) -> bool {
        if !self.sides.iter_mut().all(|side| side.holds()) {
            return false;
        }
        self.reach.enter(self.doc);
        self.is_complete = false;
        self.words_join(u32::MAX).or_else(|| self.hulls_join()).unwrap_or_else(|| {
            self.find();
            !self.found.is_empty()
        })
    }

    fn cost(&self) -> u32 {
        self.sides.iter().map(|side| side.cost()).min().unwrap_or(0).saturating_mul(8)
    }

    fn score(&mut self) -> f32 {
        self.sides.iter_mut().map(|side| side.score()).sum()
    }

    fn add_hulls(&mut self, zone: Zone, end: u32, hulls: &mut Vec<Hull>) -> bool {
        if zone != self.zone {
            return true;
        }
        if !self.find_hulls(end) {
            return false;
        }
        let [left, right] = &self.hulls;
        let mut is_whole = true;
        pairing::pair(left, right, &mut self.reach, &mut |one, other| {
            match one.joined(other) {
                Some(hull) => hulls.push(hull),
                None => is_whole = false,
            }
            !is_whole
        });
        hulls.sort_unstable();
        hulls.dedup();
        is_whole
    }

    fn has_before(&mut self, zone: Zone, end: u32) -> Option<bool> {
        if zone == self.zone { self.words_join(end) } else { Some(false) }
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        if zone == self.zone {
            self.find();
            found.extend(self.found.iter().cloned());
        }
    }
}
