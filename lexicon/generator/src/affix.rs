//! The affix file: how the dictionary's words are inflected.

use std::collections::BTreeMap;

/// The rules of an affix file, by flag.
#[derive(Default)]
pub struct Affixes {
    suffixes: BTreeMap<String, Vec<Rule>>,
    prefixes: BTreeMap<String, Vec<Rule>>,
}

/// One line of the affix file.
pub struct Rule {
    strip: String,
    add: String,
    /// Flags of the word it makes.
    pub flags: String,
    condition: Condition,
    /// Grammatical remarks: `po:ppas`, `is:fem`.
    pub remarks: String,
}

impl Affixes {
    /// Reads the `PFX` and `SFX` lines; flags are two characters long.
    pub fn parse(text: &str) -> Self {
        let mut affixes = Self::default();
        for line in text.lines() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [kind, flag, strip, add, condition, remarks @ ..] = fields.as_slice() else {
                continue;
            };
            let table = match *kind {
                "SFX" => &mut affixes.suffixes,
                "PFX" => &mut affixes.prefixes,
                _ => continue,
            };
            let rule = Rule::new(strip, add, condition, remarks.join(" "));
            table.entry((*flag).to_owned()).or_default().push(rule);
        }
        affixes
    }

    /// Returns the suffix rules of a flag.
    pub fn suffixes(&self, flag: &str) -> &[Rule] {
        self.suffixes.get(flag).map_or(&[], Vec::as_slice)
    }

    /// Returns the prefix rules of a flag that make words: `kilo` or nothing before `mètre`, but no
    /// elided articles and no symbols of units.
    pub fn prefixes(&self, flag: &str) -> impl Iterator<Item = &Rule> {
        let rules = self.prefixes.get(flag).map_or(&[][..], Vec::as_slice);
        rules.iter().filter(|rule| !rule.add.contains('\'') && rule.add.chars().count() != 1)
    }
}

impl Rule {
    fn new(strip: &str, add: &str, condition: &str, remarks: String) -> Self {
        let (add, flags) = add.split_once('/').unwrap_or((add, ""));
        Self {
            strip: or_empty(strip),
            add: or_empty(add),
            flags: flags.to_owned(),
            condition: Condition::parse(condition),
            remarks,
        }
    }

    /// Returns the word with the suffix, when the rule applies to it.
    pub fn suffixed(&self, word: &str) -> Option<String> {
        let base = word.strip_suffix(&self.strip)?;
        self.condition.ends(word).then(|| format!("{base}{}", self.add))
    }

    /// Returns the word with the prefix.
    pub fn prefixed(&self, word: &str) -> String {
        format!("{}{word}", self.add)
    }
}

/// Cuts a string of flags into flags of two characters.
pub fn flags(text: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(2).map(|flag| flag.iter().collect()).collect::<Vec<String>>().into_iter()
}

fn or_empty(field: &str) -> String {
    if field == "0" { String::new() } else { field.to_owned() }
}

/// The end a word must have: letters, sets `[abc]`, excluded sets `[^abc]`, `.` for any.
struct Condition(Vec<Set>);

struct Set {
    letters: String,
    is_excluded: bool,
}

impl Condition {
    fn parse(text: &str) -> Self {
        let mut sets = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let (letters, is_excluded) = match letter {
                '[' => {
                    let set: String = letters.by_ref().take_while(|c| *c != ']').collect();
                    match set.strip_prefix('^') {
                        Some(rest) => (rest.to_owned(), true),
                        None => (set, false),
                    }
                }
                '.' => (String::new(), true),
                other => (other.to_string(), false),
            };
            sets.push(Set { letters, is_excluded });
        }
        Self(sets)
    }

    fn ends(&self, word: &str) -> bool {
        let mut letters = word.chars().rev();
        self.0
            .iter()
            .rev()
            .all(|set| letters.next().is_some_and(|c| set.letters.contains(c) != set.is_excluded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, word: &str, expected: Option<&str>) {
        let affixes = Affixes::parse(line);
        assert_eq!(affixes.suffixes("Xx")[0].suffixed(word).as_deref(), expected);
    }

    #[test]
    fn conditions_look_at_the_end() {
        check("SFX Xx 0 s/D'Q' [^sxz] is:pl", "lac", Some("lacs"));
        check("SFX Xx 0 s/D'Q' [^sxz] is:pl", "bras", None);
        check("SFX Xx al aux al", "canal", Some("canaux"));
    }
}
