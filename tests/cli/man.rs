use std::fs;

use crate::Desk;

#[test]
fn the_manual_page_goes_to_standard_output() {
    let ran = Desk::new().run(&["man"]).exits(0);
    assert!(ran.stdout.contains(".TH depeche 1"), "{}", ran.stdout);
}

#[test]
fn a_folder_gets_a_page_for_every_command() {
    let desk = Desk::new();
    desk.run(&["man", "pages"]).exits(0);
    for page in ["depeche.1", "depeche-search.1", "depeche-index.1", "depeche-show.1"] {
        let text = fs::read_to_string(desk.path().join("pages").join(page)).unwrap();
        assert!(text.contains(".TH"), "{page}");
    }
}
