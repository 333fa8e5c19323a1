//! Random searches, refinements, inversions, contexts and stretches of time: the heading, the rows and
//! the saved file agree with a model that filters lines in memory.
#![cfg(test)]

use super::stage::{Folder, Role, Stage};
use gander::app::DocMsg;
use gander::app::tasks::Reply;
use gander::doc::search::{ChipStage, Joined, ListFilter, TimeChip};
use gander::search::{Pattern, PatternKind, TimeRange};
use gander::view::PaneMsg;
use proptest::prelude::*;

/// Lines a second apart, of few words, so that most patterns match some.
fn lines() -> Vec<String> {
    let word = |nr: usize| ["disk", "net", "Disk", "cpu", ""][nr % 5];
    let level = |nr: usize| ["INFO", "ERROR", "WARN"][nr % 3];
    (0..50)
        .map(|nr| format!("2026-03-14 09:00:{nr:02} {} {} {}", level(nr / 2), word(nr * nr), word(nr / 7)))
        .collect()
}

/// Something that a person does to a search or its list.
#[derive(Clone, Debug)]
enum Step {
    Search(Pattern),
    Add(Joined, Pattern),
    Invert,
    /// Takes the chip of this number off.
    Remove(usize),
    /// Turns a chip, or how a stage takes its chips together, round.
    Negate(usize),
    Any(usize),
    Times(i64, i64),
    NoTimes,
    Context(u32),
    Clear,
}

/// What there should be.
struct Model {
    lines: Vec<String>,
    search: Pattern,
    filter: ListFilter,
    context: usize,
}

fn seconds(line: &str) -> i64 {
    line[17..19].parse().unwrap()
}

impl Model {
    fn matches(pattern: &Pattern, line: &str) -> bool {
        let fold = |text: &str| if pattern.ignore_case { text.to_lowercase() } else { text.to_owned() };
        let (text, line) = (fold(&pattern.text), fold(line));
        match pattern.kind {
            // The only regular expressions are of this form.
            PatternKind::Regex => text.split('|').any(|one| line.contains(one)),
            _ => line.contains(&text),
        }
    }

    /// The chips of a stage that have a pattern now.
    fn active<'a>(&'a self, stage: &'a ChipStage) -> Vec<(&'a Pattern, bool)> {
        let chips = stage.chips.iter().map(|chip| match &chip.pattern {
            Some(pattern) => (pattern, chip.is_negated),
            None => (&self.search, chip.is_negated),
        });
        chips.filter(|(pattern, _)| !pattern.text.is_empty()).collect()
    }

    fn wants(&self, line: &str) -> bool {
        let in_stage = |stage: &ChipStage| {
            let mut holds = Vec::new();
            for (pattern, is_negated) in self.active(stage) {
                holds.push(Self::matches(pattern, line) != is_negated);
            }
            let any = holds.iter().any(|one| *one);
            let all = holds.iter().all(|one| *one);
            holds.is_empty() || (if stage.is_any { any } else { all }) != stage.is_inverted
        };
        let in_times = self.filter.times.is_none_or(|times| {
            let first = TimeRange::parse("2026-03-14T09:00:00..2026-03-14T09:00:01").unwrap().from_ms;
            let at = first + 1000 * seconds(line);
            (times.range.from_ms <= at && at < times.range.to_ms) != times.is_negated
        });
        self.filter.stages.iter().all(in_stage) && in_times
    }

    /// Whether anything is listed at all.
    fn has_list(&self) -> bool {
        self.filter.times.is_some() || self.filter.stages.iter().any(|stage| !self.active(stage).is_empty())
    }

    fn heading(&self) -> String {
        let chip = |(pattern, is_negated): &(&Pattern, bool)| {
            format!("{}{}", if *is_negated { "not " } else { "" }, pattern.text)
        };
        let mut parts = Vec::new();
        for stage in &self.filter.stages {
            let chips: Vec<String> = self.active(stage).iter().map(chip).collect();
            let text = chips.join(if stage.is_any { " or " } else { " and " });
            if !chips.is_empty() {
                parts.push(if stage.is_inverted { format!("not ({text})") } else { text });
            }
        }
        if let Some(times) = self.filter.times {
            // All of one day, which stands there once.
            let text = times.range.text().replace("..2026-03-14T", " – ").replace('T', " ");
            parts.push(format!("{}{text}", if times.is_negated { "not " } else { "" }));
        }
        parts.join(" · ")
    }

    /// The numbers of the lines that are listed, from 0, and whether each is wanted itself.
    fn listed(&self) -> Vec<(usize, bool)> {
        let wanted: Vec<bool> = self.lines.iter().map(|line| self.wants(line)).collect();
        let near = |nr: usize| {
            let around = nr.saturating_sub(self.context)..(nr + self.context + 1).min(wanted.len());
            wanted[around].iter().any(|one| *one)
        };
        (0..wanted.len()).filter(|nr| near(*nr)).map(|nr| (nr, wanted[nr])).collect()
    }

    fn saved(&self) -> String {
        self.listed().into_iter().map(|(nr, _)| format!("{}\n", self.lines[nr])).collect()
    }

    /// Every chip but the search's, by stage and number.
    fn chips(&self) -> Vec<(usize, usize)> {
        let stages = self.filter.stages.iter().enumerate();
        let of =
            |(i, stage): (usize, &ChipStage)| (0..stage.chips.len()).map(move |j| (i, j)).collect::<Vec<_>>();
        let all = stages.flat_map(of);
        all.filter(|(i, j)| self.filter.stages[*i].chips[*j].pattern.is_some()).collect()
    }

    /// Does a step here and in the window.
    fn step(&mut self, stage: &mut Stage, step: &Step) {
        let mut filter = self.filter.clone();
        match step {
            Step::Search(pattern) => {
                self.search = pattern.clone();
                if pattern.text.is_empty() {
                    let own = self.filter.stages.iter_mut().flat_map(|stage| &mut stage.chips);
                    own.filter(|chip| chip.pattern.is_none()).for_each(|chip| chip.is_negated = false);
                }
                stage.perform(PaneMsg::Search(pattern.clone()));
                self.settle();
                return;
            }
            Step::Context(lines) if self.has_list() => {
                self.context = usize::try_from(*lines).unwrap();
                stage.perform(DocMsg::SetContext(*lines));
                return;
            }
            Step::Context(_) => return,
            Step::Times(from, to) => {
                let range = format!("2026-03-14T09:00:{from:02}..2026-03-14T09:00:{to:02}");
                let range = TimeRange::parse(&range).unwrap();
                self.filter.times = Some(TimeChip { range, is_negated: false });
                stage.perform(PaneMsg::FilterTimes(range));
                return;
            }
            Step::Add(joined, pattern) => filter = filter.with(pattern.clone(), *joined, &self.search),
            Step::Invert => filter = filter.inverted(&self.search),
            Step::NoTimes => filter.times = None,
            Step::Clear => filter = ListFilter::default(),
            Step::Remove(nr) | Step::Negate(nr) => {
                let chips = self.chips();
                let Some(&(i, j)) = chips.get(nr % chips.len().max(1)) else { return };
                if matches!(step, Step::Remove(_)) {
                    filter = filter.without(i, j);
                } else {
                    filter.stages[i].chips[j].is_negated ^= true;
                }
            }
            Step::Any(nr) => {
                let nr = nr % filter.stages.len();
                filter.stages[nr].is_any ^= filter.stages[nr].chips.len() > 1;
            }
        }
        // What has no list has no chips.
        if self.has_list() {
            self.filter = filter.clone().tidy();
            stage.perform(DocMsg::Refine(filter));
            self.settle();
        }
    }

    /// Where nothing is listed any more, nothing is kept.
    fn settle(&mut self) {
        if !self.has_list() {
            (self.filter, self.search, self.context) = (ListFilter::default(), Pattern::default(), 0);
        }
    }

    /// Holds the window against the model.
    fn check(&self, stage: &mut Stage, saves: Option<&std::path::Path>) {
        if !self.has_list() {
            assert!(stage.front().doc.searching().is_none());
            return;
        }
        stage.until("all is found", |stage| {
            let searching = stage.front().doc.searching().unwrap();
            !searching.is_running() && !searching.is_seeking()
        });
        stage.send(DocMsg::ListScrollToShare(0.0));
        let expected = self.listed();
        let what = format!("{} lists {expected:?}", self.heading());
        stage.until(&what, |stage| {
            let searching = stage.front().doc.searching().unwrap();
            let rows = searching.list().rows().0.iter();
            let rows: Vec<(usize, bool)> =
                rows.map(|row| (usize::try_from(row.start.0).unwrap(), row.is_wanted)).collect();
            let starts = |nr: usize| self.lines[..nr].iter().map(|line| line.len() + 1).sum::<usize>();
            let expected: Vec<_> = expected.iter().map(|(nr, is_wanted)| (starts(*nr), *is_wanted)).collect();
            searching.list_run().is_some_and(|run| !run.is_running()) && rows == expected
        });
        let heading = self.heading();
        let labels = stage.seen().into_iter().filter(|seen| seen.role == Role::Label);
        let labels: Vec<String> = labels.map(|seen| seen.text).collect();
        assert!(labels.contains(&heading), "it should be headed “{heading}”; there is {labels:?}");
        if let Some(path) = saves {
            stage.will_answer(Reply::SaveTo(path.to_owned()));
            stage.send(DocMsg::SaveRowsDialog { numbered: false });
            stage.until("they are saved", |_| path.exists());
            assert_eq!(std::fs::read_to_string(path).unwrap(), self.saved(), "{heading}");
            std::fs::remove_file(path).unwrap();
        }
    }
}

impl Model {
    /// The line that holds a byte, from 0.
    fn line_at(&self, at: u64) -> usize {
        let mut end = 0;
        let ends = self.lines.iter().map(|line| {
            end += u64::try_from(line.len()).unwrap() + 1;
            end
        });
        ends.take_while(|end| *end <= at).count()
    }

    /// F3 in a refined list: the next line that is wanted, round and round.
    fn go_on(&self, stage: &mut Stage, forward: bool) {
        if !self.has_list() || self.filter.is_plain() {
            return;
        }
        let here = self.line_at(stage.front().cursor().0);
        let wanted: Vec<usize> =
            self.listed().into_iter().filter(|(_, is_wanted)| *is_wanted).map(|(nr, _)| nr).collect();
        let next = if forward {
            wanted.iter().find(|nr| **nr > here).or(wanted.first())
        } else {
            wanted.iter().rev().find(|nr| **nr < here).or(wanted.last())
        };
        stage.send(if forward { PaneMsg::SearchNext } else { PaneMsg::SearchPrevious });
        let expected = *next.unwrap_or(&here);
        stage.until(&format!("{} goes from {here} to {expected}", self.heading()), |stage| {
            let is_seeking = stage.front().doc.searching().unwrap().is_seeking();
            !is_seeking && self.line_at(stage.front().cursor().0) == expected
        });
    }

    /// All lines of the list, copied.
    fn copy(&self, stage: &mut Stage) {
        let listed = self.listed();
        if listed.is_empty() {
            return;
        }
        stage.copied.clear();
        stage.send(DocMsg::SelectList);
        stage.send(DocMsg::CopyListed);
        stage.until("they are copied", |stage| !stage.copied.is_empty());
        let expected: Vec<&str> = listed.into_iter().map(|(nr, _)| &*self.lines[nr]).collect();
        assert_eq!(stage.copied[0], expected.join("\n"), "{}", self.heading());
    }
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let texts = prop::sample::select(vec!["disk", "ERROR", "net", "9", "cpu", "zebra"]);
    (texts, any::<bool>(), any::<bool>()).prop_map(|(text, ignore_case, is_regex)| {
        let pattern = if is_regex { Pattern::regex(&format!("{text}|INFO")) } else { Pattern::fixed(text) };
        Pattern { ignore_case, ..pattern }
    })
}

fn step() -> impl Strategy<Value = Step> {
    let joined = prop::sample::select(vec![Joined::And, Joined::AndNot, Joined::Or, Joined::Within]);
    prop_oneof![
        3 => pattern().prop_map(Step::Search),
        1 => Just(Step::Search(Pattern::default())),
        4 => (joined, pattern()).prop_map(|(joined, pattern)| Step::Add(joined, pattern)),
        3 => Just(Step::Invert),
        2 => any::<usize>().prop_map(Step::Remove),
        1 => any::<usize>().prop_map(Step::Negate),
        1 => any::<usize>().prop_map(Step::Any),
        3 => (0_i64..50, 1_i64..30).prop_map(|(from, n)| Step::Times(from, (from + n).min(59))),
        1 => Just(Step::NoTimes),
        2 => (0_u32..3).prop_map(Step::Context),
        1 => Just(Step::Clear),
    ]
}

/// Tries so many sequences of steps in one window.
fn sequences(cases: u32) {
    let folder = Folder::new();
    let path = folder.file("a.log", lines().join("\n") + "\n");
    let mut stage = Stage::showing(&path);
    let saved = folder.path("saved.txt");
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        max_shrink_iters: 0,
        source_file: Some(file!()),
        ..crate::trial::cases(cases)
    });
    let stage = std::cell::RefCell::new(&mut stage);
    let tried = runner.run(&prop::collection::vec(step(), 1..9), |steps| {
        let stage = &mut **stage.borrow_mut();
        stage.perform(DocMsg::CloseSearch);
        let filter = ListFilter::default();
        let mut model = Model { lines: lines(), search: Pattern::default(), filter, context: 0 };
        for (nr, step) in steps.iter().enumerate() {
            model.step(stage, step);
            // Now and then the next step comes before the answer to the last.
            if nr % 3 != 1 || nr + 1 == steps.len() {
                let saves = (nr + 1 == steps.len()).then_some(&*saved);
                model.check(stage, saves);
                model.go_on(stage, nr % 2 == 0);
                if nr + 1 == steps.len() && model.has_list() {
                    model.copy(stage);
                }
            }
        }
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn heading_rows_and_saved_lines_are_those_of_a_plain_filter_after_any_steps() {
    let cases = std::env::var("GANDER_LIST_CASES").ok().and_then(|cases| cases.parse().ok());
    sequences(cases.unwrap_or(80));
}
