//! Proximity: operators on its sides become operators between proximities.

use super::{Node, Planner, Scope};
use crate::error::Result;
use crate::query::{Query, Within};
use crate::search::results::Notice;

/// Most proximities that one becomes: each reads positions of its own.
const MAX_PAIRS: usize = 64;

/// The operator between two sides.
#[derive(Clone, Copy)]
struct Reach {
    within: Within,
    is_ordered: bool,
}

impl Planner<'_> {
    /// Plans a proximity. Both sides are found in the same zone: in the body, or in the title.
    pub(super) fn near(
        &mut self,
        sides: [&Query; 2],
        within: Within,
        is_ordered: bool,
        scope: Scope,
    ) -> Result<Node> {
        let mut room = MAX_PAIRS;
        let spread = spread(sides[0], sides[1], Reach { within, is_ordered }, &mut room);
        if room == 0 {
            let (left, right) = (sides[0].clone().into(), sides[1].clone().into());
            let part = Query::Near { left, right, within, is_ordered }.to_string();
            self.notices.push(Notice::TooManyPairs { part, kept: MAX_PAIRS });
        }
        self.spread_node(&spread, scope)
    }

    fn spread_node(&mut self, query: &Query, scope: Scope) -> Result<Node> {
        let parts = |planner: &mut Self, parts: &[Query]| -> Result<Vec<Node>> {
            parts.iter().map(|part| planner.spread_node(part, scope)).collect()
        };
        Ok(match query {
            Query::Any(of) => Node::Any(parts(self, of)?),
            Query::All(of) => {
                let is_kept = |part: &&Query| !matches!(part, Query::Not(_));
                let kept: Vec<Query> = of.iter().filter(is_kept).cloned().collect();
                let excluded: Vec<Query> = of
                    .iter()
                    .filter_map(|part| match part {
                        Query::Not(part) => Some((**part).clone()),
                        _ => None,
                    })
                    .collect();
                let kept = Box::new(Node::All(parts(self, &kept)?));
                match excluded.is_empty() {
                    true => *kept,
                    false => Node::Except(kept, Box::new(Node::Any(parts(self, &excluded)?))),
                }
            }
            Query::Near { left, right, within, is_ordered } => {
                let mut zones = Vec::new();
                for zone in self.zones(scope) {
                    let scope = Scope { zone: Some(zone), ..scope };
                    let sides = [self.side(left, scope)?, self.side(right, scope)?];
                    let (sides, within) = (Box::new(sides), *within);
                    zones.push(Node::Near { sides, zone, within, is_ordered: *is_ordered });
                }
                Node::Any(zones)
            }
            other => self.node(other, scope)?,
        })
    }

    /// Plans a side, in which nothing is left to spread.
    fn side(&mut self, side: &Query, scope: Scope) -> Result<Node> {
        match side {
            Query::Near { .. } => self.spread_node(side, scope),
            other => self.node(other, scope),
        }
    }
}

/// Returns a proximity as it is looked for: the operators on its sides are operators between
/// proximities.
pub(in crate::search) fn without_operators_on_sides(near: &Query) -> Query {
    spread_side(near, &mut { MAX_PAIRS })
}

/// Takes the operators out of both sides, as long as there is room for more proximities.
fn spread(left: &Query, right: &Query, reach: Reach, room: &mut usize) -> Query {
    let (left, right) = (spread_side(left, room), spread_side(right, room));
    pair(left, right, reach, room)
}

fn spread_side(side: &Query, room: &mut usize) -> Query {
    match side {
        Query::Near { left, right, within, is_ordered } => {
            spread(left, right, Reach { within: *within, is_ordered: *is_ordered }, room)
        }
        Query::All(parts) => Query::All(spread_sides(parts, room)),
        Query::Any(parts) => Query::Any(spread_sides(parts, room)),
        Query::Not(of) => Query::Not(Box::new(spread_side(of, room))),
        Query::Weight { factor, of } => weigh(*factor, spread_side(of, room)),
        other => other.clone(),
    }
}

fn spread_sides(parts: &[Query], room: &mut usize) -> Vec<Query> {
    parts.iter().map(|part| spread_side(part, room)).collect()
}

/// Hands a weight down to where the words are.
fn weigh(factor: f32, of: Query) -> Query {
    let each = |parts: Vec<Query>| parts.into_iter().map(|part| weigh(factor, part)).collect();
    match of {
        Query::All(parts) => Query::All(each(parts)),
        Query::Any(parts) => Query::Any(each(parts)),
        Query::Not(of) => Query::Not(of),
        of => Query::Weight { factor, of: Box::new(of) },
    }
}

fn pair(left: Query, right: Query, reach: Reach, room: &mut usize) -> Query {
    if *room > 0 && is_spreadable(&left) {
        return map_parts(left, &mut |part| pair(part, right.clone(), reach, room));
    }
    if *room > 0 && is_spreadable(&right) {
        return map_parts(right, &mut |part| pair(left.clone(), part, reach, room));
    }
    *room = room.saturating_sub(1);
    let Reach { within, is_ordered } = reach;
    Query::Near { left: Box::new(left), right: Box::new(right), within, is_ordered }
}

/// Alternatives alone may stay where they are: they have places of their own.
fn is_spreadable(side: &Query) -> bool {
    match side {
        Query::All(_) | Query::Not(_) => true,
        Query::Any(parts) => parts.iter().any(is_spreadable),
        _ => false,
    }
}

fn map_parts(query: Query, with: &mut dyn FnMut(Query) -> Query) -> Query {
    match query {
        Query::All(parts) => Query::All(parts.into_iter().map(with).collect()),
        Query::Any(parts) => Query::Any(parts.into_iter().map(with).collect()),
        Query::Not(of) => Query::Not(Box::new(with(*of))),
        other => with(other),
    }
}
