//! Tables of cases.

use super::*;

fn read_text(text: &str) -> Article {
    article("a.txt", text, Format::Text)
}

fn check_body(text: &str, paragraphs: &[&str]) {
    let body = read_text(text).body;
    assert_eq!(body.split("\n\n").collect::<Vec<_>>(), paragraphs, "{text}");
}

/// The text between a headline and a last paragraph, each standing alone.
fn check_amid(lines: &str, paragraphs: &[&str]) {
    let text = format!("La crue recule à Orléans\n\n{FIRST}\n\n{lines}\n\n{LAST}");
    let all: Vec<_> = [&[FIRST], paragraphs, &[LAST]].concat();
    check_body(&text, &all);
}

fn check_facts(text: &str, date: &str, source: &str, author: &str) {
    let article = read_text(&format!("La crue recule à Orléans\n\n{text}\n\n{FIRST}\n\n{LAST}"));
    assert_eq!(article.date.map(|date| date.to_string()).as_deref().unwrap_or(""), date, "{text}");
    assert_eq!(article.source.as_deref().unwrap_or(""), source, "{text}");
    assert_eq!(article.author.as_deref().unwrap_or(""), author, "{text}");
    assert_eq!(article.body, format!("{FIRST}\n\n{LAST}"), "{text}");
}

fn check_title(text: &str, title: &str) {
    assert_eq!(read_text(text).title, title, "{text}");
}

const FIRST: &str =
    "La Loire a baissé d'un mètre dans la nuit de dimanche à lundi, selon la mairie.";
const LAST: &str =
    "Les écoles du quai rouvriront jeudi, et les ponts dès que les pompes seront rentrées.";

#[test]
fn menus_and_buttons_are_dropped() {
    for noise in [
        "Aller au contenu",
        "Logo",
        "Publicité",
        "-",
        "* * *",
        "Partager sur Facebook",
        "12 commentaires",
        "Temps de lecture : 4 min",
        "2 min",
        "00:00 / 02:10",
        "PHOTO ANNE MARTIN, ASSOCIATED PRESS",
        "3 min de lecture",
        "Tout accepter",
        "Lire aussi : Le Cher monte encore",
        "À LIRE AUSSI > Le Cher monte",
        "Publié hier à 9h10",
        "Accueil > Régions > Loiret",
        "© Agence du Val",
        "(Photo : Anne Martin)",
        "Crédit photo : A. Martin",
        "Photo:AFP",
        "Anne MARTIN / POOL / AFP",
        "ats/amn",
        "#crue",
        "#val de Loire\n#météo",
        "Inscrivez-vous à notre newsletter pour tout savoir du fleuve.",
        "En poursuivant, vous acceptez nos cookies",
        "PREV Le gel tue les vignes",
        "- Portail de la Loire",
        "Article suivant : le gel",
        "À lire également:",
    ] {
        check_amid(noise, &[]);
    }
}

#[test]
fn what_only_resembles_noise_stays() {
    for kept in [
        "Non.",
        "Photo : le pont vu du quai nord",
        "Contact",
        "Partager l'eau, un vieux rêve",
        "Photos et souvenirs ont été perdus.",
        "Par ailleurs",
        "#Crue a fait le tour du pays.",
        "Commentaires et excuses du préfet",
        "Le 3 mai 2021, le fleuve a débordé à Blois.",
        "Il y a trois ans",
        "1984",
        "Source : du plateau à la mer",
        "Source de chaleur",
        "https://a.example/vue",
    ] {
        check_amid(kept, &[kept]);
    }
}

#[test]
fn blocks_of_noise_at_both_ends_are_dropped() {
    let text = format!(
        "Menu\nRégions\nLa crue recule\n{FIRST}\n{LAST}\nLire aussi\nLe Cher monte\nLe gel tue\nDernier"
    );
    check_body(&text, &[FIRST, LAST]);
    assert_eq!(read_text(&text).section.as_deref(), Some("Régions"));
}

#[test]
fn torn_sentences_are_joined() {
    check_amid(
        "Le maire a répété, au micro d'une radio de la ville, que la digue tiendrait\n\"sans faute\"\njusqu'au soir.",
        &[
            "Le maire a répété, au micro d'une radio de la ville, que la digue tiendrait \"sans faute\" jusqu'au soir.",
        ],
    );
    check_amid(
        "\"La digue tient\"\n\n, a dit le maire\n.",
        &["\"La digue tient\", a dit le maire."],
    );
    check_amid(
        "« Il faut tenir encore une nuit », a dit la préfète\nAnne Martin\n, venue en barque.",
        &["« Il faut tenir encore une nuit », a dit la préfète Anne Martin, venue en barque."],
    );
    check_amid("Un rapport de\nl'université le dit.", &["Un rapport de l'université le dit."]);
}

#[test]
fn headings_and_lists_are_not_joined() {
    check_amid("Suites\n\"Je pars\", dit Luc.", &["Suites", "\"Je pars\", dit Luc."]);
    check_amid("- un pont\n- une digue", &["- un pont", "- une digue"]);
    check_amid("Chronologie\nLa crue vient en mars.", &["Chronologie", "La crue vient en mars."]);
}

#[test]
fn a_wrapped_text_gets_its_paragraphs_back() {
    let wrapped = "La crue a noyé les caves du quai\net les jardins. Le maire demande\nde l'aide au pays, qui se fait at-\ntendre depuis mars. Les voisins\nont prêté des pompes, et un vieux\nbac relie les deux rives. Demain\nil pleuvra.";
    let joined = wrapped.replace("at-\nten", "at-#ten").replace('\n', " ").replace("at-#", "at-\n");
    check_body(&format!("Au fil de l'eau\n\n{wrapped}"), &[&joined]);
}

#[test]
fn captions_stay_once() {
    let caption = "Deux pompiers traversent la rue du Port en barque, lundi à Orléans.";
    check_amid(&format!("{caption}\nPhoto : AFP\n{caption}"), &[caption]);
    check_amid(&format!("Deux pompiers traversent la rue du Port...\n{caption}"), &[caption]);
    check_amid(&format!("{caption} KEYSTONE/Anne Martin"), &[caption]);
}

#[test]
fn the_headline_is_found_and_not_repeated() {
    let body = format!("{FIRST}\n\n{LAST}");
    check_title(&format!("La crue recule\n\n{body}"), "La crue recule");
    check_title(&format!("La crue recule | RFI\n\n{body}"), "La crue recule");
    check_title(&format!("La crue recule - Le Val\n\nLa crue recule\n\n{body}"), "La crue recule");
    check_title(
        &format!("Eau et climat\nLa crue de la Loire recule enfin à Orléans\n\n{body}"),
        "La crue de la Loire recule enfin à Orléans",
    );
    check_title(&format!("\"Où est l'eau ?\"\n\n{body}"), "\"Où est l'eau ?\"");
    check_title(&format!("https://a.example/crue\nLa crue recule\n\n{body}"), "La crue recule");
    check_title(&format!("La crue recule.\n\n{body}"), "La crue recule.");
    check_body(&format!("La crue recule\n\nLA CRUE RECULE !\n\n{body}"), &[FIRST, LAST]);
}

#[test]
fn the_frame_above_the_headline_is_no_headline() {
    let body = format!("{FIRST}\n\n{LAST}");
    let title = "La crue recule enfin à Orléans";
    for frame in [
        "Le Val | Région",
        "Le Val > Loiret",
        "Logo La Voix du Lac",
        "Passer au contenu principal\nS'abonner | Se connecter",
        "La Voix du Lac\nToute la vie du lac et de ses rives\nMenu",
    ] {
        check_title(&format!("{frame}\n\n{title}\n\n{title}\n\n{body}"), title);
        let text = format!("{frame}\n\n{title}\n\nPar Anne Roy\nPublié le 3 mai 2021\n\n{body}");
        check_title(&text, title);
        check_body(&text, &[FIRST, LAST]);
    }
    check_title(&format!("EXCLUSIF. {title}\n\n{title}\n\n{body}"), title);
    check_title(&format!("LA CRUE RECULE ENFIN A ORLEANS\n\n{title}\n\n{body}"), title);
}

#[test]
fn a_definition_gives_its_subject_as_title() {
    let text = "Le pont Vieux (ou pont du Sel), bâti en 1850, est un pont de pierre. Il franchit le Cher depuis.\nHistoire\nIl tient.";
    check_title(text, "Le pont Vieux");
    check_body(text, &text.split('\n').collect::<Vec<_>>());
    check_title(&format!("Il est un pays où l'on rit. {FIRST}\n\n{LAST}"), "");
}

#[test]
fn date_source_and_author_are_found() {
    check_facts("3 mai 2021", "2021-05-03", "", "");
    check_facts(
        "Mis à jour le 4 mai 2021\nPublié le 3 mai 2021 à 7h05",
        "2021-05-03T07:05",
        "",
        "",
    );
    check_facts("Mis à jour le 4 mai 2021", "2021-05-04", "", "");
    check_facts("Par Anne de Tours avec AFP\n3 mai 2021", "2021-05-03", "AFP", "Anne de Tours");
    check_facts(
        "Anne Tours | 3 mai 2021 à 8h | Reuters",
        "2021-05-03T08:00",
        "Reuters",
        "Anne Tours",
    );
    check_facts("ATS\nAFP\nATS et AFP", "", "ATS et AFP", "");
    check_facts("(Belga)", "", "Belga", "");
    check_facts("09:427/3/2023, Salı", "2023-03-07T09:42", "", "");
}

#[test]
fn dates_in_running_text_are_not_the_articles() {
    assert_eq!(
        read_text("La crue\n\nLe pont a cédé le 3 mai 2021 devant la foule du marché, dit-on.")
            .date,
        None
    );
    let chronicle = format!("La crue\n\n{FIRST}\n\n3 mai 2021\n\n{LAST}\n\n4 mai 2021\n\nFin.");
    assert_eq!(read_text(&chronicle).date, None);
    assert!(read_text(&chronicle).body.contains("3 mai 2021\n\n"));
}

#[test]
fn an_agency_opening_dates_the_article_and_stays() {
    let text =
        "La crue\n\nBLOIS, 3 mai 2021 (AFP) - La Loire a baissé d'un mètre dans la nuit de lundi.";
    let article = read_text(text);
    assert_eq!(
        (article.date, article.source.as_deref()),
        (crate::article::Date::from_day(2021, 5, 3), Some("AFP"))
    );
    assert!(article.body.starts_with("BLOIS"));
}

#[test]
fn a_page_of_one_line_keeps_it() {
    check_body("La crue recule", &["La crue recule"]);
    check_body("Logo", &["Logo"]);
}

#[test]
fn endless_inputs_end() {
    for piece in
        ["'", "»\n", ",a\n", "[", "#a ", "\"\n", "a\n", "De\n", "12/11/", "Photo : ", "AFP/"]
    {
        for format in [Format::Text, Format::Markdown] {
            let _ = article("a", &piece.repeat(10_000), format);
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_offered(text in "(\\PC|\n){0,200}") {
        let _ = article("a", &text, Format::Text);
        let _ = article("a", &text, Format::Markdown);
    }

    #[test]
    fn no_prose_is_lost(words in proptest::collection::vec("[a-zé]{3,9}", 12..30)) {
        let sentence = format!("Le {} demain.", words.join(" "));
        let body = read_text(&format!("Un titre\n\n{sentence}\n\n{LAST}")).body;
        proptest::prop_assert_eq!(body, format!("{sentence}\n\n{LAST}"));
    }
}
