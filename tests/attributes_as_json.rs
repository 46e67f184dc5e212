//! What only one provider knows is JSON to programs in other languages: nothing may be lost in it, and nothing slip in.

use serde_json::{Value, json};
use tillbook::*;

fn fields(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

fn river(json: Value) -> Result<Attributes> {
    Attributes::initial(Provider::DigitalRiver).with_json(&json.to_string())
}

#[test]
fn what_is_shown_is_read_back() {
    let member = Attributes::initial(Provider::Shopline).with_json(
        &json!({"name": "Ann", "gender": "female", "birth": {"year": 1990}, "is_member": true, "registered_at": 7,
            "membership_tier": {"id": "gold", "details": {"level": 3, "text": "a"}}, "further": {"text": "b", "n": 1.5},
            "created_by": "open_api", "custom_data": [{"field": {"id": "f"}, "value": "38"}]})
        .to_string(),
    );
    let seller = river(json!({"customer_type": "business", "shipping": {"name": "Ann", "city": "Leeds"},
        "tax_certificates": [{"company_name": "A", "tax_authority": "NY", "start_date": "2026-01-31",
            "end_date": "2027-01-31", "file_id": "f"}]}));
    let payer = Attributes::initial(Provider::Monri).with_json(r#"{"name": "Ann", "zip_code": "10000"}"#);
    for attributes in [member.unwrap(), seller.unwrap(), payer.unwrap()] {
        let fresh = Attributes::initial(attributes.provider());
        assert_ne!(attributes, fresh);
        assert_eq!(fresh.with_json(&attributes.to_json()).unwrap(), attributes);
    }
    let source = json!({"kind": "creditCard", "owner": {"text": "x"}, "details": {"a": [1]}, "state": "pending_funds"});
    let source = CardAttributes::from_json(Provider::DigitalRiver, &source.to_string()).unwrap();
    assert_eq!(CardAttributes::from_json(Provider::DigitalRiver, &source.to_json()).unwrap(), source);
    assert_eq!(fields(&source.to_json())["owner"], json!({"text": "x"}));
    let card = CardAttributes::from_json(Provider::Monri, r#"{"token": "t", "keep_until": 5}"#).unwrap();
    assert_eq!(CardAttributes::from_json(Provider::Monri, &card.to_json()).unwrap(), card);
    assert_eq!(CardAttributes::from_json(Provider::Komoju, "{}").unwrap(), CardAttributes::Plain);
}

#[test]
fn only_what_is_given_changes() {
    let present = river(json!({"shipping": {"name": "Ann", "city": "Leeds"}, "locale": "en_GB"})).unwrap();
    let changed = present.with_json(r#"{"shipping": {"city": "York", "state": null}, "enabled": null}"#).unwrap();
    let shown = fields(&changed.to_json());
    assert_eq!((&shown["shipping"]["name"], &shown["shipping"]["city"]), (&json!("Ann"), &json!("York")));
    assert_eq!((&shown["locale"], &shown["enabled"]), (&json!("en_GB"), &Value::Null));
    let none = changed.with_json(r#"{"shipping": null}"#).unwrap();
    assert_eq!(fields(&none.to_json())["shipping"], Value::Null);

    // An object of somebody's own making is one value: laid over name by name, no name could ever be taken out of it.
    let member = Attributes::initial(Provider::Shopline).with_json(r#"{"further": {"a": 1, "b": 2}}"#).unwrap();
    let member = member.with_json(r#"{"further": {"b": 3}}"#).unwrap();
    assert_eq!(fields(&member.to_json())["further"], json!({"b": 3}));
}

#[test]
fn what_is_wrong_is_named_and_its_value_is_not_shown() {
    let secret = "4242424242424242";
    for (wrong, name) in [
        (json!({"colour": secret}), "colour"),
        (json!({"enabled": secret}), "enabled"),
        (json!({"locale": "en", "tax_certificates": [{"file_id": secret}]}), "tax_certificates"),
        (json!({"shipping": {"planet": secret}}), "shipping"),
        (json!({"customer_type": secret}), "customer_type"),
        (json!([secret]), "JSON object"),
    ] {
        let refused = river(wrong.clone()).unwrap_err();
        assert_eq!((refused.status(), refused.field()), (Status::InvalidArgument, Some("attributes")), "{wrong}");
        assert!(refused.to_string().contains(name) && !refused.to_string().contains(secret), "{refused}");
    }
    assert!(Attributes::initial(Provider::Omise).with_json(r#"{"name": "Ann"}"#).is_err());
    assert!(CardAttributes::from_json(Provider::Komoju, r#"{"token": "t"}"#).is_err());
    assert!(CardAttributes::from_json(Provider::DigitalRiver, r#"{"owner": []}"#).is_err());
    let deep = format!(r#"{{"further": {}1{}}}"#, r#"{"a":"#.repeat(200), "}".repeat(200));
    assert!(Attributes::initial(Provider::Shopline).with_json(&deep).is_err());
}
