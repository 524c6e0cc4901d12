//! An article: what a paper published, with where it came from.

mod calendar;
mod date;
mod date_token;
mod french_date;

pub(crate) use calendar::unaccented;
pub use date::{Date, Precision};
pub(crate) use french_date::read_line as read_date_line;

use serde::{Deserialize, Serialize};

/// One press article, ready to be indexed.
///
/// Paragraphs of `body` are separated by one blank line. Every byte offset that a search returns
/// points into `body`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Article {
    /// Identifier, unique in an index: given by the source, or its path or address.
    pub id: String,
    /// Headline, empty when none was found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Day of publication, as precise as the source states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Title of the paper, agency or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Writer or writers, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Address of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Section of the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Language tag such as `fr` or `fr-CA`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The text.
    pub body: String,
    /// Whatever else the input said about the article, kept as it was.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub metadata: serde_json::Map<String, serde_json::Value>,
}

impl Article {
    /// Makes an article of an id and a text.
    ///
    /// ```
    /// let mut article = depeche::Article::new("afp-1", "Le traité est signé.\n\nIl a 23 articles.");
    /// article.title = "Un traité".to_owned();
    /// ```
    pub fn new(id: impl Into<String>, body: impl Into<String>) -> Self {
        Article { id: id.into(), body: body.into(), ..Article::default() }
    }
}
