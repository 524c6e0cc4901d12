//! What can be typed. Each command keeps its own arguments in `commands/`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Deserialize;

use super::color::ColorChoice;
use super::commands::{
    analyze, bench, completions, eval, index, man, search, show, stats, why_not,
};

const EXAMPLES: &str = "\
Examples:
  depeche index articles/                      build or update the index
  depeche search assistance militaire          the best articles with their passages
  depeche search '\"assistance militaire\" SAUF Kiev' --from 2024
  depeche show 'depeches/juin.jsonl:4#3'       one passage of one article
  depeche search paix --jsonl | jq .article.id";

const EXIT_CODES: &str = "\
Exit codes: 0 found or done, 1 nothing found or some inputs skipped, 2 failed.
Environment: DEPECHE_INDEX, LC_ALL, LC_MESSAGES, LANG, NO_COLOR, CLICOLOR_FORCE, PAGER, COLUMNS.";

/// Full-text search for French press articles: ranked passages, highlighted hits.
#[derive(Debug, Parser)]
#[command(name = "depeche", version, arg_required_else_help = true)]
#[command(before_long_help = EXAMPLES, after_long_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub shared: Shared,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(visible_alias = "indexer")]
    Index(index::Arguments),
    #[command(visible_alias = "chercher")]
    Search(search::Arguments),
    Show(show::Arguments),
    #[command(visible_alias = "pourquoi-pas")]
    WhyNot(why_not::Arguments),
    Analyze(analyze::Arguments),
    Stats(stats::Arguments),
    Bench(bench::Arguments),
    Eval(eval::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Shared {
    /// Directory of the index [default: index/]
    ///
    /// Without it: $DEPECHE_INDEX, else the one that depeche.toml names, else index/.
    #[arg(long, global = true, value_name = "DIR", help_heading = "Global options")]
    pub index: Vec<PathBuf>,

    /// File of settings [default: the nearest depeche.toml, here or in a parent folder]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    #[arg(conflicts_with = "no_config", hide_short_help = true)]
    pub config: Option<PathBuf>,

    /// Read no depeche.toml and none of the lists beside it
    #[arg(long, global = true, help_heading = "Global options", hide_short_help = true)]
    pub no_config: bool,

    /// Language of messages [default: that of the locale]
    ///
    /// depeche.toml may name another one.
    #[arg(long, global = true, value_name = "LANGUAGE", help_heading = "Global options")]
    pub lang: Option<LanguageChoice>,

    /// When hits are marked by bold and underlined letters
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    #[arg(help_heading = "Global options")]
    pub color: ColorChoice,
}

/// Whether words stand for others.
#[derive(Debug, Args)]
pub(super) struct Synonymy {
    /// Words stand for themselves alone, not for their synonyms
    #[arg(long)]
    pub no_synonyms: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LanguageChoice {
    /// French
    Fr,
    /// English
    En,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_contradict_nowhere() {
        Arguments::command().debug_assert();
    }
}
