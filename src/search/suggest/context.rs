//! The other words of the query, which tell what a misspelled one was meant to be.

use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocSet, TERMINATED};

use crate::error::Result;
use crate::index::{Snapshot, unreadable};
use crate::search::dictionary::{self, Found};

/// Most other words that are looked at, the rarest ones: they tell most, and each has a bit.
const MAX_OTHERS: usize = 8;

/// Most articles that are read of a candidate in each segment: enough for a share, and a bound on
/// the time that a frequent word takes.
const MAX_READ: usize = 20_000;

/// Articles that stand in for what was not seen: a candidate never met beside the other words is
/// unlikely, not impossible.
const UNSEEN: f64 = 0.5;

/// In which articles the other words stand.
pub(super) struct Context<'a> {
    snapshot: &'a Snapshot,
    /// Share of all articles that have each word.
    shares: Vec<f64>,
    /// For every segment and article, a bit for each word.
    articles: Vec<Vec<u8>>,
}

impl<'a> Context<'a> {
    /// Reads the articles of the known words, given as lemmas with the number of their articles.
    pub(super) fn new(snapshot: &'a Snapshot, known: &[(String, u64)]) -> Result<Self> {
        let mut others: Vec<_> = known.iter().collect();
        others.sort_by_key(|(_, articles)| *articles);
        others.dedup();
        others.truncate(MAX_OTHERS);
        let count = snapshot.article_count().max(1) as f64;
        let shares = others.iter().map(|(_, articles)| *articles as f64 / count).collect();
        let column = snapshot.fields().body_lemma;
        let mut articles = Vec::new();
        for ordinal in 0..snapshot.segments().len() {
            let mut bits = vec![0; snapshot.segments()[ordinal].max_doc() as usize];
            for (bit, (lemma, _)) in others.iter().enumerate() {
                let Some(lemma) = dictionary::term(snapshot, column, lemma)? else { continue };
                let Some(mut postings) = open(snapshot, ordinal, column, &lemma)? else { continue };
                while postings.doc() != TERMINATED {
                    bits[postings.doc() as usize] |= 1_u8 << bit;
                    postings.advance();
                }
            }
            articles.push(bits);
        }
        Ok(Context { snapshot, shares, articles })
    }

    /// Returns how well a form goes with the other words: the logarithm of its frequency and of
    /// the chance to meet each of them in its articles.
    pub(super) fn likelihood(&self, form: &str, articles: u64) -> Result<f64> {
        let (read, together) = self.count_together(form)?;
        let mut likelihood = (articles.max(1) as f64).ln();
        for (share, together) in self.shares.iter().zip(together) {
            likelihood += ((together + UNSEEN * share) / (read + UNSEEN)).ln();
        }
        Ok(likelihood)
    }

    /// Counts the articles read of a form, and those of them that have each other word.
    fn count_together(&self, form: &str) -> Result<(f64, [f64; MAX_OTHERS])> {
        let mut together = [0.0; MAX_OTHERS];
        let mut read = 0.0;
        let column = self.snapshot.fields().body_exact;
        let forms = dictionary::forms(self.snapshot, column, form)?;
        let segments = self.articles.iter().enumerate();
        for (form, (ordinal, bits)) in forms.iter().flat_map(|form| {
            let form = &form.term;
            segments.clone().map(move |segment| (form, segment))
        }) {
            let Some(mut postings) = open(self.snapshot, ordinal, column, form)? else { continue };
            for _ in 0..MAX_READ {
                if postings.doc() == TERMINATED {
                    break;
                }
                read += 1.0;
                let here = bits[postings.doc() as usize];
                for (bit, count) in together.iter_mut().enumerate() {
                    *count += f64::from(here >> bit & 1);
                }
                postings.advance();
            }
        }
        Ok((read, together))
    }
}

fn open(
    snapshot: &Snapshot,
    ordinal: usize,
    column: Column,
    term: &Found,
) -> Result<Option<SegmentPostings>> {
    let Some(Some(place)) = term.places.get(ordinal) else { return Ok(None) };
    let inverted = snapshot.segments()[ordinal].inverted_index(column).map_err(unreadable)?;
    let opened = inverted.read_postings_from_terminfo(place, IndexRecordOption::Basic);
    opened.map(Some).map_err(unreadable)
}
