//! The twelve lines of the README, as a program: makes `till.tillbook` in the folder it is run in.

use tillbook::{CardDetails, Mode, NewCustomer, Provider, Request, Store};

/// A store, a token, a customer, and the provider's own answer.
pub fn main() -> tillbook::Result<()> {
    let store = Store::open("till.tillbook")?;
    let omise = store.account(Provider::Omise, Mode::Test);

    let token = omise.tokens().create(CardDetails::new("4242 4242 4242 4242", "Ann Berg", 12, 2031))?;
    let new = NewCustomer { email: Some("ann@example.org".into()), card: Some(token.id.clone()), ..Default::default() };
    let ann = omise.customers().create(new)?;

    assert!(omise.customers().by_email("Ann@Example.org")?.contains(&ann));
    let answer = omise.call(&Request::get(format!("/customers/{}", ann.id)));
    assert_eq!(answer.json()["default_card"].as_str(), ann.default_card.as_deref());
    Ok(())
}
