//! A customer of Digital River's is not what its page says: transport (2), objects (3), identity, creating, updating,
//! deleting, `enabled`, metadata (4.A to 4.E, 4.H, 4.J) and the catalogue of errors (5).

mod river;

use river::*;
use serde_json::{Value, json};
use tillbook::*;

/// A shipping in which everything is said.
fn shipping() -> Value {
    json!({
        "address": {"line1": "10380 Bren Road W", "line2": "2nd floor", "city": "Minnetonka", "postalCode": "55343",
                    "state": "MN", "country": "US"},
        "name": "Ann Example", "phone": "952-111-1111", "email": "ship@example.com", "organization": "Example Inc.",
        "additionalAddressInfo": {"neighborhood": "Centro", "division": "North", "phoneticName": "An"}
    })
}

fn certificate() -> Value {
    json!({"companyName": "Example Inc.", "taxAuthority": "MN", "startDate": "2021-04-07T13:47:13Z",
           "endDate": "2031-04-07T23:59:59Z", "fileId": "file-1"})
}

#[test]
fn digital_river_3_1_a_fresh_customer_letter_for_letter() {
    let river = River::open();
    let request =
        Request::post("/customers").json(&json!({"type": "individual", "id": "shop-7", "email": "ana@example.com"}));
    let response = river.call(&request);
    assert_eq!(response.status, 201);
    assert_eq!(
        response.text(),
        r#"{"id":"shop-7","createdTime":"2024-03-01T09:30:00Z","email":"ana@example.com","enabled":true,"requestToBeForgotten":false,"type":"individual","liveMode":false}"#
    );
    assert_eq!(response.header_value("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(river.text("/customers/shop-7"), response.text());
}

#[test]
fn digital_river_3_1_a_full_customer_letter_for_letter() {
    let river = River::open();
    river.create(json!({
        "id": "shop-8", "email": "ana@example.com", "shipping": shipping(), "taxCertificate": certificate(),
        "metadata": {"tier": "gold", "visits": 3, "vip": true}, "locale": "en_US", "type": "business", "enabled": false
    }));
    let source = river.attached("shop-8", "ideal");
    let tax = river.tax("cl", "76.123.456-7");
    assert_eq!(river.attach_tax("shop-8", &tax).0, 200);
    let secret = river.get(&format!("/sources/{source}"))["clientSecret"].as_str().unwrap().to_owned();
    assert_eq!(
        river.text("/customers/shop-8"),
        format!(
            concat!(
                r#"{{"id":"shop-8","createdTime":"2024-03-01T09:30:00Z","updatedTime":"2024-03-01T09:30:00Z","email":"ana@example.com","#,
                r#""shipping":{{"address":{{"line1":"10380 Bren Road W","line2":"2nd floor","city":"Minnetonka","postalCode":"55343","state":"MN","country":"US"}},"#,
                r#""name":"Ann Example","phone":"952-111-1111","email":"ship@example.com","organization":"Example Inc.","#,
                r#""additionalAddressInfo":{{"neighborhood":"Centro","division":"North","phoneticName":"An"}}}},"#,
                r#""defaultSourceId":"{source}","sources":[{{"id":"{source}","clientSecret":"{secret}","createdTime":"2024-03-01T09:30:00Z","type":"ideal","reusable":true,"ideal":{{}},"flow":"standard","state":"chargeable","customerId":"shop-8","liveMode":false}}],"#,
                r#""taxIdentifiers":[{{"id":"{tax}","createdTime":"2024-03-01T09:30:00Z","updatedTime":"2024-03-01T09:30:00Z","customerId":"shop-8","type":"cl","value":"76.123.456-7","state":"pending","stateTransitions":{{"pending":"2024-03-01T09:30:00Z"}},"#,
                r#""applicability":[{{"country":"CL","entity":"DR_Inc-Entity","customerType":"business"}},{{"country":"CL","entity":"DR_Inc-Entity","customerType":"individual"}}],"liveMode":false}}],"#,
                r#""taxCertificates":[{{"companyName":"Example Inc.","taxAuthority":"MN","startDate":"2021-04-07T00:00:00Z","endDate":"2031-04-07T00:00:00Z","fileId":"file-1"}}],"#,
                r#""enabled":false,"requestToBeForgotten":false,"type":"business","metadata":{{"tier":"gold","visits":3,"vip":true}},"locale":"en_US","liveMode":false}}"#,
            ),
            source = source,
            secret = secret,
            tax = tax
        )
    );
}

#[test]
fn digital_river_3_2_an_address_needs_its_country_and_nothing_else() {
    let river = River::open();
    let made = river.create(json!({"shipping": {"address": {"country": "US"}}}));
    assert_eq!(made["shipping"], json!({"address": {"country": "US"}}));
    river.named("ann");
    let path = "shipping.address.country";
    river.refused("ann", json!({"shipping": {"address": {}}}), &missing(path));
    river.refused("ann", json!({"shipping": {"address": {"line1": "1 Road", "country": null}}}), &missing(path));
    for wrong in ["us", "USA", "", "U1"] {
        river.refused("ann", json!({"shipping": {"address": {"country": wrong}}}), &invalid(path, wrong));
    }
    river.refused(
        "ann",
        json!({"shipping": {"address": {"country": "US", "line2": null}}}),
        &invalid("shipping.address.line2", "null"),
    );
    river.refused("ann", json!({"shipping": {"address": null}}), &invalid("shipping.address", "null"));
    river.refused(
        "ann",
        json!({"shipping": {"address": {"country": "US", "zip": "1"}}}),
        &unknown("shipping.address.zip"),
    );
    river.refused("ann", json!({"shipping": {"nick": "A"}}), &unknown("shipping.nick"));
    river.refused(
        "ann",
        json!({"shipping": {"additionalAddressInfo": {"floor": 2}}}),
        &unknown("shipping.additionalAddressInfo.floor"),
    );
    river.refused("ann", json!({"shipping": {"email": "nobody"}}), &invalid("shipping.email", "nobody"));
    river.refused("ann", json!({"shipping": {"name": 7}}), &invalid("shipping.name", "7"));
    river.refused("ann", json!({"shipping": []}), &invalid("shipping", "[]"));
    // Null within it means nothing, and a shipping of nothing is none.
    let shipping = json!({"name": null, "phone": null, "email": null, "organization": null,
        "additionalAddressInfo": {"neighborhood": null, "division": null, "phoneticName": null}});
    assert_eq!(river.update("ann", json!({ "shipping": shipping })).get("shipping"), None);
    let address = json!({"line1": null, "city": null, "postalCode": null, "state": null, "country": "FR"});
    let after = river.update("ann", json!({"shipping": {"address": address}}));
    assert_eq!(after["shipping"], json!({"address": {"country": "FR"}}));
    // The typed interface has the same rules.
    let account = &river.account;
    let with = |shipping| {
        let attributes = DigitalRiverAttributes { shipping: Some(shipping), ..DigitalRiverAttributes::default() };
        let attributes = Some(Attributes::DigitalRiver(Box::new(attributes)));
        account.customers().create(NewCustomer { attributes, ..NewCustomer::default() })
    };
    let stateless = with(Shipping { city: Some("Oslo".into()), ..Shipping::default() }).unwrap_err();
    assert_eq!(stateless.field(), Some("shipping.address.country"));
    let wrong = with(Shipping { country: Some("norway".into()), ..Shipping::default() }).unwrap_err();
    assert_eq!(wrong.field(), Some("shipping.address.country"));
    assert!(with(Shipping { name: Some("Ann".into()), ..Shipping::default() }).is_ok());
}

#[test]
fn digital_river_3_5_certificates_need_all_five_and_lose_the_time_of_day() {
    let river = River::open();
    river.named("ann");
    for name in ["companyName", "taxAuthority", "startDate", "endDate", "fileId"] {
        let path = format!("taxCertificate.{name}");
        let mut certificate = certificate();
        certificate[name] = Value::Null;
        river.refused("ann", json!({ "taxCertificate": certificate }), &missing(&path));
        certificate.as_object_mut().unwrap().remove(name);
        river.refused("ann", json!({ "taxCertificate": certificate }), &missing(&path));
        certificate[name] = json!(7);
        river.refused("ann", json!({ "taxCertificate": certificate }), &invalid(&path, "7"));
    }
    let with = |name: &str, value: &str| {
        let mut certificate = certificate();
        certificate[name] = value.into();
        json!({ "taxCertificate": certificate })
    };
    for wrong in ["Minnesota", "mn", "M"] {
        river.refused("ann", with("taxAuthority", wrong), &invalid("taxCertificate.taxAuthority", wrong));
    }
    for wrong in ["soon", "2021-13-01T00:00:00Z", "-000001-01-01T00:00:00Z", ""] {
        let message = format!("{wrong} is not a valid timestamp.");
        let expected = error("bad_request", "invalid_parameter", Some("taxCertificate.endDate"), Some(&message));
        river.refused("ann", with("endDate", wrong), &expected);
    }
    river.refused("ann", with("number", "1"), &unknown("taxCertificate.number"));
    river.refused("ann", json!({"taxCertificate": null}), &invalid("taxCertificate", "null"));
    river.refused("ann", json!({"taxCertificate": ["file-1"]}), &invalid("taxCertificate", r#"["file-1"]"#));
    // In UTC: this is already the next day there.
    let after = river.update("ann", with("startDate", "2021-04-07T23:30:00-05:00"));
    assert_eq!(after["taxCertificates"][0]["startDate"], "2021-04-08T00:00:00Z");
}

#[test]
fn digital_river_4a_1_4_the_caller_may_choose_the_id_or_gets_a_uuid() {
    let river = River::open();
    assert_eq!(river.named("Kunde 7/ä")["id"], "Kunde 7/ä");
    assert_eq!(river.get("/customers/Kunde%207%2F%C3%A4")["id"], "Kunde 7/ä");
    let made = river.create(json!({}));
    let id = made["id"].as_str().unwrap();
    let plain: String = id.chars().map(|c| if c.is_ascii_hexdigit() { 'x' } else { c }).collect();
    assert_eq!(plain, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    assert_eq!(id.as_bytes()[14], b'4');
    assert_ne!(river.create(json!({}))["id"], made["id"]);
}

#[test]
fn digital_river_4a_2_5_an_id_has_1_to_40_characters() {
    let river = River::open();
    let longest = "ä".repeat(40);
    assert_eq!(river.named(&longest)["id"], longest.as_str());
    for wrong in [format!("{longest}x"), String::new()] {
        let message = format!("'{wrong}' is not a valid customer ID.");
        let expected = error("bad_request", "invalid_parameter", Some("id"), Some(&message));
        assert_eq!(river.post("/customers", json!({ "id": wrong })), (400, expected));
    }
    for (wrong, shown) in [(json!(7), "7"), (json!(null), "null")] {
        assert_eq!(river.post("/customers", json!({ "id": wrong })), (400, invalid("id", shown)));
    }
    assert_eq!(ids(&river.get("/customers")), [longest.as_str()]);
}

#[test]
fn digital_river_4a_3_a_taken_id_is_a_conflict_and_the_customer_stays_as_it_is() {
    let river = River::open();
    river.create(json!({"id": "ann", "email": "ann@example.com"}));
    let before = river.text("/customers/ann");
    let (status, body) = river.post("/customers", json!({"id": "ann", "email": "eve@example.com"}));
    let message = "Customer 'ann' already exists.";
    assert_eq!((status, body), (409, error("conflict", "already_exists", Some("id"), Some(message))));
    assert_eq!(river.text("/customers/ann"), before);
    assert_eq!(river.get("/customers")["data"].as_array().unwrap().len(), 1);
}

#[test]
fn digital_river_4a_5_ids_compare_letter_for_letter() {
    let river = River::open();
    river.named("ann");
    assert_eq!(river.bare(Request::get("/customers/Ann")), (404, nobody("Ann")));
    assert_eq!(river.named("Ann")["id"], "Ann");
}

#[test]
fn digital_river_4a_6_the_id_cannot_be_changed() {
    let river = River::open();
    river.named("ann");
    river.refused("ann", json!({"id": "ann"}), &unknown("id"));
    river.refused("ann", json!({"id": "bob", "email": "b@example.com"}), &unknown("id"));
}

#[test]
fn digital_river_4a_7_an_email_may_be_shared() {
    let river = River::open();
    for id in ["a", "b"] {
        river.create(json!({"id": id, "email": "shared@example.com"}));
    }
    assert_eq!(ids(&river.get("/customers?email=shared@example.com")), ["b", "a"]);
}

#[test]
fn digital_river_4b_8_nothing_is_needed() {
    let river = River::open();
    let made = river.create(json!({}));
    assert_eq!(keys(&made), "id createdTime enabled requestToBeForgotten liveMode");
    assert_eq!((&made["enabled"], &made["requestToBeForgotten"]), (&json!(true), &json!(false)));
    // Nor is a body.
    assert_eq!(river.bare(Request::post("/customers")).0, 201);
    let live = river.store.account(Provider::DigitalRiver, Mode::Live);
    let made = live.call(&Request::post("/customers").json(&json!({}))).json();
    assert_eq!(made["liveMode"], true);
}

#[test]
fn digital_river_4b_9_10_4g_52_unknown_names_are_refused() {
    let river = River::open();
    let identifiers = json!([{"type": "de", "value": "DE123456789"}]);
    for (name, value) in [("requestToBeForgotten", json!(true)), ("price", json!(1)), ("taxIdentifiers", identifiers)] {
        assert_eq!(river.post("/customers", json!({"email": "a@b.example", name: value})), (400, unknown(name)));
    }
    assert_eq!(ids(&river.get("/customers")), Vec::<&str>::new());
    river.named("ann");
    for name in ["price", "taxIdentifiers", "createdTime", "sources", "description"] {
        river.refused("ann", json!({ name: 1, "locale": "en_US" }), &unknown(name));
    }
}

#[test]
fn digital_river_4b_11_wrong_values_are_refused() {
    let river = River::open();
    river.named("ann");
    let texts = [
        ("type", &["person", "Business", ""][..]),
        ("email", &["nobody", "a@", "", "Ann <ann@example.com>", "ann@example.com "]),
        ("locale", &["en", "en-US", "EN_US", "en_us", "eng_US", "en_USA", ""]),
    ];
    for (name, wrong) in texts {
        for wrong in wrong {
            let expected = invalid(name, wrong);
            river.refused("ann", json!({ name: wrong }), &expected);
            assert_eq!(river.post("/customers", json!({ name: wrong })), (400, expected));
        }
    }
    for name in ["type", "email", "locale", "shipping", "metadata", "defaultSourceId"] {
        river.refused("ann", json!({ name: 7 }), &invalid(name, "7"));
    }
    for name in ["enabled", "requestToBeForgotten"] {
        river.refused("ann", json!({ name: "true" }), &invalid(name, "true"));
    }
    // The typed interface asks the same of an e-mail address, and only where it changes.
    let update = |email: &str| {
        let email = Some(Some(email.to_owned()));
        river.account.customers().update("ann", CustomerUpdate { email, ..CustomerUpdate::default() })
    };
    assert_eq!(update("nobody").unwrap_err().field(), Some("email"));
    assert!(update("åsa@example.com").is_ok());
}

#[test]
fn digital_river_4b_12_no_default_source_can_be_given_at_creation() {
    let river = River::open();
    let source = river.source("creditCard");
    assert_eq!(
        river.post("/customers", json!({ "defaultSourceId": source })),
        (400, invalid("defaultSourceId", &source))
    );
    assert_eq!(ids(&river.get("/customers")), Vec::<&str>::new());
}

#[test]
fn digital_river_4c_13_14_15_what_is_sent_is_replaced_and_the_rest_stays() {
    let river = River::open();
    river.create(json!({
        "id": "ann", "email": "ann@example.com", "locale": "en_US", "type": "business", "shipping": shipping(),
        "metadata": {"a": 1, "b": 2}, "enabled": false
    }));
    let mut expected = river.get("/customers/ann");
    river.clock.advance_seconds(60);
    expected["updatedTime"] = "2024-03-01T09:31:00Z".into();
    for (name, value) in [
        ("email", json!("eve@example.com")),
        ("locale", json!("de_DE")),
        ("type", json!("individual")),
        ("shipping", json!({"name": "Eve"})),
        ("metadata", json!({"b": 3})),
        ("enabled", json!(true)),
        ("requestToBeForgotten", json!(true)),
    ] {
        expected[name] = value.clone();
        assert_eq!(river.update("ann", json!({ name: value })), expected, "{name}");
    }
}

#[test]
fn digital_river_4c_16_null_clears_what_may_be_empty() {
    let river = River::open();
    river.create(json!({
        "id": "ann", "email": "ann@example.com", "locale": "en_US", "type": "business", "shipping": shipping(),
        "metadata": {"a": 1}
    }));
    for name in ["shipping", "metadata", "locale", "email", "type"] {
        assert!(river.get("/customers/ann").get(name).is_some(), "{name}");
        assert_eq!(river.update("ann", json!({ name: null })).get(name), None, "{name}");
    }
    let after = river.update("ann", json!({"enabled": null}));
    assert_eq!(after.get("enabled"), Some(&Value::Null));
    assert!(river.account.customers().check_order("ann").is_ok());
    for name in ["defaultSourceId", "requestToBeForgotten", "taxCertificate"] {
        river.refused("ann", json!({ name: null }), &invalid(name, "null"));
    }
    // At creation null is the same as nothing.
    let made = river.create(json!({"shipping": null, "metadata": null, "locale": null, "email": null, "type": null}));
    assert_eq!(keys(&made), "id createdTime enabled requestToBeForgotten liveMode");
}

#[test]
fn digital_river_4c_17_certificates_are_appended() {
    let river = River::open();
    river.named("ann");
    for (authority, count) in [("MN", 1), ("NY", 2), ("NY", 3)] {
        let mut certificate = certificate();
        certificate["taxAuthority"] = authority.into();
        let after = river.update("ann", json!({ "taxCertificate": certificate }));
        assert_eq!(after["taxCertificates"].as_array().unwrap().len(), count);
    }
    let authorities: Vec<Value> = river.get("/customers/ann")["taxCertificates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|certificate| certificate["taxAuthority"].clone())
        .collect();
    assert_eq!(authorities, ["MN", "NY", "NY"]);
}

#[test]
fn digital_river_4c_18_19_every_change_is_dated_and_no_change_is_not() {
    let river = River::open();
    river.named("ann");
    let dated = || {
        let ann = river.get("/customers/ann");
        assert_eq!(ann["createdTime"], "2024-03-01T09:30:00Z");
        ann.get("updatedTime").map(|time| time.as_str().unwrap().to_owned())
    };
    river.clock.advance_seconds(60);
    assert_eq!(river.update("ann", json!({})).get("updatedTime"), None);
    assert_eq!(river.bare(Request::post("/customers/ann")).0, 200);
    let same = river.account.customers().update("ann", CustomerUpdate::default()).unwrap();
    assert_eq!((same.updated_at, dated()), (None, None));
    // The same value again is a successful update.
    for minute in ["31", "32"] {
        river.update("ann", json!({"locale": "en_US"}));
        assert_eq!(dated().unwrap(), format!("2024-03-01T09:{minute}:00Z"));
        river.clock.advance_seconds(60);
    }
    let (one, two) = (river.attached("ann", "creditCard"), river.source("creditCard"));
    assert_eq!(dated().unwrap(), "2024-03-01T09:33:00Z", "attached");
    river.clock.advance_seconds(60);
    river.attach("ann", &two);
    assert_eq!(dated().unwrap(), "2024-03-01T09:34:00Z", "a second one attached");
    river.clock.advance_seconds(60);
    river.detach("ann", &two);
    assert_eq!(dated().unwrap(), "2024-03-01T09:35:00Z", "detached");
    river.clock.advance_seconds(60);
    river.detach("ann", &one);
    assert_eq!(dated().unwrap(), "2024-03-01T09:36:00Z", "the default detached");
    river.clock.advance_seconds(60);
    let tax = river.tax("de", "DE123456789");
    assert_eq!(dated().unwrap(), "2024-03-01T09:36:00Z", "a tax identifier that is nobody's");
    river.attach_tax("ann", &tax);
    assert_eq!(dated().unwrap(), "2024-03-01T09:37:00Z", "a tax identifier attached");
    river.clock.advance_seconds(60);
    river.bare(Request::delete(format!("/tax-identifiers/{tax}")));
    assert_eq!(dated().unwrap(), "2024-03-01T09:38:00Z", "and deleted");
}

#[test]
fn digital_river_4d_20_to_24_deletion_is_for_good_and_takes_everything_along() {
    let river = River::open();
    river.create(json!({"id": "ann", "email": "ann@example.com"}));
    river.named("bob");
    let sources = [river.attached("ann", "creditCard"), river.attached("ann", "ideal")];
    let (mine, his) = (river.tax("de", "DE123456789"), river.tax("de", "DE000000000"));
    river.attach_tax("ann", &mine);
    river.attach_tax("bob", &his);
    let response = river.call(&Request::delete("/customers/ann"));
    assert_eq!((response.status, response.body.len(), response.header_value("content-type")), (204, 0, None));
    let spare = river.source("creditCard");
    for request in [
        Request::get("/customers/ann"),
        Request::post("/customers/ann").json(&json!({"email": "x@example.com"})),
        Request::delete("/customers/ann"),
        Request::post(format!("/customers/ann/sources/{spare}")),
        Request::delete(format!("/customers/ann/sources/{spare}")),
        Request::post(format!("/customers/ann/tax-identifiers/{his}")),
    ] {
        assert_eq!(river.bare(request.clone()), (404, nobody("ann")), "{request:?}");
    }
    for source in &sources {
        let source = river.get(&format!("/sources/{source}"));
        assert_eq!((&source["state"], source.get("customerId")), (&json!("cancelled"), None));
    }
    assert_eq!(river.bare(Request::get(format!("/tax-identifiers/{mine}"))).0, 404);
    assert_eq!(ids(&river.get("/tax-identifiers")), [&his]);
    assert_eq!(ids(&river.get("/customers")), ["bob"]);
    // 23: the id may be used again, for somebody new.
    assert_eq!(keys(&river.named("ann")), "id createdTime enabled requestToBeForgotten liveMode");
    assert!(river.store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn digital_river_4e_25_26_a_disabled_customer_orders_nothing_and_can_do_all_else() {
    let river = River::open();
    river.named("ann");
    let guard = || river.account.customers().check_order("ann");
    assert_eq!(guard().unwrap().id, "ann");
    river.update("ann", json!({"enabled": false}));
    let barred = guard().unwrap_err();
    assert!(matches!(&barred, Error::Conflict { reason: Conflict::OrdersBarred, .. }), "{barred}");
    assert_eq!(barred.status(), Status::Conflict);
    assert_eq!(river.get("/customers/ann")["enabled"], false);
    assert_eq!(river.update("ann", json!({"locale": "en_US"}))["enabled"], false);
    let source = river.attached("ann", "creditCard");
    assert_eq!(river.detach("ann", &source).0, 204);
    river.update("ann", json!({"enabled": true}));
    assert!(guard().is_ok());
    river.update("ann", json!({"enabled": false}));
    assert_eq!(river.bare(Request::delete("/customers/ann")).0, 204);
    assert_eq!(guard().unwrap_err().status(), Status::NotFound);
    // With the other providers there is no such word: orders are taken.
    for provider in Provider::ALL.into_iter().filter(|provider| *provider != Provider::DigitalRiver) {
        let account = river.store.account(provider, Mode::Test);
        let attributes = Attributes::initial(provider);
        let row =
            ImportedCustomer { id: Some("x".into()), attributes: Some(attributes), ..ImportedCustomer::default() };
        account.customers().import(vec![row], false).unwrap();
        assert!(account.customers().check_order("x").is_ok(), "{provider}");
    }
}

#[test]
fn digital_river_4e_27_28_29_a_request_to_be_forgotten_is_only_noted() {
    let river = River::open();
    river.create(json!({"id": "ann", "email": "ann@example.com", "shipping": shipping()}));
    let before = river.get("/customers/ann");
    let after = river.update("ann", json!({"requestToBeForgotten": true}));
    assert_eq!((&after["email"], &after["shipping"]), (&before["email"], &before["shipping"]));
    assert_eq!(river.get("/customers/ann"), after);
    assert_eq!(after["requestToBeForgotten"], true);
    assert_eq!(river.update("ann", json!({"locale": "en_US"}))["requestToBeForgotten"], true);
    assert_eq!(river.update("ann", json!({"requestToBeForgotten": false}))["requestToBeForgotten"], false);
}

#[test]
fn digital_river_4h_53_metadata_has_limits_and_each_its_code() {
    let river = River::open();
    river.named("ann");
    let pairs = |count: usize| -> Value { (0..count).map(|number| (format!("name{number}"), json!(1))).collect() };
    let breach = |code: &str| error("bad_request", code, Some("metadata"), None);
    for (good, bad, code) in [
        (pairs(20), pairs(21), "too_many_metadata_pairs"),
        (json!({"ä".repeat(40): 1}), json!({"ä".repeat(41): 1}), "invalid_metadata_key"),
        (json!({"a": "ä".repeat(500)}), json!({"a": "ä".repeat(501)}), "invalid_metadata_value"),
    ] {
        assert_eq!(river.update("ann", json!({ "metadata": good }))["metadata"], good);
        river.refused("ann", json!({ "metadata": bad }), &breach(code));
        assert_eq!(river.post("/customers", json!({ "metadata": bad })), (400, breach(code)));
        let metadata = Metadata::from_value(&bad).unwrap();
        let typed = river.account.customers().create(NewCustomer { metadata, ..NewCustomer::default() });
        assert_eq!(typed.unwrap_err().field(), Some("metadata"));
    }
    assert_eq!(ids(&river.get("/customers")), ["ann"]);
}

#[test]
fn digital_river_4h_54_metadata_is_texts_numbers_and_truth_values() {
    let river = River::open();
    river.named("ann");
    let good = json!({"text": "", "whole": 7, "below": -7, "part": 1.5, "truth": false});
    assert_eq!(river.update("ann", json!({ "metadata": good }))["metadata"], good);
    for bad in [json!({"a": {}}), json!({"a": []}), json!({"a": null})] {
        let expected = error("bad_request", "invalid_metadata_value", Some("metadata"), None);
        river.refused("ann", json!({ "metadata": bad }), &expected);
    }
    // An empty object is no metadata.
    assert_eq!(river.update("ann", json!({"metadata": {}})).get("metadata"), None);
}

#[test]
fn digital_river_4j_64_test_and_live_are_separate_worlds() {
    let river = River::open();
    river.named("ann");
    let live = river.store.account(Provider::DigitalRiver, Mode::Live);
    let on = |path: &str| live.call(&Request::get(path)).status;
    assert_eq!(on("/customers/ann"), 404);
    let source = river.source("creditCard");
    let tax = river.tax("de", "DE123456789");
    assert_eq!((on(&format!("/sources/{source}")), on(&format!("/tax-identifiers/{tax}"))), (404, 404));
    assert_eq!(live.call(&Request::post("/customers").json(&json!({"id": "ann"}))).status, 201);
    assert_eq!(live.call(&Request::delete("/customers/ann")).status, 204);
    assert_eq!(river.get("/customers/ann")["liveMode"], false);
}

#[test]
fn digital_river_2_1_bodies_are_json_and_nothing_else() {
    let river = River::open();
    let unreadable =
        (400, error("bad_request", "invalid_format", None, Some("The format of your request is invalid.")));
    let send = |content_type: &str, body: &str| {
        let mut request = Request::post("/customers").header("Content-Type", content_type);
        request.body = body.as_bytes().to_vec();
        answer(river.call(&request))
    };
    for (content_type, body) in [
        ("application/x-www-form-urlencoded", "email=ann@example.com"),
        ("text/plain", "{}"),
        ("application/xml", "<a/>"),
        ("application/json", "{"),
        ("application/json", "[]"),
        ("application/json", "null"),
        ("application/json", "\"x\""),
        ("application/json", "{\"email\": 1e999}"),
    ] {
        assert_eq!(send(content_type, body), unreadable, "{content_type} {body}");
    }
    let deep = format!("{}{}", "[".repeat(4000), "]".repeat(4000));
    assert_eq!(send("application/json", &format!("{{\"metadata\":{deep}}}")), unreadable);
    assert_eq!(ids(&river.get("/customers")), Vec::<&str>::new());
    assert_eq!(send("Application/JSON; charset=utf-8", "{}").0, 201);
    // The last of equal names counts.
    assert_eq!(send("application/json", r#"{"locale": "x", "locale": "de_DE"}"#).1["locale"], "de_DE");
}

#[test]
fn digital_river_2_2_other_paths_and_methods_are_refused() {
    let river = River::open();
    river.named("ann");
    for path in ["/", "/customers/ann/sources", "/customers/ann/cards/1", "/orders", "/sources/1/2", "/customers//"] {
        let (status, body) = river.bare(Request::get(path));
        let message = "The requested resource was not found.";
        assert_eq!((status, body), (404, error("not_found", "not_found", None, Some(message))), "{path}");
    }
    for (method, path, offered) in [
        (Method::Put, "/customers", "GET, POST"),
        (Method::Delete, "/customers", "GET, POST"),
        (Method::Put, "/customers/ann", "GET, POST, DELETE"),
        (Method::Patch, "/customers/ann", "GET, POST, DELETE"),
        (Method::Get, "/customers/ann/sources/1", "POST, DELETE"),
        (Method::Get, "/customers/ann/tax-identifiers/1", "POST"),
        (Method::Delete, "/customers/ann/tax-identifiers/1", "POST"),
        (Method::Get, "/sources", "POST"),
        (Method::Post, "/sources/1", "GET"),
        (Method::Delete, "/sources/1", "GET"),
        (Method::Delete, "/tax-identifiers", "GET, POST"),
        (Method::Post, "/tax-identifiers/1", "GET, DELETE"),
        (Method::Other, "/customers", "GET, POST"),
    ] {
        let response = river.call(&Request::new(method, path));
        assert_eq!(
            (response.status, response.text().as_ref(), response.header_value("allow")),
            (405, r#"{"type":"method_not_allowed","errors":[{"code":"method_not_allowed"}]}"#, Some(offered)),
            "{method:?} {path}"
        );
    }
    // A trailing slash, and another version's header, are no matter.
    let request = Request::get("/customers/ann/").header("digitalriver-version", "2020-12-17");
    assert_eq!(river.bare(request).0, 200);
}

#[test]
fn digital_river_5_the_public_key_opens_nothing() {
    let river = River::open();
    let response = river.call(&Request::get("/customers").public());
    assert_eq!(response.status, 401);
    assert_eq!(
        response.text(),
        r#"{"type":"unauthorized","errors":[{"message":"An authorization error has occurred."}]}"#
    );
}

#[test]
fn digital_river_5_an_unknown_customer_comes_before_a_wrong_body() {
    let river = River::open();
    assert_eq!(river.post("/customers/nobody", json!({"price": 1})), (404, nobody("nobody")));
    let long = "x".repeat(500);
    let (status, body) = river.bare(Request::get(format!("/customers/{long}")));
    assert_eq!(status, 404);
    assert!(body["errors"][0]["message"].as_str().unwrap().len() < 200);
}

#[test]
fn digital_river_3_2_an_address_without_its_country_is_refused_unless_it_was_there() {
    let river = River::open();
    let attributes = |line1: &str, country: Option<&str>| {
        let shipping =
            Shipping { line1: Some(line1.into()), country: country.map(str::to_owned), ..Shipping::default() };
        let river = DigitalRiverAttributes { shipping: Some(shipping), ..DigitalRiverAttributes::default() };
        Some(Attributes::DigitalRiver(Box::new(river)))
    };
    // As an import may bring it.
    let row = ImportedCustomer { id: Some("ann".into()), attributes: attributes("1 Road", None), ..Default::default() };
    river.account.customers().import(vec![row], false).unwrap().remove(0).unwrap();
    let update = |attributes| {
        let update = CustomerUpdate { attributes, email: Some(Some("a@example.com".into())), ..Default::default() };
        river.account.customers().update("ann", update)
    };
    update(attributes("1 Road", None)).unwrap();
    let refused = update(attributes("2 Road", None)).unwrap_err();
    assert!(matches!(refused, Error::InvalidArgument { field: "shipping.address.country", .. }), "{refused}");
    update(attributes("2 Road", Some("US"))).unwrap();
}
