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
const WEIGHED: u32 = 3;

const ZONES: [Zone; 3] = [Zone::Body, Zone::Title, Zone::Metadata];

/// Articles in which the letters stand as typed.
pub(super) struct WrittenCursor {
    candidates: BoxedCursor,
    words: Vec<WrittenWord>,
    field: Option<Field>,
    texts: Rc<RefCell<Texts>>,
    /// Whether all mentions that hold are wanted.
    sees_all: bool,
    /// Whether what holds is left out of the answer.
    is_excluded: bool,
    found: Vec<(Zone, Occurrence)>,
    /// Whether all mentions in the current article were looked at.
    is_whole: bool,
    /// What part of the mentions by form holds in the current article.
    share: f32,
    /// Whether too many articles were read.
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
        let (share, is_excluded, is_over, is_whole) = (0.0, plan.is_excluded, false, false);
        WrittenCursor {
            candidates,
            words,
            field,
            texts,
            sees_all,
            is_excluded,
            found,
            is_whole,
            share,
            is_over,
        }
    }

    /// Takes all mentions by form for right: what may hold is left out of an answer that must not
    /// have it.
    fn suppose(&mut self) {
        self.is_whole = true;
        self.found.clear();
        self.share = 1.0;
        for zone in ZONES {
            let mut mentions = Vec::new();
            self.candidates.occurrences(zone, &mut mentions);
            self.found.extend(mentions.into_iter().map(|mention| (zone, mention)));
        }
    }

    /// Looks at the mentions by form: at all of them, or until some hold and enough are weighed.
    fn look(&mut self, sees_all: bool) {
        self.is_whole = false;
        self.found.clear();
        let mut looked_at = 0;
        for zone in ZONES {
            let mut mentions = Vec::new();
            self.candidates.occurrences(zone, &mut mentions);
            for mention in mentions {
                let is_weighed = looked_at < WEIGHED || self.found.is_empty();
                if !is_weighed && !sees_all {
                    return;
                }
                let holds = self.is_as_typed(zone, &mention);
                if holds {
                    self.found.push((zone, mention));
                }
                if is_weighed {
                    looked_at += 1;
                    self.share = self.found.len() as f32 / looked_at as f32;
                }
            }
        }
        self.is_whole = true;
    }

    fn is_as_typed(&self, zone: Zone, mention: &Occurrence) -> bool {
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
        if self.is_over && !self.is_excluded { TERMINATED } else { self.candidates.doc() }
    }

    fn approach(&mut self, target: DocId) -> DocId {
        self.candidates.approach(target);
        self.doc()
    }

    fn holds(&mut self) -> bool {
        if !self.candidates.holds() {
            return false;
        }
        self.is_over = !self.texts.borrow_mut().turn_to(self.candidates.doc());
        match (self.is_over, self.is_excluded) {
            (false, _) => self.look(self.sees_all),
            (true, true) => self.suppose(),
            (true, false) => return false,
        }
        !self.found.is_empty()
    }

    fn cost(&self) -> u32 {
        self.candidates.cost().saturating_mul(READING_COST)
    }

    /// The candidate's score, by the share of its mentions that hold, as far as they are weighed.
    fn score(&mut self) -> f32 {
        self.candidates.score() * self.share
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        if !self.is_whole {
            self.look(true);
        }
        let here = self.found.iter().filter(|(place, _)| *place == zone);
        found.extend(here.map(|(_, mention)| mention.clone()));
    }
}
