//! The same texts in many encodings: each is detected, and all decode alike.

use crate::tool::{Folder, answer, gander, printed, refusal, run};
use gander::format::encoding::Encoding;
use serde_json::Value;
use std::collections::HashMap;
use std::process::Command;

/// Some lines in languages that the encodings are for, of a few KB with what they share.
struct Text {
    name: &'static str,
    /// What Python calls the encoding, with its byte order mark if there is one.
    python: &'static str,
    bom: &'static [u8],
    lines: &'static [&'static str],
}

const SHARED: &str = "2026-03-14T15:09:26Z INFO request 4711 served in 12 ms [worker-3] status=200";

const FRENCH: &[&str] = &[
    "Voix ambiguë d’un cœur qui, au zéphyr, préfère les jattes de kiwis.",
    "L’été, la forêt était pleine d’élèves français à l’ombre des chênes.",
    "Où êtes-vous allés, là-bas, après la fête de Noël ? Ça coûte 12 €.",
    "Hélène a reçu un très bel écran ; elle préférait pourtant le précédent.",
];
const GERMAN: &[&str] = &[
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich; Ångström maß Å.",
    "Die Bäckerei öffnet früh, und das Brot ist dann noch heiß. Größe: 3½ Øre.",
];
const GREEK: &[&str] = &[
    "Το πρωί πήγαμε στην αγορά για να αγοράσουμε φρέσκο ψωμί.",
    "Ο παλιός μύλος στον λόφο επισκευάστηκε και τώρα είναι μουσείο.",
];
const TURKISH: &[&str] = &[
    "Sabahleyin taze ekmek ve birkaç elma almak için pazara gittik.",
    "İşlemi sürdürmek için şifrenizi girip aşağıdaki düğmeye basınız.",
];
const POLISH: &[&str] = &[
    "Zażółć gęślą jaźń, a potem idź spać, bo już późno.",
    "Wczoraj wieczorem poszliśmy do ogrodu i zbieraliśmy żółte śliwki.",
    "Łódź jest pięknym miastem, w którym mieszka wielu młodych ludzi.",
    "Książka leży na stole, obok świeżego chleba i dzbana źródlanej wody.",
];
const RUSSIAN: &[&str] = &[
    "Съешь же ещё этих мягких французских булок да выпей чаю.",
    "Вчера вечером мы долго гуляли по набережной и говорили о погоде.",
    "Каждый охотник желает знать, где сидит фазан, и зачем он там сидит.",
    "Программа читает файл целиком и показывает его строки на экране.",
];
const JAPANESE: &[&str] = &[
    "昨日の夕方、私たちは川のほとりを長い間散歩しました。",
    "このプログラムはファイルを読み込み、画面に行を表示します。",
    "いろはにほへと ちりぬるを わかよたれそ つねならむ。",
    "東京の天気は晴れのち曇り、最高気温は二十五度でした。",
];
const CHINESE: &[&str] = &[
    "昨天傍晚我们沿着河边散步，谈论天气和工作。",
    "这个程序读取文件，并把每一行显示在屏幕上。",
    "请检查服务器的日志，确认数据库连接是否正常。",
    "北京今天多云转晴，最高气温二十五度，最低气温十二度。",
];
const TAIWANESE: &[&str] = &[
    "昨天傍晚我們沿著河邊散步，談論天氣和工作。",
    "這個程式讀取檔案，並把每一行顯示在螢幕上。",
    "請檢查伺服器的日誌，確認資料庫連線是否正常。",
    "臺北今天多雲時晴，最高氣溫二十五度，最低氣溫十八度。",
];
const KOREAN: &[&str] = &[
    "어제 저녁 우리는 강가를 오랫동안 산책했습니다.",
    "이 프로그램은 파일을 읽고 화면에 각 줄을 보여 줍니다.",
    "서버의 로그를 확인하고 데이터베이스 연결이 정상인지 살펴보세요.",
    "오늘 서울은 흐린 뒤 맑겠으며 낮 최고 기온은 이십오 도입니다.",
];

const TEXTS: &[Text] = &[
    Text { name: "UTF-8", python: "utf-8", bom: b"", lines: JAPANESE },
    Text { name: "UTF-8", python: "utf-8", bom: b"\xEF\xBB\xBF", lines: FRENCH },
    Text { name: "UTF-16LE", python: "utf-16-le", bom: b"\xFF\xFE", lines: RUSSIAN },
    Text { name: "UTF-16LE", python: "utf-16-le", bom: b"", lines: JAPANESE },
    Text { name: "UTF-16BE", python: "utf-16-be", bom: b"\xFE\xFF", lines: KOREAN },
    Text { name: "UTF-16BE", python: "utf-16-be", bom: b"", lines: FRENCH },
    Text { name: "UTF-32LE", python: "utf-32-le", bom: b"\xFF\xFE\0\0", lines: GERMAN },
    Text { name: "UTF-32LE", python: "utf-32-le", bom: b"", lines: CHINESE },
    Text { name: "UTF-32BE", python: "utf-32-be", bom: b"\0\0\xFE\xFF", lines: JAPANESE },
    Text { name: "UTF-32BE", python: "utf-32-be", bom: b"", lines: RUSSIAN },
    Text { name: "windows-1252", python: "cp1252", bom: b"", lines: FRENCH },
    Text { name: "ISO-8859-2", python: "iso-8859-2", bom: b"", lines: POLISH },
    Text { name: "KOI8-R", python: "koi8-r", bom: b"", lines: RUSSIAN },
    Text { name: "Shift_JIS", python: "cp932", bom: b"", lines: JAPANESE },
    Text { name: "EUC-JP", python: "euc-jp", bom: b"", lines: JAPANESE },
    Text { name: "gb18030", python: "gb18030", bom: b"", lines: CHINESE },
    Text { name: "Big5", python: "big5", bom: b"", lines: TAIWANESE },
    Text { name: "EUC-KR", python: "cp949", bom: b"", lines: KOREAN },
    Text { name: "ISO-2022-JP", python: "iso2022_jp", bom: b"", lines: JAPANESE },
    Text { name: "ISO-2022-KR", python: "iso2022_kr", bom: b"\x1B$)C", lines: KOREAN },
    Text { name: "IBM850", python: "cp850", bom: b"", lines: GERMAN },
    Text { name: "IBM852", python: "cp852", bom: b"", lines: POLISH },
    Text { name: "IBM866", python: "cp866", bom: b"", lines: RUSSIAN },
    Text { name: "IBM737", python: "cp737", bom: b"", lines: GREEK },
    Text { name: "IBM857", python: "cp857", bom: b"", lines: TURKISH },
    Text { name: "macintosh", python: "mac-roman", bom: b"", lines: FRENCH },
];

impl Text {
    fn encoding(&self) -> Encoding {
        Encoding::named(self.name).expect("a known one")
    }

    /// All lines, with their ends: CRLF and LF in turn.
    fn lines(&self) -> Vec<String> {
        let own = self.lines.iter().cycle().take(40).enumerate();
        let line = |(i, line): (usize, &&str)| {
            let end = if i % 2 == 0 { "\r\n" } else { "\n" };
            [format!("{SHARED} {i}{end}"), format!("{line}{end}")]
        };
        own.flat_map(line).collect()
    }

    fn bytes(&self) -> Vec<u8> {
        let text = self.lines().concat();
        let bytes = self.encoding().encode(&text).unwrap_or_else(|| panic!("{} says all", self.name));
        [self.bom, &bytes].concat()
    }
}

/// A word of these lines that ASCII can't say.
fn word(lines: &[&'static str]) -> &'static str {
    let words = lines[0].split(|c: char| !c.is_alphabetic());
    words.filter(|word| !word.is_ascii()).max_by_key(|word| word.chars().count()).expect("one")
}

/// What is asked once only of texts that have the same lines.
type Once<T> = HashMap<Vec<String>, T>;

/// A match: its row, and the text that it covers.
type Hit = (u64, String);

/// What `find` says of each match.
fn hits(file: &str, bytes: &[u8], encoding: Encoding, how: &[&str]) -> Vec<Hit> {
    let out = answer(&[&["find", file, "-f", "jsonl", "--encoding", encoding.name()], how].concat());
    // There may be a hundred thousand, and a reader of any JSON is slow without optimisation.
    let hit = |line: &[u8]| {
        let line = std::str::from_utf8(line).expect("JSON");
        let numbers = line.strip_prefix("{\"offset\": ").and_then(|rest| rest.strip_suffix('}')).expect(line);
        let (at, rest) = numbers.split_once(", \"length\": ").expect(line);
        let (len, row) = rest.split_once(", \"row\": ").expect(line);
        let [at, len] = [at, len].map(|number| number.parse::<usize>().expect(line));
        (row.parse().expect(line), encoding.text(&bytes[at..at + len]).0.into_owned())
    };
    out.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).map(hit).collect()
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

fn rows(file: &str, more: &[&str]) -> Vec<Value> {
    let out = answer(&[&["rows", file, "-f", "jsonl"], more].concat());
    out.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).map(json).collect()
}

#[test]
fn every_encoding_is_detected_with_its_evidence() {
    let folder = Folder::new();
    for text in TEXTS {
        let file = folder.file("text", &text.bytes());
        let said = json(&answer(&["sniff", &file, "-f", "json"]));
        assert_eq!((&said["format"], &said["encoding"]), (&"text".into(), &text.name.into()), "{said}");
        assert_eq!(said["terminator"], "mixed", "{said}");
        assert!(said["evidence"].as_array().is_some_and(|all| all.len() >= 2), "{said}");
        assert!(said["misfit"].is_null() && said["delimiter"].is_null(), "{said}");
        let summary = json(&answer(&["summary", &file, "--only", "lines"]));
        assert_eq!(summary["file"]["encoding"], text.name);
        let plain = String::from_utf8(answer(&["sniff", &file])).expect("text");
        assert!(plain.starts_with(&format!("text, {}, mixed (", text.name)), "{plain}");
    }
}

#[test]
fn rows_are_the_same_in_every_encoding() {
    let folder = Folder::new();
    for text in TEXTS {
        let bytes = text.bytes();
        let file = folder.file("text", &bytes);
        let lines = text.lines();
        for encoding in [&[][..], &["--encoding", text.name]] {
            let rows = rows(&file, encoding);
            assert_eq!(rows.len(), lines.len(), "{}", text.name);
            for (row, line) in rows.iter().zip(&lines) {
                let said = row["text"].as_str().expect("text");
                let said = said.strip_prefix('\u{FEFF}').unwrap_or(said);
                assert_eq!(said, line.trim_end_matches(['\r', '\n']), "{}", text.name);
                assert!(row["base64"].is_null(), "{}", text.name);
            }
        }
        // The rows' own bytes, unchanged.
        assert_eq!(answer(&["rows", &file]), bytes, "{}", text.name);
        let some = answer(&["rows", &file, "--from", "7", "--count", "3"]);
        assert_eq!(some, text.encoding().encode(&lines[6..9].concat()).expect("it says it"), "{}", text.name);
        let seventh = &rows(&file, &["--from", "7", "--count", "1"])[0];
        let before = text.encoding().encode(&lines[..6].concat()).expect("it says it");
        assert_eq!(seventh["offset"], before.len() + text.bom.len(), "{}", text.name);
    }
}

// Python has another name on Windows.
#[cfg(unix)]
#[test]
fn text_is_encoded_and_decoded_as_python_does() {
    let folder = Folder::new();
    for text in TEXTS {
        let plain = folder.file("plain", text.lines().concat().as_bytes());
        let script = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read().decode('utf-8').encode(sys.argv[2]))";
        let theirs = printed(Command::new("python3").args(["-c", script, &plain, text.python]));
        if text.name == "ISO-2022-KR" {
            // Python repeats the header in each line.
            assert_eq!(text.encoding().text(&theirs).0, text.lines().concat());
            continue;
        }
        assert_eq!([text.bom, &theirs[..]].concat(), text.bytes(), "{}", text.name);
    }
}

#[test]
fn lines_are_counted_by_code_units() {
    let folder = Folder::new();
    for (bytes, name) in [
        (&b"\xFF\xFEa\0b\0\r\0\n\0\n\0\r\0c\0"[..], "UTF-16LE"),
        (&b"\xFE\xFF\0a\0b\0\r\0\n\0\n\0\r\0c"[..], "UTF-16BE"),
        (&b"\xFF\xFE\0\0a\0\0\0b\0\0\0\r\0\0\0\n\0\0\0\n\0\0\0\r\0\0\0c\0\0\0"[..], "UTF-32LE"),
        (&b"\0\0\xFE\xFF\0\0\0a\0\0\0b\0\0\0\r\0\0\0\n\0\0\0\n\0\0\0\r\0\0\0c"[..], "UTF-32BE"),
    ] {
        let file = folder.file("text", bytes);
        let said = json(&answer(&["summary", &file, "--only", "lines"]));
        let fact = |key: &str| {
            let facts = said["sections"][0]["facts"].as_array().expect("facts").clone();
            facts.into_iter().find(|fact| fact["key"] == key).expect("a known one")
        };
        let value = |key: &str| fact(key)["value"].as_u64();
        assert_eq!(said["file"]["encoding"], name);
        assert_eq!((value("count"), value("newlines"), value("crlf")), (Some(3), Some(2), Some(1)));
        assert_eq!((value("lf"), value("cr"), value("blank")), (Some(1), Some(1), Some(1)));
        assert_eq!((value("longest"), value("longest_at")), (Some(3), Some(0)));
        assert_eq!(fact("longest")["unit"], "code units");
    }
}

#[test]
fn a_row_longer_than_a_read_is_decoded_whole() {
    let folder = Folder::new();
    for name in ["Shift_JIS", "UTF-16LE", "UTF-32BE", "gb18030", "KOI8-R", "UTF-8"] {
        let encoding = Encoding::named(name).expect("a known one");
        let unit = if name == "KOI8-R" { "ж " } else { "東京 a" };
        let line = unit.repeat(200_000);
        let bytes = encoding.encode(&format!("{line}\r\nnext\n")).expect("it says it");
        let file = folder.file("long", &bytes);
        let rows = rows(&file, &["--encoding", name]);
        assert_eq!((rows.len(), rows[0]["text"].as_str()), (2, Some(&line[..])), "{name}");
        assert_eq!(rows[1]["text"], "next", "{name}");
    }
}

#[test]
fn what_does_not_decode_is_given_as_it_is() {
    let folder = Folder::new();
    let file = folder.file("broken", b"\x82\xA0\x82\nok\n");
    let rows = rows(&file, &["--encoding", "Shift_JIS"]);
    assert_eq!((&rows[0]["text"], &rows[0]["base64"]), (&"あ\u{FFFD}".into(), &"gqCC".into()));
    assert!(rows[1]["base64"].is_null());
}

#[test]
fn what_is_no_character_of_utf_32_is_data_and_no_line_end() {
    let folder = Folder::new();
    // A surrogate, U+110000, a line feed that is no whole unit, a line end, and what the end cuts.
    let bytes = b"\0\0\0a\0\0\xD8\x0A\0\x11\0\0\n\0\0\0\0\0\0\n\0\0\0b\0\0\n";
    for (name, bytes) in [
        ("UTF-32BE", bytes.to_vec()),
        (
            "UTF-32LE",
            bytes.chunks(4).flat_map(|unit| unit.iter().rev().copied().collect::<Vec<_>>()).collect(),
        ),
    ] {
        let file = folder.file("broken", &bytes);
        let rows = rows(&file, &["--encoding", name]);
        let texts: Vec<_> = rows.iter().map(|row| row["text"].as_str().expect("text")).collect();
        assert_eq!(texts, ["a\u{FFFD}\u{FFFD}\u{FFFD}", "b\u{FFFD}"], "{name}");
        assert!(rows.iter().all(|row| !row["base64"].is_null()), "{name}");
        let encoding = Encoding::named(name).expect("a known one");
        assert_eq!(hits(&file, &bytes, encoding, &["b"]), [(2, "b".to_owned())], "{name}");
        let broken = hits(&file, &bytes, encoding, &["--fixed", "\u{FFFD}"]);
        assert_eq!(broken.iter().map(|hit| hit.0).collect::<Vec<_>>(), [1, 1, 1, 2], "{name}");
    }
}

#[test]
fn an_unknown_encoding_is_refused_in_one_sentence() {
    let folder = Folder::new();
    let file = folder.file("a", b"a\n");
    for command in ["rows", "sniff", "summary", "find"] {
        let pattern: &[&str] = if command == "find" { &["a"] } else { &[] };
        let said = refusal(&[&[command, &file], pattern, &["--encoding", "klingon"]].concat());
        assert!(said.contains("“klingon”") && said.contains("windows-1252"), "{said}");
    }
}

/// Sequences that are no UTF-8, or nearly none, each also cut at every byte.
fn hostile() -> Vec<Vec<u8>> {
    let whole: Vec<Vec<u8>> = vec![
        // Overlong, of two to six bytes.
        b"\xC0\x80".to_vec(),
        b"\xC1\xBF".to_vec(),
        b"\xE0\x80\xAF".to_vec(),
        b"\xE0\x9F\xBF".to_vec(),
        b"\xF0\x80\x80\xAF".to_vec(),
        b"\xF0\x8F\xBF\xBF".to_vec(),
        b"\xF8\x88\x80\x80\x80".to_vec(),
        b"\xFC\x84\x80\x80\x80\x80".to_vec(),
        // Surrogates, alone and in pairs.
        b"\xED\xA0\x80".to_vec(),
        b"\xED\xAF\xBF".to_vec(),
        b"\xED\xB0\x80".to_vec(),
        b"\xED\xBF\xBF".to_vec(),
        b"\xED\xA0\xBD\xED\xB8\x80".to_vec(),
        // Beyond Unicode, and bytes that never stand anywhere.
        b"\xF4\x90\x80\x80".to_vec(),
        b"\xF5\x80\x80\x80".to_vec(),
        b"\xF7\xBF\xBF\xBF".to_vec(),
        b"\xFE".to_vec(),
        b"\xFF\xFF".to_vec(),
        // What is no character, and is UTF-8 all the same.
        "\u{FFFE}\u{FFFF}\u{FDD0}\u{1FFFE}\u{10FFFF}".as_bytes().to_vec(),
        // Whole characters, for their cuts.
        "é".as_bytes().to_vec(),
        "€".as_bytes().to_vec(),
        "🦆".as_bytes().to_vec(),
        // Starts without ends, ends without starts.
        b"\x80\xBF\x80".to_vec(),
        b"\xC3\xC3\xA9".to_vec(),
        b"\xE2\x82\xE2\x82\xAC".to_vec(),
        b"\xF0\x9F\xF0\x9F\xA6\x86".to_vec(),
    ];
    let mut all = Vec::new();
    for bytes in whole {
        for end in 1..=bytes.len() {
            all.push(bytes[..end].to_vec());
            all.push([&bytes[..end], b"x"].concat());
            all.push([&bytes[end - 1..], b"\xE2\x82\xAC"].concat());
        }
    }
    all.sort();
    all.dedup();
    all
}

/// UTF-8 read byte by byte after the table of well-formed sequences (Unicode, table 3-7): the
/// text, and how many pieces of it are broken.
fn naive_utf8(bytes: &[u8]) -> (String, u64) {
    let (mut text, mut n_broken, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        let lead = bytes[at];
        let (len, second) = match lead {
            0x00..=0x7F => (1, 0..=0),
            0xC2..=0xDF => (2, 0x80..=0xBF),
            0xE0 => (3, 0xA0..=0xBF),
            0xED => (3, 0x80..=0x9F),
            0xE1..=0xEF => (3, 0x80..=0xBF),
            0xF0 => (4, 0x90..=0xBF),
            0xF1..=0xF3 => (4, 0x80..=0xBF),
            0xF4 => (4, 0x80..=0x8F),
            _ => (0, 0..=0),
        };
        let fits = |i: usize| {
            let allowed = if i == 1 { second.clone() } else { 0x80..=0xBF };
            bytes.get(at + i).is_some_and(|byte| allowed.contains(byte))
        };
        let n_fit = 1 + (1..len).take_while(|&i| fits(i)).count();
        if n_fit == len {
            let bits = if len == 1 { u32::from(lead) } else { u32::from(lead) & (0x7F >> len) };
            let code = (1..len).fold(bits, |code, i| code << 6 | u32::from(bytes[at + i] & 0x3F));
            text.push(char::from_u32(code).expect("the table allows no others"));
        } else {
            text.push('\u{FFFD}');
            n_broken += 1;
        }
        at += n_fit;
    }
    (text, n_broken)
}

#[test]
fn hostile_utf_8_is_shown_and_counted_as_a_plain_decoder_does() {
    let hostile = hostile();
    assert!(hostile.len() >= 200, "{}", hostile.len());
    let lines: Vec<Vec<u8>> = hostile.iter().map(|bytes| [b"<", &bytes[..], b">"].concat()).collect();
    let folder = Folder::new();
    let file = folder.file("hostile", &lines.join(&b'\n'));
    let rows = rows(&file, &["--encoding", "UTF-8"]);
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        let (text, n) = naive_utf8(line);
        assert_eq!(row["text"].as_str(), Some(&text[..]), "{line:02X?}");
        assert_eq!(row["base64"].is_null(), n == 0, "{line:02X?}");
        // As the window shows it: every byte that does not decode, by its number.
        let shown = gander::format::glyphs::show(line, gander::format::glyphs::DisplayOptions::default());
        let bad = String::from_utf8_lossy(line).matches('\u{FFFD}').count();
        assert_eq!(shown.text.contains("\\x"), bad > 0, "{line:02X?}");
        for cut in 1..line.len() {
            let report = crate::trial::section(line, "utf8", gander::base::units::len_u64(cut));
            let found = report.fact("invalid_sequences").expect("a known one").value.clone();
            assert_eq!(found, gander::base::Value::from(n), "{line:02X?} cut at {cut}");
        }
    }
}

#[test]
fn words_are_found_in_the_same_rows_in_every_encoding() {
    let folder = Folder::new();
    // Each match, how many rows, and the rows, of the same lines in UTF-8.
    let mut in_utf8: Once<(Vec<Hit>, Vec<u8>, Vec<u8>)> = Once::new();
    for text in TEXTS {
        let (lines, word) = (text.lines(), word(text.lines));
        let plain = lines.concat().into_bytes();
        let (bytes, encoding) = (text.bytes(), text.encoding());
        let file = folder.file("text", &bytes);
        let same = folder.file("same", &plain);
        let upper = word.to_uppercase();
        let some = format!(r"\b{}\w+|[{}] ", word.chars().next().expect("one"), word);
        let ways: [&[&str]; 6] = [
            &["--fixed", word],
            &["--regex", word],
            &["-i", &upper],
            &["--fixed", "-i", &upper],
            &[&some],
            &["--fixed", "-w", word],
        ];
        for how in ways {
            let what = format!("{} {how:?}", text.name);
            let found = hits(&file, &bytes, encoding, how);
            assert!(!found.is_empty(), "{what}");
            // In the encoding with states the bytes alone don't say in which one they are.
            let has_states = text.encoding().has_states();
            let key = [text.lines, how].concat().into_iter().map(str::to_owned).collect();
            let ask = |more: &[&str]| answer(&[&["find", &same], more, how].concat());
            let (theirs, their_count, their_rows) = in_utf8.entry(key).or_insert_with(|| {
                (hits(&same, &plain, Encoding::UTF_8, how), ask(&["--count-rows"]), ask(&[]))
            });
            if has_states {
                let rows = |hits: &[Hit]| hits.iter().map(|hit| hit.0).collect::<Vec<_>>();
                assert_eq!(rows(&found), rows(theirs), "{what}");
            } else {
                assert_eq!(&found, theirs, "{what}");
            }
            // Without an argument, the detected encoding is used.
            let count = answer(&[&["find", &file, "--count-rows"], how].concat());
            assert_eq!(&count, their_count, "{what}");
            // The rows' own bytes, and their numbers in the same encoding.
            let own = answer(&[&["find", &file], how].concat());
            let own = encoding.text(&own).0.replace('\u{FEFF}', "");
            assert_eq!(own.as_bytes(), their_rows, "{what}");
        }
        let naive: Vec<u64> =
            (1..).zip(&lines).filter(|(_, line)| line.contains(word)).map(|(nr, _)| nr).collect();
        let found = hits(&file, &bytes, encoding, &["--fixed", word]);
        assert_eq!(found.iter().map(|hit| hit.0).collect::<Vec<_>>(), naive, "{}", text.name);
    }
}

#[test]
fn words_are_found_across_blocks_and_in_long_lines() {
    let folder = Folder::new();
    let mut in_utf8: Once<Vec<Hit>> = Once::new();
    for text in TEXTS.iter().filter(|text| !text.encoding().has_states()) {
        let (encoding, word) = (text.encoding(), word(text.lines));
        // Some blocks of short lines, and one line of some blocks.
        let short = text.lines().concat().repeat(12);
        let long = format!("{word} {}", format!("{} {SHARED} ", text.lines[0]).repeat(700));
        let plain = format!("{short}{long}\n{word}\n").into_bytes();
        let all = encoding.encode(&String::from_utf8(plain.clone()).expect("UTF-8")).expect("it says it");
        let bytes = [text.bom, &all].concat();
        let (file, same) = (folder.file("text", &bytes), folder.file("same", &plain));
        let (start, words, before) = (format!("^{word}"), format!(r"\b{word}\b"), format!("(?<=.){word}"));
        for how in [&["--fixed", word][..], &[&start], &[&words], &["^"], &[r"\w+$"], &["."], &[&before]] {
            let found = hits(&file, &bytes, encoding, how);
            // A byte order mark is no character of the first line.
            let key = [text.lines, how].concat().into_iter().map(str::to_owned).collect();
            let theirs = in_utf8.entry(key).or_insert_with(|| hits(&same, &plain, Encoding::UTF_8, how));
            assert!(&found == theirs, "{} {how:?}: {} and {}", text.name, found.len(), theirs.len());
        }
    }
}

#[test]
fn both_spellings_of_a_character_are_found() {
    let folder = Folder::new();
    let bytes = b"\x81\xE6\n\x87\x9A\nno\n";
    let file = folder.file("spelt", bytes);
    let encoding = Encoding::named("Shift_JIS").expect("a known one");
    for how in [&["--fixed", "∵"][..], &["∵"], &["-i", "∵"], &["∵$"]] {
        assert_eq!(hits(&file, bytes, encoding, how), [(1, "∵".into()), (2, "∵".into())], "{how:?}");
    }
}

const A: &[u8] = b"2026-05-12 10:00:01 INFO plain ascii line here, user=42\n";

/// What `sniff` says of these bytes, and how many matches of `pattern` there are.
fn told(bytes: &[u8], pattern: &str) -> (Value, String) {
    let folder = Folder::new();
    let file = folder.file("text", bytes);
    let said = json(&answer(&["sniff", &file, "-f", "json"]));
    let out = run(&mut gander(&["find", "--fixed", "--count", &file, pattern]), b"");
    (said, String::from_utf8(out.stdout).expect("a number").trim().to_owned())
}

#[test]
fn one_cut_character_leaves_a_log_utf_8() {
    for cut in [
        &b"msg cut here: \xf0\x9f\x98\n"[..],
        b"caf\xc3\n",
        b"\xe2\x80\n",
        b"\xff\n",
        b"caf\xe9\n",
        b"\x80\x81\x82\n",
    ] {
        let lines = "Herr Müller\n".repeat(50);
        let bytes = [&A.repeat(20)[..], cut, &A.repeat(30_000), lines.as_bytes(), &A.repeat(90_000)].concat();
        let (said, n) = told(&bytes, "Müller");
        assert_eq!((&said["encoding"], &n[..]), (&"UTF-8".into(), "50"), "{said}");
        assert_eq!(said["misfit"], 20 * A.len() + cut.iter().position(|byte| !byte.is_ascii()).expect("one"));
    }
}

#[test]
fn a_summary_s_scan_corrects_what_samples_seemed_to_be() {
    let folder = Folder::new();
    let latin = "Größe und Wärme, schöne Grüße aus Köln, 21 °C\n".repeat(20);
    let latin =
        Encoding::named("windows-1252").and_then(|western| western.encode(&latin)).expect("it says all");
    let bytes = [&A.repeat(100_000)[..], &latin, &A.repeat(250_000)].concat();
    let file = folder.file("text", &bytes);
    let sniffed = json(&answer(&["sniff", &file, "-f", "json"]));
    assert_eq!(
        (&sniffed["encoding"], &sniffed["confidence"]),
        (&"UTF-8".into(), &"likely".into()),
        "{sniffed}"
    );
    let summary = json(&answer(&["summary", &file]));
    assert_eq!(summary["file"]["encoding"], "windows-1252");
    assert_eq!(summary["file"]["encoding_by_samples"], "UTF-8");
    // Another encoding would find nothing; and what is ASCII needs no second look.
    assert_eq!(answer(&["find", "--fixed", "--count", &file, "Grüße"]), b"20\n");
    assert_eq!(answer(&["find", "--fixed", "--count", &file, "user"]), b"350000\n");
    let summary = json(&answer(&["summary", &file, "--encoding", "UTF-8"]));
    assert_eq!(
        (&summary["file"]["encoding"], &summary["file"]["encoding_by_samples"]),
        (&"UTF-8".into(), &Value::Null)
    );
}
