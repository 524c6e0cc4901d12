//! An index through its life: made, kept in line, refused when it cannot be trusted.

use std::fs;

use depeche::{ErrorKind, Index, SyncOptions};

use crate::collection::{Collection, index};

fn counts(collection: &Collection) -> (u64, u64, u64, u64) {
    let report = collection.synchronise();
    (report.added, report.changed, report.removed, report.unchanged)
}

#[test]
fn a_second_run_synchronises() {
    let collection = Collection::new();
    collection.write("a.txt", "Un titre\n\nUne phrase sur la paix.\n");
    collection.write("b.txt", "Un autre\n\nUne phrase sur la guerre.\n");
    assert_eq!(counts(&collection), (2, 0, 0, 0));
    assert_eq!(counts(&collection), (0, 0, 0, 2));
    collection.write("a.txt", "Un titre\n\nUne phrase sur la trêve.\n");
    fs::remove_file(collection.source().join("b.txt")).unwrap();
    collection.write("c.txt", "Un tiers\n\nUne phrase sur le blé.\n");
    assert_eq!(counts(&collection), (1, 1, 1, 0));
    assert_eq!(collection.ids("paix OU guerre"), [""; 0]);
    assert_eq!(collection.ids("trêve OU blé").len(), 2);
}

#[test]
fn a_file_that_can_no_longer_be_read_keeps_its_article() {
    let collection = Collection::new();
    collection.write("a.txt", "Un titre\n\nUne phrase sur la paix.\n");
    collection.write("b.txt", "Un autre\n\nUne phrase sur la guerre.\n");
    collection.write("c.png", "no article");
    assert_eq!(counts(&collection), (2, 0, 0, 0));
    collection.write("a.txt", "");
    fs::remove_file(collection.source().join("b.txt")).unwrap();
    assert_eq!(counts(&collection), (0, 0, 1, 0));
    assert_eq!(collection.ids("paix OU guerre"), ["a.txt"]);
}

#[test]
fn a_damaged_line_keeps_the_articles_that_were_not_met_again() {
    let collection = Collection::new();
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"body\":\"La paix.\"}}\n");
    collection.write("a.jsonl", &(line("1") + &line("2")));
    collection.synchronise();
    collection.write("a.jsonl", &(line("1") + "{\"id\":\"2\",\"bo\n"));
    let report = collection.synchronise();
    assert_eq!((report.removed, report.kept, report.skipped.len()), (0, 1, 1));
    assert_eq!(collection.ids("paix").len(), 2);
    collection.write("a.jsonl", &line("1"));
    assert_eq!(collection.synchronise().removed, 1);
}

#[test]
fn articles_of_another_source_stay() {
    let (first, second) = (Collection::new(), Collection::new());
    first.write("a.txt", "Un titre\n\nLa paix.\n");
    second.write("b.txt", "Un titre\n\nLa guerre.\n");
    first.synchronise();
    let options = SyncOptions::default();
    let report = index(&first.index_folder(), &second.source(), &options).unwrap();
    assert_eq!((report.added, report.removed, report.articles), (1, 0, 2));
}

#[test]
fn an_id_of_another_source_is_not_overwritten() {
    let (first, second) = (Collection::new(), Collection::new());
    first.write("a.txt", "Un titre\n\nLa paix.\n");
    second.write("a.txt", "Un titre\n\nLa guerre.\n");
    first.synchronise();
    let options = SyncOptions::default();
    let report = index(&first.index_folder(), &second.source(), &options).unwrap();
    assert_eq!(report.skipped.len(), 1);
    assert_eq!(first.ids("paix"), ["a.txt"]);
}

#[test]
fn an_id_twice_in_a_run_is_reported() {
    let collection = Collection::new();
    let lines = "{\"id\":\"a\",\"body\":\"un\"}\n{\"id\":\"a\",\"body\":\"deux\"}\n";
    collection.write("a.jsonl", lines);
    let report = collection.synchronise();
    assert_eq!((report.added, report.skipped.len()), (1, 1));
}

#[test]
fn a_dry_run_counts_and_changes_nothing() {
    let collection = Collection::new();
    collection.write("a.txt", "Un titre\n\nLa paix.\n");
    let mut options = SyncOptions::default();
    options.dry_run = true;
    assert_eq!(collection.synchronise_with(&options).unwrap().added, 1);
    assert!(!collection.index_folder().exists());
}

#[test]
fn a_missing_index_says_how_to_make_one() {
    let error = Index::open(Collection::new().index_folder()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IndexMissing);
    assert!(error.hint().unwrap().contains("depeche index"));
}

#[test]
fn an_index_of_other_rules_is_refused_and_rebuilt() {
    let collection = Collection::of_texts(&["La paix."]);
    let path = collection.index_folder().join("manifest.json");
    let manifest = fs::read_to_string(&path).unwrap();
    let analysis = manifest.lines().find(|line| line.contains("analysis")).unwrap();
    fs::write(&path, manifest.replace(analysis, "  \"analysis\": \"other\",")).unwrap();
    let error = Index::open(collection.index_folder()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IndexUnusable);
    let refused = collection.synchronise_with(&SyncOptions::default()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::IndexUnusable);
    let mut options = SyncOptions::default();
    options.rebuild = true;
    assert_eq!(collection.synchronise_with(&options).unwrap().added, 1);
    assert_eq!(collection.ids("paix"), ["0"]);
}

#[test]
fn a_first_run_that_was_stopped_is_half_built() {
    let collection = Collection::of_texts(&["La paix."]);
    let data = collection.index_folder().join("data-1");
    let meta = fs::read_to_string(data.join("meta.json")).unwrap();
    let mut meta: serde_json::Value = serde_json::from_str(&meta).unwrap();
    meta.as_object_mut().unwrap().remove("payload");
    fs::write(data.join("meta.json"), meta.to_string()).unwrap();
    let error = Index::open(collection.index_folder()).unwrap_err();
    assert!(error.to_string().contains("half-built"), "{error}");
}

#[test]
fn a_lost_segment_is_damage_and_not_fewer_results() {
    let collection = Collection::of_texts(&["La paix."]);
    let data = collection.index_folder().join("data-1");
    let meta = fs::read_to_string(data.join("meta.json")).unwrap();
    let mut meta: serde_json::Value = serde_json::from_str(&meta).unwrap();
    meta["segments"] = serde_json::json!([]);
    fs::write(data.join("meta.json"), meta.to_string()).unwrap();
    let error = Index::open(collection.index_folder()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IndexUnusable, "{error}");
}

#[test]
fn files_of_merged_segments_are_gone() {
    let collection = Collection::new();
    for text in ["Un premier texte.", "Un second texte.", "Un troisième texte."] {
        let line = |id| format!("{{\"id\":\"{id}\",\"body\":\"{text}\"}}\n");
        collection.write("articles.jsonl", &(0..60).map(line).collect::<String>());
        collection.synchronise();
        let data = collection.index_folder().join("data-1");
        let names = fs::read_dir(data).expect("a data folder").filter_map(Result::ok);
        let stored = names.filter(|entry| entry.path().extension() == Some("store".as_ref()));
        let snapshot = Index::open(collection.index_folder()).and_then(|index| index.snapshot());
        let statistics = snapshot.and_then(|snapshot| snapshot.statistics()).expect("statistics");
        assert_eq!(stored.count() as u64, statistics.segments, "{text}");
    }
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let collection = Collection::of_texts(&["La paix."]);
    let lock = fs::File::options()
        .write(true)
        .open(collection.index_folder().join("writer.lock"))
        .unwrap();
    lock.lock().unwrap();
    let error = collection.synchronise_with(&SyncOptions::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IndexBusy);
    drop(lock);
    collection.synchronise();
}

#[test]
fn statistics_count_words_and_not_the_gaps_between_sentences() {
    let collection = Collection::of_texts(&["Une trêve tient. Une paix vient."]);
    let statistics = collection.searcher().snapshot().statistics().unwrap();
    assert_eq!((statistics.articles, statistics.tokens), (1, 6));
}
