//! Queries: line filters, as patterns that a line must or must not match.

use super::pattern::Pattern;

/// Patterns in a query, in all its stages.
pub const MOST_TERMS: usize = 12;

/// A pattern that a line must, or must not, match.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Term {
    /// The pattern.
    pub pattern: Pattern,
    /// Whether a line must not match it.
    pub is_negated: bool,
}

/// Terms joined by AND or OR.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct FilterStage {
    /// The terms.
    pub terms: Vec<Term>,
    /// Whether one of them is enough; otherwise all have to hold.
    pub is_any: bool,
    /// Whether the lines are wanted for which that does not hold.
    pub is_inverted: bool,
}

/// A filter, and the filters inside it: lines that all stages want.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Query {
    /// From the outer filter to the innermost.
    pub stages: Vec<FilterStage>,
}

impl Query {
    /// The lines that hold a match.
    #[must_use]
    pub fn of(pattern: Pattern) -> Self {
        let terms = vec![Term { pattern, is_negated: false }];
        Self { stages: vec![FilterStage { terms, ..FilterStage::default() }] }
    }

    /// All terms, in the order of their bits.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.stages.iter().flat_map(|stage| &stage.terms)
    }

    /// Whether a line is wanted that matches the terms whose bits are set.
    #[must_use]
    pub fn wants(&self, bits: u16) -> bool {
        let mut bit = 0;
        self.stages.iter().all(|stage| {
            let mut holds = stage.terms.iter().map(|term| {
                bit += 1;
                (bits >> (bit - 1) & 1 == 1) != term.is_negated
            });
            // No short circuit: each term consumes its bit.
            let holds = if stage.is_any {
                stage.terms.is_empty() || holds.by_ref().fold(false, |any, one| any | one)
            } else {
                holds.by_ref().fold(true, |all, one| all & one)
            };
            holds != stage.is_inverted
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(text: &str, is_negated: bool) -> Term {
        Term { pattern: Pattern::fixed(text), is_negated }
    }

    #[test]
    fn levels_and_terms_take_their_bits_in_order() {
        let outer = FilterStage { terms: vec![term("a", false), term("b", true)], ..FilterStage::default() };
        let inner =
            FilterStage { terms: vec![term("c", false), term("d", false)], is_any: true, is_inverted: false };
        let query = Query { stages: vec![outer.clone(), inner.clone()] };
        for bits in 0_u16..16 {
            let [a, b, c, d] = [0, 1, 2, 3].map(|i| bits >> i & 1 == 1);
            assert_eq!(query.wants(bits), a && !b && (c || d), "{bits:04b}");
        }
        let inverted = Query { stages: vec![FilterStage { is_inverted: true, ..outer }, inner] };
        for bits in 0_u16..16 {
            let [a, b, c, d] = [0, 1, 2, 3].map(|i| bits >> i & 1 == 1);
            assert_eq!(inverted.wants(bits), (!a || b) && (c || d), "{bits:04b}");
        }
        assert!(Query::default().wants(0));
    }
}
