//! BM25: how telling a word is, and how much its mentions count.
//!
//! Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009).

use std::sync::{Arc, LazyLock};

use tantivy::fieldnorm::FieldNormReader;

/// Returns the inverse document frequency of a term.
pub(super) fn idf(doc_freq: u64, articles: u64) -> f32 {
    let (df, n) = (doc_freq as f64, articles.max(doc_freq) as f64);
    ((1.0 + (n - df + 0.5) / (df + 0.5)).ln()) as f32
}

/// Returns how much `mentions` count where a text of that length has this penalty: between 0 and 1.
#[inline]
pub(super) fn saturation(mentions: f32, penalty: f32) -> f32 {
    mentions / (mentions + penalty)
}

/// Returns how many mentions count half in a text of `words` words, where the average is `average`.
pub(super) fn penalty(words: f32, average: f32, k1: f32, b: f32) -> f32 {
    k1 * (1.0 - b + b * words / average.max(1.0))
}

/// Number of words that each code stands for.
static LENGTHS: LazyLock<[f32; 256]> = LazyLock::new(|| {
    std::array::from_fn(|code| FieldNormReader::id_to_fieldnorm(code as u8) as f32)
});

/// Penalty of each of the 256 codes that stand for a length, for one field.
#[derive(Debug)]
pub(super) struct Penalties([f32; 256]);

impl Penalties {
    /// Prepares the penalties of a field; `average` is its mean length in the whole index, in
    /// words.
    pub(super) fn new(average: f32, k1: f32, b: f32) -> Self {
        let at_nothing = penalty(0.0, average, k1, b);
        let by_word = penalty(1.0, average, k1, b) - at_nothing;
        Penalties(LENGTHS.map(|words| at_nothing + by_word * words))
    }
}

/// Lengths of one field in one segment, ready for scoring.
pub(super) struct Lengths {
    norms: FieldNormReader,
    penalties: Arc<Penalties>,
}

impl Lengths {
    /// Joins the lengths of a segment with the penalties of their field.
    pub(super) fn new(norms: FieldNormReader, penalties: Arc<Penalties>) -> Self {
        Lengths { norms, penalties }
    }

    /// Returns how many mentions count half in an article of the segment.
    #[inline]
    pub(super) fn penalty(&self, doc: u32) -> f32 {
        self.penalties.0[usize::from(self.norms.fieldnorm_id(doc))]
    }

    /// Returns how much `mentions` count in an article of the segment.
    #[inline]
    pub(super) fn saturation(&self, doc: u32, mentions: u32) -> f32 {
        saturation(mentions as f32, self.penalty(doc))
    }

    /// Returns about how many words an article of the segment has in this field.
    pub(super) fn words(&self, doc: u32) -> u32 {
        self.norms.fieldnorm(doc)
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
        let in_words = |mentions, words| saturation(mentions, penalty(words, 100.0, 1.2, 0.75));
        assert!(in_words(2.0, 100.0) > in_words(1.0, 100.0));
        assert!(in_words(1e6, 100.0) <= 1.0);
        assert!(in_words(1.0, 50.0) > in_words(1.0, 500.0));
    }
}
