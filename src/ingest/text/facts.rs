//! What one line of a page's head tells of its article.

use super::credit::is_agency;
use super::frame_words::SECTIONS;
use super::line::key;
use super::papers::{paper, titled};
use super::person::{Said, said};
use crate::article::Date;

/// The name of an agency, with what stands before it, is not longer.
const MAX_SOURCE_BYTES: usize = 90;

/// `Agence de presse du Val` has no more words.
const MAX_AGENCY_WORDS: usize = 5;

/// What one line tells; each field is empty when it tells nothing of it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) date: Option<Date>,
    pub(super) is_update: bool,
    /// The paper, station or site.
    pub(super) paper: Option<String>,
    /// The agency whose dispatch it is.
    pub(super) agency: Option<String>,
    pub(super) author: Option<String>,
    pub(super) section: Option<String>,
    pub(super) url: Option<String>,
    /// A word such as `Par`, or a function, says that this is a signature.
    pub(super) is_signed: bool,
    /// A function or a town stands beside the name.
    pub(super) has_role: bool,
}

impl Facts {
    /// Reads a run of words without comma or dash; returns whether it is one of the facts.
    pub(super) fn read(&mut self, run: &str) -> bool {
        if let Some((names, agency)) = run.split_once(" avec ")
            && let Some(agency) = agencies(agency)
        {
            put(&mut self.agency, &agency);
            return self.read(names);
        }
        self.read_source(run) || self.read_person(run) || self.read_section(run)
    }

    fn read_source(&mut self, run: &str) -> bool {
        if let Some(name) = paper(without_newsroom(run)) {
            // One line names one paper; a second one is something else.
            return put(&mut self.paper, name);
        }
        let Some(name) = agencies(run) else { return false };
        put(&mut self.agency, &name);
        true
    }

    fn read_person(&mut self, run: &str) -> bool {
        match said(run) {
            Some(Said::Named(name)) => {
                self.is_signed = true;
                self.add_author(name)
            }
            Some(Said::Name(name)) => self.add_author(name),
            Some(Said::Staff) => {
                self.is_signed = true;
                true
            }
            Some(Said::Role) => {
                self.has_role = true;
                true
            }
            None => false,
        }
    }

    fn add_author(&mut self, name: &str) -> bool {
        match &mut self.author {
            Some(known) => {
                known.push_str(", ");
                known.push_str(name);
            }
            None => self.author = Some(name.to_owned()),
        }
        true
    }

    fn read_section(&mut self, run: &str) -> bool {
        let is_section = SECTIONS.contains(&key(run).as_str());
        is_section && put(&mut self.section, run)
    }

    /// Takes a name such as `Le Fleuve` for the paper, when the line leaves no other reading.
    pub(super) fn read_titled(&mut self, run: &str) -> bool {
        titled(run).is_some_and(|name| put(&mut self.paper, name))
    }
}

/// Sets a fact that is not known yet.
fn put(fact: &mut Option<String>, text: &str) -> bool {
    let is_new = fact.is_none();
    fact.get_or_insert_with(|| text.trim().to_owned());
    is_new
}

/// `Par la rédaction de La Vigie` names the paper.
fn without_newsroom(run: &str) -> &str {
    const STARTS: [&str; 5] = ["par ", "la rédaction ", "rédaction ", "de ", "du "];
    STARTS.iter().fold(run.trim(), |rest, start| without_start(rest, start))
}

/// Reads `AFP`, `ATS et AFP`, `Source : Reuters`, `(avec Agence du Val)`.
pub(super) fn agencies(text: &str) -> Option<String> {
    const STARTS: [&str; 13] = [
        "source :",
        "sources :",
        "source:",
        "sources:",
        "la rédaction ",
        "rédaction ",
        "une dépêche de ",
        "avec l'",
        "avec l’",
        "avec ",
        "par l'",
        "par l’",
        "par ",
    ];
    let bare = text.trim_matches(['(', ')', '[', ']', '.', ' ', '-', '–', '—', '©']);
    if bare.len() > MAX_SOURCE_BYTES {
        return None;
    }
    let name = STARTS.iter().fold(bare, |name, start| without_start(name, start).trim());
    let parts = name.replace(" et ", "/").replace(" avec ", "/").replace(" and ", "/");
    let mut parts = parts.split(['/', ',', '&', '+', '|']).map(str::trim);
    let is_known = |part: &str| {
        is_agency(part) || is_called_agency(part) || part.split(['-', ' ']).all(is_agency)
    };
    (!name.is_empty() && parts.all(is_known)).then(|| name.to_owned())
}

/// `Agence du Val`
fn is_called_agency(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let is_clean = !part.contains(|sign: char| "?!:;.«»\"".contains(sign));
    let last = part.split_whitespace().next_back().unwrap_or_default();
    let is_start = part.starts_with("Agence ") || part.starts_with("AGENCE ");
    is_start && is_clean && words <= MAX_AGENCY_WORDS && last.starts_with(char::is_uppercase)
}

/// Returns the text behind a start, whatever its capitals.
pub(super) fn without_start<'a>(text: &'a str, start: &str) -> &'a str {
    let head = text.get(..start.len()).unwrap_or_default();
    if head.to_lowercase() == start { text.get(start.len()..).unwrap_or_default() } else { text }
}
