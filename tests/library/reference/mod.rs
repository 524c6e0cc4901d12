//! The engine against a naive reading of the token streams, on random collections and queries.

mod meaning;
mod mention;
mod phrase;
pub mod random;
mod text;
mod ways;
mod word;

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::{Duration, Instant};

use depeche::analysis::{Analyzer, Synonyms};
use depeche::search::{Hit, Notice};
use depeche::{Highlight, Query, SearchRequest, Searcher};

use crate::collection::Collection;
use meaning::{Reading, Scope};
use mention::{Mark, Mention, merged};
use random::{Filters, Random};
use text::{Told, Zone};
use ways::Ways;
use word::Vocabulary;

/// Where the random numbers begin; any other start must do as well.
const SEED: u64 = 6;
const ARTICLES: usize = 40;
const QUERIES: usize = 320;
/// Collections of a usual run: with the numbers above, more than 100,000 pairs.
const COLLECTIONS: usize = 10;
/// Collections that are asked questions.
const QUESTION_COLLECTIONS: usize = 1;
/// A long run that disagrees so often has told enough.
const MAX_DISAGREEMENTS: usize = 100;

/// What some of the words stand for: words, compounds, phrases.
const SYNONYMS: [(&str, &str); 5] = [
    ("paix", "accord militaire"),
    ("prix", "week-end"),
    ("Kim", "traité de paix"),
    ("militant", "oeuvre"),
    ("Corée", "Jong-un"),
];

/// Returns what the searches of a collection are told: of five, two have synonyms and one is strict.
fn ways(number: usize) -> Ways {
    match number % 5 {
        1 | 3 => Ways { synonyms: &SYNONYMS, ..Ways::default() },
        4 => Ways { is_strict: true, ..Ways::default() },
        _ => Ways::default(),
    }
}

/// Builds a collection in several commits, of which the last also removes and changes articles.
fn collection(random: &mut Random) -> Collection {
    let collection = Collection::new();
    let thirds = [0..ARTICLES / 3, ARTICLES / 3..2 * ARTICLES / 3, 2 * ARTICLES / 3..ARTICLES];
    for (number, ids) in thirds.into_iter().enumerate() {
        let lines: String = ids.map(|id| random.article(id)).collect();
        collection.write(&format!("{number}.jsonl"), &lines);
        collection.synchronise();
    }
    let some: String = (0..ARTICLES / 3).step_by(2).map(|id| random.article(id)).collect();
    collection.write("0.jsonl", &some);
    collection.synchronise();
    collection
}

fn read(searcher: &Searcher, analyzer: &mut Analyzer) -> Vec<Told> {
    let ids = (0..ARTICLES).map(|id| id.to_string());
    let articles = ids.filter_map(|id| searcher.snapshot().article(&id).expect("a reading"));
    articles.map(|article| Told::new(&article, analyzer)).collect()
}

/// Asks the engine; `None` when a limit cut the query, of which the reference knows nothing.
fn hits(
    searcher: &Searcher,
    query: &Query,
    (filters, ways): (Filters, Ways),
) -> Option<BTreeMap<String, Hit>> {
    let mut request = SearchRequest::new(query.clone());
    request.is_strict = ways.is_strict;
    let date = |told: Option<&str>| told.map(|told| told.parse().expect("a date"));
    (request.from, request.to) = (date(filters.from), date(filters.to));
    request.sources = filters.source.map(str::to_owned).into_iter().collect();
    request.limit = SearchRequest::ALL;
    request.per_article = usize::MAX;
    // Which words no article has is no matter of one article.
    request.weights.alike = 0.0;
    let results = searcher.search(&request).expect("results");
    assert_eq!(results.total_articles, results.hits.len() as u64, "{query}");
    let is_cut = |notice: &Notice| {
        matches!(notice, Notice::TooManyPairs { .. } | Notice::TooManySynonyms { .. })
    };
    if results.notices.iter().any(is_cut) {
        return None;
    }
    Some(results.hits.into_iter().map(|hit| (hit.article.id.clone(), hit)).collect())
}

/// Returns the conditions of filters as the query language says them.
fn conditions(filters: Filters) -> Option<Query> {
    let Filters { from, to, source } = filters;
    let dated = (from.is_some() || to.is_some())
        .then(|| format!("date:{}..{}", from.unwrap_or_default(), to.unwrap_or_default()));
    let sourced = source.map(|source| format!("source:\"{source}\""));
    let said: Vec<String> = dated.into_iter().chain(sourced).collect();
    (!said.is_empty()).then(|| Query::parse(&said.join(" ET ")).query)
}

/// What both sides are compared by.
#[derive(Debug, PartialEq)]
struct Shown {
    title: Vec<Range<usize>>,
    /// Ordinals of the passages that match, with the bytes highlighted in each.
    passages: BTreeMap<u32, Vec<Range<usize>>>,
}

fn ranges(highlights: &[Highlight], base: usize) -> Vec<Range<usize>> {
    let range = |mark: &Highlight| base + mark.byte_start..base + mark.byte_end;
    highlights.iter().map(range).collect()
}

fn shown_by_engine(hit: &Hit) -> Shown {
    let with_marks = hit.passages.iter().filter(|passage| !passage.highlights.is_empty());
    let passages: BTreeMap<_, _> = with_marks
        .map(|passage| (passage.ordinal, ranges(&passage.highlights, passage.byte_start)))
        .collect();
    let marks = hit.passages.iter().flat_map(|passage| {
        passage.highlights.iter().map(|mark| (&passage.text[mark.byte_start..mark.byte_end], mark))
    });
    for (text, mark) in marks {
        assert_eq!(text, mark.text);
    }
    Shown { title: ranges(&hit.title_highlights, 0), passages }
}

fn shown_by_reference(told: &Told, mentions: &[Mention]) -> Shown {
    let marks = |zone: Zone| {
        let here = mentions.iter().filter(move |mention| mention.zone == zone);
        here.flat_map(|mention| &mention.marks)
    };
    let title = marks(Zone::Title).map(|mark| mark.byte_start..mark.byte_end).collect();
    let mut passages: BTreeMap<u32, Vec<Range<usize>>> = BTreeMap::new();
    for &Mark { byte_start, byte_end, .. } in marks(Zone::Body) {
        let ordinal = told.passage_of(byte_start);
        passages.entry(ordinal).or_default().push(byte_start..byte_end);
    }
    let passages = passages.into_iter().map(|(ordinal, ranges)| (ordinal, merged(ranges)));
    Shown { title: merged(title), passages: passages.collect() }
}

/// Whether a query has several right ways to be shown: slop and proximity within proximity have
/// more mentions than need marking.
fn is_shown_freely(query: &Query) -> bool {
    let text = query.to_string();
    let nears = text.split(' ').filter(|word| word.starts_with('/') || is_ordered_reach(word));
    text.contains("\"~") || nears.count() > 1
}

fn is_ordered_reach(word: &str) -> bool {
    word.strip_prefix('+').is_some_and(|digits| digits.parse::<u32>().is_ok())
}

fn covers(wide: &[Range<usize>], narrow: &[Range<usize>]) -> bool {
    let is_inside = |inner: &Range<usize>| {
        wide.iter().any(|outer| outer.start <= inner.start && inner.end <= outer.end)
    };
    narrow.iter().all(is_inside) && wide.is_empty() == narrow.is_empty()
}

/// Compares one article; returns whether it matches, or how the sides differ.
fn check(
    (query, conditions, ways): (&Query, Option<&Query>, Ways),
    told: &Told,
    hit: Option<&Hit>,
    vocabulary: &mut Vocabulary,
) -> Result<bool, String> {
    let mut reading = Reading::new(told, vocabulary, query, ways);
    let is_let_in = conditions.is_none_or(|query| reading.find(query, Scope::default()).is_some());
    let expected = reading.find(query, Scope::default()).filter(|_| is_let_in);
    let (hit, mentions) = match (hit, expected) {
        (None, None) => return Ok(false),
        (Some(hit), Some(mentions)) => (hit, mentions),
        (Some(_), None) => return Err("only the engine finds it".to_owned()),
        (None, Some(_)) => return Err("only the reference finds it".to_owned()),
    };
    let (found, wanted) = (shown_by_engine(hit), shown_by_reference(told, &mentions));
    let (counted, shown) = (hit.matching_passages as usize, found.passages.len());
    if counted != shown {
        return Err(format!("{counted} matching passages, {shown} with highlights"));
    }
    let all = |shown: &Shown| shown.passages.values().flatten().cloned().collect::<Vec<_>>();
    let is_right = match is_shown_freely(query) {
        true => covers(&wanted.title, &found.title) && covers(&all(&wanted), &all(&found)),
        false => found == wanted,
    };
    is_right.then_some(true).ok_or_else(|| format!("the engine shows {found:?}, not {wanted:?}"))
}

/// What a run saw.
#[derive(Default)]
struct Tally {
    pairs: usize,
    matches: usize,
    disagreements: Vec<String>,
}

impl Tally {
    /// Compares one random collection with queries that are made at random.
    fn compare(
        &mut self,
        random: &mut Random,
        vocabulary: &mut Vocabulary,
        (make, ways): (fn(&mut Random) -> String, Ways),
    ) {
        let collection = collection(random);
        let lines = ways.synonyms.iter().map(|(word, synonym)| format!("{word} => {synonym}\n"));
        let synonyms = Synonyms::parse(&lines.collect::<String>(), "synonyms").expect("synonyms");
        let searcher = collection.searcher().with_synonyms(&synonyms);
        let articles = read(&searcher, &mut Analyzer::default());
        for _ in 0..QUERIES {
            let query = Query::parse(&make(random)).query;
            let filters = random.filters();
            let Some(hits) = hits(&searcher, &query, (filters, ways)) else { continue };
            let conditions = conditions(filters);
            for told in &articles {
                self.pairs += 1;
                let asked = (&query, conditions.as_ref(), ways);
                match check(asked, told, hits.get(&told.id), vocabulary) {
                    Ok(is_match) => self.matches += usize::from(is_match),
                    Err(how) => {
                        let asked = format!("`{query}` {filters:?} {ways:?}");
                        self.disagreements.push(format!("{asked}: {how}\n{told}"));
                    }
                }
            }
        }
    }

    /// Fails with the disagreements that are told in the fewest words.
    fn settle(mut self) {
        self.disagreements.sort_by_key(String::len);
        let (count, shortest) = (self.disagreements.len(), self.disagreements.iter().take(5));
        let shortest: Vec<_> = shortest.map(String::as_str).collect();
        let Tally { pairs, matches, .. } = self;
        assert_eq!(count, 0, "{count} of {pairs} pairs disagree:\n{}", shortest.join("\n\n"));
        assert!(matches > pairs / 20, "only {matches} of {pairs} match: the test proves little");
    }
}

#[test]
fn the_engine_agrees_with_a_naive_reading() {
    let (mut random, mut vocabulary) = (Random::new(SEED), Vocabulary::default());
    let mut tally = Tally::default();
    for number in 0..COLLECTIONS {
        let query = if number % 5 == 2 { Random::loose } else { Random::query };
        tally.compare(&mut random, &mut vocabulary, (query, ways(number)));
    }
    let pairs = tally.pairs;
    tally.settle();
    assert!(pairs >= 100_000, "only {pairs} pairs");
}

/// Of these, related words may stand for those that an article lacks.
#[test]
fn the_engine_agrees_with_a_naive_reading_of_questions() {
    let (mut random, mut vocabulary) = (Random::new(SEED), Vocabulary::default());
    let mut tally = Tally::default();
    for _ in 0..QUESTION_COLLECTIONS {
        tally.compare(&mut random, &mut vocabulary, (Random::question, Ways::default()));
    }
    tally.settle();
}

/// The same for as long as one likes, with proximities inside each other in every third collection and
/// of loose phrases in another:
/// `DEPECHE_REFERENCE_MINUTES=20 cargo test --release --test library -- --ignored --nocapture
/// a_long_run`. `DEPECHE_REFERENCE_SEED` draws other collections and queries.
#[test]
#[ignore = "runs for minutes"]
fn a_long_run_agrees_with_a_naive_reading() {
    let told = |name: &str| std::env::var(name).ok().and_then(|told| told.parse().ok());
    let minutes = told("DEPECHE_REFERENCE_MINUTES").unwrap_or(1);
    let end = Instant::now() + Duration::from_secs(60 * minutes);
    let mut tally = Tally::default();
    let first = told("DEPECHE_REFERENCE_SEED").unwrap_or(SEED);
    let (mut seed, mut vocabulary) = (first, Vocabulary::default());
    while Instant::now() < end && tally.disagreements.len() < MAX_DISAGREEMENTS {
        seed += 1;
        let query = match seed % 3 {
            0 => Random::nested,
            1 => Random::loose,
            _ => Random::query,
        };
        let ways = ways(seed as usize / 3);
        tally.compare(&mut Random::new(seed), &mut vocabulary, (query, ways));
    }
    let Tally { pairs, matches, disagreements } = &tally;
    println!(
        "seeds from {first}: {pairs} pairs, {matches} matches, {} disagreements",
        disagreements.len()
    );
    tally.settle();
}
