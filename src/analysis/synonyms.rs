//! Synonyms: words of a query that stand for others too.
//!
//! A list is made of lines `RPDC = Corée du Nord`, read both ways, and `brouteur => escroc`, read
//! one way. Sides are words or phrases. What is found is found by lemma, small words as written.

mod table;

pub use table::{Synonym, SynonymMatch, SynonymTable};

use std::sync::Arc;

use super::user_list::{Line, lines};
use crate::error::Result;

/// Acronyms of the press and names of countries, this project's own compilation.
const SHIPPED: &str = include_str!("../../lexicon/synonyms.txt");

/// What [`SynonymTable`] looks up of them: a line for each of theirs, with exact form and lemma of the
/// first word of each side. Made with the program, because a process that answers one query would
/// spend a sixth of its instructions on it.
const FIRST_WORDS: &str = include_str!("../../lexicon/synonyms-first.txt");

/// Most sides of one line: each may be looked for whenever another one is typed.
const MAX_SIDES: usize = 16;

/// Longest side, in words parted by spaces; official names of organisations stay below.
const MAX_WORDS: usize = 16;

/// Lists of synonyms, as written.
///
/// ```
/// use depeche::analysis::Synonyms;
///
/// let own = Synonyms::parse("TGI = tribunal de grande instance", "synonyms.txt")?;
/// let all = Synonyms::shipped().and(own);
/// # Ok::<(), depeche::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    rules: Vec<Rule>,
}

/// One line: each side of `from` stands for every side of `to`.
#[derive(Debug, Clone)]
struct Rule {
    from: Arc<[String]>,
    to: Arc<[String]>,
    /// Exact form and lemma of the first word of each side of `from`, where they are known.
    first: &'static str,
}

/// What is known of the words makes no difference.
impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        (&self.from, &self.to) == (&other.from, &other.to)
    }
}

impl Eq for Rule {}

impl Synonyms {
    /// Reads a list; `origin` names it in messages.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Input`] with list and line: a line without `=` or `=>`, a side without
    /// a word, a side or a line that is too long.
    pub fn parse(text: &str, origin: &str) -> Result<Synonyms> {
        let rules = lines(text, origin)?.iter().map(rule).collect::<Result<_>>()?;
        Ok(Synonyms { rules })
    }

    /// Returns the list that comes with the program.
    pub fn shipped() -> Synonyms {
        // A test reads the list; one that cannot be read is no list.
        let mut shipped = Synonyms::parse(SHIPPED, "lexicon/synonyms.txt").unwrap_or_default();
        let first = shipped.rules.iter_mut().zip(FIRST_WORDS.lines());
        first.for_each(|(rule, first)| rule.first = first);
        shipped
    }

    /// Returns both lists as one.
    #[must_use]
    pub fn and(mut self, other: Synonyms) -> Synonyms {
        self.rules.extend(other.rules);
        self
    }
}

fn rule(line: &Line<'_>) -> Result<Rule> {
    let Some((from, to)) = line.text.split_once("=>") else {
        let sides = sides(line, &line.text, '=')?;
        if sides.len() < 2 {
            return Err(line.error("write `a = b` or `a => b`"));
        }
        return Ok(Rule { from: Arc::clone(&sides), to: sides, first: "" });
    };
    if from.contains('=') || to.contains('=') {
        return Err(line.error("`=` and `=>` do not go together"));
    }
    Ok(Rule { from: sides(line, from, ',')?, to: sides(line, to, ',')?, first: "" })
}

fn sides(line: &Line<'_>, text: &str, sign: char) -> Result<Arc<[String]>> {
    let sides: Arc<[String]> = text.split(sign).map(|side| side.trim().to_owned()).collect();
    if sides.len() > MAX_SIDES {
        return Err(line.error(format!("more than {MAX_SIDES} sides")));
    }
    for side in &*sides {
        if !side.contains(char::is_alphanumeric) {
            return Err(line.error(format!("`{side}` has no word")));
        }
        if side.split_whitespace().count() > MAX_WORDS {
            return Err(line.error(format!("`{side}` has more than {MAX_WORDS} words")));
        }
    }
    Ok(sides)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let error = Synonyms::parse(text, "s.txt").unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn errors_name_list_and_line() {
        check("# liste\n\nONU", "`s.txt`, line 3: write `a = b` or `a => b`");
        check("ONU = ", "`s.txt`, line 1: `` has no word");
        check("ONU = … = OTAN", "`s.txt`, line 1: `…` has no word");
        check("a => b, ", "`s.txt`, line 1: `` has no word");
        check("a = b => c", "`s.txt`, line 1: `=` and `=>` do not go together");
        check(&"a = ".repeat(MAX_SIDES + 1), "`s.txt`, line 1: more than 16 sides");
        let long = "mot ".repeat(MAX_WORDS + 1);
        let message = format!("`s.txt`, line 1: `{}` has more than 16 words", long.trim());
        check(&format!("a = {long}"), &message);
    }

    #[test]
    fn the_shipped_list_can_be_read() {
        let shipped = Synonyms::parse(SHIPPED, "lexicon/synonyms.txt").unwrap();
        assert!(shipped.rules.len() >= 80, "{} lines", shipped.rules.len());
        assert_eq!(Synonyms::shipped(), shipped);
    }

    #[test]
    fn no_side_of_the_shipped_list_stands_on_two_lines() {
        let mut seen = std::collections::HashSet::new();
        for side in Synonyms::shipped().rules.iter().flat_map(|rule| &*rule.from) {
            assert!(seen.insert(crate::analysis::fold(side).into_owned()), "{side}");
        }
    }
}
