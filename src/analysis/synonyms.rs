//! Synonyms: words of a query that stand for others too.
//!
//! A list is made of lines `RPDC = Corée du Nord`, read both ways, and `brouteur => escroc`, read
//! one way. Sides are words or phrases. What is found is found by lemma, small words as written.

mod table;

pub use table::{Synonym, SynonymMatch, SynonymTable};

use std::borrow::Cow;

use super::user_list::{Line, lines};
use crate::error::Result;

/// Acronyms of the press and names of countries, this project's own compilation.
const SHIPPED: &str = include_str!("../../lexicon/synonyms.txt");

/// What [`SHIPPED`] is called in messages.
const SHIPPED_NAME: &str = "lexicon/synonyms.txt";

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

/// One line: each side of the first part stands for every side of the second.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    /// The line, which was checked.
    text: Cow<'static, str>,
    /// Exact form and lemma of the first word of each side of the first part, where they are known.
    first: &'static str,
}

impl Synonyms {
    /// Reads a list; `origin` names it in messages.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Input`] with list and line: a line without `=` or `=>`, a side without
    /// a word, a side or a line that is too long.
    pub fn parse(text: &str, origin: &str) -> Result<Synonyms> {
        let rules = lines(text, origin)?.into_iter().map(rule).collect::<Result<_>>()?;
        Ok(Synonyms { rules })
    }

    /// Returns the list that comes with the program.
    pub fn shipped() -> Synonyms {
        // A test checks the list.
        let lines = lines(SHIPPED, SHIPPED_NAME).unwrap_or_default().into_iter();
        let rules = lines.zip(FIRST_WORDS.lines());
        Synonyms { rules: rules.map(|(line, first)| Rule { text: line.text, first }).collect() }
    }

    /// Returns both lists as one.
    #[must_use]
    pub fn and(mut self, other: Synonyms) -> Synonyms {
        self.rules.extend(other.rules);
        self
    }
}

impl Rule {
    /// Returns the sides that are looked for.
    fn from(&self) -> impl Iterator<Item = &str> {
        match self.text.split_once("=>") {
            Some((from, _)) => sides(from, ','),
            None => sides(&self.text, '='),
        }
    }

    /// Returns the sides that they stand for.
    fn to(&self) -> impl Iterator<Item = &str> {
        match self.text.split_once("=>") {
            Some((_, to)) => sides(to, ','),
            None => sides(&self.text, '='),
        }
    }
}

fn sides(text: &str, sign: char) -> impl Iterator<Item = &str> {
    text.split(sign).map(str::trim)
}

/// Checks a line.
fn rule(line: Line<'_>) -> Result<Rule> {
    match line.text.split_once("=>") {
        Some((from, to)) if from.contains('=') || to.contains('=') => {
            return Err(line.error("`=` and `=>` do not go together"));
        }
        Some((from, to)) => {
            check_sides(&line, sides(from, ','))?;
            check_sides(&line, sides(to, ','))?;
        }
        None if !line.text.contains('=') => return Err(line.error("write `a = b` or `a => b`")),
        None => check_sides(&line, sides(&line.text, '='))?,
    }
    Ok(Rule { text: Cow::Owned(line.text.into_owned()), first: "" })
}

fn check_sides<'a>(line: &Line<'_>, sides: impl Iterator<Item = &'a str>) -> Result<()> {
    let sides: Vec<&str> = sides.collect();
    if sides.len() > MAX_SIDES {
        return Err(line.error(format!("more than {MAX_SIDES} sides")));
    }
    for side in sides {
        if !side.contains(char::is_alphanumeric) {
            return Err(line.error(format!("`{side}` has no word")));
        }
        if side.split_whitespace().count() > MAX_WORDS {
            return Err(line.error(format!("`{side}` has more than {MAX_WORDS} words")));
        }
    }
    Ok(())
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
        let texts =
            |list: Synonyms| list.rules.into_iter().map(|rule| rule.text).collect::<Vec<_>>();
        let read = texts(Synonyms::parse(SHIPPED, SHIPPED_NAME).unwrap());
        assert!(read.len() >= 80, "{} lines", read.len());
        assert_eq!(texts(Synonyms::shipped()), read);
    }

    #[test]
    fn no_side_of_the_shipped_list_stands_on_two_lines() {
        let mut seen = std::collections::HashSet::new();
        for side in Synonyms::shipped().rules.iter().flat_map(Rule::from) {
            assert!(seen.insert(crate::analysis::fold(side).into_owned()), "{side}");
        }
    }
}
