//! Which characters make words, which part them, which quote.

/// Returns whether the character may end a word: letters, digits and the accents set apart from
/// their letter in decomposed text.
pub(super) fn is_wordly(character: char) -> bool {
    character.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&character)
}

/// Returns whether the character opens or closes a phrase.
pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '«' | '»' | '“' | '”' | '„' | '‟')
}

/// Returns whether the character parts words wherever it stands.
pub(super) fn is_separator(character: char) -> bool {
    let is_bracket = matches!(character, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>');
    let is_punctuation =
        matches!(character, ';' | '!' | '…' | '–' | '—' | '―' | '|' | '\\' | '¡' | '¿' | '•');
    character.is_whitespace()
        || character.is_control()
        || is_bracket
        || is_punctuation
        || is_quote(character)
}

/// Returns whether an operand may begin with the character.
pub(super) fn opens_operand(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '(' | '=' | '~' | '\\' | '"' | '«' | '“' | '”' | '„')
}

/// Returns the character at a byte of the text.
pub(super) fn at(text: &str, byte: usize) -> Option<char> {
    text.get(byte..)?.chars().next()
}

/// Returns the character before a byte of the text.
pub(super) fn before(text: &str, byte: usize) -> Option<char> {
    text.get(..byte)?.chars().next_back()
}
