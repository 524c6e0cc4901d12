//! `depeche index`: brings the index in line with its sources.

use std::path::{Path, PathBuf};

use clap::Args;
use depeche::index::{SyncOptions, SyncReport, synchronise};
use depeche::ingest::{Encoding, Source};
use depeche::render::versioned;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::SyncBar;
use crate::cli::size::Size;
use crate::cli::{Outcome, memory, output};

/// Where articles are looked for when nothing is said.
const DEFAULT_SOURCE: &str = "corpus";

const EXAMPLES: &str = "\
Examples:
  depeche index                                articles of corpus/ into index/
  depeche index press.jsonl.zst --index /srv/press
  zcat dump.gz | depeche index -
  depeche index articles/ --dry-run            what would change";

/// Build the index or bring it in line with its sources
///
/// New articles are added, changed ones indexed anew, gone ones removed. An interrupted run
/// changes nothing: the last complete state stays in force.
#[derive(Debug, Args)]
#[command(before_long_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// Folders or files with articles; - is standard input
    #[arg(value_name = "SRC", default_value = DEFAULT_SOURCE)]
    sources: Vec<PathBuf>,

    /// Count what would change and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Build the index anew; the old one serves until the new one is complete
    #[arg(long)]
    rebuild: bool,

    /// Threads [default: one for every core]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,

    /// Memory for what is not written yet, such as 256M
    #[arg(long, value_name = "SIZE")]
    memory: Option<Size>,

    /// Character set of plain texts, such as windows-1252 [default: found out]
    #[arg(long, value_name = "CHARSET")]
    encoding: Option<Encoding>,

    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

impl Arguments {
    fn options(&self, context: &Context) -> Result<SyncOptions, Failure> {
        let mut options = SyncOptions::default();
        options.ingest.encoding = self.encoding;
        options.exceptions = context.settings.exceptions()?;
        options.jobs = self.jobs.unwrap_or(options.jobs);
        options.memory_bytes = self.memory.map_or(options.memory_bytes, |size| size.0);
        options.rebuild = self.rebuild;
        options.dry_run = self.dry_run;
        Ok(options)
    }
}

/// The report as scripts read it.
#[derive(Serialize)]
struct ReportForm<'a> {
    #[serde(flatten)]
    report: &'a SyncReport,
    peak_rss_bytes: Option<u64>,
}

// Ctrl-C needs no handler: nothing is visible before the commit, and the system frees the lock.
pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let sources: Vec<Source> = arguments.sources.iter().map(|path| source(path)).collect();
    let options = arguments.options(context)?;
    let mut bar = SyncBar::new(&sources, context.messages);
    let report = synchronise(&context.index, &sources, &options, &mut |progress| {
        bar.observe(progress);
    });
    bar.finish();
    let report = report?;
    let text = if arguments.json {
        let peak_rss_bytes = memory::peak_rss_bytes();
        format!("{}\n", versioned(ReportForm { report: &report, peak_rss_bytes })?)
    } else {
        let place = context.index.display().to_string();
        context.messages.sync_report(&report, &place, arguments.dry_run)
    };
    output::print(&text)?;
    Ok(if report.skipped.is_empty() { Outcome::Complete } else { Outcome::Lacking })
}

fn source(path: &Path) -> Source {
    if path.as_os_str() == "-" { Source::Stdin } else { Source::Path(path.to_owned()) }
}
