//! Files that a measurement reads and writes.

use std::fs;
use std::path::Path;

use depeche::bench::Workload;
use depeche::{Error, ErrorKind, Result};

/// Reads the queries.
pub(super) fn workload(path: &Path) -> Result<Workload> {
    Workload::read(&read(path)?, &path.display().to_string())
}

/// Reads a text.
pub(super) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|cause| {
        Error::new(ErrorKind::Input, format!("cannot read `{}`", path.display())).caused_by(cause)
    })
}

/// Writes a text where one is wanted.
pub(super) fn write(path: Option<&Path>, text: impl FnOnce() -> String) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    fs::write(path, text()).map_err(|cause| {
        Error::new(ErrorKind::Storage, format!("cannot write `{}`", path.display()))
            .caused_by(cause)
    })
}
