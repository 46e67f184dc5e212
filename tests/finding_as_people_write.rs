//! People and machines write the same name and the same number in different ways; the cashier finds the customer anyway.

use tillbook::*;

fn account(folder: &tempfile::TempDir) -> Account {
    Store::open(folder.path().join("till.tillbook")).unwrap().account(Provider::Komoju, Mode::Test)
}

fn create(account: &Account, name: &str, phone: &str) -> String {
    let own = OwnFields { name: Some(name.into()), phone: Some(phone.into()), ..OwnFields::default() };
    account.customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap().id.clone()
}

fn found(account: &Account, query: CustomerQuery) -> Vec<String> {
    account.customers().find(&query).unwrap().items.iter().map(|customer| customer.id.clone()).collect()
}

fn by_name(name: &str) -> CustomerQuery {
    CustomerQuery { name: Some(name.into()), ..CustomerQuery::default() }
}

fn by_phone(phone: &str) -> CustomerQuery {
    CustomerQuery { phone: Some(phone.into()), ..CustomerQuery::default() }
}

/// A name came from a telephone or a web shop with the apostrophe that typographers use, and was cut into two words
/// there. Typed at the till with the apostrophe of a keyboard, or with none, it was not found.
#[test]
fn every_apostrophe_is_the_same() {
    let names = ["O'Brien", "O\u{2019}Brien", "O\u{2018}Brien", "O\u{2bc}Brien", "O\u{ff07}Brien", "OBrien"];
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let ids: Vec<String> = names.iter().map(|name| create(&account, name, "1")).collect();
    for typed in names.iter().chain(&["o'b", "o\u{2019}bri", "\u{2018}O'Brien\u{2019}"]) {
        assert_eq!(found(&account, by_name(typed)), ids, "{typed}");
    }
}

/// Japanese keyboards write digits as wide as their other characters, and web shops there hand them on. Such a number had
/// no digits to be found by.
#[test]
fn wide_digits_are_digits() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let narrow = create(&account, "Sato", "03-1234-5678");
    let wide = create(&account, "Suzuki", "０３－１２３４－５６７８");
    for typed in ["5678", "0312345678", "５６７８", "０３（１２３４）５６７８"] {
        assert_eq!(found(&account, by_phone(typed)), [narrow.clone(), wide.clone()], "{typed}");
    }
}
