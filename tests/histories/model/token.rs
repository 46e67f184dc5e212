//! Tokens and attaching their cards.

use tillbook::{Brand, Card, CardAttributes, CardDetails, Date, Status, Timestamp, Token, TokenState};

use super::{Account, Answer};

/// What the store chose for a new token.
pub struct Chosen {
    pub token: String,
    pub card: String,
    /// The fingerprint of this number, where the provider keeps one.
    pub fingerprint: Option<String>,
    /// What only the provider knows of the card.
    pub attributes: CardAttributes,
}

/// How a card's details were typed.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// With a security code.
    pub coded: bool,
    /// Without a code, or with one of three digits.
    pub code_of_three_digits: bool,
    /// With something between the digits of the number.
    pub in_groups: bool,
}

impl Account {
    pub fn token(&self, id: &str) -> Option<&Token> {
        self.tokens.iter().find(|token| token.id == id)
    }

    /// Makes a token; `number` is the brand and the digits of what was typed, where that is a card number
    /// (`omise 6.4`).
    pub fn create_token(
        &mut self,
        details: CardDetails,
        number: Option<(Brand, &str)>,
        typed: Look,
        chosen: Chosen,
        // The store's time, and the clock's day: a card is over when the clock says so.
        (now, today): (Timestamp, Date),
    ) -> Answer<Token> {
        let (brand, digits) = number.ok_or(Status::InvalidCard)?;
        let named = details.name.as_deref().is_some_and(|name| !name.trim().is_empty());
        let (month, mut year) = (details.expiration_month.unwrap_or(0), details.expiration_year.unwrap_or(0));
        if self.is_strict_with_cards() {
            if !(1..=2100).contains(&year) || typed.in_groups || !typed.code_of_three_digits {
                return Err(Status::InvalidCard);
            }
            year = if year < 100 { 2000 + year } else { year };
        } else if self.asks_for_the_holder() && !named || !is_year(year) {
            return Err(Status::InvalidCard);
        }
        if !is_month(month) || is_over(month, year, today) {
            return Err(Status::InvalidCard);
        }
        let card = Card {
            attributes: if self.has_tokens_of_cards() { chosen.attributes } else { CardAttributes::Plain },
            id: chosen.card,
            customer: None,
            sequence: 0,
            created_at: now,
            attached: 0,
            brand,
            first_digits: self.keeps_first_digits().then(|| digits[..6].to_owned()),
            last_digits: digits[digits.len() - 4..].to_owned(),
            expiration_month: month as u8,
            expiration_year: year as u16,
            name: details.name,
            fingerprint: chosen.fingerprint,
            financing: String::new(),
            bank: String::new(),
            security_code_check: typed.coded,
            address: details.address,
        };
        let state = TokenState::Unused(card);
        let token = Token { id: chosen.token, sequence: 0, created_at: now, currency: None, state };
        self.tokens.push(token.clone());
        Ok(token)
    }

    pub fn delete_token(&mut self, id: &str) -> Answer<Token> {
        let place = self.tokens.iter().position(|token| token.id == id).ok_or(Status::NotFound)?;
        Ok(self.tokens.remove(place))
    }

    /// Attaches a token's card to a customer (`omise 6.2.2` to `6.2.6`, `6.3.1`, `6.3.2`; `komoju 6.2.2`, `6.3.2`).
    pub(super) fn attach(&mut self, customer: &str, token: &str, now: Timestamp) -> Answer<()> {
        let place = self.tokens.iter().position(|found| found.id == token).ok_or(Status::NotFound)?;
        let TokenState::Unused(card) = self.tokens[place].state.clone() else { return Err(Status::UsedToken) };
        if let Some(life) = self.life_of_tokens_in_seconds()
            && now.as_millis() >= self.tokens[place].created_at.as_millis() + life * 1000
        {
            return Err(Status::ExpiredToken);
        }
        self.use_up(&card.id);
        if self.has_one_card_at_most() {
            self.cards.retain(|card| card.customer.as_deref() != Some(customer));
            self.customer_mut(customer)?.default_card = None;
        }
        // `digital_river 4.F.40`: where the default does not pass on, only the first of all becomes it.
        let first = self.cards_of(customer).is_empty();
        let passes_on = self.passes_the_default_on();
        let owner = self.customer_mut(customer)?;
        if first || (passes_on && owner.default_card.is_none()) {
            owner.default_card = Some(card.id.clone());
        }
        let mut card = Card { customer: Some(customer.to_owned()), ..card };
        if let CardAttributes::DigitalRiver(source) = &mut card.attributes {
            source.reusable = true;
        }
        self.cards.push(card);
        Ok(())
    }
}

impl Account {
    /// The token with this card inside is used: it stays without its card, or is gone.
    pub(super) fn use_up(&mut self, card: &str) {
        let holds_it = |token: &Token| token.card().is_some_and(|inside| inside.id == card);
        if self.forgets_used_tokens() {
            self.tokens.retain(|token| !holds_it(token));
        }
        for token in self.tokens.iter_mut().filter(|token| holds_it(token)) {
            token.state = TokenState::Used { card: card.to_owned() };
        }
    }
}

pub(super) fn is_month(month: i64) -> bool {
    (1..=12).contains(&month)
}

pub(super) fn is_year(year: i64) -> bool {
    (1000..=9999).contains(&year)
}

/// Whether a month is over; a card is good through its last day.
pub(super) fn is_over(month: i64, year: i64, today: Date) -> bool {
    year < i64::from(today.year()) || (year == i64::from(today.year()) && month < i64::from(today.month()))
}
