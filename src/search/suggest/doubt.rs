//! Which typed words no article has, or next to none.

use crate::analysis::{Analyzer, QueryToken, Rule, is_in_lexicon};
use crate::error::Result;
use crate::index::Snapshot;
use crate::query::{Field, Matching, Query, Word};
use crate::search::dictionary::{self, articles_with};

/// A word in so many articles or fewer may be a slip that also stands in the collection.
pub(super) const RARE: u64 = 3;

/// Shortest word that is corrected; among shorter ones everything is near.
const MIN_LETTERS: usize = 3;

/// Shortest rare word that is doubted.
const MIN_LETTERS_RARE: usize = 5;

/// A word of the query, in the order in which the tree is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct TypedWord<'q> {
    pub word: &'q Word,
    /// The word before it is its neighbour in the same run or phrase.
    pub follows: bool,
    /// It is looked for in article or title, and not excluded.
    pub is_sought: bool,
}

/// A part of a typed word that is in doubt.
#[derive(Debug, Clone)]
pub(super) struct Doubt {
    /// Place of the typed word among all.
    pub index: usize,
    /// The doubted token, its bytes counted in the typed word.
    pub token: QueryToken,
    /// Articles that have it all the same.
    pub articles: u64,
}

/// What the dictionaries say about the words of a query.
#[derive(Debug, Default)]
pub(super) struct Doubted {
    pub doubted: Vec<Doubt>,
    /// Lemmas of the words that are known, with the number of their articles.
    pub known: Vec<(String, u64)>,
}

/// Lists the words of a query in the order of the tree.
pub(super) fn words(query: &Query) -> Vec<TypedWord<'_>> {
    let mut words = Vec::new();
    list(query, false, true, &mut words);
    words
}

fn list<'q>(query: &'q Query, follows: bool, is_sought: bool, words: &mut Vec<TypedWord<'q>>) {
    match query {
        Query::Nothing | Query::Dated(_) => {}
        Query::Word(word) => words.push(TypedWord { word, follows, is_sought }),
        Query::Phrase(phrase) => list_run(&phrase.slots, is_sought, words),
        Query::Words(parts) => list_run(parts, is_sought, words),
        Query::All(parts) | Query::Any(parts) => {
            parts.iter().for_each(|part| list(part, false, is_sought, words));
        }
        Query::Near { left, right, .. } => {
            list(left, false, is_sought, words);
            list(right, false, is_sought, words);
        }
        Query::Not(of) => list(of, false, false, words),
        Query::In(field, of) => list(of, false, is_sought && *field == Field::Title, words),
        Query::Required(of)
        | Query::AtLeast { of, .. }
        | Query::Lead { of, .. }
        | Query::Weight { of, .. } => list(of, false, is_sought, words),
    }
}

fn list_run<'q>(parts: &'q [Query], is_sought: bool, words: &mut Vec<TypedWord<'q>>) {
    let mut is_after_word = false;
    for part in parts {
        list(part, is_after_word, is_sought, words);
        is_after_word = matches!(part, Query::Word(_));
    }
}

/// Looks up every word of a query in the dictionaries.
pub(super) fn examine(
    snapshot: &Snapshot,
    words: &[TypedWord<'_>],
    analyzer: &mut Analyzer,
) -> Result<Doubted> {
    let mut found = Doubted::default();
    for (index, typed) in words.iter().enumerate() {
        if !typed.is_sought || !is_spelled(typed.word.matching) {
            continue;
        }
        let tokens = analyzer.analyze_query(&typed.word.text);
        for token in tokens {
            let articles = articles_of(snapshot, &token)?;
            if articles > 0 && token.rule == Rule::Joined {
                // The compound is known as a whole; its parts need not be.
                found.doubted.retain(|doubt: &Doubt| doubt.index != index);
                break;
            }
            if is_in_doubt(&token, articles) {
                found.doubted.push(Doubt { index, token, articles });
            } else if articles > 0 && !token.is_stop_word {
                found.known.push((token.lemma, articles));
            }
        }
    }
    Ok(found)
}

/// Tells whether a word is spelled out, not a pattern.
fn is_spelled(matching: Matching) -> bool {
    matches!(matching, Matching::Inflected | Matching::Exact | Matching::Identical)
}

/// Returns the articles of a word in body or title, whichever has more. A word of which another
/// inflection is there is well spelled, even where one form is asked for.
fn articles_of(snapshot: &Snapshot, token: &QueryToken) -> Result<u64> {
    let fields = snapshot.fields();
    let mut articles = 0;
    for column in [fields.body_exact, fields.title_exact] {
        articles = articles.max(articles_with(snapshot, column, &token.exact)?);
    }
    for column in [fields.body_lemma, fields.title_lemma] {
        let lemma = dictionary::term(snapshot, column, &token.lemma)?;
        articles = articles.max(lemma.map_or(0, |lemma| lemma.doc_freq));
    }
    Ok(articles)
}

/// Numbers, signs and small words are never corrected; a rare word only when no lexicon has it.
fn is_in_doubt(token: &QueryToken, articles: u64) -> bool {
    let letters = token.exact.chars().count();
    let is_word = matches!(token.rule, Rule::Word | Rule::Part | Rule::Inverted);
    let is_plain = token.exact.chars().all(char::is_alphabetic);
    if !is_word || !is_plain || token.is_stop_word || letters < MIN_LETTERS {
        return false;
    }
    let is_rare = articles <= RARE && letters >= MIN_LETTERS_RARE;
    articles == 0 || (is_rare && !is_in_lexicon(&token.exact))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &[(&str, bool, bool)]) {
        let query = Query::parse(input).query;
        let words = words(&query);
        let read: Vec<_> = words
            .iter()
            .map(|typed| (typed.word.text.as_str(), typed.follows, typed.is_sought))
            .collect();
        assert_eq!(read, expected, "{input}");
    }

    #[test]
    fn neighbours_follow_each_other() {
        check("un deux", &[("un", false, true), ("deux", true, true)]);
        check("\"un deux\"", &[("un", false, true), ("deux", true, true)]);
        check("un ET deux", &[("un", false, true), ("deux", false, true)]);
    }

    #[test]
    fn what_is_excluded_or_a_name_of_a_source_is_not_sought() {
        check("un SAUF deux", &[("un", false, true), ("deux", false, false)]);
        check("source:un", &[("un", false, false)]);
        check("titre:un", &[("un", false, true)]);
    }
}
