//! New words made of known ones: `cyberharcelée` is `cyber` and a form of `harceler`.

use super::lexicon::{self, Lemma};

/// Prefixes that make new words, longer ones before those they begin with.
const PREFIXES: [&str; 54] = [
    "afro", "agro", "anti", "archi", "auto", "bio", "climato", "contre", "co", "crypto", "cyber",
    "dés", "dé", "éco", "électro", "euro", "extra", "géo", "hydro", "hyper", "infra", "inter",
    "intra", "islamo", "macro", "méga", "micro", "mini", "mono", "multi", "nano", "narco", "néo",
    "pan", "para", "poly", "post", "pré", "pro", "pseudo", "re", "ré", "semi", "socio", "sous",
    "super", "sur", "techno", "télé", "thermo", "trans", "ultra", "uni", "vidéo",
];

/// Shortest word behind a prefix, in bytes; shorter ones stand there by chance.
const SHORTEST_BASE: usize = 5;

/// Returns the lemma, accents kept, of a word outside the lexicon that is a prefix and a form the
/// lexicon has: `hypersportive` becomes `hypersportif`.
pub(super) fn lemma(form: &str) -> Option<String> {
    PREFIXES.iter().find_map(|prefix| {
        let base = form.strip_prefix(prefix).filter(|base| base.len() >= SHORTEST_BASE)?;
        let Lemma { accented, .. } = lexicon::read(base)?;
        Some([prefix, accented.as_str()].concat())
    })
}

/// Tells whether new words are made with a prefix.
pub(super) fn is_prefix(part: &str) -> bool {
    PREFIXES.contains(&part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, expected: Option<&str>) {
        assert_eq!(lemma(form).as_deref(), expected);
    }

    #[test]
    fn the_known_word_is_inflected() {
        check("cyberharcelées", Some("cyberharceler"));
        check("interafghanes", Some("interafghan"));
        check("reconfinent", Some("reconfiner"));
        check("ultralibéraux", Some("ultralibéral"));
    }

    #[test]
    fn other_words_have_no_prefix() {
        check("podcasts", None);
        check("prozac", None);
        check("copies", None);
    }
}
