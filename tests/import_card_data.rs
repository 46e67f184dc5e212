//! A full card number or a security code in a file must not reach the store file, a report or an error.

mod support;

use support::Till;

const NUMBER: &str = "4012888888881881";
const DASHED: &str = "4012-8888-8888-1881";
const CODE: &str = "90817";

/// Whether the bytes stand anywhere in the store's file.
fn stored(till: &Till, text: &str) -> bool {
    let bytes = std::fs::read(till.store.path()).unwrap();
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn columns_of_card_numbers_and_codes_are_left_out_and_told() {
    let till = Till::open();
    let file = format!(
        "Name,Card Number,CVV,Card on file,Kreditkartennummer,cc_number,PAN,Security Code,Notes\n\
         Marker Ann,{NUMBER},{CODE},{DASHED},{NUMBER},{NUMBER},{NUMBER},{CODE},kept words\n"
    );
    let report = till.import("customers.csv", file);
    assert_eq!((report.created, report.refused), (1, 0));
    assert_eq!(report.warnings.kept().len(), 7);
    assert!(stored(&till, "kept words") && stored(&till, "Marker Ann"));
    for secret in [NUMBER, DASHED, CODE] {
        assert!(!stored(&till, secret), "{secret}");
        assert!(!format!("{report:?}").contains(secret), "{secret}");
    }
    assert!(till.named("marker").metadata.is_empty());
}

#[test]
fn a_card_object_with_its_number_or_code_refuses_the_row() {
    let till = Till::open();
    let card = |extra: &str| {
        format!(
            r#"{{"object":"card","id":"card_test_1a","brand":"Visa","last_digits":"1881","expiration_month":1,"expiration_year":2031,{extra}}}"#
        )
    };
    for extra in [
        format!(r#""number":"{NUMBER}""#),
        format!(r#""number":{NUMBER}"#),
        format!(r#""name":"{DASHED}""#),
        format!(r#""security_code":"{CODE}""#),
    ] {
        let file = format!(r#"{{"object":"customer","id":"cust_test_1a","cards":{{"data":[{}]}}}}"#, card(&extra));
        let report = till.import("customers.jsonl", file);
        assert_eq!((report.created, report.refused), (0, 1), "{extra}");
        let shown = format!("{report:?}{}", report.refusals[0]);
        assert!(![NUMBER, DASHED, CODE].iter().any(|secret| shown.contains(secret)), "{shown}");
    }
    for secret in [NUMBER, DASHED, CODE] {
        assert!(!stored(&till, secret));
    }
    assert_eq!(
        till.import("customers.jsonl", format!(r#"{{"email":"a@b","card":{{"number":"{NUMBER}"}}}}"#)).refused,
        1
    );
}

#[test]
fn metadata_loses_them_and_keeps_the_rest() {
    let till = Till::open();
    let file = format!(
        r#"{{"object":"customer","id":"cust_test_1a","metadata":{{"card_number":"{NUMBER}","payment":{{"pan":"{DASHED}","cvv":"908","tier":"gold"}}}}}}"#
    );
    let report = till.import("customers.jsonl", file);
    assert_eq!((report.created, report.warnings.kept().len()), (1, 3));
    assert_eq!(till.customers()[0].metadata.as_json(), r#"{"payment":{"tier":"gold"}}"#);
    assert!(!stored(&till, NUMBER) && !stored(&till, DASHED));
}

#[test]
fn a_telephone_number_or_a_barcode_that_looks_like_one_is_kept() {
    let till = Till::open();
    // Both pass the check digit of a card number.
    assert!(tillbook::holds_card_number("4006381333931") || tillbook::holds_card_number("4222222222222"));
    till.import("customers.csv", "Name,Phone,Barcode\nAnn,4222222222222,4222222222222\n");
    let ann = till.named("ann");
    assert_eq!(ann.own.phone.as_deref(), Some("4222222222222"));
    assert_eq!(ann.own.barcode.as_deref(), Some("4222222222222"));
}
