//! Every summary is what its published schema says, and nothing else is.
#![cfg(test)]

use crate::corpus;
use crate::summaries::{ALL, generated, json, summary_of, table};
use crate::tool::{Folder, answer};
use crate::validator::Validator;
use serde_json::Value;

fn schema() -> Validator {
    let text = include_str!("../../assets/summary.schema.json");
    Validator::new(serde_json::from_str(text).expect("it is JSON"))
}

fn check(schema: &Validator, name: &str, summary: &Value) {
    let wrong = schema.errors(summary);
    assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n").chars().take(2000).collect::<String>());
}

#[test]
fn summaries_of_a_thousand_generated_files_are_valid() {
    let schema = schema();
    let mut ids = std::collections::BTreeSet::new();
    for seed in 0..1000 {
        let (name, bytes) = generated(seed);
        let only: &[&str] = if seed % 3 == 0 { &ALL } else { &[] };
        let summary = json(&summary_of(name, &bytes, only));
        check(&schema, &format!("{name} of seed {seed}"), &summary);
        let sections = summary["sections"].as_array().expect("a list");
        ids.extend(sections.iter().filter_map(|section| section["id"].as_str().map(str::to_owned)));
    }
    assert_eq!(ids.len(), ALL.len(), "each section was tried: {ids:?}");
}

#[test]
fn summaries_of_the_corpus_and_of_estimates_are_valid() {
    let schema = schema();
    for sample in corpus::all() {
        check(&schema, sample.name, &json(&summary_of("a.txt", &sample.bytes, &[])));
        check(&schema, sample.name, &json(&summary_of("a.csv", &sample.bytes, &ALL)));
    }
    let wide = json(&summary_of("wide.csv", &table(3000, 100), &[]));
    assert!(wide.to_string().contains("\"exact\":false"), "some of it are estimates");
    check(&schema, "a wide table", &wide);
}

#[test]
fn what_the_program_prints_is_valid() {
    let schema = schema();
    let folder = Folder::new();
    let dates = "01/02/2026 10:00:00 a\n13/02/2026 10:00:00 b\n";
    let gzip = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for file in [
        folder.file("a.log", dates.as_bytes()),
        folder.file("a.csv", &table(9, 50)),
        folder.file("a.gz", &gzip),
        folder.file("empty", b""),
    ] {
        let summary = serde_json::from_slice(&answer(&["summary", &file])).expect("it is JSON");
        check(&schema, &file, &summary);
        let args = ["summary", &file, "--only", "columns,timeline", "--offset", "1"];
        check(&schema, &file, &serde_json::from_slice(&answer(&args)).expect("it is JSON"));
    }
}

/// Calls `change` with every key of an object, anywhere below a value, by its path.
fn keys(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                found.push(format!("{path}/{key}"));
                keys(inner, &format!("{path}/{key}"), found);
            }
        }
        // One of a long list is as good as another.
        Value::Array(list) => {
            list.iter()
                .take(30)
                .enumerate()
                .for_each(|(nr, inner)| keys(inner, &format!("{path}/{nr}"), found));
        }
        _ => {}
    }
}

#[test]
fn a_key_that_is_changed_or_left_out_is_found() {
    let schema = schema();
    let log = b"13/02/2026 10:00:00 INFO b\n01/02/2026 10:00:01 x\n".repeat(40);
    for (name, bytes, only) in [("a.csv", table(8, 60), &[][..]), ("a.log", log, &ALL)] {
        let summary = json(&summary_of(name, &bytes, only));
        check(&schema, name, &summary);
        let mut all = Vec::new();
        keys(&summary, "", &mut all);
        assert!(all.len() > 150, "{}", all.len());
        for path in all {
            let (parent, key) = path.rsplit_once('/').expect("a path");
            let change = |spelled: Option<String>| {
                let mut changed = summary.clone();
                let object = changed.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
                let value = object.remove(key).expect("it is there");
                if let Some(spelled) = spelled {
                    object.insert(spelled, value);
                }
                changed
            };
            assert!(!schema.is_valid(&change(Some(format!("{key}_")))), "{name}: {path} may be misspelled");
            assert!(!schema.is_valid(&change(None)), "{name}: {path} may be missing");
        }
    }
}

#[test]
fn a_name_that_is_changed_is_found() {
    let schema = schema();
    let summary = json(&summary_of("a.csv", &table(8, 60), &[]));
    let text = summary.to_string();
    let names = [
        "\"columns\"",
        "\"bad_rows\"",
        "\"histograms\"",
        "\"entropy_map\"",
        "\"longest_at\"",
        "\"stddev\"",
        "\"cells\"",
        "\"csv\"",
    ];
    for name in names {
        assert!(text.contains(name), "{name}");
        let changed = text.replacen(name, &name.to_uppercase(), 1);
        let changed: Value = serde_json::from_str(&changed).expect("it is JSON");
        assert!(!schema.is_valid(&changed), "{name}");
    }
}
