//! Weights of the ranking from a file.

use std::fs;
use std::path::Path;

use depeche::search::Weights;
use depeche::{Error, ErrorKind, Result};

/// Reads weights that differ from the defaults, one a line: `title = 0.8`.
pub(super) fn read(path: &Path) -> Result<Weights> {
    let place = path.display();
    let text = fs::read_to_string(path).map_err(|cause| {
        Error::new(ErrorKind::Input, format!("cannot read `{place}`")).caused_by(cause)
    })?;
    let weights: Weights = toml::from_str(&text).map_err(|cause| {
        let before = cause.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.lines().count().max(1);
        Error::new(ErrorKind::Input, format!("`{place}:{line}` {}", cause.message()))
    })?;
    weights.check()?;
    Ok(weights)
}
