use super::group::MAX_CELL_BYTES;
use super::*;

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

const KINDS: [ParquetKind; 8] = [
    ParquetKind::Boolean,
    ParquetKind::Integer,
    ParquetKind::Decimal,
    ParquetKind::Date,
    ParquetKind::Time,
    ParquetKind::Timestamp { is_utc: false },
    ParquetKind::Timestamp { is_utc: true },
    ParquetKind::Text,
];

fn schema(columns: &[(&str, ParquetKind)]) -> ParquetSchema {
    let column = |&(name, kind): &(&str, ParquetKind)| ParquetColumn { name: name.to_owned(), kind };
    ParquetSchema::new(&columns.iter().map(column).collect::<Vec<_>>()).unwrap()
}

fn texts() -> ParquetSchema {
    schema(&[("text", ParquetKind::Text)])
}

fn all_kinds() -> ParquetSchema {
    schema(&KINDS.map(|kind| ("", kind)))
}

fn written(schema: &ParquetSchema, groups: Vec<RowGroup>) -> Vec<u8> {
    let mut file = ParquetFile::new(Vec::new(), schema).unwrap();
    for group in groups {
        file.append(group.encode().unwrap()).unwrap();
    }
    file.finish().unwrap()
}

fn reader(file: Vec<u8>) -> SerializedFileReader<Bytes> {
    SerializedFileReader::new(Bytes::from(file)).unwrap()
}

/// The rows that the crate's own reader finds.
fn read_back(file: Vec<u8>) -> Vec<Vec<Field>> {
    let reader = reader(file);
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| row.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect()).collect()
}

fn group_of_texts(schema: &ParquetSchema, cells: &[Option<&[u8]>]) -> RowGroup {
    let mut group = RowGroup::new(schema);
    for cell in cells {
        match cell {
            Some(text) => group.push_text(0, text),
            None => group.push_null(0),
        }
    }
    group
}

fn texts_back(cells: &[Option<&[u8]>]) -> Vec<Option<String>> {
    let file = written(&texts(), vec![group_of_texts(&texts(), cells)]);
    let cell = |row: &Vec<Field>| match &row[0] {
        Field::Str(text) => Some(text.clone()),
        Field::Null => None,
        field => panic!("{field:?}"),
    };
    read_back(file).iter().map(cell).collect()
}

#[test]
fn every_kind_is_read_back_with_its_type() {
    let schema = all_kinds();
    let mut group = RowGroup::new(&schema);
    group.push_bool(0, true);
    group.push_i64(1, i64::MIN);
    group.push_f64(2, -0.1);
    group.push_days(3, -719_162);
    group.push_i64(4, 86_399_999_999);
    group.push_i64(5, -1);
    group.push_i64(6, 1_700_000_000_123_456);
    group.push_text(7, "Zoë".as_bytes());
    for column in 0..KINDS.len() {
        group.push_null(column);
    }
    assert_eq!(group.n_rows(), 2);
    let file = written(&schema, vec![group]);
    let value = vec![
        Field::Bool(true),
        Field::Long(i64::MIN),
        Field::Double(-0.1),
        Field::Date(-719_162),
        Field::TimeMicros(86_399_999_999),
        Field::TimestampMicros(-1),
        Field::TimestampMicros(1_700_000_000_123_456),
        Field::Str("Zoë".to_owned()),
    ];
    assert_eq!(read_back(file.clone()), [value, vec![Field::Null; KINDS.len()]]);
    let reader = reader(file);
    for (leaf, kind) in reader.metadata().file_metadata().schema_descr().columns().iter().zip(KINDS) {
        assert_eq!(leaf.logical_type_ref().cloned(), kind.logical(), "{kind:?}");
    }
}

#[test]
fn an_empty_text_is_no_null() {
    let cells: [Option<&[u8]>; 5] = [None, Some(b""), Some(b"a"), None, Some(b"")];
    let texts = cells.map(|cell| cell.map(|cell| String::from_utf8_lossy(cell).into_owned()));
    assert_eq!(texts_back(&cells), texts);
    assert_eq!(texts_back(&[None, None]), [None, None]);
}

#[test]
fn bytes_that_are_no_text_become_replacement_characters() {
    // The last two are a character only if they are read as one text.
    let cells: [&[u8]; 5] = [b"plain", b"a\xffb", "Zoë".as_bytes(), b"\xc3", b"\xab!"];
    let expected = cells.map(|cell| Some(String::from_utf8_lossy(cell).into_owned()));
    assert_eq!(texts_back(&cells.map(Some)), expected);
    assert_eq!(
        texts_back(&[Some(b"\xc3"), Some(b"\xab")]),
        [Some("\u{fffd}".to_owned()), Some("\u{fffd}".to_owned())]
    );
}

#[test]
fn long_columns_come_back_whether_values_repeat_or_not() {
    for n_distinct in [1_i64, 12, 3_000, i64::MAX] {
        let schema =
            schema(&[("n", ParquetKind::Integer), ("t", ParquetKind::Text), ("d", ParquetKind::Decimal)]);
        let (mut groups, mut expected) = (Vec::new(), Vec::new());
        for group_nr in 0..3 {
            let mut group = RowGroup::new(&schema);
            for row_nr in 0..30_000_i64 {
                let value = (group_nr * 30_000 + row_nr)
                    .wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.cast_signed())
                    % n_distinct;
                if row_nr % 7 == 3 {
                    (0..3).for_each(|column| group.push_null(column));
                    expected.push(vec![Field::Null; 3]);
                } else {
                    let (text, float) = (format!("{value:-^30}"), f64::from_bits(value.cast_unsigned() >> 2));
                    group.push_i64(0, value);
                    group.push_text(1, text.as_bytes());
                    group.push_f64(2, float);
                    expected.push(vec![Field::Long(value), Field::Str(text), Field::Double(float)]);
                }
            }
            groups.push(group);
        }
        let file = written(&schema, groups);
        assert_eq!(reader(file.clone()).num_row_groups(), 3);
        assert!(read_back(file) == expected, "{n_distinct}");
    }
}

#[test]
fn groups_encoded_elsewhere_stand_in_the_order_they_are_appended() {
    let schema = texts();
    let encode = &|text: &[u8]| group_of_texts(&schema, &[Some(text)]).encode().unwrap();
    let encoded = std::thread::scope(|scope| {
        let threads = [&b"first"[..], b"second"].map(|text| scope.spawn(move || encode(text)));
        threads.map(|thread| thread.join().unwrap())
    });
    let mut file = ParquetFile::new(Vec::new(), &schema).unwrap();
    for group in encoded {
        assert!(group.len_bytes() > 0);
        file.append(group).unwrap();
    }
    let rows = read_back(file.finish().unwrap());
    assert_eq!(rows, ["first", "second"].map(|text| vec![Field::Str(text.to_owned())]));
}

#[test]
fn a_file_without_rows_is_valid() {
    let schema = all_kinds();
    for groups in [vec![], vec![RowGroup::new(&schema)]] {
        let reader = reader(written(&schema, groups));
        assert_eq!(reader.num_row_groups(), 0);
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
        assert_eq!(reader.metadata().file_metadata().schema_descr().num_columns(), KINDS.len());
    }
}

#[test]
fn a_file_without_columns_is_refused() {
    assert_eq!(ParquetSchema::new(&[]).unwrap_err().kind(), io::ErrorKind::InvalidInput);
}

#[test]
fn names_are_made_unique() {
    fn check(names: &[&str], expected: &[&str]) {
        let columns: Vec<_> = names.iter().map(|&name| (name, ParquetKind::Text)).collect();
        assert_eq!(schema(&columns).names().collect::<Vec<_>>(), expected);
    }
    check(&["a", "b.c", "Straße"], &["a", "b.c", "Straße"]);
    check(&["a", "a", "", "a"], &["a", "a_2", "column_3", "a_3"]);
    check(&["a", "a", "a_2"], &["a", "a_3", "a_2"]);
    check(&["id", "ID", "Id"], &["id", "ID_2", "Id_3"]);
    check(&["", "column_1", ""], &["column_1", "column_1_2", "column_3"]);
}

#[test]
fn mistakes_are_reported_by_encode() {
    let schema = schema(&[("n", ParquetKind::Integer), ("t", ParquetKind::Text)]);
    fn check(schema: &ParquetSchema, fill: impl Fn(&mut RowGroup), expected: &str) {
        let mut group = RowGroup::new(schema);
        fill(&mut group);
        let error = group.encode().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        assert!(error.to_string().contains(expected), "{error}");
    }
    check(&schema, |group| group.push_bool(0, true), "column-1: no-booleans");
    check(&schema, |group| group.push_f64(1, 1.0), "column-2: no-decimals");
    check(&schema, |group| group.push_null(2), "column-3: no-such-column");
    check(&schema, |group| group.push_text(1, &vec![0; MAX_CELL_BYTES + 1]), "over-512-MiB");
    check(&schema, |group| group.push_i64(0, 1), "column-1: unequal-lengths");
    let mut file = ParquetFile::new(Vec::new(), &schema).unwrap();
    let group = group_of_texts(&texts(), &[Some(b"a")]);
    assert!(file.append(group.encode().unwrap()).is_err());
}

#[test]
fn a_full_disk_is_told_as_such() {
    #[derive(Debug)]
    struct FullDisk;
    impl Write for FullDisk {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let schema = texts();
    let file = ParquetFile::new(FullDisk, &schema).unwrap();
    assert_eq!(file.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    let mut file = ParquetFile::new(FullDisk, &schema).unwrap();
    let noise = |seed: u64| {
        (0..100_000_u64)
            .map(|n| (n.wrapping_mul(n ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57) as u8)
            .collect::<Vec<_>>()
    };
    let cells: Vec<_> = (0..8).map(noise).collect();
    let group = group_of_texts(&schema, &cells.iter().map(|cell| Some(&cell[..])).collect::<Vec<_>>());
    assert_eq!(file.append(group.encode().unwrap()).unwrap_err().kind(), io::ErrorKind::StorageFull);
}

#[test]
fn a_group_is_full_by_rows_or_by_bytes() {
    let schema = texts();
    let mut group = RowGroup::new(&schema);
    for _ in 0..RowGroup::MAX_ROWS {
        assert!(!group.is_full());
        group.push_null(0);
    }
    assert!(group.is_full());
    let mut group = RowGroup::new(&schema);
    group.push_text(0, &vec![b'a'; RowGroup::MAX_BYTES]);
    assert!(group.is_full() && group.len_bytes() >= RowGroup::MAX_BYTES);
}
