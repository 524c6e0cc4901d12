//! The opening of a text: the condition goes down to the words, so that operators inside it speak
//! of the opening alone.

use super::Node;

/// Restricts a node to the first `words` words.
pub(super) fn within(words: u32, node: Node) -> Node {
    let boxed = |node: Box<Node>| Box::new(within(words, *node));
    let each = |parts: Vec<Node>| parts.into_iter().map(|part| within(words, part)).collect();
    match node {
        Node::Nothing | Node::Everything | Node::Dated(_) | Node::Sourced(_) => node,
        Node::All(parts) => Node::All(each(parts)),
        Node::Any(parts) => Node::Any(each(parts)),
        Node::Words { parts, bonus } => Node::Words { parts: each(parts), bonus },
        Node::Except(kept, excluded) => Node::Except(boxed(kept), boxed(excluded)),
        Node::Filter(of) => Node::Filter(boxed(of)),
        Node::AtLeast { count, of } => Node::AtLeast { count, of: boxed(of) },
        Node::Same(parts) => Node::Same(each(parts)),
        Node::Word(_)
        | Node::Phrase(_)
        | Node::Written(_)
        | Node::Near { .. }
        | Node::Lead { .. } => Node::Lead { words, of: Box::new(node) },
    }
}
