//! `==word`: candidates by form, decided on the letters of the stored text.

use std::cell::RefCell;
use std::rc::Rc;

use tantivy::DocId;

use super::{BoxedCursor, Cursor, Occurrence, TERMINATED};
use crate::query::Field;
use crate::search::plan::{WrittenPlan, WrittenWord, Zone};
use crate::search::texts::Texts;

/// Reading a stored article takes about as long as passing over so many entries of postings.
const READING_COST: u32 = 1000;

/// Mentions by form that are looked at to see how many of them hold, as far as some do: in the
/// articles that are shown, all are.
const WEIGHED: u32 = 4;

/// Articles in which the letters stand as typed.
pub(super) struct WrittenCursor {
    candidates: BoxedCursor,
    words: Vec<WrittenWord>,
    field: Option<Field>,
    texts: Rc<RefCell<Texts>>,
    /// Whether all mentions that hold are wanted.
    sees_all: bool,
    found: Vec<(Zone, Occurrence)>,
    /// What part of the mentions by form holds in the current article.
    share: f32,
    is_over: bool,
}

impl WrittenCursor {
    pub(super) fn new(
        candidates: BoxedCursor,
        plan: &WrittenPlan,
        texts: Rc<RefCell<Texts>>,
        sees_all: bool,
    ) -> Self {
        let (words, field, found) = (plan.words.clone(), plan.field, Vec::new());
        let (share, is_over) = (0.0, false);
        let mut cursor =
            WrittenCursor { candidates, words, field, texts, sees_all, found, share, is_over };
        cursor.settle();
        cursor
    }

    /// Goes to the first candidate from the current one on in which a mention holds.
    fn settle(&mut self) -> DocId {
        while self.doc() != TERMINATED {
            self.is_over = !self.texts.borrow_mut().turn_to(self.candidates.doc());
            self.look();
            if !self.found.is_empty() {
                break;
            }
            self.candidates.advance();
        }
        self.doc()
    }

    fn look(&mut self) {
        self.found.clear();
        let mut looked_at = 0;
        for zone in [Zone::Body, Zone::Title, Zone::Metadata] {
            let mut mentions = Vec::new();
            self.candidates.occurrences(zone, &mut mentions);
            for mention in mentions {
                let is_weighed = looked_at < WEIGHED || self.found.is_empty();
                if !is_weighed && !self.sees_all || self.is_over {
                    return;
                }
                let holds = self.holds(zone, &mention);
                if holds {
                    self.found.push((zone, mention));
                }
                if is_weighed {
                    looked_at += 1;
                    self.share = self.found.len() as f32 / looked_at as f32;
                }
            }
        }
    }

    fn holds(&self, zone: Zone, mention: &Occurrence) -> bool {
        let mut texts = self.texts.borrow_mut();
        self.words.iter().all(|WrittenWord { offset, choices }| {
            let positions = match offset {
                Some(offset) => mention.start + offset..mention.start + offset + 1,
                None => mention.start..mention.end,
            };
            texts.has((zone, self.field), positions, choices)
        })
    }
}

impl Cursor for WrittenCursor {
    fn doc(&self) -> DocId {
        if self.is_over { TERMINATED } else { self.candidates.doc() }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.candidates.seek(target);
            self.settle();
        }
        self.doc()
    }

    fn cost(&self) -> u32 {
        self.candidates.cost().saturating_mul(READING_COST)
    }

    /// The candidate's score, by the share of its mentions that hold, as far as they are weighed.
    fn score(&mut self) -> f32 {
        self.candidates.score() * self.share
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let here = self.found.iter().filter(|(place, _)| *place == zone);
        found.extend(here.map(|(_, mention)| mention.clone()));
    }
}
