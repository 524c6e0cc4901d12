//! The rules that make words, by name.

/// The rule of French that made a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// A run of letters and digits.
    Word,
    /// An elided word: `l’`, `qu’`, `jusqu’`.
    Elision,
    /// A word that keeps its apostrophe: `aujourd’hui`, `prud’homme`.
    Lexicalised,
    /// Letters with points or an ampersand: `O.M.S.`, `R&D`.
    Acronym,
    /// A number, its thousands and decimals together: `12 500`, `3,5`.
    Number,
    /// A time of day: `23h55`.
    Hour,
    /// A rank in digits: `1er`, `2ème`.
    Ordinal,
    /// Inclusive writing: `élu·e·s`.
    Inclusive,
    /// One part of a compound.
    Part,
    /// The parts of a compound as one word: `weekend` for `week-end`.
    Joined,
    /// A verb or pronoun of an inverted pair: `vont-ils`.
    Inverted,
}

impl Rule {
    /// Returns the name of the rule.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Elision => "elision",
            Self::Lexicalised => "lexicalised",
            Self::Acronym => "acronym",
            Self::Number => "number",
            Self::Hour => "hour",
            Self::Ordinal => "ordinal",
            Self::Inclusive => "inclusive",
            Self::Part => "part",
            Self::Joined => "joined",
            Self::Inverted => "inverted",
        }
    }
}
