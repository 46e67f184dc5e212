//! The files that other systems export load as they are.

mod support;

use support::Till;
use tillbook::transfer::{ImportOptions, export_csv, import};
use tillbook::{Mode, PostalAddress, Provider};

fn text(field: &Option<String>) -> &str {
    field.as_deref().unwrap_or_default()
}

#[test]
fn shopify_with_apostrophes_quoted_commas_line_breaks_and_a_byte_order_mark() {
    let till = Till::open();
    let file = "\u{feff}Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,\
        Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,\
        Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,\
        Total Orders,Note,Tax Exempt,Tags\r\n\
        '7001,Zoë,O'Neill,zoe@example.org,yes,\"Example, Inc.\",\"1 High Street, Rear\",,Leeds,ENG,GB,LS1 1AA,\
        '+441132000000,'+447700900123,no,12.50,3,\"Likes \"\"dark\"\" roast\r\nand oat milk\",no,\"vip, wholesale\"\r\n\
        '7002,Ann,,,no,,,,,,,,'+441132000001,,no,0.00,0,,no,\r\n";
    let report = till.import("customers_export.csv", file);
    assert_eq!((report.created, report.refused), (2, 0), "{report:?}");
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);

    let zoe = till.account.customers().by_merchant_customer_id("7001").unwrap().unwrap();
    assert_eq!(zoe, till.named("zoe oneill"));
    assert_eq!(zoe, till.account.customers().by_email("ZOE@example.org").unwrap()[0]);
    assert_eq!(text(&zoe.own.name), "Zoë O'Neill");
    assert_eq!(text(&zoe.own.phone), "+447700900123");
    assert_eq!(text(&zoe.own.company), "Example, Inc.");
    assert_eq!(text(&zoe.own.notes), "Likes \"dark\" roast\r\nand oat milk");
    assert_eq!(zoe.own.tags, ["vip", "wholesale"]);
    let address = PostalAddress {
        line1: Some("1 High Street, Rear".into()),
        line2: None,
        city: Some("Leeds".into()),
        state: Some("ENG".into()),
        postal_code: Some("LS1 1AA".into()),
        country: Some("GB".into()),
    };
    assert_eq!(zoe.own.address, Some(address));
    assert_eq!(zoe.metadata.to_object()["Total Spent"], "12.50");

    let ann = till.named("ann");
    assert_eq!(text(&ann.own.phone), "+441132000001");
    assert_eq!((&ann.email, &ann.own.address), (&None, &None));
}

#[test]
fn square_with_its_own_id_and_sometimes_a_reference() {
    let till = Till::open();
    let file = "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,\
        Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,\
        Transaction Count,Lifetime Spend,Email Subscription Status\n\
        R-9,Ann,Example,ann@example.org,'+15551230000,Annie,,1 Main St,Apt 4,Reno,NV,89501,1990-01-02,\"tea, no sugar\",\
        SQ0AAAA,Manual,2024-01-01,2024-02-01,3,$12.00,unknown\n\
        ,Bob,Example,,,,,,,,,,,,SQ0BBBB,Manual,,,,,\n";
    for created in [2, 0] {
        let report = till.import("export.csv", file);
        assert_eq!((report.created, report.refused), (created, 0), "{report:?}");
    }
    let ann = till.account.customers().by_merchant_customer_id("R-9").unwrap().unwrap();
    assert_eq!(text(&ann.own.notes), "tea, no sugar");
    assert_eq!(ann.metadata.to_object()["Square Customer ID"], "SQ0AAAA");
    assert_eq!(ann.metadata.to_object()["Birthday"], "1990-01-02");
    let bob = till.account.customers().by_merchant_customer_id("SQ0BBBB").unwrap().unwrap();
    assert_eq!(text(&bob.own.name), "Bob Example");
}

#[test]
fn odoo_with_full_names_a_mobile_and_a_barcode() {
    let till = Till::open();
    let file = "Name,Email,Phone,Mobile,Street,Street2,City,Zip,Country,Tax ID,Tags,Internal Reference,Barcode\n\
        \"Azure Interior, Brandon Freeman\",brandon@example.org,,(355)-687-3262,4557 De Silva St,,Fremont,94538,\
        United States,US123,\"Desk; Services\",C-17,0421234567890\n";
    assert_eq!(till.import("res.partner.csv", file).created, 1);
    let brandon = till.named("freem brand");
    assert_eq!(till.account.customers().by_barcode("0421234567890").unwrap(), std::slice::from_ref(&brandon));
    assert_eq!(till.account.customers().by_merchant_customer_id("C-17").unwrap(), Some(brandon.clone()));
    assert_eq!(text(&brandon.own.phone), "(355)-687-3262");
    assert_eq!(brandon.own.tags, ["Desk", "Services"]);
    assert_eq!(brandon.metadata.as_json(), r#"{"Tax ID":"US123"}"#);
}

#[test]
fn joined_headers_without_blanks_as_databases_write_them() {
    let till = Till::open();
    let file = "CustomerId,FirstName,LastName,Company,Address,City,State,Country,PostalCode,Phone,Fax,Email,SupportRepId\n\
        1,Bjørn,Ångström,,Ullevålsveien 14,Oslo,,Norway,0171,+47 22 44 22 22,,bjorn@example.org,4\n";
    assert_eq!(till.import("people.csv", file).created, 1);
    let bjorn = till.named("bjorn angstrom");
    assert_eq!(bjorn, till.named("BJØRN Ång"));
    assert_eq!(text(&bjorn.own.address.as_ref().unwrap().country), "Norway");
    assert_eq!(text(&bjorn.own.merchant_customer_id), "1");
    assert_eq!(bjorn.metadata.as_json(), r#"{"SupportRepId":"4"}"#);
}

#[test]
fn a_german_spreadsheet_with_semicolons() {
    let till = Till::open();
    let file = "Kunden-Nr.;Vorname;Name;E-Mail-Adresse;Telefon;Straße;PLZ;Ort;Land;Bemerkungen\r\n\
        0017;Jörg;Köhler;joerg@example.org;0711 2842222;Hauptstr. 1, Hof;70174;Stuttgart;Deutschland;mag Tee\r\n";
    assert_eq!(till.import("Kunden.csv", file).created, 1);
    let joerg = till.account.customers().by_merchant_customer_id("0017").unwrap().unwrap();
    assert_eq!(text(&joerg.own.name), "Jörg Köhler");
    let address = joerg.own.address.as_ref().unwrap();
    assert_eq!((text(&address.line1), text(&address.postal_code)), ("Hauptstr. 1, Hof", "70174"));
    assert!(joerg.metadata.is_empty());
}

#[test]
fn a_table_goes_into_every_provider_and_out_again() {
    let till = Till::open();
    let table = till.file("people.csv", "Customer ID,Name,Email\n17,Ann Example,ann@example.org\n,Bob,\n");
    for provider in Provider::ALL {
        let account = till.store.account(provider, Mode::Live);
        let report = import(&account, &table, ImportOptions::default(), |_| {}).unwrap();
        assert_eq!((report.created, report.refused), (2, 0), "{provider}: {report:?}");
        let ann = account.customers().by_merchant_customer_id("17").unwrap().unwrap();
        assert_eq!((text(&ann.own.name), text(&ann.email)), ("Ann Example", "ann@example.org"));
        // Its own ids are recognised again, so that nobody is doubled.
        let mut exported = Vec::new();
        export_csv(&account, &mut exported, |_| {}).unwrap();
        let exported = till.file("exported.csv", exported);
        let report = import(&account, &exported, ImportOptions::default(), |_| {}).unwrap();
        assert_eq!((report.created, report.unchanged), (0, 2), "{provider}: {report:?}");
    }
}
