use crate::Desk;

#[test]
fn conditions_are_listed_with_what_the_article_has() {
    let desk = Desk::with_index();
    let ran = desk.run(&["why-not", "port-1", "dockers ET port"]).exits(1);
    let expected = "`port-1` is not found\n\
                    ✗ dockers ET port\n  ✗ dockers: absent\n  ✓ port: 2 times\n";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn an_article_that_matches_is_told_its_rank() {
    let desk = Desk::with_index();
    let ran = desk.run(&["why-not", "gare-2", "guichet"]).exits(0);
    assert_eq!(ran.stdout, "`gare-2` is found, at rank 1\n✓ guichet: in the title only\n");
}

#[test]
fn it_speaks_french_and_json() {
    let desk = Desk::with_index();
    let ran = desk.run(&["pourquoi-pas", "port-1", "date:2024", "--lang", "fr"]).exits(1);
    let expected = "`port-1` n’est pas trouvé\n✗ date:2024\u{202f}: daté du 12 avril 2023\n";
    assert_eq!(ran.stdout, expected);
    let json = desk.run(&["why-not", "port-1#1", "min9:port", "--json"]).exits(1).json();
    assert_eq!(json["condition"]["finding"], "mentions");
    assert_eq!(json["condition"]["wanted"], 9);
}

#[test]
fn an_unknown_article_is_an_error_that_names_its_like() {
    let ran = Desk::with_index().run(&["why-not", "port-2", "gare"]).exits(2);
    assert!(ran.stderr.contains("\nhint: port-1  port-3\n"), "{}", ran.stderr);
}
