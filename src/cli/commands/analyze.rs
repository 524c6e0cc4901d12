//! `depeche analyze`: the words that a text becomes.

use clap::Args;
use depeche::Index;
use depeche::analysis::{Analyzer, QueryToken, StopWords, SynonymTable, Synonyms, Token, Unit};
use depeche::render::{Align, table, versioned};
use serde::Serialize;

use crate::cli::arguments::Synonymy;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::messages::Messages;
use crate::cli::{Outcome, output};

/// Show the words that a text becomes, as indexed or as queried
///
/// With --index, by the rules that this index was built with; else by those that depeche.toml sets.
#[derive(Debug, Args)]
#[command(visible_alias = "analyser")]
pub(in crate::cli) struct Arguments {
    /// The text; several arguments are joined by spaces
    #[arg(required = true)]
    text: Vec<String>,

    /// As the words of a query, with what decides how they match
    #[arg(long)]
    query: bool,

    #[command(flatten)]
    synonymy: Synonymy,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let text = arguments.text.join(" ");
    let mut analyzer = analyzer(context)?;
    let (tokens, synonyms) = match arguments.query {
        true => query_side(arguments, &text, &mut analyzer, context)?,
        false => (text_rows(&text, &mut analyzer), None),
    };
    let form = Form { text: &text, tokens, synonyms };
    let printed = match arguments.json {
        true => format!("{}\n", versioned(form)?),
        false => to_text(&form, context.messages),
    };
    output::print(&printed)?;
    Ok(Outcome::Complete)
}

/// Returns the rules that the user means: those of the index that is named, else those that the
/// settings would build an index with.
fn analyzer(context: &Context) -> Result<Analyzer, Failure> {
    match &context.stated_index {
        Some(index) => Ok(Index::open(index)?.analyzer()),
        None => {
            let exceptions = context.settings.exceptions()?.unwrap_or_default();
            Ok(Analyzer::with_exceptions(&exceptions))
        }
    }
}

#[derive(Serialize)]
struct Form<'a> {
    text: &'a str,
    tokens: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    synonyms: Option<Vec<Others>>,
}

/// Words of a query, and what they stand for.
#[derive(Serialize)]
struct Others {
    byte_start: usize,
    byte_end: usize,
    text: String,
    synonyms: Vec<String>,
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

fn text_rows(text: &str, analyzer: &mut Analyzer) -> Vec<Row> {
    let mut rows = Vec::new();
    analyzer.analyze(text, |token: Token<'_>| {
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

fn query_side(
    arguments: &Arguments,
    text: &str,
    analyzer: &mut Analyzer,
    context: &Context,
) -> Result<(Vec<Row>, Option<Vec<Others>>), Failure> {
    let stop_words = context.settings.stop_words()?;
    let synonyms = match arguments.synonymy.no_synonyms {
        true => Synonyms::default(),
        false => context.settings.synonyms()?,
    };
    let table = SynonymTable::new(&synonyms, analyzer);
    let tokens = analyzer.analyze_query(text);
    let units = Unit::group(tokens.clone());
    let others = table.find(&units, analyzer).into_iter().filter_map(|found| {
        let words: Vec<_> = units.get(found.units)?.iter().flat_map(Unit::parts).collect();
        let (byte_start, byte_end) = (words.first()?.byte_start, words.last()?.byte_end);
        let text = written(text, byte_start, byte_end);
        let synonyms = found.synonyms.iter().map(|synonym| synonym.text.clone()).collect();
        Some(Others { byte_start, byte_end, text, synonyms })
    });
    let others = others.collect();
    Ok((tokens.into_iter().map(|token| query_row(token, &stop_words)).collect(), Some(others)))
}

fn query_row(token: QueryToken, stop_words: &StopWords) -> Row {
    let matching = Matching {
        is_stop_word: stop_words.ignores(&token),
        homographs: token.homographs,
        are_accents_decisive: token.are_accents_decisive,
    };
    Row {
        position: token.position,
        length: token.length,
        byte_start: token.byte_start,
        byte_end: token.byte_end,
        text: token.written,
        exact: token.exact,
        lemma: token.lemma,
        stem: token.stem,
        rule: token.rule.as_str(),
        matching: Some(matching),
    }
}

fn written(text: &str, start: usize, end: usize) -> String {
    text.get(start..end).unwrap_or("").to_owned()
}

fn to_text(form: &Form<'_>, messages: Messages) -> String {
    let mut lines = vec![messages.token_headings()];
    for row in &form.tokens {
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
    let mut text = table(&lines, &[Align::Right, Align::Right]);
    for others in form.synonyms.iter().flatten() {
        text.push_str(&messages.synonyms(&others.text, &others.synonyms));
    }
    text
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
