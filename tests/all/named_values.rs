//! Tables whose records name their values: JSON lines and logfmt, and columns of a fixed width, by the
//! commands that read tables.
#![cfg(test)]

use crate::random::Random;
use crate::tool::{Folder, answer, refusal};
use serde_json::{Map, Value, json};

/// Records of some MiB, in several chunks: values that come and go, that are of several types, and one key
/// of the last record alone.
fn records(n: u64) -> Vec<Value> {
    let mut random = Random(0x5EED_4A50);
    let mut below = |n: u64| random.below(n);
    let record = |nr: u64| {
        let name = ["Ana", "Bo \"x\"", "Zoë\n", ""][usize::try_from(below(4)).unwrap()];
        let tags = &["a", "b", "c"][..usize::try_from(below(4)).unwrap()];
        let mut record = json!({
            "id": nr,
            "user": { "id": below(50), "name": name },
            "amount": f64::from(u32::try_from(below(100_000)).unwrap()) / 100.0,
            "tags": tags,
        });
        let object = record.as_object_mut().unwrap();
        if below(3) == 0 {
            object.insert("note".to_owned(), Value::from("x".repeat(usize::try_from(below(300)).unwrap())));
        }
        if nr + 1 == n {
            object.insert("late".to_owned(), json!({ "key": true }));
        }
        record
    };
    (0..n).map(record).collect()
}

fn lines(records: &[Value]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

/// A record's values by their paths: the slow twin.
fn flat(value: &Value, path: &str, out: &mut Map<String, Value>) {
    match value {
        Value::Object(all) if !all.is_empty() => {
            let step = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            all.iter().for_each(|(key, value)| flat(value, &step(key), out));
        }
        Value::Array(all) if !all.is_empty() => {
            all.iter().enumerate().for_each(|(nr, value)| flat(value, &format!("{path}[{nr}]"), out));
        }
        Value::Array(_) => drop(out.insert(path.to_owned(), Value::from("[]"))),
        other => drop(out.insert(path.to_owned(), other.clone())),
    }
}

fn exported(answer: &[u8]) -> Vec<Map<String, Value>> {
    let lines = answer.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let without_nulls = |mut row: Map<String, Value>| {
        row.retain(|_, value| !value.is_null());
        row
    };
    lines.map(|line| without_nulls(serde_json::from_slice(line).expect("JSON"))).collect()
}

#[test]
fn json_lines_are_a_table_of_their_paths() {
    let records = records(60_000);
    let folder = Folder::new();
    let file = folder.file("a.ndjson", lines(&records).as_bytes());
    let rows = exported(&answer(&["export", &file, "-f", "jsonl"]));
    let mut expected = Vec::new();
    for record in &records {
        let mut row = Map::new();
        flat(record, "", &mut row);
        row.retain(|_, value| !value.is_null());
        expected.push(row);
    }
    assert_eq!(rows.len(), expected.len());
    for (row, expected) in rows.iter().zip(&expected) {
        // Numbers as they were written are those of the column.
        assert_eq!(row, expected);
    }
    // Columns are in the order in which the file has them first, whatever the number of threads.
    let head = |threads: &str| {
        let csv = answer(&["export", &file, "-f", "csv", "--threads", threads]);
        String::from_utf8(csv[..csv.iter().position(|&byte| byte == b'\r').unwrap()].to_vec()).unwrap()
    };
    let names = head("1");
    assert!(names.starts_with("amount,id,"), "{names}");
    assert!(names.ends_with(",late.key"), "{names}");
    assert_eq!(names, head("3"));
}

#[test]
fn rows_of_json_lines_are_filtered_sorted_profiled_and_counted() {
    let records = records(20_000);
    let folder = Folder::new();
    let file = folder.file("a.jsonl", lines(&records).as_bytes());
    let args = [
        "export",
        &file,
        "-f",
        "jsonl",
        "--where",
        "user.id = 7 and tags[1] = \"b\"",
        "--sort",
        "amount:desc",
        "--columns",
        "id,amount",
    ];
    let rows = exported(&answer(&args));
    let mut wanted: Vec<&Value> =
        records.iter().filter(|record| record["user"]["id"] == 7 && record["tags"][1] == "b").collect();
    wanted.sort_by(|a, b| b["amount"].as_f64().unwrap().total_cmp(&a["amount"].as_f64().unwrap()));
    let ids = |of: &dyn Fn(usize) -> Value, n: usize| (0..n).map(of).collect::<Vec<_>>();
    assert_eq!(rows.len(), wanted.len());
    assert!(rows.len() > 50);
    assert_eq!(
        ids(&|nr| rows[nr]["id"].clone(), rows.len()),
        ids(&|nr| wanted[nr]["id"].clone(), wanted.len())
    );
    // Its columns' figures.
    let summary = answer(&["summary", &file, "-f", "json", "--only", "columns"]);
    let summary: Value = serde_json::from_slice(&summary).expect("JSON");
    let columns = &summary["sections"][0]["tables"][0]["rows"];
    let of = |name: &str| columns.as_array().unwrap().iter().find(|row| row[0] == name).unwrap().clone();
    assert_eq!(
        (&of("id")[1], &of("amount")[1], &of("late.key")[1]),
        (&json!("integer"), &json!("decimal"), &json!("boolean"))
    );
    let n_notes =
        records.iter().filter(|record| record["note"].as_str().is_some_and(|note| !note.is_empty())).count();
    assert_eq!(of("note")[2], json!(n_notes));
    // A row far down, by the index.
    let row = answer(&["rows", &file, "--view", "table", "-f", "jsonl", "--from", "20000"]);
    let row: Vec<String> = serde_json::from_slice(&row).expect("JSON");
    assert!(row.contains(&"19999".to_owned()) && row.last().unwrap() == "true", "{row:?}");
}

#[test]
fn lines_that_are_no_json_are_shown_and_counted() {
    let folder = Folder::new();
    let file = folder.file("a.jsonl", b"{\"a\": 1}\nno JSON\n{\"a\": 2, \"b\": [\n\n{\"b\": \"x\"}\n");
    let rows = answer(&["rows", &file, "--view", "table", "-f", "jsonl"]);
    assert_eq!(rows, b"[\"1\",\"\"]\n[\"no JSON\",\"\"]\n[\"2\",\"\"]\n[\"\",\"x\"]\n");
    let output = crate::tool::run(&mut crate::tool::gander(&["errors", &file, "-f", "jsonl"]), b"");
    let errors: Vec<Value> = output
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect();
    let found: Vec<_> = errors
        .iter()
        .map(|error| {
            (
                error["kind"].as_str().unwrap(),
                error["row"].as_u64().unwrap(),
                error["line"].as_u64().unwrap(),
                error["offset"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(found, [("malformed", 2, 2, 9), ("malformed", 3, 3, 32)]);
}

#[test]
fn json_lines_in_other_encodings_and_by_a_flag_are_read() {
    let folder = Folder::new();
    let text = "{\"größe\": \"上\"}\n{\"größe\": 2}\n";
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let file = folder.file("a.jsonl", &wide);
    assert_eq!(answer(&["export", &file, "-f", "csv"]), "größe\r\n上\r\n2\r\n".as_bytes());
    let file = folder.file("b", b"{\"a\": 1}\n");
    assert_eq!(answer(&["export", &file, "-f", "csv", "--format", "jsonl"]), b"a\r\n1\r\n");
    // One object is a document.
    assert!(String::from_utf8(answer(&["sniff", &file])).unwrap().starts_with("text"));
    let empty = folder.file("c.jsonl", b"");
    assert_eq!(answer(&["rows", &empty, "--view", "table", "-f", "jsonl"]), b"");
    assert!(
        refusal(&["export", &file, "--format", "jsonl", "-f", "csv", "--columns", "b"])
            .contains("there are a")
    );
}

#[test]
fn logfmt_and_columns_of_a_fixed_width_are_tables() {
    let folder = Folder::new();
    let file = folder.file("a", b"at=10:00 msg=\"a b\" ok\nat=10:01 msg=c n=2\nat=10:02 n=3\n");
    assert_eq!(
        answer(&["export", &file, "-f", "csv"]),
        b"at,msg,ok,n\r\n10:00:00,a b,ok,\r\n10:01:00,c,,2\r\n10:02:00,,,3\r\n"
    );
    assert!(String::from_utf8(answer(&["sniff", &file])).unwrap().starts_with("text"));
    let file = folder.file(
        "b",
        "PID TTY        TIME CMD\n  1 ?      00:00:01 init -x\n 22 pts/0  00:00:00 größe a\n".as_bytes(),
    );
    let args = ["export", &file, "-f", "csv", "--format", "fixed"];
    assert_eq!(
        answer(&args),
        "PID,TTY,TIME,CMD\r\n1,?,00:00:01,init -x\r\n22,pts/0,00:00:00,größe a\r\n".as_bytes()
    );
    let args = [
        "rows", &file, "--view", "table", "-f", "jsonl", "--format", "fixed", "--header", "no", "--count",
        "1",
    ];
    assert_eq!(answer(&args), b"[\"PID\",\"TTY\",\"TIME\",\"CMD\"]\n");
}
