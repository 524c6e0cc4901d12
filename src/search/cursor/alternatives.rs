//! Words that stand for many forms, alone or as alternatives to each other.

use super::{BoxedCursor, SegmentContext, boolean, forms, many, word};
use crate::error::Result;
use crate::search::plan::{Node, WeightedTerm};
use crate::search::scan::MIN_FORMS;

/// So many alternatives are read as one word, even where each has few forms: what is kept of them
/// together is kept beside what is kept of each.
const MIN_JOINED_WORDS: usize = 4;

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

    /// Starts alternatives. Truncated words among them are read as one, where no mention has to
    /// tell of which word it is.
    pub(super) fn any(&self, parts: &[Node]) -> Result<BoxedCursor> {
        let (mut words, mut clause, mut others) = (Vec::new(), 0, Vec::new());
        let mut has_many = false;
        for part in parts {
            match part {
                Node::Word(set) if self.asked.is_none() && are_forms(&set.terms) => {
                    words.push(set.terms.as_slice());
                    clause = set.clause;
                    has_many |= is_many(&set.terms);
                }
                other => others.push(other),
            }
        }
        if words.len() < if has_many { 2 } else { MIN_JOINED_WORDS } {
            return Ok(boolean::any(self.compile_all(parts)?));
        }
        let others = others.into_iter().map(|part| self.compile(part));
        let mut cursors = others.collect::<Result<Vec<_>>>()?;
        cursors.push(match word::WordCursor::kept(self, &words, clause)? {
            Some(kept) => Box::new(kept),
            None => Box::new(many::ManyCursor::new(self.shared(&words)?, clause)),
        });
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
