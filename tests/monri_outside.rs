//! Monri's clients over HTTP, and lists fetched from Monri in files, are not what they are in process: signatures, access
//! tokens, the control surface, import and export.

mod monri;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use monri::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};
use tillbook::server::{ServerOptions, keys};
use tillbook::transfer::{ImportOptions, export_jsonl, import};
use tillbook::{Keys, Mode, Provider, Request, Timestamp};

const MERCHANT_KEY: &str = "qwert1234";
const TOKEN: &str = "7db11ea5d4a1af32421b564c79b946d1ead3daf0";

/// A served till.
struct Served {
    till: Till,
    address: SocketAddr,
}

impl Served {
    fn open() -> Served {
        let till = Till::open();
        let (mode, keys): (Mode, Keys) =
            keys(Provider::Monri, Some(Mode::Test), Some(MERCHANT_KEY.into()), Some(TOKEN.into())).unwrap();
        let server = ServerOptions::new(till.store.clone())
            .serve(Provider::Monri, mode, keys, ([127, 0, 0, 1], 0).into())
            .control(true)
            .bind()
            .unwrap();
        let address = server.listeners().next().unwrap().address();
        // It ends with the test program.
        std::thread::spawn(move || server.run(std::future::pending()));
        Served { till, address }
    }

    /// Status and body of an answer.
    fn send(&self, method: &str, path: &str, authorization: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let (address, length) = (self.address, body.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\r\nAccept: application/json\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), serde_json::from_str(body).unwrap())
    }

    fn signed(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        self.send(method, path, &signature(path, body), body)
    }

    fn bearer(&self, scopes: Value) -> String {
        let ask = json!({
            "client_id": TOKEN, "client_secret": MERCHANT_KEY, "grant_type": "client_credentials", "scopes": scopes
        });
        let (status, granted) = self.send("POST", "/v2/oauth", "", &ask.to_string());
        assert_eq!(status, 200, "{granted}");
        format!("Bearer {}", text(&granted["access_token"]))
    }
}

fn signature(path: &str, body: &str) -> String {
    let time = "1593457122";
    let sum = Sha512::new().chain_update(MERCHANT_KEY).chain_update(time).chain_update(TOKEN);
    let digest = sum.chain_update(path).chain_update(body).finalize();
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("WP3-v2.1 {TOKEN} {time} {digest}")
}

fn unauthorized() -> (u16, Value) {
    (401, json!({"status": "invalid-request", "message": "Unauthorized"}))
}

#[test]
fn monri_2_2_a_signing_client_goes_through_a_whole_life() {
    let served = Served::open();
    let body = r#"{"merchant_customer_id":"Džemala/2 ","name":"Ana","metadata":{"tier":"gold"}}"#;
    let (status, made) = served.signed("POST", "/v2/customers", body);
    assert_eq!((status, &made["status"]), (200, &json!("approved")));
    let uuid = text(&made["uuid"]);
    let path = format!("/v2/customers/{uuid}");
    let lookup = "/v2/merchants/customers/D%C5%BEemala%2F2%20";
    assert_eq!(served.signed("GET", &path, ""), (200, made.clone()));
    assert_eq!(served.signed("GET", lookup, ""), (200, made.clone()));
    let (_, changed) = served.signed("POST", &path, r#"{"name":null,"metadata":{"tier":null,"n":1}}"#);
    assert_eq!((&changed["name"], &changed["metadata"]), (&Value::Null, &json!({"n": 1})));
    assert_eq!(served.signed("GET", "/v2/customers?limit=3&offset=0", "").1["data"], json!([changed]));
    // Signed without its query.
    let stale = signature("/v2/customers", "");
    assert_eq!(served.send("GET", "/v2/customers?limit=3", &stale, ""), unauthorized());
    let (status, taken) = served.signed("POST", "/v2/customers", body);
    assert_eq!((status, taken["message"].as_str()), (400, Some("Merchant customer id has already been taken")));
    let (_, deleted) = served.signed("DELETE", &path, "");
    assert_eq!(deleted, json!({"status": "approved", "uuid": uuid, "id": uuid, "deleted": true}));
    assert_eq!(served.signed("GET", &path, "").1["deleted"], true);
    assert_eq!(served.signed("GET", lookup, "").0, 404);
    assert_eq!(served.signed("PATCH", &path, "").0, 404);
    assert_eq!(served.send("GET", "/v2/customers", "", ""), unauthorized());
    assert_eq!(served.send("POST", "/v2/customers", &signature("/v2/customers", "{}"), "{ }"), unauthorized());
    assert_eq!(served.till.count(), 0);
}

#[test]
fn monri_2_4_access_tokens_open_what_their_scopes_say_for_900_seconds() {
    let served = Served::open();
    let customers = served.bearer(json!(["customers"]));
    let both = served.bearer(json!(["customers", "payment-methods"]));
    let list = |authorization: &str, path: &str| served.send("GET", path, authorization, "").0;
    assert_eq!(list(&customers, "/v2/customers"), 200);
    assert_eq!(list(&customers, "/v2/payment-methods"), 401);
    assert_eq!(list(&both, "/v2/payment-methods"), 200);
    assert_eq!(list(&both, "/v2/customers/x/payment-methods"), 200);
    assert_eq!(list(&both, "/v2/nothing"), 404);
    served.till.clock.advance_seconds(899);
    assert_eq!(list(&customers, "/v2/customers"), 200);
    served.till.clock.advance_seconds(1);
    assert_eq!(served.send("GET", "/v2/customers", &customers, ""), unauthorized());
    let wrong = json!({
        "client_id": TOKEN, "client_secret": "another", "grant_type": "client_credentials", "scopes": ["customers"]
    });
    assert_eq!(served.send("POST", "/v2/oauth", "", &wrong.to_string()), unauthorized());
}

#[test]
fn monri_2_5_a_confirmed_payment_leaves_a_payment_method() {
    let served = Served::open();
    let path = "/_tillbook/payment-methods";
    let uuid = served.till.create(json!({}));
    let ask = |uuid: &str, number: &str| {
        json!({"customer_uuid": uuid, "number": number, "month": 10, "year": 2031}).to_string()
    };
    let (status, made) = served.signed("POST", path, &ask(&uuid, "4111111111111111"));
    assert_eq!((status, &made["masked_pan"], &made["customer_uuid"]), (201, &json!("411111******1111"), &json!(uuid)));
    assert_eq!((&made["expiration_date"], &made["expired"]), (&json!("2031-10-31"), &json!(false)));
    let listed = served.signed("GET", &format!("/v2/customers/{uuid}/payment-methods"), "");
    assert_eq!(listed, (200, json!({"status": "approved", "data": [made]})));
    let gone = served.till.create(json!({}));
    served.till.ok(Request::delete(format!("/customers/{gone}")));
    for (body, status, message) in [
        (ask("nobody", "4111111111111111"), 404, "Customer not found"),
        (ask(&gone, "4111111111111111"), 400, "Customer is deleted"),
        (ask(&uuid, "4111111111111112"), 400, "number is invalid"),
        (ask(&uuid, "4111111111111111").replace("2031", "2020"), 400, "expiration date cannot be in the past"),
        (ask(&uuid, "4111111111111111").replace("2031", "\"x\""), 400, "year is invalid"),
        (ask(&uuid, "4111111111111111").replace("customer_uuid", "customer"), 400, "customer_uuid is invalid"),
        ("[]".to_owned(), 400, "Invalid request body"),
    ] {
        let expected = json!({"status": "invalid-request", "message": message});
        assert_eq!(served.signed("POST", path, &body), (status, expected), "{body}");
    }
    assert_eq!(served.signed("GET", path, "").0, 404);
    assert_eq!(served.send("POST", path, "", &ask(&uuid, "4111111111111111")), unauthorized());
    let scopes = json!(["customers", "payment-methods", "payments"]);
    let grant = json!({
        "client_id": TOKEN, "client_secret": MERCHANT_KEY, "grant_type": "client_credentials", "scopes": scopes
    });
    let (_, granted) = served.send("POST", "/v2/oauth", "", &grant.to_string());
    let bearer = format!("Bearer {}", granted["access_token"].as_str().unwrap());
    assert_eq!(served.send("GET", "/v2/payment-methods", &bearer, "").0, 200);
    assert_eq!(served.send("POST", path, &bearer, &ask(&uuid, "4111111111111111")), unauthorized());
    assert_eq!(served.send("GET", "/_tillbook/clock", &bearer, ""), unauthorized());
    assert_eq!(served.signed("GET", "/v2/payment-methods", "").1["data"].as_array().unwrap().len(), 1);
}

/// A customer with every field filled, as E6 shows it.
fn whole(uuid: &str, merchant: &str) -> Value {
    json!({
        "status": "approved", "uuid": uuid, "merchant_customer_id": merchant, "description": "regular",
        "email": "ana@example.com", "name": "Ana", "phone": "+387 33 1", "metadata": {"b": "2", "a": [1, null]},
        "zip_code": "71000", "city": "Sarajevo", "address": "Džemala Bijedića 2", "country": "BA", "deleted": false,
        "created_at": "2024-03-01T09:30:00.123+00:00", "updated_at": "2024-04-01T09:30:00.456+00:00", "deleted_at": null
    })
}

#[test]
fn monri_3_1_a_fetched_list_loads_and_comes_out_equal() {
    let till = Till::open();
    let mut plain = whole("cacf6ea5-cce5-4c25-86c2-493395641837", "user-1");
    for field in
        ["merchant_customer_id", "description", "email", "name", "phone", "zip_code", "city", "address", "country"]
    {
        plain[field] = Value::Null;
    }
    plain["metadata"] = json!({});
    plain["created_at"] = json!("2024-03-01T09:30:00.124+00:00");
    plain["updated_at"] = plain["created_at"].clone();
    let list = json!({"status": "approved", "data": [plain, whole("3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41", "user-42")]});
    let file = till.store.path().with_file_name("list.json");
    std::fs::write(&file, list.to_string()).unwrap();
    let report = import(&till.account, &file, ImportOptions::default(), |_| {}).unwrap();
    assert_eq!((report.created, report.warnings.is_empty()), (2, true), "{report:?}");
    assert_eq!(till.ok(Request::get("/v2/customers")), list, "ids, times, order and all");
    let again = import(&till.account, &file, ImportOptions::default(), |_| {}).unwrap();
    assert_eq!((again.created, again.updated), (0, 0), "{again:?}");
}

#[test]
fn monri_3_1_a_fetched_customer_is_known_and_what_it_leaves_empty_is_emptied() {
    let uuid = "3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41";
    let load = |till: &Till, object: &Value| {
        let file = till.store.path().with_file_name("customers.jsonl");
        std::fs::write(&file, object.to_string()).unwrap();
        import(&till.account, &file, ImportOptions::default(), |_| {}).unwrap()
    };
    for (object, known) in [
        (json!({"uuid": uuid, "email": "ana@example.com", "status": "approved"}), true),
        (json!({"uuid": uuid, "email": "ana@example.com", "deleted": false}), true),
        (json!({"uuid": uuid, "email": "ana@example.com"}), false),
    ] {
        let till = Till::open();
        assert_eq!(load(&till, &object).created, 1);
        // Somebody else's word for an id means nothing here.
        assert_eq!(till.account.customers().get(uuid).unwrap().is_some(), known, "{object}");
    }
    let till = Till::open();
    let mut object = whole(uuid, "user-42");
    assert_eq!(load(&till, &object).created, 1);
    for field in ["merchant_customer_id", "description", "email", "phone", "zip_code", "city", "address", "country"] {
        object[field] = Value::Null;
    }
    object["metadata"] = json!({});
    assert_eq!(load(&till, &object).updated, 1);
    // The store's own time of the change.
    object["updated_at"] = json!("2026-05-04T09:30:00.000+00:00");
    assert_eq!(till.get(uuid), object);
}

#[test]
fn monri_3_4_what_is_exported_is_everything() {
    let till = Till::open();
    let uuid = till.create(json!({"name": "Ana", "merchant_customer_id": "user-42"}));
    for number in ["4111111111111111", "5105105105105100"] {
        till.clock.advance_seconds(1);
        let details = tillbook::CardDetails::new(number, "Ana", 12, 2034);
        till.account.cards().attach(&uuid, details).unwrap();
    }
    let mut file = Vec::new();
    export_jsonl(&till.account, &mut file, |_| {}).unwrap();
    let other = Till::open();
    let path = other.store.path().with_file_name("customers.jsonl");
    std::fs::write(&path, &file).unwrap();
    other.clock.set(Timestamp::parse("2026-06-01T00:00:00Z").unwrap());
    let report = import(&other.account, &path, ImportOptions::default(), |_| {}).unwrap();
    assert_eq!((report.created, report.warnings.is_empty()), (1, true), "{report:?}");
    for path in ["/customers", "/payment-methods"] {
        assert_eq!(other.call(Request::get(path)).text(), till.call(Request::get(path)).text());
    }
    let mut again = Vec::new();
    export_jsonl(&other.account, &mut again, |_| {}).unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(file).unwrap());
}

#[test]
fn monri_3_4_payment_methods_beside_their_customer_come_in_as_they_are() {
    let till = Till::open();
    let uuid = "3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41";
    let method = |number: u8, masked: &str, updated: &str| {
        json!({
            "status": "approved", "id": format!("0b7a1c9e-2d44-4f7b-9c55-00000000000{number}"), "masked_pan": masked,
            "expiration_date": "2031-02-28", "keep_until": format!("2030-01-0{number}T00:00:00.000+00:00"),
            "created_at": format!("2024-03-0{number}T09:30:00.123+00:00"), "updated_at": updated, "customer_uuid": uuid,
            "token": format!("token-{number}"), "expired": false
        })
    };
    let changed = method(1, "411111******1111", "2024-04-01T09:30:00.456+00:00");
    let hidden = method(2, "************0004", "2024-03-02T09:30:00.123+00:00");
    let load = |methods: Value| {
        let mut customer = whole(uuid, "user-42");
        customer["tillbook"] = json!({ "cards": methods });
        let file = till.store.path().with_file_name("list.jsonl");
        std::fs::write(&file, customer.to_string()).unwrap();
        import(&till.account, &file, ImportOptions::default(), |_| {}).unwrap()
    };
    for wrong in ["", "4111111111", "41111******1111", "4x1111******1111", "411111******111", "411111******111x"] {
        let report = load(json!([method(1, wrong, "2024-04-01T09:30:00.456+00:00")]));
        assert_eq!((report.created, report.refused), (0, 1), "{wrong}");
    }
    let report = load(json!([changed, hidden]));
    assert_eq!((report.created, report.warnings.is_empty()), (1, true), "{report:?}");
    let listed = till.ok(Request::get(format!("/customers/{uuid}/payment-methods")));
    let mut methods = listed["data"].as_array().unwrap().clone();
    methods.sort_by_key(|method| text(&method["id"]));
    assert_eq!(methods, [changed, hidden]);
    // Nobody has changed the second one since.
    let card = till.account.cards().by_id(&text(&methods[1]["id"])).unwrap().unwrap();
    assert_eq!(tillbook::MonriCard::of(&card).updated_at, None);
}

#[test]
fn monri_3_1_what_is_not_a_living_customer_is_refused() {
    let till = Till::open();
    let mut deleted = whole("3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41", "user-42");
    deleted["deleted"] = json!(true);
    let foreign = whole("user-42", "user-42");
    let mut wrong = whole("cacf6ea5-cce5-4c25-86c2-493395641837", "user-1");
    wrong["city"] = json!(7);
    let file = till.store.path().with_file_name("list.json");
    std::fs::write(&file, json!({"status": "approved", "data": [deleted, foreign, wrong]}).to_string()).unwrap();
    let report = import(&till.account, &file, ImportOptions::default(), |_| {}).unwrap();
    assert_eq!((report.created, report.refused), (0, 3), "{report:?}");
    assert_eq!(till.count(), 0);
}
