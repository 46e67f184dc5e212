//! What hangs off a customer of Digital River's is attached, shown or taken off wrongly: sources (3.3, 4.F) and tax
//! identifiers (3.4, 4.G).

mod river;

use river::*;
use serde_json::{Value, json};
use tillbook::*;

fn source_not_found(id: &str) -> Value {
    error("not_found", "source_not_found", Some("sourceId"), Some(&format!("Source '{id}' not found.")))
}

fn not_chargeable(id: &str) -> Value {
    error("conflict", "source_not_chargeable", Some("sourceId"), Some(&format!("Source '{id}' is not chargeable.")))
}

fn not_reusable() -> Value {
    error("conflict", "nonreusable_source", None, Some("Only a reusable source may be attached to a customer."))
}

fn tax_not_found(id: &str) -> Value {
    error("not_found", "not_found", Some("id"), Some(&format!("Tax identifier '{id}' not found.")))
}

/// A card with everything that a source can say.
fn card() -> NewCard {
    let owner = json!({"firstName": "Ann", "address": {"country": "US"}});
    let attributes = DigitalRiverSource {
        currency: Some("USD".into()),
        amount: Some("20.50".into()),
        owner: Metadata::from_value(&owner).unwrap(),
        details: Metadata::parse(r#"{"issuer":"Example Bank"}"#).unwrap(),
        flow: "redirect".into(),
        metadata: Metadata::parse(r#"{"lane":4}"#).unwrap(),
        payment_session_id: Some("session-1".into()),
        ..DigitalRiverSource::credit_card()
    };
    NewCard {
        brand: Brand::Visa,
        last_digits: "1881".into(),
        expiration_month: 7,
        expiration_year: 2030,
        ..NewCard::new(CardAttributes::DigitalRiver(Box::new(attributes)))
    }
}

#[test]
fn digital_river_3_3_a_source_letter_for_letter() {
    let river = River::open();
    river.named("ann");
    let made = river.account.cards().add(card()).unwrap();
    let id = &made.id;
    let CardAttributes::DigitalRiver(attributes) = &made.attributes else { panic!("{made:?}") };
    let secret = &attributes.client_secret;
    assert!(secret.starts_with(&format!("{id}_")) && secret.len() == 73, "{secret}");
    let text = |reusable: bool, customer: &str, state: &str| {
        format!(
            concat!(
                r#"{{"id":"{id}","clientSecret":"{secret}","createdTime":"2024-03-01T09:30:00Z","type":"creditCard","#,
                r#""currency":"USD","amount":20.50,"reusable":{reusable},"owner":{{"firstName":"Ann","address":{{"country":"US"}}}},"#,
                r#""creditCard":{{"brand":"Visa","expirationMonth":7,"expirationYear":2030,"lastFourDigits":"1881","issuer":"Example Bank"}},"#,
                r#""flow":"redirect","state":"{state}","metadata":{{"lane":4}},{customer}"paymentSessionId":"session-1","liveMode":false}}"#,
            ),
            id = id,
            secret = secret,
            reusable = reusable,
            customer = customer,
            state = state
        )
    };
    let path = format!("/sources/{id}");
    assert_eq!(river.text(&path), text(false, "", "chargeable"));
    let attached = river.call(&Request::post(format!("/customers/ann/sources/{id}")));
    assert_eq!(attached.text(), text(true, r#""customerId":"ann","#, "chargeable"));
    assert_eq!(river.text(&path), attached.text());
    let within = river.text("/customers/ann");
    assert!(within.contains(&format!(r#""sources":[{}]"#, attached.text())), "{within}");
    river.detach("ann", id);
    assert_eq!(river.text(&path), text(true, "", "cancelled"));
}

#[test]
fn digital_river_3_3_which_kinds_can_be_kept() {
    let river = River::open();
    river.named("ann");
    for kind in [
        "creditCard",
        "googlePay",
        "applePay",
        "payPalBilling",
        "directDebit",
        "ideal",
        "klarnaCreditRecurring",
        "amazonPay",
        "msts",
    ] {
        river.attached("ann", kind);
    }
    for kind in [
        "payPal",
        "payPalCredit",
        "wireTransfer",
        "konbini",
        "bancontact",
        "onlineBanking",
        "payCo",
        "afterPay",
        "ccAvenue",
        "alipay",
        "customerCredit",
        "bPay",
        "codJapan",
        "klarnaCredit",
        "bankTransfer",
        "giftCard",
    ] {
        let source = river.source(kind);
        assert_eq!(river.attach("ann", &source), (409, not_reusable()), "{kind}");
    }
    assert_eq!(river.get("/customers/ann")["sources"].as_array().unwrap().len(), 9);
    // Who makes a source may know better.
    for (kind, supports_reuse, status) in [("alipay", true, 200), ("creditCard", false, 409)] {
        let source = DigitalRiverSource { supports_reuse, ..DigitalRiverSource::of_kind(kind) };
        let new = NewCard::new(CardAttributes::DigitalRiver(Box::new(source)));
        let source = river.account.cards().add(new).unwrap();
        assert_eq!(river.attach("ann", &source.id).0, status, "{kind}");
    }
}

#[test]
fn digital_river_4f_31_32_only_what_can_be_charged_and_kept_is_attached() {
    let river = River::open();
    river.named("ann");
    let before = river.text("/customers/ann");
    for state in [
        SourceState::PendingFunds,
        SourceState::PendingRedirect,
        SourceState::RequiresAction,
        SourceState::Consumed,
        SourceState::Cancelled,
        SourceState::Failed,
    ] {
        let source = river.source_in("creditCard", state);
        let alone = river.text(&format!("/sources/{source}"));
        assert_eq!(river.attach("ann", &source), (409, not_chargeable(&source)), "{state:?}");
        assert_eq!(river.text(&format!("/sources/{source}")), alone);
    }
    assert_eq!(river.text("/customers/ann"), before);
    let source = river.source("creditCard");
    assert_eq!(river.get(&format!("/sources/{source}"))["reusable"], false);
    let (status, attached) = river.attach("ann", &source);
    assert_eq!((status, &attached["reusable"], &attached["customerId"]), (200, &json!(true), &json!("ann")));
}

#[test]
fn digital_river_4f_33_40_43_the_first_is_the_default_and_the_order_that_of_attachment() {
    let river = River::open();
    river.named("ann");
    let late = river.source("creditCard");
    let one = river.attached("ann", "creditCard");
    let two = river.attached("ann", "ideal");
    river.attach("ann", &late);
    let ann = || river.get("/customers/ann");
    let order = |ann: &Value| -> Vec<String> {
        ann["sources"].as_array().unwrap().iter().map(|source| source["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((order(&ann()), &ann()["defaultSourceId"]), (vec![one.clone(), two.clone(), late.clone()], &json!(one)));
    // 39: nobody is promoted; 40: nor is the next one, while others remain.
    assert_eq!(river.detach("ann", &one), (204, Value::Null));
    assert_eq!((order(&ann()), ann().get("defaultSourceId")), (vec![two.clone(), late.clone()], None));
    let four = river.attached("ann", "creditCard");
    assert_eq!(ann().get("defaultSourceId"), None);
    for source in [&two, &late, &four] {
        river.detach("ann", source);
    }
    assert_eq!((ann().get("sources"), ann().get("defaultSourceId")), (None, None));
    // With no others left the next one is the first again.
    let five = river.attached("ann", "creditCard");
    assert_eq!(ann()["defaultSourceId"], five.as_str());
    // A card that came by way of a token follows the same rules.
    let typed =
        || river.account.tokens().create(CardDetails::new("4012888888881881", "Ann", 7, 2030)).unwrap().id.clone();
    let (six, seven) = (
        river.account.cards().create("ann", &typed()).unwrap(),
        river.account.cards().create("ann", &typed()).unwrap(),
    );
    assert_eq!(ann()["defaultSourceId"], five.as_str());
    river.detach("ann", &five);
    river.account.cards().create("ann", &typed()).unwrap();
    assert_eq!(ann().get("defaultSourceId"), None);
    let shown = &ann()["sources"][0];
    let details = json!({"brand": "Visa", "expirationMonth": 7, "expirationYear": 2030, "lastFourDigits": "1881"});
    assert_eq!((&shown["id"], &shown["type"], &shown["creditCard"]), (&json!(six.id), &json!("creditCard"), &details));
    assert_eq!(shown["reusable"], true);
    river.detach("ann", &six.id);
    assert_eq!(river.get(&format!("/sources/{}", six.id))["state"], "cancelled");
    assert_eq!(ann()["sources"][0]["id"], seven.id.as_str());
    assert!(river.store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn digital_river_4f_34_35_detached_is_for_good() {
    let river = River::open();
    river.named("ann");
    river.named("bob");
    let source = river.attached("ann", "creditCard");
    let response = river.call(&Request::delete(format!("/customers/ann/sources/{source}")));
    assert_eq!((response.status, response.body.len()), (204, 0));
    let shown = river.get(&format!("/sources/{source}"));
    assert_eq!((&shown["state"], shown.get("customerId")), (&json!("cancelled"), None));
    assert_eq!(river.get("/customers/ann").get("sources"), None);
    for customer in ["ann", "bob"] {
        assert_eq!(river.attach(customer, &source), (409, not_chargeable(&source)));
    }
    let typed = river.account.cards().adopt("ann", &source).unwrap_err();
    assert!(matches!(typed, Error::Conflict { reason: Conflict::NotChargeable, .. }), "{typed}");
    assert_eq!(river.account.cards().by_id(&source).unwrap().unwrap().customer, None);
    assert!(river.store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn digital_river_4f_36_37_another_customers_source_and_ones_own() {
    let river = River::open();
    river.named("ann");
    river.named("bob");
    let source = river.attached("ann", "creditCard");
    let message = format!("Source '{source}' is attached to a different customer.");
    let in_use = error("conflict", "source_in_use", Some("sourceId"), Some(&message));
    assert_eq!(river.attach("bob", &source), (409, in_use));
    assert_eq!(river.get("/customers/bob").get("sources"), None);
    let before = river.text("/customers/ann");
    river.clock.advance_seconds(60);
    let (status, again) = river.attach("ann", &source);
    assert_eq!((status, &again["id"]), (200, &json!(source)));
    assert_eq!(river.text("/customers/ann"), before, "nothing changes");
}

#[test]
fn digital_river_4f_38_a_default_must_be_attached() {
    let river = River::open();
    river.named("ann");
    river.named("bob");
    let (one, two) = (river.attached("ann", "creditCard"), river.attached("ann", "ideal"));
    let (free, foreign) = (river.source("creditCard"), river.attached("bob", "creditCard"));
    for wrong in [free.as_str(), &foreign, "nothing", ""] {
        river.refused("ann", json!({"defaultSourceId": wrong, "locale": "en_US"}), &invalid("defaultSourceId", wrong));
    }
    assert_eq!(river.update("ann", json!({"defaultSourceId": two}))["defaultSourceId"], two.as_str());
    river.detach("ann", &one);
    assert_eq!(river.get("/customers/ann")["defaultSourceId"], two.as_str(), "another one went");
    river.detach("ann", &two);
    river.refused("ann", json!({ "defaultSourceId": two }), &invalid("defaultSourceId", &two));
}

#[test]
fn digital_river_4f_41_the_order_of_the_checks() {
    let river = River::open();
    river.named("ann");
    river.named("bob");
    assert_eq!(river.attach("nobody", "nothing"), (404, nobody("nobody")));
    assert_eq!(river.attach("ann", "nothing"), (404, source_not_found("nothing")));
    // Somebody else's, not to be kept and not to be charged: each hides what comes behind it.
    let source = river.attached("bob", "creditCard");
    let spoilt = |customer: Option<&str>| {
        let card = Card::clone(&river.account.cards().by_id(&source).unwrap().unwrap());
        let attributes = DigitalRiverSource { state: SourceState::Failed, ..DigitalRiverSource::of_kind("konbini") };
        let card = Card { attributes: CardAttributes::DigitalRiver(Box::new(attributes)), ..card };
        let row = ImportedCustomer {
            id: customer.map(str::to_owned),
            cards: Some(vec![card]),
            ..ImportedCustomer::default()
        };
        river.account.customers().import(vec![row], false).unwrap().remove(0).unwrap();
    };
    spoilt(Some("bob"));
    assert_eq!(river.attach("ann", &source).1["errors"][0]["code"], "source_in_use");
    let source = river.source_in("konbini", SourceState::Failed);
    assert_eq!(river.attach("ann", &source), (409, not_reusable()));
    let source = river.source_in("creditCard", SourceState::Failed);
    assert_eq!(river.attach("ann", &source), (409, not_chargeable(&source)));
}

#[test]
fn digital_river_4f_42_what_is_not_the_customers_cannot_be_detached() {
    let river = River::open();
    river.named("ann");
    river.named("bob");
    let (free, foreign) = (river.source("creditCard"), river.attached("bob", "creditCard"));
    for wrong in [free.as_str(), &foreign, "nothing"] {
        assert_eq!(river.detach("ann", wrong), (404, source_not_found(wrong)), "{wrong}");
    }
    assert_eq!(river.get(&format!("/sources/{foreign}"))["customerId"], "bob");
    assert_eq!(river.bare(Request::get("/sources/nothing")), (404, source_not_found("nothing")));
}

#[test]
fn digital_river_2_2_e10_only_customer_credit_is_made_by_the_shop() {
    let river = River::open();
    let owner = json!({"lastName": "Example", "organization": null, "upstreamId": "u-1", "email": "a@example.com",
        "address": {"line1": null, "country": "US"}, "additionalAddressInfo": {"division": "North"}});
    let (status, made) = river.post(
        "/sources",
        json!({"type": "customerCredit", "amount": 5.25, "paymentSessionId": "session-1", "upstreamId": "order-1",
               "customerCredit": {}, "owner": owner}),
    );
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        keys(&made),
        "id clientSecret createdTime type amount reusable owner customerCredit flow state paymentSessionId liveMode"
    );
    assert_eq!(
        (&made["amount"], &made["state"], &made["reusable"]),
        (&json!(5.25), &json!("chargeable"), &json!(false))
    );
    let shown = json!({"lastName": "Example", "upstreamId": "u-1", "email": "a@example.com",
        "address": {"country": "US"}, "additionalAddressInfo": {"division": "North"}});
    assert_eq!(made["owner"], shown);
    assert_eq!(river.get(&format!("/sources/{}", made["id"].as_str().unwrap())), made);
    river.named("ann");
    assert_eq!(river.attach("ann", made["id"].as_str().unwrap()), (409, not_reusable()));
    let credit = |name: &str, value: Value| {
        let mut body = json!({"type": "customerCredit", "amount": 5});
        body[name] = value;
        river.post("/sources", body)
    };
    assert_eq!(credit("type", json!("creditCard")), (400, invalid("type", "creditCard")));
    assert_eq!(credit("type", Value::Null), (400, missing("type")));
    assert_eq!(credit("amount", Value::Null), (400, missing("amount")));
    assert_eq!(credit("amount", json!("5")), (400, invalid("amount", "5")));
    assert_eq!(credit("currency", json!("USD")), (400, unknown("currency")));
    assert_eq!(credit("creditCard", json!({})), (400, unknown("creditCard")));
    assert_eq!(credit("customerCredit", json!(7)), (400, invalid("customerCredit", "7")));
    assert_eq!(credit("owner", json!({})), (400, missing("owner.address")));
    assert_eq!(credit("owner", json!({"address": {}})), (400, missing("owner.address.country")));
    for country in ["", "us", "USA"] {
        let owner = json!({"address": {"country": country}});
        assert_eq!(credit("owner", owner), (400, invalid("owner.address.country", country)));
    }
    assert_eq!(credit("owner", json!({"address": {"country": "US"}, "age": 7})), (400, unknown("owner.age")));
    // No card number gets in by whatever door, and none comes back.
    for hidden in [json!({"number": "4012888888881881"}), json!({"deep": {"note": "4012 8888 8888 1881"}})] {
        let (status, body) = credit("customerCredit", hidden);
        assert_eq!(status, 400);
        assert!(!body.to_string().contains("1881"), "{body}");
    }
    let number = NewCard { last_digits: "4012888888881881".into(), ..card() };
    assert_eq!(river.account.cards().add(number).unwrap_err().status(), Status::InvalidArgument);
}

#[test]
fn a_card_that_stands_alone_is_for_the_provider_that_has_such() {
    let river = River::open();
    for provider in Provider::ALL.into_iter().filter(|provider| *provider != Provider::DigitalRiver) {
        let account = river.store.account(provider, Mode::Test);
        assert_eq!(account.cards().add(card()).unwrap_err().status(), Status::Unsupported, "{provider}");
        assert_eq!(account.tax_identifiers().create("de", "DE1").unwrap_err().status(), Status::Unsupported);
    }
    let plain = river.account.cards().add(NewCard::new(CardAttributes::Plain)).unwrap_err();
    assert_eq!(plain.field(), Some("attributes"));
}

#[test]
fn digital_river_4g_44_a_tax_identifier_letter_for_letter() {
    let river = River::open();
    let make = |kind: &str, value: &str| {
        let request = Request::post("/tax-identifiers").json(&json!({"value": value, "type": kind}));
        let response = river.call(&request);
        assert_eq!(response.status, 201, "{}", response.text());
        let id = response.json()["id"].as_str().unwrap().to_owned();
        (response.text().into_owned(), id)
    };
    let (pending, id) = make("fr", "FR12345678901");
    assert_eq!(
        pending,
        format!(
            r#"{{"id":"{id}","createdTime":"2024-03-01T09:30:00Z","updatedTime":"2024-03-01T09:30:00Z","type":"fr","value":"FR12345678901","state":"pending","stateTransitions":{{"pending":"2024-03-01T09:30:00Z"}},"liveMode":false}}"#
        )
    );
    assert_eq!(river.text(&format!("/tax-identifiers/{id}")), pending);
    for (kind, value) in [
        ("be", "BE0000000000"),
        ("be", "BE1234567890"),
        ("de", "DE000000000"),
        ("de", "DE123456789"),
        ("it", "IT00000000000"),
        ("it", "IT12345678901"),
        ("it_natural", "IT00000000000"),
        ("it_natural", "IT12345678901"),
    ] {
        let made: Value = serde_json::from_str(&make(kind, value).0).unwrap();
        let transitions = json!({"pending": NOW, "verified": NOW});
        assert_eq!((&made["state"], &made["stateTransitions"]), (&json!("verified"), &transitions), "{kind} {value}");
    }
    for (kind, value) in [("de", "DE123456788"), ("fr", "FR000000000"), ("be", "BE000000000")] {
        let made: Value = serde_json::from_str(&make(kind, value).0).unwrap();
        assert_eq!(made["state"], "pending", "{kind} {value}");
    }
    // Those pairs belong to the test world.
    let live = river.store.account(Provider::DigitalRiver, Mode::Live);
    let made = live.tax_identifiers().create("de", "DE123456789").unwrap();
    assert_eq!(made.state, TaxIdentifierState::Pending);
    assert_eq!(live.call(&Request::get(format!("/tax-identifiers/{}", made.id))).json()["liveMode"], true);
}

#[test]
fn digital_river_4g_45_types_and_values() {
    let river = River::open();
    const TYPES: &str = "au at bh by be br br_ie br_natural bg ca cl co hr cy cz dk ee fi fr de gr hu is in id ie uk it \
        it_cf it_natural jp jp_offshore ke kr_offshore lv lt lu my mt mx mx_natural nl nz no ph pl pt pt_nif ro ru \
        ru_natural sa sg sk si za es se ch tw tw_offshore th tr ua ae";
    const UNION: &str = "at be bg hr cy cz dk ee fi fr de hu ie it it_natural lv lt lu mt nl pl pt ro sk si es se";
    const PEOPLE: &str = "br_natural it_cf it_natural mx_natural pt_nif";
    let refusal = |value: &str| {
        let message = format!("Tax identifier '{value}' invalid.");
        (400, error("bad_request", "invalid_parameter", Some("value"), Some(&message)))
    };
    let create = |kind: &str, value: &str| river.post("/tax-identifiers", json!({"type": kind, "value": value}));
    for kind in TYPES.split_whitespace() {
        let country = if kind == "gr" { "EL".to_owned() } else { kind[..2].to_uppercase() };
        river.named(kind);
        let id = river.tax(kind, &format!("{country}12345678"));
        assert_eq!(river.attach_tax(kind, &id).0, 200);
        let shown = &river.get(&format!("/customers/{kind}"))["taxIdentifiers"][0]["applicability"];
        let people = PEOPLE.split_whitespace().any(|it| it == kind);
        assert_eq!(shown[0]["customerType"], if people { "individual" } else { "business" }, "{kind}");
        let code = if kind == "uk" { "GB".to_owned() } else { kind[..2].to_uppercase() };
        assert_eq!(shown[0]["country"], code, "{kind}");
        assert_eq!(shown.as_array().unwrap().len(), if kind == "cl" { 2 } else { 1 });
    }
    for kind in UNION.split_whitespace() {
        for wrong in ["12345678901".to_owned(), format!("{}1234567", &kind[..2]), "XX1234567".to_owned()] {
            assert_eq!(create(kind, &wrong), refusal(&wrong), "{kind}");
        }
    }
    for (kind, value) in [("gr", "GR123456789"), ("uk", "123456789"), ("no", "123456789MVA"), ("pt_nif", "123456789")] {
        assert_eq!(create(kind, value).0, 201, "{kind}");
    }
    for wrong in ["", "1 2", "12\t3", " 123", "123\u{a0}"] {
        assert_eq!(create("us", wrong), (400, invalid("type", "us")), "{wrong:?}");
        assert_eq!(create("au", wrong), refusal(wrong), "{wrong:?}");
    }
    for wrong in ["gb", "DE", "", "germany"] {
        assert_eq!(create(wrong, "DE123456789"), (400, invalid("type", wrong)));
    }
    let post = |body: Value| river.post("/tax-identifiers", body);
    assert_eq!(post(json!({"value": "DE1"})), (400, missing("type")));
    assert_eq!(post(json!({"type": "de"})), (400, missing("value")));
    assert_eq!(post(json!({"type": "de", "value": null})), (400, missing("value")));
    assert_eq!(post(json!({"type": "de", "value": 7})), (400, invalid("value", "7")));
    assert_eq!(post(json!({"type": "de", "value": "DE1", "customerId": "ann"})), (400, unknown("customerId")));
    assert_eq!(river.bare(Request::post("/tax-identifiers")), (400, missing("type")));
}

#[test]
fn digital_river_4g_46_47_50_attaching_in_any_state_and_again() {
    let river = River::open();
    river.named("ann");
    river.clock.advance_seconds(60);
    for (kind, value, state) in [("de", "DE123456789", "verified"), ("fr", "FR12345678901", "pending")] {
        let id = river.tax(kind, value);
        river.clock.advance_seconds(60);
        let (status, attached) = river.attach_tax("ann", &id);
        assert_eq!((status, &attached["state"], &attached["customerId"]), (200, &json!(state), &json!("ann")));
        assert_ne!(attached["updatedTime"], attached["createdTime"]);
        assert_eq!(attached.get("applicability"), None);
        assert_eq!(river.get(&format!("/tax-identifiers/{id}")), attached);
        let before = river.text("/customers/ann");
        river.clock.advance_seconds(60);
        assert_eq!(river.attach_tax("ann", &id), (200, attached));
        assert_eq!(river.text("/customers/ann"), before, "nothing changes");
    }
    let kinds: Vec<Value> = river.get("/customers/ann")["taxIdentifiers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|identifier| identifier["type"].clone())
        .collect();
    assert_eq!(kinds, ["de", "fr"]);
    assert_eq!(river.attach_tax("nobody", "nothing"), (404, nobody("nobody")));
    assert_eq!(river.attach_tax("ann", "nothing"), (404, tax_not_found("nothing")));
}

#[test]
fn digital_river_4g_48_49_another_customers_and_a_second_of_a_type() {
    let river = River::open();
    river.named("ann");
    river.named("bob");
    let (mine, second) = (river.tax("de", "DE123456789"), river.tax("de", "DE000000000"));
    river.attach_tax("ann", &mine);
    let before = [river.text("/customers/ann"), river.text("/customers/bob")];
    river.clock.advance_seconds(60);
    let message = "You cannot replace a tax identifier's customer id.";
    let taken = error("conflict", "customer_not_updateable", Some("customerId"), Some(message));
    assert_eq!(river.attach_tax("bob", &mine), (409, taken));
    let message = "Customer already has a tax identifier of type 'de'.";
    assert_eq!(
        river.attach_tax("ann", &second),
        (409, error("conflict", "already_exists", Some("type"), Some(message)))
    );
    assert_eq!([river.text("/customers/ann"), river.text("/customers/bob")], before);
    assert_eq!(river.get(&format!("/tax-identifiers/{second}")).get("customerId"), None);
    // The old one goes, the new one comes.
    assert_eq!(river.bare(Request::delete(format!("/tax-identifiers/{mine}"))), (204, Value::Null));
    assert_eq!(river.attach_tax("ann", &second).0, 200);
}

#[test]
fn digital_river_4g_51_deleting_detaches_for_good() {
    let river = River::open();
    river.named("ann");
    let id = river.tax("de", "DE123456789");
    river.attach_tax("ann", &id);
    let response = river.call(&Request::delete(format!("/tax-identifiers/{id}")));
    assert_eq!((response.status, response.body.len()), (204, 0));
    assert_eq!(river.get("/customers/ann").get("taxIdentifiers"), None);
    assert_eq!(river.attach_tax("ann", &id), (404, tax_not_found(&id)));
    assert_eq!(river.bare(Request::get(format!("/tax-identifiers/{id}"))), (404, tax_not_found(&id)));
    assert_eq!(river.bare(Request::delete(format!("/tax-identifiers/{id}"))), (404, tax_not_found(&id)));
    let alone = river.tax("fr", "FR12345678901");
    assert_eq!(river.bare(Request::delete(format!("/tax-identifiers/{alone}"))).0, 204);
    assert!(river.store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn what_is_attached_survives_the_night() {
    let river = River::open();
    river.named("ann");
    let sources = [river.attached("ann", "creditCard"), river.attached("ann", "ideal")];
    river.detach("ann", &sources[0]);
    let tax = river.tax("de", "DE123456789");
    river.attach_tax("ann", &tax);
    let (before, gone) = (river.text("/customers/ann"), river.text(&format!("/sources/{}", sources[0])));
    let stat = river.store.stat().unwrap();
    assert_eq!((stat.accounts[0].cards, stat.accounts[0].tax_identifiers), (2, 1));
    let River { store, account, clock, folder } = river;
    drop((store, account));
    let store = OpenOptions::new().shared_clock(clock.clone()).open(folder.path().join("till.tillbook")).unwrap();
    let account = store.account(Provider::DigitalRiver, Mode::Test);
    let river = River { store, account, clock, folder };
    assert_eq!(river.text("/customers/ann"), before);
    assert_eq!(river.text(&format!("/sources/{}", sources[0])), gone);
    assert!(river.store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn digital_river_3_3_the_details_of_a_source_are_of_their_forms() {
    let river = River::open();
    let credit = |name: &str, value: Value| {
        river.post("/sources", json!({"type": "customerCredit", "amount": 5, "customerCredit": {name: value}}))
    };
    for (name, value, shown) in [
        ("expirationMonth", json!(7), json!(7)),
        ("expirationMonth", json!(12.0), json!(12)),
        ("expirationYear", json!(2030.0), json!(2030)),
        ("lastFourDigits", json!("0081"), json!("0081")),
    ] {
        let (status, made) = credit(name, value);
        assert_eq!((status, &made["customerCredit"]), (201, &json!({name: shown})));
    }
    for (name, wrong) in [
        ("expirationMonth", vec![json!(7.5), json!(0), json!(13), json!(-7.0), json!(1e300), json!("7"), Value::Null]),
        ("expirationYear", vec![json!(2030.5), json!(30), json!(10000.0), json!(-1e300), json!("2030")]),
        ("lastFourDigits", vec![json!("188"), json!("18811"), json!("188x"), json!(1881)]),
    ] {
        for value in wrong {
            let written = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            assert_eq!(credit(name, value), (400, invalid(&format!("customerCredit.{name}"), &written)));
        }
    }
}

/// A customer as the provider shows it, in which every field is filled.
fn full_object() -> Value {
    json!({
        "id": "5823594808", "createdTime": "2021-02-03T04:05:06Z", "updatedTime": "2022-02-03T04:05:06Z",
        "email": "ana@example.com",
        "shipping": {"address": {"line1": "1 Road", "line2": "2nd floor", "city": "Minnetonka", "postalCode": "55343",
                "state": "MN", "country": "US"},
            "name": "Ana", "phone": "952-111-1111", "email": "ship@example.com", "organization": "Example Inc.",
            "additionalAddressInfo": {"neighborhood": "Centro", "division": "North", "phoneticName": "An"}},
        "defaultSourceId": "fd74a5c5-0163-469a-ae8e-031f0259b576",
        "sources": [
            {"id": "e2fd74a5-0163-469a-ae8e-031f0259b576", "clientSecret": "e2fd_secret",
                "createdTime": "2021-03-03T04:05:06Z", "type": "alipay", "currency": "EUR", "amount": 20.5,
                "reusable": true, "owner": {"firstName": "Ana", "lastName": "Li", "email": "ana@example.com",
                    "organization": "Example", "upstreamId": "u-1", "address": {"country": "US"},
                    "additionalAddressInfo": {"division": "North"}},
                "alipay": {"note": "x"}, "flow": "redirect", "state": "consumed", "metadata": {"lane": 4},
                "customerId": "5823594808", "paymentSessionId": "session-1", "liveMode": false},
            {"id": "fd74a5c5-0163-469a-ae8e-031f0259b576", "clientSecret": "fd74_secret",
                "createdTime": "2021-02-03T04:05:06Z", "type": "creditCard", "reusable": true,
                "creditCard": {"brand": "Visa", "expirationMonth": 7, "expirationYear": 2030, "lastFourDigits": "1881"},
                "flow": "standard", "state": "chargeable", "customerId": "5823594808", "liveMode": false},
            {"id": "0165fd74-0163-469a-ae8e-031f0259b576", "createdTime": "2021-04-03T04:05:06Z", "type": "giftCard",
                "reusable": true, "giftCard": {"lastFourDigits": 1881}, "flow": "standard", "state": "chargeable",
                "customerId": "5823594808", "liveMode": false}],
        "taxIdentifiers": [{"id": "33c84f4b-ac99-46d5-a811-b0b2bd1ba0ab", "createdTime": "2021-04-03T04:05:06Z",
            "updatedTime": "2021-04-04T04:05:06Z", "customerId": "5823594808", "type": "de", "value": "DE111111125",
            "state": "verified",
            "stateTransitions": {"pending": "2021-04-03T04:05:06Z", "verified": "2021-04-04T04:05:06Z"},
            "verifiedName": "Example GmbH", "verifiedAddress": "Berlin",
            "applicability": [{"country": "DE", "entity": "DR_Ireland-Entity", "customerType": "business"}],
            "liveMode": false}],
        "taxCertificates": [{"companyName": "Example Inc.", "taxAuthority": "MN", "startDate": "2021-04-07T00:00:00Z",
            "endDate": "2031-04-07T00:00:00Z", "fileId": "file-1"}],
        "enabled": null, "requestToBeForgotten": true, "type": "business", "metadata": {"tier": "gold"},
        "locale": "en_US", "liveMode": false
    })
}

#[test]
fn a_list_from_the_provider_comes_in_and_goes_out_equal() {
    use tillbook::transfer::{ImportOptions, export_jsonl, import};
    let river = River::open();
    let bare = json!({"id": "ann", "createdTime": "2023-02-03T04:05:06Z", "enabled": true,
        "requestToBeForgotten": false, "liveMode": false});
    // Sources, and none of them the default (4.F.39).
    let mut undecided = full_object();
    undecided["id"] = "undecided".into();
    undecided.as_object_mut().unwrap().remove("defaultSourceId");
    undecided.as_object_mut().unwrap().remove("taxIdentifiers");
    for (number, source) in undecided["sources"].as_array_mut().unwrap().iter_mut().enumerate() {
        source["id"] = format!("source-{number}").into();
        source["customerId"] = "undecided".into();
    }
    undecided["createdTime"] = "2020-02-03T04:05:06Z".into();
    let objects = [bare, full_object(), undecided];
    let file = river.folder.path().join("customers.json");
    std::fs::write(&file, json!({"hasMore": false, "data": objects}).to_string()).unwrap();
    let report = import(&river.account, &file, ImportOptions::default(), |_| {}).unwrap();
    assert_eq!(report.created, 3, "{report:?}");
    assert_eq!(river.get("/customers"), json!({"hasMore": false, "data": objects}));
    let again = import(&river.account, &file, ImportOptions::default(), |_| {}).unwrap();
    assert_eq!((again.created, again.unchanged), (0, 3), "{again:?}");
    // A detached source of theirs, and a till's own field, go out and come in again.
    river.detach("5823594808", "fd74a5c5-0163-469a-ae8e-031f0259b576");
    let mut out = Vec::new();
    export_jsonl(&river.account, &mut out, |_| {}).unwrap();
    let other = River::open();
    let file = other.folder.path().join("customers.jsonl");
    std::fs::write(&file, out).unwrap();
    import(&other.account, &file, ImportOptions::default(), |_| {}).unwrap();
    assert_eq!(other.get("/customers"), river.get("/customers"));
    assert!(river.store.check(|_| {}).unwrap().is_sound() && other.store.check(|_| {}).unwrap().is_sound());
    // The other mode's, and what cannot be read, are refused.
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut object = full_object();
        change(&mut object);
        std::fs::write(&file, json!([object]).to_string()).unwrap();
        let report = import(&other.account, &file, ImportOptions::default(), |_| {}).unwrap();
        assert_eq!((report.created, report.updated), (0, 0), "{report:?}");
    };
    refused(&|object| object["liveMode"] = true.into());
    refused(&|object| object["sources"][0]["type"] = "barter".into());
    refused(&|object| object["taxIdentifiers"][0]["state"] = "open".into());
    refused(&|object| object["id"] = "x".repeat(41).into());
}
