//! Cards of an account's customers.

use std::cmp::Reverse;
use std::sync::Arc;

use super::customers::change;
use super::{Account, Present};
use crate::error::{Error, Result};
use crate::model::{Card, CardDetails, CardUpdate, CustomerUpdate, Kind, Named, NewCard, Record};
use crate::rules;
use crate::rules::token::CardIdentity;
use crate::store::{ListQuery, Page, page_of};

/// The cards of an account's customers.
#[derive(Debug, Clone, Copy)]
pub struct Cards<'a>(pub(super) &'a Account);

impl Cards<'_> {
    /// Attaches the card of an unused token to a customer.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer or the token, [`Error::Deleted`], [`Error::UsedToken`],
    /// [`Error::ExpiredToken`].
    pub fn create(&self, customer: &str, token: &str) -> Result<Arc<Card>> {
        let update = CustomerUpdate { card: Some(token.to_owned()), ..CustomerUpdate::default() };
        self.join(customer, update)
    }

    /// Attaches the card of these details to a customer in one write. The number and the security code are not kept.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer, [`Error::Deleted`], [`Error::InvalidCard`] with everything that is wrong with
    /// the details.
    pub fn attach(&self, customer: &str, details: CardDetails) -> Result<Arc<Card>> {
        self.join(customer, CustomerUpdate { card_details: Some(details), ..CustomerUpdate::default() })
    }

    fn join(&self, customer: &str, update: CustomerUpdate) -> Result<Arc<Card>> {
        self.0.write(|writer| {
            let customer = writer.living_customer(customer)?;
            change(self.0, writer, &customer, update)?;
            // Inside the write, so that no other till's card comes between.
            let newest = writer.cards_of(&customer.id)?.pop();
            newest.ok_or_else(|| Error::damaged("a card that was just attached is missing"))
        })
    }

    /// A card of a customer.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer, or for a card that is not the customer's.
    pub fn get(&self, customer: &str, card: &str) -> Result<Arc<Card>> {
        self.0.store.read(|view| {
            view.must_have(self.0.id, Kind::Customer, customer)?;
            view.get::<Card>(self.0.id, card)?
                .filter(|found| found.customer.as_deref() == Some(customer))
                .map(Arc::new)
                .ok_or_else(|| Error::not_found(Kind::Card, card))
        })
    }

    /// The card with an id, whichever customer it belongs to, or none; not one inside a token.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn by_id(&self, card: &str) -> Result<Option<Arc<Card>>> {
        self.0.get(card)
    }

    /// A page of a customer's cards in the order of attachment.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer or the cursor.
    pub fn list(&self, customer: &str, query: &ListQuery) -> Result<Page<Card>> {
        self.0.store.read(|view| {
            view.must_have(self.0.id, Kind::Customer, customer)?;
            let cards = view.cards_of(self.0.id, customer)?;
            page_of(cards, &self.0.widened(query), |card| card.created_at)
        })
    }

    /// The newest of the account's attached cards, or of one customer's, newest first; a customer that does not exist has
    /// none. Every card in question is looked at: they stand in no list of their own in the order in which they were made.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn newest(&self, customer: Option<&str>, offset: u64, limit: usize) -> Result<Vec<Arc<Card>>> {
        let account = self.0.id;
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let wanted = offset.saturating_add(limit);
        let mut newest = Vec::new();
        self.0.store.read(|view| match customer {
            Some(customer) => {
                newest = view.cards_of(account, customer)?;
                Ok(())
            }
            None => view.every::<Card>(account)?.try_for_each(|card| {
                newest.extend(Some(card?).filter(|card| card.customer.is_some()).map(Arc::new));
                // However many there are, the memory is bounded by what is wanted.
                if newest.len() / 2 > wanted {
                    keep_newest(&mut newest, wanted);
                }
                Ok(())
            }),
        })?;
        keep_newest(&mut newest, wanted);
        Ok(newest.into_iter().skip(offset).collect())
    }

    /// Changes a card; an absent field stays as it is.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer or the card, [`Error::InvalidArgument`], [`Error::InvalidCard`].
    pub fn update(&self, customer: &str, card: &str, update: CardUpdate) -> Result<Arc<Card>> {
        self.0.write(|writer| {
            writer.customer(customer)?;
            let cards = writer.cards_of(customer)?;
            let present =
                cards.iter().find(|found| found.id == card).ok_or_else(|| Error::not_found(Kind::Card, card))?;
            let mut changed = rules::card::update(present, update, writer.today())?;
            changed.attributes.changed(writer.now());
            writer.put(Record::Card(changed.clone()))?;
            Ok(Arc::new(changed))
        })
    }

    /// Takes in a card, or another way to pay, that exists at its provider and belongs to nobody yet.
    ///
    /// ```
    /// use tillbook::{CardAttributes, DigitalRiverSource, Mode, NewCard, NewCustomer, Provider, Store};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::DigitalRiver, Mode::Test);
    /// let ann = account.customers().create(NewCustomer::default())?;
    /// let attributes = CardAttributes::DigitalRiver(Box::new(DigitalRiverSource::of_kind("ideal")));
    /// let source = account.cards().add(NewCard::new(attributes))?;
    /// account.cards().adopt(&ann.id, &source.id)?;
    /// assert_eq!(account.customers().get(&ann.id)?.unwrap().default_card.as_ref(), Some(&source.id));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Unsupported`] with providers whose cards never stand alone; [`Error::InvalidArgument`] for another
    /// provider's attributes, or for more of a card's number than a store may keep.
    pub fn add(&self, new: NewCard) -> Result<Arc<Card>> {
        let account = self.0;
        account.write(|writer| {
            let identity = CardIdentity {
                id: writer.id(Named::Record(Kind::Card))?,
                sequence: writer.sequence(),
                now: writer.now(),
            };
            let secret = writer.id(Named::Record(Kind::Card))?;
            let card = rules::card::add(account.policy, new, identity, secret)?;
            writer.put(Record::Card(card.clone()))?;
            Ok(Arc::new(card))
        })
    }

    /// Attaches a card that stands alone to a customer; the customer's first becomes the default. Attaching it again
    /// changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer or the card, [`Error::Deleted`]; [`Error::Conflict`] when it is another
    /// customer's, cannot be kept, or cannot be charged.
    pub fn adopt(&self, customer: &str, card: &str) -> Result<Arc<Card>> {
        let account = self.0;
        account.write(|writer| {
            let customer = writer.living_customer(customer)?;
            let found = || Error::not_found(Kind::Card, card);
            let alone = writer.view().get::<Card>(account.id, card)?.ok_or_else(found)?;
            let cards = writer.cards_of(&customer.id)?;
            let attached = writer.sequence();
            writer.apply_all(&rules::card::adopt(
                account.policy,
                &customer,
                &cards,
                &alone,
                attached,
                writer.now(),
            )?)?;
            Ok(Arc::new(writer.view().get::<Card>(account.id, card)?.ok_or_else(found)?))
        })
    }

    /// Takes a card off its customer and answers with it as it was; the default passes on as the provider has it. The
    /// card is gone, or stays on its own and can never be used again, as the provider has it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer or the card.
    pub fn delete(&self, customer: &str, card: &str) -> Result<Arc<Card>> {
        let account = self.0;
        account.write(|writer| {
            let owner = writer.customer(customer)?;
            let cards = writer.cards_of(customer)?;
            let gone = cards
                .iter()
                .find(|found| found.id == card)
                .cloned()
                .ok_or_else(|| Error::not_found(Kind::Card, card))?;
            writer.apply_all(&rules::card::destroy(account.policy, &owner, &cards, card, writer.now()))?;
            Ok(gone)
        })
    }
}

fn keep_newest(cards: &mut Vec<Arc<Card>>, wanted: usize) {
    cards.sort_by_key(|card| Reverse((card.created_at, card.sequence)));
    cards.truncate(wanted);
}
