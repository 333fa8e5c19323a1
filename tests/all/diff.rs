//! `gander diff`: what differs between two summaries, and the conditions that end a script.
#![cfg(test)]

use crate::tool::{Folder, answer, gander, refusal, run, sentence};
use serde_json::Value;

/// Rows of a table with every type of column, and all of them different.
fn table() -> Vec<Vec<String>> {
    let cities = ["Oslo", "Lima", "Delhi", "Łódź", "São Paulo"];
    let row = |i: usize| {
        vec![
            format!("{}", i + 1),
            cities[i * i % 5].to_owned(),
            format!("{}.{:02}", i * 37 % 211, i % 100),
            format!("{}", i * 7 % 50),
            format!("2026-{:02}-{:02}", i % 12 + 1, i % 28 + 1),
            format!("{}", i.is_multiple_of(3)),
            if i.is_multiple_of(4) { String::new() } else { format!("note {}", i % 17) },
        ]
    };
    let head = ["id", "city", "unit price", "qty", "day", "active", "note"].map(str::to_owned);
    std::iter::once(head.to_vec()).chain((0..400).map(row)).collect()
}

fn csv_of(rows: &[Vec<String>], delimiter: &str, end: &str) -> Vec<u8> {
    rows.iter().map(|row| row.join(delimiter) + end).collect::<String>().into_bytes()
}

/// A table that was changed in one way.
fn table_with(change: impl FnOnce(&mut Vec<Vec<String>>)) -> Vec<u8> {
    let mut rows = table();
    change(&mut rows);
    csv_of(&rows, ",", "\n")
}

fn log() -> String {
    let levels = ["INFO", "WARN", "DEBUG"];
    let line = |i: usize| {
        let (minute, second) = (i / 60 % 60, i % 60);
        format!(
            "2026-03-14 09:{minute:02}:{second:02} {} request {} took {} ms\n",
            levels[i % 3],
            i,
            i * 13 % 97
        )
    };
    (0..500).map(line).collect()
}

fn binary() -> Vec<u8> {
    let mut random = crate::random::Random(7);
    (0..100_000).map(|_| u8::try_from(random.below(256)).unwrap()).collect()
}

struct Planted {
    ending: &'static str,
    bytes: Vec<u8>,
    /// The path of the difference, its kind, and what else its JSON says.
    path: &'static str,
    kind: &'static str,
    says: &'static str,
}

fn planted() -> Vec<Planted> {
    let text =
        |rows: &mut Vec<Vec<String>>, row: usize, column: usize, text: &str| rows[row][column] = text.into();
    let of = |ending, bytes, path, kind, says| Planted { ending, bytes, path, kind, says };
    let csv = |bytes, path, kind, says| of("csv", bytes, path, kind, says);
    let log_with = |change: &dyn Fn(String) -> String| change(log()).into_bytes();
    let binary_with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = binary();
        change(&mut bytes);
        bytes
    };
    let latin = |text: Vec<u8>| {
        let text = String::from_utf8(text).unwrap().replace(['Ł', 'ó', 'ź'], "e");
        text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()
    };
    vec![
        csv(
            table_with(|rows| rows.truncate(400)),
            "columns.rows",
            "changed",
            "\"a\": 400, \"b\": 399, \"change\": -1",
        ),
        csv(table_with(|rows| rows.push(rows[9].clone())), "columns.id.count", "changed", "\"change\": 1"),
        csv(
            table_with(|rows| text(rows, 5, 2, "148.041")),
            "columns.'unit price'.sum",
            "changed",
            "\"change\": 0.001",
        ),
        csv(
            table_with(|rows| rows.iter_mut().enumerate().for_each(|(i, row)| row.push(format!("new{i}")))),
            "columns.new0",
            "came",
            "\"b\": 8",
        ),
        csv(
            table_with(|rows| rows.iter_mut().for_each(|row| drop(row.remove(3)))),
            "columns.qty",
            "went",
            "\"a\": 4",
        ),
        csv(
            table_with(|rows| rows.iter_mut().for_each(|row| row.rotate_right(1))),
            "columns.note.moved",
            "moved",
            "\"a\": 7, \"b\": 1, \"change\": -6",
        ),
        csv(
            table_with(|rows| text(rows, 0, 1, "town")),
            "columns.town",
            "renamed",
            "\"a\": \"city\", \"b\": \"town\"",
        ),
        csv(table_with(|rows| text(rows, 7, 3, "seven")), "columns.qty.type", "changed", "\"b\": \"text\""),
        csv(table_with(|rows| text(rows, 7, 3, "2.5")), "columns.qty.type", "changed", "\"b\": \"decimal\""),
        csv(table_with(|rows| text(rows, 2, 6, "")), "columns.note.empty", "changed", "\"change\": 1"),
        csv(table_with(|rows| text(rows, 9, 0, "8")), "columns.id.distinct", "changed", "\"change\": -1"),
        csv(
            table_with(|rows| text(rows, 400, 0, "99999999999999999999")),
            "columns.id.max",
            "changed",
            "99999999999999999599",
        ),
        csv(
            table_with(|rows| text(rows, 9, 4, "1999-12-31")),
            "columns.day.min",
            "changed",
            "\"change\": -820",
        ),
        csv(table_with(|rows| text(rows, 3, 1, "Oslo")), "columns.city.top", "rows", "total_variation"),
        csv(
            table_with(|rows| rows[1..].iter_mut().for_each(|row| row[3] = format!("1{}", row[3]))),
            "columns.qty.histograms",
            "distribution",
            "kolmogorov_smirnov",
        ),
        csv(table_with(|rows| text(rows, 4, 5, "false")), "columns.active.top", "rows", "\"key\": \"false\""),
        csv(
            table_with(|rows| text(rows, 2, 6, "a longer note")),
            "columns.note.longest",
            "changed",
            "\"b\": 13",
        ),
        csv(
            table_with(|rows| rows[8].push("more".into())),
            "columns.ragged_rows",
            "changed",
            "\"a\": 0, \"b\": 1",
        ),
        csv(csv_of(&table(), ";", "\n"), "columns.delimiter", "changed", "\"a\": \",\", \"b\": \";\""),
        csv(csv_of(&table()[1..], ",", "\n"), "columns.header", "changed", "\"a\": true, \"b\": false"),
        csv(csv_of(&table(), ",", "\r\n"), "lines.crlf", "changed", "\"a\": 0, \"b\": 401"),
        csv(
            [b"\xEF\xBB\xBF".to_vec(), csv_of(&table(), ",", "\n")].concat(),
            "utf8.bom",
            "changed",
            "\"b\": true",
        ),
        csv(latin(csv_of(&table(), ",", "\n")), "file.encoding", "changed", "\"a\": \"UTF-8\""),
        of(
            "log",
            log_with(&|log| log.trim_end().to_owned()),
            "lines.last_terminated",
            "changed",
            "\"b\": false",
        ),
        of("log", log_with(&|log| log.replacen('\n', "\n\n", 1)), "lines.blank", "changed", "\"change\": 1"),
        of(
            "log",
            log_with(&|log| log.replacen("request", "a longer request", 1)),
            "lines.longest",
            "changed",
            "\"change\"",
        ),
        of(
            "log",
            log_with(&|log| log.replacen(" took", "\rtook", 1)),
            "lines.cr",
            "changed",
            "\"change\": 1",
        ),
        of(
            "log",
            log_with(&|log| log.replacen('I', "\u{1}", 1)),
            "bytes.control",
            "changed",
            "\"change\": 1",
        ),
        of(
            "log",
            log_with(&|log| log.replace("request", "requested something that is long")),
            "lines.lengths",
            "distribution",
            "earth_movers",
        ),
        of("log", log_with(&|log| log.replacen("ms", "µs", 1)), "utf8.ascii", "changed", "\"change\": -1"),
        of("bin", binary_with(&|bytes| bytes[70] ^= 1), "bytes.histogram", "distribution", "total_variation"),
        of("bin", binary_with(&|bytes| bytes.push(0)), "file.size_bytes", "changed", "\"change\": 1"),
        of(
            "bin",
            binary_with(&|bytes| bytes[5_000..9_000].fill(65)),
            "bytes.entropy_map",
            "distribution",
            "mean_difference",
        ),
        of(
            "bin",
            binary_with(&|bytes| bytes[5_000..9_000].fill(65)),
            "bytes.most_common",
            "changed",
            "\"b\": 65",
        ),
    ]
}

fn bases(folder: &Folder) -> Vec<(&'static str, String)> {
    let of = |ending, bytes: &[u8]| (ending, folder.file(&format!("base.{ending}"), bytes));
    vec![of("csv", &csv_of(&table(), ",", "\n")), of("log", log().as_bytes()), of("bin", &binary())]
}

fn diff(args: &[&str]) -> (Option<i32>, String) {
    let output = run(&mut gander(&[&["diff"], args].concat()), b"");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code(), String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn every_planted_difference_is_found_and_its_copy_has_none() {
    let folder = Folder::new();
    let saved = bases(&folder).into_iter().map(|(ending, base)| {
        let saved = folder.name(&format!("{ending}.json"));
        answer(&["summary", &base, "-o", &saved]);
        let copy = folder.file(&format!("copy.{ending}"), &std::fs::read(&base).expect("it is there"));
        for threads in ["1", "3"] {
            let (status, text) = diff(&[&saved, &copy, "-f", "json", "--threads", threads, "--io", "read"]);
            let json: Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(
                (status, &json["equal"], &json["differences"]),
                (Some(0), &Value::Bool(true), &Value::Array(vec![]))
            );
        }
        (ending, saved)
    });
    let saved: Vec<(&str, String)> = saved.collect();
    let planted = planted();
    assert!(planted.len() >= 30);
    for (nr, Planted { ending, bytes, path, kind, says }) in planted.into_iter().enumerate() {
        let changed = folder.file(&format!("changed{nr}.{ending}"), &bytes);
        let base = &saved.iter().find(|(base, _)| *base == ending).expect("it is there").1;
        let (status, text) = diff(&[base, &changed, "-f", "json"]);
        let json: Value = serde_json::from_str(&text).expect("JSON");
        let found = json["differences"].as_array().expect("a list");
        let is_it = |one: &&Value| one["path"] == path && one["kind"] == kind;
        assert!(found.iter().any(|one| is_it(&one)) && status == Some(1), "{nr} {path} {kind}: {text}");
        let line =
            text.lines().find(|line| line.contains(&format!("{{\"path\": \"{path}\", \"kind\": \"{kind}\"")));
        assert!(line.is_some_and(|line| line.contains(says)), "{nr} {says}: {line:?}");
        // What conditions say of it.
        let alone = if kind == "came" || kind == "went" || kind == "renamed" {
            format!("{path}.{kind}")
        } else {
            path.into()
        };
        let asked = if kind == "changed" { format!("{path}.changed") } else { alone };
        let (status, _) = diff(&[base, &changed, "--fail-if", &asked, "--fail-if", "false"]);
        assert_eq!(status, Some(1), "{asked}");
    }
}

#[test]
fn a_script_is_failed_by_what_it_names_alone() {
    let folder = Folder::new();
    let a = folder.file("a.csv", &csv_of(&table(), ",", "\n"));
    let b = folder.file("b.csv", &table_with(|rows| rows.truncate(380)));
    let status = |conditions: &[&str]| {
        let mut args = vec![a.as_str(), b.as_str()];
        conditions.iter().for_each(|condition| args.extend(["--fail-if", condition]));
        diff(&args).0
    };
    assert_eq!(status(&[]), Some(1));
    assert_eq!(status(&["columns.rows.changed > 10%"]), Some(0));
    assert_eq!(status(&["columns.rows.fell > 5%"]), Some(1));
    assert_eq!(status(&["columns.removed", "columns.retyped", "utf8.valid != true"]), Some(0));
    assert_eq!(
        status(&["columns.removed", "lines.count < 390 and columns.'unit price'.type == 'decimal'"]),
        Some(1)
    );
    let (_, text) = diff(&[&a, &b, "--fail-if", "columns.rows.fell > 5%", "--fail-if", "columns.added"]);
    assert!(text.contains("- **holds**: columns.rows.fell \\> 5%"), "{text}");
    assert!(text.contains("- **does not hold**: columns.added"), "{text}");
    // What can't be decided never passes, whatever else holds.
    for (condition, says) in [
        ("columns.rwos.changed", "did you mean “rows”"),
        ("columns.rows.changed >", "at character 23, a figure is wanted"),
        ("columns.rows > 'x'", "does not compare"),
    ] {
        let said = refusal(&["diff", &a, &b, "--fail-if", "true", "--fail-if", condition]);
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn what_is_no_summary_is_refused_or_summarised() {
    let folder = Folder::new();
    let a = folder.file("a.csv", &csv_of(&table(), ",", "\n"));
    let saved = folder.name("a.json");
    answer(&["summary", &a, "-o", &saved]);
    let whole = folder.read("a.json");
    let refused = |name: &str, text: &str| {
        let file = folder.file(name, text.as_bytes());
        let said = refusal(&["diff", &saved, &file]);
        assert_eq!(said, refusal(&["diff", &file, &saved]));
        said
    };
    assert!(refused("empty.json", "").contains("no summary"));
    assert!(refused("cut.json", &whole[..whole.len() / 2]).contains("line"));
    assert!(refused("cut.txt", &whole[..whole.len() / 2]).contains("--files"));
    assert!(refused("other.json", "{\"a\": 1}").contains("it has no “schema”"));
    assert!(refused("list.json", "[1, 2]").contains("no summary"));
    assert!(refused("new.json", &whole.replacen("\"schema\": 1", "\"schema\": 7", 1)).contains("schema 7"));
    assert!(
        refused("huge.json", &whole.replacen("\"value\": 400,", "\"value\": 1e9999999,", 1))
            .contains("1e9999999")
    );
    assert!(
        refused("less.json", &whole.replace("\"sections\"", "\"section\""))
            .contains("missing field `sections`")
    );
    assert!(refusal(&["diff", &saved, &folder.name("missing.json")]).contains("missing.json"));
    assert!(refusal(&["diff", &saved, "-"]).contains("the first file alone"));
    assert!(refusal(&["diff", &saved, &saved, "-f", "xml"]).contains("md, json, html"));
    // Any file can be summarised, a summary too.
    assert_eq!(diff(&["--files", &saved, &saved]).0, Some(0));
    assert_eq!(diff(&["--files", &folder.name("other.json"), &folder.name("list.json")]).0, Some(1));
    assert_eq!(diff(&[&saved, &a]).0, Some(0));
    // A saved summary comes through a pipe, too.
    let output = run(&mut gander(&["diff", "-", &a]), whole.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let output = run(&mut gander(&["diff", &saved, &a, "-o", &a]), b"");
    assert!(sentence(&output).contains("a.csv"));
}

#[test]
fn numbers_beyond_floats_differ_in_their_last_digit() {
    let folder = Folder::new();
    let file = |name: &str, last: &str| {
        let digits = "12345678901234567890123456789012345678";
        folder.file(name, format!("n,d\n{digits}{last},0.{digits}{last}\n1,1\n2,2\n").as_bytes())
    };
    let (a, b) = (file("a.csv", "1"), file("b.csv", "2"));
    let (status, text) = diff(&[&a, &b, "-f", "json"]);
    assert_eq!(status, Some(1));
    let line = |path: &str| {
        text.lines().find(|line| line.contains(&format!("\"path\": \"{path}\""))).unwrap_or_default()
    };
    assert!(line("columns.n.max").contains("\"change\": 1,"), "{text}");
    assert!(line("columns.d.sum").contains("\"change\": 1e-39"), "{text}");
    assert_eq!(diff(&[&a, &b, "--fail-if", "columns.n.max.changed > 1"]).0, Some(0));
    assert_eq!(diff(&[&a, &b, "--fail-if", "columns.n.max.changed >= 1"]).0, Some(1));
}

#[test]
fn hostile_names_are_text_in_every_format() {
    let folder = Folder::new();
    let hostile = "</td></main><script>alert(1)</script>|`*_[x](javascript:1)\u{202e}=1+1'\u{7}";
    let rows = |cell: &str| format!("\"{hostile}\",b\n\"{cell}\",1\n\"<img src=x onerror=y>\",2\nz,3\n");
    let a = folder.file("a.csv", rows("x").as_bytes());
    let b = folder.file("b<i>.csv", rows(hostile).as_bytes());
    let (_, html) = diff(&[&a, &b, "-f", "html"]);
    let body = html.split("</style>").nth(1).expect("a body");
    for tag in body.split('<').skip(1) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let ours = [
            "head",
            "body",
            "main",
            "h1",
            "h2",
            "p",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "section",
            "span",
            "br",
            "wbr",
            "details",
            "summary",
            "figure",
            "figcaption",
            "svg",
            "path",
            "html",
            "ul",
            "li",
            "b",
            "code",
        ];
        assert!(ours.contains(&name.as_str()), "<{tag}");
    }
    let (_, markdown) = diff(&[&a, &b]);
    for text in [&html, &markdown] {
        assert!(!text.contains('\u{202e}') && !text.contains('\u{7}') && text.contains("‹U+202E›"), "{text}");
    }
    let unescaped = markdown.replace("\\<", "");
    assert!(!unescaped.contains('<') && !markdown.contains("[x]("));
    let cells: Vec<usize> = markdown
        .lines()
        .filter(|line| line.contains("script"))
        .filter(|line| line.starts_with('|'))
        .map(|line| line.replace("\\\\", "").replace("\\|", "").matches('|').count())
        .collect();
    assert!(cells.iter().all(|&n| n == 6 || n == 4), "{cells:?} {markdown}");
    let (_, json) = diff(&[&a, &b, "-f", "json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let paths: Vec<&str> = json["differences"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["path"].as_str())
        .collect();
    let path = paths.iter().find(|path| path.ends_with(".longest")).expect("it changed");
    assert_eq!(diff(&[&a, &b, "--fail-if", &format!("{path}.changed")]).0, Some(1));
}
