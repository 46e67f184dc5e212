//! Importing again must not double anybody, nor take away what the till has learnt since.

mod support;

use support::Till;
use tillbook::{CustomerUpdate, Metadata, OwnFields};

#[test]
fn customers_with_a_number_are_not_doubled() {
    let till = Till::open();
    let file = "Customer ID,Name,Shoe Size\n17,Ann,39\n18,Bob,\n";
    assert_eq!(till.import("customers.csv", file).created, 2);
    let before = till.customers();
    let again = till.import("customers.csv", file);
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 2));
    assert_eq!(till.customers(), before);

    let changed = till.import("customers.csv", "Customer ID,Name\n17,Ann Example\n18,Bob\n19,Cat\n");
    assert_eq!((changed.created, changed.updated, changed.unchanged), (1, 1, 1));
    assert_eq!(till.named("example").id, before[0].id);
}

#[test]
fn customers_with_an_id_are_not_doubled() {
    let till = Till::open();
    let file =
        r#"[{"object":"customer","id":"cust_test_1a","email":"a@example.org","created_at":"2020-01-02T03:04:05Z"}]"#;
    assert_eq!(till.import("customers.json", file).created, 1);
    assert_eq!(till.import("customers.json", file).unchanged, 1);
    assert_eq!(till.import("customers.csv", "id,name\ncust_test_1a,Ann\n").updated, 1);
    assert_eq!(till.customers().len(), 1);
    assert_eq!(till.named("ann").created_at.to_string(), "2020-01-02T03:04:05Z");
}

#[test]
fn twins_within_a_file_are_one_customer() {
    let till = Till::open();
    let report = till.import("customers.csv", "Customer ID,Name,Phone\n17,Ann,\n17,,0123\n17,Ann,0123\n");
    assert_eq!((report.created, report.updated, report.unchanged), (1, 1, 1));
    let ann = till.named("ann");
    assert_eq!(ann.own.phone.as_deref(), Some("0123"));
}

#[test]
fn a_row_with_neither_is_a_new_customer_every_time() {
    let till = Till::open();
    for _ in 0..2 {
        assert_eq!(till.import("customers.csv", "Name\nAnn\n").created, 1);
    }
    assert_eq!(till.customers().len(), 2);
}

#[test]
fn what_a_table_leaves_out_or_empty_stays() {
    let till = Till::open();
    let first = "Customer ID,Name,Notes,Street,City,Country,Tags,Shoe Size\n17,Ann,tea,1 High Street,Leeds,GB,vip,39\n";
    till.import("customers.csv", first);
    let ann = till.named("ann");
    let update = CustomerUpdate {
        metadata: Some(Metadata::parse(r#"{"Shoe Size":"39","tier":"gold"}"#).unwrap()),
        ..CustomerUpdate::default()
    };
    till.account.customers().update(&ann.id, update).unwrap();

    let report = till.import("customers.csv", "Customer ID,Name,Notes,Country,Shoe Size\n17,,,United Kingdom,40\n");
    assert_eq!(report.updated, 1);
    let ann = till.named("ann");
    assert_eq!(ann.own.notes.as_deref(), Some("tea"));
    assert_eq!(ann.own.tags, ["vip"]);
    assert_eq!(ann.metadata.as_json(), r#"{"Shoe Size":"40","tier":"gold"}"#);
    let address = ann.own.address.clone().unwrap();
    assert_eq!((address.line1.as_deref(), address.country.as_deref()), (Some("1 High Street"), Some("United Kingdom")));

    // Another street is another address: the old city does not belong to it.
    till.import("customers.csv", "Customer ID,Street\n17,2 Low Street\n");
    let address = till.named("ann").own.address.clone().unwrap();
    assert_eq!((address.line1.as_deref(), address.city), (Some("2 Low Street"), None));
}

#[test]
fn every_column_by_itself_changes_its_own_field_only() {
    let till = Till::open();
    let columns =
        ["Name", "Phone", "Barcode", "Notes", "Company", "Tags", "Address 2", "City", "State", "Zip", "Country"];
    let header = columns.join(",");
    till.import("first.csv", format!("Customer ID,Address 1,{header}\n17,old{}\n", ",old".repeat(columns.len())));
    let fields = |till: &Till| {
        let own = till.customers()[0].own.clone();
        let address = own.address.unwrap();
        let texts = [own.name, own.phone, own.barcode, own.notes, own.company, own.tags.first().cloned()];
        let address = [address.line2, address.city, address.state, address.postal_code, address.country, address.line1];
        texts.into_iter().chain(address).map(Option::unwrap).collect::<Vec<_>>()
    };
    let mut expected = vec!["old".to_owned(); columns.len() + 1];
    for (place, column) in columns.into_iter().enumerate() {
        assert_eq!(till.import("next.csv", format!("Customer ID,{column}\n17,new\n")).updated, 1);
        expected[place] = "new".to_owned();
        assert_eq!(fields(&till), expected, "{column}");
    }
}

#[test]
fn a_providers_object_keeps_the_tills_own_fields() {
    let till = Till::open();
    let file = r#"{"object":"customer","id":"cust_test_1a","email":"a@example.org","description":null,"metadata":{},"cards":{"data":[],"total":0}}"#;
    till.import("customers.jsonl", file);
    let own = OwnFields { name: Some("Ann".into()), ..OwnFields::default() };
    let update = CustomerUpdate { own: Some(own), description: Some(Some("old".into())), ..CustomerUpdate::default() };
    till.account.customers().update("cust_test_1a", update).unwrap();
    assert_eq!(till.import("customers.jsonl", file).updated, 1);
    let ann = till.named("ann");
    // The object shows the description as empty, and does not know of the name.
    assert_eq!((ann.description.as_deref(), ann.own.name.as_deref()), (None, Some("Ann")));
}
