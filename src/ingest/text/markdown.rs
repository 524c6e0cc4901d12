//! Takes the marks out of a Markdown text.

use super::line::{Line, lines as plain_lines};

/// Cuts a text into its lines, without marks; headings keep their level.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = plain_lines(text);
    lines.retain(|line| !is_frame(&line.text));
    for line in &mut lines {
        let (heading, text) = heading(&line.text);
        let text = inline(text);
        line.heading = heading;
        line.set(&text);
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// Underlines of headings, fences of code, rules.
fn is_frame(text: &str) -> bool {
    let is_row = |mark: char| text.len() >= 3 && text.chars().all(|letter| letter == mark);
    text.starts_with("```") || ['=', '-', '*', '_'].iter().any(|mark| is_row(*mark))
}

fn heading(text: &str) -> (Option<usize>, &str) {
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = text.get(marks..).unwrap_or_default();
    if (1..=6).contains(&marks) && rest.starts_with(' ') {
        return (Some(marks), rest.trim_end_matches('#').trim());
    }
    let item = ["- ", "* ", "+ ", "> "].iter().find_map(|mark| text.strip_prefix(mark));
    (None, item.unwrap_or(text).trim())
}

/// Drops `**`, `__`, `` ` `` and lone `*`, and keeps the text of links.
fn inline(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    // A text with brackets but without one link must not be searched again at each of them.
    let has_links = text.contains("](");
    while let Some(at) = rest.find(['*', '`', '[', '!', '_', '\\']) {
        let (before, marked) = rest.split_at(at);
        plain.push_str(before);
        let link = if has_links { link(marked) } else { None };
        rest = match link {
            Some((shown, after)) => {
                plain.push_str(&shown.replace(['*', '`'], ""));
                after
            }
            None => unmarked(marked, &mut plain),
        };
    }
    plain.push_str(rest);
    plain
}

/// Steps over one mark; what is no mark is kept.
fn unmarked<'a>(marked: &'a str, plain: &mut String) -> &'a str {
    let is_between_words = plain.ends_with(char::is_alphanumeric);
    let (kept, length) = match marked.as_bytes() {
        [b'\\', next, ..] if next.is_ascii_punctuation() => (marked.get(1..2).unwrap_or(""), 2),
        [b'_', b'_', ..] if !is_between_words => ("", 2),
        [b'*' | b'`', ..] => ("", 1),
        [b'_', ..] if !is_between_words => ("", 1),
        [b'_', next, ..] if !next.is_ascii_alphanumeric() => ("", 1),
        [b'_'] => ("", 1),
        _ => (marked.get(..1).unwrap_or(""), 1),
    };
    plain.push_str(kept);
    marked.get(length..).unwrap_or_default()
}

/// Longest text and address of a link.
const MAX_LINK_BYTES: usize = 2000;

/// Reads `[text](address)`; a picture shows nothing.
fn link(marked: &str) -> Option<(&str, &str)> {
    let is_picture = marked.starts_with('!');
    let inner = marked.strip_prefix('!').unwrap_or(marked).strip_prefix('[')?;
    let window = inner.get(..inner.floor_char_boundary(MAX_LINK_BYTES)).unwrap_or(inner);
    let (shown, _) = window.split_at(window.find(['[', ']'])?);
    let address = window.get(shown.len()..)?.strip_prefix("](")?;
    let after = inner.get(shown.len() + 2 + address.find(')')? + 1..)?;
    Some((if is_picture { "" } else { shown }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, plain: &[&str]) {
        let lines = lines(text);
        assert_eq!(
            lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            plain,
            "{text}"
        );
    }

    #[test]
    fn marks_are_stripped_to_text() {
        check(
            "# La **crue**\n\nLe [fleuve](http://a.b/c) _monte_ `vite`.",
            &["La crue", "Le fleuve monte vite."],
        );
        check("![vue](a.png)\n> Cité.\n- Point\n---\n", &["Cité.", "Point"]);
        check("a_b [1] 2 \\* 3 !", &["a_b [1] 2 * 3 !"]);
    }

    #[test]
    fn endless_brackets_end() {
        check(&format!("{}](", "[".repeat(3000)), &[&format!("{}](", "[".repeat(3000))]);
    }
}
