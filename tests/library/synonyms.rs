//! Words that stand for others: synonyms, exceptions and stop words of the user.

use depeche::analysis::{StopWords, Synonyms, read_exceptions};
use depeche::search::{Notice, SearchResults};
use depeche::{ErrorKind, Query, SearchRequest, Searcher, SyncOptions};

use crate::collection::{Collection, marked};

const LIST: &str = "\
    RPDC = Corée du Nord\n\
    ONU = Nations unies = Organisation des Nations unies\n\
    USA = États-Unis\n\
    brouteur => escroc\n";

fn searcher(texts: &[&str]) -> Searcher {
    let synonyms = Synonyms::parse(LIST, "synonyms.txt").expect("a list");
    Collection::of_texts(texts).searcher().with_synonyms(&synonyms)
}

fn search(searcher: &Searcher, query: &str) -> SearchResults {
    let mut request = SearchRequest::new(Query::parse(query).query);
    request.per_article = usize::MAX;
    searcher.search(&request).expect("results")
}

fn ids(results: &SearchResults) -> Vec<&str> {
    results.hits.iter().map(|hit| hit.article.id.as_str()).collect()
}

/// Ids in order, and what is highlighted in all hits.
fn check(texts: &[&str], query: &str, expected: &[&str], highlighted: &[&str]) {
    let results = search(&searcher(texts), query);
    assert_eq!(ids(&results), expected, "{query}");
    assert_eq!(results.total_articles, expected.len() as u64, "{query}");
    let marks: Vec<&str> = results.hits.iter().flat_map(marked).collect();
    assert_eq!(marks, highlighted, "{query}");
}

#[test]
fn a_word_finds_its_synonyms_after_itself_and_each_is_one_span() {
    let texts = ["La Corée du Nord tire.", "La RPDC tire.", "La Corée du Sud regarde le Nord."];
    check(&texts, "RPDC", &["1", "0"], &["RPDC", "Corée du Nord"]);
    check(&texts, "RPDC ET tire", &["1", "0"], &["RPDC", "tire", "Corée du Nord", "tire"]);
    check(&texts, "NON RPDC", &["2"], &[]);
}

#[test]
fn words_in_a_row_find_their_synonym_together() {
    let texts = ["Un missile pour la RPDC.", "Un missile.", "Le missile pour la Corée du Nord."];
    let results = search(&searcher(&texts), "missile Corée du Nord");
    assert_eq!(ids(&results), ["2", "0", "1"]);
    assert_eq!(marked(&results.hits[1]), ["missile", "RPDC"]);
    check(
        &texts,
        "missile ET Corée du Nord",
        &["2", "0"],
        &["missile", "Corée", "du", "Nord", "missile", "RPDC"],
    );
}

#[test]
fn an_article_with_the_synonym_counts_as_having_all_the_words() {
    let filler = "Missile missile missile. ".repeat(4);
    let texts = [filler.as_str(), "Ce missile est celui des Nations unies."];
    assert_eq!(ids(&search(&searcher(&texts), "missile ONU")), ["1", "0"]);
}

#[test]
fn a_phrase_or_a_part_of_it_has_synonyms() {
    let texts = [
        "L’armée de la Corée du Nord défile.",
        "L’armée de la RPDC défile.",
        "Une armée. La RPDC défile.",
    ];
    let (long, short) = ("armée de la Corée du Nord", "armée de la RPDC");
    check(&texts, "\"armée de la RPDC\"", &["1", "0"], &[short, long]);
    check(&texts, "\"armée de la Corée du Nord\"", &["0", "1"], &[long, short]);
    check(&texts, "\"Corée du Nord\"", &["0", "2", "1"], &["Corée du Nord", "RPDC", "RPDC"]);
}

#[test]
fn compounds_are_synonyms_too() {
    let texts = ["Les États-Unis votent.", "Les Etats Unis votent.", "Les USA votent."];
    let results = search(&searcher(&texts), "usa");
    assert_eq!(results.total_articles, 3);
    check(&texts[2..], "\"États-Unis\"", &["0"], &["USA"]);
    check(&texts[2..], "Etats-Unis", &["0"], &["USA"]);
}

#[test]
fn a_synonym_inside_a_synonym_is_one_mention() {
    let texts = ["L’Organisation des Nations unies vote.", "L’ONU. Puis encore l’ONU."];
    check(&texts[..1], "ONU", &["0"], &["Organisation des Nations unies"]);
    check(&texts, "min2:ONU", &["1"], &["ONU", "ONU"]);
}

#[test]
fn near_and_lead_see_synonyms() {
    let texts = ["Un vote des Nations unies.", "Un vote, puis bien plus tard dans la nuit l’ONU."];
    check(&texts, "vote /3 ONU", &["0"], &["vote", "Nations unies"]);
    check(&texts, "debut5:ONU", &["0"], &["Nations unies"]);
}

#[test]
fn one_way_goes_one_way() {
    let texts = ["Un brouteur.", "Un escroc."];
    check(&texts, "brouteur", &["0", "1"], &["brouteur", "escroc"]);
    check(&texts, "escroc", &["1"], &["escroc"]);
}

#[test]
fn exact_words_and_strict_requests_have_no_synonyms() {
    let texts = ["La Corée du Nord.", "La RPDC."];
    for query in ["=RPDC", "==RPDC", "RPD*", "~RPDC", "=\"RPDC\""] {
        check(&texts, query, &["1"], &["RPDC"]);
    }
    let mut request = SearchRequest::new(Query::parse("RPDC").query);
    request.is_strict = true;
    let results = searcher(&texts).search(&request).expect("results");
    assert_eq!((ids(&results), results.notices.len()), (vec!["1"], 0));
}

#[test]
fn metadata_has_no_synonyms_and_titles_have() {
    let collection = Collection::new();
    let lines = [
        "{\"id\":\"a\",\"title\":\"L’ONU vote\",\"source\":\"USA\",\"body\":\"Rien.\"}\n",
        "{\"id\":\"b\",\"title\":\"Aux Nations unies\",\"source\":\"États-Unis\",\"body\":\"Rien.\"}\n",
    ];
    collection.write("articles.jsonl", &lines.concat());
    collection.synchronise();
    let synonyms = Synonyms::parse(LIST, "synonyms.txt").expect("a list");
    let searcher = collection.searcher().with_synonyms(&synonyms);
    assert_eq!(ids(&search(&searcher, "source:USA")), ["a"]);
    let results = search(&searcher, "titre:ONU");
    let mut found = ids(&results);
    found.sort_unstable();
    assert_eq!(found, ["a", "b"]);
}

#[test]
fn what_was_added_is_said() {
    let results = search(&searcher(&["La RPDC."]), "\"armée de la RPDC\" OU rpdc OU brouteur");
    let added = |typed: &str, added: &str| Notice::Synonyms {
        typed: typed.to_owned(),
        added: vec![added.to_owned()],
    };
    let expected = [
        added("RPDC", "Corée du Nord"),
        added("rpdc", "Corée du Nord"),
        added("brouteur", "escroc"),
    ];
    assert_eq!(results.notices, expected);
}

#[test]
fn a_query_calls_in_a_bounded_number_of_synonyms() {
    let words: Vec<String> = (0..90).map(|number| format!("mot{number} = autre{number}")).collect();
    let synonyms = Synonyms::parse(&words.join("\n"), "synonyms.txt").expect("a list");
    let collection = Collection::of_texts(&["autre0", "autre89", "mot89"]);
    let searcher = collection.searcher().with_synonyms(&synonyms);
    let query = (0..90).map(|number| format!("mot{number}")).collect::<Vec<_>>().join(" ");
    let results = search(&searcher, &query);
    assert_eq!(results.total_articles, 2, "{:?}", ids(&results));
    assert!(results.notices.contains(&Notice::TooManySynonyms { kept: 64 }));
}

#[test]
fn shipped_synonyms_join_acronyms_and_names() {
    let collection = Collection::of_texts(&["La Corée du Nord.", "L’Union européenne.", "L’eau."]);
    let searcher = collection.searcher().with_synonyms(&Synonyms::shipped());
    assert_eq!(ids(&search(&searcher, "RPDC")), ["0"]);
    assert_eq!(ids(&search(&searcher, "UE")), ["1"]);
    assert_eq!(ids(&search(&searcher, "eau")), ["2"]);
}

#[test]
fn user_stop_words_count_in_phrases_and_alone() {
    let collection = Collection::of_texts(&["Le président parle.", "Un accord."]);
    let list = StopWords::parse("président\n-un", "stop-words.txt").expect("a list");
    let searcher = collection.searcher().with_stop_words(list);
    assert_eq!(ids(&search(&searcher, "président accord")), ["1"]);
    assert_eq!(ids(&search(&searcher, "président")), ["0"]);
    assert_eq!(ids(&search(&searcher, "\"les présidents parlent\"")), Vec::<&str>::new());
    assert_eq!(ids(&search(&searcher, "\"présidents parlent\"")), ["0"]);
    assert_eq!(ids(&search(&searcher, "un parle")).len(), 2);
}

#[test]
fn exceptions_travel_in_the_index_and_need_a_rebuild() {
    let with = |list: &str, rebuild: bool| {
        let mut options = SyncOptions::default();
        options.exceptions = Some(read_exceptions(list, "exceptions.txt").expect("a list"));
        options.rebuild = rebuild;
        options
    };
    let collection = Collection::new();
    collection.write("a.txt", "Un titre\n\nDes drones passent.\n");
    collection.synchronise_with(&with("form drones aéronef", false)).unwrap();
    assert_eq!(collection.ids("aéronef"), ["a.txt"]);
    // Without a list the index keeps its own; with another list it must be built anew.
    collection.synchronise();
    for mut other in [with("form drones avion", false), with("", false)] {
        for dry_run in [false, true] {
            other.dry_run = dry_run;
            let error = collection.synchronise_with(&other).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::IndexUnusable);
            assert!(error.to_string().contains("other exceptions"), "{error}");
            assert!(error.hint().unwrap().contains("--rebuild"), "{error}");
        }
    }
    collection.synchronise_with(&with("form drones avion", true)).unwrap();
    assert_eq!(
        (collection.ids("avion"), collection.ids("aéronef").len()),
        (vec!["a.txt".into()], 0)
    );
}

#[test]
fn a_synonym_stands_beside_a_word_taken_letter_for_letter() {
    let searcher =
        searcher(&["L’ONU à Genève.", "Les Nations unies à Genève.", "Les nations à Genève."]);
    let mut found = ids(&search(&searcher, "\"ONU à ==Genève\"")).join(" ");
    found.push_str(" / ");
    found.push_str(&ids(&search(&searcher, "\"ONU ==Genève\"~3")).join(" "));
    assert_eq!(found, "0 1 / 0 1");
    assert!(ids(&search(&searcher, "\"ONU à ==GENÈVE\"")).is_empty());
}
