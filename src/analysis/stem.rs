//! The stem: rust-stemmers' French Snowball over the lemma, with three faults mended.

use rust_stemmers::{Algorithm, Stemmer};

use super::fold::fold;

/// Version of the stemmer and of what is mended; part of the fingerprint.
pub(super) const VERSION: &str = "snowball-fr-1.2-a";

/// Shortest stem worth having, in bytes: at three, `mars` meets `mari`, and `mère` meets `mer`.
const SHORTEST: usize = 4;

/// Endings that Snowball takes for an imperfect. A lemma has no imperfect: `français`, `souhait`.
const NO_IMPERFECT: [&str; 2] = ["ais", "ait"];

/// Returns the folded stem of a lemma given with its accents.
///
/// Accents steer the stemmer, so they are folded last. Where the folding would turn the stem into
/// another word, as the `pât` of `pâté` into `pat`, the lemma itself is the stem.
pub(super) fn stem(lemma: &str, is_known: &dyn Fn(&str) -> bool) -> String {
    if NO_IMPERFECT.iter().any(|ending| lemma.ends_with(ending)) {
        return fold(lemma).into_owned();
    }
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
        assert_eq!(stem(lemma, &|word| word == "design"), expected);
    }

    #[test]
    fn families_share_a_stem() {
        check("négocier", "negoci");
        check("négociation", "negoci");
    }

    #[test]
    fn folding_makes_no_new_word() {
        check("désigner", "designer");
    }

    #[test]
    fn very_short_stems_are_refused() {
        check("mari", "mari");
        check("mars", "mars");
    }

    #[test]
    fn a_lemma_is_no_imperfect() {
        check("portugais", "portugais");
        check("portrait", "portrait");
    }
}
