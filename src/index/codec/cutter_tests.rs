//! The cut is the one that a look for every entry at every byte finds.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::code::{MAX_ENTRY_BYTES, RAW_COST, cost};
use super::codebook::CODEBOOK;
use super::cutter::{Cutter, RAW_STEP, Step};
use super::trie::{ROOT, Trie};

/// Cuts by looking for every entry at every byte.
fn plain_cut(trie: &Trie, text: &[u8]) -> Vec<Step> {
    let mut best = vec![(0, RAW_STEP); text.len() + 1];
    for start in (0..text.len()).rev() {
        let mut cheapest = (best[start + 1].0 + RAW_COST, RAW_STEP);
        let mut node = Some(ROOT);
        for (length, byte) in (1_u8..).zip(text[start..].iter().take(MAX_ENTRY_BYTES)) {
            node = node.and_then(|node| trie.next(node, *byte));
            let Some(entry) = node.and_then(|node| trie.entry(node)) else { continue };
            let bytes = best[start + usize::from(length)].0 + cost(entry);
            if bytes <= cheapest.0 {
                cheapest = (bytes, Step { entry, length });
            }
        }
        best[start] = cheapest;
    }
    let mut steps = Vec::new();
    let mut start = 0;
    while start < text.len() {
        steps.push(best[start].1);
        start += usize::from(best[start].1.length);
    }
    steps
}

fn check(text: &str) {
    static BOTH: LazyLock<(Cutter<u16>, Trie)> =
        LazyLock::new(|| (Cutter::new(CODEBOOK.texts()), Trie::new(CODEBOOK.texts())));
    let (cutter, trie) = &*BOTH;
    let cut: Vec<Step> = cutter.cut(text.as_bytes()).collect();
    assert_eq!(cut, plain_cut(trie, text.as_bytes()), "{text:?}");
}

#[test]
fn the_cut_is_the_best_one() {
    check("");
    check("Le président de la République l’a annoncé mardi.\r\n\r\n« Non ! »");
    check("e\u{301} 北京, Київ 👩‍👩‍👧‍👦");
    for article in include_str!("../../../docs/french-analysis.md").split("\n\n") {
        check(article);
    }
}

proptest! {
    #[test]
    fn the_cut_of_any_text_is_the_best_one(text in "[a-zéèàç’ ,.]{0,300}|\\PC{0,80}") {
        check(&text);
    }
}
