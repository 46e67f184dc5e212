//! A shop's customers are not what Monri would say they are: sections 3 to 5 of the page, customers.

mod monri;

use monri::*;
use serde_json::{Value, json};
use tillbook::{CustomerUpdate, Mode, NewCustomer, OwnFields, Provider, Request};

/// Each field of 2.6 with the fewest and the most characters.
const LENGTHS: [(&str, usize, usize); 9] = [
    ("merchant_customer_id", 1, 100),
    ("description", 1, 200),
    ("email", 1, 200),
    ("name", 1, 50),
    ("phone", 1, 30),
    ("zip_code", 1, 9),
    ("city", 3, 30),
    ("address", 3, 100),
    ("country", 2, 3),
];

#[test]
fn monri_3_1_a_customer_has_sixteen_fields_in_order() {
    let till = Till::open();
    let body = till.call(post(
        "/customers",
        json!({
            "merchant_customer_id": "user-42", "description": "regular", "email": "ana@example.com", "name": "Ana",
            "phone": "+387 33 1", "metadata": {"b": "2", "a": [1, null]}, "zip_code": "71000", "city": "Sarajevo",
            "address": "Džemala Bijedića 2", "country": "BA"
        }),
    ));
    let uuid = text(&body.json()["uuid"]);
    let expected = format!(
        r#"{{"status":"approved","uuid":"{uuid}","merchant_customer_id":"user-42","description":"regular","email":"ana@example.com","name":"Ana","phone":"+387 33 1","metadata":{{"b":"2","a":[1,null]}},"zip_code":"71000","city":"Sarajevo","address":"Džemala Bijedića 2","country":"BA","deleted":false,"created_at":"2026-05-04T09:30:00.000+00:00","updated_at":"2026-05-04T09:30:00.000+00:00","deleted_at":null}}"#
    );
    assert_eq!((body.status, body.text().into_owned()), (200, expected.clone()));
    assert_eq!(till.call(Request::get(format!("/v2/customers/{uuid}"))).text(), expected);
    assert_eq!(till.call(Request::get("/v2/merchants/customers/user-42")).text(), expected);
    assert_eq!(till.call(Request::get("/customers")).text(), format!(r#"{{"status":"approved","data":[{expected}]}}"#));
}

#[test]
fn monri_4_1_a_uuid_is_made_and_one_in_the_body_ignored() {
    let till = Till::open();
    let mine = "3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41";
    let uuid = text(&till.ok(post("/customers", json!({"uuid": mine, "id": mine})))["uuid"]);
    assert_ne!(uuid, mine);
    let bytes = uuid.as_bytes();
    assert_eq!((uuid.len(), bytes[14], uuid.to_lowercase()), (36, b'4', uuid.clone()), "version 4, lower case");
    assert!(b"89ab".contains(&bytes[19]));
    assert_eq!(till.refused(Request::get(format!("/customers/{mine}"))), NOT_FOUND.into());
    assert_eq!(till.refused(Request::get(format!("/customers/{}", uuid.to_uppercase()))), NOT_FOUND.into());
}

#[test]
fn monri_4_2_a_merchant_customer_id_is_taken_once() {
    let till = Till::open();
    till.create(json!({"merchant_customer_id": "user-42"}));
    assert_eq!(till.refused(post("/customers", json!({"merchant_customer_id": "user-42"}))), TAKEN.into());
    assert_eq!(till.count(), 1, "nothing was made");
}

#[test]
fn monri_4_2_the_tills_own_number_is_taken_as_well() {
    let till = Till::open();
    let own = OwnFields { merchant_customer_id: Some("M-1".into()), ..OwnFields::default() };
    till.account.customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap();
    assert_eq!(till.refused(post("/customers", json!({"merchant_customer_id": "M-1"}))), TAKEN.into());
    // Monri does not show it, and so does not find the customer by it.
    assert_eq!(till.refused(Request::get("/merchants/customers/M-1")), NOT_FOUND.into());
    assert!(till.account.customers().by_merchant_customer_id("M-1").unwrap().is_some());
}

#[test]
fn monri_4_3_the_case_of_a_merchant_customer_id_counts() {
    let till = Till::open();
    let small = till.create(json!({"merchant_customer_id": "user-a"}));
    let large = till.create(json!({"merchant_customer_id": "USER-A"}));
    assert_eq!(till.ok(Request::get("/merchants/customers/user-a"))["uuid"], small.as_str());
    assert_eq!(till.ok(Request::get("/merchants/customers/USER-A"))["uuid"], large.as_str());
    assert_eq!(till.refused(Request::get("/merchants/customers/User-A")), NOT_FOUND.into());
    assert_eq!(till.refused(Request::get("/merchants/customers/user-a%20")), NOT_FOUND.into());
}

#[test]
fn monri_4_4_4_5_nothing_else_is_unique() {
    let till = Till::open();
    for _ in 0..3 {
        till.create(json!({"merchant_customer_id": null, "email": "a@example.com", "phone": "1", "name": "Ana"}));
    }
    assert_eq!(till.count(), 3);
}

#[test]
fn monri_4_6_an_update_cannot_take_anothers_merchant_customer_id() {
    let till = Till::open();
    till.create(json!({"merchant_customer_id": "one"}));
    let two = till.create(json!({"merchant_customer_id": "two", "name": "Two"}));
    let path = format!("/customers/{two}");
    till.unchanged(&two, || {
        let both = json!({"merchant_customer_id": "one", "name": "Changed"});
        assert_eq!(till.refused(post(&path, both)), TAKEN.into());
    });
    assert_eq!(till.ok(post(&path, json!({"merchant_customer_id": "two"})))["merchant_customer_id"], "two");
    assert_eq!(till.ok(post(&path, json!({"merchant_customer_id": "three"})))["merchant_customer_id"], "three");
    assert_eq!(till.refused(Request::get("/merchants/customers/two")), NOT_FOUND.into());
    till.create(json!({"merchant_customer_id": "two"}));
}

#[test]
fn monri_4_7_a_deleted_customers_merchant_customer_id_is_free_again() {
    let till = Till::open();
    let first = till.create(json!({"merchant_customer_id": "user-42"}));
    till.ok(Request::delete(format!("/customers/{first}")));
    let second = till.create(json!({"merchant_customer_id": "user-42"}));
    assert_eq!(till.ok(Request::get("/merchants/customers/user-42"))["uuid"], second.as_str());
    assert_eq!(till.get(&first)["merchant_customer_id"], "user-42", "the record keeps its data");
}

#[test]
fn monri_4_8_4_9_nothing_is_required_and_a_success_is_200() {
    let till = Till::open();
    let response = till.call(post("/customers", json!({})));
    let uuid = text(&response.json()["uuid"]);
    let expected = format!(
        r#"{{"status":"approved","uuid":"{uuid}","merchant_customer_id":null,"description":null,"email":null,"name":null,"phone":null,"metadata":{{}},"zip_code":null,"city":null,"address":null,"country":null,"deleted":false,"created_at":"2026-05-04T09:30:00.000+00:00","updated_at":"2026-05-04T09:30:00.000+00:00","deleted_at":null}}"#
    );
    assert_eq!((response.status, response.text().into_owned()), (200, expected));
}

#[test]
fn monri_4_10_lengths_are_inclusive_and_counted_in_characters() {
    let till = Till::open();
    for (field, least, most) in LENGTHS {
        for length in [least, most] {
            // Two and four bytes to a character.
            for sign in ["š", "🙂"] {
                let value = sign.repeat(length);
                let shown = till.ok(post("/customers", json!({field: value})));
                assert_eq!(shown[field], value.as_str(), "{field} {length}");
                if field == "merchant_customer_id" {
                    let cleared = json!({field: null});
                    till.ok(post(&format!("/customers/{}", text(&shown["uuid"])), cleared));
                }
            }
        }
    }
}

#[test]
fn monri_4_11_what_is_too_short_too_long_or_no_text_is_refused_and_changes_nothing() {
    let till = Till::open();
    let uuid = till.create(json!({"name": "Ana", "metadata": {"a": "1"}}));
    let path = format!("/customers/{uuid}");
    till.clock.advance_seconds(5);
    for (field, least, most) in LENGTHS {
        let (short, long) = ("x".repeat(least - 1), "x".repeat(most + 1));
        for wrong in [json!(short), json!(long), json!(123), json!(true), json!(["xxx"]), json!({"a": "xxx"})] {
            let body = json!({"metadata": {"b": "2"}, field: wrong});
            let expected = (400, format!("{field} is invalid"));
            assert_eq!(till.refused(post("/customers", body.clone())), expected, "{body}");
            till.unchanged(&uuid, || assert_eq!(till.refused(post(&path, body.clone())), expected, "{body}"));
        }
    }
    assert_eq!(till.count(), 1);
}

#[test]
fn monri_4_11_the_typed_interface_keeps_the_same_lengths() {
    let till = Till::open();
    let uuid = till.create(json!({"email": "ana@example.com"}));
    let customers = till.account.customers();
    for (length, good) in [(0, false), (1, true), (200, true), (201, false)] {
        let email = Some("š".repeat(length));
        let made = customers.create(NewCustomer { email: email.clone(), ..NewCustomer::default() });
        let changed = customers.update(&uuid, CustomerUpdate { email: Some(email), ..CustomerUpdate::default() });
        assert_eq!((made.is_ok(), changed.is_ok()), (good, good), "{length}");
    }
}

#[test]
fn monri_4_12_an_email_is_checked_for_its_length_only() {
    let till = Till::open();
    for email in ["not an address", "@", "a@b@c"] {
        assert_eq!(till.ok(post("/customers", json!({"email": email})))["email"], email);
    }
}

#[test]
fn monri_4_13_metadata_is_an_object_whose_values_are_kept_as_sent() {
    let till = Till::open();
    let kept =
        json!({"z": "last", "a": 1, "f": 1.5, "t": true, "n": null, "l": [1, {"x": null}], "o": {"y": ""}, "": "š"});
    let shown = till.ok(post("/customers", json!({"metadata": kept})));
    assert_eq!(shown["metadata"].to_string(), kept.to_string(), "in the order sent");
    let many: serde_json::Map<String, Value> = (0..500).map(|n| (format!("k{n}"), json!("x".repeat(1000)))).collect();
    assert_eq!(till.ok(post("/customers", json!({"metadata": many})))["metadata"], json!(many));
    let uuid = till.create(json!({"metadata": {"a": "1"}}));
    for wrong in [json!("a"), json!(1), json!(false), json!([]), json!([{"a": "1"}])] {
        let expected = (400, "metadata is invalid".to_owned());
        assert_eq!(till.refused(post("/customers", json!({"metadata": wrong}))), expected);
        till.unchanged(&uuid, || {
            let request = post(&format!("/customers/{uuid}"), json!({"metadata": wrong, "name": "Ana"}));
            assert_eq!(till.refused(request), expected);
        });
    }
    let huge = json!({"metadata": {"a": "x".repeat(1 << 20)}});
    assert_eq!(till.refused(post("/customers", huge)), (400, "metadata is invalid".to_owned()));
}

#[test]
fn monri_4_14_unknown_fields_are_ignored() {
    let till = Till::open();
    let before = till.create(json!({"name": "Ana", "deleted": true, "status": "error", "surname": 7}));
    let shown = till.ok(post(&format!("/customers/{before}"), json!({"created_at": "2001-01-01", "nickname": []})));
    assert_eq!(
        (&shown["name"], &shown["deleted"], &shown["status"]),
        (&json!("Ana"), &json!(false), &json!("approved"))
    );
    assert!(shown.get("surname").is_none() && shown.get("nickname").is_none());
    assert_eq!(shown["created_at"], "2026-05-04T09:30:00.000+00:00");
}

/// A customer with every field filled.
fn full() -> Value {
    json!({
        "merchant_customer_id": "user-42", "description": "regular", "email": "ana@example.com", "name": "Ana",
        "phone": "061", "zip_code": "71000", "city": "Sarajevo", "address": "Obala 1", "country": "BA"
    })
}

#[test]
fn monri_4_15_4_20_an_absent_field_stays_and_the_whole_customer_answers() {
    let till = Till::open();
    for (field, value) in full().as_object().unwrap() {
        let before = till.ok(post("/customers", full()));
        let uuid = text(&before["uuid"]);
        let mut expected = before.clone();
        expected[field] = json!(format!("{}x", text(value)));
        let shown = till.ok(post(&format!("/customers/{uuid}"), json!({field: expected[field]})));
        assert_eq!(shown, expected);
        assert_eq!(till.get(&uuid), expected);
        till.ok(Request::delete(format!("/customers/{uuid}")));
    }
}

#[test]
fn monri_4_18_null_clears_a_field() {
    let till = Till::open();
    for field in full().as_object().unwrap().keys() {
        let before = till.ok(post("/customers", full()));
        let uuid = text(&before["uuid"]);
        let mut expected = before.clone();
        expected[field] = Value::Null;
        assert_eq!(till.ok(post(&format!("/customers/{uuid}"), json!({field: null}))), expected);
        till.ok(Request::delete(format!("/customers/{uuid}")));
    }
}

#[test]
fn monri_4_16_4_17_metadata_is_merged_and_null_removes_a_name() {
    let till = Till::open();
    let uuid = till.create(json!({"metadata": {"a": "1", "b": "2", "c": {"x": "1"}}}));
    let path = format!("/customers/{uuid}");
    for (update, after) in [
        (json!({}), json!({"a": "1", "b": "2", "c": {"x": "1"}})),
        (json!({"b": null, "none": null, "d": "4"}), json!({"a": "1", "c": {"x": "1"}, "d": "4"})),
        // Key by key at the top only.
        (json!({"c": {"y": null}, "a": "9"}), json!({"a": "9", "c": {"y": null}, "d": "4"})),
        (json!({"a": null, "c": null, "d": null}), json!({})),
    ] {
        let shown = till.ok(post(&path, json!({"metadata": update})));
        assert_eq!(shown["metadata"].to_string(), after.to_string());
        assert_eq!(till.get(&uuid)["metadata"].to_string(), after.to_string());
    }
}

#[test]
fn monri_4_18_null_metadata_empties_it() {
    let till = Till::open();
    let uuid = till.create(json!({"metadata": {"a": "1", "b": null}, "name": "Ana"}));
    let shown = till.ok(post(&format!("/customers/{uuid}"), json!({"metadata": null})));
    assert_eq!((&shown["metadata"], &shown["name"]), (&json!({}), &json!("Ana")));
    assert_eq!(till.ok(post("/customers", json!({"metadata": null})))["metadata"], json!({}));
}

#[test]
fn monri_4_19_an_update_moves_updated_at_alone() {
    let till = Till::open();
    let before = till.ok(post("/customers", json!({"name": "Ana"})));
    till.clock.advance_seconds(90);
    let after =
        till.ok(post(&format!("/customers/{}", text(&before["uuid"])), json!({"uuid": "x", "created_at": "y"})));
    assert_eq!((&after["uuid"], &after["created_at"]), (&before["uuid"], &before["created_at"]));
    assert_eq!(after["updated_at"], "2026-05-04T09:31:30.000+00:00");
}

#[test]
fn monri_4_21_4_22_a_deleted_customer_stays_marked_and_leaves_list_and_lookup() {
    let till = Till::open();
    let before = till.ok(post("/customers", full()));
    let uuid = text(&before["uuid"]);
    let other = till.create(json!({}));
    till.clock.advance_seconds(1);
    let deleted = till.call(Request::delete(format!("/v2/customers/{uuid}")));
    let expected = format!(r#"{{"status":"approved","uuid":"{uuid}","id":"{uuid}","deleted":true}}"#);
    assert_eq!((deleted.status, deleted.text().into_owned()), (200, expected));
    let mut marked = before.clone();
    marked["deleted"] = json!(true);
    marked["deleted_at"] = json!("2026-05-04T09:30:01.000+00:00");
    assert_eq!(till.get(&uuid), marked);
    assert_eq!(till.refused(Request::get("/merchants/customers/user-42")), NOT_FOUND.into());
    assert_eq!(till.uuids("/customers"), [other]);
}

#[test]
fn monri_4_23_deleting_again_answers_the_same_and_moves_nothing() {
    let till = Till::open();
    let uuid = till.create(json!({"merchant_customer_id": "user-42"}));
    let path = format!("/customers/{uuid}");
    let first = till.call(Request::delete(path.as_str()));
    till.clock.advance_seconds(60);
    till.unchanged(&uuid, || assert_eq!(till.call(Request::delete(path.as_str())), first));
}

#[test]
fn monri_4_24_a_deleted_customer_cannot_be_updated() {
    let till = Till::open();
    let uuid = till.create(json!({"name": "Ana"}));
    till.ok(Request::delete(format!("/customers/{uuid}")));
    till.unchanged(&uuid, || {
        for body in [json!({"name": "Eva"}), json!({}), json!({"name": 1})] {
            let expected = (400, "Customer is deleted".to_owned());
            assert_eq!(till.refused(post(&format!("/customers/{uuid}"), body)), expected);
        }
    });
}

#[test]
fn monri_2_5_lookup_takes_any_percent_encoded_id() {
    let till = Till::open();
    for (id, encoded) in [
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("a+b", "a+b"),
        ("šđ/🙂?&#", "%C5%A1%C4%91%2f%F0%9F%99%82%3F%26%23"),
        ("%41", "%2541"),
        (" ", "%20"),
        ("..", ".."),
        ("payment-methods", "payment-methods"),
    ] {
        let uuid = till.create(json!({"merchant_customer_id": id}));
        for prefix in ["", "/v2"] {
            let path = format!("{prefix}/merchants/customers/{encoded}");
            assert_eq!(till.ok(Request::get(path))["uuid"], uuid.as_str(), "{id}");
        }
    }
    assert_eq!(till.refused(Request::get("/merchants/customers/%ff")), (404, "Not found".to_owned()));
}

#[test]
fn monri_4_26_the_newest_comes_first_and_ties_go_by_creation() {
    let till = Till::open();
    let mut made = vec![till.create(json!({})), till.create(json!({}))];
    till.clock.advance_seconds(1);
    made.push(till.create(json!({})));
    made.reverse();
    assert_eq!(till.uuids("/customers"), made);
    till.ok(post(&format!("/customers/{}", made[2]), json!({"name": "Ana"})));
    assert_eq!(till.uuids("/customers"), made, "an update moves nobody");
}

#[test]
fn monri_4_27_4_28_4_30_4_31_pages() {
    let till = Till::open();
    let mut made: Vec<String> = (0..120).map(|_| till.create(json!({}))).collect();
    made.reverse();
    assert_eq!(till.uuids("/customers"), made[..50], "50 unless asked otherwise");
    assert_eq!(till.uuids("/customers?limit=7&offset=100"), made[100..107]);
    assert_eq!(till.uuids("/customers?offset=90"), made[90..]);
    assert_eq!(till.uuids("/customers?limit=120"), made, "there is no largest page");
    assert_eq!(till.uuids("/customers?limit=007&offset=00"), made[..7]);
    assert_eq!(till.uuids("/customers?limit=99999999999999999999999"), made);
    for none in ["limit=0", "offset=120", "offset=99999999999999999999999", "limit=0&offset=5"] {
        let response = till.call(Request::get(format!("/v2/customers?{none}")));
        assert_eq!((response.status, &*response.text()), (200, r#"{"status":"approved","data":[]}"#), "{none}");
    }
    let newest = till.create(json!({}));
    assert_eq!(till.uuids("/customers?limit=2"), [newest, made[0].clone()]);
    assert_eq!(till.uuids("/customers?limit=1&offset=2"), made[1..2], "a new one shifts the rest");
}

#[test]
fn monri_4_29_limit_and_offset_are_plain_numbers() {
    let till = Till::open();
    let uuid = till.create(json!({}));
    for path in ["/customers".to_owned(), format!("/customers/{uuid}/payment-methods"), "/payment-methods".to_owned()] {
        for wrong in ["abc", "-1", "1.5", "", "%2B1", "+1", "1e3", "0x10", "%20", "1%20", "%D9%A1", "null"] {
            for name in ["limit", "offset"] {
                let request = Request::get(format!("{path}?{name}={wrong}"));
                assert_eq!(till.refused(request), (400, format!("{name} is not a number")), "{path} {wrong}");
            }
        }
        let both = Request::get(format!("{path}?offset=x&limit=y"));
        assert_eq!(till.refused(both), (400, "limit is not a number".to_owned()));
        let list = Request::get(format!("{path}?limit[]=1"));
        assert_eq!(till.refused(list), (400, "limit is not a number".to_owned()));
        let unreadable = Request::get(format!("{path}?limit=%ff"));
        assert_eq!(till.refused(unreadable), (400, "query is invalid".to_owned()));
        assert_eq!(till.ok(Request::get(format!("{path}?order=x&page=-1")))["status"], "approved");
    }
}

#[test]
fn monri_4_33_merchants_see_nothing_of_each_other() {
    let till = Till::open();
    let uuid = till.create(json!({"merchant_customer_id": "user-42"}));
    let other = till.store.account(Provider::Monri, Mode::Live);
    for request in [
        Request::get(format!("/customers/{uuid}")),
        Request::get("/merchants/customers/user-42"),
        Request::delete(format!("/customers/{uuid}")),
        post(&format!("/customers/{uuid}"), json!({})),
    ] {
        let response = other.call(&request);
        assert_eq!((response.status, response.json()["message"].as_str()), (404, Some("Customer not found")));
    }
    let card = tillbook::CardDetails::new("4111111111111111", "Ana", 12, 2034);
    till.account.cards().attach(&uuid, card).unwrap();
    for path in [format!("/customers/{uuid}/payment-methods"), "/payment-methods".into(), "/customers".into()] {
        let response = other.call(&Request::get(&path));
        assert_eq!((response.status, &*response.text()), (200, r#"{"status":"approved","data":[]}"#), "{path}");
    }
    assert_eq!(other.call(&post("/customers", json!({"merchant_customer_id": "user-42"}))).status, 200);
    assert_eq!(till.uuids("/customers"), [uuid]);
}

#[test]
fn monri_5_a_body_must_be_a_json_object() {
    let till = Till::open();
    let uuid = till.create(json!({"name": "Ana"}));
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let deep = format!(r#"{{"metadata":{{"a":{deep}}}}}"#);
    for body in [
        "",
        " ",
        "null",
        "[]",
        "[{}]",
        "1",
        "\"x\"",
        "{",
        "{}x",
        "name=Ana",
        "{\"name\":\"\\ud800\"}",
        "{\"a\":1e999}",
        &deep,
    ] {
        for content_type in [None, Some("application/json"), Some("text/plain")] {
            till.unchanged(&uuid, || {
                for path in ["/customers", &format!("/customers/{uuid}")] {
                    let mut request = Request::post(path);
                    request.body = body.as_bytes().to_vec();
                    if let Some(content_type) = content_type {
                        request = request.header("Content-Type", content_type);
                    }
                    assert_eq!(till.refused(request), (400, "Invalid request body".to_owned()), "{body}");
                }
            });
        }
    }
    let mut bytes = Request::post("/customers");
    bytes.body = b"{\"name\":\"\xff\"}".to_vec();
    assert_eq!(till.refused(bytes), (400, "Invalid request body".to_owned()));
    assert_eq!(till.count(), 1);
}

#[test]
fn monri_5_parameters_come_from_where_the_page_says() {
    let till = Till::open();
    let shown = till.ok(post("/customers?name=Eva", json!({"name": "Ana"})));
    assert_eq!(shown["name"], "Ana", "a query string says nothing of a customer");
    let mut list = Request::get("/customers");
    list.body = br#"{"limit":0}"#.to_vec();
    assert_eq!(till.ok(list)["data"].as_array().unwrap().len(), 1, "a body says nothing of a list");
    let form = Request::post("/customers").form(&[("name", "Eva"), ("metadata[a]", "1")]);
    assert_eq!(till.ok(form)["metadata"], json!({"a": "1"}), "what says that it is a form is read as one");
    let empty = Request::post("/customers").form(&[("name", "")]);
    assert_eq!(till.refused(empty), (400, "name is invalid".to_owned()));
}

#[test]
fn monri_5_unknown_customers_paths_and_methods() {
    let till = Till::open();
    let uuid = till.create(json!({}));
    for id in ["3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41", "user-42", "%20", "4242424242424242"] {
        let path = format!("/v2/customers/{id}");
        for request in [
            Request::get(path.as_str()),
            Request::delete(path.as_str()),
            post(&path, json!({})),
            Request::post(path.as_str()),
        ] {
            assert_eq!(till.refused(request), NOT_FOUND.into(), "{id}");
        }
    }
    for path in
        ["/", "", "/v2", "/v2/", "/v3/customers", "/merchants", "/merchants/customers", "/customers/a/b", "//customers"]
    {
        assert_eq!(till.refused(Request::get(path)), (404, "Not found".to_owned()), "{path}");
    }
    let path = format!("/customers/{uuid}");
    for request in [
        Request::put(path.as_str()),
        Request::patch(path.as_str()),
        Request::delete("/customers"),
        Request::post("/merchants/customers/x"),
        Request::post("/payment-methods"),
        Request::delete("/payment-methods"),
        Request::post(format!("{path}/payment-methods")),
        Request::get("/oauth"),
    ] {
        till.unchanged(&uuid, || {
            assert_eq!(till.refused(request.clone()), (404, "Not found".to_owned()), "{request:?}")
        });
    }
}
