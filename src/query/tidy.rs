//! Makes tokens well-formed: parentheses in pairs, nesting bounded, operators between operands.

use std::ops::Range;

use super::ast::{Matching, Query, Remark, Word};
use super::lexer::Lexed;
use super::limit::{MAX_DEPTH, MAX_NEAR_CHAIN};
use super::remark::RemarkKind;
use super::token::{Kind, Prefix, Token};

/// Sets the tokens of `text` in order; what has to yield becomes text or goes, with a remark.
pub(super) fn tidy(text: &str, lexed: Lexed) -> Lexed {
    let lexed = spare_headlines(text, lexed);
    let lexed = balance(lexed);
    settle_operators(text, lexed)
}

/// Takes operators in capitals as words when the whole text is in capitals and has words side by
/// side: `SÉISME ET INCENDIE À TOKYO` is a headline, `ONU OU OTAN` is not.
fn spare_headlines(text: &str, mut lexed: Lexed) -> Lexed {
    let is_word = |token: &Token| matches!(token.kind, Kind::Leaf(Query::Word(_)));
    let has_small = text.chars().any(char::is_lowercase);
    let has_pair = lexed.tokens.windows(2).any(|pair| pair.iter().all(is_word));
    if has_small || !has_pair {
        return lexed;
    }
    let mut first = None;
    for token in lexed.tokens.iter_mut().filter(|token| token.kind.is_operator()) {
        let spelled = text.get(token.span.clone()).unwrap_or_default();
        if spelled.starts_with(char::is_alphabetic) {
            first.get_or_insert(token.span.clone());
            *token = as_word(spelled, token.span.start);
        }
    }
    let remark = first.map(|span| Remark { kind: RemarkKind::CapitalsAsText, span });
    lexed.remarks.extend(remark);
    lexed
}

/// Pairs parentheses, drops empty pairs, and bounds how deep parentheses and prefixes nest.
fn balance(lexed: Lexed) -> Lexed {
    let mut nesting = Nesting { remarks: lexed.remarks, ..Nesting::default() };
    for token in lexed.tokens {
        nesting.take(token);
    }
    nesting.finish()
}

#[derive(Default)]
struct Nesting {
    kept: Vec<Token>,
    remarks: Vec<Remark>,
    open: Vec<Opened>,
    depth: usize,
    prefixes: usize,
}

/// A parenthesis not closed yet.
struct Opened {
    /// How many levels it adds, its prefixes included; none when it was left out.
    levels: usize,
    span: Range<usize>,
}

impl Nesting {
    fn take(&mut self, token: Token) {
        let is_too_deep = self.depth + self.prefixes >= MAX_DEPTH;
        match token.kind {
            Kind::Prefix(_) if is_too_deep => self.remark(RemarkKind::TooDeep, token),
            Kind::Prefix(_) => {
                self.prefixes += 1;
                self.kept.push(token);
            }
            Kind::Open if is_too_deep => {
                self.open.push(Opened { levels: 0, span: token.span.clone() });
                self.remark(RemarkKind::TooDeep, token);
            }
            Kind::Open => {
                let levels = std::mem::take(&mut self.prefixes) + 1;
                self.depth += levels;
                self.open.push(Opened { levels, span: token.span.clone() });
                self.kept.push(token);
            }
            Kind::Close => self.close(token),
            _ => {
                self.prefixes = 0;
                self.kept.push(token);
            }
        }
    }

    fn close(&mut self, token: Token) {
        self.drop_dangling_prefixes();
        match self.open.pop() {
            None => self.remark(RemarkKind::UnopenedParenthesis, token),
            Some(opened) if opened.levels == 0 => {}
            Some(opened) => {
                self.depth -= opened.levels;
                self.close_kept(token);
            }
        }
    }

    fn close_kept(&mut self, token: Token) {
        if self.kept.last().is_some_and(|last| last.kind == Kind::Open) {
            self.kept.pop();
            self.drop_dangling_prefixes();
        } else {
            self.kept.push(token);
        }
    }

    fn drop_dangling_prefixes(&mut self) {
        self.prefixes = 0;
        while self.kept.last().is_some_and(|last| matches!(last.kind, Kind::Prefix(_))) {
            self.kept.pop();
        }
    }

    fn finish(mut self) -> Lexed {
        let end = self.kept.last().map_or(0, |last| last.span.end);
        while let Some(opened) = self.open.pop() {
            self.drop_dangling_prefixes();
            if opened.levels > 0 {
                self.close_kept(Token { kind: Kind::Close, span: end..end });
                let kind = RemarkKind::UnclosedParenthesis;
                self.remarks.push(Remark { kind, span: opened.span });
            }
        }
        self.drop_dangling_prefixes();
        Lexed { tokens: self.kept, remarks: self.remarks }
    }

    fn remark(&mut self, kind: RemarkKind, token: Token) {
        self.remarks.push(Remark { kind, span: token.span });
    }
}

/// Takes operators that lack a side as text, and bounds rows of proximity operators.
fn settle_operators(text: &str, lexed: Lexed) -> Lexed {
    let mut settled = Lexed { tokens: Vec::new(), remarks: lexed.remarks };
    let mut chain = 0;
    let mut tokens = lexed.tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        chain = match token.kind {
            Kind::Near { .. } => chain + 1,
            Kind::And | Kind::Or | Kind::Not | Kind::Open | Kind::Close => 0,
            _ => chain,
        };
        let kept = settled.tokens.last().map(|last| &last.kind);
        let next = tokens.peek().map(|next| &next.kind);
        let is_row_too_long = chain > MAX_NEAR_CHAIN && matches!(token.kind, Kind::Near { .. });
        if has_sides(kept, &token.kind, next) && !is_row_too_long {
            settled.tokens.push(token);
            continue;
        }
        let spelled = text.get(token.span.clone()).unwrap_or_default();
        let is_text = token.kind.is_operator() && !is_row_too_long;
        let kind = match token.kind {
            _ if is_row_too_long => RemarkKind::NearChainTooLong,
            Kind::Weight(_) => RemarkKind::LoneSign(spelled.to_owned()),
            _ => RemarkKind::OperatorAsText(spelled.to_owned()),
        };
        settled.remarks.push(Remark { kind, span: token.span.clone() });
        if is_text && spelled.contains(char::is_alphanumeric) {
            settled.tokens.push(as_word(spelled, token.span.start));
        }
    }
    settled
}

fn has_sides(kept: Option<&Kind>, kind: &Kind, next: Option<&Kind>) -> bool {
    let is_after_operand = kept.is_some_and(Kind::closes_operand);
    let is_before_operand = next.is_some_and(Kind::opens_operand);
    let is_before_not = next == Some(&Kind::Not);
    let is_before_exclusion = next == Some(&Kind::Prefix(Prefix::Exclude));
    match kind {
        Kind::And | Kind::Or => is_after_operand && (is_before_operand || is_before_not),
        Kind::Not => is_before_operand || is_before_not,
        Kind::Near { .. } => is_after_operand && is_before_operand && !is_before_exclusion,
        Kind::Weight(_) => is_after_operand,
        _ => true,
    }
}

/// Makes a word of an operator as it is spelled, `/5` without its slash.
fn as_word(spelled: &str, start: usize) -> Token {
    let text = spelled.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let first = start + spelled.len() - text.len();
    let span = first..first + text.len();
    let word = Word { text: text.to_owned(), matching: Matching::Inflected, span: span.clone() };
    Token { kind: Kind::Leaf(Query::Word(word)), span }
}
