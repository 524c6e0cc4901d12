//! What a search answers.

use std::time::Duration;

use serde::Serialize;

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
    /// An operator is understood but not yet evaluated; its words are searched as they stand.
    NotEvaluated {
        /// The operator's clause in canonical form.
        part: String,
    },
}
