use crate::Desk;

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Desk::new().run(&["completions", shell]).exits(0);
        assert!(ran.stdout.contains("depeche") && ran.stdout.contains("per-article"), "{shell}");
    }
}

#[test]
fn an_unknown_shell_is_refused_with_the_known_ones() {
    let ran = Desk::new().run(&["completions", "tcsh"]).exits(2);
    assert!(ran.stderr.contains("fish"), "{}", ran.stderr);
}
