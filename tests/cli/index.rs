use serde_json::json;

use crate::{Desk, three_articles};

#[test]
fn a_first_run_adds_everything_and_says_so() {
    let desk = Desk::new();
    desk.write("journal.jsonl", &three_articles());
    let ran = desk.run(&["index", "journal.jsonl"]).exits(0);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines[0], "+ 3 added  ~ 0 changed  - 0 removed  = 0 unchanged  ! 0 skipped");
    assert!(lines[1].starts_with("3 articles, ") && lines[1].contains(" passages in index/ · "));
    assert_eq!(lines.len(), 2);
    assert_eq!(ran.stderr, "", "no progress bar where nobody looks");
}

#[test]
fn the_report_has_the_keys_of_the_contract() {
    let desk = Desk::new();
    desk.write("journal.jsonl", &three_articles());
    let report = desk.run(&["index", "journal.jsonl", "--json"]).exits(0).json();
    assert_eq!(report["schema_version"], 1);
    assert_eq!((&report["added"], &report["skipped"]), (&json!(3), &json!([])));
    for key in ["changed", "removed", "unchanged", "articles", "passages"] {
        assert!(report[key].is_u64(), "{key} in {report}");
    }
    for key in ["source_bytes", "index_bytes", "took_ms"] {
        assert!(report[key].is_u64(), "{key} in {report}");
    }
    let peak = &report["peak_rss_bytes"];
    assert!(if cfg!(target_os = "linux") { peak.is_u64() } else { peak.is_null() }, "{report}");
}

#[test]
fn a_skipped_input_is_listed_and_the_exit_code_is_1() {
    let desk = Desk::new();
    desk.write("journal.jsonl", &format!("{}{{\"body\": 7}}\n", three_articles()));
    let ran = desk.run(&["index", "journal.jsonl"]).exits(1);
    assert!(ran.stdout.contains("! 1 skipped\n! "), "{}", ran.stdout);
    let report = desk.run(&["index", "journal.jsonl", "--json"]).exits(1).json();
    assert!(report["skipped"][0]["origin"].as_str().is_some_and(|text| text.contains("journal")));
    assert!(report["skipped"][0]["reason"].is_string(), "{report}");
}

#[test]
fn a_second_run_finds_nothing_new() {
    let desk = Desk::with_index();
    let report = desk.run(&["index", "journal.jsonl", "--json"]).exits(0).json();
    assert_eq!((&report["added"], &report["unchanged"]), (&json!(0), &json!(3)), "{report}");
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = Desk::new();
    desk.write("journal.jsonl", &three_articles());
    let ran = desk.run(&["index", "journal.jsonl", "--dry-run"]).exits(0);
    assert!(ran.stdout.contains("+ 3 added") && ran.stdout.contains("dry run"), "{}", ran.stdout);
    desk.run(&["search", "port"]).exits(2);
}

#[test]
fn standard_input_is_a_source() {
    let desk = Desk::new();
    let mut command = desk.command(&["index", "-", "--json"]);
    let report = crate::finish(command.write_stdin(three_articles())).exits(0).json();
    assert_eq!(report["added"], 3);
}

#[test]
fn a_missing_source_fails() {
    let ran = Desk::new().run(&["index", "nowhere"]).exits(2);
    assert!(
        ran.stderr.starts_with("depeche: ") && ran.stderr.contains("nowhere"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_place_of_the_index_is_said_or_set() {
    let desk = Desk::new();
    desk.write("journal.jsonl", &three_articles());
    desk.run(&["index", "journal.jsonl", "--index", "autre"]).exits(0);
    desk.run(&["search", "port"]).exits(2);
    desk.run(&["search", "port", "--index", "autre"]).exits(0);
    let mut command = desk.command(&["search", "port"]);
    crate::finish(command.env("DEPECHE_INDEX", "autre")).exits(0);
    let mut command = desk.command(&["search", "port", "--index", "nulle-part"]);
    crate::finish(command.env("DEPECHE_INDEX", "autre")).exits(2);
}

#[test]
fn what_is_no_size_or_character_set_is_refused() {
    for arguments in [["--memory", "beaucoup"], ["--encoding", "klingon"]] {
        let ran = Desk::new().run(&["index", arguments[0], arguments[1]]).exits(2);
        assert!(ran.stderr.contains(arguments[1]), "{}", ran.stderr);
    }
}
