//! The rules of the recipe together, one case per rule.

use super::Analyzer;

/// Terms are written `exact/lemma`, joined forms with their length.
fn check(text: &str, expected: &str) {
    let mut words = Vec::new();
    Analyzer::default().analyze(text, |token| {
        let length = if token.length > 1 { format!("+{}", token.length) } else { String::new() };
        words.push(format!("{}/{}{length}", token.exact, token.lemma));
    });
    assert_eq!(words.join(" "), expected);
}

#[test]
fn elided_words_are_words() {
    check("L’hiver qu'ils craignent", "l/le hiver/hiver qu/que ils/il craignent/craindre");
}

#[test]
fn lexicalised_words_lose_their_apostrophe() {
    check("aujourd’hui, les prud'hommes", "aujourdhui/aujourdhui les/le prudhommes/prudhomme");
}

#[test]
fn numbers_are_normalized() {
    check("12 500 et 3,5", "12500/12500 et/et 3.5/3.5");
    check("le 06 mai", "le/le 06/6 mai/mai");
}

#[test]
fn hours_and_ranks_are_normalized() {
    check("08 h 30, la 3ème", "8h30/8h30 la/le 3e/3e");
    check("1re et 1er", "1re/1er et/et 1er/1er");
    check("XIXème", "xixe/xixe");
}

#[test]
fn acronyms_lose_their_points() {
    check("l'O.M.S. et le P.-V.", "l/le oms/oms et/et le/le p/p pv/pv+2 v/v");
    check("R&D", "r&d/r&d");
}

#[test]
fn compounds_are_parts_and_a_whole() {
    check(
        "des élues franco-belges",
        "des/de elues/elire franco/franco francobelges/francobelge+2 belges/belge",
    );
    check("Dol-de-Bretagne", "dol/dol doldebretagne/doldebretagne+3 de/de bretagne/bretagne");
}

#[test]
fn inverted_verbs_are_verbs() {
    check("Pleuvra-t-il ?", "pleuvra/pleuvoir il/il");
}

#[test]
fn inclusive_words_have_the_lemma_of_their_base() {
    check("habitant·e·s", "habitant/habitant");
    check("lectrices", "lectrices/lecteur");
}

#[test]
fn accents_part_lemmas_not_exact_forms() {
    check("maïs, mais", "mais/maïs mais/mais");
}

#[test]
fn exceptions_of_the_user_win() {
    let exceptions = [("Drones".to_owned(), "aéronef".to_owned())];
    let mut analyzer = Analyzer::with_exceptions(&exceptions);
    let mut lemma = String::new();
    analyzer.analyze("drones", |token| lemma = token.lemma.to_owned());
    assert_eq!(lemma, "aeronef");
    assert_ne!(analyzer.fingerprint(), Analyzer::default().fingerprint());
}

#[test]
fn spans_point_into_the_original() {
    let text = "La ré\u{AD}ponse l’a de\u{301}çu.";
    let mut spans = Vec::new();
    Analyzer::default().scan(text, |place| spans.push(&text[place.byte_start..place.byte_end]));
    assert_eq!(spans, ["La", "ré\u{AD}ponse", "l", "a", "de\u{301}çu"]);
}
