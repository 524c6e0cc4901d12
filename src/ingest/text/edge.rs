//! Blocks of noise before the title and after the text.

use super::frame_words::{AT_EDGE, SECTIONS};
use super::line::Line;
use super::line_starts::RELATED;
use crate::article::Article;

/// So many links to other pages make a block; a text of headings alone is none.
const MAX_LINK_BYTES: usize = 160;

/// Readers and comments are counted with so many digits.
const MAX_COUNTER_BYTES: usize = 6;

/// Drops the menu above the title and the links below the text.
pub(super) fn drop(lines: &mut Vec<Line>, article: &mut Article) {
    drop_related(lines);
    while lines.len() > 1 && lines.last().is_some_and(|line| is_edge(line, AT_EDGE)) {
        lines.pop();
    }
    let menu = lines.iter().take_while(|line| is_menu(line)).count();
    if menu < lines.len() {
        let section = lines.iter().take(menu).rfind(|line| is_edge(line, SECTIONS));
        article.section = article.section.take().or(section.map(|line| line.text.clone()));
        lines.drain(..menu);
    }
}

/// Returns whether a line is an entry of a menu.
pub(super) fn is_menu(line: &Line) -> bool {
    is_edge(line, AT_EDGE) || is_edge(line, SECTIONS)
}

fn is_edge(line: &Line, table: &[&str]) -> bool {
    line.heading.is_none() && (table.contains(&line.key.as_str()) || is_counter(line))
}

/// The number beside a button: `248`
fn is_counter(line: &Line) -> bool {
    line.text.len() <= MAX_COUNTER_BYTES && line.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Drops a heading such as `À lire également :`; and all that follows when it holds no sentence.
fn drop_related(lines: &mut Vec<Line>) {
    let tail = lines.iter().rposition(|line| !is_link(line)).map_or(0, |last| last + 1);
    let is_heading = |line: &Line| RELATED.contains(&line.key.as_str());
    if let Some(start) = lines.iter().skip(tail).position(is_heading).filter(|_| tail > 0) {
        lines.truncate(tail + start);
    }
    lines.retain(|line| !is_heading(line) || line.heading.is_some());
}

/// A headline of another page: short, and no sentence.
fn is_link(line: &Line) -> bool {
    line.text.len() <= MAX_LINK_BYTES && !line.text.ends_with(['.', '»', '"', '”'])
}
