//! Mentions: where a part of a query stands in an article.

use std::ops::Range;

use super::text::Zone;

/// A stretch of words that counts as one: a word, a phrase, or the ends of a proximity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    pub zone: Zone,
    /// Places of its words; the end is excluded.
    pub start: u32,
    pub end: u32,
    pub first_sentence: u32,
    pub last_sentence: u32,
    pub first_paragraph: u32,
    pub last_paragraph: u32,
    /// What of it is highlighted.
    pub marks: Vec<Mark>,
}

/// A highlighted stretch: places of words, and bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub start: u32,
    pub end: u32,
    pub byte_start: usize,
    pub byte_end: usize,
}

impl Mention {
    /// Joins two mentions into one that spans both.
    pub fn joined(&self, other: &Mention) -> Mention {
        let (first, last) = if self.start <= other.start { (self, other) } else { (other, self) };
        let ends_later = if last.end >= first.end { last } else { first };
        Mention {
            end: ends_later.end,
            last_sentence: ends_later.last_sentence,
            last_paragraph: ends_later.last_paragraph,
            marks: first.marks.iter().chain(&last.marks).cloned().collect(),
            ..first.clone()
        }
    }

    /// Tells whether a word belongs to both.
    pub fn shares_words_with(&self, other: &Mention) -> bool {
        let overlaps = |left: &Mark| {
            other.marks.iter().any(|right| left.start < right.end && right.start < left.end)
        };
        self.marks.iter().any(overlaps)
    }
}

/// Returns how many of the mentions can be counted when those that overlap count once.
pub fn count_apart(mentions: &[Mention]) -> u32 {
    let mut count = 0;
    for zone in [Zone::Body, Zone::Title, Zone::Metadata] {
        let mut here: Vec<_> = mentions.iter().filter(|mention| mention.zone == zone).collect();
        here.sort_by_key(|mention| mention.end);
        let mut free = 0;
        for mention in here {
            if mention.start >= free {
                count += 1;
                free = mention.end;
            }
        }
    }
    count
}

/// Joins byte ranges that overlap, as highlights do.
pub fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
