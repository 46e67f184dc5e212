//! How folded texts are spelled in terms: in few bytes whatever the script, so that sixteen of them hold a name.
//!
//! Each character is written as its distance from the middle of the block that the one before it lies in. Texts sort as
//! their characters do, and the spelling of a beginning is the beginning of the spelling.

/// Blocks larger than 128 characters in which names are written: from, to, and the middle.
const LARGE: [(u32, u32, i32); 3] = [(0x3040, 0x30ff, 0x3070), (0x4e00, 0x9fff, 0x7700), (0xac00, 0xd7af, 0xc1d0)];

/// How far one byte reaches to either side.
const NEAR: i32 = 64;
/// How many first bytes of two there are to either side, and so how far two reach.
const LEADS: i32 = 43;
const FAR: i32 = NEAR + LEADS * 256;

/// The spelling of a text, without zeros at the beginning of a character: they fill up a term.
pub(crate) fn spell(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut middle = 0x40;
    for character in text.chars() {
        let code = character as u32;
        let distance = code as i32 - middle;
        let ends = if distance < 0 { -distance - 1 } else { distance };
        if ends < NEAR {
            bytes.push((0x80 + distance) as u8);
        } else if ends < FAR {
            let beyond = ends - NEAR;
            bytes.extend(turned(distance, [0xc0 + (beyond >> 8), beyond & 0xff]));
        } else {
            let beyond = ends - FAR;
            bytes.extend(turned(distance, [0xc0 + LEADS + (beyond >> 16), beyond >> 8 & 0xff, beyond & 0xff]));
        }
        middle = middle_of(code);
    }
    bytes
}

/// The bytes of a distance; those of a negative one sort the other way round.
fn turned<const N: usize>(distance: i32, bytes: [i32; N]) -> [u8; N] {
    bytes.map(|byte| if distance < 0 { 0xff - byte as u8 } else { byte as u8 })
}

fn middle_of(code: u32) -> i32 {
    let large = LARGE.iter().find(|(from, to, _)| (*from..=*to).contains(&code));
    large.map_or((code & !0x7f) as i32 + 0x40, |(_, _, middle)| *middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 14] =
        ["", "0", "a", "ann", "anna", "b", "ёлка", "סיגל", "สมชาย", "สมศักดิ", "たなか", "山田", "김민수", "𠮷野"];

    #[test]
    fn texts_sort_as_their_characters_do_and_beginnings_stay_beginnings() {
        for (one, other) in TEXTS.iter().flat_map(|one| TEXTS.map(|other| (*one, other))) {
            assert_eq!(spell(one).cmp(&spell(other)), one.cmp(other), "{one} {other}");
            assert_eq!(spell(other).starts_with(&spell(one)), other.starts_with(one), "{one} {other}");
        }
    }

    #[test]
    fn no_character_is_spelled_as_another() {
        let every = (1..=0x0010_ffff_u32).filter_map(char::from_u32);
        for before in ["", "a", "ก", "あ", "山", "김", "\u{10ffff}"] {
            let mut last = Vec::new();
            for character in every.clone() {
                let spelled = spell(&format!("{before}{character}"));
                assert!(spelled > last, "{before}{character}");
                last = spelled;
            }
        }
    }

    #[test]
    fn sixteen_bytes_hold_a_name() {
        for (name, bytes) in
            [("bartholomew", 11), ("ธนากรรัตนาวดี", 14), ("たなかゆきこ", 8), ("山田太郎", 9), ("김민수", 7)]
        {
            assert_eq!(spell(name).len(), bytes, "{name}");
        }
    }
}
