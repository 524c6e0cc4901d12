//! The manifest: what an index was made by, and which generation of its data is in force.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::schema::FORMAT_VERSION;
use crate::analysis::Analyzer;
use crate::error::{Error, ErrorKind, Result};

const MANIFEST_FILE: &str = "manifest.json";
const DATA_PREFIX: &str = "data-";
/// Left by other programs that build on tantivy.
const FOREIGN_FILE: &str = "meta.json";

/// The file `manifest.json` of an index directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub format_version: u32,
    /// Fingerprint of the analysis: words of another analysis would not meet these.
    pub analysis: String,
    /// The user's exceptions that the words were analysed with: forms and their lemmas.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub exceptions: BTreeMap<String, String>,
    /// Number of the data folder in force; a rebuild fills the next one and then switches.
    pub generation: u64,
    /// Version of the program that wrote it.
    pub program: String,
}

impl Manifest {
    /// Makes the manifest of a first or rebuilt index.
    pub(crate) fn new(analyzer: &Analyzer, generation: u64) -> Self {
        Manifest {
            format_version: FORMAT_VERSION,
            analysis: analyzer.fingerprint(),
            exceptions: analyzer.exceptions().into_iter().collect(),
            generation,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Returns an analyzer with the exceptions of the index.
    pub(crate) fn analyzer(&self) -> Analyzer {
        let exceptions: Vec<_> = self.exceptions.clone().into_iter().collect();
        Analyzer::with_exceptions(&exceptions)
    }

    /// Returns the folder that holds the data.
    pub(crate) fn data_folder(&self, directory: &Path) -> PathBuf {
        directory.join(format!("{DATA_PREFIX}{}", self.generation))
    }

    /// Tells whether the directory has a manifest, readable or not.
    pub(crate) fn exists(directory: &Path) -> bool {
        directory.join(MANIFEST_FILE).exists()
    }

    /// Reads the manifest of a directory; `None` when there is no index yet.
    ///
    /// # Errors
    /// [`ErrorKind::IndexUnusable`] when the directory holds another program's index or a damaged
    /// manifest, [`ErrorKind::Storage`] when it cannot be read.
    pub(crate) fn read(directory: &Path) -> Result<Option<Manifest>> {
        let path = directory.join(MANIFEST_FILE);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|cause| {
                unusable(format!("`{}` is damaged", path.display())).caused_by(cause)
            }),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                refuse_foreign(directory)?;
                Ok(None)
            }
            Err(cause) => {
                let message = format!("cannot read `{}`", path.display());
                Err(Error::new(ErrorKind::Storage, message).caused_by(cause))
            }
        }
    }

    /// Checks that this program can use the index.
    ///
    /// # Errors
    /// [`ErrorKind::IndexUnusable`] naming what differs.
    pub(crate) fn check(&self, directory: &Path, analyzer: &Analyzer) -> Result<()> {
        let place = directory.display();
        let analysis = analyzer.fingerprint();
        if self.format_version > FORMAT_VERSION {
            let message = format!(
                "index `{place}` has format {}, this program knows {FORMAT_VERSION}",
                self.format_version
            );
            return Err(Error::new(ErrorKind::IndexUnusable, message)
                .with_hint(format!("use depeche {} or newer", self.program)));
        }
        if self.format_version < FORMAT_VERSION {
            return Err(unusable(format!(
                "index `{place}` has the older format {}, this program needs {FORMAT_VERSION}",
                self.format_version
            )));
        }
        if self.exceptions != analyzer.exceptions().into_iter().collect() {
            return Err(unusable(format!("index `{place}` was built with other exceptions")));
        }
        if self.analysis != analysis {
            return Err(unusable(format!(
                "index `{place}` was built with other rules of analysis ({}, now {analysis})",
                self.analysis
            )));
        }
        Ok(())
    }

    /// Writes the manifest so that a reader sees the old or the new one, also after a power cut.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the directory cannot be written.
    pub(crate) fn write(&self, directory: &Path) -> Result<()> {
        let draft = directory.join("manifest.json.new");
        let write = || -> io::Result<()> {
            let mut file = File::create(&draft)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&draft, directory.join(MANIFEST_FILE))?;
            sync_folder(directory)
        };
        write().map_err(|cause| {
            let message = format!("cannot write the manifest of `{}`", directory.display());
            Error::new(ErrorKind::Storage, message).caused_by(cause)
        })
    }
}

/// Returns the generations that have a data folder, in force or not.
pub(crate) fn generations(directory: &Path) -> Vec<u64> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter_map(|name| name.strip_prefix(DATA_PREFIX)?.parse().ok()).collect()
}

/// Makes renames and new files in a folder survive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only Unix lets a folder be opened and synced; elsewhere renames are durable by themselves.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn refuse_foreign(directory: &Path) -> Result<()> {
    if directory.join(FOREIGN_FILE).exists() {
        let message = format!("`{}` holds an index of another program", directory.display());
        return Err(Error::new(ErrorKind::IndexUnusable, message)
            .with_hint("choose another place: depeche index SOURCE --index DIR"));
    }
    Ok(())
}

fn unusable(message: String) -> Error {
    Error::new(ErrorKind::IndexUnusable, message)
        .with_hint("build it anew from the same sources: depeche index --rebuild SOURCE")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(change: impl FnOnce(&mut Manifest)) -> String {
        let mut manifest = Manifest::new(&Analyzer::default(), 1);
        change(&mut manifest);
        manifest.check(Path::new("idx"), &Analyzer::default()).unwrap_err().to_string()
    }

    #[test]
    fn what_differs_is_named() {
        assert!(refusal(|manifest| manifest.format_version += 1).contains("this program knows"));
        assert!(refusal(|manifest| manifest.format_version -= 1).contains("older format"));
        assert!(refusal(|manifest| manifest.analysis.push('x')).contains("rules of analysis"));
        let add = |manifest: &mut Manifest| {
            manifest.exceptions.insert("drones".to_owned(), "aéronef".to_owned());
        };
        assert!(refusal(add).contains("other exceptions"));
    }

    #[test]
    fn a_manifest_comes_back_and_damage_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), None);
        let exceptions = [("drones".to_owned(), "aéronef".to_owned())];
        let manifest = Manifest::new(&Analyzer::with_exceptions(&exceptions), 3);
        manifest.write(folder.path()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap().as_ref(), Some(&manifest));
        assert!(manifest.check(folder.path(), &manifest.analyzer()).is_ok());
        fs::write(folder.path().join(MANIFEST_FILE), "{").unwrap();
        assert!(Manifest::read(folder.path()).unwrap_err().to_string().contains("damaged"));
    }

    #[test]
    fn another_programs_index_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FOREIGN_FILE), "{}").unwrap();
        assert!(Manifest::read(folder.path()).unwrap_err().to_string().contains("another program"));
    }
}
