//! `depeche.toml`: what is set once for a folder, and the word lists beside it.

mod file;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use depeche::analysis::{StopWords, Synonyms, read_exceptions};
use depeche::search::Weights;
use depeche::{Error, ErrorKind};

use super::arguments::LanguageChoice;
use file::Keys;

/// Name of the file, looked for in the current directory and its parents.
const FILE: &str = "depeche.toml";

/// Names of the lists beside it, used where nothing else is set and the list exists.
const SYNONYMS: &str = "synonyms.txt";
/// See [`SYNONYMS`].
const EXCEPTIONS: &str = "exceptions.txt";
/// See [`SYNONYMS`].
const STOP_WORDS: &str = "stop-words.txt";

/// What is set. Without a file nothing is, and no list is looked for.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Folder of the file; paths in it start here.
    folder: Option<PathBuf>,
    keys: Keys,
}

impl Settings {
    /// Reads the file that is named, else the nearest one.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] when it cannot be read, with file and line when it cannot be
    /// understood.
    pub(super) fn find(named: Option<&Path>) -> Result<Settings, Error> {
        match named {
            Some(path) => Settings::read(path),
            None => nearest().map_or(Ok(Settings::default()), |path| Settings::read(&path)),
        }
    }

    fn read(path: &Path) -> Result<Settings, Error> {
        let text = fs::read_to_string(path).map_err(|cause| unreadable(path, cause))?;
        let keys = Keys::parse(&text, &path.display().to_string())?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Settings { folder: Some(folder), keys })
    }

    /// Returns the directory of the index.
    pub(super) fn index(&self) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(self.keys.index.as_ref()?))
    }

    /// Returns the language of messages.
    pub(super) fn lang(&self) -> Option<LanguageChoice> {
        self.keys.lang
    }

    /// Returns what signs of relevance are worth.
    pub(super) fn weights(&self) -> Weights {
        self.keys.weights
    }

    /// Returns the synonyms: the user's after those that come with the program.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] when the list cannot be read, with its line when it cannot be
    /// understood.
    pub(super) fn synonyms(&self) -> Result<Synonyms, Error> {
        let is_shipped = self.keys.shipped_synonyms.unwrap_or(true);
        let shipped = if is_shipped { Synonyms::shipped() } else { Synonyms::default() };
        Ok(match self.list(self.keys.synonyms.as_deref(), SYNONYMS)? {
            Some(List { text, origin }) => shipped.and(Synonyms::parse(&text, &origin)?),
            None => shipped,
        })
    }

    /// Returns the user's changes to what plain queries ignore.
    ///
    /// # Errors
    /// See [`Settings::synonyms`].
    pub(super) fn stop_words(&self) -> Result<StopWords, Error> {
        match self.list(self.keys.stop_words.as_deref(), STOP_WORDS)? {
            Some(List { text, origin }) => StopWords::parse(&text, &origin),
            None => Ok(StopWords::default()),
        }
    }

    /// Returns the lemmas that the user prefers; `None` without settings, so that an index keeps
    /// those that it has.
    ///
    /// # Errors
    /// See [`Settings::synonyms`].
    pub(super) fn exceptions(&self) -> Result<Option<Vec<(String, String)>>, Error> {
        if self.folder.is_none() {
            return Ok(None);
        }
        Ok(Some(match self.list(self.keys.exceptions.as_deref(), EXCEPTIONS)? {
            Some(List { text, origin }) => read_exceptions(&text, &origin)?,
            None => Vec::new(),
        }))
    }

    /// Reads a list. One that the settings name must exist.
    fn list(&self, named: Option<&Path>, usual: &str) -> Result<Option<List>, Error> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let path = folder.join(named.unwrap_or(Path::new(usual)));
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(List { text, origin: path.display().to_string() })),
            Err(cause) if named.is_none() && cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(unreadable(&path, cause)),
        }
    }
}

/// A list as it stands in its file.
struct List {
    text: String,
    /// The file, for messages.
    origin: String,
}

/// Finds the file in the current directory or the nearest parent that has one.
fn nearest() -> Option<PathBuf> {
    let here = PathBuf::from(FILE);
    if here.is_file() {
        return Some(here);
    }
    let current = env::current_dir().ok()?;
    current.ancestors().skip(1).map(|folder| folder.join(FILE)).find(|path| path.is_file())
}

fn unreadable(path: &Path, cause: io::Error) -> Error {
    Error::new(ErrorKind::Input, format!("cannot read `{}`", path.display())).caused_by(cause)
}
