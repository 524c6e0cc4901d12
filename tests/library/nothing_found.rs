//! What the engine says when a query finds nothing, or less than it asks for.

use depeche::search::{Change, Finding, Notice};
use depeche::{Query, SearchRequest};

use crate::collection::Collection;

/// Articles in which common words stand often enough to be told from slips.
fn articles() -> Collection {
    Collection::of_texts(&[
        "L’assistance militaire promise à l’Ukraine arrive. La paix attend.",
        "Une assistance technique et militaire part pour l’Ukraine.",
        "Le traité de paix fut signé à Genève par la délégation.",
        "La délégation de Genève salue une paix durable.",
        "Le maïs souffre de la sécheresse, mais le blé résiste.",
        "Les députés ont ratifié le texte à Genève.",
    ])
}

#[track_caller]
fn check_suggestion(query: &str, expected: Option<&str>) {
    let suggestion = articles().search(query).suggestion;
    assert_eq!(suggestion.map(|suggestion| suggestion.text).as_deref(), expected, "{query}");
}

#[test]
fn one_letter_more_less_or_other_is_corrected() {
    check_suggestion("assistence", Some("assistance"));
    check_suggestion("miltaire", Some("militaire"));
    check_suggestion("délégattion", Some("délégation"));
}

#[test]
fn neighbours_exchanged_are_corrected() {
    check_suggestion("sécheersse", Some("sécheresse"));
}

#[test]
fn the_first_letter_may_be_wrong() {
    check_suggestion("nilitaire", Some("militaire"));
}

#[test]
fn names_get_their_capital_and_words_their_accents() {
    check_suggestion("genevee", Some("Genève"));
    check_suggestion("delegasion", Some("délégation"));
}

#[test]
fn a_missing_space_is_put_in() {
    check_suggestion("assistancemilitaire", Some("\"assistance militaire\""));
    check_suggestion("paix assistancemilitaire", Some("paix assistance militaire"));
}

#[test]
fn a_space_too_many_is_taken_out() {
    check_suggestion("assis tance militaire", Some("assistance militaire"));
}

#[test]
fn a_missing_apostrophe_is_put_in() {
    check_suggestion("lukraine", Some("l'Ukraine"));
}

#[test]
fn operators_stay_in_a_suggestion() {
    check_suggestion("paix ET genevve SAUF blé", Some("paix ET Genève SAUF blé"));
    check_suggestion("\"traité de paixx\"", Some("\"traité de paix\""));
}

#[test]
fn known_words_are_left_alone() {
    check_suggestion("assistance militaire", None);
    check_suggestion("assistances paix", None);
    check_suggestion("sabotage", None);
    check_suggestion("milit*", None);
}

#[test]
fn what_is_excluded_is_not_corrected() {
    check_suggestion("paix SAUF genevve", None);
}

#[test]
fn the_other_words_decide_between_forms_equally_near() {
    let mut texts = vec!["Le bateau gagne le port."; 3];
    texts.extend(["Le sort du match."; 4]);
    texts.push("Le bateau entre au port.");
    let suggestion = Collection::of_texts(&texts).search("bateau xort").suggestion;
    assert_eq!(suggestion.unwrap().text, "bateau port");
}

#[track_caller]
fn check_notices(query: &str, expected: &[Notice]) {
    let notices = articles().search(query).notices;
    for notice in expected {
        assert!(notices.contains(notice), "{query}: {notice:?} in {notices:?}");
    }
}

/// Returns the counts of the parts, as `part=articles`.
fn counts(query: &str) -> Vec<String> {
    let notices = articles().search(query).notices;
    let parts = notices.iter().find_map(|notice| match notice {
        Notice::PartCounts { parts } => Some(parts),
        _ => None,
    });
    let parts = parts.into_iter().flatten();
    parts.map(|part| format!("{}={}", part.part, part.articles)).collect()
}

#[test]
fn each_part_of_a_failed_query_is_counted() {
    assert_eq!(counts("maïs ET ratifié"), ["maïs=1", "ratifié=1"]);
    assert_eq!(counts("\"paix militaire\""), ["paix=3", "militaire=2"]);
    assert_eq!(counts("paix ET date:2024"), ["paix=3", "date:2024=0"]);
}

#[test]
fn a_query_without_words_lacks_none() {
    assert_eq!(articles().search("()").notices, []);
}

#[test]
fn a_word_no_article_has_is_named() {
    check_notices("sabotage", &[Notice::NothingFound { part: "sabotage".into() }]);
}

/// Returns the first change that helps, with the query and its articles.
fn first_change(request: &SearchRequest) -> Option<(Change, String, u64)> {
    let notices = articles().searcher().search(request).unwrap().notices;
    notices.into_iter().find_map(|notice| match notice {
        Notice::Instead { change, query, articles } => Some((change, query, articles)),
        _ => None,
    })
}

#[track_caller]
fn check_change(query: &str, change: Change, changed: &str, articles: u64) {
    let request = SearchRequest::new(Query::parse(query).query);
    assert_eq!(first_change(&request), Some((change, changed.to_owned(), articles)), "{query}");
}

#[test]
fn the_smallest_change_comes_first() {
    let part = |part: &str| part.to_owned();
    check_change("=ratifiée", Change::Inflected, "ratifiée", 1);
    check_change(
        "\"assistance militaire technique\"",
        Change::Nearby { part: part("\"assistance militaire technique\"") },
        "\"assistance militaire technique\"~5",
        1,
    );
    check_change(
        "traité /3 Genève",
        Change::Wider { part: part("traité /3 Genève") },
        "traité /6 Genève",
        1,
    );
    check_change("maïs ET ratifié", Change::Without { part: part("maïs") }, "ratifié", 1);
    check_change("paix SAUF paix", Change::Without { part: part("paix") }, "paix", 3);
}

#[test]
fn filters_that_leave_nothing_are_named() {
    let mut request = SearchRequest::new(Query::parse("paix").query);
    request.from = "2024".parse().ok();
    assert_eq!(first_change(&request), Some((Change::AnyDate, "paix".into(), 3)));
    let mut request = SearchRequest::new(Query::parse("ratifiée").query);
    request.is_strict = true;
    assert_eq!(first_change(&request), Some((Change::Inflected, "ratifiée".into(), 1)));
}

#[test]
fn a_word_that_the_best_hit_lacks_is_named() {
    check_notices("traité militaire paix", &[]);
    let missing = |words: &[&str]| Notice::MissingWords {
        words: words.iter().map(|&word| word.to_owned()).collect(),
    };
    let notices = articles().search("traité signé sabotage").notices;
    assert!(notices.contains(&missing(&["sabotage"])), "{notices:?}");
    let whole = articles().search("traité signé").notices;
    assert_eq!(whole, []);
}

#[track_caller]
fn finding(id: &str, query: &str) -> Finding {
    let answer = articles().searcher().why_not(id, &Query::parse(query).query);
    let condition = answer.unwrap().unwrap().condition;
    assert!(!condition.holds, "{condition:?}");
    condition.finding
}

#[test]
fn why_not_tells_what_a_word_is_like() {
    let forms = |forms: &[&str]| forms.iter().map(|&form| form.to_owned()).collect();
    assert_eq!(finding("0", "sabotage"), Finding::Absent);
    assert_eq!(finding("5", "=ratifiée"), Finding::OtherForms { forms: forms(&["ratifié"]) });
    assert_eq!(finding("5", "==RATIFIÉ"), Finding::OtherForms { forms: forms(&["ratifié"]) });
    let militarist = Collection::of_texts(&["Un discours militariste."]);
    let answer = militarist.searcher().why_not("0", &Query::parse("militaire").query);
    let found = answer.unwrap().unwrap().condition.finding;
    assert_eq!(found, Finding::Related { forms: forms(&["militariste"]) });
}

#[test]
fn why_not_measures_distances() {
    assert_eq!(finding("1", "\"assistance militaire\""), Finding::Apart { stretch: 4 });
    assert_eq!(finding("2", "traité /3 Genève"), Finding::TooFar { distance: 6, allowed: 3 });
    assert_eq!(finding("2", "paix +5 traité"), Finding::WrongOrder);
    assert!(matches!(finding("0", "militaire /phrase paix"), Finding::OtherSentence { .. }));
}

#[test]
fn why_not_takes_operators_inside_a_proximity_for_what_they_are() {
    let collection = Collection::of_texts(&["Une paix durable à Genève. Un traité."]);
    let query = Query::parse("Genève /phrase (durable SAUF traité)").query;
    let condition = collection.searcher().why_not("0", &query).unwrap().unwrap().condition;
    assert!(condition.holds);
    let parts = condition.parts.iter().map(|part| (part.part.as_str(), part.holds));
    let expected = [("Genève /phrase durable", true), ("NON (Genève /phrase traité)", true)];
    assert_eq!(parts.collect::<Vec<_>>(), expected);
}

#[test]
fn why_not_counts_words_across_sentences() {
    let collection = Collection::of_texts(&["Un. Deux. Trois. Quatre cinq."]);
    let of = |query: &str| {
        let query = Query::parse(query).query;
        collection.searcher().why_not("0", &query).unwrap().unwrap().condition.finding
    };
    assert_eq!(of("deux /1 quatre"), Finding::TooFar { distance: 2, allowed: 1 });
    assert_eq!(of("debut3:quatre"), Finding::FirstAt { word: Some(4), allowed: 3 });
}

#[test]
fn why_not_counts_mentions_and_tells_exclusions() {
    assert_eq!(finding("2", "min2:paix"), Finding::Mentions { found: 1, wanted: 2 });
    assert_eq!(finding("2", "debut3:Genève"), Finding::FirstAt { word: Some(8), allowed: 3 });
    assert_eq!(finding("2", "NON paix"), Finding::Excluded);
    assert_eq!(finding("2", "date:2024"), Finding::Dated { date: None });
    assert_eq!(finding("2", "source:AFP"), Finding::Field { value: None });
}

#[test]
fn why_not_tells_the_rank_of_an_article_that_matches() {
    let answer = articles().searcher().why_not("3", &Query::parse("paix durable").query);
    let answer = answer.unwrap().unwrap();
    assert_eq!((answer.rank, answer.condition.holds), (Some(1), true));
}

#[test]
fn an_unknown_article_has_no_why_not_and_names_its_like() {
    let searcher = Collection::of_texts(&["Un."; 12]).searcher();
    assert!(searcher.why_not("12", &Query::parse("un").query).unwrap().is_none());
    assert_eq!(searcher.similar_ids("110", 1).unwrap(), ["10"]);
}

#[test]
fn fuzzy_words_may_differ_in_their_first_letter() {
    let ids = articles().ids("~nilitaire");
    assert_eq!(ids.len(), 2, "{ids:?}");
    assert_eq!(articles().ids("~miltiaire").len(), 2);
}

#[test]
fn context_shows_the_neighbours_of_a_passage() {
    let paragraph = |word: &str| format!("{} {word}.", "Un mot suit l’autre ici. ".repeat(20));
    let text = ["premier", "deuxième", "troisième"].map(paragraph).join("\n\n");
    let collection = Collection::of_texts(&[&text]);
    let mut request = SearchRequest::new(Query::parse("deuxième").query);
    request.context = 1;
    let hits = collection.searcher().search(&request).unwrap().hits;
    let passage = &hits[0].passages[0];
    assert_eq!((passage.before.len(), passage.after.len()), (1, 1));
    assert_eq!(passage.before[0].ordinal + 1, passage.ordinal);
    assert!(passage.after[0].byte_start >= passage.byte_end);
}
