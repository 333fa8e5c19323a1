//! What the list wants, as chips: the search's pattern, more patterns, and a time range.
//!
//! The search's own pattern is one of the chips, whatever it is now: a new search changes that chip
//! and leaves the others as they are, so that they are seen and can be taken off one by one. A
//! [`ListFilter`] with the search's pattern gives the [`Query`] of the list; heading, rows and saved
//! lines all go by that.

use crate::search::{FilterStage, MOST_TERMS, Pattern, Query, Term, TimeRange};

/// A pattern of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Chip {
    /// The pattern; `None`: that of the search, and nothing while nothing is searched for.
    pub pattern: Option<Pattern>,
    /// Whether lines must not match it.
    pub is_negated: bool,
}

/// Chips joined by AND or OR.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ChipStage {
    /// The chips.
    pub chips: Vec<Chip>,
    /// Whether one of them is enough; otherwise all have to hold.
    pub is_any: bool,
    /// Whether the lines are wanted for which that does not hold.
    pub is_inverted: bool,
}

/// A time range of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TimeChip {
    /// The range.
    pub range: TimeRange,
    /// Whether the lines outside of it are wanted.
    pub is_negated: bool,
}

/// What the list wants.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ListFilter {
    /// From the outer filter to the innermost; the search's own chip is in one of them.
    pub stages: Vec<ChipStage>,
    /// The time range in which lines must lie, whatever the patterns want.
    pub times: Option<TimeChip>,
}

/// How a pattern is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// Lines must match it, too.
    And,
    /// Lines must not match it.
    AndNot,
    /// It is enough that lines match it.
    Or,
    /// Lines of the filter must match it.
    Within,
}

impl Default for ListFilter {
    fn default() -> Self {
        Self { stages: vec![ChipStage::of(Chip::default())], times: None }
    }
}

impl ChipStage {
    /// A stage of one chip.
    #[must_use]
    pub fn of(chip: Chip) -> Self {
        Self { chips: vec![chip], ..Self::default() }
    }

    /// The chips that have a pattern, while `search` is searched for.
    fn active<'a>(&'a self, search: &'a Pattern) -> impl Iterator<Item = (&'a Pattern, bool)> {
        let chips = self.chips.iter().map(|chip| (chip.pattern.as_ref().unwrap_or(search), chip.is_negated));
        chips.filter(|(pattern, _)| !pattern.text.is_empty())
    }

    fn has_one(&self, search: &Pattern) -> bool {
        self.active(search).count() == 1
    }

    /// Turns what one chip wants round by that chip, which is easier to read.
    fn turn_chip(&mut self, search: &Pattern) {
        let is_active = |chip: &&mut Chip| !chip.pattern.as_ref().unwrap_or(search).text.is_empty();
        if let Some(chip) = self.chips.iter_mut().find(is_active) {
            chip.is_negated = !chip.is_negated;
        }
    }
}

impl ListFilter {
    /// Whether it wants the lines that match the search, and nothing else.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The query, while `search` is searched for; without a stage if all lines are wanted.
    #[must_use]
    pub fn query(&self, search: &Pattern) -> Query {
        let stage = |stage: &ChipStage| FilterStage {
            terms: stage
                .active(search)
                .map(|(pattern, is_negated)| Term { pattern: pattern.clone(), is_negated })
                .collect(),
            is_any: stage.is_any,
            is_inverted: stage.is_inverted,
        };
        let mut stages: Vec<FilterStage> =
            self.stages.iter().map(stage).filter(|stage| !stage.terms.is_empty()).collect();
        if let Some(TimeChip { range, is_negated }) = self.times {
            let terms = vec![Term { pattern: Pattern::times(range), is_negated }];
            stages.push(FilterStage { terms, ..FilterStage::default() });
        }
        Query { stages }
    }

    /// The same filter in one form: one chip for the search, no stage without a chip, and what a
    /// single chip wants is turned round by the chip.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        let mut has_own = false;
        for stage in &mut self.stages {
            stage.chips.retain(|chip| match &chip.pattern {
                None => !std::mem::replace(&mut has_own, true),
                Some(pattern) => !pattern.text.is_empty(),
            });
        }
        self.stages.retain(|stage| !stage.chips.is_empty());
        if !has_own {
            self.stages.insert(0, ChipStage::of(Chip::default()));
        }
        for stage in &mut self.stages {
            if let [chip] = &mut stage.chips[..] {
                chip.is_negated ^= std::mem::take(&mut stage.is_inverted);
                stage.is_any = false;
            }
        }
        self
    }

    /// Takes the search's own chip for a plain one, once nothing is searched for.
    pub(super) fn forget_search(&mut self) {
        let chips = self.stages.iter_mut().flat_map(|stage| &mut stage.chips);
        chips.filter(|chip| chip.pattern.is_none()).for_each(|chip| chip.is_negated = false);
    }

    /// The stage that is inverted and added to: the innermost in force.
    fn last(&self, search: &Pattern) -> Option<usize> {
        self.stages.iter().rposition(|stage| stage.active(search).next().is_some())
    }

    /// Whether its innermost stage wants the lines that do not match.
    #[must_use]
    pub fn is_inverted(&self, search: &Pattern) -> bool {
        match self.last(search).map(|last| &self.stages[last]) {
            Some(stage) if stage.has_one(search) => {
                stage.is_inverted ^ stage.active(search).any(|(_, is_negated)| is_negated)
            }
            Some(stage) => stage.is_inverted,
            None => self.times.is_some_and(|times| times.is_negated),
        }
    }

    /// The filter whose innermost stage wants the other lines; without patterns, the time range.
    #[must_use]
    pub fn inverted(mut self, search: &Pattern) -> Self {
        match self.last(search).map(|last| &mut self.stages[last]) {
            Some(stage) if stage.has_one(search) && !stage.is_inverted => stage.turn_chip(search),
            Some(stage) => stage.is_inverted = !stage.is_inverted,
            None => self.times.iter_mut().for_each(|times| times.is_negated = !times.is_negated),
        }
        self.tidy()
    }

    /// Whether there is room for another pattern: one is kept for the search, and one for times.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.stages.iter().map(|stage| stage.chips.len()).sum::<usize>() + 1 < MOST_TERMS
    }

    /// Whether a pattern can be added so. OR joins a single pattern, or others that are joined by it:
    /// there is no form for the rest.
    #[must_use]
    pub fn can_add(&self, joined: Joined, search: &Pattern) -> bool {
        let fits = || match self.last(search).map(|last| &self.stages[last]) {
            Some(stage) => stage.has_one(search) || stage.is_any && !stage.is_inverted,
            None => true,
        };
        self.has_room() && (joined != Joined::Or || fits())
    }

    /// The filter with another pattern, joined to those of the innermost stage if that joins its
    /// own so; else in a stage of its own. As it is, if it can't be added so.
    #[must_use]
    pub fn with(mut self, pattern: Pattern, joined: Joined, search: &Pattern) -> Self {
        if !self.can_add(joined, search) || pattern.text.is_empty() {
            return self;
        }
        let chip = Chip { pattern: Some(pattern), is_negated: joined == Joined::AndNot };
        let is_any = joined == Joined::Or;
        let last = self.last(search).map(|last| &mut self.stages[last]);
        match last.filter(|_| joined != Joined::Within) {
            Some(stage) if stage.has_one(search) => {
                if std::mem::take(&mut stage.is_inverted) {
                    stage.turn_chip(search);
                }
                stage.is_any = is_any;
                stage.chips.push(chip);
            }
            Some(stage) if !stage.is_inverted && stage.is_any == is_any => stage.chips.push(chip),
            _ => self.stages.push(ChipStage::of(chip)),
        }
        self.tidy()
    }

    /// The filter without a chip, which is not the search's.
    #[must_use]
    pub fn without(mut self, stage: usize, chip: usize) -> Self {
        if let Some(stage) = self.stages.get_mut(stage)
            && stage.chips.get(chip).is_some_and(|chip| chip.pattern.is_some())
        {
            stage.chips.remove(chip);
        }
        self.tidy()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn search() -> Pattern {
        Pattern::fixed("s")
    }

    /// Whether a filter wants a line that holds these letters.
    fn wants(filter: &ListFilter, search: &Pattern, line: &str) -> bool {
        let query = filter.query(search);
        let bits = query.stages.iter().flat_map(|stage| &stage.terms).enumerate();
        let bits = bits.map(|(bit, term)| u16::from(line.contains(&term.pattern.text)) << bit);
        query.wants(bits.sum())
    }

    const LINES: [&str; 8] = ["", "s", "a", "b", "sa", "sb", "ab", "sab"];

    #[test]
    fn not_s_and_a_are_the_lines_without_s_that_hold_a() {
        let filter = ListFilter::default().inverted(&search());
        assert!(filter.is_inverted(&search()));
        let filter = filter.with(Pattern::fixed("a"), Joined::And, &search());
        for line in LINES {
            assert_eq!(wants(&filter, &search(), line), !line.contains('s') && line.contains('a'), "{line}");
        }
    }

    #[test]
    fn or_is_offered_only_where_it_means_that() {
        let both = ListFilter::default().with(Pattern::fixed("a"), Joined::And, &search());
        assert!(!both.can_add(Joined::Or, &search()) && both.can_add(Joined::Within, &search()));
        assert_eq!(both.clone().with(Pattern::fixed("b"), Joined::Or, &search()), both);
        let either = ListFilter::default().with(Pattern::fixed("a"), Joined::Or, &search());
        assert!(either.can_add(Joined::Or, &search()));
        let neither = either.inverted(&search());
        assert!(!neither.can_add(Joined::Or, &search()));
    }

    #[test]
    fn a_search_that_ends_leaves_the_other_chips() {
        let nothing = Pattern::default();
        let mut filter = ListFilter::default().with(Pattern::fixed("a"), Joined::And, &search());
        filter.forget_search();
        for line in LINES {
            assert_eq!(wants(&filter, &nothing, line), line.contains('a'), "{line}");
        }
        assert!(ListFilter::default().query(&nothing).stages.is_empty());
        assert!(filter.without(0, 1).is_plain());
    }

    fn joined() -> impl Strategy<Value = Joined> {
        prop::sample::select(vec![Joined::And, Joined::AndNot, Joined::Or, Joined::Within])
    }

    proptest! {
        #[test]
        fn each_step_means_what_it_says(
            steps in prop::collection::vec((any::<bool>(), joined(), "[ab]"), 0..8), has_search: bool,
        ) {
            let search = if has_search { search() } else { Pattern::default() };
            let mut filter = ListFilter::default();
            for (inverts, joined, text) in steps {
                let before = filter.clone();
                if inverts {
                    filter = filter.inverted(&search);
                    prop_assert_eq!(filter.clone().inverted(&search), before);
                    continue;
                }
                let could = filter.can_add(joined, &search);
                let was_empty = filter.query(&search).stages.is_empty();
                filter = filter.with(Pattern::fixed(&text), joined, &search);
                if !could {
                    prop_assert_eq!(filter, before);
                    return Ok(());
                }
                let n_stages = before.query(&search).stages.len();
                for line in LINES {
                    let (was, holds) = (wants(&before, &search, line), line.contains(&text));
                    let expected = match joined {
                        Joined::And | Joined::Within => was && holds,
                        Joined::AndNot => was && !holds,
                        // Of several stages it belongs to the innermost.
                        Joined::Or if n_stages > 1 => continue,
                        Joined::Or => holds || was && !was_empty,
                    };
                    prop_assert_eq!(wants(&filter, &search, line), expected, "{} {:?}", line, filter);
                }
            }
        }
    }
}
