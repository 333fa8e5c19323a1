//! Files of the shapes that people write, each with what is to be found; and any bytes at all.

use super::*;
use crate::format::delimited::Terminator;
use proptest::prelude::*;

fn found(text: &[u8], ending: Option<&str>) -> Option<Detection> {
    let pieces = [(Offset::ZERO, text)];
    detect(&Sample {
        pieces: &pieces,
        file_len: len_u64(text.len()),
        unit: CodeUnit::Byte,
        ending,
        delimiter: None,
        form: None,
    })
}

/// What was found, as short text: delimiter, quote if it is not `"`, escape, comment, trimming, columns,
/// header rows, start and end, other tables.
fn said(found: &Detection) -> String {
    let dialect = &found.dialect;
    let mut text = format!("{}", dialect.delimiter.escape_ascii());
    for (name, byte) in [
        (" quote", dialect.quote.filter(|quote| *quote != b'"')),
        (" escape", dialect.escape),
        (" comment", dialect.comment),
    ] {
        if let Some(byte) = byte {
            text += &format!("{name} {}", char::from(byte));
        }
    }
    if dialect.trims {
        text += " trims";
    }
    if dialect.terminator == Terminator::CarriageReturn {
        text += " CR";
    }
    text += &format!(" {} x {} {}", dialect.n_header, found.n_columns, dialect.start);
    if let Some(end) = dialect.end {
        text += &format!("-{end}");
    }
    for (start, end) in &found.other_tables {
        text += &format!(" {start}-{end}");
    }
    text
}

/// Ending, text, and what is found.
const TABLES: &[(&str, &str, &str)] = &[
    ("csv", "id,name\n1,a\n2,b\n", ", 1 x 2 0"),
    ("txt", "a\tb\tc\nx y\tfoo, bar\t1\nz\tq, r\t2\n", "\\t 1 x 3 0"),
    ("csv", "Datum;Betrag;Ort\n01.02.2024;1.234,50;Köln\n02.02.2024;17,25;Bonn, Süd\n", "; 1 x 3 0"),
    ("csv", "item,price\nfoo,\"$1,234.50\"\nbar,$12.00\nbaz,\"$9,999.99\"\n", ", 1 x 2 0"),
    ("csv", "10:00:01;1,5\n10:00:02;2,5\n10:00:03;3,5\n", "; 0 x 2 0"),
    ("csv", "id,name,note\n1,'O''Neil','a, b'\n2,'Smith','c'\n3,'Doe','x, y'\n", ", quote ' 1 x 3 0"),
    ("csv", "a,b\n1,`x, y`\n2,`z`\n3,`q, r`\n", ", quote ` 1 x 2 0"),
    ("csv", "id,text\n1,\"he said \\\"hi, there\\\"\"\n2,\"a \\\"b\\\", c\"\n", ", escape \\ 1 x 2 0"),
    ("csv", "id | name    | city\n1  | Foo     | Oslo\n22 | Bar Baz | New York\n", "| trims 1 x 3 0"),
    ("csv", "id, name, city\n1, Foo, Oslo\n2, Bar, Rome\n", ",  1 x 3 0"),
    ("csv", "id , name , n\n 1 , \"a, b\" , 2\n 2 , c , 3\n", ", trims 1 x 3 0"),
    ("csv", "id||name||city\n1||Foo||Oslo\n2||||Rome\n3||Bar||\n", "|| 1 x 3 0"),
    ("csv", "id|~|name|~|city\n1|~|Foo|~|Oslo\n2|~|Bar|~|Rome\n", "|~| 1 x 3 0"),
    ("csv", "a^b^c\n1^2^3\n4^5^6\n", "^ 1 x 3 0"),
    ("csv", "id name val\n1 foo 2.5\n2 \"bar baz\" 3.5\n3 qux 4.5\n", "  1 x 3 0"),
    ("txt", "1\x1Ffoo\x1F2.5\n2\x1Fbar\x1F3.5\n3\x1Fbaz\x1F4.5\n", "\\x1f 0 x 3 0"),
    ("", "root:x:0:0:root:/root\nbin:x:2:2:bin:/bin\nsys:x:3:3:sys:/dev\n", ": 0 x 6 0"),
    ("csv", "id,name\r1,a\r2,b\r", ", CR 1 x 2 0"),
    ("csv", "id,name\r1,\"a\nb\"\r2,b\r", ", CR 1 x 2 0"),
    ("csv", "sep=;\r\na;b;c\r\n1;2;3\r\n", "; 1 x 3 7"),
    ("csv", "# made by hand\n# in 2024\nid,val\n1,2.5\n2,3.5\n", ", 1 x 2 25"),
    ("csv", "# made by hand\nid,val\n1,2.5\n# odd, this\n# and more\n2,3.5\n", ", comment # 1 x 2 15"),
    ("csv", "# made by hand\n# id,val\n1,2.5\n2,3.5\n", ", 1 x 2 15"),
    ("csv", "Sales\nMade 2024-01-01\n\nid,name,n\n1,a,2.5\n2,b,3.5\n\nTotal: 2 rows\n", ", 1 x 3 23-49"),
    (
        "csv",
        "Sales,,,\n,,,\nid,name,n,city\n1,a,2.5,Oslo\n2,b,3.5,Rome\n,,,\nNotes: none,,,\n",
        ", 1 x 4 13-54",
    ),
    ("csv", "id,name\n1,a\n2,b\n3,c\n\nx,y,z\n1,2,3\n4,5,6\n", ", 1 x 2 0-20 21-39"),
    ("csv", "id,name\n1,a\n2,b\n3,c\n\nkey,val\n7,q\n8,r\n", ", 1 x 2 0-20 21-37"),
    ("csv", "id,name\n1,a\n2,b\n\n3,c\n4,d\n", ", 1 x 2 0"),
    ("csv", "t,v,p\ns,m/s,kPa\n1,2.5,3\n2,3.5,4\n3,4,5\n", ", 2 x 3 0"),
    ("csv", "id,name,n\n1,a,2\n2,\"b,3\n3,c,4\n4,\"d, e\",5\n5,f,6\n", ", 1 x 3 0"),
    ("csv", "1,2024-01-02,Oslo,3.5\n", ", 0 x 4 0"),
    ("csv", "id,name,city,amount\n", ", 1 x 4 0"),
    ("csv", "name\nOslo\nRome\nNew York\n", " 1 x 1 0"),
    ("csv", "date\n2024-01-02\n2024-01-03\n", " 1 x 1 0"),
    ("csv", "time\n10:00:01\n11:00:02\n12:30:00\n", " 1 x 1 0"),
    ("csv", "price\n\"1,5\"\n\"2,5\"\n\"3,5\"\n", " 1 x 1 0"),
    ("csv", "", ", 0 x 0 0"),
    ("csv", "\u{FEFF}id;n\n1;2\n3;4\n", "; 1 x 2 3"),
];

#[test]
fn tables_are_told_with_their_dialect() {
    for (ending, text, expected) in TABLES {
        let found = found(text.as_bytes(), Some(ending)).map(|found| said(&found));
        assert_eq!(found.as_deref(), Some(*expected), "{text}");
    }
}

/// Text that is no table, whatever its lines have in common.
const TEXTS: &[&str] = &[
    "",
    "one line",
    "It was, as they say, a dark night.\nThe rain fell, and the wind, too.\nNo one, it seemed, was out.\n",
    "Berlin, Germany\nParis, France\nRome, Italy\n",
    "[a]\nkey = 1\nother = 2\n\n[b]\nx = 3\n",
    "a: 1\nb: 2\nc: 3\nd: 4\n",
    "{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"b\": 4}\n{\"a\": 5, \"b\": 6}\n",
    "[\n  [1, 2, 3],\n  [4, 5, 6],\n  [7, 8, 9]\n]\n",
    "<table>\n<tr><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n",
    "static T: [u32; 9] = [\n    1, 2, 3,\n    4, 5, 6,\n    7, 8, 9,\n];\n",
    "1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 200 2326\n1.2.3.5 - bob [10/Oct/2000:13:55:37 -0700] \"GET /b HTTP/1.0\" 404 12\n",
    "2026-03-20 11:27:15.123 | INFO     | app:main:12 - hello\n2026-03-20 11:27:16.123 | ERROR    | app:x:13 - bad thing\n2026-03-20 11:27:17.123 | INFO     | app:x:13 - bye\n",
    "2026-03-20 11:27:15,234 INFO a.B: took 12 ms\n2026-03-20 11:27:15,334 WARN a.C: took 2 ms\n2026-03-20 11:27:16,234 INFO a.B: took 1 ms\n",
];

#[test]
fn text_is_no_table() {
    for text in TEXTS {
        let found = found(text.as_bytes(), None).filter(|found| !found.dialect.form.has_names());
        assert_eq!(found.map(|found| said(&found)), None, "{text}");
    }
}

#[test]
fn lines_of_other_forms_are_told_by_most_of_them() {
    let form = |text: &str, ending| found(text.as_bytes(), ending).map(|found| found.dialect.form.name());
    let json = "{\"a\": 1}\n{\"b\": [2, {}]}\n\n{\"a\": null}\n";
    let logfmt = "a=1 b=\"x y\"\na=2 b=z\nb=3 c=4\n";
    assert_eq!(
        (form(json, None), form(logfmt, Some("log"))),
        (Some(FormName::JsonLines), Some(FormName::Logfmt))
    );
    assert_eq!(form(&format!("{json}oops\n"), None), None);
    assert_eq!(form(&format!("{json}oops\n"), Some("ndjson")), Some(FormName::JsonLines));
    assert_eq!(form("[1]\n[2]\n", Some("jsonl")), Some(FormName::JsonLines));
    for other in
        ["{\"a\": 1}\n", "{\n\"a\": 1\n}\n", "a=1\nb=2\nc=3\n", "x = 1\ny = 2\nz = 3\n", "[1]\n[2]\n"]
    {
        assert_eq!(form(other, None), None, "{other}");
    }
}

#[test]
fn the_evidence_counts_what_was_seen() {
    let text = b"id;name\n1;a\n2;b;c\n3;d\n4;e\n";
    let found = found(text, None).expect("a table");
    let says: Vec<String> = found.evidence.iter().map(ToString::to_string).collect();
    assert!(says[0].contains("4") && says[0].contains("5") && says[0].contains("“;”"), "{says:?}");
}

#[test]
fn offsets_are_those_of_the_file_in_wider_code_units() {
    let text = "Title\nid;n\n1;2\n3;4\n\nTotal: 2\n";
    let bytes: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let pieces = [(Offset::ZERO, &bytes[..])];
    let sample = Sample {
        pieces: &pieces,
        file_len: len_u64(bytes.len()),
        unit: CodeUnit::Utf16Le,
        ending: None,
        delimiter: None,
        form: None,
    };
    let dialect = detect(&Sample { ending: Some("csv"), ..sample }).expect("a table").dialect;
    assert_eq!((dialect.start, dialect.end), (14, Some(40)));
}

#[test]
fn a_footer_is_found_in_the_tail_of_a_long_file() {
    let mut text = String::from("id,name,n\n");
    for nr in 0..20_000 {
        text += &format!("{nr},\"some, text\",{}.5\n", nr % 7);
    }
    let end = text.len();
    text += "\nTotal: 20000\n";
    let bytes = text.as_bytes();
    let each = 64 * 1024;
    let middle = bytes.len() / 2;
    let at = |from: usize| (Offset(len_u64(from)), &bytes[from..from + each]);
    let pieces = [at(0), at(middle), at(bytes.len() - each)];
    let sample = Sample {
        pieces: &pieces,
        file_len: len_u64(bytes.len()),
        unit: CodeUnit::Byte,
        ending: None,
        delimiter: None,
        form: None,
    };
    let found = detect(&sample).expect("a table");
    assert_eq!((found.n_columns, found.dialect.end), (3, Some(len_u64(end))));
}

proptest! {
    #[test]
    fn any_bytes_give_the_same_answer_twice_and_no_panic(
        text in "[a-c0-9\"',;|\\\\ \t\n\r#é:.-]{0,400}",
        ending in prop::option::of(prop::sample::select(vec!["csv", "tsv", "log", "txt"])),
    ) {
        let bytes = text.as_bytes();
        let once = found(bytes, ending);
        prop_assert_eq!(&once, &found(bytes, ending));
        if let Some(found) = once {
            let len = len_u64(bytes.len());
            let end = found.dialect.end.unwrap_or(len);
            prop_assert!(found.dialect.start <= end && end <= len);
            prop_assert!(found.other_tables.iter().all(|(start, to)| end <= *start && start < to && *to <= len));
            prop_assert!(found.dialect.delimiter.len() <= super::super::MOST_DELIMITER);
        }
    }

    #[test]
    fn pieces_of_any_bytes_are_no_harm(
        bytes in prop::collection::vec(prop::sample::select(b"a1,;\"'\n\r\0\xFF \t|".to_vec()), 0..600),
        cuts in (0_usize..600, 0_usize..600),
        nr in 0_usize..5,
    ) {
        let unit = CodeUnit::ALL[nr];
        let (a, b) = (cuts.0.min(cuts.1).min(bytes.len()), cuts.0.max(cuts.1).min(bytes.len()));
        let pieces = [(Offset::ZERO, &bytes[..a]), (Offset(len_u64(b)), &bytes[b..])];
        let sample = Sample { pieces: &pieces, file_len: len_u64(bytes.len()), unit, ending: Some("csv"), delimiter: None, form: None };
        prop_assert_eq!(detect(&sample), detect(&sample));
    }
}
