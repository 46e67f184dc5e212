//! The keys of every table, as fixed numbers of bytes. `docs/file-format.md` draws them.

use std::ops::Range;

use crate::model::{AccountId, Date, Kind, Timestamp};

/// The key of a record: account, form of the id, 16 bytes of the id or of its hash, and a probe for equal hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(pub(crate) [u8; 19]);

impl Key {
    /// The form byte of a key that holds a hash.
    pub(crate) const HASHED: u8 = 0;

    pub(crate) fn new(account: AccountId, form: u8, id: [u8; 16], probe: u8) -> Key {
        let mut bytes = [0; 19];
        bytes[0] = account.code();
        bytes[1] = form;
        bytes[2..18].copy_from_slice(&id);
        bytes[18] = probe;
        Key(bytes)
    }

    /// The first and the last key that a record of an account can have.
    pub(crate) fn all_of(account: AccountId) -> (Key, Key) {
        (Key::new(account, 0, [0; 16], 0), Key::new(account, u8::MAX, [u8::MAX; 16], u8::MAX))
    }

    /// The same key with another probe.
    pub(crate) fn with_probe(mut self, probe: u8) -> Key {
        self.0[18] = probe;
        self
    }

    /// The byte that says what the next 16 are.
    pub(crate) fn form(self) -> u8 {
        self.0[1]
    }

    /// The 16 bytes of the id or of its hash, as a number.
    pub(crate) fn id(self) -> u128 {
        let mut id = [0; 16];
        id.copy_from_slice(&self.0[2..18]);
        u128::from_be_bytes(id)
    }

    /// Whether the id was hashed, so that the record must be looked at to be sure.
    pub(crate) fn is_hashed(self) -> bool {
        self.form() == Key::HASHED
    }

    /// The part that names an owner: without account and probe.
    pub(crate) fn owner(self) -> Owner {
        let mut owner = [0; 17];
        owner.copy_from_slice(&self.0[1..18]);
        Owner(owner)
    }
}

/// The record that others hang off. Owners with equal hashes share it, so what hangs off it is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner(pub(crate) [u8; 17]);

/// How many bytes a place takes: seven of time and five of the sequence.
pub(crate) const POSITION: usize = 12;
/// How many bytes the keys of `order` take.
pub(crate) const PLACE: usize = 2 + POSITION;
/// How many bytes the keys of `owned` and `index` take.
pub(crate) const ENTRY: usize = 19 + POSITION;

/// A place in an order of creation: time, then sequence. Compares as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Position(pub(crate) [u8; POSITION]);

impl Position {
    pub(crate) const FIRST: Position = Position([0; POSITION]);
    pub(crate) const LAST: Position = Position([0xff; POSITION]);
    /// The greatest number that a place can have.
    pub(crate) const LAST_SEQUENCE: u64 = (1 << 40) - 1;

    pub(crate) fn new(at: Timestamp, sequence: u64) -> Position {
        let mut bytes = [0; POSITION];
        // Times reach from the year -9999 to 9999, which takes fewer than 56 bits. Those before 1970 sort before later ones.
        let at = at.as_millis().saturating_add(1 << 55).clamp(0, (1 << 56) - 1);
        bytes[..7].copy_from_slice(&at.to_be_bytes()[1..]);
        bytes[7..].copy_from_slice(&sequence.min(Position::LAST_SEQUENCE).to_be_bytes()[3..]);
        Position(bytes)
    }

    fn of(bytes: &[u8]) -> Position {
        let mut position = Position::FIRST;
        position.0.copy_from_slice(bytes);
        position
    }

    /// The place just after this one.
    pub(crate) fn next(self) -> Position {
        let mut bytes = [0; 16];
        bytes[16 - POSITION..].copy_from_slice(&self.0);
        let next = (u128::from_be_bytes(bytes) + 1).min((1 << (8 * POSITION)) - 1);
        Position::of(&next.to_be_bytes()[16 - POSITION..])
    }
}

/// A place in one of an account's lists.
pub(crate) struct OrderKey;

impl OrderKey {
    pub(crate) fn bytes(account: AccountId, kind: Kind, position: Position) -> [u8; PLACE] {
        let mut bytes = [0; PLACE];
        bytes[0] = account.code();
        bytes[1] = kind as u8;
        bytes[2..].copy_from_slice(&position.0);
        bytes
    }

    pub(crate) fn position(bytes: &[u8; PLACE]) -> Position {
        Position::of(&bytes[2..])
    }
}

/// A block of an account's list at one of the two levels of counts. As long as the key of a record, the rest being zeros,
/// because redb's code is compiled anew for tables with keys of another length.
pub(crate) struct BlockKey;

impl BlockKey {
    pub(crate) fn bytes(account: AccountId, kind: Kind, level: u8, start: Position) -> [u8; 19] {
        let mut bytes = [0; 19];
        bytes[0] = account.code();
        bytes[1] = kind as u8;
        bytes[2] = level;
        bytes[3..3 + POSITION].copy_from_slice(&start.0);
        bytes
    }

    pub(crate) fn start(bytes: &[u8; 19]) -> Position {
        Position::of(&bytes[3..3 + POSITION])
    }
}

/// A place in the list of what hangs off one record.
pub(crate) struct OwnedKey;

impl OwnedKey {
    pub(crate) fn bytes(account: AccountId, kind: Kind, owner: Owner, position: Position) -> [u8; ENTRY] {
        let mut bytes = [0; ENTRY];
        bytes[0] = account.code();
        bytes[1] = kind as u8;
        bytes[2..19].copy_from_slice(&owner.0);
        bytes[19..].copy_from_slice(&position.0);
        bytes
    }
}

/// What a secondary index is about. The numbers are in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum TermKind {
    /// Keyed hash of the folded e-mail address, to customers.
    Email = 1,
    /// Keyed hash of the merchant_customer_id, to customers.
    MerchantCustomerId = 2,
    /// Keyed hash of the folded barcode, to customers.
    Barcode = 3,
    /// The last 16 digits of a telephone number, last first, to customers.
    Phone = 4,
    /// The first 16 bytes of a spelled part of a name, to customers.
    Word = 5,
    /// Keyed hash of a card's fingerprint, to cards.
    Fingerprint = 6,
    /// The next date of an active schedule, to schedules.
    ScheduleDue = 7,
    /// The date of the next try after a failure, to occurrences.
    OccurrenceRetry = 8,
    /// Keyed hash of a LINE id, to customers.
    LineId = 9,
    /// The first 16 bytes of a spelled e-mail address, to customers.
    EmailPrefix = 10,
    /// The first 16 bytes of a spelled part of the first words of a description, to customers.
    Description = 11,
    /// Keyed hash of a mobile number that no two customers may share, to customers.
    MobilePhone = 12,
}

impl TermKind {
    /// Every kind.
    pub(crate) const ALL: [TermKind; 12] = [
        TermKind::Email,
        TermKind::MerchantCustomerId,
        TermKind::Barcode,
        TermKind::Phone,
        TermKind::Word,
        TermKind::Fingerprint,
        TermKind::ScheduleDue,
        TermKind::OccurrenceRetry,
        TermKind::LineId,
        TermKind::EmailPrefix,
        TermKind::Description,
        TermKind::MobilePhone,
    ];

    /// The kind of a number in the file.
    pub(crate) fn from_code(code: u8) -> Option<TermKind> {
        TermKind::ALL.into_iter().find(|kind| *kind as u8 == code)
    }

    /// What is looked up, in lower case.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            TermKind::Email => "email",
            TermKind::MerchantCustomerId => "merchant_customer_id",
            TermKind::Barcode => "barcode",
            TermKind::Phone => "phone",
            TermKind::Word => "name",
            TermKind::Fingerprint => "card",
            TermKind::ScheduleDue => "schedule_due",
            TermKind::OccurrenceRetry => "occurrence_retry",
            TermKind::LineId => "line_id",
            TermKind::EmailPrefix => "email_prefix",
            TermKind::Description => "description",
            TermKind::MobilePhone => "mobile_phone",
        }
    }

    /// The kind of record that entries of this index lead to.
    pub(crate) const fn leads_to(self) -> Kind {
        match self {
            TermKind::Email
            | TermKind::MerchantCustomerId
            | TermKind::Barcode
            | TermKind::Phone
            | TermKind::Word
            | TermKind::LineId
            | TermKind::EmailPrefix
            | TermKind::Description
            | TermKind::MobilePhone => Kind::Customer,
            TermKind::Fingerprint => Kind::Card,
            TermKind::ScheduleDue => Kind::Schedule,
            TermKind::OccurrenceRetry => Kind::Occurrence,
        }
    }
}

/// One thing a record can be found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Term {
    pub(crate) kind: TermKind,
    pub(crate) bytes: [u8; 16],
}

impl Term {
    /// How many bytes of a text a term keeps.
    pub(crate) const LENGTH: usize = 16;

    /// A term that keeps the beginning of a text, so that ranges of terms are prefixes.
    pub(crate) fn prefix(kind: TermKind, text: &[u8]) -> Term {
        let mut bytes = [0; 16];
        let kept = text.len().min(16);
        bytes[..kept].copy_from_slice(&text[..kept]);
        Term { kind, bytes }
    }

    /// The last term that begins with the same text.
    pub(crate) fn last_with_prefix(kind: TermKind, text: &[u8]) -> Term {
        let mut bytes = [0xff; 16];
        let kept = text.len().min(16);
        bytes[..kept].copy_from_slice(&text[..kept]);
        Term { kind, bytes }
    }

    /// How many bytes two terms of a kind begin with in common.
    pub(crate) fn shared(&self, other: &Term) -> u8 {
        if self.kind != other.kind {
            return 0;
        }
        self.bytes.iter().zip(&other.bytes).take_while(|(one, other)| one == other).count() as u8
    }

    /// A term that sorts by date.
    pub(crate) fn date(kind: TermKind, date: Date) -> Term {
        Term::prefix(kind, &((date.as_days() as u32) ^ (1 << 31)).to_be_bytes())
    }
}

/// An entry of a secondary index: account, kind, term, the record's place in the order of creation, and how many bytes of
/// the term also begin the term before it among the record's own. A reader of all terms that begin with more bytes than
/// that meets the record here for the first time. As long as an [`OwnedKey`], for the same reason that blocks have the length
/// of records' keys.
pub(crate) struct IndexKey;

impl IndexKey {
    /// Where the place begins, and where it ends.
    const PLACE: Range<usize> = 18..18 + POSITION;

    pub(crate) fn bytes(account: AccountId, term: Term, position: Position, shared: u8) -> [u8; ENTRY] {
        let mut bytes = [0; ENTRY];
        bytes[0] = account.code();
        bytes[1] = term.kind as u8;
        bytes[2..18].copy_from_slice(&term.bytes);
        bytes[IndexKey::PLACE].copy_from_slice(&position.0);
        bytes[ENTRY - 1] = shared;
        bytes
    }

    /// The first and the last key from one term to another.
    pub(crate) fn range(account: AccountId, first: Term, last: Term) -> ([u8; ENTRY], [u8; ENTRY]) {
        let first = IndexKey::bytes(account, first, Position::FIRST, 0);
        (first, IndexKey::bytes(account, last, Position::LAST, u8::MAX))
    }

    pub(crate) fn term(bytes: &[u8; ENTRY]) -> [u8; 16] {
        let mut term = [0; 16];
        term.copy_from_slice(&bytes[2..18]);
        term
    }

    pub(crate) fn position(bytes: &[u8; ENTRY]) -> Position {
        Position::of(&bytes[IndexKey::PLACE])
    }

    pub(crate) fn shared(bytes: &[u8; ENTRY]) -> usize {
        usize::from(bytes[ENTRY - 1])
    }
}
