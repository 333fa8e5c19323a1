//! `gander compare`: where two files differ, with its answer as the exit status.
#![cfg(test)]

use crate::tool::{Folder, gander, refusal, run, sentence};

fn compared(args: &[&str]) -> (Option<i32>, String) {
    let output = run(&mut gander(args), b"");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code(), String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn differences_are_listed_and_the_status_says_whether_there_are_any() {
    let folder = Folder::new();
    let a = folder.file("a", b"0123456789abcdef");
    let b = folder.file("b", b"01x3456yz9abcdefg");
    assert_eq!(compared(&["compare", &a, &a]), (Some(0), String::new()));
    let (status, text) = compared(&["compare", &a, &b]);
    assert_eq!(status, Some(1));
    assert_eq!(text, "2: 1 byte changed\n7: 2 bytes changed\n10: 1 byte only in the second file\n");
    let (_, jsonl) = compared(&["compare", &a, &b, "-f", "jsonl", "--threads", "3", "--io", "read"]);
    let all: Vec<serde_json::Value> =
        jsonl.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let told: Vec<_> = all
        .iter()
        .map(|one| ["kind", "a", "a_length", "b", "b_length"].map(|key| one[key].to_string()).join(" "))
        .collect();
    assert_eq!(told, ["\"changed\" 2 1 2 1", "\"changed\" 7 2 7 2", "\"only_b\" 16 0 16 1"]);
    let (status, limited) = compared(&["compare", &b, &a, "--limit", "1"]);
    assert_eq!((status, limited.as_str()), (Some(1), "2: 1 byte changed\n"));
    let (status, none) = compared(&["compare", &b, &a, "--limit", "0"]);
    assert_eq!((status, none.as_str()), (Some(1), ""));
}

#[test]
fn what_was_inserted_and_deleted_is_followed() {
    let folder = Folder::new();
    let mut random = crate::random::Random(3);
    let noise: Vec<u8> = (0..300_000).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
    let a = folder.file("a", &noise);
    let parts = [&noise[..100_000], b"inserted", &noise[100_000..200_000], &noise[200_500..]];
    let b = folder.file("b", &parts.concat());
    let (status, jsonl) = compared(&["compare", &a, &b, "--align", "-f", "jsonl"]);
    assert_eq!(status, Some(1));
    let all: Vec<serde_json::Value> =
        jsonl.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let told: Vec<_> =
        all.iter().map(|one| (one["kind"].as_str().unwrap(), one["a"].as_u64().unwrap())).collect();
    assert!(matches!(told[..], [("only_b", 99_936..=100_064), ("only_a", 199_936..=200_064)]), "{told:?}");
    assert_eq!((&all[0]["b_length"], &all[1]["a_length"]), (&8.into(), &500.into()));
    assert_eq!(compared(&["compare", &a, &a, "--align"]), (Some(0), String::new()));
}

#[test]
fn a_pipe_is_the_first_file_and_what_can_not_be_read_is_said() {
    let folder = Folder::new();
    let a = folder.file("a", b"same");
    let output = run(&mut gander(&["compare", "-", &a]), b"same");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert!(refusal(&["compare", &a, "-"]).contains("the first file alone"));
    let missing = folder.name("missing");
    assert!(refusal(&["compare", &a, &missing]).contains("missing"));
    let output = run(&mut gander(&["compare", &a, &a, "-o", &a]), b"");
    assert!(output.status.code() == Some(2) && !sentence(&output).is_empty());
    assert_eq!(folder.read("a"), "same");
}

#[cfg(target_os = "linux")]
#[test]
fn holes_are_equal_to_zeros_and_cost_nothing() {
    let folder = Folder::new();
    let sparse = |name: &str, planted: &[(u64, &[u8])]| {
        use std::os::unix::fs::FileExt;
        let path = folder.path(name);
        let file = std::fs::File::create(&path).expect("it is made");
        file.set_len(1 << 40).expect("it is long");
        for (at, bytes) in planted {
            file.write_all_at(bytes, *at).expect("it is written");
        }
        folder.name(name)
    };
    let far = (1 << 31) - 1;
    let a = sparse("a", &[(0, b"x"), (far, b"abc"), ((1 << 32) + 1, &[0; 9000]), (1_000_000_000_000, b"y")]);
    let b = sparse("b", &[(0, b"x"), (far, b"aBc"), ((1 << 40) - 1, b"z")]);
    let (status, text) = compared(&["compare", &a, &b]);
    assert_eq!(status, Some(1));
    assert_eq!(text, "80000000: 1 byte changed\ne8d4a51000: 1 byte changed\nffffffffff: 1 byte changed\n");
}
