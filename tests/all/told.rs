//! Every encoding is told by texts in the languages that it is for, or read the same.

#[path = "told/texts.rs"]
mod texts;

use gander::base::Offset;
use gander::base::units::len_u64;
use gander::format::encoding::Encoding;
use gander::format::sniff;
use texts::TEXTS;

/// The encodings and the languages that each is for.
const FOR: &[(&str, &[&str])] = &[
    ("UTF-8", &["en", "de", "ru", "el", "th", "ja", "zh", "vi", "ar", "tr", "hu"]),
    ("UTF-16LE", &["en", "de", "ru", "el", "he", "th", "ja", "zh", "ko", "vi", "ar"]),
    ("UTF-16BE", &["en", "de", "ru", "el", "he", "th", "ja", "zh", "ko", "vi", "ar"]),
    ("UTF-32LE", &["en", "de", "ru", "el", "he", "th", "ja", "zh", "ko", "vi", "ar"]),
    ("UTF-32BE", &["en", "de", "ru", "el", "he", "th", "ja", "zh", "ko", "vi", "ar"]),
    ("windows-1252", &["en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "fi", "is"]),
    ("ISO-8859-15", &["de", "fr", "es", "pt", "it", "sv", "da", "fi", "is"]),
    ("macintosh", &["en", "de", "fr", "es", "pt", "it", "sv", "da"]),
    ("IBM437", &["de", "fr", "es", "it", "sv"]),
    ("IBM850", &["de", "fr", "es", "pt", "it", "sv", "da", "fi"]),
    ("IBM858", &["de", "fr", "es", "pt", "it", "sv", "da", "fi"]),
    ("IBM860", &["pt"]),
    ("IBM863", &["fr"]),
    ("windows-1250", &["pl", "cs", "sk", "hu", "ro-cedilla", "hr"]),
    ("ISO-8859-2", &["pl", "cs", "sk", "hu", "ro-cedilla", "hr"]),
    ("IBM852", &["pl", "cs", "sk", "hu", "ro-cedilla", "hr"]),
    ("ISO-8859-16", &["ro", "hu", "pl", "hr"]),
    ("ISO-8859-3", &["mt", "eo", "tr"]),
    ("windows-1257", &["lt", "lv", "et"]),
    ("ISO-8859-4", &["lt", "lv", "et", "se"]),
    ("ISO-8859-13", &["lt", "lv", "et"]),
    ("IBM775", &["lt", "lv", "et"]),
    ("ISO-8859-10", &["se", "is", "sv", "da", "fi"]),
    ("IBM865", &["da"]),
    ("IBM861", &["is"]),
    ("ISO-8859-14", &["cy", "ga"]),
    ("windows-1251", &["ru", "uk", "be", "bg", "sr", "mk"]),
    ("KOI8-R", &["ru"]),
    ("KOI8-U", &["uk", "ru"]),
    ("ISO-8859-5", &["ru", "be", "bg", "sr", "mk"]),
    ("IBM866", &["ru", "bg"]),
    ("IBM855", &["ru", "bg", "sr", "mk"]),
    ("x-mac-cyrillic", &["ru", "uk", "bg", "sr"]),
    ("windows-1253", &["el"]),
    ("ISO-8859-7", &["el"]),
    ("IBM737", &["el"]),
    ("windows-1254", &["tr"]),
    ("IBM857", &["tr"]),
    ("windows-1255", &["he"]),
    ("ISO-8859-8", &["he"]),
    ("ISO-8859-8-I", &["he"]),
    ("IBM862", &["he"]),
    ("windows-1256", &["ar"]),
    ("ISO-8859-6", &["ar"]),
    ("IBM864", &["ar"]),
    ("windows-1258", &["vi"]),
    ("windows-874", &["th"]),
    ("Shift_JIS", &["ja"]),
    ("EUC-JP", &["ja"]),
    ("ISO-2022-JP", &["ja"]),
    ("gb18030", &["zh"]),
    ("GBK", &["zh"]),
    ("Big5", &["zh-tw"]),
    ("EUC-KR", &["ko"]),
    ("ISO-2022-KR", &["ko"]),
];

/// Bytes of the texts that are made for each encoding.
const SIZES: [usize; 20] = [
    200, 250, 320, 400, 500, 640, 800, 1000, 1300, 1600, 2000, 2500, 3200, 4000, 5000, 6400, 8000, 10_000,
    14_000, 20_000,
];

/// The next of a sequence of numbers that look random, the same on every machine.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).expect("31 bits")
}

/// About `size` bytes in `encoding`: sentences, one a line, or among lines of a log.
fn made(encoding: Encoding, language: &str, size: usize, seed: u64) -> Vec<u8> {
    let (_, sentences) = TEXTS.iter().find(|(name, _)| *name == language).expect("a language with sentences");
    let (mut bytes, mut state) = (Vec::new(), seed);
    if encoding.name() == "ISO-2022-KR" {
        bytes.extend(b"\x1B$)C\n");
    }
    let is_log = size >= 1000 && seed.is_multiple_of(3);
    while bytes.len() < size {
        let sentence = sentences[next(&mut state) % sentences.len()];
        let mut line = format!("{sentence}\n");
        if is_log {
            line = format!(
                "2026-05-12 10:00:{:02} INFO user={} {line}",
                next(&mut state) % 60,
                next(&mut state) % 999
            );
        } else if size >= 400 && next(&mut state).is_multiple_of(9) {
            line = line.to_uppercase();
        }
        bytes.extend(written(encoding, &line));
    }
    bytes
}

/// A line as people write it in an encoding: with what it has for the rest.
fn written(encoding: Encoding, line: &str) -> Vec<u8> {
    if let Some(bytes) = encoding.encode(line) {
        return bytes;
    }
    let shaped = if encoding.name() == "IBM864" { shaped(encoding, line) } else { line.to_owned() };
    let say = |c: char| {
        let said = encoding.encode(c.encode_utf8(&mut [0; 4]));
        let said = said.or_else(|| encoding.encode(&with_tone(c)?));
        said.or_else(|| encoding.encode(&instead(c)))
            .unwrap_or_else(|| panic!("{} lacks {c}", encoding.name()))
    };
    // Shifts span characters.
    match encoding.encode(&shaped.chars().map(plain).collect::<String>()) {
        Some(bytes) => bytes,
        None => shaped.chars().flat_map(say).collect(),
    }
}

/// A character with a plainer one in place of typographic signs.
fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '’' | '‘' => '\'',
        '—' | '–' => '-',
        c => c,
    }
}

/// A vowel of Vietnamese and the tone as a mark of its own.
fn with_tone(c: char) -> Option<String> {
    let tones = [
        "aàáảãạ",
        "ăằắẳẵặ",
        "âầấẩẫậ",
        "eèéẻẽẹ",
        "êềếểễệ",
        "iìíỉĩị",
        "oòóỏõọ",
        "ôồốổỗộ",
        "ơờớởỡợ",
        "uùúủũụ",
        "ưừứửữự",
        "yỳýỷỹỵ",
    ];
    let marks = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];
    for row in tones {
        for row in [row.to_owned(), row.to_uppercase()] {
            let letters: Vec<char> = row.chars().collect();
            if let Some(tone) = letters[1..].iter().position(|letter| *letter == c) {
                return Some([letters[0], marks[tone]].iter().collect());
            }
        }
    }
    None
}

/// What is written where a character can't be.
fn instead(c: char) -> String {
    match c {
        '…' => "...".to_owned(),
        '€' => "EUR".to_owned(),
        '£' => "GBP".to_owned(),
        // Code pages without capitals that have marks.
        c if c.is_uppercase() && !c.is_ascii() => bare(c).to_string(),
        c => bare(plain(c)).to_string(),
    }
}

/// A letter without its mark, as code pages force people to write it.
fn bare(c: char) -> char {
    let rows = [
        "AÀÁÂÃ",
        "aàáâã",
        "EÈÉÊË",
        "eèéêë",
        "IÌÍÎÏ",
        "iìíîï",
        "OÒÓÔÕ",
        "oòóôõ",
        "UÙÚÛ",
        "uùúû",
        "CÇ",
        "NÑ",
        "ΙΪΐϊ",
        "ΥΫΰϋ",
        "ΑΆ",
        "ΕΈ",
        "ΗΉ",
        "ΙΊ",
        "ΟΌ",
        "ΥΎ",
        "ΩΏ",
        "ЕЁ",
    ];
    let row = rows.iter().find(|row| row.chars().skip(1).any(|letter| letter == c));
    row.and_then(|row| row.chars().next()).unwrap_or(c)
}

/// Arabic in the shapes that letters take beside others, those that the code page has.
fn shaped(encoding: Encoding, line: &str) -> String {
    // From U+FE80 on, each letter with two shapes (alone, last) or four (first, middle).
    let letters = "ء1آ2أ2ؤ2إ2ئ4ا2ب4ة2ت4ث4ج4ح4خ4د2ذ2ر2ز2س4ش4ص4ض4ط4ظ4ع4غ4ف4ق4ك4ل4م4ن4ه4و2ى2ي4";
    let mut shapes = Vec::new();
    let mut code = 0xFE80;
    let all: Vec<char> = letters.chars().collect();
    for pair in all.chunks(2) {
        let n = pair[1].to_digit(10).expect("a digit");
        shapes.push((pair[0], code, n));
        code += n;
    }
    let of = |c: Option<&char>| c.and_then(|c| shapes.iter().find(|(letter, ..)| letter == c));
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::new();
    for (i, c) in chars.iter().enumerate() {
        let Some(&(_, code, n)) = of(Some(c)) else {
            out.push(*c);
            continue;
        };
        let joins_before = i > 0 && of(chars.get(i - 1)).is_some_and(|shape| shape.2 == 4);
        let joins_after = n == 4 && of(chars.get(i + 1)).is_some();
        let wanted: &[u32] = match (joins_before, joins_after) {
            (true, true) => &[3, 2, 1, 0],
            (true, false) => &[1, 0, 2],
            (false, true) => &[2, 3, 0, 1],
            (false, false) => &[0, 1, 2],
        };
        let shape =
            wanted.iter().filter(|shape| **shape < n).filter_map(|shape| char::from_u32(code + shape));
        let shape = shape.into_iter().find(|c| encoding.encode(&c.to_string()).is_some());
        out.push(shape.unwrap_or('ـ'));
    }
    out
}

/// The text; Romanian's cedillas are commas, for both are written for the same letters in the same bytes.
fn read(encoding: Encoding, bytes: &[u8]) -> String {
    encoding.text(bytes).0.replace('ş', "ș").replace('ţ', "ț").replace('Ş', "Ș").replace('Ţ', "Ț")
}

/// What is no UTF-8, or is cut off.
const BAD: [&[u8]; 6] =
    [b"\xFF", b"caf\xE9 ", b"\xF0\x9F\x98", b"\xC3(", b"\x80\x81\x82\x83", b"\xED\xA0\x80"];

/// Bytes of a text with bad sequences in it.
const LONG: usize = 10_000_000;

#[test]
fn up_to_five_bad_sequences_anywhere_in_ten_megabytes_leave_utf_8_what_it_is() {
    let mut state = 1;
    for (nr, language) in (0..).zip(["en", "de", "ru", "ja", "vi", "th"]) {
        let some = made(Encoding::UTF_8, language, 100_000, nr);
        let mut text = some.repeat(LONG / some.len() + 1);
        let n_bad = 1 + usize::try_from(nr).expect("few") % 5;
        let mut starts = vec![0, text.len(), LONG / 2, 65_536, LONG / 3 + next(&mut state) % 1000];
        for _ in 0..4 {
            starts.push(next(&mut state) % LONG);
        }
        starts.rotate_left(usize::try_from(nr).expect("few"));
        starts.truncate(n_bad);
        starts.sort_unstable();
        for &start in starts.iter().rev() {
            let start = (start..=text.len()).find(|at| text.get(*at).is_none_or(|byte| byte & 0xC0 != 0x80));
            let start = start.expect("the end at least");
            let bad = BAD[next(&mut state) % BAD.len()];
            text.splice(start..start, bad.iter().copied());
        }
        let verdict = gander::source::samples::sniff(&crate::trial::memory(&text).snapshot());
        assert_eq!(verdict.encoding, Some(Encoding::UTF_8), "{language}: {n_bad} at {starts:?}: {verdict:?}");
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the table of rates is what people run it for")]
fn every_encoding_is_told_by_texts_of_its_languages_or_read_the_same() {
    assert!(Encoding::all().all(|encoding| FOR.iter().any(|(name, _)| *name == encoding.name())));
    let mut poor = Vec::new();
    let (mut n_told, mut n) = (0, 0);
    for (name, languages) in FOR {
        let encoding = Encoding::named(name).expect("a known one");
        let (mut told, mut same, mut wrong) = (0, 0, Vec::new());
        for (seed, size) in (0..).zip(SIZES) {
            let language = languages[usize::try_from(seed).expect("20") % languages.len()];
            let bytes = made(encoding, language, size, seed);
            let verdict = sniff::sniff(&[(Offset::ZERO, &bytes)], len_u64(bytes.len()));
            match verdict.encoding {
                Some(found) if found == encoding => told += 1,
                Some(found) if read(found, &bytes) == read(encoding, &bytes) => same += 1,
                found => wrong.push(format!("{language} {size}: {}", found.map_or("binary", Encoding::name))),
            }
        }
        println!(
            "{name:15} told {told:2}  read the same {same:2}  wrong {:2}  {}",
            wrong.len(),
            wrong.join(", ")
        );
        n_told += told + same;
        n += SIZES.len();
        if (told + same) * 100 < 95 * SIZES.len() {
            poor.push(*name);
        }
    }
    println!("{n_told} of {n}");
    assert!(poor.is_empty(), "{poor:?}");
}
