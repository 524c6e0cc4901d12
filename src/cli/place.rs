//! Where the index lies.

use std::env;
use std::path::PathBuf;

use super::settings::Settings;

/// Where an index lies when nothing is said.
const DEFAULT_DIRECTORY: &str = "index";

/// Returns the directory of the index: `--index`, else `DEPECHE_INDEX`, else that of the settings,
/// else `index/`.
pub(super) fn index_directory(flag: Option<PathBuf>, settings: &Settings) -> PathBuf {
    let variable = || env::var_os("DEPECHE_INDEX").filter(|value| !value.is_empty());
    let stated = flag.or_else(|| variable().map(PathBuf::from)).or_else(|| settings.index());
    stated.unwrap_or_else(|| DEFAULT_DIRECTORY.into())
}
