//! `depeche analyze`: the words that a text becomes.

use clap::Args;
use depeche::analysis::{Analyzer, QueryToken, Token};
use depeche::render::{Align, table, versioned};
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::messages::Messages;
use crate::cli::{Outcome, output};

/// Show the words that a text becomes, as indexed or as queried
#[derive(Debug, Args)]
#[command(visible_alias = "analyser")]
pub(in crate::cli) struct Arguments {
    /// The text; several arguments are joined by spaces
    #[arg(required = true)]
    text: Vec<String>,

    /// As the words of a query, with what decides how they match
    #[arg(long)]
    query: bool,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let text = arguments.text.join(" ");
    let rows = if arguments.query { query_rows(&text) } else { text_rows(&text) };
    let printed = match arguments.json {
        true => format!("{}\n", versioned(Form { text: &text, tokens: &rows })?),
        false => to_table(&rows, context.messages),
    };
    output::print(&printed)?;
    Ok(Outcome::Complete)
}

#[derive(Serialize)]
struct Form<'a> {
    text: &'a str,
    tokens: &'a [Row],
}

/// One token.
#[derive(Serialize)]
struct Row {
    position: u32,
    length: u32,
    byte_start: usize,
    byte_end: usize,
    text: String,
    exact: String,
    lemma: String,
    stem: String,
    rule: &'static str,
    #[serde(flatten)]
    matching: Option<Matching>,
}

/// What decides how a word of a query matches.
#[derive(Serialize)]
struct Matching {
    is_stop_word: bool,
    homographs: Vec<String>,
    are_accents_decisive: bool,
}

fn text_rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    Analyzer::default().analyze(text, |token: Token<'_>| {
        rows.push(Row {
            position: token.position,
            length: token.length,
            byte_start: token.byte_start,
            byte_end: token.byte_end,
            text: written(text, token.byte_start, token.byte_end),
            exact: token.exact.to_owned(),
            lemma: token.lemma.to_owned(),
            stem: token.stem.to_owned(),
            rule: token.rule.as_str(),
            matching: None,
        });
    });
    rows
}

fn query_rows(text: &str) -> Vec<Row> {
    let row = |token: QueryToken| Row {
        position: token.position,
        length: token.length,
        byte_start: token.byte_start,
        byte_end: token.byte_end,
        text: written(text, token.byte_start, token.byte_end),
        exact: token.exact,
        lemma: token.lemma,
        stem: token.stem,
        rule: token.rule.as_str(),
        matching: Some(Matching {
            is_stop_word: token.is_stop_word,
            homographs: token.homographs,
            are_accents_decisive: token.are_accents_decisive,
        }),
    };
    Analyzer::default().analyze_query(text).into_iter().map(row).collect()
}

fn written(text: &str, start: usize, end: usize) -> String {
    text.get(start..end).unwrap_or("").to_owned()
}

fn to_table(rows: &[Row], messages: Messages) -> String {
    let mut lines = vec![messages.token_headings()];
    for row in rows {
        lines.push([
            position(row),
            format!("{}–{}", row.byte_start, row.byte_end),
            row.text.clone(),
            row.exact.clone(),
            row.lemma.clone(),
            row.stem.clone(),
            row.rule.to_owned(),
            row.matching.as_ref().map(|matching| remark(matching, messages)).unwrap_or_default(),
        ]);
    }
    table(&lines, &[Align::Right, Align::Right])
}

/// Returns the position, or first and last one of a token over several.
fn position(row: &Row) -> String {
    match row.length {
        0 | 1 => row.position.to_string(),
        length => format!("{}–{}", row.position, row.position + length - 1),
    }
}

fn remark(matching: &Matching, messages: Messages) -> String {
    let mut remarks = Vec::new();
    if matching.is_stop_word {
        remarks.push(messages.stop_word().to_owned());
    }
    if matching.are_accents_decisive {
        remarks.push(messages.decisive_accents().to_owned());
    }
    if !matching.homographs.is_empty() {
        remarks.push(messages.homographs(&matching.homographs));
    }
    remarks.join(" · ")
}
