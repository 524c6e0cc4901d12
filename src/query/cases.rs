//! Rules of the language as tables: what is typed, how it is understood, what is remarked.

use super::{Query, RemarkKind};
use RemarkKind::*;

fn check(input: &str, canonical: &str) {
    assert_eq!(Query::parse(input).query.to_string(), canonical, "{input}");
}

/// Checks the canonical form and the remarks, each with the text that it points at.
fn check_remarks(input: &str, canonical: &str, remarks: &[(RemarkKind, &str)]) {
    let parsed = Query::parse(input);
    assert_eq!(parsed.query.to_string(), canonical, "{input}");
    let found: Vec<_> = parsed
        .remarks
        .into_iter()
        .map(|remark| (remark.kind, input.get(remark.span).unwrap()))
        .collect();
    assert_eq!(found, remarks, "{input}");
}

/// Checks that a text is taken as its words, without a remark.
fn check_text(input: &str, words: &str) {
    check_remarks(input, words, &[]);
}

#[test]
fn words_side_by_side_weigh() {
    check_text("hausse des prix", "hausse des prix");
    check_text("(hausse (des)) prix", "hausse des prix");
}

#[test]
fn any_pair_of_quotes_makes_a_phrase() {
    for input in [
        "\"hausse des prix\"",
        "« hausse des prix »",
        "«hausse des prix»",
        "“hausse des prix”",
        "„hausse des prix“",
        "«hausse des prix\"",
        "“hausse des prix\"",
    ] {
        check_text(input, "\"hausse des prix\"");
    }
    check_text("« le mot \"prix\" monte »", "\"le mot prix monte\"");
    check_text("l'\"été indien\"", "l \"été indien\"");
}

#[test]
fn juxtaposed_words_are_all_required_beside_an_operator() {
    check("Air Inuit ET grève", "Air ET Inuit ET grève");
    check("Oslo OU Air Inuit", "Oslo OU (Air ET Inuit)");
    check("grève SAUF Air Inuit", "grève SAUF (Air ET Inuit)");
}

#[test]
fn or_binds_less_than_and() {
    check("a ET b OU c ET d", "(a ET b) OU (c ET d)");
    check("a ET (b OU c)", "a ET (b OU c)");
    check("a & b | c", "(a ET b) OU c");
    check("a AND b OR NOT c", "(a ET b) OU NON c");
}

#[test]
fn an_exclusion_reaches_the_next_operator() {
    check("NON a b ET c", "c SAUF (a ET b)");
    check("NON a /5 b", "NON (a /5 b)");
    check("a SAUF b SAUF c", "a SAUF b SAUF c");
    check("SAUF a", "NON a");
    check("NON NON a", "a");
}

#[test]
fn proximity_takes_its_two_neighbors() {
    check("Air Inuit /5 grève", "Air ET Inuit /5 grève");
    check("(a OU b) +3 \"c d\"", "(a OU b) +3 \"c d\"");
    check("a /5 b /phrase c", "a /5 b /phrase c");
    check("a /5 (b /para c)", "a /5 (b /para c)");
    check("a /sentence b /paragraph c", "a /phrase b /para c");
    check("\"sans toit*\" /15 (exil* OU migrant*)", "\"sans toit*\" /15 (exil* OU migrant*)");
}

#[test]
fn plus_requires_and_minus_excludes() {
    check_text("+a b", "+a b");
    check_text("a b -c", "a b -c");
    check_text("+a +b", "a ET b");
    check_text("+a b -\"c d\" -(e f)", "+a b -\"c d\" -(e f)");
    check_text("-a", "NON a");
}

#[test]
fn conditions_hold_beside_words_that_weigh() {
    check_text("date:2024 a b titre:c", "a b date:2024 titre:c");
    check_text("a titre:(b c)", "+a titre:(b c)");
    check_text("min3:a b c debut50:\"d e\"", "b c min3:a debut50:\"d e\"");
}

#[test]
fn fields_take_a_word_a_phrase_or_a_group() {
    check_text("title:Oslo", "titre:Oslo");
    check_text("titre:\"accord signé\"", "titre:\"accord signé\"");
    check_text("auteur:(Hugo OU Sand)", "auteur:(Hugo OU Sand)");
    check_text("url:journal.fr/a/b?c=1", "url:journal.fr/a/b?c=1");
    check_text("titre:min2:=prix", "titre:min2:=prix");
}

#[test]
fn weights_follow_words_phrases_and_groups() {
    check_text("prix^2 \"a b\"^0.5 (c d)^3", "prix^2 \"a b\"^0.5 (c d)^3");
    check_text("titre:prix^2", "titre:prix^2");
    check_remarks("prix^0", "prix", &[(WeightOutOfRange, "prix^0")]);
}

#[test]
fn exact_phrases_have_exact_words() {
    check_text("=\"les prix\"", "=\"les prix\"");
    check_text("\"=les prix\"", "\"=les prix\"");
    check_text("==\"Les Prix\"", "\"==Les ==Prix\"");
    check_text("\"a b\"~3", "\"a b\"~3");
}

#[test]
fn everyday_french_is_text() {
    check_text("C'est la fin ?", "C'est la fin");
    check_text("Que veut Oslo?", "Que veut Oslo");
    check_text("Norvège : la paix, enfin !", "Norvège la paix enfin");
    check_text("Norvège: la paix", "Norvège la paix");
    check_text("Oslo - Bergen", "Oslo Bergen");
    check_text("Oslo/Bergen et/ou Lund", "Oslo Bergen et ou Lund");
    check_text("le 1/5 à 23:55, 12 500 €", "le 1/5 à 23:55 12 500");
    check_text("en 2024, 500 F-16", "en 2024, 500 F-16");
    check_text("de 20 h 30 à 9 h", "de 20 h 30 à 9 h");
    check_text("\"dès 20 h 30\"", "\"dès 20 h 30\"");
    check_text("20 (h) 30", "20, h 30");
    check_text("20h (30)", "20h, 30");
    check_text("#Budget @senat C++ R&D", "Budget senat C++ R&D");
    check_text("voir https://a.fr/b?c=1&d=*, merci", "voir https://a.fr/b?c=1&d merci");
    check_text("l’accord d'Oslo et moi, ou toi sans lui", "l’accord d'Oslo et moi ou toi sans lui");
    check_text("[Vidéo] <b> {a}", "Vidéo b a");
    check_text("NON, c'est NON.", r"\NON c'est \NON");
}

#[test]
fn a_headline_in_capitals_has_no_operators() {
    let text = "SÉISME ET INCENDIE À KYOTO";
    check_remarks(text, r"SÉISME \ET INCENDIE À KYOTO", &[(CapitalsAsText, "ET")]);
    check_text("ONU OU OTAN", "ONU OU OTAN");
}

#[test]
fn an_operator_without_sides_is_text() {
    check_remarks("ET alors", r"\ET alors", &[(OperatorAsText("ET".into()), "ET")]);
    check_remarks("alors OU", r"alors \OU", &[(OperatorAsText("OU".into()), "OU")]);
    check_remarks("| alors", "alors", &[(OperatorAsText("|".into()), "|")]);
    check_remarks("/5 alors", "5 alors", &[(OperatorAsText("/5".into()), "/5")]);
    check_remarks("alors /5", "alors 5", &[(OperatorAsText("/5".into()), "/5")]);
    check_remarks("a /0 b", "a 0 b", &[(OperatorAsText("/0".into()), "/0")]);
    check_text("Canal +5", "Canal 5");
}

#[test]
fn what_is_not_closed_or_not_opened_is_text() {
    check_remarks("dit \"oui Oslo", "dit oui Oslo", &[(UnclosedQuote, "\"")]);
    check_remarks("a ET (b OU c", "a ET (b OU c)", &[(UnclosedParenthesis, "(")]);
    check_remarks("a) b", "a b", &[(UnopenedParenthesis, ")")]);
    check_remarks("a \"\" b", "a b", &[(EmptyPhrase, "\"\"")]);
    check_text("a () titre:() b", "a b");
}

#[test]
fn a_sign_alone_is_left_out() {
    check_remarks("a * b", "a b", &[(LoneSign("*".into()), "*")]);
    check_remarks("~ a", "a", &[(LoneSign("~".into()), "~")]);
    check_remarks("= a", "a", &[(LoneSign("=".into()), "=")]);
    check_remarks("=== a", "a", &[(LoneSign("===".into()), "===")]);
    check_remarks("*a*", "a", &[(LeadingStar, "*")]);
    check_remarks("=prix*", "prix*", &[(OperatorsClash, "prix*")]);
    check_remarks("?!", "", &[(NothingToFind, "?!")]);
}

#[test]
fn a_field_that_is_none_is_text() {
    check_remarks("titel:Oslo", "titel Oslo", &[(UnknownField("titel:".into()), "titel:")]);
    check_remarks(
        "source: Oslo",
        "source Oslo",
        &[(FieldWithoutValue("source:".into()), "source:")],
    );
    check_remarks("date:hier", "date hier", &[(NotADate("date:hier".into()), "date:hier")]);
    check_remarks("a date:>7j", "a", &[(NoToday("date:>7j".into()), "date:>7j")]);
    let reversed = "date:2024..2020";
    check_remarks(reversed, "date:2020..2024", &[(ReversedRange(reversed.into()), reversed)]);
    check_remarks("a -20 b", "a 20 b", &[(MinusBeforeNumber("-20".into()), "-20")]);
}

#[test]
fn only_words_have_neighbors() {
    check_remarks("titre:a /5 b", "b ET titre:a", &[(NearNeedsWords, "/5")]);
    check_remarks("a /5 -b", "a 5 -b", &[(OperatorAsText("/5".into()), "/5")]);
}

#[test]
fn plain_text_has_no_operators() {
    let query = Query::plain("\"Oslo\" OU -Lund* titre:paix ?");
    assert_eq!(query.to_string(), r"Oslo \OU Lund titre paix");
    assert_eq!(Query::plain(" ?! "), Query::Nothing);
}
