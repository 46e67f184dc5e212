use super::*;

/// A record as its line and fields, or its line and the first words of the complaint.
type Told = Result<(u64, Vec<String>), (u64, String)>;

fn read(text: &str) -> Vec<Told> {
    let mut records = Records::new(text.as_bytes()).unwrap();
    let mut all = Vec::new();
    let mut next = records.header().unwrap();
    while let Some(record) = next {
        all.push(match record {
            Ok(record) => Ok((record.line, record.fields().map(str::to_owned).collect())),
            Err(error) => Err((error.line, error.reason.split(' ').take(4).collect::<Vec<_>>().join(" "))),
        });
        next = records.read().unwrap();
    }
    all
}

fn good(line: u64, fields: &[&str]) -> Told {
    Ok((line, fields.iter().map(|&field| field.to_owned()).collect()))
}

fn bad(line: u64, words: &str) -> Told {
    Err((line, words.to_owned()))
}

#[test]
fn quotes_hold_delimiters_quotes_and_line_breaks() {
    let text = "name,note\r\n\"Ann, \"\"A\"\"\",\"one\r\ntwo\"\r\n\r\nBob,5\" pipe\r\n";
    let expected = [good(1, &["name", "note"]), good(2, &["Ann, \"A\"", "one\r\ntwo"]), good(5, &["Bob", "5\" pipe"])];
    assert_eq!(read(text), expected);
}

#[test]
fn blanks_around_a_quoted_field_are_not_part_of_it() {
    assert_eq!(read("a, \"b, c\" ,d\n")[0], good(1, &["a", "b, c", "d"]));
}

#[test]
fn the_delimiter_is_found() {
    assert_eq!(read("a;b,c;d\n1;2;3\n")[1], good(2, &["1", "2", "3"]));
    assert_eq!(read("a\tb\n1,5\t2\n")[1], good(2, &["1,5", "2"]));
    assert_eq!(read("\"a;b;c\",d\n1,2\n")[1], good(2, &["1", "2"]));
    assert_eq!(read("sep=;\na;b\n1;2\n"), [good(2, &["a", "b"]), good(3, &["1", "2"])]);
    assert_eq!(read("email\nann@example.org\n")[1], good(2, &["ann@example.org"]));
}

#[test]
fn a_wrong_number_of_fields_is_reported_with_its_line() {
    let text = "a,b\n1\n1,2,3\n1,2,,\n\n,\n1,2\n";
    let expected = [
        good(1, &["a", "b"]),
        bad(2, "has 1 field and"),
        bad(3, "has 3 fields and"),
        good(4, &["1", "2"]),
        good(7, &["1", "2"]),
    ];
    assert_eq!(read(text), expected);
}

#[test]
fn a_quote_that_is_not_closed_costs_its_own_line_only() {
    let unclosed = "a,b\n1,\"open\n2,plain\n3,plain\n";
    assert_eq!(read(unclosed)[1..], [bad(2, "opens a quote and"), good(3, &["2", "plain"]), good(4, &["3", "plain"])]);
    // The next quoted field seems to close it, with text behind.
    let swallowed = "a,b\n1,\"open\n2,plain\n3,\"quoted\"\n";
    assert_eq!(read(swallowed)[1..], [bad(2, "has text after a"), good(3, &["2", "plain"]), good(4, &["3", "quoted"])]);
    // The next odd quote closes it properly, but the number of fields gives it away.
    let paired = "a,b\n1,\"open,x\n2,plain\n3,\",4\"\n5,6\n";
    assert_eq!(read(paired)[1], bad(2, "has 3 fields and"));
    assert_eq!(read(paired)[2..], [good(3, &["2", "plain"]), good(4, &["3", ",4"]), good(5, &["5", "6"])]);
}

#[test]
fn a_record_of_too_many_lines_is_given_up() {
    let text = format!("a,b\n1,\"{}\n2,3\n", "x\n".repeat(MOST_LINES + 5));
    let records = read(&text);
    assert_eq!(records[1], bad(2, "opens a quote and"));
    assert_eq!(*records.last().unwrap(), good(MOST_LINES as u64 + 8, &["2", "3"]));
}

#[test]
fn a_line_that_is_not_utf8_is_reported() {
    let mut records = Records::new(&b"a,b\n1,J\xf6rg\n2,J\xc3\xb6rg\n"[..]).unwrap();
    records.header().unwrap();
    assert_eq!(records.read().unwrap().unwrap().unwrap_err().line, 2);
    assert_eq!(records.read().unwrap().unwrap().unwrap().fields().collect::<Vec<_>>(), ["2", "Jörg"]);
}
