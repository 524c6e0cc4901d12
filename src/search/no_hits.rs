//! Why nothing was found: how many articles each part has, and the smallest changes that help.

mod change;
mod tree;

use self::change::changes;
use super::request::SearchRequest;
use super::results::{Notice, PartCount};
use super::{Searcher, collect};
use crate::analysis::{fold, is_stop_form};
use crate::error::Result;
use crate::query::{DateRange, Field, Matching, Phrase, Query, Word};

/// Most parts that are counted; a reader does not look at more.
const MAX_PARTS: usize = 12;

/// Most changes that are tried: each takes as long as a search.
const MAX_TRIES: usize = 16;

/// What the truncated and fuzzy words of all parts and changes may take, in places that could be read
/// meanwhile: as long as some ten plain searches; what would come after is left out.
const MAX_EFFORT: u64 = 300_000;

/// Most changes that are told.
const MAX_TOLD: usize = 3;

impl Searcher {
    /// Tells which parts of a request without hits match nothing, filters included, and which
    /// changes bring hits. When a word is misspelled (`has_suggestion`), no change is looked for.
    pub(super) fn no_hits(
        &self,
        request: &SearchRequest,
        has_suggestion: bool,
    ) -> Result<Vec<Notice>> {
        let mut notices = Vec::new();
        let mut counted: Vec<PartCount> = Vec::new();
        let mut effort = MAX_EFFORT;
        for (part, request) in parts(request) {
            let is_counted = counted.iter().any(|counted| counted.part == part);
            if !is_counted && let Some(articles) = self.total(&request, &mut effort)? {
                counted.push(PartCount { part, articles });
            }
        }
        match counted.as_slice() {
            [] => return Ok(notices),
            [only] if only.articles == 0 && request.query != Query::Nothing => {
                notices.push(Notice::NothingFound { part: only.part.clone() });
            }
            [only] if only.part == request.query.to_string() => {}
            _ => notices.push(Notice::PartCounts { parts: counted }),
        }
        if !has_suggestion {
            notices.extend(self.helpful_changes(request, &mut effort)?);
        }
        Ok(notices)
    }

    fn helpful_changes(&self, request: &SearchRequest, effort: &mut u64) -> Result<Vec<Notice>> {
        let mut told = Vec::new();
        for (change, changed) in changes(request).into_iter().take(MAX_TRIES) {
            if let Some(articles @ 1..) = self.total(&changed, effort)? {
                let query = changed.query.to_string();
                told.push(Notice::Instead { change, query, articles });
            }
            if told.len() == MAX_TOLD {
                break;
            }
        }
        Ok(told)
    }

    /// Counts the articles that match a request; `None` when that takes more than what is left.
    fn total(&self, request: &SearchRequest, effort: &mut u64) -> Result<Option<u64>> {
        if *effort == 0 && stands_for_forms(&request.query) {
            return Ok(None);
        }
        let plan = self.plan(request)?;
        let is_dear = plan.effort > *effort;
        *effort = effort.saturating_sub(plan.effort);
        if is_dear {
            return Ok(None);
        }
        Ok(Some(collect::collect(&self.snapshot, &plan, request.sort, 0)?.total))
    }
}

/// Tells whether a query has truncated, masked or fuzzy words.
fn stands_for_forms(query: &Query) -> bool {
    match query {
        Query::Word(word) => {
            matches!(word.matching, Matching::Prefix | Matching::Wildcard | Matching::Fuzzy)
        }
        Query::Words(parts) | Query::All(parts) | Query::Any(parts) => {
            parts.iter().any(stands_for_forms)
        }
        Query::Phrase(phrase) => phrase.slots.iter().any(stands_for_forms),
        Query::Near { left, right, .. } => stands_for_forms(left) || stands_for_forms(right),
        Query::Required(of)
        | Query::Not(of)
        | Query::In(_, of)
        | Query::Weight { of, .. }
        | Query::AtLeast { of, .. }
        | Query::Lead { of, .. } => stands_for_forms(of),
        Query::Nothing | Query::Dated(_) => false,
    }
}

/// Lists the first parts of a request, each as a request of its own.
fn parts(request: &SearchRequest) -> Vec<(String, SearchRequest)> {
    let mut parts = Vec::new();
    // A paste has thousands.
    for part in query_parts(&request.query).into_iter().take(MAX_PARTS) {
        parts.push((part.to_string(), request.for_other(part.clone())));
    }
    if request.from.is_some() || request.to.is_some() {
        let range = Query::Dated(DateRange { from: request.from, to: request.to });
        parts.push((range.to_string(), request.for_other(range)));
    }
    if !request.sources.is_empty() {
        // The filter as it is, which takes less than to look the names up word by word.
        let sources = request.sources.clone();
        let part = in_sources(&sources).to_string();
        let all = request.for_other(Query::All(Vec::new()));
        parts.push((part, SearchRequest { sources, ..all }));
    }
    parts.truncate(MAX_PARTS);
    parts
}

/// Takes a query apart as far as there are several parts; what is excluded is none.
fn query_parts(query: &Query) -> Vec<&Query> {
    let parts: Vec<&Query> = match query {
        Query::All(parts) | Query::Words(parts) | Query::Any(parts) => parts.iter().collect(),
        Query::Phrase(phrase) => content_slots(phrase).collect(),
        Query::Near { left, right, .. } => vec![left, right],
        Query::Required(of) => return query_parts(of),
        _ => return vec![query],
    };
    let found = parts.into_iter().filter_map(|part| match part {
        Query::Not(_) | Query::Nothing => None,
        Query::Required(of) => Some(&**of),
        part => Some(part),
    });
    let found: Vec<&Query> = found.collect();
    match found.as_slice() {
        [] => vec![query],
        [only] => query_parts(only),
        _ => found,
    }
}

/// Returns the places of a phrase that are not held by small words.
fn content_slots(phrase: &Phrase) -> impl Iterator<Item = &Query> {
    phrase.slots.iter().filter(|slot| match slot {
        Query::Word(word) => !is_stop_form(&fold(&word.text)),
        _ => true,
    })
}

/// Returns what a filter by sources looks like in a query.
fn in_sources(names: &[String]) -> Query {
    let name = |name: &String| {
        let words = name.split_whitespace().map(|word| {
            let (text, matching) = (word.to_owned(), Matching::Inflected);
            Query::Word(Word { text, matching, span: 0..0 })
        });
        let phrase = Phrase { slots: words.collect(), slop: 0, span: 0..0 };
        Query::In(Field::Source, Box::new(Query::Phrase(phrase)))
    };
    let mut names: Vec<Query> = names.iter().map(name).collect();
    if names.len() == 1 { names.swap_remove(0) } else { Query::Any(names) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &[&str]) {
        let request = SearchRequest::new(Query::parse(input).query);
        let parts: Vec<String> = parts(&request).into_iter().map(|(part, _)| part).collect();
        assert_eq!(parts, expected, "{input}");
    }

    #[test]
    fn operators_part_a_query() {
        check("gel ET (loyer OU prix)", &["gel", "loyer OU prix"]);
        check("gel SAUF sondage", &["gel"]);
        check("gel loyer -sondage", &["gel", "loyer"]);
    }

    #[test]
    fn a_phrase_alone_is_parted_into_its_words() {
        check("\"gel des loyers\"", &["gel", "loyers"]);
        check("\"gel des loyers\" ET prix", &["\"gel des loyers\"", "prix"]);
    }

    #[test]
    fn the_sides_of_proximity_are_parts() {
        check("gel /5 loyer", &["gel", "loyer"]);
    }

    #[test]
    fn filters_are_parts() {
        let mut request = SearchRequest::new(Query::parse("gel").query);
        request.from = "2024".parse().ok();
        request.sources = vec!["Le Phare".to_owned()];
        let parts: Vec<String> = parts(&request).into_iter().map(|(part, _)| part).collect();
        assert_eq!(parts, ["gel", "date:2024..", "source:\"Le Phare\""]);
    }
}
