//! `==word`: candidates by form, decided on the letters of the stored text.

use std::cell::RefCell;
use std::rc::Rc;

use tantivy::DocId;

use super::{BoxedCursor, Cursor, Occurrence, TERMINATED};
use crate::query::Field;
use crate::search::plan::{WrittenPlan, WrittenWord, Zone};
use crate::search::texts::{Spot, Texts};

/// Reading a stored article takes about as long as passing over so many entries of postings.
const READING_COST: u32 = 1000;

/// Articles in which the letters stand as typed.
pub(super) struct WrittenCursor {
    candidates: BoxedCursor,
    words: Vec<WrittenWord>,
    field: Option<Field>,
    texts: Rc<RefCell<Texts>>,
    found: Vec<(Zone, Occurrence)>,
    /// Mentions by form alone in the current article.
    mentions: usize,
}

impl WrittenCursor {
    pub(super) fn new(
        candidates: BoxedCursor,
        plan: &WrittenPlan,
        texts: Rc<RefCell<Texts>>,
    ) -> Self {
        let (words, field) = (plan.words.clone(), plan.field);
        let found = Vec::new();
        let mut cursor = WrittenCursor { candidates, words, field, texts, found, mentions: 0 };
        cursor.settle();
        cursor
    }

    /// Goes to the first candidate from the current one on in which a mention holds.
    fn settle(&mut self) -> DocId {
        while self.candidates.doc() != TERMINATED {
            self.look();
            if !self.found.is_empty() {
                break;
            }
            self.candidates.advance();
        }
        self.candidates.doc()
    }

    fn look(&mut self) {
        self.found.clear();
        self.mentions = 0;
        let doc = self.candidates.doc();
        for zone in [Zone::Body, Zone::Title, Zone::Metadata] {
            let mut mentions = Vec::new();
            self.candidates.occurrences(zone, &mut mentions);
            self.mentions += mentions.len();
            for mention in mentions {
                if self.holds(doc, zone, &mention) {
                    self.found.push((zone, mention));
                }
            }
        }
    }

    fn holds(&self, doc: DocId, zone: Zone, mention: &Occurrence) -> bool {
        let mut texts = self.texts.borrow_mut();
        let spot = Spot { doc, zone, field: self.field };
        self.words.iter().all(|WrittenWord { offset, choices }| {
            let positions = match offset {
                Some(offset) => mention.start + offset..mention.start + offset + 1,
                None => mention.start..mention.end,
            };
            texts.has(spot, positions, choices)
        })
    }
}

impl Cursor for WrittenCursor {
    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.candidates.doc() < target {
            self.candidates.seek(target);
            self.settle();
        }
        self.candidates.doc()
    }

    fn cost(&self) -> u32 {
        self.candidates.cost().saturating_mul(READING_COST)
    }

    /// The candidate's score, by the share of its mentions that hold.
    fn score(&mut self) -> f32 {
        self.candidates.score() * self.found.len() as f32 / self.mentions.max(1) as f32
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let here = self.found.iter().filter(|(place, _)| *place == zone);
        found.extend(here.map(|(_, mention)| mention.clone()));
    }
}
