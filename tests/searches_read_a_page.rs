//! A letter that begins a tenth of all names, or a digit that ends a tenth of all numbers, makes a till read a tenth of its
//! customers before it shows twenty of them.

mod raw_tables;

use raw_tables::Raw;
use tillbook::*;

const CUSTOMERS: usize = 300;
const PAGE: usize = 20;

fn row(number: usize) -> ImportedCustomer {
    let own = OwnFields {
        name: Some(format!("Ann{number:03} Ann")),
        phone: Some(format!("{number:03}5")),
        ..OwnFields::default()
    };
    ImportedCustomer { email: Some(format!("ann{number:03}@example.org")), own, ..ImportedCustomer::default() }
}

/// All customers but those of the page are unreadable, which whoever reads them is told.
#[test]
fn only_the_customers_of_the_page_are_read() {
    let name = Some("a".to_owned());
    let phone = Some("5".to_owned());
    let email_prefix = Some("ann".to_owned());
    for (query, omise) in [
        (CustomerQuery { name, ..CustomerQuery::default() }, "query=a"),
        (CustomerQuery { phone, ..CustomerQuery::default() }, "query=ann+a"),
        (CustomerQuery { email_prefix, ..CustomerQuery::default() }, "query=ann"),
    ] {
        for offset in [0, 100] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("till.tillbook");
            let account = || {
                let clock = ManualClock::at(Timestamp::from_millis(1_770_091_506_000));
                OpenOptions::new().clock(clock).open(&path).unwrap().account(Provider::Omise, Mode::Test)
            };
            let page = CustomerQuery { offset, limit: PAGE, ..query.clone() };
            let search = format!("/search?scope=customer&{omise}&per_page={PAGE}&page={}", offset as usize / PAGE + 1);
            let customers = account();
            customers.customers().import((0..CUSTOMERS).map(row).collect(), false).unwrap();
            let mut whole = customers.customers().find(&page).unwrap();
            let searched = customers.call(&Request::get(&search)).text().into_owned();
            drop(customers);
            assert_eq!((whole.items.len(), whole.more), (PAGE, true));
            let mut shown: Vec<String> = whole.items.iter().filter_map(|customer| customer.email.clone()).collect();
            shown.extend(searched.split('"').filter(|text| text.ends_with("@example.org")).map(str::to_owned));
            Raw::change(&path, |raw| {
                for nth in 0..CUSTOMERS {
                    let keep = |bytes: &[u8]| shown.iter().any(|email| contains(bytes, email));
                    raw.rewrite(Kind::Customer, nth, |bytes| {
                        if !keep(bytes) {
                            bytes.truncate(1)
                        }
                    });
                }
            });
            let customers = account();
            let again = customers.customers().find(&page).unwrap();
            whole.items.iter_mut().zip(&again.items).for_each(|(one, other)| assert_eq!(one, other));
            assert_eq!(whole.more, again.more);
            assert!(customers.call(&Request::get(&search)).text() == searched, "{search}");
            assert!(searched.contains(&format!("\"total\":{CUSTOMERS}")), "{search}");
            // That reading them would have been told.
            let all = CustomerQuery { limit: usize::MAX, offset: 0, ..page };
            assert_eq!(customers.customers().find(&all).unwrap_err().status(), Status::Damaged);
        }
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
