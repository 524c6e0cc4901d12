//! Builds the tree from tokens in order: `OU` binds least, then `ET`, then words side by side,
//! then proximity, then signs. `NON` and `SAUF` exclude all up to the next operator.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::ast::{Query, Remark, Within};
use super::lexer::Lexed;
use super::remark::RemarkKind;
use super::shape;
use super::token::{Kind, Prefix, Token};

/// Builds the tree; recursion is as deep as parentheses and prefixes, which `tidy` has bounded.
pub(super) fn parse(lexed: Lexed) -> (Query, Vec<Remark>) {
    let is_strict = lexed.tokens.iter().any(|token| token.kind.is_operator());
    let tokens = lexed.tokens.into_iter().peekable();
    let mut parser = Parser { tokens, is_strict, remarks: lexed.remarks };
    let query = parser.any().unwrap_or(Query::Nothing);
    (query, parser.remarks)
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    /// The query uses operators, so that words side by side are all required.
    is_strict: bool,
    remarks: Vec<Remark>,
}

impl Parser {
    fn any(&mut self) -> Option<Query> {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.all());
            if !self.eat(&Kind::Or) {
                return shape::any(parts);
            }
        }
    }

    fn all(&mut self) -> Option<Query> {
        let mut parts = Vec::new();
        loop {
            let is_excluded = self.eat_exclusions();
            let run = self.run();
            parts.extend(if is_excluded { run.map(shape::not) } else { run });
            if !self.eat(&Kind::And) && self.peek() != Some(&Kind::Not) {
                return shape::all(parts);
            }
        }
    }

    /// Reads operands side by side.
    fn run(&mut self) -> Option<Query> {
        let mut parts = Vec::new();
        while self.peek().is_some_and(Kind::opens_operand) {
            parts.extend(self.near());
        }
        shape::side_by_side(parts, self.is_strict)
    }

    fn near(&mut self) -> Option<Query> {
        let mut left = self.operand();
        while let Some((within, is_ordered, sign)) = self.eat_near() {
            left = match (left, self.operand()) {
                (Some(left), Some(right)) => {
                    Some(self.nearby(left, right, (within, is_ordered), sign))
                }
                (left, right) => left.or(right),
            };
        }
        left
    }

    fn nearby(&mut self, left: Query, right: Query, reach: (Within, bool), sign: Token) -> Query {
        let (left, right) = (shape::bare(left), shape::bare(right));
        if shape::has_place(&left) && shape::has_place(&right) {
            let (within, is_ordered) = reach;
            return Query::Near { left: left.into(), right: right.into(), within, is_ordered };
        }
        self.remarks.push(Remark { kind: RemarkKind::NearNeedsWords, span: sign.span });
        shape::all(vec![left, right]).unwrap_or(Query::Nothing)
    }

    fn operand(&mut self) -> Option<Query> {
        match self.tokens.next_if(|token| token.kind.opens_operand())?.kind {
            Kind::Prefix(prefix) => self.operand().map(|of| apply(prefix, shape::bare(of))),
            Kind::Leaf(leaf) => Some(self.weighted(leaf)),
            _ => {
                let inner = self.any();
                self.eat(&Kind::Close);
                inner.map(|inner| self.weighted(inner))
            }
        }
    }

    fn weighted(&mut self, of: Query) -> Query {
        match self.tokens.next_if(|token| matches!(token.kind, Kind::Weight(_))) {
            Some(Token { kind: Kind::Weight(factor), .. }) => {
                Query::Weight { factor, of: Box::new(of) }
            }
            _ => of,
        }
    }

    fn eat_near(&mut self) -> Option<(Within, bool, Token)> {
        let sign = self.tokens.next_if(|token| matches!(token.kind, Kind::Near { .. }))?;
        match sign.kind {
            Kind::Near { within, is_ordered } => Some((within, is_ordered, sign)),
            _ => None,
        }
    }

    fn eat_exclusions(&mut self) -> bool {
        let mut is_excluded = false;
        while self.eat(&Kind::Not) {
            is_excluded = !is_excluded;
        }
        is_excluded
    }

    fn eat(&mut self, kind: &Kind) -> bool {
        self.tokens.next_if(|token| token.kind == *kind).is_some()
    }

    fn peek(&mut self) -> Option<&Kind> {
        self.tokens.peek().map(|token| &token.kind)
    }
}

fn apply(prefix: Prefix, of: Query) -> Query {
    match prefix {
        Prefix::Require => Query::Required(Box::new(of)),
        Prefix::Exclude => shape::not(of),
        Prefix::In(field) => Query::In(field, Box::new(of)),
        Prefix::AtLeast(count) => Query::AtLeast { count, of: Box::new(of) },
        Prefix::Lead(words) => Query::Lead { words, of: Box::new(of) },
    }
}
