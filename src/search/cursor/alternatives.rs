//! Words that stand for forms, alone or as alternatives to each other: many are read as one.

use super::{BoxedCursor, SegmentContext, boolean, forms, many, word};
use crate::error::Result;
use crate::search::plan::{Node, WeightedTerm};
use crate::search::scan::MIN_FORMS;

/// So many alternatives are read as one word, even where each has few forms: what is kept of them
/// together is kept beside what is kept of each.
const MIN_JOINED_WORDS: usize = 4;

/// Alternatives, of which some are read as one.
struct Joined<'n> {
    terms: Vec<&'n [WeightedTerm]>,
    clause: u16,
    others: Vec<&'n Node>,
}

impl<'n> Joined<'n> {
    /// Joins the words among alternatives whose terms are such.
    fn among(parts: &'n [Node], are_such: fn(&[WeightedTerm]) -> bool) -> Self {
        let mut joined = Joined { terms: Vec::new(), clause: 0, others: Vec::new() };
        for part in parts {
            match part {
                Node::Word(set) if are_such(&set.terms) => {
                    joined.terms.push(&set.terms);
                    joined.clause = set.clause;
                }
                other => joined.others.push(other),
            }
        }
        joined
    }
}

impl SegmentContext<'_> {
    /// Starts a word that stands for many forms.
    pub(super) fn many(&self, terms: &[WeightedTerm], clause: u16) -> Result<BoxedCursor> {
        if let Some(kept) = word::WordCursor::kept(self, &[terms], clause)? {
            return Ok(Box::new(kept));
        }
        Ok(match &self.asked {
            Some(asked) => Box::new(forms::FormsCursor::new(self, asked, terms, clause)?),
            None => Box::new(many::ManyCursor::new(self.shared(&[terms])?, clause)),
        })
    }

    /// Starts alternatives. Where no mention has to tell of which word it is, words found by their
    /// forms alone are read as one, if all about them is kept; otherwise those of many forms are.
    pub(super) fn any(&self, parts: &[Node]) -> Result<BoxedCursor> {
        if self.asked.is_some() {
            return Ok(boolean::any(self.compile_all(parts)?));
        }
        let words = Joined::among(parts, are_forms);
        let has_many = words.terms.iter().any(|terms| is_many(terms));
        let fewest = if has_many { 2 } else { MIN_JOINED_WORDS };
        if words.terms.len() < fewest {
            return Ok(boolean::any(self.compile_all(parts)?));
        }
        if let Some(kept) = word::WordCursor::kept(self, &words.terms, words.clause)? {
            return self.beside(&words.others, Box::new(kept));
        }
        let words = Joined::among(parts, is_many);
        if words.terms.len() < 2 {
            return Ok(boolean::any(self.compile_all(parts)?));
        }
        let many = many::ManyCursor::new(self.shared(&words.terms)?, words.clause);
        self.beside(&words.others, Box::new(many))
    }

    fn beside(&self, others: &[&Node], joined: BoxedCursor) -> Result<BoxedCursor> {
        let others = others.iter().map(|part| self.compile(part));
        let mut cursors = others.collect::<Result<Vec<_>>>()?;
        cursors.push(joined);
        Ok(boolean::any(cursors))
    }

    /// Returns the places of many forms, which all cursors that look for them share.
    fn shared(&self, words: &[&[WeightedTerm]]) -> Result<many::Shared> {
        let mut opened = self.many.borrow_mut();
        let known = opened.iter().find(|shared| shared.is_of(words));
        if let Some(known) = known {
            return Ok(known.clone());
        }
        let new = many::Shared::open(self, words)?;
        opened.push(new.clone());
        Ok(new)
    }
}

/// Tells whether so many forms stand for one word that they are read together.
pub(in crate::search) fn is_many(terms: &[WeightedTerm]) -> bool {
    terms.len() > MIN_FORMS && are_forms(terms)
}

/// Tells whether a word is found by its forms alone, each of which is as typed.
fn are_forms(terms: &[WeightedTerm]) -> bool {
    terms.iter().all(|term| term.is_exact && term.makes_match)
}
