//! Imports go down the floors, neighbours are strangers, files stay small.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules of the library by floor, lowest first.
const FLOORS: [&[&str]; 7] = [
    &["error", "html", "language", "random"],
    &["article"],
    &["analysis", "passage", "query"],
    &["highlight", "ingest"],
    &["index"],
    &["search"],
    &["bench", "eval", "render"],
];

/// Outside crates that have one home.
const HOMES: [(&str, &[&str]); 7] = [
    ("tantivy::", &["index", "search"]),
    ("tantivy_fst", &["analysis", "search"]),
    ("rust_stemmers", &["analysis"]),
    ("hdrhistogram", &["bench"]),
    ("clap", &["cli", "main"]),
    ("toml", &["cli"]),
    ("indicatif", &["cli"]),
];

const MAX_LINES: usize = 400;

fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                files.push((path, text));
            }
        }
    }
    assert!(files.len() > 50, "only {} files were found", files.len());
    files
}

/// Returns the module of the library that a file belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let first = inside.expect("a file of src").iter().next().expect("a name");
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

/// Lists the modules that a file names with `crate::`.
fn named(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after = code.flat_map(|line| line.split("crate::").skip(1));
    after
        .filter_map(|rest| {
            rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()
        })
        .collect()
}

#[test]
fn imports_go_down_the_floors() {
    for (path, text) in sources() {
        let own = module(&path);
        let Some(own_floor) = floor(&own) else { continue };
        for other in named(&text).into_iter().filter(|other| *other != own) {
            let Some(other_floor) = floor(other) else { continue };
            assert!(other_floor < own_floor, "{} imports `{other}`", path.display());
        }
    }
}

#[test]
fn the_command_line_uses_the_public_library_only() {
    for (path, text) in sources() {
        if matches!(module(&path).as_str(), "cli" | "main") {
            let private = named(&text).into_iter().find(|module| floor(module).is_some());
            assert_eq!(private, None, "{}", path.display());
        }
    }
}

#[test]
fn outside_crates_have_one_home() {
    for (path, text) in sources() {
        let own = module(&path);
        for (name, homes) in HOMES {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let uses = code
                .filter(|line| line.trim_start().starts_with("use "))
                .any(|line| line.trim_start().starts_with(&format!("use {name}")));
            assert!(!uses || homes.contains(&own.as_str()), "{} uses `{name}`", path.display());
        }
    }
}

#[test]
fn files_stay_small() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_file_says_what_it_holds() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} has no first line", path.display());
    }
}
