//! Every figure, for a file under `benches/records/`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Outcome;
use super::arguments::Arguments;

/// Figures with the circumstances of their measurement.
pub struct Record {
    circumstances: Value,
    collections: Map<String, Value>,
}

impl Record {
    pub fn new(arguments: &Arguments, queries: &str) -> Outcome<Self> {
        let name = |path: &Option<std::path::PathBuf>| {
            path.as_ref().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        };
        let circumstances = json!({
            "command": "cargo bench --bench peers",
            "articles": name(&arguments.articles),
            "queries": name(&arguments.queries),
            "query_lines": queries.lines().count(),
            "growth": name(&arguments.growth),
            "only": arguments.only,
            "rounds": arguments.rounds,
            "repetitions": arguments.repetitions,
            "program": env!("CARGO_PKG_VERSION"),
            "commit": commit(),
            "machine": machine(),
        });
        Ok(Record { circumstances, collections: Map::new() })
    }

    /// Keeps figures of a collection.
    pub fn keep(&mut self, collection: &str, name: &str, figures: impl Serialize) -> Outcome<()> {
        let figures = serde_json::to_value(figures)?;
        let of_collection = self.collections.entry(collection).or_insert_with(|| json!({}));
        of_collection[name] = figures;
        Ok(())
    }

    /// Writes everything where a file is named.
    pub fn write(mut self, path: Option<&Path>) -> Outcome<()> {
        let Some(path) = path else { return Ok(()) };
        self.circumstances["collections"] = Value::Object(self.collections);
        Ok(fs::write(path, serde_json::to_string_pretty(&self.circumstances)? + "\n")?)
    }
}

/// Returns the commit, marked when files differ from it.
fn commit() -> Option<String> {
    let git = |words: &[&str]| {
        let output =
            Command::new("git").args(words).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        let output = output.ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let is_changed = !git(&["status", "--porcelain", "--untracked-files=no"])?.is_empty();
    Some(if is_changed { format!("{commit} with changes") } else { commit })
}

fn machine() -> Value {
    let value_of = |path: &str, key: &str| {
        let text = fs::read_to_string(path).ok()?;
        let line = text.lines().find(|line| line.starts_with(key))?.to_owned();
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    json!({
        "os": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "cores": std::thread::available_parallelism().map_or(1, usize::from),
        "processor": value_of("/proc/cpuinfo", "model name"),
        "memory": value_of("/proc/meminfo", "MemTotal"),
    })
}
