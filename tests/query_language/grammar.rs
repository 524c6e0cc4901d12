//! Reads a grammar as the page prints it, and derives texts from it.

use std::cell::Cell;
use std::collections::BTreeMap;

/// Rules whose parts have spaces between them.
const SPACED: [&str; 5] = ["query", "all", "run", "near", "words"];
/// Where derivations are cut short, so that they end.
const MAX_DEPTH: usize = 9;
/// Derivations tried for one in which the rule is used; far fewer do.
const MAX_ATTEMPTS: u64 = 10_000;
/// Longer texts meet the limits of the language, which are tested elsewhere.
const MAX_BYTES: usize = 300;

/// The rules by name.
pub struct Grammar {
    rules: BTreeMap<String, Part>,
}

/// What stands on the right side of a rule.
#[derive(Debug)]
enum Part {
    Text(String),
    Name(String),
    Row(Vec<Part>),
    Choice(Vec<Part>),
    /// Least and most times.
    Times(Box<Part>, usize, usize),
}

impl Grammar {
    /// Reads lines such as `all ::= run (AND run)*`; a line that begins with spaces goes on.
    pub fn read(text: &str) -> Self {
        let joined = text.replace("\n ", " ");
        let rules = joined.lines().filter(|line| !line.trim().is_empty()).map(|line| {
            let (name, right) = line.split_once("::=").expect("a rule");
            let tokens = tokens(right);
            let mut rest = tokens.as_slice();
            let part = choice(&mut rest);
            assert!(rest.is_empty(), "{rest:?} left in {line}");
            (name.trim().to_owned(), part)
        });
        Grammar { rules: rules.collect() }
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str)
    }

    /// Derives a query in which a rule is used.
    pub fn query_with(&self, rule: &str, seed: u64) -> String {
        for attempt in 0..MAX_ATTEMPTS {
            let state = Cell::new(seed * MAX_ATTEMPTS + attempt + rule.len() as u64);
            let derivation =
                Derivation { grammar: self, state, wanted: rule, seen: Cell::new(false) };
            let text = derivation.name("query", 0);
            if derivation.seen.get() && text.len() <= MAX_BYTES {
                return text;
            }
        }
        panic!("{rule} is used in no query")
    }
}

fn tokens(right: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = right.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' | '\'' => 2 + rest[1..].find(first).expect("a closing quote"),
            '(' | ')' | '|' | '*' | '+' | '?' => 1,
            _ => rest.find([' ', ')', '*', '+', '?', '|']).unwrap_or(rest.len()),
        };
        tokens.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
    }
    tokens
}

fn choice(rest: &mut &[String]) -> Part {
    let mut choices = vec![row(rest)];
    while rest.first().is_some_and(|token| token == "|") {
        *rest = &rest[1..];
        choices.push(row(rest));
    }
    Part::Choice(choices)
}

fn row(rest: &mut &[String]) -> Part {
    let mut parts = Vec::new();
    while let Some((token, behind)) = rest.split_first() {
        if token == "|" || token == ")" {
            break;
        }
        *rest = behind;
        let part = match token.as_str() {
            "(" => {
                let inner = choice(rest);
                *rest = &rest[1..];
                inner
            }
            text if text.starts_with(['"', '\'']) => Part::Text(text[1..text.len() - 1].to_owned()),
            name => Part::Name(name.to_owned()),
        };
        parts.push(repeated(part, rest));
    }
    Part::Row(parts)
}

fn repeated(part: Part, rest: &mut &[String]) -> Part {
    let (least, most) = match rest.first().map(String::as_str) {
        Some("*") => (0, 1),
        Some("+") => (1, 2),
        Some("?") => (0, 1),
        _ => return part,
    };
    *rest = &rest[1..];
    Part::Times(Box::new(part), least, most)
}

struct Derivation<'a> {
    grammar: &'a Grammar,
    state: Cell<u64>,
    wanted: &'a str,
    seen: Cell<bool>,
}

impl Derivation<'_> {
    fn below(&self, end: usize) -> usize {
        let next = self.state.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.state.set(next);
        (next >> 33) as usize % end
    }

    fn name(&self, name: &str, depth: usize) -> String {
        let among = |words: &[&str]| words[self.below(words.len())].to_owned();
        let Some(part) = self.grammar.rules.get(name) else {
            return match name {
                "letters" => among(&["paix", "Oslo", "été", "nord", "c"]),
                "number" => among(&["3", "12", "50"]),
                "decimal" => among(&["2", "0.5"]),
                "year" => among(&["2023", "2024"]),
                "month" => among(&["02", "11"]),
                "day-of-month" => among(&["07", "28"]),
                other => panic!("the grammar does not say what {other} is"),
            };
        };
        self.seen.set(self.seen.get() || name == self.wanted);
        let between = if SPACED.contains(&name) { " " } else { "" };
        self.part(part, between, depth + 1)
    }

    fn part(&self, part: &Part, between: &str, depth: usize) -> String {
        match part {
            Part::Text(text) => text.clone(),
            Part::Name(name) => self.name(name, depth),
            Part::Row(parts) => {
                let parts = parts.iter().map(|part| self.part(part, between, depth));
                let parts: Vec<_> = parts.filter(|text| !text.is_empty()).collect();
                parts.join(between)
            }
            // The first choice of every rule comes to an end.
            Part::Choice(choices) if depth > MAX_DEPTH => self.part(&choices[0], between, depth),
            Part::Choice(choices) => self.part(&choices[self.below(choices.len())], between, depth),
            Part::Times(part, least, most) => {
                let most = if depth > MAX_DEPTH { *least } else { *most };
                let count = least + self.below(most - least + 1);
                let parts: Vec<_> = (0..count).map(|_| self.part(part, between, depth)).collect();
                parts.join(between)
            }
        }
    }
}
