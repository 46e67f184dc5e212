//! The bytes of a file that is not UTF-8, decoded piece by piece. What no character stands for becomes U+FFFD.

const UNREADABLE: char = char::REPLACEMENT_CHARACTER;

/// What Windows-1252 has from 0x80 to 0x9f; everywhere else it is as Latin-1. Five of them mean nothing and stay.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A decoder, with what it has of a character that is not whole yet.
pub(super) enum Decoder {
    Utf16(Utf16),
    Windows1252,
}

impl Decoder {
    /// A decoder of UTF-16, whose pairs of bytes are numbers by `unit`.
    pub(super) fn utf16(unit: fn([u8; 2]) -> u16) -> Decoder {
        Decoder::Utf16(Utf16 { unit, byte: None, lead: None })
    }

    /// Decodes the bytes that come next.
    pub(super) fn decode(&mut self, bytes: &[u8], text: &mut String) {
        match self {
            Decoder::Utf16(decoder) => bytes.iter().for_each(|byte| decoder.take(*byte, text)),
            Decoder::Windows1252 => text.extend(bytes.iter().map(|byte| match byte {
                0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
                _ => char::from(*byte),
            })),
        }
    }

    /// Ends the text: a character that is not whole by now never will be.
    pub(super) fn end(&mut self, text: &mut String) {
        if let Decoder::Utf16(decoder) = self
            && (decoder.byte.take().is_some() | decoder.lead.take().is_some())
        {
            text.push(UNREADABLE);
        }
    }
}

pub(super) struct Utf16 {
    unit: fn([u8; 2]) -> u16,
    /// The first byte of a unit.
    byte: Option<u8>,
    /// The first unit of a pair.
    lead: Option<u16>,
}

impl Utf16 {
    fn take(&mut self, byte: u8, text: &mut String) {
        let Some(first) = self.byte.take() else {
            self.byte = Some(byte);
            return;
        };
        let unit = (self.unit)([first, byte]);
        if let Some(lead) = self.lead.take() {
            if let Some(Ok(character)) = char::decode_utf16([lead, unit]).next() {
                return text.push(character);
            }
            text.push(UNREADABLE);
        }
        match unit {
            0xd800..=0xdbff => self.lead = Some(unit),
            _ => text.push(char::from_u32(unit.into()).unwrap_or(UNREADABLE)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What encoding_rs makes of the same bytes.
    fn reference(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> String {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// What a decoder makes of pieces of the bytes.
    fn decoded(mut decoder: Decoder, bytes: &[u8], piece: usize) -> String {
        let mut text = String::new();
        bytes.chunks(piece).for_each(|bytes| decoder.decode(bytes, &mut text));
        decoder.end(&mut text);
        text
    }

    #[test]
    fn every_byte_of_windows_1252_is_read() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(decoded(Decoder::Windows1252, &bytes, 7), reference(encoding_rs::WINDOWS_1252, &bytes));
    }

    proptest! {
        #[test]
        fn utf16_is_read_whole_or_spoilt(
            units in prop::collection::vec(prop_oneof![any::<u16>(), 0xd7f0..0xe010u16], 0..40),
            odd in any::<bool>(),
            piece in 1..9usize,
        ) {
            let mut little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let mut big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            if odd {
                little.push(b'a');
                big.push(b'a');
            }
            let read = decoded(Decoder::utf16(u16::from_le_bytes), &little, piece);
            prop_assert_eq!(read, reference(encoding_rs::UTF_16LE, &little));
            let read = decoded(Decoder::utf16(u16::from_be_bytes), &big, piece);
            prop_assert_eq!(read, reference(encoding_rs::UTF_16BE, &big));
        }
    }
}
