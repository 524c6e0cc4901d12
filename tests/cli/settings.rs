use std::fs;

use crate::{Desk, Ran, finish, three_articles};

const LISTS: [(&str, &str); 3] = [
    ("synonyms.txt", "criée = marché aux poissons\nlocomotive => gare\n"),
    ("exceptions.txt", "form dockers docker débardeur\n"),
    ("stop-words.txt", "grève\n"),
];

/// Makes a desk with articles, settings, lists and no index.
fn with_settings(settings: &str) -> Desk {
    let desk = Desk::new();
    desk.write("journal.jsonl", &three_articles());
    desk.write("depeche.toml", settings);
    for (name, text) in LISTS {
        desk.write(name, text);
    }
    desk
}

/// Runs the program in a folder below the desk.
fn run_below(desk: &Desk, arguments: &[&str]) -> Ran {
    let folder = desk.path().join("a/b");
    fs::create_dir_all(&folder).expect("a folder");
    finish(desk.command(arguments).current_dir(folder))
}

fn ids(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().collect()
}

const IDS: [&str; 2] = ["--format", "{id}"];

#[test]
fn the_nearest_file_of_settings_counts() {
    let desk = with_settings("index = \"là\"\nlang = \"fr\"\n");
    let ran = run_below(&desk, &["index", "../../journal.jsonl"]).exits(0);
    assert!(ran.stdout.starts_with("+ 3 ajoutés"), "{}", ran.stdout);
    assert!(desk.path().join("là/manifest.json").exists());
    run_below(&desk, &["search", "port"]).exits(0);
    desk.run(&["search", "port"]).exits(0);
    let english = desk.run(&["search", "port", "--lang", "en"]).exits(0);
    assert!(english.stdout.starts_with("2 articles · "), "{}", english.stdout);
    fs::write(desk.path().join("a/depeche.toml"), "").expect("a file");
    run_below(&desk, &["search", "port"]).exits(2);
}

#[test]
fn the_command_line_and_the_environment_come_before_the_settings() {
    let desk = with_settings("index = \"là\"\n");
    desk.run(&["index", "journal.jsonl"]).exits(0);
    desk.run(&["search", "port", "--index", "ailleurs"]).exits(2);
    finish(desk.command(&["search", "port"]).env("DEPECHE_INDEX", "ailleurs")).exits(2);
    desk.run(&["search", "port", "--no-config"]).exits(2);
    desk.run(&["search", "port"]).exits(0);
    desk.write("autre.toml", "index = \"ailleurs\"\n");
    let ran = desk.run(&["search", "port", "--config", "autre.toml"]).exits(2);
    assert!(ran.stderr.contains("ailleurs"), "{}", ran.stderr);
}

#[test]
fn what_is_wrong_is_named_with_file_and_line() {
    let check = |name: &str, text: &str, expected: &str| {
        let desk = with_settings("");
        desk.run(&["index", "journal.jsonl"]).exits(0);
        desk.write(name, text);
        let ran = desk.run(&["search", "port"]).exits(2);
        assert_eq!(ran.stderr.lines().next(), Some(expected));
    };
    check(
        "depeche.toml",
        "\nindx = \"a\"\n",
        "depeche: `depeche.toml`, line 2: unknown key `indx`, the nearest is `index`",
    );
    check(
        "synonyms.txt",
        "a = b\nONU\n",
        "depeche: `synonyms.txt`, line 2: write `a = b` or `a => b`",
    );
    check(
        "stop-words.txt",
        "hier soir\n",
        "depeche: `stop-words.txt`, line 1: `hier soir` is not one word",
    );
    check("depeche.toml", "synonyms = \"rien.txt\"", "depeche: cannot read `rien.txt`");
    let desk = with_settings("");
    desk.write("exceptions.txt", "docker\n");
    let ran = desk.run(&["index", "journal.jsonl"]).exits(2);
    assert!(ran.stderr.starts_with("depeche: `exceptions.txt`, line 1: "), "{}", ran.stderr);
}

#[test]
fn broken_settings_do_not_keep_a_shell_from_its_completions() {
    let desk = with_settings("?");
    desk.run(&["completions", "bash"]).exits(0);
    desk.run(&["stats"]).exits(2);
}

#[test]
fn synonyms_of_the_user_are_searched_beside_the_shipped_ones() {
    let desk = with_settings("");
    desk.run(&["index", "journal.jsonl"]).exits(0);
    let search = |query: &str, more: &[&str]| {
        let arguments = [&["search", query][..], &IDS, more].concat();
        let ran = desk.run(&arguments);
        assert_eq!(ran.stderr.matches("synonym").count(), 0, "{}", ran.stderr);
        ids(&ran).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(search("marché aux poissons", &[]), ["port-1"]);
    assert_eq!(search("\"un marché aux poissons\"", &[]), Vec::<String>::new());
    assert_eq!(search("locomotive", &[]), ["gare-2"]);
    assert_eq!(search("locomotive", &["--no-synonyms"]), Vec::<String>::new());
    assert_eq!(search("locomotive", &["--no-config"]), Vec::<String>::new());
}

#[test]
fn an_explanation_says_what_was_added() {
    let desk = with_settings("lang = \"fr\"\n");
    desk.run(&["index", "journal.jsonl"]).exits(0);
    let ran = desk.run(&["search", "locomotive", "--explain"]).exits(0);
    assert!(
        ran.stdout.contains("\n           `locomotive` cherche aussi `gare`\n"),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.stderr, "");
    let answer = desk.run(&["search", "locomotive", "--json"]).exits(0).json();
    assert_eq!(answer["notices"][0], "`locomotive` cherche aussi `gare`");
}

#[test]
fn shipped_synonyms_can_be_switched_off() {
    let check = |settings: &str, code: i32| {
        let desk = with_settings(settings);
        desk.write("journal.jsonl", "{\"body\": \"La Corée du Nord.\"}\n");
        desk.run(&["index", "journal.jsonl"]).exits(0);
        desk.run(&["search", "RPDC"]).exits(code);
    };
    check("", 0);
    check("shipped_synonyms = false\n", 1);
}

#[test]
fn stop_words_of_the_user_are_ignored_beside_others() {
    let desk = with_settings("");
    desk.run(&["index", "journal.jsonl"]).exits(0);
    let found = |query: &str| desk.run(&[&["search", query][..], &IDS].concat()).stdout;
    assert_eq!(found("grève voyageurs").trim(), "gare-2");
    assert_eq!(found("grève").trim(), "port-3");
    assert_eq!(found("\"grève bloque\"").trim(), "port-3");
}

#[test]
fn exceptions_are_those_of_the_index_until_it_is_rebuilt() {
    let desk = with_settings("");
    desk.run(&["index", "journal.jsonl"]).exits(0);
    let index = desk.path().join("index").display().to_string();
    let elsewhere = Desk::new();
    elsewhere.run(&["search", "débardeurs", "--index", &index]).exits(0);
    let lemma = |desk: &Desk, more: &[&str]| {
        let arguments = [&["analyze", "dockers", "--json"][..], more].concat();
        desk.run(&arguments).exits(0).json()["tokens"][0]["lemma"].clone()
    };
    assert_eq!(lemma(&elsewhere, &["--index", &index]), "debardeur");
    assert_eq!(lemma(&elsewhere, &[]), "docker");
    desk.write("exceptions.txt", "form dockers docker marin\n");
    assert_eq!(lemma(&desk, &[]), "marin");
    desk.run(&["search", "débardeurs"]).exits(0);
    let refused = desk.run(&["index", "journal.jsonl"]).exits(2);
    assert!(refused.stderr.contains("other exceptions"), "{}", refused.stderr);
    assert!(refused.stderr.contains("depeche index --rebuild"), "{}", refused.stderr);
    desk.run(&["index", "journal.jsonl", "--no-config"]).exits(0);
    desk.run(&["index", "journal.jsonl", "--rebuild"]).exits(0);
    desk.run(&["search", "débardeurs"]).exits(1);
    desk.run(&["search", "marins"]).exits(0);
}
