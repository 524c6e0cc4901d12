//! Rules of the end of sentences; `|` marks the borders.

use super::*;

fn check(marked: &str) {
    let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
    let text = marked.replace("| ", "").replace('|', "");
    let found: Vec<&str> = Sentences::new(&text).filter_map(|span| text.get(span)).collect();
    assert_eq!(found, expected);
}

#[test]
fn terminators_end_sentences() {
    check("Le vent tombe. | Qui l'a dit ? | Personne ! | Quoi ?! | On attend… | Rien... | Fin.");
    check("Il neige ? ! | Oui.");
}

#[test]
fn lower_case_continues_a_sentence() {
    check("Un vent léger. sans pluie.");
    check("Eh bien... on verra.");
    check("Il doit payer... 66 euros !");
    check("« Venez ! » lance-t-elle. | On vient.");
    check("« Qui vient ? », demande-t-on.");
    check("« Venez ! » a déclaré la maire.");
    check("– Tu viens ? – oui.");
}

#[test]
fn closing_signs_stay_with_the_sentence() {
    check("« Il pleut. » | Le stade ferme.");
    check("« Il pleut ! ». | Le stade ferme.");
    check("\"Il pleut.\" | \"On rentre.\" | Le stade ferme.");
    check("\" Il pleut ! \" | Le stade ferme.");
    check("Il dit : “Bon.” | Puis il sort.");
    check("(Il pleuvait hier.) | Le stade ferme.");
}

#[test]
fn asides_do_not_end_a_sentence() {
    check("Le skieur (Sui.) Hans Muller gagne.");
    check("Le maire (quelle idée !) Paul Morel sort.");
    check("Il a dit (?) Paul.");
    check("Il vend de tout (pain, lait...). | Le soir, il ferme.");
}

#[test]
fn titles_and_initials_lead_to_names() {
    check("M. Morel et Mme. Petit voient le Dr. Blanc. | Me Roux plaide.");
    check("MM. Morel et Roux. | J. Morel, J.-P. Roux et F. Petit sortent.");
    check("J.-M. Le Goff sort avec Paul A. | Il a douze ans.");
}

#[test]
fn dotted_acronyms_end_only_before_a_starter() {
    check("Les troupes de l'O.N.U. | Elles partent.");
    check("La S.A. Morel ferme.");
    check("Né en 52 av. J.-C. | Rome grandit.");
    check("Bâti en 12 apr. J.-C. | Voltaire en parle.");
}

#[test]
fn abbreviations_continue() {
    check("Voir art. 12, chap. IV, p. 30 et vol. II. | Rien d'autre.");
    check("L'art. L. 122-4 s'applique, cf. Morel, éd. Roux.");
    check("Des pommes, des poires, etc. | Le marché ferme.");
    check("Des pommes, etc. et des noix, p. ex. celles du bd. Toulon.");
    check("Le 3 janv. 2001, le 4 sept. et env. 500 hab. par km. carré.");
    check("Le gén. Morel parle au col. Roux. | On gravit le col. | Il neige.");
}

#[test]
fn numbers_keep_their_points() {
    check("Il doit 16.000 euros, soit 3.5 % de 1.500.000. | Le reste suit.");
    check("Il doit 16. 000 euros. | C'était en 2001. | Depuis, rien.");
    check("1. Premier point");
    check("II. La suite");
    check("3.2. La suite");
    check("Le bus de 8 h. 30 part à 9 h. | La rue est vide.");
}

#[test]
fn elisions_are_judged_by_what_follows() {
    check("C'est faux. | (...) Il ment.");
    check("C'est faux (...) et vain. | […] On rit.");
}

#[test]
fn addresses_are_whole() {
    check("Lire sur depeche.fr et sur www.Depeche.Fr. | Écrire à p.Morel@depeche.fr.");
    check("Chez Yahoo! Paris recrute.");
}

#[test]
fn glued_sentences_are_parted() {
    check("C'est la fête.|Le bal commence. | En 1987.puis après.");
    check("M.Morel et J.Roux vont à St.Denis.");
}

#[test]
fn line_ends_and_colons_do_not_end() {
    check("Il dit :\nLe vent\ntombe.");
    check("UN TITRE SANS POINT");
}

#[test]
fn text_without_words_has_no_sentence() {
    assert_eq!(Sentences::new("... *** !").count(), 0);
}
