//! The changes that are tried when nothing was found, the smallest first.

use super::content_slots;
use super::tree::variants;
use crate::query::{MAX_NUMBER, MAX_SLOP, Matching, Phrase, Query, Within};
use crate::search::request::SearchRequest;
use crate::search::results::Change;

/// Reach that takes the place of a phrase.
const REACH_FOR_PHRASE: u32 = 5;

type Changed = (Change, SearchRequest);

/// Lists the changes of a request: forms, phrases, distances, filters, whole parts.
pub(super) fn changes(request: &SearchRequest) -> Vec<Changed> {
    let mut changes = Vec::new();
    if request.is_strict {
        changes.push((Change::Inflected, SearchRequest { is_strict: false, ..request.clone() }));
    }
    let mut push = |change: &dyn Fn(Query) -> Change, edit: &dyn Fn(&Query) -> Option<Query>| {
        for variant in variants(&request.query, edit) {
            let query = variant.whole;
            changes.push((change(variant.old), SearchRequest { query, ..request.clone() }));
        }
    };
    push(&|_| Change::Inflected, &inflected);
    push(&|old| Change::Nearby { part: old.to_string() }, &nearby);
    push(&|old| Change::Wider { part: old.to_string() }, &wider);
    changes.extend(without_filters(request));
    let dropped = without_parts(&request.query);
    changes.extend(dropped.into_iter().map(|(part, query)| {
        (Change::Without { part }, SearchRequest { query, ..request.clone() })
    }));
    for variant in variants(&request.query, &anywhere) {
        let change = Change::Anywhere { part: variant.old.to_string() };
        changes.push((change, SearchRequest { query: variant.whole, ..request.clone() }));
    }
    changes
}

/// Lets a word or phrase that was asked for in one form be inflected.
fn inflected(query: &Query) -> Option<Query> {
    let changed = match query {
        Query::Word(word) if matches!(word.matching, Matching::Exact | Matching::Identical) => {
            let mut word = word.clone();
            word.matching = Matching::Inflected;
            Query::Word(word)
        }
        Query::Phrase(phrase) => {
            let slots = phrase.slots.iter().map(|slot| inflected(slot).unwrap_or(slot.clone()));
            Query::Phrase(Phrase { slots: slots.collect(), ..phrase.clone() })
        }
        _ => return None,
    };
    (changed != *query).then_some(changed)
}

/// Asks for the words of a phrase near each other, in any order.
fn nearby(query: &Query) -> Option<Query> {
    let Query::Phrase(phrase) = query else { return None };
    let slots: Vec<&Query> = content_slots(phrase).collect();
    match *slots.as_slice() {
        [] | [_] => None,
        [left, right] => Some(Query::Near {
            left: Box::new(left.clone()),
            right: Box::new(right.clone()),
            within: Within::Words(REACH_FOR_PHRASE),
            is_ordered: false,
        }),
        // A row of proximities would keep the third word out of the stretch of the first two.
        _ if phrase.slop < REACH_FOR_PHRASE => {
            Some(Query::Phrase(Phrase { slop: REACH_FOR_PHRASE, ..phrase.clone() }))
        }
        _ => None,
    }
}

/// Doubles a distance, halves a number of mentions.
fn wider(query: &Query) -> Option<Query> {
    let mut changed = query.clone();
    match &mut changed {
        Query::Near { within: Within::Words(words), .. } => {
            *words = words.saturating_mul(2).min(MAX_NUMBER);
        }
        Query::Near { within, .. } if *within == Within::Sentence => *within = Within::Paragraph,
        Query::Phrase(phrase) => phrase.slop = phrase.slop.saturating_mul(2).min(MAX_SLOP),
        Query::Lead { words, .. } => *words = words.saturating_mul(2).min(MAX_NUMBER),
        Query::AtLeast { count, .. } => *count = count.div_ceil(2),
        _ => return None,
    }
    (changed != *query).then_some(changed)
}

/// Asks for both sides, or all words, anywhere in the article.
fn anywhere(query: &Query) -> Option<Query> {
    match query {
        Query::Near { left, right, .. } => {
            Some(Query::All(vec![(**left).clone(), (**right).clone()]))
        }
        Query::Phrase(phrase) => {
            let slots: Vec<Query> = content_slots(phrase).cloned().collect();
            (slots.len() > 1).then_some(Query::All(slots))
        }
        _ => None,
    }
}

fn without_filters(request: &SearchRequest) -> Vec<Changed> {
    let mut changes = Vec::new();
    if request.from.is_some() || request.to.is_some() {
        let changed = SearchRequest { from: None, to: None, ..request.clone() };
        changes.push((Change::AnyDate, changed));
    }
    if !request.sources.is_empty() {
        let changed = SearchRequest { sources: Vec::new(), ..request.clone() };
        changes.push((Change::AnySource, changed));
    }
    changes
}

/// Returns the query without each of its parts in turn, conditions first. What is left must look
/// for something.
fn without_parts(query: &Query) -> Vec<(String, Query)> {
    let Query::All(parts) = query else { return Vec::new() };
    let mut places: Vec<usize> = (0..parts.len()).collect();
    places.sort_by_key(|&place| looks_for_something(&parts[place]));
    let mut changed = Vec::new();
    for place in places {
        let mut rest = parts.clone();
        let dropped = rest.remove(place);
        if !rest.iter().any(looks_for_something) {
            continue;
        }
        let rest = if rest.len() == 1 { rest.swap_remove(0) } else { Query::All(rest) };
        let dropped = match dropped {
            Query::Not(of) => *of,
            part => part,
        };
        changed.push((dropped.to_string(), rest));
    }
    changed
}

fn looks_for_something(query: &Query) -> bool {
    !matches!(query, Query::Not(_) | Query::Dated(_) | Query::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &[&str]) {
        let request = SearchRequest::new(Query::parse(input).query);
        let changed: Vec<String> =
            changes(&request).iter().map(|(_, changed)| changed.query.to_string()).collect();
        assert_eq!(changed, expected, "{input}");
    }

    #[test]
    fn a_form_is_inflected_first() {
        check("=loyers ET gel", &["loyers ET gel", "gel", "=loyers"]);
    }

    #[test]
    fn a_phrase_becomes_proximity_then_words_of_the_article() {
        check("\"gel des loyers\"", &["gel /5 loyers", "gel ET loyers"]);
        check("\"gel dur des prix\"", &["\"gel dur des prix\"~5", "gel ET dur ET prix"]);
    }

    #[test]
    fn a_distance_is_doubled_before_it_is_dropped() {
        check("gel /4 loyer", &["gel /8 loyer", "gel ET loyer"]);
        check("gel /phrase loyer", &["gel /para loyer", "gel ET loyer"]);
        check("min3:gel", &["min2:gel"]);
        check("debut50:gel", &["debut100:gel"]);
    }

    #[test]
    fn conditions_are_dropped_before_words() {
        check("gel ET date:2024", &["gel"]);
        check("gel ET loyer SAUF prix", &["gel ET loyer", "loyer SAUF prix", "gel SAUF prix"]);
    }
}
