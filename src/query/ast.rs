//! The query as data.

use std::ops::Range;

use super::remark::RemarkKind;
use crate::article::Date;

/// What a reader asked for. Planners read this tree; nothing else does.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Query {
    /// Asks for nothing and matches nothing.
    Nothing,
    /// Words side by side: every one weighs; at least one must match, and all that are
    /// [`Query::Required`].
    Words(Vec<Query>),
    /// A part of [`Query::Words`], its only home, that must match: `+traité accord`.
    Required(Box<Query>),
    /// One word, as typed.
    Word(Word),
    /// Words in this order.
    Phrase(Phrase),
    /// Every part must match the article.
    All(Vec<Query>),
    /// At least one part must match the article.
    Any(Vec<Query>),
    /// The article must not match.
    Not(Box<Query>),
    /// Both sides close to each other. A side is made of words, phrases, `Any`, `All`, `Near` and
    /// `Weight`, and of `Not` beside other parts of an `All`. Operators on a side are operators
    /// between proximities: `a /5 (b SAUF c)` is `(a /5 b) SAUF (a /5 c)`.
    Near {
        /// One side.
        left: Box<Query>,
        /// The other side.
        right: Box<Query>,
        /// How close the sides must be.
        within: Within,
        /// The left side must come first.
        is_ordered: bool,
    },
    /// The part is looked for in one field only.
    In(Field, Box<Query>),
    /// Only articles dated within the range.
    Dated(DateRange),
    /// At least `count` mentions in the article.
    AtLeast {
        /// Fewest mentions.
        count: u32,
        /// Of what.
        of: Box<Query>,
    },
    /// Within the first `words` words of the article.
    Lead {
        /// Length of the opening, in words.
        words: u32,
        /// What is looked for there.
        of: Box<Query>,
    },
    /// The part weighs `factor` times as much.
    Weight {
        /// Multiplier, positive and finite.
        factor: f32,
        /// Of what.
        of: Box<Query>,
    },
}

/// One word as typed; it may still fall into several tokens (`l'accord`, `nord-coréen`).
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The letters, without operators.
    pub text: String,
    /// How it is compared.
    pub matching: Matching,
    /// Where it stands in the input, in bytes.
    pub span: Range<usize>,
}

/// How a word is compared with the words of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matching {
    /// By form or lemma.
    Inflected,
    /// `=word`: that form only, case and accents aside.
    Exact,
    /// `==Word`: that form, with its case and accents.
    Identical,
    /// `word*`: all forms that begin so.
    Prefix,
    /// `m?t` or `m*t`: `?` is one letter, `*` any run of letters.
    Wildcard,
    /// `~word`: forms a few letters away.
    Fuzzy,
}

/// Words in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// The words; each is a [`Query::Word`], or a [`Query::Any`] of words.
    pub slots: Vec<Query>,
    /// How many moves the words may be away from their places, as in Lucene.
    pub slop: u32,
    /// Where it stands in the input, in bytes, quotes included.
    pub span: Range<usize>,
}

/// The reach of [`Query::Near`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// `/5`: at most this many words apart.
    Words(u32),
    /// `/phrase`: in the same sentence.
    Sentence,
    /// `/para`: in the same paragraph.
    Paragraph,
}

/// A field that a query can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// `titre:`
    Title,
    /// `source:`
    Source,
    /// `auteur:`
    Author,
    /// `section:`
    Section,
    /// `url:`
    Url,
    /// `lang:`
    Lang,
}

/// A stretch of time; both ends are included, an open end is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct DateRange {
    /// From the first second of this date.
    pub from: Option<Date>,
    /// To the last second of this date.
    pub to: Option<Date>,
}

/// A remark on a query: what was not understood, or was cut. The search goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What happened.
    pub kind: RemarkKind,
    /// Where in the input, in bytes.
    pub span: Range<usize>,
}
