//! Finds the files of a source, in the order of their paths, and names them.

use std::io;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::format::{Format, UNSUPPORTED, is_about_the_folder};
use super::{Skip, Source};
use crate::error::{Error, ErrorKind, Result};

/// What stands at one place of a source.
pub(super) enum Entry {
    File(File),
    Left(Skip),
}

/// A file to read.
pub(super) struct File {
    pub(super) path: PathBuf,
    /// Path below the source with `/` between the names; the name of a file given by itself.
    pub(super) id: String,
    pub(super) format: Format,
    /// The user named this very file.
    pub(super) is_source: bool,
}

impl Entry {
    /// Returns the size of a file that will be read.
    pub(super) fn bytes(&self) -> u64 {
        let Entry::File(file) = self else { return 0 };
        file.path.metadata().map_or(0, |metadata| metadata.len())
    }
}

/// Checks that a source exists.
///
/// # Errors
///
/// Fails with kind `Input` when it does not.
pub(super) fn check(source: &Source) -> Result<()> {
    match source {
        Source::Stdin => Ok(()),
        Source::Path(path) => match path.metadata() {
            Ok(_) => Ok(()),
            Err(cause) => Err(unreadable(path, cause)),
        },
    }
}

pub(super) fn unreadable(path: &Path, cause: io::Error) -> Error {
    let path = path.display();
    let (message, hint) = match cause.kind() {
        io::ErrorKind::NotFound => (
            format!("there is no file or folder `{path}`"),
            "give a folder, a .txt, .md or .jsonl file, or `-` for standard input".to_owned(),
        ),
        _ => (format!("cannot read `{path}`"), format!("ls -ld '{path}'")),
    };
    Error::new(ErrorKind::Input, message).caused_by(cause).with_hint(hint)
}

/// Returns the files of a folder, or the file itself.
pub(super) fn entries(path: &Path) -> Box<dyn Iterator<Item = Entry>> {
    if path.is_dir() { Box::new(folder(path.to_owned())) } else { Box::new(single(path)) }
}

fn single(path: &Path) -> impl Iterator<Item = Entry> + use<> {
    let id = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let format = match Format::of(&id) {
        // `/dev/fd/63` is what a shell makes of `<(command)`.
        None if path.extension().is_none() => Some(Format::Guess),
        known => known,
    };
    std::iter::once(entry(path.to_owned(), id, format, true))
}

fn folder(root: PathBuf) -> impl Iterator<Item = Entry> {
    WalkBuilder::new(&root)
        .parents(false)
        .require_git(false)
        .git_global(false)
        .git_exclude(false)
        .follow_links(true)
        .sort_by_file_name(|one, other| one.cmp(other))
        .build()
        .filter_map(move |found| match found {
            Ok(found) => file_entry(&root, found),
            Err(cause) => Some(fault(&root, &cause)),
        })
}

fn file_entry(root: &Path, found: DirEntry) -> Option<Entry> {
    let is_file = found.file_type().is_some_and(|kind| kind.is_file());
    let name = found.file_name().to_string_lossy();
    if !is_file || (found.depth() == 1 && is_about_the_folder(&name)) {
        return None;
    }
    let format = Format::of(&name);
    let id = id_below(root, found.path());
    Some(entry(found.into_path(), id, format, false))
}

fn entry(path: PathBuf, id: String, format: Option<Format>, is_source: bool) -> Entry {
    match format {
        Some(format) => Entry::File(File { path, id, format, is_source }),
        None => Entry::Left(Skip { is_foreign: true, ..Skip::new(id, UNSUPPORTED) }),
    }
}

fn fault(root: &Path, cause: &ignore::Error) -> Entry {
    // The library puts the path before the cause, in one layer or several.
    let (mut path, mut cause) = (root, cause);
    loop {
        cause = match cause {
            ignore::Error::WithPath { path: inner, err } => {
                path = inner;
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    Entry::Left(Skip::new(id_below(root, path), format!("cannot be read: {cause}")))
}

fn id_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
    if names.is_empty() { path.display().to_string() } else { names.join("/") }
}
