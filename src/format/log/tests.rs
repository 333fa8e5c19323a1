use super::*;
use proptest::prelude::*;

/// What a line's time and level read as, `-` for none.
fn check(line: &str, expected: &str) {
    let reading = read(line.as_bytes());
    let time = reading.time.map_or("-".into(), Time::text);
    let level = reading.level.map_or("-", Level::id);
    assert_eq!(format!("{time} {level}"), expected, "{line}");
    if reading.level.is_some() {
        assert!(!line[reading.level_at].is_empty(), "{line}");
    }
}

#[test]
fn times_and_levels_of_common_loggers_are_read() {
    for (line, expected) in [
        // ISO 8601 and its kin.
        ("2026-03-14 09:26:53.000 INFO  [db-000] req=1", "2026-03-14T09:26:53 info"),
        ("2026-03-14T09:26:53Z WARN x", "2026-03-14T09:26:53 warn"),
        ("2026-03-14T09:26:53.123456789+01:00 error: x", "2026-03-14T09:26:53.123 error"),
        ("2026-03-14 09:26:53,5 +0100 DEBUG x", "2026-03-14T09:26:53.500 debug"),
        ("2026-03-14 09:26 started", "2026-03-14T09:26:00 -"),
        ("20260314T092653Z ERROR x", "2026-03-14T09:26:53 error"),
        ("2026-03-14T09:26:53+0100 host sshd[12]: error: no", "2026-03-14T09:26:53 error"),
        ("14.03.2026 09:26:53 FATAL x", "2026-03-14T09:26:53 fatal"),
        // Java.
        ("2026-03-14 09:26:53,123 ERROR [main] c.e.App - x", "2026-03-14T09:26:53.123 error"),
        ("09:26:53.123 [main] ERROR com.foo - x", "09:26:53.123 error"),
        ("2026-03-14T09:26:53.1+01:00  INFO 123 --- [main] c.e.App : x", "2026-03-14T09:26:53.100 info"),
        ("14-Mar-2026 09:26:53.123 SEVERE [main] org.x y", "2026-03-14T09:26:53.123 error"),
        ("Mar 14, 2026 9:26:53 PM com.foo.Bar run", "2026-03-14T21:26:53 -"),
        ("INFO  [2026-03-14 09:26:53,123] io.x: y", "2026-03-14T09:26:53.123 info"),
        // Python.
        ("2026-03-14 09:26:53,123 - app - WARNING - x", "2026-03-14T09:26:53.123 warn"),
        ("2026-03-14 09:26:53,123 app.module CRITICAL x", "2026-03-14T09:26:53.123 fatal"),
        ("WARNING:root:x", "- warn"),
        ("[I 2026-03-14 09:26:53.123 ServerApp] x", "2026-03-14T09:26:53.123 info"),
        // Go.
        ("2026/03/14 09:26:53 listening", "2026-03-14T09:26:53 -"),
        ("2026/03/14 09:26:53.123456 main.go:3: x", "2026-03-14T09:26:53.123 -"),
        ("time=\"2026-03-14T09:26:53Z\" level=warning msg=x", "2026-03-14T09:26:53 warn"),
        ("time=2026-03-14T09:26:53.1Z level=INFO msg=x", "2026-03-14T09:26:53.100 info"),
        ("level=error ts=2026-03-14T09:26:53Z caller=x", "2026-03-14T09:26:53 error"),
        ("2026-03-14T09:26:53.123+0100\tDEBUG\tx.go:1\ty", "2026-03-14T09:26:53.123 debug"),
        // glog, logcat.
        ("E0314 09:26:53.123456  123 x.cc:1] y", "--03-14T09:26:53.123 error"),
        ("03-14 09:26:53.123  123  456 W Tag: y", "--03-14T09:26:53.123 warn"),
        // Rust.
        ("[2026-03-14T09:26:53Z ERROR x] y", "2026-03-14T09:26:53 error"),
        ("2026-03-14T09:26:53.123456Z  INFO ThreadId(01) x: y", "2026-03-14T09:26:53.123 info"),
        (
            "\u{1b}[2m2026-03-14T09:26:53.1Z\u{1b}[0m \u{1b}[33m WARN\u{1b}[0m x",
            "2026-03-14T09:26:53.100 warn",
        ),
        // syslog.
        ("Mar 14 09:26:53 host sshd[12]: error: no", "--03-14T09:26:53 error"),
        ("Feb 29 09:26:53 host CRON[1]: x", "--02-29T09:26:53 -"),
        ("Mar  4 09:26:53 host kernel: x", "--03-04T09:26:53 -"),
        ("<34>Oct 11 22:14:15 mymachine su: failed", "--10-11T22:14:15 fatal"),
        ("<165>1 2026-03-14T09:26:53.003Z m e - ID47 - x", "2026-03-14T09:26:53.003 info"),
        // Apache, nginx.
        ("127.0.0.1 - - [14/Mar/2026:09:26:53 +0100] \"GET / HTTP/1.1\" 200 1", "2026-03-14T09:26:53 -"),
        ("[Sat Mar 14 09:26:53.123456 2026] [core:error] [pid 1] x", "2026-03-14T09:26:53.123 error"),
        ("[Sat Mar 14 09:26:53 2026] [warn] x", "2026-03-14T09:26:53 warn"),
        ("2026/03/14 09:26:53 [crit] 12#0: *1 x", "2026-03-14T09:26:53 fatal"),
        // Data bases.
        ("2026-03-14 09:26:53.123 UTC [12] ERROR:  relation", "2026-03-14T09:26:53.123 error"),
        ("2026-03-14 09:26:53.123 UTC [12] LOG:  started", "2026-03-14T09:26:53.123 info"),
        ("2026-03-14 09:26:53.123 UTC [12] DEBUG2:  x", "2026-03-14T09:26:53.123 debug"),
        ("2026-03-14T09:26:53.1Z 0 [Warning] [MY-01] x", "2026-03-14T09:26:53.100 warn"),
        (
            "2026-03-14 09:26:53.123 UTC,,,12,,69b5.d2,1,,2026-03-14 09:00:00 UTC,,0,LOG,00000,\"x\"",
            "2026-03-14T09:26:53.123 info",
        ),
        // Seconds since 1970.
        ("1773480413 x", "2026-03-14T09:26:53 -"),
        ("1773480413.123 456 127.0.0.1 TCP_MISS/200", "2026-03-14T09:26:53.123 -"),
        ("1773480413123 ERROR x", "2026-03-14T09:26:53.123 error"),
        ("[1773480413123456] x", "2026-03-14T09:26:53.123 -"),
        // JSON lines.
        (r#"{"time":"2026-03-14T09:26:53Z","level":"warn","msg":"x"}"#, "2026-03-14T09:26:53 warn"),
        (r#"{"level":50,"time":1773480413123,"pid":1}"#, "2026-03-14T09:26:53.123 error"),
        (r#"{"level":"info","ts":1773480413.123,"msg":"x"}"#, "2026-03-14T09:26:53.123 info"),
        (
            r#"{"a": {"level": "fatal"}, "@timestamp": "2026-03-14T09:26:53Z", "log": {"level": "ERROR"}}"#,
            "2026-03-14T09:26:53 error",
        ),
        // Others.
        ("[09:26:53 INF] x", "09:26:53 info"),
        ("09:26:53 x", "09:26:53 -"),
        ("E, [2026-03-14T09:26:53.123456 #12] ERROR -- : x", "2026-03-14T09:26:53.123 error"),
        ("fail: Microsoft.Hosting[0]", "- error"),
        ("[ERROR] x", "- error"),
        ("Sat, 14 Mar 2026 09:26:53 GMT x", "2026-03-14T09:26:53 -"),
        ("2026-12-31T23:59:60Z x", "2027-01-01T00:00:00 -"),
    ] {
        check(line, expected);
    }
}

#[test]
fn clocks_of_twelve_hours_are_told_wherever_they_stand() {
    for (clock, of_day) in [
        ("01:05:00 PM", "13:05:00"),
        ("12:47:11 AM", "00:47:11"),
        ("12:47:11 PM", "12:47:11"),
        ("2:47:11 pm", "14:47:11"),
        ("02:47:11.250 PM", "14:47:11.250"),
        ("02:47:11,250 p.m.", "14:47:11.250"),
        ("02:47:11 a.m.", "02:47:11"),
        ("02:47:11PM", "14:47:11"),
        ("02:47:11\u{202F}PM", "14:47:11"),
        ("02:47:11\u{A0}PM", "14:47:11"),
        // What is no hour of twelve is left as it is.
        ("13:05:00 PM", "13:05:00"),
        ("00:05:00 AM", "00:05:00"),
    ] {
        let expected = format!("2021-08-17T{of_day} info");
        for date in
            ["2021-08-17", "2021/08/17", "8/17/2021", "08/17/2021", "17-Aug-2021", "Aug 17, 2021", "20210817"]
        {
            check(&format!("{date} {clock} INFO c"), &expected);
            check(&format!("[{date} {clock}] INFO c"), &expected);
            check(&format!("app: [{date} {clock}] [INFO] c"), &expected);
            check(&format!("INFO [{date} {clock}] c"), &expected);
            check(&format!(r#"{{"time":"{date} {clock}","level":"info"}}"#), &expected);
        }
        check(&format!("2021-08-17T{clock} INFO c"), &expected);
        check(&format!("{clock} INFO c"), &format!("{of_day} info"));
    }
    // Letters that only look like it.
    for rest in ["PMX started", "AMD found", "AM_x", "PM2 up", "p", "am\u{E9}"] {
        check(&format!("2021-08-17 01:05:00 {rest}"), "2021-08-17T01:05:00 -");
    }
}

#[test]
fn the_year_behind_a_time_and_a_zone_is_its_year() {
    for (line, expected) in [
        ("Sat Apr 27 03:33:07 PDT 2013 x", "2013-04-27T03:33:07 -"),
        ("Sat Apr 27 03:33:07 2013 x", "2013-04-27T03:33:07 -"),
        ("Sat Apr 27 03:33:07 2013 PDT x", "2013-04-27T03:33:07 -"),
        ("Sat Apr 27 03:33:07 +0200 2013 x", "2013-04-27T03:33:07 -"),
        ("Sat Apr 27 03:33:07 GMT+02:00 2013 x", "2013-04-27T03:33:07 -"),
        ("Sat Apr 27 03:33:07 PM CEST 2013 x", "2013-04-27T15:33:07 -"),
        ("Tue Jul 14 11:01:17:259149 2020 x", "2020-07-14T11:01:17.259 -"),
        ("Tue Jul 14 11:01:17.259149 UTC 2020 x", "2020-07-14T11:01:17.259 -"),
        ("Tue Jul 14 11:01:17 2020: ERROR x", "2020-07-14T11:01:17 error"),
        ("[Sat Apr 27 03:33:07 PDT 2013] [warn] x", "2013-04-27T03:33:07 warn"),
        ("Sat 27 Apr 03:33:07 PDT 2013 x", "2013-04-27T03:33:07 -"),
        ("Sa 27. Apr 03:33:07 CEST 2013 x", "2013-04-27T03:33:07 -"),
        ("Sat Apr 27 2013 03:33:07 GMT+0200 (CEST) x", "2013-04-27T03:33:07 -"),
        // A host is no zone, and a port no year.
        ("Apr 27 03:33:07 HOST 2013 x", "--04-27T03:33:07 -"),
        ("Sat Apr 27 03:33:07 PDT 20133 x", "--04-27T03:33:07 -"),
    ] {
        check(line, expected);
    }
}

#[test]
fn months_of_other_languages_are_months() {
    for line in [
        "Mär 14 09:26:53 host app: x",
        "Mär  14 09:26:53 host app: x",
        "mars 14 09:26:53 host app: x",
        "Sa 14. Mär 09:26:53 x",
        "мар 14 09:26:53 host app: x",
        "марта 14 09:26:53 host app: x",
        "mrt 14 09:26:53 host app: x",
        "3月 14 09:26:53 host app: x",
    ] {
        check(line, "--03-14T09:26:53 -");
    }
    for line in [
        "14 mars 2026 09:26:53 x",
        "sam. 14 mars 2026 09:26:53 x",
        "14. März 2026 09:26:53 x",
        "14/mar/2026:09:26:53 x",
    ] {
        check(line, "2026-03-14T09:26:53 -");
    }
    let latin = read(b"d\xE9c. 14 09:26:53 host app: x").time.map(Time::text);
    assert_eq!(latin.as_deref(), Some("--12-14T09:26:53"));
}

#[test]
fn a_json_line_is_read_as_far_as_its_keys_go_and_no_farther() {
    let far =
        |n| format!(r#"{{"log":"{}\n","time":"2024-04-04T08:13:39.122710Z","level":"warn"}}"#, "x".repeat(n));
    for n in [0, 200, 300, 4000, 65_000] {
        check(&far(n), "2024-04-04T08:13:39.122 warn");
    }
    check(&far(JSON_BYTES), "- -");
    assert_eq!(
        (reach(far(9).as_bytes()), reach(b" \t{"), reach(b"x{")),
        (JSON_BYTES, JSON_BYTES, HEAD_BYTES)
    );
    // Numbers are levels where the dialect is known.
    check(r#"{"level":3,"msg":"x"}"#, "- -");
    check(r#"{"level":3,"short_message":"x"}"#, "- error");
    check(r#"{"PRIORITY":"4"}"#, "- warn");
    check(r#"{"TIME":"2024-04-04T08:13:39Z","LEVEL":"ERROR"}"#, "2024-04-04T08:13:39 error");
    check(r#"{"log":"{\"level\":\"error\",\"m\":1}\n","stream":"stdout"}"#, "- error");
}

#[test]
fn a_date_of_numbers_says_which_of_its_readings_are_possible() {
    let head = |line: &str| read(line.as_bytes());
    let text = |head: &LogHead, day_first| head.time_in(day_first).map(Time::text).unwrap_or_default();
    let either = head("07/08/2021 14:07:27 x");
    assert_eq!(
        (text(&either, false), text(&either, true)),
        ("2021-07-08T14:07:27".into(), "2021-08-07T14:07:27".into())
    );
    assert_eq!(head("07/15/2021 14:07:27").order, DateOrder::MonthFirst);
    assert_eq!(head("15/07/2021 14:07:27").order, DateOrder::DayFirst);
    assert_eq!(head("07/07/2021 14:07:27").order, DateOrder::Plain);
    for line in ["07/15/2021 14:07:27", "15/07/2021 14:07:27", "7/15/21 2:07:27 PM", "15-07-2021, 14:07:27"] {
        assert_eq!(
            (text(&head(line), false), text(&head(line), true)),
            ("2021-07-15T14:07:27".into(), "2021-07-15T14:07:27".into()),
            "{line}"
        );
    }
    check("13/13/2021 14:07:27", "- -");
}

#[test]
fn text_in_wide_units_reads_as_the_same_text_does_in_utf_8() {
    use crate::format::encoding::CodeUnit;
    let lines =
        include_str!("../../../tests/data/logs.tsv").lines().filter_map(|line| line.split('\t').nth(3));
    for line in lines.chain([
        "\u{FEFF}2026-03-14 09:26:53 上 ERROR",
        "[上] 2026-03-14 09:26:53 WARN",
        "🦆: [14/Mar/2026:09:26:53 +0100]",
    ]) {
        let plain = read(line.as_bytes());
        for unit in CodeUnit::ALL {
            let bytes: Vec<u8> = match unit {
                CodeUnit::Byte => continue,
                CodeUnit::Utf16Le => line.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                CodeUnit::Utf16Be => line.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                CodeUnit::Utf32Le => line.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
                CodeUnit::Utf32Be => line.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
            };
            let wide = read_units(&bytes, unit);
            assert_eq!((wide.time, wide.level, wide.order), (plain.time, plain.level, plain.order), "{line}");
            let place = |range: &Range<usize>| {
                let before = line.get(..range.start).unwrap_or_default();
                if unit.width() == 2 { 2 * before.encode_utf16().count() } else { 4 * before.chars().count() }
            };
            assert_eq!(
                (wide.time_at.start, wide.level_at.start),
                (place(&plain.time_at), place(&plain.level_at)),
                "{line}"
            );
        }
    }
}

#[test]
fn words_beside_a_time_that_only_look_like_levels_are_none() {
    for rest in [
        "at=information-desk x",
        "at=errors x",
        "name[error-code]: x",
        "name[12]: x",
        "host warning signs: x",
        "a fatal[12]: x",
        "host/error/x: y",
        "host/INFORMATIONS/x: y",
        "priority=high x",
        "priority=3 x",
        "[main] Error reading x",
        "[main] error  reading x",
        "[Error-Handler] x",
        "[info-x.y] z",
        "<infos:x> y",
        "<local0.x> y",
        "<file.info> y",
        "a b c\terror\tx",
    ] {
        check(&format!("2026-03-14 09:26:53 {rest}"), "2026-03-14T09:26:53 -");
    }
}

#[test]
fn near_misses_are_neither_times_nor_levels() {
    for line in [
        "",
        " ",
        "2026-13-14 09:26:53",
        "2026-02-29 09:26:53",
        "2026-03-14",
        "2026-03-14 25:26:53 x",
        "2026:03:14 09-26-53",
        "12345678901 x",
        "9999999999 x",
        "177348041 x",
        "99:26:53 x",
        "09:26:53x y",
        "    at com.foo.Bar(Bar.java:12)",
        "An ERROR in the text",
        "errors were found",
        "information wants to be free",
        "Marble 14 09:26:53",
        "INFORMATIONS x",
        "{\"msg\":\"level error\"}",
        "{\"user\":{\"level\":\"error\"}}",
        "{\"level\":7}",
        "<34",
        "<999>x",
        "\0\0\x002026-03-14 09:26:53 ERROR",
        "東京 ERROR",
        "[    12] x",
        "[1.5] x",
        "@4000000069b529e7075bca0 x",
        "@zzzz000069b529e7075bca00 x",
        "the build of 12:30 failed",
        "see 1773480413 for more",
        "E/mail: not a",
        "C/C++ compiler",
        "{",
        "{\"",
        "{\"time\":\"",
        "(W) x",
        "(E) is the answer",
        "<Event Severity=\"11\"/>",
        "<![LOG[x",
        "<![LOG[x]LOG]!><time=\"09:26:53.123+000\" date=\"14-14-2026\" type=\"4\">",
        "W261314 09:26:53.123456 x",
        // The turns of a talk.
        "I: How did it begin?",
        "D: At five.",
        "E:\\x is a folder",
        "I (we) think",
        "W (12) no tag",
        "0024:error:x",
        "00zz:err:module:x",
        "npm errors are long",
        "npm",
        "[name] [errors] x",
        "[name] [error",
        "(see: 12): WARNING",
        "(a:x): Gtk-WARNING **: 09:26:53: x",
        "** Message: x",
        "=ERROR= x",
        "=ERROR REPORT==== soon ===",
        "Started at 5 o'clock",
        "MSI (s) [x]",
        "0:00:00.123 x",
        "[0.0155s][info] x",
        "name: errors x",
        "name: error in a sentence",
        "foo.bar - errors - x",
        "foo.bar - error in a sentence",
        "12 errors: x",
        "12 error: x",
        "[main] Error reading x",
        "[main] ERRORS x",
        "[a] (WE) x",
        "src/x.c:12:3: errors: x",
        "10 20 2026 x",
    ] {
        check(line, "- -");
    }
    check("(C) 2026-03-14 09:26:53 x", "2026-03-14T09:26:53 -");
    check("[a:b:error 2026-03-14 09:26:53] x", "2026-03-14T09:26:53 -");
    // The time is one; what follows is no level.
    for rest in [
        "connection closed with ERROR code",
        "I think",
        "informed",
        "an error occurred",
        "ERRORS",
        "ERROR_CODE x",
        "I am here",
        "error while reading",
        "warning about nothing",
        "A letter",
        "C compiler found",
        "In(15) x",
        "user.name x",
        "host.ERRORS: x",
        "SERVICE ALERT: x",
        "LOG START",
        "LOG99[0]: x",
        "LOG3[0] x",
        "main E> x",
        "e basis      x",
        "Part:x y",
        "host [12]: %%01NAME x",
        "[name ERRORS] x",
        "[x.Y#warned] z",
        "[e(x)] y",
        "A B C D E F <infos> (x)",
        "SYS-5-CONFIG_I: x",
        "E/F and more",
        "D7 x",
        "info about it",
        "warning/foo bar",
        "system,tools x",
        "E!x",
        "I12: x",
        "I125: x",
        "0x1a2b     Error x",
        "UTC,\"ERROR\",x",
        "UTC,ERRORS,x",
        "UTC,1,FAIL,x",
        "UTC,1,LOG,x",
        "T:1 error <general> x",
        "D/nsHttp x",
    ] {
        check(&format!("2026-03-14 09:26:53 {rest}"), "2026-03-14T09:26:53 -");
    }
}

#[test]
fn what_follows_the_line_or_its_head_changes_nothing() {
    let line = "2026-03-14 09:26:53 [x";
    check(&format!("{line}\n: ERROR] y"), "2026-03-14T09:26:53 -");
    let far = format!("2026-03-14 09:26:53 {} ERROR", "[x]".repeat(100));
    check(&far, "2026-03-14T09:26:53 -");
}

fn jiff_ms(year: i16, month: i8, day: i8, seconds: i32, ms: i32) -> Option<i64> {
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = epoch.until(date).ok()?.get_days();
    Some((i64::from(days) * 86_400 + i64::from(seconds)) * 1000 + i64::from(ms))
}

proptest! {
    #[test]
    fn days_are_those_of_jiff(year in 0_u32..10_000, month in 0_u32..14, day in 0_u32..33) {
        let theirs = jiff::civil::Date::new(year.try_into().unwrap(), month.try_into().unwrap(), day.try_into().unwrap());
        let theirs = theirs.ok().map(|d| i64::from(jiff::civil::date(1970, 1, 1).until(d).unwrap().get_days()));
        prop_assert_eq!(calendar::days(year, month, day), theirs);
        if let Some(days) = theirs {
            prop_assert_eq!(calendar::civil(days), (i64::from(year), i64::from(month), i64::from(day)));
        }
    }

    #[test]
    fn the_fast_path_is_jiff_s_reading(
        year in 0_i16..10_000, month in 1_i8..13, day in 1_i8..32, seconds in 0_i32..86_400, ms in 0_i32..1000,
        between in "[ T]", mark in "[.,]", rest in "( INFO x|Z|\\+01:00| x)?",
    ) {
        let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let line = format!("{year:04}-{month:02}-{day:02}{between}{h:02}:{m:02}:{s:02}{mark}{ms:03}{rest}");
        let found = read(line.as_bytes()).time;
        prop_assert_eq!(found.map(|time| time.ms), jiff_ms(year, month, day, seconds, ms), "{}", line);
        if let Some(time) = found {
            // Written and read again it is the same; by the slow way too.
            prop_assert_eq!(read(time.text().as_bytes()).time, Some(time));
            let slashes = line.replacen('-', "/", 2);
            prop_assert_eq!(read(slashes.as_bytes()).time, Some(time), "{}", slashes);
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(
        start in r#"(2026-03-14 09:26:53|\{"time":"|\{"level":|Mar 14 |<34>|\[|E0314 |time=|Sat Mar |1773480413|"")"#,
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b' '), Just(b'['), Just(b'"'), Just(b':'), Just(b'1'), Just(b'E')], 0..300),
    ) {
        let mut line = start.into_bytes();
        line.extend(bytes);
        let reading = read(&line);
        prop_assert!(reading.time_at.end <= line.len() && reading.level_at.end <= line.len());
        // A line end and all behind it change nothing.
        let end = memchr::memchr2(b'\n', b'\r', &line).unwrap_or(line.len());
        prop_assert_eq!(&read(&line[..end]), &reading);
        // Nor do bytes past what a line's head takes.
        prop_assert_eq!(read(&line[..line.len().min(reach(&line))]), reading);
        for unit in crate::format::encoding::CodeUnit::ALL {
            let wide = read_units(&line, unit);
            prop_assert!(wide.time_at.end <= line.len() && wide.level_at.end <= line.len());
            prop_assert_eq!(read_units(&line[..line.len().min(reach_units(&line, unit))], unit), wide);
        }
    }
}

proptest! {
    #[test]
    fn a_line_reads_the_same_whatever_its_bytes_are_said_to_be(
        nr in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        leads in any::<bool>(),
        more in prop::sample::select(vec!["", " ", " level=warn ", "\" level=info msg=", " level=x"]),
        glue in prop::sample::select(vec!["", " ", "\t", " x: ", "a=", "| ", "[", "time:", "level=", "time=", "ts=\"", "\" level=", " level="]),
    ) {
        let lines: Vec<&str> = include_str!("../../../tests/data/logs.tsv").lines().filter_map(|line| line.splitn(4, '\t').nth(3)).collect();
        let (a, b) = (lines[nr.index(lines.len())].as_bytes(), lines[other.index(lines.len())].as_bytes());
        let start = if leads { &b""[..] } else { &a[..cut.index(a.len() + 1)] };
        let line = [start, glue.as_bytes(), b, more.as_bytes(), &a[cut.index(a.len() + 1)..]].concat();
        let head = cut_line(&line);
        let all = read_any(head, ByteKinds::ALL);
        prop_assert_eq!(&read_any(head, ByteKinds::of(head)), &all);
        if let Some(reading) = read_frequent(&line[..line.len().min(HEAD_BYTES)]) {
            prop_assert_eq!(reading, all);
        }
    }
}

#[test]
fn a_line_that_ends_anywhere_is_read_within_its_bytes() {
    let check = |line: &[u8]| {
        let reading = read(line);
        for range in [&reading.time_at, &reading.level_at] {
            assert!(range.start <= range.end && range.end <= line.len(), "{}", line.escape_ascii());
        }
    };
    let table = include_str!("../../../tests/data/logs.tsv").lines();
    for line in table.filter_map(|line| line.splitn(4, '\t').nth(3)) {
        for at in 0..=line.len().min(200) {
            let cut = &line.as_bytes()[..at];
            check(cut);
            // What opens is closed at once, or goes on as another part of a head does.
            for more in ["]", " ]", ":", ": ", ")", ">", "(", " ", "- ", "#", "[ERROR:", "[ warn ", "%%"] {
                check(&[cut, more.as_bytes()].concat());
            }
        }
    }
}

fn cut_line(line: &[u8]) -> &[u8] {
    cut(&line[..line.len().min(HEAD_BYTES)])
}
