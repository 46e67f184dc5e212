//! What else an imported customer brings along.

use std::sync::Arc;

use crate::model::{Change, Kind, Record, TaxIdentifier};

/// The changes that give a customer these tax identifiers; none when it has them already. A complete row's are all there
/// are; others join those that are there.
pub fn import_tax_identifiers(
    owner: &str,
    present: &[Arc<TaxIdentifier>],
    wanted: Vec<TaxIdentifier>,
    complete: bool,
    mut sequence: impl FnMut() -> u64,
) -> Vec<Change> {
    let gone = present.iter().filter(|there| complete && !wanted.iter().any(|wanted| wanted.id == there.id));
    let mut changes: Vec<Change> =
        gone.map(|identifier| Change::Remove(Kind::TaxIdentifier, identifier.id.clone())).collect();
    for identifier in wanted {
        let there = present.iter().find(|there| there.id == identifier.id);
        let sequence = there.map_or_else(&mut sequence, |there| there.sequence);
        let identifier = TaxIdentifier { customer: Some(owner.to_owned()), sequence, ..identifier };
        if there.is_none_or(|there| **there != identifier) {
            changes.push(Change::Put(Record::TaxIdentifier(identifier)));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TaxIdentifierState, Timestamp};

    fn identifier(id: &str, value: &str, sequence: u64) -> TaxIdentifier {
        TaxIdentifier {
            id: id.into(),
            sequence,
            created_at: Timestamp::EPOCH,
            updated_at: Timestamp::EPOCH,
            customer: (sequence > 0).then(|| "ann".to_owned()),
            kind: "de".into(),
            value: value.into(),
            state: TaxIdentifierState::Pending,
            pending_at: None,
            verified_at: None,
            not_valid_at: None,
            verified_name: None,
            verified_address: None,
        }
    }

    #[test]
    fn an_imported_customer_has_the_identifiers_of_its_row() {
        let present = [Arc::new(identifier("a", "1", 4)), Arc::new(identifier("b", "2", 5))];
        let import = |wanted: &[TaxIdentifier], complete| {
            import_tax_identifiers("ann", &present, wanted.to_vec(), complete, || 9)
        };
        let same = [identifier("a", "1", 0), identifier("b", "2", 0)];
        assert_eq!(import(&same, true), []);
        assert_eq!(import(&same[..1], false), []);
        let gone = Change::Remove(Kind::TaxIdentifier, "b".into());
        assert_eq!(import(&same[..1], true), [gone]);
        let changed = import(&[identifier("a", "7", 0), identifier("c", "3", 0)], false);
        let put = |identifier| Change::Put(Record::TaxIdentifier(identifier));
        assert_eq!(changed, [put(identifier("a", "7", 4)), put(identifier("c", "3", 9))]);
    }
}
