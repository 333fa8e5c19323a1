use super::*;
use proptest::prelude::*;

fn kind(id: &str) -> &'static ValueKind {
    ALL.iter().find(|kind| kind.id == id).unwrap()
}

fn text(id: &str, bytes: &[u8], order: Endian) -> String {
    match kind(id).read(bytes, order) {
        Reading::Value(value) => {
            value.note.map_or(value.text.clone(), |note| format!("{} ({})", value.text, note.in_english()))
        }
        Reading::Short => "short".to_owned(),
        Reading::Invalid(why) => why.in_english(),
    }
}

#[test]
fn ids_and_names_are_those_of_one_kind_each() {
    for (i, one) in ALL.iter().enumerate() {
        for other in &ALL[i + 1..] {
            assert!(one.id != other.id && one.name != other.name, "{}", one.id);
        }
        assert!(crate::messages::find(one.name).is_some(), "{}", one.name);
    }
}

#[test]
fn the_bytes_of_the_drawing_are_read_as_it_says() {
    let bytes = b" queue read seek take u";
    let check = |id, expected: &str| assert_eq!(text(id, bytes, Endian::Little), expected, "{id}");
    check("i8", "32");
    check("i16", "28960");
    check("i32", "1702195488");
    check("i64", "8223684474466300192");
    check("f32", "7.244166e22");
    check("unix32", "2023-12-10T08:04:48Z");
    check("utf-8", "U+0020 (space)");
    check("bits", "0010 0000");
}

#[test]
fn what_is_no_value_says_why() {
    let check = |id, bytes: &[u8], expected: &str| assert_eq!(text(id, bytes, Endian::Big), expected, "{id}");
    check("uleb128", &[0xE5, 0x8E, 0x26], "624485");
    check("sleb128", &[0xC0, 0xBB, 0x78], "-123456");
    check("uleb128", &[0x85, 0x80, 0x00], "5 (longer than need be)");
    check("sleb128", &[0xFF, 0x7F], "-1 (longer than need be)");
    check("sleb128", &[0xFF, 0x00], "127");
    check("uleb128", &[0x80; MOST_BYTES], "no end within 32 bytes");
    check("uleb128", &[0x80; 5], "short");
    check("utf-8", b"\xC3", "short");
    check("utf-8", b"\xC3a", "not UTF-8");
    check("utf-8", b"\n", "^J U+000A");
    check("utf-8", "\u{202E}".as_bytes(), "U+202E");
    check("utf-16", &[0xDC, 0, 0, 0], "not UTF-16");
    check("utf-16", &[0xD8, 0], "short");
    check("unix64", &[0x7F; 8], "out of range");
    check("dos", &[0; 4], "no date or time");
    check("ipv6", &[0; 16], "::");
    check("rgb", &[1, 2], "short");
}

proptest! {
    #[test]
    fn nothing_is_read_beyond_a_value_and_nothing_panics(
        bytes in prop::collection::vec(any::<u8>(), 0..=MOST_BYTES),
    ) {
        for kind in ALL {
            for order in [Endian::Little, Endian::Big] {
                if let Reading::Value(value) = kind.read(&bytes, order) {
                    prop_assert!(value.len > 0 && value.len <= bytes.len(), "{}", kind.id);
                    let again = kind.read(&bytes[..value.len], order);
                    prop_assert_eq!(again, Reading::Value(value), "{}", kind.id);
                }
            }
        }
    }
}
