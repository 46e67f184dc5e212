//! Percent-encoding of paths, queries and forms, without leaving copies of a card number behind.

use zeroize::Zeroizing;

/// Decodes a part of a path; none when the bytes are no UTF-8.
pub(super) fn decode_path(text: &str) -> Option<Zeroizing<String>> {
    decode(text.as_bytes(), false)
}

/// Decodes a name or a value of a form, where `+` stands for a blank; none when the bytes are no UTF-8.
pub(super) fn decode_form(bytes: &[u8]) -> Option<Zeroizing<String>> {
    decode(bytes, true)
}

/// Writes a name or a value of a form.
pub(super) fn encode_form(text: &str, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => out.push(byte),
            b' ' => out.push(b'+'),
            _ => out.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]),
        }
    }
}

/// A `%` without two hexadecimal digits after it stands for itself, as in every browser.
fn decode(mut bytes: &[u8], plus_is_blank: bool) -> Option<Zeroizing<String>> {
    // Never longer than the encoded form, so the buffer is never moved.
    let mut decoded = Zeroizing::new(Vec::with_capacity(bytes.len()));
    while let Some((&first, rest)) = bytes.split_first() {
        bytes = rest;
        match (first, rest) {
            (b'%', &[high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                decoded.push(hex(high) << 4 | hex(low));
                bytes = &rest[2..];
            }
            (b'+', _) if plus_is_blank => decoded.push(b' '),
            _ => decoded.push(first),
        }
    }
    std::str::from_utf8(&decoded).ok().map(|text| Zeroizing::new(text.to_owned()))
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit - b'A' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_undoes_encoding() {
        let text = "card[number]=4242 4242&ä%+\u{1F60A}\n";
        let mut encoded = Vec::new();
        encode_form(text, &mut encoded);
        assert!(encoded.is_ascii());
        assert_eq!(decode_form(&encoded).unwrap().as_str(), text);
    }

    #[test]
    fn a_stray_percent_sign_stands_for_itself() {
        assert_eq!(decode_form(b"100%+%zz%4").unwrap().as_str(), "100% %zz%4");
        assert_eq!(decode_path("a+b%2Fc").unwrap().as_str(), "a+b/c");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(decode_form(b"%ff%fe").is_none());
        assert!(decode_path("%80").is_none());
    }
}
