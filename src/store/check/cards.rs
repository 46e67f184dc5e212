//! Customers, cards and tokens: that those which name each other agree.

use std::collections::HashMap;

use super::report::named;
use super::{FindingKind, Named, Walk};
use crate::engine::Key;
use crate::error::Result;
use crate::model::{AccountId, Card, Customer, Kind, Record, Token, TokenState};
use crate::store::stored::{Stored, id_at};

/// The cards that used tokens name, as hashes.
#[derive(Default)]
pub(super) struct Seen(Vec<u128>);

/// Keeps these hashes apart from others of the same texts.
const USED_CARD: u8 = 0x80;

impl Walk<'_> {
    pub(super) fn customer(&mut self, account: AccountId, customer: &Customer) -> Result<()> {
        if customer.attributes.provider() != account.provider {
            self.findings.add(FindingKind::WrongProvider, Some(account), || {
                format!("customer {} has {}'s attributes", named(&customer.id), customer.attributes.provider())
            });
        }
        let Some(card) = &customer.default_card else { return Ok(()) };
        let what = match self.named::<Card>(account, card)? {
            Named::Here(card) if card.customer.as_ref() == Some(&customer.id) => return Ok(()),
            Named::Here(_) => "is not one of its cards",
            Named::Missing => "is not there",
            Named::Unreadable => return Ok(()),
        };
        self.findings.add(FindingKind::WrongDefaultCard, Some(account), || {
            format!("the default card {} of customer {} {what}", named(card), named(&customer.id))
        });
        Ok(())
    }

    pub(super) fn card(&mut self, account: AccountId, card: &Card) -> Result<()> {
        if let Some(other) = card.attributes.provider().filter(|provider| *provider != account.provider) {
            self.findings.add(FindingKind::WrongProvider, Some(account), || {
                format!("card {} has {other}'s attributes", named(&card.id))
            });
        }
        let Some(owner) = &card.customer else {
            if card.attributes.may_stand_alone() {
                return Ok(());
            }
            self.findings.add(FindingKind::CardWithoutOwner, Some(account), || {
                format!("card {} belongs to no customer", named(&card.id))
            });
            return Ok(());
        };
        match self.named::<Customer>(account, owner)? {
            Named::Here(customer) if customer.deleted_at.is_some() => {
                self.findings.add(FindingKind::CardOfDeletedCustomer, Some(account), || {
                    format!("card {} belongs to customer {}, who is deleted", named(&card.id), named(owner))
                });
            }
            Named::Missing => self.findings.add(FindingKind::CardWithoutOwner, Some(account), || {
                format!("card {} belongs to customer {}, who is not there", named(&card.id), named(owner))
            }),
            Named::Here(_) | Named::Unreadable => {}
        }
        Ok(())
    }

    /// Whether the customer is there that a record hangs off.
    pub(super) fn owner(&mut self, account: AccountId, record: &Record, customer: Option<&str>) -> Result<()> {
        let Some(customer) = customer else { return Ok(()) };
        if let Named::Missing = self.named::<Customer>(account, customer)? {
            self.findings.add(FindingKind::WithoutOwner, Some(account), || {
                let (kind, id) = (record.kind(), named(record.id()));
                format!("{kind} {id} belongs to customer {}, who is not there", named(customer))
            });
        }
        Ok(())
    }

    pub(super) fn token(&mut self, account: AccountId, token: &Token) -> Result<()> {
        match &token.state {
            TokenState::Used { card } => {
                let digest = self.used_card(account, card);
                self.cards.0.push(digest);
            }
            TokenState::Unused(card) => {
                if let Named::Here(_) = self.named::<Card>(account, &card.id)? {
                    self.findings.add(FindingKind::CardOfUnusedToken, Some(account), || {
                        format!("card {} is attached, but token {} is unused", named(&card.id), named(&token.id))
                    });
                }
            }
        }
        Ok(())
    }

    fn used_card(&self, account: AccountId, card: &str) -> u128 {
        self.hash.digest(USED_CARD, &[&[account.code()], card.as_bytes()])
    }

    /// No card comes of two tokens. Only when one did are the tokens walked again, for their names.
    pub(super) fn tokens_of_one_card(&mut self) -> Result<()> {
        let mut cards = std::mem::take(&mut self.cards.0);
        cards.sort_unstable();
        let mut twice: HashMap<u128, Option<String>> = cards
            .chunk_by(|one, other| one == other)
            .filter(|group| group.len() > 1)
            .map(|group| (group[0], None))
            .collect();
        if twice.is_empty() {
            return Ok(());
        }
        for row in self.view.tables.records(Kind::Token).every()? {
            let (key, bytes) = row?;
            let key = Key(*key.value());
            let token = Token::decode(bytes.value(), || id_at(Kind::Token, key));
            let (Some(account), Ok(token)) = (AccountId::from_code(key.0[0]), token) else { continue };
            let TokenState::Used { card } = &token.state else { continue };
            let Some(first) = twice.get_mut(&self.used_card(account, card)) else { continue };
            match first {
                None => *first = Some(named(&token.id)),
                Some(first) => self.findings.add(FindingKind::CardOfTwoTokens, Some(account), || {
                    format!("tokens {first} and {} both became card {}", named(&token.id), named(card))
                }),
            }
        }
        Ok(())
    }
}
