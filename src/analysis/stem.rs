//! The stem: rust-stemmers' French Snowball over the lemma, with two faults mended.

use rust_stemmers::{Algorithm, Stemmer};

use super::fold::fold;

/// Version of the stemmer; part of the fingerprint.
pub(super) const VERSION: &str = "snowball-fr-1.2";

/// Shortest stem worth having; below, unrelated words meet.
const SHORTEST: usize = 3;

/// Returns the folded stem of a lemma given with its accents.
///
/// Accents steer the stemmer, so they are folded last. Where the folding would turn the stem into
/// another word, as `chât` of `châtiment` into `chat`, the lemma itself is the stem.
pub(super) fn stem(lemma: &str, is_known: &dyn Fn(&str) -> bool) -> String {
    let stem = Stemmer::create(Algorithm::French).stem(lemma);
    let folded = fold(&stem);
    let is_another_word = *folded != *stem && stem.len() < lemma.len() && is_known(&folded);
    if folded.len() < SHORTEST || is_another_word {
        return fold(lemma).into_owned();
    }
    folded.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lemma: &str, expected: &str) {
        assert_eq!(stem(lemma, &|word| word == "chat"), expected);
    }

    #[test]
    fn families_share_a_stem() {
        check("négocier", "negoci");
        check("négociation", "negoci");
    }

    #[test]
    fn folding_makes_no_new_word() {
        check("châtiment", "chatiment");
    }

    #[test]
    fn very_short_stems_are_refused() {
        check("vue", "vue");
    }
}
