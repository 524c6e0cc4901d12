//! Weights of the ranking from a file.

use std::fs;
use std::path::Path;

use depeche::search::Weights;
use depeche::{Error, ErrorKind, Result};

use super::settings::Settings;

/// Returns the weights of a file, else those of the settings.
///
/// # Errors
/// [`ErrorKind::Input`] when the file cannot be read, with its line when it cannot be understood.
pub(super) fn chosen(file: Option<&Path>, settings: &Settings) -> Result<Weights> {
    file.map_or_else(|| Ok(settings.weights()), read)
}

/// Reads weights that differ from the defaults, one a line: `title = 0.8`.
fn read(path: &Path) -> Result<Weights> {
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
