//! Summaries that are made up, compared from either side.

use super::saved::{SavedFact, SavedSection, SavedTable};
use super::*;
use crate::summary::diff::figure::Inexact;
use proptest::prelude::*;

fn number(text: &str) -> Figure {
    Figure::Number(Number::parse(text).expect("a number"))
}

fn figure() -> impl Strategy<Value = Figure> {
    let numbers =
        ["0", "1", "2", "10", "9007199254740993", "12345678901234567890123456789.25", "-3", "1e-7", "1.50"];
    let texts = ["", "x", "2026-03-14", "2026-03-14T10:00:00", "09:26:53", "a'b", "<b>|\u{202e}"];
    let exact = prop_oneof![
        Just(Figure::None),
        any::<bool>().prop_map(Figure::Bool),
        proptest::sample::select(numbers.to_vec()).prop_map(number),
        proptest::sample::select(texts.to_vec()).prop_map(Figure::text),
    ];
    let inexact = (0_u64..6, 0_u64..4).prop_map(|(value, bound)| {
        let error_bound = Number::from(bound);
        Figure::Inexact(Box::new(Inexact { value: Figure::count(value), method: "m".into(), error_bound }))
    });
    prop_oneof![4 => exact, 1 => inexact]
}

fn keys(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    proptest::sample::subsequence(vec!["count", "mean", "first", "longest_at", "x y"], 0..=most)
}

fn facts() -> impl Strategy<Value = Vec<SavedFact>> {
    let fact = |key: &'static str| {
        let unit = if key == "longest_at" { "offset" } else { "" };
        figure().prop_map(move |figure| SavedFact {
            key: key.into(),
            label: key.into(),
            unit: unit.into(),
            figure,
        })
    };
    keys(5).prop_flat_map(move |keys| keys.into_iter().map(fact).collect::<Vec<_>>())
}

fn table(id: &'static str, columns: &'static [&'static str]) -> impl Strategy<Value = SavedTable> {
    let count = || (0_u64..5).prop_map(Figure::count);
    let row = prop_oneof![
        3 => proptest::collection::vec(count(), columns.len()),
        1 => proptest::collection::vec(figure(), columns.len()),
    ];
    proptest::collection::vec(row, 0..5).prop_map(move |rows| SavedTable {
        id: id.into(),
        columns: columns.iter().map(|&key| (key.to_owned(), String::new())).collect(),
        rows,
    })
}

/// A table of columns whose names may repeat and whose profiles may be alike.
fn columns() -> impl Strategy<Value = SavedSection> {
    let name = proptest::sample::select(vec!["a", "b", "c", "it's", "rows", "x.y", ""]);
    let kind = proptest::sample::select(vec!["integer", "text", "date"]);
    let row = (name, kind, 0_u64..3, 2_u64..4, proptest::collection::vec((0_u64..3, 1_u64..4), 0..3));
    proptest::collection::vec(row, 0..7).prop_map(|rows| {
        let table = |id: &str, columns: &[&str], rows| SavedTable {
            id: id.into(),
            columns: columns.iter().map(|&key| (key.to_owned(), String::new())).collect(),
            rows,
        };
        let profiles = rows.iter().map(|(name, kind, count, distinct, _)| {
            vec![Figure::text(name), Figure::text(kind), Figure::count(*count), Figure::count(*distinct)]
        });
        let top = rows.iter().flat_map(|(name, .., bars)| {
            bars.iter().map(|(value, n)| {
                vec![Figure::text(name), Figure::text(&value.to_string()), Figure::count(*n)]
            })
        });
        let histograms = rows.iter().flat_map(|(name, .., bars)| {
            let bar = |(nr, (_, n)): (u64, &(u64, u64))| {
                vec![Figure::text(name), Figure::count(nr), Figure::count(nr + 1), Figure::count(*n)]
            };
            (0..).zip(bars).map(bar)
        });
        SavedSection {
            id: "columns".into(),
            title: "Columns".into(),
            facts: vec![SavedFact {
                key: "rows".into(),
                label: "Rows".into(),
                unit: "".into(),
                figure: number("3"),
            }],
            tables: vec![
                table("columns", &["name", "type", "count", "distinct"], profiles.collect()),
                table("top", &["column", "value", "count"], top.collect()),
                table("histograms", &["column", "from", "to", "count"], histograms.collect()),
            ],
        }
    })
}

fn saved() -> impl Strategy<Value = Saved> {
    let tables = (
        table("lengths", &["from", "count"]),
        table("histogram", &["byte", "count"]),
        table("entropy_map", &["offset", "bytes", "entropy"]),
        table("invalid", &["offset"]),
    );
    let lines = (facts(), tables).prop_map(|(facts, (a, b, c, d))| SavedSection {
        id: "lines".into(),
        title: "Lines".into(),
        facts,
        tables: vec![a, b, c, d],
    });
    let sections = (proptest::option::of(lines), proptest::option::of(columns()));
    (facts(), facts(), any::<bool>(), sections).prop_map(|(file, coverage, is_complete, (lines, columns))| {
        Saved {
            path: "f".into(),
            modified: None,
            is_complete,
            file,
            coverage,
            sections: lines.into_iter().chain(columns).collect(),
        }
    })
}

fn compared(a: &Saved, b: &Saved) -> Diff {
    Diff::of(("a", a), ("b", b))
}

/// What a difference says, with A and B exchanged, in an order that both sides have.
fn mirrored(diff: &Diff) -> Vec<String> {
    let negated = |change: &Number| Number::from(0).minus(change);
    let mirror = |one: &Difference| {
        let path = if one.kind == DifferenceKind::Renamed { String::new() } else { one.path.clone() };
        let mut rows: Vec<_> =
            one.rows.iter().map(|row| format!("{:?} {:?} {:?}", row.key.value(), row.b, row.a)).collect();
        rows.sort_unstable();
        let measures: Vec<_> = one.measures.iter().map(|it| (it.kind, it.value, it.between)).collect();
        let change =
            one.change.as_ref().map(negated).map(|change| change.minus(&Number::from(0)).to_string());
        format!("{path} {:?} {:?} {:?} {change:?} {rows:?} {measures:?}", one.kind.mirrored(), one.b, one.a)
    };
    let mut all: Vec<String> = diff.differences.iter().map(mirror).collect();
    all.sort_unstable();
    all
}

fn told(diff: &Diff) -> Vec<String> {
    let tell = |one: &Difference| {
        let path = if one.kind == DifferenceKind::Renamed { String::new() } else { one.path.clone() };
        let mut rows: Vec<_> =
            one.rows.iter().map(|row| format!("{:?} {:?} {:?}", row.key.value(), row.a, row.b)).collect();
        rows.sort_unstable();
        let measures: Vec<_> = one.measures.iter().map(|it| (it.kind, it.value, it.between)).collect();
        let change = one.change.as_ref().map(|change| change.minus(&Number::from(0)).to_string());
        format!("{path} {:?} {:?} {:?} {change:?} {rows:?} {measures:?}", one.kind, one.a, one.b)
    };
    let mut all: Vec<String> = diff.differences.iter().map(tell).collect();
    all.sort_unstable();
    all
}

/// The paths of a renamed column follow its name in B: then paths are those of either side.
fn has_renamed(diff: &Diff) -> bool {
    diff.differences.iter().any(|one| one.kind == DifferenceKind::Renamed)
}

proptest! {
    #[test]
    fn nothing_differs_from_itself(a in saved()) {
        let other = Saved { path: "elsewhere".into(), modified: Some("1999".into()), ..a.clone() };
        let diff = compared(&a, &other);
        prop_assert!(diff.is_empty() && diff.n_within_bounds == 0, "{:?}", diff.differences);
    }

    #[test]
    fn from_the_other_side_the_same_is_said_the_other_way_round(a in saved(), b in saved()) {
        let (there, back) = (compared(&a, &b), compared(&b, &a));
        prop_assert_eq!(there.n_within_bounds, back.n_within_bounds);
        prop_assert_eq!(there.differences.len(), back.differences.len());
        if !has_renamed(&there) {
            prop_assert_eq!(mirrored(&there), told(&back));
        }
    }

    #[test]
    fn every_difference_can_be_asked_for_by_its_path(a in saved(), b in saved()) {
        let diff = compared(&a, &b);
        for one in &diff.differences {
            let text = match one.kind {
                DifferenceKind::Changed => format!("{}.changed", one.path),
                DifferenceKind::Came | DifferenceKind::Went if one.group == Group::Columns => {
                    format!("{}.{}", one.path, one.kind.id())
                }
                _ => one.path.clone(),
            };
            // A new figure without a value is still a figure.
            if matches!(one.kind, DifferenceKind::Came | DifferenceKind::Went) && one.group != Group::Columns {
                continue;
            }
            let text = if one.kind == DifferenceKind::Renamed { format!("{text}.renamed") } else { text };
            let condition = check::Condition::parse(&text).map_err(|error| error.message(&text).in_english());
            let checked = condition.map(|condition| condition.check((&a, &b), &diff).map_err(|error| error.message(&text).in_english()));
            prop_assert!(matches!(&checked, Ok(Ok(checked)) if checked.holds), "{}: {:?} {:?}", text, checked, one);
        }
    }

    #[test]
    fn all_of_it_is_written_and_none_of_it_is_markup(a in saved(), b in saved()) {
        let diff = compared(&a, &b);
        for &writer in DIFF_WRITERS {
            let mut out = Vec::new();
            writer.write(&diff, &mut out).expect("memory takes everything");
            let text = String::from_utf8(out).expect("UTF-8");
            if writer.id() == "json" {
                let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                prop_assert_eq!(json["differences"].as_array().map(Vec::len), Some(diff.differences.len()));
                prop_assert_eq!(&json["equal"], &serde_json::Value::Bool(diff.is_empty()));
            } else {
                prop_assert!(!text.contains("<b>|") && !text.contains('\u{202e}'), "{}", text);
            }
        }
    }
}

#[test]
fn a_column_is_renamed_only_if_that_is_certain() {
    let row = |name: &str, distinct: u64| {
        vec![Figure::text(name), Figure::text("integer"), Figure::count(9), Figure::count(distinct)]
    };
    let table = |rows: Vec<Vec<Figure>>| Saved {
        is_complete: true,
        sections: vec![SavedSection {
            id: "columns".into(),
            tables: vec![SavedTable {
                id: "columns".into(),
                columns: ["name", "type", "count", "distinct"]
                    .map(|key| (key.to_owned(), String::new()))
                    .into(),
                rows,
            }],
            ..SavedSection::default()
        }],
        ..Saved::default()
    };
    let kinds = |a: Vec<Vec<Figure>>, b: Vec<Vec<Figure>>| -> Vec<(DifferenceKind, String)> {
        let diff = compared(&table(a), &table(b));
        diff.differences.iter().map(|one| (one.kind, one.path.clone())).collect()
    };
    let of = |all: &[(DifferenceKind, &str)]| -> Vec<(DifferenceKind, String)> {
        all.iter().map(|(kind, path)| (*kind, (*path).to_owned())).collect()
    };
    use DifferenceKind::{Came, Moved, Renamed, Went};
    assert_eq!(
        kinds(vec![row("a", 5), row("x", 9)], vec![row("a", 5), row("y", 9)]),
        of(&[(Renamed, "columns.y")])
    );
    // Two that went are alike.
    let both = of(&[(Went, "columns.v"), (Went, "columns.w"), (Came, "columns.y")]);
    assert_eq!(kinds(vec![row("v", 9), row("w", 9)], vec![row("y", 9)]), both);
    // Constants are alike by chance, unless they stand at the same place.
    let apart = kinds(vec![row("x", 1), row("a", 5)], vec![row("a", 5), row("y", 1)]);
    assert_eq!(apart, of(&[(Went, "columns.x"), (Came, "columns.y")]));
    let beside = kinds(vec![row("x", 1), row("a", 5)], vec![row("y", 1), row("a", 5)]);
    assert_eq!(beside, of(&[(Renamed, "columns.y")]));
    let moved = kinds(
        vec![row("a", 3), row("b", 4), row("c", 5), row("d", 6)],
        vec![row("d", 6), row("a", 3), row("b", 4), row("c", 5)],
    );
    assert_eq!(moved, of(&[(Moved, "columns.d.moved")]));
}

#[test]
fn estimates_within_their_bounds_are_counted_and_no_differences() {
    let saved = |value: u64| {
        let figure = Figure::Inexact(Box::new(Inexact {
            value: Figure::count(value),
            method: "sketch".into(),
            error_bound: Number::from(10),
        }));
        let fact =
            SavedFact { key: "distinct".into(), label: "Distinct".into(), unit: "values".into(), figure };
        let section = SavedSection { id: "bytes".into(), facts: vec![fact], ..SavedSection::default() };
        Saved { is_complete: true, sections: vec![section], ..Saved::default() }
    };
    let diff = compared(&saved(1_000), &saved(1_020));
    assert_eq!((diff.differences.len(), diff.n_within_bounds), (0, 1));
    assert_eq!(compared(&saved(1_000), &saved(1_021)).differences.len(), 1);
}
