//! The whole program, as people and scripts meet it: arguments in, output and exit code out.
#![cfg(feature = "cli")]

mod analyze;
mod bench;
mod completions;
mod help;
mod index;
mod man;
mod output;
mod search;
mod search_json;
mod settings;
mod show;
mod stats;
mod why_not;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Variables that change what the program says; each test starts without them.
const VARIABLES: [&str; 9] = [
    "DEPECHE_INDEX",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "TERM",
    "PAGER",
    "COLUMNS",
];

/// A folder to work in.
struct Desk {
    folder: TempDir,
}

/// What a run left behind.
struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ran {
    /// Reads the last line of standard output as JSON.
    #[track_caller]
    fn json(&self) -> Value {
        let line = self.stdout.lines().last().expect("a line on standard output");
        serde_json::from_str(line).unwrap_or_else(|cause| panic!("{cause}: {line}"))
    }

    /// Checks the exit code and shows the output when it differs.
    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
}

impl Desk {
    /// Makes an empty desk.
    fn new() -> Self {
        Desk { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Makes a desk with an index of three articles: `port-1`, `gare-2` and `port-3`.
    fn with_index() -> Self {
        let desk = Desk::new();
        desk.write("journal.jsonl", &three_articles());
        desk.run(&["index", "journal.jsonl"]).exits(0);
        desk
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, text).expect("a file on the desk");
        path
    }

    /// Prepares a run of the program on the desk, in a bare environment.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = cargo_bin_cmd!("depeche");
        command.current_dir(self.path()).args(arguments);
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        finish(&mut self.command(arguments))
    }
}

/// Runs a command to its end.
fn finish(command: &mut Command) -> Ran {
    let output = command.output().expect("the program runs");
    Ran {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Returns three articles as JSON Lines.
fn three_articles() -> String {
    let articles = [
        json!({
            "id": "port-1",
            "title": "Le port de Sète rouvre",
            "date": "2023-04-12",
            "source": "La Gazette du golfe",
            "author": "Line Marin",
            "url": "https://gazette.example/port",
            "body": "Fermé depuis l’hiver, le port a rouvert mercredi.\n\nLes chalutiers \
                     reprennent la mer « dès l’aube ». La criée suivra.",
            "desk": "littoral"
        }),
        json!({
            "id": "gare-2",
            "title": "Une gare sans guichet",
            "date": "2024-02",
            "source": "Le Rail",
            "body": "Les voyageurs de la gare achètent leurs billets en ligne.\u{1b}[31m"
        }),
        json!({
            "id": "port-3",
            "title": "Grève des dockers",
            "date": "2024-02-20",
            "source": "La Gazette du golfe",
            "body": "La grève bloque le terminal. Le port voisin accueille les navires."
        }),
    ];
    articles.map(|article| format!("{article}\n")).concat()
}
