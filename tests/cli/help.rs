use crate::Desk;

#[test]
fn long_help_begins_with_examples() {
    for arguments in [&["--help"][..], &["search", "--help"], &["index", "--help"]] {
        let ran = Desk::new().run(arguments).exits(0);
        assert!(ran.stdout.starts_with("Examples:\n  depeche "), "{}", ran.stdout);
        assert!(ran.stdout.contains("Usage: depeche"), "{}", ran.stdout);
    }
}

#[test]
fn short_help_fits_a_screen() {
    let ran = Desk::new().run(&["-h"]).exits(0);
    // The smallest usual screen has 24 lines; the first may scroll away with the prompt.
    assert!(ran.stdout.lines().count() <= 28, "{}", ran.stdout);
}

#[test]
fn the_version_is_told() {
    let ran = Desk::new().run(&["--version"]).exits(0);
    assert_eq!(ran.stdout, concat!("depeche ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn an_unknown_command_suggests_the_nearest() {
    for (typed, meant) in [("serch", "search"), ("indexe", "index"), ("stat", "stats")] {
        let ran = Desk::new().run(&[typed]).exits(2);
        assert!(ran.stderr.contains(&format!("'{meant}'")), "{typed}: {}", ran.stderr);
    }
}

#[test]
fn nothing_typed_shows_help_and_fails() {
    let ran = Desk::new().run(&[]).exits(2);
    assert!(ran.stderr.contains("Usage: depeche"), "{}", ran.stderr);
}

#[test]
fn commands_have_french_names_too() {
    let desk = Desk::with_index();
    desk.run(&["indexer", "journal.jsonl"]).exits(0);
    desk.run(&["chercher", "port"]).exits(0);
}
