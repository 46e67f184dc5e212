//! A customer as bytes whose fields are read where they lie: what a store that hands out bytes is used with at its best.

use crate::customer::{Person, look};

const FIELDS: usize = 8;
/// The time of creation, then where each field ends.
const HEAD: usize = 8 + 2 * FIELDS;

pub const ID: usize = 0;
pub const EMAIL: usize = 1;
pub const MERCHANT: usize = 4;
const NAME: usize = 2;
const PHONE: usize = 3;

pub fn encode(person: &Person) -> Vec<u8> {
    let fields: [&str; FIELDS] = [
        &person.id,
        &person.email,
        &person.name,
        &person.phone,
        &person.merchant_customer_id,
        &person.description,
        &person.metadata,
        &person.default_card,
    ];
    let mut bytes = person.created.to_le_bytes().to_vec();
    let mut end = 0u16;
    for field in fields {
        end += field.len() as u16;
        bytes.extend(end.to_le_bytes());
    }
    for field in fields {
        bytes.extend(field.as_bytes());
    }
    bytes
}

fn end(record: &[u8], field: usize) -> usize {
    HEAD + usize::from(u16::from_le_bytes([record[8 + 2 * field], record[9 + 2 * field]]))
}

/// A field, where it lies.
pub fn field(record: &[u8], field: usize) -> &[u8] {
    let start = if field == 0 { HEAD } else { end(record, field - 1) };
    &record[start..end(record, field)]
}

pub fn look_at(record: &[u8]) -> u64 {
    look(field(record, EMAIL), field(record, NAME), field(record, PHONE))
}

/// Every field as a text of its own, as a page or a search hands it out.
pub fn decode(record: &[u8]) -> Person {
    let text = |at| String::from_utf8_lossy(field(record, at)).into_owned();
    let mut created = [0; 8];
    created.copy_from_slice(&record[..8]);
    Person {
        id: text(ID),
        created: i64::from_le_bytes(created),
        updated: None,
        email: text(EMAIL),
        name: text(NAME),
        phone: text(PHONE),
        merchant_customer_id: text(MERCHANT),
        description: text(5),
        metadata: text(6),
        default_card: text(7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_whole() {
        for row in 0..100 {
            let person = Person::of(row);
            let record = encode(&person);
            assert_eq!(decode(&record), person);
            assert_eq!(look_at(&record), person.look());
        }
    }
}
