use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::json;

use crate::{Desk, finish};

const HIT: &str = "\u{1b}[1m\u{1b}[4mport\u{1b}[0m";

#[test]
fn a_pipe_gets_no_marks_unless_asked() {
    let desk = Desk::with_index();
    for (variables, arguments, is_marked) in [
        (&[][..], &[][..], false),
        (&[], &["--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &[], true),
        (&[("CLICOLOR_FORCE", "0")], &[], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[], false),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"], false),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
    ] {
        let mut command = desk.command(&[&["search", "port"], arguments].concat());
        let ran = finish(command.envs(variables.iter().copied())).exits(0);
        assert_eq!(ran.stdout.contains(HIT), is_marked, "{variables:?} {arguments:?}");
        assert_eq!(ran.stdout.contains('\u{1b}'), is_marked, "{variables:?} {arguments:?}");
    }
}

#[test]
fn marks_can_be_chosen() {
    let ran = Desk::with_index().run(&["search", "port", "--mark", "[[,]]"]).exits(0);
    assert!(ran.stdout.contains("Le [[port]] de Sète rouvre"), "{}", ran.stdout);
}

#[test]
fn escape_sequences_of_an_article_are_never_printed_raw() {
    let desk = Desk::with_index();
    for arguments in [
        &["search", "billets"][..],
        &["search", "billets", "--json"],
        &["search", "billets", "--jsonl"],
        &["search", "billets", "--format", "{text}"],
        &["show", "gare-2"],
        &["show", "gare-2", "--json"],
    ] {
        let ran = desk.run(arguments).exits(0);
        assert!(ran.stdout.contains("billets"), "{arguments:?}");
        assert!(!ran.stdout.contains('\u{1b}'), "{arguments:?}");
    }
}

#[test]
fn messages_follow_the_locale() {
    let desk = Desk::with_index();
    for (variables, arguments, expected) in [
        (&[("LANG", "fr_FR.UTF-8")][..], &[][..], "12 avril 2023"),
        (&[("LANG", "fr_FR.UTF-8"), ("LC_ALL", "C")], &[], "12 April 2023"),
        (&[("LANG", "C"), ("LC_MESSAGES", "fr_CA")], &[], "12 avril 2023"),
        (&[("LANG", "fr_FR.UTF-8"), ("LC_ALL", "")], &[], "12 avril 2023"),
        (&[("LANG", "fr_FR.UTF-8")], &["--lang", "en"], "12 April 2023"),
    ] {
        let mut command = desk.command(&[&["search", "chalutiers"], arguments].concat());
        let ran = finish(command.envs(variables.iter().copied())).exits(0);
        assert!(ran.stdout.contains(expected), "{variables:?} {arguments:?}: {}", ran.stdout);
    }
}

#[test]
fn french_hints_are_written_as_french_is() {
    let ran = Desk::new().run(&["search", "port", "--lang", "fr"]).exits(2);
    assert!(ran.stderr.contains("\nconseil\u{202f}: depeche index "), "{}", ran.stderr);
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let desk = Desk::new();
    let line = |number| json!({ "id": number, "body": "La marée monte. ".repeat(40) });
    let lines: String =
        (0..400).map(|number| format!("{}\n", line(format!("n{number}")))).collect();
    desk.write("long.jsonl", &lines);
    desk.run(&["index", "long.jsonl"]).exits(0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_depeche"))
        .current_dir(desk.path())
        .args(["search", "marée", "--all", "--jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    reader.read_line(&mut String::new()).unwrap();
    drop(reader);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
