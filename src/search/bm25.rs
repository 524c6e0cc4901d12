//! BM25, with parameters of our own.
//!
//! Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009).

use std::rc::Rc;

use tantivy::fieldnorm::FieldNormReader;

/// How fast repeated mentions stop counting.
const K1: f32 = 1.2;
/// How much long articles are held back.
const B: f32 = 0.75;

/// Returns the inverse document frequency of a term.
pub(super) fn idf(doc_freq: u64, articles: u64) -> f32 {
    let (df, n) = (doc_freq as f64, articles.max(doc_freq) as f64);
    ((1.0 + (n - df + 0.5) / (df + 0.5)).ln()) as f32
}

/// Returns how much `mentions` count in a text of `words` words, where the average is `average`;
/// between 0 and `K1 + 1`.
pub(super) fn saturation(mentions: f32, words: f32, average: f32) -> f32 {
    mentions * (K1 + 1.0) / (mentions + length_penalty(words, average))
}

/// Largest value of [`saturation`].
pub(super) const MAX_SATURATION: f32 = K1 + 1.0;

fn length_penalty(words: f32, average: f32) -> f32 {
    K1 * (1.0 - B + B * words / average.max(1.0))
}

/// Penalty of each of the 256 codes that stand for a length, for one field.
pub(super) type Penalties = Rc<[f32; 256]>;

/// Prepares the penalties of a field; `average` is its mean length in the whole index, in words.
pub(super) fn penalties(average: f32) -> Penalties {
    let mut penalties = [0.0; 256];
    for (code, penalty) in (0..=u8::MAX).zip(penalties.iter_mut()) {
        *penalty = length_penalty(FieldNormReader::id_to_fieldnorm(code) as f32, average);
    }
    Rc::new(penalties)
}

/// Lengths of one field in one segment, ready for scoring.
pub(super) struct Lengths {
    norms: FieldNormReader,
    penalties: Penalties,
}

impl Lengths {
    /// Joins the lengths of a segment with the penalties of their field.
    pub(super) fn new(norms: FieldNormReader, penalties: Penalties) -> Self {
        Lengths { norms, penalties }
    }

    /// Returns how much `mentions` count in an article of the segment.
    #[inline]
    pub(super) fn saturation(&self, doc: u32, mentions: u32) -> f32 {
        let penalty = self.penalties[usize::from(self.norms.fieldnorm_id(doc))];
        let mentions = mentions as f32;
        mentions * (K1 + 1.0) / (mentions + penalty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        assert!(idf(1, 1000) > idf(100, 1000));
        assert!(idf(1000, 1000) > 0.0);
    }

    #[test]
    fn more_mentions_count_more_but_never_beyond_the_maximum() {
        assert!(saturation(2.0, 100.0, 100.0) > saturation(1.0, 100.0, 100.0));
        assert!(saturation(1e6, 100.0, 100.0) <= MAX_SATURATION);
        assert!(saturation(1.0, 50.0, 100.0) > saturation(1.0, 500.0, 100.0));
    }
}
