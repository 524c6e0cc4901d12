//! Where the index lies.

use std::env;
use std::path::PathBuf;

/// Where an index lies when nothing is said.
const DEFAULT_DIRECTORY: &str = "index";

/// Returns the directory of the index: `--index`, else `DEPECHE_INDEX`, else `index/`.
pub(super) fn index_directory(flag: Option<PathBuf>) -> PathBuf {
    let variable = || env::var_os("DEPECHE_INDEX").filter(|value| !value.is_empty());
    flag.or_else(|| variable().map(PathBuf::from)).unwrap_or_else(|| DEFAULT_DIRECTORY.into())
}
