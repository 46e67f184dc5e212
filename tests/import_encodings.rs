//! A file's encoding and line ends must not cost a letter.

mod support;

use support::Till;
use tillbook::transfer::Encoding;

const TABLE: &str = "Name,Notes\r\nJosé Köhler,\"Öl, Käse\r\nund Brot\"\r\nŠárka,–\r\n";

fn imported(content: impl AsRef<[u8]>) -> (Encoding, Vec<(String, String)>) {
    let till = Till::open();
    let report = till.import("customers.csv", content);
    assert_eq!((report.created, report.refused), (2, 0), "{report:?}");
    let fields = till.customers();
    let fields = fields.iter().map(|customer| {
        (customer.own.name.clone().unwrap_or_default(), customer.own.notes.clone().unwrap_or_default())
    });
    (report.encoding, fields.collect())
}

fn expected() -> Vec<(String, String)> {
    [("José Köhler", "Öl, Käse\r\nund Brot"), ("Šárka", "–")].map(|(name, notes)| (name.into(), notes.into())).to_vec()
}

#[test]
fn utf_8_with_and_without_a_byte_order_mark() {
    assert_eq!(imported(TABLE), (Encoding::Utf8, expected()));
    assert_eq!(imported(format!("\u{feff}{TABLE}")), (Encoding::Utf8, expected()));
}

#[test]
fn latin_1_and_what_windows_adds_to_it() {
    let bytes: Vec<u8> = TABLE
        .chars()
        .map(|character| match character {
            'Š' => 0x8a,
            '–' => 0x96,
            other => u8::try_from(u32::from(other)).unwrap(),
        })
        .collect();
    assert_eq!(imported(bytes), (Encoding::Windows1252, expected()));
}

#[test]
fn utf_16_as_spreadsheets_save_unicode_text() {
    let units = format!("\u{feff}{TABLE}");
    let little: Vec<u8> = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(imported(little), (Encoding::Utf16Little, expected()));
    assert_eq!(imported(big), (Encoding::Utf16Big, expected()));
}

#[test]
fn lines_that_end_in_a_return_alone() {
    let old = "Name,Notes\rJosé Köhler,\"Öl, Käse\r\rund Brot\"\rŠárka,–\r";
    let (_, fields) = imported(old);
    assert_eq!(fields[0].1, "Öl, Käse\r\rund Brot");
}

#[test]
fn one_line_of_another_encoding_is_refused_and_the_others_keep_their_accents() {
    let till = Till::open();
    let mut file = "Name\nJosé\nJörg\n".as_bytes().to_vec();
    file.extend(b"K\xf6hler\n");
    file.extend("Šárka\n".as_bytes());
    let report = till.import("customers.csv", file);
    assert_eq!((report.created, report.refused, report.refusals[0].line), (3, 1, 4));
    assert_eq!(till.named("sarka").own.name.as_deref(), Some("Šárka"));
}
