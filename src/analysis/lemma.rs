//! The lemma of a word: what the lexicon says, and what is done with the words it does not know.

use std::borrow::Cow;

use super::fold::{fold, lower};
use super::lexicon::{self, Lemma};
use super::{derivation, inflection, stop_words};

/// Longest unknown word in capitals taken for an acronym; a longer one is a word of a headline.
const LONGEST_UNKNOWN_ACRONYM: usize = 5;

/// Lengths of a word in capitals taken for an acronym even though the lexicon knows it.
const ACRONYM_LENGTHS: std::ops::RangeInclusive<usize> = 2..=3;

/// Returns the lemma of a word as written in the text.
pub(super) fn of_word(surface: &str) -> Lemma {
    if is_capitalised(surface) && lexicon::is_name(&title_case(surface)) {
        return unchanged(&lower(surface));
    }
    let form = lower(surface);
    match lexicon::find(&form) {
        // USA is no form of `user`.
        Some(_) if is_short_acronym(surface) && !stop_words::contains(&form) => unchanged(&form),
        Some(lemma) if is_capitalised(surface) && is_simple_past(&form, &lemma) => unchanged(&form),
        Some(lemma) => lemma,
        None => unknown(surface, &form),
    }
}

/// Returns the lemma of a word that keeps its apostrophe: `prud’hommes` becomes `prudhomme`.
pub(super) fn of_lexicalised(surface: &str) -> Lemma {
    let form = plain_apostrophes(surface);
    match lexicon::find(&form) {
        Some(lemma) => without_signs(&lemma),
        None => unchanged(&unsigned(&form)),
    }
}

/// Returns the lemma of a joined compound, signs removed: `sous-préfètes` becomes `sousprefet`.
pub(super) fn of_compound(surface: &str) -> Lemma {
    let form = plain_apostrophes(surface);
    match lexicon::find(&form) {
        Some(lemma) => without_signs(&lemma),
        None => of_parts(surface),
    }
}

/// Whether the lexicon knows the form, with its accents or without.
pub(super) fn is_known(surface: &str) -> bool {
    lexicon::find(&plain_apostrophes(surface)).is_some()
}

/// Whether the form is a simple past or the subjunctive that goes with it: `dura`, `duras`,
/// `murât`. No sentence of the press begins with one, so with a capital it is a name: Duras, Murat.
fn is_simple_past(form: &str, lemma: &Lemma) -> bool {
    let stem = lemma.accented.strip_suffix("er");
    let ending = stem.and_then(|stem| form.strip_prefix(stem));
    matches!(ending, Some("a" | "as" | "at" | "ât"))
}

/// Names and short capitals stay; other words lose the regular plural and feminine.
fn unknown(surface: &str, form: &str) -> Lemma {
    let is_headline = is_all_capitals(surface) && surface.chars().count() > LONGEST_UNKNOWN_ACRONYM;
    let is_name = is_capitalised(surface) && !is_headline;
    if is_name && !inflection::is_common_plural(form) {
        return unchanged(form);
    }
    if let Some(derived) = derivation::lemma(form) {
        return unchanged(&derived);
    }
    let singular = inflection::singular(form);
    // `athènes` is no plural, and a name has none: `les macrons` are not Macron.
    let is_name = is_listed_name(form) || is_listed_name(&singular);
    unchanged(if is_name { form } else { &singular })
}

/// Whether a word outside the lexicon is a name that it lists.
fn is_listed_name(form: &str) -> bool {
    lexicon::is_name(&title_case(&fold(form)))
}

/// Returns the terms of the other lemmas that a word in capitals may have once its accents are put
/// back: `MARCHE` is also `marché`. Stop words stay what they are: `MAIS` is not `maïs`.
pub(super) fn homographs_of_capitals(surface: &str, lemma: &str) -> Vec<String> {
    let is_plain = surface.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_plain || surface.len() < 2 {
        return Vec::new();
    }
    let form = surface.to_ascii_lowercase();
    if stop_words::contains(&form) { Vec::new() } else { homographs(&form, lemma) }
}

/// Returns the terms of the lemmas other than `lemma` that a form without accents may have with
/// them.
pub(super) fn homographs(folded: &str, lemma: &str) -> Vec<String> {
    let forms = lexicon::homographs(folded);
    let mut terms: Vec<String> = forms
        .iter()
        .filter_map(|form| lexicon::read(form))
        .map(|homograph| homograph.term)
        .filter(|term| term != lemma)
        .collect();
    terms.sort();
    terms.dedup();
    terms
}

/// Takes the inflection off the last part, and off a first part in the plural; names stay.
fn of_parts(surface: &str) -> Lemma {
    let parts: Vec<&str> = parts(surface).collect();
    let is_name = parts.last().is_some_and(|part| is_capitalised(part) && !is_all_capitals(part));
    if is_name {
        return unchanged(&unsigned(&lower(surface)));
    }
    let last = parts.len().saturating_sub(1);
    let mut lemma = Lemma { accented: String::new(), term: String::new() };
    for (index, part) in parts.into_iter().enumerate() {
        let is_plural = index == 0 && part.ends_with(['s', 'x']);
        let piece =
            if index == last || is_plural { of_word(part) } else { unchanged(&lower(part)) };
        lemma.accented.push_str(&piece.accented);
        lemma.term.push_str(&fold(&piece.term));
    }
    lemma
}

/// Returns the parts of a compound.
fn parts(surface: &str) -> impl Iterator<Item = &str> {
    surface.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
}

fn unchanged(form: &str) -> Lemma {
    Lemma { accented: form.to_owned(), term: fold(form).into_owned() }
}

fn without_signs(lemma: &Lemma) -> Lemma {
    Lemma { accented: unsigned(&lemma.accented), term: unsigned(&lemma.term) }
}

/// Removes hyphens and apostrophes.
pub(super) fn unsigned(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn plain_apostrophes(surface: &str) -> Cow<'_, str> {
    if !surface.contains('’') {
        return lower(surface);
    }
    Cow::Owned(lower(&surface.replace('’', "'")).into_owned())
}

fn is_capitalised(surface: &str) -> bool {
    surface.starts_with(char::is_uppercase)
}

fn is_all_capitals(surface: &str) -> bool {
    !surface.contains(char::is_lowercase)
}

fn is_short_acronym(surface: &str) -> bool {
    ACRONYM_LENGTHS.contains(&surface.chars().count()) && is_all_capitals(surface)
}

/// Writes a name with its first letter as the only capital.
pub(super) fn title_case(surface: &str) -> Cow<'_, str> {
    if is_title_case(surface.as_bytes()) {
        return Cow::Borrowed(surface);
    }
    let mut letters = surface.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    Cow::Owned(first + &lower(letters.as_str()))
}

/// Whether one capital stands before small letters, all of them plain: most names do.
fn is_title_case(bytes: &[u8]) -> bool {
    let Some((first, rest)) = bytes.split_first() else { return false };
    first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(surface: &str, expected: &str) {
        assert_eq!(of_word(surface).term, expected, "{surface}");
    }

    #[test]
    fn compounds_lose_their_signs() {
        let term = |surface: &str| of_compound(surface).term;
        assert_eq!(term("sous-préfètes"), "sousprefet");
        assert_eq!(term("euro-turques"), "euroturc");
        assert_eq!(term("Pays-Bas"), "paysbas");
    }

    #[test]
    fn unknown_words_lose_the_regular_plural() {
        check("trottinettistes", "trottinettiste");
        check("TROTTINETTISTES", "trottinettiste");
    }

    #[test]
    fn names_and_short_capitals_stay() {
        check("Wembleys", "wembleys");
        check("Influenceuses", "influenceur");
        check("UGTTS", "ugtts");
        check("Nantes", "nantes");
        check("Tours", "tours");
        check("ATHENES", "athenes");
        check("orléans", "orleans");
        check("macrons", "macrons");
        check("CAS", "cas");
        check("LES", "le");
    }

    #[test]
    fn a_capitalised_simple_past_is_a_name() {
        check("Duras", "duras");
        check("Coupat", "coupat");
        check("Macha", "macha");
        check("duras", "durer");
        check("Donnera", "donner");
        check("Va", "aller");
        check("Combats", "combat");
    }

    #[test]
    fn names_that_look_like_words_without_accents_stay() {
        check("Denis", "denis");
        check("Ecosse", "ecosse");
        check("Mises", "mise");
    }

    #[test]
    fn prefixes_make_new_words() {
        check("cyberharcelée", "cyberharceler");
        check("Automotive", "automotive");
        check("RECONFINÉES", "reconfiner");
    }

    #[test]
    fn professions_go_to_the_masculine() {
        check("institutrices", "instituteur");
        check("coiffeuse", "coiffeur");
        check("boulangères", "boulanger");
    }

    #[test]
    fn adjectives_go_to_the_masculine() {
        check("vieille", "vieux");
        check("portugaise", "portugais");
        check("AGRICOLES", "agricole");
    }

    #[test]
    fn nouns_win_over_verbs() {
        check("portes", "porte");
        check("journée", "journee");
        check("blessés", "blesser");
    }

    #[test]
    fn accents_missing_in_the_text_are_restored() {
        check("regle", "regle");
        check("repetaient", "repeter");
        check("Ecole", "ecole");
        check("évenements", "evenement");
        check("Elevé", "elever");
        check("Eleves", "eleve");
    }

    #[test]
    fn capitals_may_lack_accents() {
        let homographs = |surface: &str| homographs_of_capitals(surface, &of_word(surface).term);
        assert_eq!(homographs("MARCHE"), ["marché"]);
        assert_eq!(homographs("CONGRES"), [""; 0]);
        assert!(homographs("PECHES").contains(&"péché".to_owned()));
        for surface in ["Marche", "MARCHÉ", "MAIS", "ECOLE"] {
            assert_eq!(homographs(surface), [""; 0], "{surface}");
        }
    }

    #[test]
    fn spellings_of_1990_share_a_lemma() {
        check("brûlures", "brulure");
        check("brulures", "brulure");
        check("règlementer", "reglementer");
    }

    #[test]
    fn accents_part_words() {
        check("côtés", "côté");
        check("côtes", "côte");
        check("cotes", "cote");
        check("mûre", "mûr");
    }
}
