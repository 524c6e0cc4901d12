//! Reading: turns folders, files and standard input into articles.
//!
//! In a folder every `.txt`, `.md` and `.jsonl` file is read (also `.gz` and `.zst`), in the order
//! of the paths; the rules of `.gitignore` and `.ignore` files inside the folder count, those
//! above it do not. Hidden files, and `README*` and `LICENSE*` at the top, are left out quietly;
//! any other file is reported as skipped. Symbolic links are followed.

mod decode;
mod encoding;
mod format;
mod json_lines;
mod record;
mod sink;
mod stream;
mod text;
mod walk;

pub use encoding::Encoding;

use std::fmt;
use std::path::PathBuf;

use crate::article::Article;
use crate::error::Result;
use format::Format;
use sink::Sink;
use walk::{Entry, File};

/// A place to read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder, read with its subfolders, or a single file.
    Path(PathBuf),
    /// Standard input: JSON Lines when its first character is `{`, else one plain text.
    Stdin,
}

impl From<&str> for Source {
    /// Returns the source that a command line means: `-` is standard input.
    fn from(argument: &str) -> Self {
        if argument == "-" { Source::Stdin } else { Source::Path(PathBuf::from(argument)) }
    }
}

/// How to read.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// Character set of plain texts; found out for each file when `None`. JSON is always UTF-8.
    pub encoding: Option<Encoding>,
}

/// One input that was left out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Skip {
    /// Where it stands: a path, or `path:line`.
    pub origin: String,
    /// What is wrong and, when we know it, what helps.
    pub reason: String,
    /// A file of a kind that holds no articles.
    #[serde(skip)]
    pub is_foreign: bool,
}

impl Skip {
    pub(crate) fn new(origin: impl Into<String>, reason: impl Into<String>) -> Self {
        Skip { origin: origin.into(), reason: reason.into(), is_foreign: false }
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.origin, self.reason)
    }
}

/// One thing that was read.
#[derive(Debug)]
pub struct Item {
    /// The article, or why there is none.
    pub article: std::result::Result<Article, Skip>,
    /// Bytes taken from the sources since the item before; compressed bytes for an archive.
    pub source_bytes: u64,
}

/// Reads all sources and offers each article, or skipped input, to `visit`; the order depends on
/// the sources alone, and memory does not grow with the number of articles.
///
/// ```
/// use depeche::ingest::{self, Options, Source};
/// # let folder = std::env::temp_dir().join("depeche-doc-ingest");
/// # std::fs::create_dir_all(&folder)?;
/// # std::fs::write(folder.join("crue.txt"), "La Loire déborde\n\nLe fleuve a gagné les quais.")?;
/// let mut titles = Vec::new();
/// ingest::read(&[Source::Path(folder)], &Options::default(), &mut |item| {
///     titles.extend(item.article.map(|article| article.title));
///     Ok(())
/// })?;
/// assert_eq!(titles, ["La Loire déborde"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Fails when a source does not exist or, given by itself, cannot be opened, and with whatever
/// error `visit` returns. A fault inside a folder or a file is a [`Skip`], and reading goes on.
pub fn read(
    sources: &[Source],
    options: &Options,
    visit: &mut dyn FnMut(Item) -> Result<()>,
) -> Result<()> {
    for source in sources {
        walk::check(source)?;
    }
    let mut sink = Sink::new(visit);
    for source in sources {
        match source {
            Source::Stdin => read_stdin(options, &mut sink)?,
            Source::Path(path) => {
                for entry in walk::entries(path) {
                    read_entry(entry, options, &mut sink)?;
                }
            }
        }
    }
    Ok(())
}

/// Returns about how many bytes [`read`] will take from the sources, `None` when standard input
/// is among them: the total of a progress bar whose steps are [`Item::source_bytes`].
pub fn source_bytes(sources: &[Source]) -> Option<u64> {
    sources.iter().try_fold(0, |sum, source| match source {
        Source::Stdin => None,
        Source::Path(path) => {
            Some(sum + walk::entries(path).map(|entry| entry.bytes()).sum::<u64>())
        }
    })
}

fn read_stdin(options: &Options, sink: &mut Sink) -> Result<()> {
    let id = "stdin";
    match stream::stdin(sink.meter()) {
        Ok(reader) => read_stream(reader, Format::Guess, id, options, sink),
        Err(cause) => sink.skip(id, format!("cannot be read: {cause}")),
    }
}

fn read_entry(entry: Entry, options: &Options, sink: &mut Sink) -> Result<()> {
    let File { path, id, format, is_source } = match entry {
        Entry::File(file) => file,
        Entry::Left(skip) => return sink.leave(skip),
    };
    match stream::file(&path, sink.meter()) {
        Ok(reader) => read_stream(reader, format, &id, options, sink),
        Err(cause) if is_source => Err(walk::unreadable(&path, cause)),
        Err(cause) => sink.skip(&id, format!("cannot be read: {cause}")),
    }
}

fn read_stream(
    mut reader: stream::Reader,
    format: Format,
    id: &str,
    options: &Options,
    sink: &mut Sink,
) -> Result<()> {
    let format = match format {
        Format::Guess if stream::starts_like_json(&mut reader) => Format::JsonLines,
        Format::Guess => Format::Text,
        known => known,
    };
    match format {
        Format::JsonLines => json_lines::read(reader, id, sink),
        _ => text::read(reader, format, id, options, sink),
    }
}

#[cfg(test)]
mod tests;
