//! What is found out about one condition.

use serde::Serialize;

use crate::article::Date;

/// One condition of a query, and those it is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Condition {
    /// The part of the query, in canonical form.
    pub part: String,
    /// The article fulfils it.
    pub holds: bool,
    /// What there is instead, or how it is fulfilled.
    #[serde(flatten)]
    pub finding: Finding,
    /// The conditions inside it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Condition>,
}

/// What an article has of a condition. Distances count words; neighbours are 1 apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Finding {
    /// The parts decide.
    Parts,
    /// So many mentions, in the body or there and in the title.
    Present {
        /// Number of mentions.
        mentions: usize,
    },
    /// Only the title has it.
    OnlyInTitle,
    /// Nothing like it.
    Absent,
    /// Only words related to it, by their stem or their first letters.
    Related {
        /// The words, as written.
        forms: Vec<String>,
    },
    /// Other inflections where one form is asked for.
    OtherForms {
        /// The forms, as written.
        forms: Vec<String>,
    },
    /// The same letters with other accents, which make it another word.
    OtherAccents {
        /// The words, as written.
        forms: Vec<String>,
    },
    /// The words of a phrase are all there, not side by side in this order.
    Apart {
        /// Words of the shortest stretch that has them all.
        stretch: u32,
    },
    /// Both sides are there, too far from each other.
    TooFar {
        /// Least distance.
        distance: u32,
        /// Distance allowed.
        allowed: u32,
    },
    /// Both sides are near enough, in the wrong order.
    WrongOrder,
    /// Both sides are there, never in one sentence.
    OtherSentence {
        /// Least distance.
        distance: u32,
    },
    /// Both sides are there, never in one paragraph.
    OtherParagraph {
        /// Least distance.
        distance: u32,
    },
    /// One side is in the title only, the other in the body only.
    OtherZone,
    /// What is to be excluded is there.
    Excluded,
    /// The date of the article.
    Dated {
        /// `None` when it has none.
        date: Option<Date>,
    },
    /// The field of the article.
    Field {
        /// `None` when it is empty.
        value: Option<String>,
    },
    /// The mentions found, of those asked for.
    Mentions {
        /// Found.
        found: usize,
        /// Asked for.
        wanted: u32,
    },
    /// The place of the first mention, where an early one is asked for.
    FirstAt {
        /// Number of the word, from 1; `None` when the body has no mention.
        word: Option<u32>,
        /// Last word allowed.
        allowed: u32,
    },
}
