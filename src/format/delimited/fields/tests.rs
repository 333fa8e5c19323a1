//! Lines of JSON against serde_json, and of logfmt; paths and their columns.

use super::*;
use proptest::prelude::*;
use serde_json::Value;
use std::borrow::Cow;

fn tree_of(form: &RecordForm, lines: &[&str]) -> FieldTree {
    let mut tree = FieldTree::default();
    lines.iter().for_each(|line| {
        let _ = tree.learn(form, line.as_bytes());
    });
    tree
}

/// The columns' names and a line's values, and where it is at fault.
fn cut(form: &RecordForm, lines: &[&str], line: &str) -> (Vec<(String, String)>, Option<usize>) {
    let tree = tree_of(form, lines);
    let mut cells = Cells::default();
    tree.cut(form, line.as_bytes(), &mut cells);
    let records = super::super::Records::new(&super::super::Dialect::default());
    let value = |cell| String::from_utf8_lossy(&records.value(line.as_bytes(), cell)).into_owned();
    let values = cells.cells.iter().map(value);
    (tree.names().into_iter().zip(values).collect(), cells.fault)
}

fn pairs(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[test]
fn columns_are_the_paths_of_values_in_the_order_in_which_they_come() {
    let lines = [
        r#"{"id": 1, "user": {"id": 7, "name": "a\n\"b\" \u00e9 \ud83d\ude00"}, "tags": ["x", {"k": null}]}"#,
        r#"{"new": true, "id": -1.5e3, "user": null, "a.b": {}, "tags": []}"#,
    ];
    let (first, fault) = cut(&RecordForm::JsonLines, &lines, lines[0]);
    assert_eq!(
        (pairs(&first), fault),
        (
            vec![
                ("id", "1"),
                ("user.id", "7"),
                ("user.name", "a\n\"b\" é 😀"),
                ("tags[0]", "x"),
                ("tags[1].k", ""),
                ("new", ""),
                ("user", ""),
                ("a.b", ""),
                ("tags", ""),
            ],
            None
        )
    );
    let (second, _) = cut(&RecordForm::JsonLines, &lines, lines[1]);
    let filled: Vec<_> = pairs(&second).into_iter().filter(|(_, value)| !value.is_empty()).collect();
    assert_eq!(filled, [("id", "-1.5e3"), ("new", "true"), ("a.b", "{}"), ("tags", "[]")]);
}

#[test]
fn two_paths_have_two_names() {
    let lines = [r#"{"a": {"b": 1}, "a.b": 2, "c.d": 3}"#];
    assert_eq!(tree_of(&RecordForm::JsonLines, &lines).names(), ["a.b", "[\"a.b\"]", "c.d"]);
}

#[test]
fn values_that_are_no_objects_have_columns_too() {
    let lines = ["[1, \"two\"]", "3", "\"x\\ty\"", "null"];
    let of = |line: &str| {
        pairs(&cut(&RecordForm::JsonLines, &lines, line).0)
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(of(lines[0]), "[0]=1 [1]=two value=");
    assert_eq!(of(lines[2]), "[0]= [1]= value=x\ty");
    assert_eq!(of(lines[3]), "[0]= [1]= value=");
}

#[test]
fn what_precedes_a_fault_is_read_and_what_is_no_record_is_shown() {
    let known = [r#"{"a": 1, "b": "x"}"#];
    let (cells, fault) = cut(&RecordForm::JsonLines, &known, r#"{"a": 2, "b": "y"#);
    assert_eq!((pairs(&cells), fault), (vec![("a", "2"), ("b", "")], Some(16)));
    let (cells, fault) = cut(&RecordForm::JsonLines, &known, "no JSON");
    assert_eq!((pairs(&cells), fault), (vec![("a", "no JSON"), ("b", "")], Some(0)));
}

#[test]
fn long_arrays_and_deep_values_are_one_value() {
    let long = format!("{{\"v\": [{}]}}", vec!["1"; 101].join(","));
    assert_eq!(tree_of(&RecordForm::JsonLines, &[&long]).names(), ["v"]);
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let tree = tree_of(&RecordForm::JsonLines, &[&deep]);
    assert_eq!(tree.names(), ["[0]".repeat(32)]);
}

#[test]
fn there_are_only_so_many_columns() {
    let mut tree = FieldTree::default();
    for nr in 0..MOST_COLUMNS + 5 {
        let _ = tree.learn(&RecordForm::JsonLines, format!("{{\"k{nr}\": 1}}").as_bytes());
    }
    assert_eq!(tree.n_columns(), MOST_COLUMNS);
    let mut cells = Cells::default();
    tree.cut(&RecordForm::JsonLines, b"{\"k0\": 1, \"k10003\": 1}", &mut cells);
    assert!(cells.has_unknown);
    tree.cut(&RecordForm::JsonLines, b"{\"k0\": 1}", &mut cells);
    assert!(!cells.has_unknown);
}

#[test]
fn pairs_of_logfmt_are_read_as_they_are_written() {
    let line = r#"ts=2024-01-02T03:04:05Z level=info msg="two \"words\" \t" empty= debug x.y=1,5 u="open"#;
    let (cells, fault) = cut(&RecordForm::Logfmt, &[line], line);
    let expected = [
        ("ts", "2024-01-02T03:04:05Z"),
        ("level", "info"),
        ("msg", "two \"words\" \t"),
        ("empty", ""),
        ("debug", "debug"),
        ("x.y", "1,5"),
        ("u", "open"),
    ];
    assert_eq!((pairs(&cells), fault), (expected.to_vec(), Some(81)));
}

/// The leaves of a value by their paths: the slow twin.
fn leaves(value: &Value, path: &str, out: &mut Vec<(String, String)>) {
    let step = |key: &str| {
        let quoted = |key: &str| format!("{path}[{}]", Value::String(key.to_owned()));
        match key {
            _ if key.is_empty() => quoted(key),
            _ if path.is_empty() => key.to_owned(),
            _ => format!("{path}.{key}"),
        }
    };
    match value {
        Value::Object(all) if !all.is_empty() => {
            all.iter().for_each(|(key, value)| leaves(value, &step(key), out));
        }
        Value::Array(all) if !all.is_empty() => {
            all.iter().enumerate().for_each(|(nr, value)| leaves(value, &format!("{path}[{nr}]"), out));
        }
        Value::Null => out.push((path.to_owned(), String::new())),
        Value::String(text) => out.push((path.to_owned(), text.clone())),
        other => out.push((path.to_owned(), other.to_string())),
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-c\"\\\\/\n\u{1}é😀. ]{0,5}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-c\"é]{0,2}", inner, 0..4)
                .prop_map(|all| Value::Object(all.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn values_are_those_of_serde_json(values in prop::collection::vec(json(), 1..6), pretty in any::<bool>()) {
        let lines: Vec<String> = values.iter().map(|value| {
            if pretty { serde_json::to_string_pretty(value).unwrap().replace('\n', "\t") } else { value.to_string() }
        }).collect();
        let mut tree = FieldTree::default();
        for line in &lines {
            prop_assert_eq!(tree.learn(&RecordForm::JsonLines, line.as_bytes()), None);
        }
        let names = tree.names();
        let records = super::super::Records::new(&super::super::Dialect::default());
        let mut first_seen: Vec<String> = Vec::new();
        for (value, line) in values.iter().zip(&lines) {
            let mut expected = Vec::new();
            leaves(value, "", &mut expected);
            for (path, _) in &mut expected {
                if path.is_empty() {
                    "value".clone_into(path);
                }
                if !first_seen.contains(path) {
                    first_seen.push(path.clone());
                }
            }
            let mut cells = Cells::default();
            tree.cut(&RecordForm::JsonLines, line.as_bytes(), &mut cells);
            prop_assert!(cells.fault.is_none() && !cells.has_unknown);
            for (name, cell) in names.iter().zip(&cells.cells) {
                let found = records.value(line.as_bytes(), cell);
                let wanted = expected.iter().rfind(|(path, _)| path == name).map_or("", |(_, value)| value);
                // Something empty is written as it is.
                let is_same = found == Cow::Borrowed(wanted.as_bytes()) || pretty && wanted.is_empty() && found.is_empty();
                prop_assert!(is_same, "{}: {:?} and {:?}", name, found, wanted);
            }
        }
        prop_assert_eq!(names, first_seen);
    }

    #[test]
    fn what_is_json_is_what_serde_json_takes(
        text in "[\\[\\]{}:, \"a\\\\u0-9.eE+\\-tn]{0,12}|\\{\"a\": ?[\\[\\]{}:,\"0-9.eE+\\-]{0,6}\\}|-?[0-9.eE+-]{1,6}|\"(\\\\[\"\\\\/bfnrtuxD8]|[0-9a-f]|\u{1}){0,8}\"",
    ) {
        let is_ours = FieldTree::default().learn(&RecordForm::JsonLines, text.as_bytes()).is_none();
        // A lone surrogate is JSON by its grammar; serde_json has no text for it.
        let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text);
        let is_blank = text.trim().is_empty();
        let is_surrogate = theirs.as_ref().is_err_and(|error| error.to_string().contains("surrogate"));
        prop_assert!(is_ours == (theirs.is_ok() || is_blank || is_surrogate), "{:?} {:?}", text, theirs);
    }

    #[test]
    fn any_bytes_are_cut_and_parts_learn_what_the_whole_does(
        lines in prop::collection::vec(prop::collection::vec(prop::sample::select(b"{}[]:,\"\\ua1=. \xC3\x00".to_vec()), 0..40), 0..6),
        at in 0_usize..6,
    ) {
        for form in [RecordForm::JsonLines, RecordForm::Logfmt] {
            let learned = |lines: &[Vec<u8>]| {
                let mut tree = FieldTree::default();
                lines.iter().for_each(|line| { let _ = tree.learn(&form, line); });
                tree
            };
            let whole = learned(&lines);
            let (left, right) = lines.split_at(at.min(lines.len()));
            let mut merged = learned(left);
            merged.merge(&learned(right));
            prop_assert_eq!(merged.names(), whole.names());
            for line in &lines {
                let mut cells = Cells::default();
                whole.cut(&form, line, &mut cells);
                prop_assert!(!cells.has_unknown);
                prop_assert!(cells.cells.iter().all(|cell| line.get(cell.raw.clone()).is_some()));
            }
        }
    }
}
