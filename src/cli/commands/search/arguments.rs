//! What `depeche search` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use depeche::render::{Marks, Template};
use depeche::{Date, Query, SearchRequest, Sort};

use crate::cli::arguments::Synonymy;

/// Passages of an article that people are shown; programs get one unless they ask for more.
const PASSAGES_FOR_PEOPLE: usize = 3;

const EXAMPLES: &str = "\
Examples:
  depeche search assistance militaire          both words, best articles first
  depeche search '\"assistance militaire\"'      the phrase, inflected or not
  depeche search 'Kiev SAUF Moscou' --from 2024-06 --source AFP
  depeche search paix --all --format '{date}\\t{source}\\t{title}'
  depeche search -- -Kiev paix                 a query that begins with -";

/// Search the index and show the best passages
#[derive(Debug, Args)]
#[command(before_long_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// What to look for; several arguments are joined by spaces
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,

    /// Most articles shown
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,

    /// Articles left out at the beginning
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,

    /// Every article that matches, without a ceiling
    #[arg(long, conflicts_with = "limit")]
    all: bool,

    /// Most passages shown of an article [default: 3, for programs 1]
    #[arg(long, value_name = "N")]
    per_article: Option<usize>,

    /// Neighbouring passages shown before and after each passage
    #[arg(long, value_name = "N", default_value_t = 0)]
    context: usize,

    /// Only articles of this date or later: 2024, 2024-06, 2024-06-18
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// Only articles of this date or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,

    /// Only articles of these sources, parted by commas
    #[arg(long, value_name = "SOURCE", value_delimiter = ',')]
    source: Vec<String>,

    /// Order of the articles
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    sort: SortChoice,

    /// Words match by their exact form only
    #[arg(long)]
    strict: bool,

    /// Related words (same stem) do not add to the score
    #[arg(long)]
    no_stems: bool,

    #[command(flatten)]
    pub(super) synonymy: Synonymy,

    /// Count to the end (totals are exact as it is)
    #[arg(long = "exact-totals")]
    _exact_totals: bool,

    /// Take the weights of the ranking from a file: lines such as `title = 0.8`
    #[arg(long, value_name = "FILE")]
    pub(super) weights: Option<PathBuf>,

    /// Say how the query was understood, and what each score is made of
    #[arg(long)]
    pub(super) explain: bool,

    /// Print one JSON object
    #[arg(long, group = "form")]
    json: bool,

    /// Print one JSON object a line for every article
    #[arg(long, group = "form")]
    jsonl: bool,

    /// Print a line for every passage: {id} {title} {date} {source} {score} {ordinal} {text} {url}
    #[arg(long, value_name = "TEMPLATE", group = "form")]
    format: Option<Template>,

    /// Write hits between two marks parted by a comma, such as '[[,]]'
    #[arg(long, value_name = "BEFORE,AFTER", value_parser = marks)]
    pub(super) mark: Option<Marks>,

    /// Print long answers at once
    #[arg(long)]
    pub(super) no_pager: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SortChoice {
    /// Best first
    Relevance,
    /// Latest first
    Newest,
    /// Earliest first
    Oldest,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form<'a> {
    /// For people.
    Text,
    /// One object.
    Json,
    /// One object a line.
    JsonLines,
    /// One line for a passage.
    Template(&'a Template),
}

impl Arguments {
    /// Returns the query as typed.
    pub(super) fn input(&self) -> String {
        self.query.join(" ")
    }

    pub(super) fn form(&self) -> Form<'_> {
        match &self.format {
            Some(template) => Form::Template(template),
            None if self.json => Form::Json,
            None if self.jsonl => Form::JsonLines,
            None => Form::Text,
        }
    }

    /// Returns the number of the first article shown.
    pub(super) fn first_rank(&self) -> usize {
        self.offset.saturating_add(1)
    }

    pub(super) fn request(&self, query: Query) -> SearchRequest {
        let mut request = SearchRequest::new(query);
        let is_for_people = matches!(self.form(), Form::Text);
        let per_article = if is_for_people { PASSAGES_FOR_PEOPLE } else { request.per_article };
        request.per_article = self.per_article.unwrap_or(per_article);
        request.offset = self.offset;
        request.context = self.context;
        request.limit = if self.all { SearchRequest::ALL } else { self.limit };
        request.sort = match self.sort {
            SortChoice::Relevance => Sort::Relevance,
            SortChoice::Newest => Sort::Newest,
            SortChoice::Oldest => Sort::Oldest,
        };
        (request.from, request.to) = (self.from, self.to);
        request.sources = self.source.clone();
        request.is_strict = self.strict;
        request.uses_stems = !self.no_stems;
        request.explains = self.explain;
        request
    }
}

/// Reads the marks around a hit.
pub(in crate::cli::commands) fn marks(text: &str) -> Result<Marks, String> {
    let (before, after) = text.split_once(',').ok_or("two marks parted by a comma, as '[[,]]'")?;
    Ok(Marks::new(before, after))
}
