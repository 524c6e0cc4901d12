//! What a search answers.

use std::time::Duration;

use serde::Serialize;

use super::explain::Explanation;

use super::suggest::Suggestion;
use crate::article::Date;
use crate::highlight::Highlight;

/// The answer to a search.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SearchResults {
    /// Number of articles that match.
    pub total_articles: u64,
    /// `false` when there may be more than [`SearchResults::total_articles`].
    pub total_is_exact: bool,
    /// Time from request to answer.
    pub took: Duration,
    /// The articles asked for, best first.
    pub hits: Vec<Hit>,
    /// What the engine has to say about the query.
    pub notices: Vec<Notice>,
    /// What may have been meant, when words of the query are not to be found.
    pub suggestion: Option<Suggestion>,
}

/// An article that matches.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// Which article.
    pub article: ArticleInfo,
    /// Score of the article and its best passage together; hits are in its order when sorted by
    /// relevance.
    pub score: f32,
    /// Number of passages with at least one highlight.
    pub matching_passages: u32,
    /// Number of passages of the article.
    pub passage_count: u32,
    /// Highlights in the title.
    pub title_highlights: Vec<Highlight>,
    /// The best passages, best first.
    pub passages: Vec<PassageHit>,
    /// What the score is made of, when the request asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// What is told of an article in a list of hits.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ArticleInfo {
    /// Identifier.
    pub id: String,
    /// Headline; empty when the article has none.
    pub title: String,
    /// Date of publication.
    pub date: Option<Date>,
    /// Paper, agency or site.
    pub source: Option<String>,
    /// Writer.
    pub author: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Section of the paper.
    pub section: Option<String>,
}

/// A passage that is shown.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct PassageHit {
    /// Place among the passages of the article, from 1.
    pub ordinal: u32,
    /// Score of the passage alone.
    pub score: f32,
    /// First byte in the text of the article.
    pub byte_start: usize,
    /// Byte after the last one.
    pub byte_end: usize,
    /// The text.
    pub text: String,
    /// Highlights, relative to [`PassageHit::text`].
    pub highlights: Vec<Highlight>,
    /// The passages before it, in their order; empty unless asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Neighbour>,
    /// The passages after it, in their order; empty unless asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Neighbour>,
}

/// A passage beside one that is shown.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Neighbour {
    /// Place among the passages of the article, from 1.
    pub ordinal: u32,
    /// First byte in the text of the article.
    pub byte_start: usize,
    /// Byte after the last one.
    pub byte_end: usize,
    /// The text.
    pub text: String,
    /// Highlights, relative to [`Neighbour::text`].
    pub highlights: Vec<Highlight>,
}

/// A word about the query that the engine found out while searching.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// A part of the query matches no article at all.
    NothingFound {
        /// The part, in canonical form.
        part: String,
    },
    /// Nothing was found; so many articles match each part by itself.
    PartCounts {
        /// The parts, in the order of the query; filters last.
        parts: Vec<PartCount>,
    },
    /// Nothing was found; a small change finds something.
    Instead {
        /// What is changed.
        change: Change,
        /// The changed query, in canonical form.
        query: String,
        /// Articles that it finds.
        articles: u64,
    },
    /// No article has all of the words; the first hit lacks some.
    MissingWords {
        /// The words that the first hit lacks, as typed.
        words: Vec<String>,
    },
    /// A truncated, masked or fuzzy word has more forms than are looked at.
    TooManyForms {
        /// The word as typed.
        word: String,
        /// Number of forms that were looked at, the most frequent ones.
        kept: usize,
    },
    /// The operators on the sides of a proximity make more proximities than are looked at.
    TooManyPairs {
        /// The proximity in canonical form.
        part: String,
        /// Number of proximities that were looked at apart; of the others any word near will do.
        kept: usize,
    },
    /// The query has more fuzzy words than are looked for by likeness.
    TooManyFuzzyWords {
        /// Number of fuzzy words taken as such, the first ones; others are searched as typed.
        kept: usize,
    },
    /// The query has more truncated and masked words than are looked for as such.
    TooManyTruncatedWords {
        /// Number of words taken as such, the first ones; others are searched without their signs.
        kept: usize,
    },
    /// Letters (`==word`) had to be looked at in more articles than are read.
    TooManyToRead {
        /// Number of articles that were read, the first of the index; others are left out.
        read: usize,
    },
    /// Words of the query were also looked for by their synonyms.
    Synonyms {
        /// The words as typed.
        typed: String,
        /// What was added.
        added: Vec<String>,
    },
    /// The words of the query have more synonyms than are looked for.
    TooManySynonyms {
        /// Number of synonyms that were looked for, those of the first words.
        kept: usize,
    },
}

/// A part of a query and the articles that match it by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartCount {
    /// The part, in canonical form.
    pub part: String,
    /// Number of articles.
    pub articles: u64,
}

/// A change to a query that found nothing; parts are in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// Inflections are allowed where one form was asked for.
    Inflected,
    /// The words of a phrase only have to be near each other.
    Nearby {
        /// The phrase.
        part: String,
    },
    /// A distance is doubled, or a number of mentions halved.
    Wider {
        /// The part as it was.
        part: String,
    },
    /// Articles of any date.
    AnyDate,
    /// Articles of any source.
    AnySource,
    /// A part is left out.
    Without {
        /// The part.
        part: String,
    },
    /// What had to stand together may stand anywhere in the article.
    Anywhere {
        /// The part as it was.
        part: String,
    },
}
