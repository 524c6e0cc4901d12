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
fn numbers_are_normalized() {
    check("12 500 et 3,5", "12500/12500 et/et 3.5/3.5");
}

#[test]
fn acronyms_lose_their_points() {
    check("l'O.M.S. et le P.-V.", "l/le oms/oms et/et le/le p/p pv/pv+2 v/v");
}
