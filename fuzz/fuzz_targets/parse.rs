//! Any text is a query: parsing never panics, prints back, and keeps to its limits.

#![no_main]

use depeche::Language;
use depeche::query::{MAX_REMARKS, Query};
use libfuzzer_sys::fuzz_target;

/// Longest canonical form of a query of a given length: every word may gain a sign, brackets or an
/// operator.
fn longest_print(bytes: usize) -> usize {
    64 + 16 * bytes
}

fuzz_target!(|input: &str| {
    let parsed = Query::parse(input);
    assert!(parsed.remarks.len() <= MAX_REMARKS + 1);
    for remark in &parsed.remarks {
        assert!(input.get(remark.span.clone()).is_some(), "{remark:?}");
    }
    let printed = parsed.query.to_string();
    assert!(printed.len() <= longest_print(input.len()), "{printed}");
    for language in [Language::French, Language::English] {
        let _ = parsed.query.explain(language);
    }
    let again = Query::parse(&printed);
    // Printing adds parentheses, so that a query near a limit may cross it.
    if !again.remarks.iter().any(|remark| remark.kind.is_limit()) {
        let (again, first) = (again.query.without_spans(), parsed.query.without_spans());
        assert_eq!(again, first, "{printed}");
    }
    let plain = Query::plain(input).to_string();
    assert!(plain.len() <= longest_print(input.len()), "{plain}");
});
