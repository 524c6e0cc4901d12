//! Chooses the entries: from all strings that occur often enough, those that save the most bytes.
//!
//! Round by round the samples are cut with the entries there are, each entry gets what it saves
//! against the others, and the least useful go, until there are as many as codes.

use std::collections::HashMap;

use crate::code::{ENTRIES, MAX_ENTRY_BYTES, RAW_COST, SHORT, cost};
use crate::cutter::{Cutter, NO_ENTRY};
use crate::material::Sample;
use crate::trie::{ROOT, Trie};

/// Articles that a string of several words must occur in: fewer, and it is about their subject.
const MIN_ARTICLES_OF_PHRASE: u32 = 6;

/// Articles that any other string must occur in.
const MIN_ARTICLES: u32 = 2;

/// Expected count of a word below which none of its parts becomes a candidate on its account.
const MIN_WEIGHT: f64 = 0.02;

/// Expected count of a string in the lists that makes it a candidate.
const MIN_LISTED: f64 = 0.1;

/// Part of the entries that stays from round to round, in tenths.
const TENTHS_KEPT: usize = 7;

/// Rounds with the final number of entries, in which the codes of one byte settle.
const LAST_ROUNDS: usize = 3;

/// Returns the entries in the order of their codes.
pub fn learn(samples: &[Sample]) -> Vec<Vec<u8>> {
    let mut entries = candidates(samples);
    let mut rounds_left = LAST_ROUNDS;
    while rounds_left > 0 {
        entries = ranked(entries, samples);
        if entries.len() == ENTRIES {
            rounds_left -= 1;
        }
        let kept = entries.len() * TENTHS_KEPT / 10;
        entries.truncate(kept.max(ENTRIES));
        if entries.len() < ENTRIES {
            break;
        }
    }
    entries
}

/// What is known of a string.
#[derive(Default)]
struct Seen {
    count: f64,
    listed: f64,
    articles: u32,
    last_article: Option<u32>,
}

impl Seen {
    fn is_frequent(&self, text: &[u8]) -> bool {
        let has_inner_space = text.iter().skip(1).any(|&byte| byte == b' ');
        let least = if has_inner_space { MIN_ARTICLES_OF_PHRASE } else { MIN_ARTICLES };
        self.articles >= least || self.listed >= MIN_LISTED
    }
}

/// Returns the strings that may become entries, those first that save most when taken alone.
fn candidates(samples: &[Sample]) -> Vec<Vec<u8>> {
    let mut strings: HashMap<&[u8], Seen> = HashMap::new();
    for sample in samples.iter().filter(|sample| sample.weight >= MIN_WEIGHT) {
        for text in substrings(&sample.text) {
            let seen = strings.entry(text).or_default();
            seen.count += sample.weight;
            match sample.article {
                None => seen.listed += sample.weight,
                article if seen.last_article != article => {
                    seen.articles += 1;
                    seen.last_article = article;
                }
                _ => {}
            }
        }
    }
    let frequent = strings.into_iter().filter(|(text, seen)| seen.is_frequent(text));
    let saving =
        |(text, seen): (&[u8], Seen)| (seen.count * (text.len() as f64 - 1.0), text.to_vec());
    in_order(frequent.map(saving).collect())
}

/// Lists the strings of whole characters that are short enough.
fn substrings(text: &str) -> impl Iterator<Item = &[u8]> {
    text.char_indices().flat_map(move |(start, _)| {
        let rest = &text[start..];
        let ends = rest.char_indices().map(|(end, letter)| end + letter.len_utf8());
        ends.take_while(|&end| end <= MAX_ENTRY_BYTES).map(move |end| &rest.as_bytes()[..end])
    })
}

/// Orders entries by what they save; first those most used, which get the codes of one byte.
fn ranked(entries: Vec<Vec<u8>>, samples: &[Sample]) -> Vec<Vec<u8>> {
    let trie = Trie::new(entries.iter().map(Vec::as_slice));
    let cutter = Cutter::<u32>::new(entries.iter().map(Vec::as_slice));
    let uses = uses(&cutter, entries.len(), samples);
    let used = entries.into_iter().enumerate();
    let mut by_use: Vec<(f64, (usize, Vec<u8>))> =
        used.map(|entry| (uses[entry.0], entry)).collect();
    by_use.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.1.cmp(&right.1.1)));
    let long = by_use.split_off(SHORT.min(by_use.len()));
    let saved = long.into_iter().map(|(uses, (number, text))| {
        let without = cost_without(&trie, &text, number as u32);
        (uses * (f64::from(without) - 2.0), text)
    });
    let long = in_order(saved.collect());
    by_use.into_iter().map(|(_, (_, text))| text).chain(long).collect()
}

/// Counts how often each entry is used in the samples.
fn uses(cutter: &Cutter<u32>, entries: usize, samples: &[Sample]) -> Vec<f64> {
    let mut uses = vec![0.0; entries];
    for sample in samples {
        for step in cutter.cut(sample.text.as_bytes()) {
            if step.entry != NO_ENTRY {
                uses[step.entry as usize] += sample.weight;
            }
        }
    }
    uses
}

/// Returns the bytes of the codes of an entry's text if the entry were not there.
fn cost_without(trie: &Trie, text: &[u8], without: u32) -> u32 {
    let mut costs = [0; MAX_ENTRY_BYTES + 1];
    for start in (0..text.len()).rev() {
        let mut cheapest = costs[start + 1] + RAW_COST;
        let mut node = Some(ROOT);
        for (end, byte) in (start + 1..).zip(&text[start..]) {
            node = node.and_then(|node| trie.next(node, *byte));
            let entry = node.and_then(|node| trie.entry(node));
            if let Some(entry) = entry.filter(|entry| *entry != without) {
                cheapest = cheapest.min(costs[end] + cost(entry));
            }
        }
        costs[start] = cheapest;
    }
    costs[0]
}

/// Orders texts by their saving, equal ones by their bytes, so that every run gives the same.
fn in_order(mut entries: Vec<(f64, Vec<u8>)>) -> Vec<Vec<u8>> {
    entries.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
    entries.into_iter().map(|(_, text)| text).collect()
}
