//! What a score is made of, in words.

use super::{clean, typography};
use crate::language::Language;
use crate::search::{Contribution, Explanation, Part};

/// Returns a line for every part of a score, the greatest first, each with what it adds.
pub fn explanation(explanation: &Explanation, language: Language) -> String {
    let mut parts: Vec<&Contribution> = explanation.parts.iter().collect();
    parts.sort_by(|left, right| right.score.total_cmp(&left.score));
    parts.into_iter().map(|part| line(part, language)).collect()
}

fn line(part: &Contribution, language: Language) -> String {
    let score = typography::score(part.score, language);
    let word = part.word.as_deref().map(clean).map(|word| match language {
        Language::French => format!(" «\u{a0}{word}\u{a0}»"),
        Language::English => format!(" “{word}”"),
    });
    format!("{score:>9}  {}{}\n", name(part.part, language), word.unwrap_or_default())
}

fn name(part: Part, language: Language) -> &'static str {
    let (french, english) = names(part);
    match language {
        Language::French => french,
        Language::English => english,
    }
}

fn names(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Lemma => ("le mot, sous toutes ses formes", "the word in any form"),
        Part::Exact => ("le mot tel que saisi", "the word as typed"),
        Part::Stem => ("un mot de même famille", "a word of the same family"),
        Part::Alike => ("un mot d’orthographe voisine", "a word spelt alike"),
        Part::TitleLemma => ("dans le titre, sous toutes ses formes", "in the title, any form"),
        Part::TitleExact => ("dans le titre, tel que saisi", "in the title, as typed"),
        Part::Clause => ("une expression de la requête", "an expression of the query"),
        Part::Completeness => ("tous les mots sont là", "all words are there"),
        Part::OrderedPairs => ("des mots se suivent dans l’ordre", "words follow in their order"),
        Part::Pairs => ("des mots sont proches", "words stand close"),
        Part::TitlePairs => ("des mots se suivent dans le titre", "words follow in the title"),
        Part::BestPassage => ("le meilleur passage", "the best passage"),
        Part::Lead => ("le début de l’article", "the opening of the article"),
        Part::Coverage => ("l’article réunit la requête", "the article has the query"),
        Part::TitleOnly => ("des mots du seul titre", "words in the title alone"),
        Part::TitleFullness => ("le titre ne dit que cela", "the title says just that"),
        Part::Freshness => ("l’article est récent", "the article is recent"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, expected: &str) {
        let part = |part, word: Option<&str>, score| {
            Contribution::new(part, word.map(str::to_owned), score)
        };
        let parts = vec![part(Part::Lead, None, 0.5), part(Part::Exact, Some("ble"), 1.25)];
        assert_eq!(explanation(&Explanation::new(parts), language), expected);
    }

    #[test]
    fn parts_are_told_greatest_first() {
        let english = "     1.25  the word as typed “ble”\n     0.50  the opening of the article\n";
        check(Language::English, english);
        let french = concat!(
            "     1,25  le mot tel que saisi «\u{a0}ble\u{a0}»\n",
            "     0,50  le début de l’article\n"
        );
        check(Language::French, french);
    }
}
