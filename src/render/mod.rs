//! Answers as text: for a terminal, as JSON, or by a template. Everything here is data in, text
//! out; nothing is printed.

mod clean;
mod explanation;
mod json;
mod layout;
mod notice;
mod remark;
mod show;
mod table;
mod template;
mod terminal;
mod typography;
mod why_not;
mod window;
mod words;

pub use clean::clean;
pub use explanation::explanation;
pub use json::{hit_line, marked_article, search_results, versioned};
pub use notice::notice;
pub use remark::pointed;
pub use show::article;
pub use table::{Align, table};
pub use template::{Template, UnknownName};
pub use terminal::{article_count, results};
pub use typography::{byte_size, count, date, duration, plural};
pub use why_not::why_not;

use crate::language::Language;

/// What is written around a piece of text: escape sequences, brackets, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Written before the piece.
    pub before: String,
    /// Written after it.
    pub after: String,
}

impl Marks {
    /// Makes a pair of marks.
    pub fn new(before: impl Into<String>, after: impl Into<String>) -> Self {
        Marks { before: before.into(), after: after.into() }
    }

    /// Puts the marks around a text.
    fn around(&self, text: &str) -> String {
        format!("{}{text}{}", self.before, self.after)
    }
}

/// How text for people looks.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Columns of the screen.
    pub width: usize,
    /// Language of the words around the texts.
    pub language: Language,
    /// Marks of a hit.
    pub hit: Marks,
    /// Marks of a title.
    pub title: Marks,
    /// Marks of what matters less: scores, sources, ids.
    pub faint: Marks,
}
