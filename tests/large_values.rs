//! Values that are allowed and far larger than anybody has do not stop a till. What they cost is measured in `benches/`.

use std::sync::Arc;

use tillbook::*;

fn open(folder: &tempfile::TempDir) -> Account {
    Store::open(folder.path().join("till.tillbook")).unwrap().account(Provider::Omise, Mode::Test)
}

/// How many customers a search fits.
const COUNT: usize = 2000;

/// An import put a whole document into the name of a customer. Every later change of that customer compared each of its
/// words with every other one: minutes, in which no other write went on.
#[test]
fn a_name_of_very_many_words_does_not_stop_the_till() {
    let folder = tempfile::tempdir().unwrap();
    let account = open(&folder);
    let name: String = (0..20_000).map(|word| format!("w{word:x} ")).collect();
    let own = OwnFields { name: Some(name), ..OwnFields::default() };
    let customer = account.customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap();
    let update = CustomerUpdate { description: Some(Some("long".into())), ..CustomerUpdate::default() };
    let changed = account.customers().update(&customer.id, update).unwrap();
    // No word was lost on the way, and none is left when the customer is gone.
    let by_word = |word: &str| CustomerQuery { name: Some(word.to_owned()), ..CustomerQuery::default() };
    for word in ["w0", "w2710", "w4e1f"] {
        assert_eq!(account.customers().find(&by_word(word)).unwrap().items, std::slice::from_ref(&changed), "{word}");
    }
    account.customers().delete(&customer.id).unwrap();
    assert!(account.customers().find(&by_word("w2710")).unwrap().items.is_empty());
    assert!(account.store().check(|_| {}).unwrap().is_sound());
}

/// A cashier typed the last digit of a telephone number. Every tenth customer was read from the file and kept in memory,
/// although a page of them was wanted.
#[test]
fn a_search_that_fits_very_many_reads_a_page_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let account = open(&folder);
    let row = |number: usize| ImportedCustomer {
        // The order of the telephone numbers is not the order of creation.
        created_at: Some(Timestamp::from_millis((number as i64 * 7919) % COUNT as i64)),
        own: OwnFields {
            name: Some(format!("Ann Number{number}")),
            phone: Some(format!("+66 2 {number:04} 1")),
            ..OwnFields::default()
        },
        ..ImportedCustomer::default()
    };
    let imported = account.customers().import((0..COUNT).map(row).collect(), false).unwrap();
    assert!(imported.iter().all(Result::is_ok));

    let by_phone = CustomerQuery { phone: Some("1".into()), ..CustomerQuery::default() };
    let by_name = CustomerQuery { name: Some("a".into()), ..CustomerQuery::default() };
    let backwards = |customer: &Arc<Customer>| -> String {
        customer.own.phone.iter().flat_map(|phone| phone.chars().rev()).filter(char::is_ascii_digit).collect()
    };
    let place = |customer: &Arc<Customer>| format!("{:09}", customer.created_at.as_millis());
    for (query, backwards_first) in [(by_phone, true), (by_name, false)] {
        let order = |customer: &Arc<Customer>| if backwards_first { backwards(customer) } else { place(customer) };
        let find = |limit| account.customers().find(&CustomerQuery { limit, ..query.clone() }).unwrap().items;
        let (page, all) = (find(20), find(usize::MAX));
        assert_eq!(all.len(), COUNT);
        assert_eq!(page, all[..20], "{query:?}: the first");
        assert!(all.is_sorted_by_key(order), "{query:?}");
    }
}

/// A till was in a drawer for years, and every schedule's charges of all that time were due. Asking for the next few
/// collected the first few of every schedule before it kept the longest due; the answer is the same since it no longer
/// does.
#[test]
fn years_of_due_charges_are_asked_for_a_few_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let now = Timestamp::parse("2026-02-03T04:05:06Z").unwrap();
    let clock = ManualClock::at(now);
    let store = OpenOptions::new().clock(clock).open(folder.path().join("till.tillbook")).unwrap();
    let account = store.account(Provider::Omise, Mode::Test);
    let token = account.tokens().create(CardDetails::new("4242424242424242", "Ann Example", 12, 2031)).unwrap();
    let new = NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() };
    let customer = account.customers().create(new).unwrap().id.clone();
    for number in 0..30 {
        let schedule = NewSchedule {
            customer: customer.clone(),
            amount: 2000,
            currency: "THB".into(),
            every: 1 + number % 3,
            recurrence: Recurrence::Daily,
            start_on: Some(now.date().plus_days((number as i32 * 17) % 30)),
            end_on: now.date().plus_days(3000),
            card: None,
            description: None,
            metadata: Metadata::default(),
            charging: Charging::Host,
        };
        account.schedules().create(schedule).unwrap();
    }
    let at = now.plus_seconds(1000 * 86_400);
    let all = account.schedules().due(at, usize::MAX).unwrap();
    assert!(all.len() == 10_000 && all.is_sorted_by_key(|due| due.scheduled_on), "{} at once", all.len());
    for limit in [0, 1, 7, 100, 5000] {
        assert_eq!(account.schedules().due(at, limit).unwrap(), all[..limit], "{limit} of them");
    }
}

/// A host built metadata of many levels itself. It was taken, but could not be read back: it was shown as empty, and the
/// next update that adds to metadata lost it.
#[test]
fn metadata_that_could_not_be_read_back_is_refused() {
    let nested = |levels: usize| (0..levels).fold(serde_json::json!(1), |inner, _| serde_json::json!({ "a": inner }));
    let deepest = Metadata::from_value(&nested(127)).unwrap();
    assert_eq!(serde_json::Value::Object(deepest.to_object()), nested(127));
    let error = Metadata::from_value(&nested(128)).unwrap_err();
    assert_eq!((error.status(), error.field()), (Status::InvalidArgument, Some("metadata")));
}
