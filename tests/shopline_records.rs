//! What hangs off a SHOPLINE customer does not add up: tags, balances, tiers, metafields, promotions, files (2.6, 4.F and the
//! end points from E11 on).

#![recursion_limit = "256"]

mod shop;

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shop::*;
use tillbook::transfer::{ImportOptions, import};
use tillbook::*;

#[test]
fn shopline_4f_31_32_33_34_35_tags() {
    let shop = Shop::open();
    let id = shop.mei();
    let path = format!("/customers/{id}/tags");
    let put = |tags: Value| Request::put(path.clone()).json(&json!({ "tags": tags }));
    let patch =
        |mode: &str, tags: Value| Request::patch(path.clone()).json(&json!({"tags": tags, "update_mode": mode}));
    // 31, counted in characters.
    let (least, most) = ("會員卡".to_owned(), "卡".repeat(40));
    assert_eq!(shop.ok(put(json!([least, most]))), json!({"tags": [least, most]}));
    for wrong in ["ab".to_owned(), "卡".repeat(41)] {
        shop.refused(put(json!(["fine", wrong])), &["tags"]);
        shop.refused(patch("add", json!([wrong])), &["tags"]);
        shop.no_update(&id, json!({"tags": [wrong]}), &["tags"]);
        // 33.
        assert_eq!(shop.ok(patch("remove", json!([wrong]))), json!({"tags": [least, most]}));
    }
    // 34.
    shop.ok(put(json!(["one", "two"])));
    let added = shop.ok(patch("add", json!(["three", "one", "One", "three"])));
    assert_eq!(added, json!({"tags": ["one", "two", "three", "One"]}));
    assert_eq!(shop.ok(patch("remove", json!(["two", "absent"]))), json!({"tags": ["one", "three", "One"]}));
    assert_eq!(shop.ok(put(json!(["dup", "dup"]))), json!({"tags": ["dup"]}));
    // 32: too many are no error, and nothing changes, not even the time.
    let many = |count: usize| json!((0..count).map(|n| format!("tag {n}")).collect::<Vec<_>>());
    let before = shop.customer(&id);
    shop.wait(5);
    assert_eq!(shop.ok(put(many(61))), json!({"tags": ["dup"]}));
    assert_eq!(shop.ok(patch("add", many(60))), json!({"tags": ["dup"]}));
    assert_eq!(shop.customer(&id), before);
    assert_eq!(shop.ok(patch("add", many(59)))["tags"].as_array().unwrap().len(), 60);
    assert_eq!(shop.ok(put(many(60))), json!({"tags": many(60)}));
    assert_eq!(shop.ok(patch("add", json!(["tag 1"]))), json!({"tags": many(60)}), "it is there already");
    let mut wrong = many(61);
    wrong[3] = json!("x");
    shop.refused(put(wrong), &["tags"]);
    // Only these two calls are so patient.
    shop.no_update(&id, json!({ "tags": many(61) }), &["tags"]);
    // 35, and both keys are needed.
    shop.refused(patch("replace", json!(["abc"])), &["update_mode"]);
    shop.refused(Request::patch(path.clone()).json(&json!({"tags": ["abc"]})), &["update_mode"]);
    shop.refused(Request::patch(path.clone()).json(&json!({"update_mode": "add"})), &["tags"]);
    shop.refused(Request::put(path.clone()).json(&json!({})), &["tags"]);
    shop.refused(put(json!("abc")), &["tags"]);
    shop.refused(put(json!([5])), &["tags"]);
}

#[test]
fn shopline_4f_31_and_32_hold_in_the_typed_interface() {
    let shop = Shop::open();
    let id = shop.mei();
    let update = |tags: Vec<String>| {
        let member = ShoplineAttributes { tags, ..shop.member(&id) };
        let attributes = Some(Attributes::Shopline(Box::new(member)));
        shop.account.customers().update(&id, CustomerUpdate { attributes, ..CustomerUpdate::default() })
    };
    let many = |count: usize| (0..count).map(|n| format!("tag {n}")).collect::<Vec<_>>();
    assert_eq!(update(vec!["ab".into()]).unwrap_err().field(), Some("tags"));
    assert_eq!(update(many(61)).unwrap_err().field(), Some("tags"));
    assert_eq!(member(&update(many(60)).unwrap()).tags.len(), 60);
    assert_eq!(member(&update(vec!["dup".into(), "dup".into()]).unwrap()).tags, ["dup"]);
}

#[test]
fn shopline_2_6_store_credit_letter_for_letter() {
    let shop = Shop::open();
    let id = shop.mei();
    shop.update(&id, json!({"ref_user_id": "17"}));
    let path = format!("/customers/{id}/store_credits");
    let response = shop.call(Request::post(path.clone()).json(&json!({
        "value": 100, "remarks": "welcome", "expires_at": "2026-06-01", "email_target": 3, "sms_notification_target": 2,
        "type": "welcome_credit", "performer_id": "p1", "performer_type": "Agent",
    })));
    assert_eq!(response.status, 200, "{}", response.text());
    let entry = text(&response.json()["_id"]);
    assert_eq!(entry.len(), 24);
    let expected = concat!(
        r#"{"_id":"ENTRY","customer_id":"ID","credit_balance":100,"remarks":"welcome","value":100,"#,
        r#""end_at":"2026-06-01T23:59:59.999+00:00","performer_id":"p1","performer_name":null,"fulfillment_balance":100,"#,
        r#""type":"welcome_credit","created_at":"2026-05-04T09:30:00.250+00:00","customer_ref_user_id":"17","#,
        r#""status":"active","is_redeem":false,"order_id":null,"value_dollar":null,"user_credit_rule_id":null,"#,
        r#""order_number":null,"merchant_order_number":null,"order_created_by":null}"#
    );
    assert_eq!(response.text().replace(&entry, "ENTRY").replace(&id, "ID"), expected);
    let history = shop.get(&path);
    assert_eq!(history["items"], json!([response.json()]));
    assert_eq!(history["pagination"], json!({"current_page": 1, "per_page": 24, "total_count": 1, "total_pages": 1}));
    assert_eq!(shop.customer(&id)["credit_balance"], 100);
    let chosen = shop.post(&format!("{path}?fields[]=value"), json!({"value": 1, "remarks": "x"}));
    assert_eq!(chosen, json!({"value": 1}));
}

#[test]
fn shopline_2_6_member_points_letter_for_letter() {
    let shop = Shop::open();
    let id = shop.mei();
    let path = format!("/customers/{id}/member_points");
    shop.post(&path, json!({"value": 50, "remarks": "bought tea", "expires_at": 5, "type": 5, "replace": 5}));
    let response =
        shop.call(Request::post(path.clone()).json(&json!({"value": -20, "remarks": "tea", "performer_type": "User"})));
    let expected = concat!(
        r#"{"customer_id":"ID","point_balance":30,"remarks":"tea","value":-20,"order_id":null,"order_number":null,"#,
        r#""type":"manual","is_redeem":false,"expire_at":null,"created_at":"2026-05-04T09:30:00.250+00:00"}"#
    );
    assert_eq!(response.text().replace(&id, "ID"), expected);
    let shown = shop.customer(&id);
    assert_eq!((&shown["member_point_balance"], &shown["credit_balance"]), (&json!(30), &json!(0)));
    let history = shop.get(&format!("{path}?per_page=1&page=2"));
    assert_eq!((&history["items"][0]["value"], &history["pagination"]["total_count"]), (&json!(50), &json!(2)));
    assert_eq!(shop.get(&path)["items"][0]["value"], -20, "newest first");
}

#[test]
fn shopline_2_6_the_limits_of_balances() {
    let shop = Shop::open();
    let id = shop.mei();
    for path in ["store_credits", "member_points"] {
        let post = |body: Value| Request::post(format!("/customers/{id}/{path}")).json(&body);
        let fine = |value: i64, remarks: &str| json!({"value": value, "remarks": remarks});
        for (wrong, field) in [
            (fine(1_000_000, "x"), "value"),
            (fine(-1_000_000, "x"), "value"),
            (fine(1, ""), "remarks"),
            (fine(1, &"x".repeat(51)), "remarks"),
            (json!({"remarks": "x"}), "value"),
            (json!({"value": 1}), "remarks"),
            (json!({"value": "1", "remarks": "x"}), "value"),
            (json!({"value": 1.5, "remarks": "x"}), "value"),
            (json!({"value": 1, "remarks": "x", "email_target": 2}), "email_target"),
            (json!({"value": 1, "remarks": "x", "sms_notification_target": 4}), "sms_notification_target"),
            (json!({"value": 1, "remarks": "x", "performer_type": "Robot"}), "performer_type"),
            (fine(-1, "nothing is there"), "value"),
        ] {
            shop.refused(post(wrong), &[field]);
        }
        shop.ok(post(fine(999_999, &"加".repeat(50))));
        shop.refused(post(fine(-999_999 - 1, "x")), &["value"]);
        shop.ok(post(fine(-999_999, "x")));
        shop.refused(post(fine(-1, "x")), &["value"]);
        shop.ok(post(fine(0, "x")));
        assert_eq!(shop.get(&format!("/customers/{id}/{path}"))["pagination"]["total_count"], 3, "refusals leave none");
    }
    let credit = |more: Value| {
        let mut body = json!({"value": 5, "remarks": "x"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Request::post(format!("/customers/{id}/store_credits")).json(&body)
    };
    // Now is 2026-05-04, and 9999 days later it is 2053-09-18.
    for wrong in ["2026-05-03", NOW, "2053-09-19", "soon"] {
        shop.refused(credit(json!({ "expires_at": wrong })), &["expires_at"]);
    }
    for right in ["2026-05-04", "2026-05-04T09:30:00.251Z", "2053-09-18"] {
        shop.ok(credit(json!({ "expires_at": right })));
    }
    shop.refused(credit(json!({"type": "gift"})), &["type"]);
    shop.refused(credit(json!({"replace": "yes"})), &["replace"]);
    // The same in the typed interface.
    let ledger = shop.account.ledger();
    let new = |value, remarks: &str| NewLedgerEntry { value, remarks: remarks.into(), ..NewLedgerEntry::default() };
    for wrong in [new(1_000_000, "x"), new(1, ""), NewLedgerEntry { kind: Some("gift".into()), ..new(1, "x") }] {
        let refused = ledger.post(&id, Ledger::StoreCredit, wrong).unwrap_err();
        assert_eq!(refused.status(), Status::InvalidArgument);
    }
    let stolen = ShoplineAttributes { store_credits: Balance::of(1_000), ..shop.member(&id) };
    let update =
        CustomerUpdate { attributes: Some(Attributes::Shopline(Box::new(stolen))), ..CustomerUpdate::default() };
    assert_eq!(shop.account.customers().update(&id, update).unwrap_err().field(), Some("credit_balance"));
    let stolen = ShoplineAttributes { member_points: Balance::of(1_000), ..shop.member(&id) };
    let update =
        CustomerUpdate { attributes: Some(Attributes::Shopline(Box::new(stolen))), ..CustomerUpdate::default() };
    assert_eq!(shop.account.customers().update(&id, update).unwrap_err().field(), Some("member_point_balance"));
    let omise = shop.store.account(Provider::Omise, Mode::Test);
    let ann = omise.customers().create(NewCustomer::default()).unwrap();
    assert_eq!(
        omise.ledger().post(&ann.id, Ledger::StoreCredit, new(1, "x")).unwrap_err().status(),
        Status::Unsupported
    );
    assert_eq!(omise.ledger().balance(&ann.id, Ledger::StoreCredit).unwrap_err().status(), Status::Unsupported);
    assert_eq!(omise.ledger().end_due(&ann.id, Ledger::StoreCredit).unwrap_err().status(), Status::Unsupported);
}

/// Value, balance, status and what is left of every movement, newest first.
fn history(shop: &Shop, id: &str) -> Vec<Value> {
    let list = shop.get(&format!("/customers/{id}/store_credits"));
    let row = |it: &Value| json!([it["value"], it["credit_balance"], it["status"], it["fulfillment_balance"]]);
    list["items"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn shopline_2_6_what_ends_first_is_used_first_and_what_has_ended_counts_no_more() {
    let shop = Shop::open();
    let id = shop.mei();
    let post = |value: i64, expires_at: Option<&str>| {
        let mut body = json!({"value": value, "remarks": "x"});
        if let Some(end) = expires_at {
            body["expires_at"] = json!(end);
        }
        shop.post(&format!("/customers/{id}/store_credits"), body)
    };
    let balance = || shop.customer(&id)["credit_balance"].clone();
    post(10, None);
    post(20, Some("2026-05-06T00:00:00Z"));
    post(40, Some("2026-05-05T00:00:00Z"));
    assert_eq!(balance(), 70);
    post(-45, None);
    let expected = [
        json!([-45, 25, "used", 0]),
        json!([40, 70, "used", 0]),
        json!([20, 30, "active", 15]),
        json!([10, 10, "active", 10]),
    ];
    assert_eq!(history(&shop, &id), expected);
    shop.clock.set(at("2026-05-05T23:59:59.999Z"));
    assert_eq!(balance(), 25);
    shop.clock.set(at("2026-05-06T00:00:00Z"));
    assert_eq!(balance(), 10, "by the clock alone");
    assert_eq!(shop.account.ledger().balance(&id, Ledger::StoreCredit).unwrap(), 10);
    assert_eq!(shop.get("/customers/search?credit_balance=10")["pagination"]["total_count"], 1);
    // More than that cannot be taken, and the refusal records nothing.
    let path = format!("/customers/{id}/store_credits");
    shop.refused(Request::post(path.clone()).json(&json!({"value": -11, "remarks": "x"})), &["value"]);
    assert_eq!(shop.account.ledger().list(&id, Ledger::StoreCredit, &ListQuery::default()).unwrap().total, 4);
    // Looking at the history tells of the end, once.
    for _ in 0..2 {
        let expected = [
            json!([-15, 10, "expired", 0]),
            json!([-45, 25, "used", 0]),
            json!([40, 70, "used", 0]),
            json!([20, 30, "expired", 0]),
            json!([10, 10, "active", 10]),
        ];
        assert_eq!(history(&shop, &id), expected);
    }
    assert_eq!(shop.get(&path)["items"][0]["type"], "user_credit_expired");
    assert_eq!(balance(), 10);
    // So does the next movement.
    post(5, Some("2026-05-07T00:00:00Z"));
    shop.clock.set(at("2026-05-08T00:00:00Z"));
    post(1, None);
    let newest: Vec<Value> = history(&shop, &id).into_iter().take(3).collect();
    assert_eq!(newest, [json!([1, 11, "active", 1]), json!([-5, 10, "expired", 0]), json!([5, 15, "expired", 0])]);
    assert!(shop.store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn shopline_2_6_every_sort_of_credit() {
    let shop = Shop::open();
    let id = shop.mei();
    let path = format!("/customers/{id}/store_credits");
    let kinds = "manual_credit welcome_credit birthday_credit auto_reward applied_credit user_credit_expired \
                 welcome_member_referral_credit member_referral_credit member_info_quick_completion_credit \
                 order_split_revert product_review_reward return_order_revert order_edit_revert";
    for kind in kinds.split_whitespace() {
        assert_eq!(shop.post(&path, json!({"value": 1, "remarks": "x", "type": kind}))["type"], kind);
    }
    assert_eq!(shop.post(&path, json!({"value": 1, "remarks": "x"}))["type"], "manual_credit");
    shop.refused(Request::post(path).json(&json!({"value": 1, "remarks": "x", "type": "manual"})), &["type"]);
    // Points know other sorts, and no request names them.
    let ledger = shop.account.ledger();
    let points = "manual auto_reward expired order_redeemed redeemed_to_cash order_split_revert product_review_reward \
                  member_info_reward return_order_revert order_edit_revert";
    for kind in points.split_whitespace() {
        let new =
            NewLedgerEntry { value: 1, remarks: "x".into(), kind: Some(kind.into()), ..NewLedgerEntry::default() };
        assert_eq!(ledger.post(&id, Ledger::MemberPoints, new).unwrap().kind, kind);
    }
}

#[test]
fn shopline_2_6_what_somebody_calls_expired_is_taken_from_what_is_there() {
    let shop = Shop::open();
    let id = shop.mei();
    let path = format!("/customers/{id}/store_credits");
    shop.post(&path, json!({"value": 10, "remarks": "x"}));
    let taken = shop.post(&path, json!({"value": -4, "remarks": "by hand", "type": "user_credit_expired"}));
    assert_eq!((&taken["credit_balance"], &taken["status"]), (&json!(6), &json!("used")));
    assert_eq!(history(&shop, &id), [json!([-4, 6, "used", 0]), json!([10, 10, "active", 6])]);
}

#[test]
fn shopline_2_6_replace_takes_the_place_of_all_before() {
    let shop = Shop::open();
    let id = shop.mei();
    let post = |value: i64, replace: bool| {
        shop.call(
            Request::post(format!("/customers/{id}/store_credits"))
                .json(&json!({"value": value, "remarks": "x", "replace": replace})),
        )
    };
    post(10, false);
    post(-4, false);
    assert_eq!(post(3, true).json()["credit_balance"], 3);
    assert_eq!(shop.customer(&id)["credit_balance"], 3);
    let expected = [json!([3, 3, "active", 3]), json!([-4, 6, "used", 0]), json!([10, 10, "removed", 0])];
    assert_eq!(history(&shop, &id), expected);
    assert_eq!(post(-1, true).status, 422, "a balance below nothing");
    assert_eq!(post(0, true).json()["credit_balance"], 0);
    assert_eq!(shop.customer(&id)["credit_balance"], 0);
    assert_eq!(history(&shop, &id)[1], json!([3, 3, "removed", 0]));
}

#[test]
fn shopline_2_2_e13_and_e14_membership() {
    let shop = Shop::open();
    let tier = "65c1a83b39540f001932b702";
    let id = shop.id(json!({"email": "a@example.com", "membership_tier_id": tier}));
    let other = shop.id(json!({"email": "b@example.com"}));
    shop.wait(60);
    shop.update(&id, json!({"tier_expires_at": "2027-01-01"}));
    shop.update(&id, json!({"memo": "no change of the tier"}));
    shop.wait(60);
    shop.update(&id, json!({"membership_tier_id": "65c1a83b39540f001932b703"}));
    let list = shop.get(&format!("/customers/{id}/membership_tier/action_logs"));
    assert_eq!(list["pagination"]["total_count"], 3);
    let told = |item: &Value| {
        json!([item["key"], item["data"]["from_membership_tier_id"], item["data"]["to_membership_tier_id"]])
    };
    let rows: Vec<Value> = list["items"].as_array().unwrap().iter().map(told).collect();
    let expected = [
        json!(["updated_user_membership_tier", tier, "65c1a83b39540f001932b703"]),
        json!(["extended_user_membership_tier", tier, tier]),
        json!(["updated_user_membership_tier", null, tier]),
    ];
    assert_eq!(rows, expected);
    assert_eq!(
        keys(&list["items"][0]),
        "key data merchant_id status performer_name performer_type performer_id target_ids target_type created_at"
    );
    assert_eq!(
        (&list["items"][1]["created_at"], &list["items"][0]["target_ids"]),
        (&json!("2026-05-04T09:31:00.250+00:00"), &json!([id]))
    );
    assert_eq!(shop.get(&format!("/customers/{other}/membership_tier/action_logs"))["items"], json!([]));
    let page = shop.get(&format!("/customers/{id}/membership_tier/action_logs?per_page=2&page=2"));
    assert_eq!(page["items"].as_array().unwrap().len(), 1);

    let info =
        shop.get(&format!("/customers/membership_info?customer_ids[]={other}&customer_ids[]={id}&customer_ids[]=x"));
    assert_eq!(info["pagination"], json!({"current_page": 1, "per_page": 24, "total_count": 2, "total_pages": 1}));
    let items = &info["items"];
    assert_eq!(keys(&items[0]), "id membership_tier tier_expires_at membership_tier_gap");
    assert_eq!(
        (&items[0]["id"], &items[0]["membership_tier"], &items[0]["tier_expires_at"]),
        (&json!(other), &Value::Null, &Value::Null)
    );
    assert_eq!(
        (&items[1]["membership_tier"]["_id"], &items[1]["tier_expires_at"]),
        (&json!("65c1a83b39540f001932b703"), &json!("2027-01-01T00:00:00.000+00:00"))
    );
    let all = shop.get("/customers/membership_info?per_page=1");
    assert_eq!((&all["items"][0]["id"], &all["pagination"]["total_count"]), (&json!(other), &json!(2)));
    let one =
        shop.get(&format!("/customers/membership_info?customer_ids[]={other}&customer_ids[]={id}&per_page=1&page=2"));
    assert_eq!(one["items"][0]["id"], json!(id));
}

#[test]
fn shopline_2_2_e15_metafields_letter_for_letter() {
    let shop = Shop::open();
    let id = shop.mei();
    let path = format!("/customers/{id}/metafields");
    let body = json!({"namespace": "club", "key": "size", "field_type": "single_line_text_field", "field_value": "XL"});
    let made = shop.call(Request::post(path.clone()).json(&body));
    let field = text(&made.json()["id"]);
    let expected = concat!(
        r#"{"id":"FIELD","namespace":"club","key":"size","field_type":"single_line_text_field","field_value":"XL","#,
        r#""created_at":"2026-05-04T09:30:00.250+00:00","updated_at":"2026-05-04T09:30:00.250+00:00","#,
        r#""metafield_type":"merchant","resource_id":"ID","resource_type":"customer","merchant_id":null}"#
    );
    assert_eq!(made.text().replace(&field, "FIELD").replace(&id, "ID"), expected);
    assert_eq!(shop.get(&format!("{path}/{field}")), made.json());
    assert_eq!(shop.get(&path), json!({"items": [made.json()]}));
    let app = format!("/customers/{id}/app_metafields");
    let body = json!({"key": "size", "field_type": "number_integer", "field_value": 7, "namespace": "ignored"});
    let of_app = shop.post(&app, body);
    assert_eq!(
        (&of_app["namespace"], &of_app["metafield_type"], &of_app["application_id"], of_app.get("merchant_id")),
        (&Value::Null, &json!("app"), &Value::Null, None)
    );
    // Each is found in its own place alone.
    shop.missing(Request::get(format!("{app}/{field}")));
    shop.missing(Request::get(format!("{path}/{}", text(&of_app["id"]))));
    assert_eq!(shop.get(&app)["items"], json!([of_app]));
    shop.wait(60);
    let changed = shop.put(&format!("{path}/{field}"), json!({"field_value": "M", "namespace": "no", "key": "no"}));
    assert_eq!((&changed["field_value"], &changed["key"]), (&json!("M"), &json!("size")));
    assert_eq!(changed["updated_at"], "2026-05-04T09:31:00.250+00:00");
    let shown = shop.get(&format!("/customers/{id}?include_fields[]=metafields"));
    assert_eq!(shown["metafields"], json!({"club": {"size": "M"}}));
    for (filter, count) in [("club.size", 1), ("club.size:M", 1), ("club.size:XL", 0), ("club.x", 0), ("size", 0)] {
        assert_eq!(
            shop.get(&format!("{path}?filters[]={filter}"))["items"].as_array().unwrap().len(),
            count,
            "{filter}"
        );
    }
    assert_eq!(shop.get(&format!("{app}?filters[]=size:7"))["items"].as_array().unwrap().len(), 1);
    assert_eq!(shop.delete(&format!("{path}/{field}")), json!({"result": "success"}));
    shop.missing(Request::delete(format!("{path}/{field}")));
    shop.missing(Request::put(format!("{path}/{field}")).json(&json!({"field_value": "x"})));
    assert_eq!(shop.get(&app)["items"].as_array().unwrap().len(), 1);
}

/// A clock that is a second later whenever somebody looks.
#[derive(Default)]
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.fetch_add(1000, Ordering::SeqCst))
    }
}

#[test]
fn a_metafield_has_the_time_of_the_write_that_made_it_and_not_that_of_the_wait_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = OpenOptions::new().clock(Ticking::default()).open(folder.path().join("shop.tillbook")).unwrap();
    let account = store.account(Provider::Shopline, Mode::Live);
    let call = |request: Request| account.call(&request).json();
    let id = text(&call(Request::post("/customers").json(&json!({"email": "mei@example.com"})))["id"]);
    let path = format!("/customers/{id}/metafields");
    let body = json!({"namespace": "n", "key": "k", "field_type": "boolean", "field_value": true});
    let made = call(Request::post(path.clone()).json(&body));
    let written = || account.customers().get(&id).unwrap().unwrap().updated_at.unwrap();
    assert_eq!(at(&text(&made["created_at"])), written());
    let altered = call(Request::put(format!("{path}/{}", text(&made["id"]))).json(&json!({"field_value": false})));
    assert_eq!(at(&text(&altered["updated_at"])), written());
}

#[test]
fn very_many_custom_fields_at_once_do_not_hold_the_write() {
    let shop = Shop::open();
    let id = shop.mei();
    let fields: String = (0..200_000).map(|field| format!("\"{field}\":1,")).collect();
    let body = format!("{{\"custom_fields\":{{{fields}\"0\":2}}}}");
    let mut request = Request::put(format!("/customers/{id}")).header("Content-Type", "application/json");
    request.body = body.into_bytes();
    let started = Instant::now();
    assert_eq!(shop.call(request).status, 422, "it is larger than a customer may be");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    let twice = r#"{"custom_fields":{"a":"1","b":"2","a":"3","b":null}}"#;
    let mut request = Request::put(format!("/customers/{id}")).header("Content-Type", "application/json");
    request.body = twice.as_bytes().to_vec();
    let shown = shop.ok(request);
    let data: Vec<_> =
        shown["custom_data"].as_array().unwrap().iter().map(|it| (&it["field_id"], &it["value"])).collect();
    assert_eq!(data, [(&json!("a"), &json!("3")), (&json!("b"), &Value::Null)]);
}

#[test]
fn shopline_2_2_e15_many_metafields_at_once_or_none() {
    let shop = Shop::open();
    let id = shop.mei();
    let bulk = format!("/customers/{id}/metafields/bulk");
    let text_field = |key: &str, value: &str| json!({"namespace": "n", "key": key, "field_type": "single_line_text_field", "field_value": value});
    let made = shop.post(&bulk, json!({"items": [text_field("a", "1"), text_field("b", "2")]}));
    let ids: Vec<String> = made["items"].as_array().unwrap().iter().map(|it| text(&it["id"])).collect();
    assert!(ids.len() == 2 && ids[0] < ids[1], "{ids:?}");
    let all = || shop.get(&format!("/customers/{id}/metafields"));
    let before = all();
    shop.refused(
        Request::post(bulk.clone()).json(&json!({"items": [text_field("c", "3"), text_field("a", "4")]})),
        &["key"],
    );
    let wrong =
        json!({"items": [{"id": ids[0], "field_value": "9"}, {"namespace": "n", "key": "c", "field_value": "9"}]});
    shop.refused(Request::put(bulk.clone()).json(&wrong), &["items"]);
    shop.refused(Request::delete(bulk.clone()).json(&json!({"items": [{"id": ids[0]}, {"id": "x"}]})), &["items"]);
    shop.refused(Request::post(bulk.clone()).json(&json!({})), &["items"]);
    assert_eq!(all(), before);
    let right =
        json!({"items": [{"id": ids[0], "field_value": "9"}, {"namespace": "n", "key": "b", "field_value": "8"}]});
    let changed = shop.put(&bulk, right);
    assert_eq!((&changed["items"][0]["field_value"], &changed["items"][1]["field_value"]), (&json!("9"), &json!("8")));
    let gone = shop.ok(Request::delete(bulk.clone()).json(&json!({"items": [{"namespace": "n", "key": "a"}]})));
    assert_eq!(gone, json!({"result": "success"}));
    assert_eq!(all()["items"][0]["id"], json!(ids[1]));
    let app = format!("/customers/{id}/app_metafields/bulk");
    let body = json!({"items": [{"key": "a", "field_type": "boolean", "field_value": true}]});
    shop.post(&app, body);
    shop.put(&app, json!({"items": [{"key": "a", "field_value": false}]}));
    shop.ok(Request::delete(app).json(&json!({"items": [{"key": "a"}]})));
}

#[test]
fn shopline_2_2_e15_values_are_what_their_types_say() {
    let shop = Shop::open();
    let id = shop.mei();
    let long = |count: usize| json!("長".repeat(count));
    let object = |count: usize| json!(format!("{{\"a\":\"{}\"}}", "x".repeat(count - 8)));
    for (field_type, right, wrong) in [
        ("single_line_text_field", vec![json!(""), long(50)], vec![long(51), json!("a\nb"), json!(5)]),
        ("multi_line_text_field", vec![json!("a\nb"), long(1000)], vec![long(1001), json!(true)]),
        ("number_integer", vec![json!(0), json!(-7)], vec![json!(1.5), json!("1")]),
        ("number_decimal", vec![json!(1.5), json!(2)], vec![json!("1.5")]),
        ("json", vec![json!({"a": 1}), object(4000)], vec![object(4001), json!("[]"), json!("x"), json!([1])]),
        ("boolean", vec![json!(true)], vec![json!("true"), json!(1)]),
        (
            "url",
            vec![json!("https://example.com/a")],
            vec![json!("example.com"), json!("https://"), json!("http://a b")],
        ),
    ] {
        let post = |value: &Value| {
            let body = json!({"namespace": "n", "key": field_type, "field_type": field_type, "field_value": value});
            Request::post(format!("/customers/{id}/metafields")).json(&body)
        };
        for value in &wrong {
            shop.refused(post(value), &["field_value"]);
        }
        for value in &right {
            let made = shop.ok(post(value));
            assert_eq!(made["field_value"], *value, "{field_type}");
            shop.delete(&format!("/customers/{id}/metafields/{}", text(&made["id"])));
        }
    }
    let post = |body: Value| Request::post(format!("/customers/{id}/metafields")).json(&body);
    let boolean = |more: Value| {
        let mut body = json!({"namespace": "n", "key": "k", "field_type": "boolean", "field_value": true});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for field in ["namespace", "key", "field_type", "field_value"] {
        shop.refused(post(boolean(json!({ field: null }))), &[field]);
    }
    shop.refused(post(boolean(json!({"field_type": "colour"}))), &["field_type"]);
    shop.refused(post(boolean(json!({"key": 5}))), &["key"]);
}

#[test]
fn shopline_2_2_e16_there_are_no_promotions() {
    let shop = Shop::open();
    let id = shop.mei();
    assert_eq!(shop.get(&format!("/customers/{id}/promotions?coupon_status=valid")), json!({"items": []}));
    shop.refused(Request::get(format!("/customers/{id}/promotions?coupon_status=old")), &["coupon_status"]);
    let coupons = format!("/customers/{id}/coupon_promotions");
    assert_eq!(shop.get(&format!("{coupons}?promotion_ids=p1&promotion_ids=p2")), json!({"p1": null, "p2": null}));
    assert_eq!(shop.get(&format!("{coupons}?promotion_ids[]=p1")), json!({"p1": null}));
    shop.refused(Request::get(coupons), &["promotion_ids"]);
}

/// A customer object in which every field of the page is filled in.
fn every_field() -> Value {
    let money = json!({"cents": 120000, "currency_symbol": "NT$", "currency_iso": "TWD", "label": "NT$1,200", "dollars": 1200.0});
    json!({
        "id": "65c1a83b39540f001932b712", "name": "Mei", "email": "mei@example.com", "gender": "female",
        "birthday": "1990-05-04", "birth_year": 1990, "birth_month": 5, "birth_day": 4, "memo": "window seat",
        "phones": ["0227420000", "0912345678"], "phone": "0912345678", "phone_country_code": "TW",
        "mobile_phone": "0944111222", "mobile_phone_verified": false, "mobile_phone_country_calling_code": "886",
        "locale_code": "zh-hant", "order_count": 3, "orders_total_sum": money, "is_member": true, "is_blacklisted": true,
        "is_subscribed_marketing_email": true, "credit_balance": 120, "member_point_balance": 30,
        "custom_data": [{"type": "text", "name_translations": {"en": "Shoe size"}, "field_id": "f1", "value": "38"}],
        "membership_tier": {"id": "65c1a83b39540f001932b702", "level": 2, "name_translations": {"en": "Gold"}, "status": "active"},
        "delivery_addresses": [{
            "country_code": "TW", "country": "TW", "city": "b", "district": "c", "state": "d", "postcode": "e",
            "address_1": "f", "address_2": "g", "key": "h", "layer1": "i", "layer2": "j", "layer3": "k",
            "logistic_codes": ["l"], "recipient_name": "m", "recipient_phone": "n",
            "recipient_phone_country_code": "o", "remarks": "p",
        }],
        "subscribed_email_types": ["news"], "ref_user_id": "17", "line_id": "U1", "facebook_id": "fb", "google_id": "go",
        "created_at": "2024-02-06T05:12:27.342+00:00", "updated_at": "2024-03-06T05:12:27.000+00:00",
        "current_sign_in_at": "2024-03-01T00:00:00.000+00:00", "last_sign_in_at": "2024-02-28T00:00:00.000+00:00",
        "registered_at": "2024-02-06T05:12:28.001+00:00", "confirmed_at": "2024-02-07T00:00:00.000+00:00",
        "tier_expires_at": "2025-02-06T00:00:00.000+00:00", "created_by": "shop_crm",
        "created_by_channel": "65c1a83b39540f001932b700",
        "registered_from_channel": {"id": "65c1a83b39540f001932b701", "name": {"en": "Shop"}, "platform": "pos"},
        "tags": ["vip"], "referral_code": "R1", "offline_referral_registered_at": "2024-02-06",
        "offline_referral_channel_id": "c", "offline_referral_agent_id": "a",
        "utm_data": {"utm_source": "s", "utm_time": "t"}, "customer_authentication_linkings": ["x"],
        "subscriptions": [{"platform": "email", "is_active": true}, {"platform": "sms", "is_active": false}],
        "orders_totals": [{"id": "o1", "total": money, "platform": "pos"}], "info_reward_claimed": true,
    })
}

#[test]
fn shopline_3_1_an_object_is_known_by_its_id_and_two_of_its_words() {
    for (id, marks, known) in [
        ("65c1a83b39540f001932b712", json!({}), false),
        ("65c1a83b39540f001932b712", json!({"created_by": "pos"}), true),
        ("65c1a83b39540f001932b712", json!({"created_by": "pos", "credit_balance": 5}), true),
        ("17", json!({"created_by": "pos", "credit_balance": 5}), false),
    ] {
        let shop = Shop::open();
        let mut object = json!({"id": id, "email": "mei@example.com", "is_blacklisted": true});
        object.as_object_mut().unwrap().extend(marks.as_object().unwrap().clone());
        let path = shop.store.path().with_file_name("customers.jsonl");
        std::fs::write(&path, object.to_string()).unwrap();
        let report = import(&shop.account, &path, ImportOptions::default(), |_| {}).unwrap();
        assert_eq!(report.created, 1, "{report:?}");
        let customer = shop.account.customers().list(&ListQuery::default()).unwrap().items.remove(0);
        // Somebody else's words are kept as they are.
        assert_eq!((member(&customer).is_blacklisted, customer.metadata.is_empty()), (known, known), "{object}");
    }
}

#[test]
fn shopline_3_1_an_object_with_every_field_comes_out_of_a_file_equal() {
    let shop = Shop::open();
    let mut verified = every_field();
    for (key, value) in
        [("id", "65c1a83b39540f001932b713"), ("email", "lin@example.com"), ("mobile_phone", "0944111223")]
    {
        verified[key] = json!(value);
    }
    verified["mobile_phone_verified"] = json!(true);
    verified.as_object_mut().unwrap().retain(|key, _| key != "phone" && key != "phones");
    let list = json!({
        "items": [every_field(), verified],
        "pagination": {"current_page": 1, "per_page": 24, "total_count": 2, "total_pages": 1},
    });
    let path = shop.store.path().with_file_name("customers.json");
    std::fs::write(&path, list.to_string()).unwrap();
    let load = || import(&shop.account, &path, ImportOptions::default(), |_| {}).unwrap();
    let report = load();
    assert_eq!((report.created, report.refused, report.warnings.is_empty()), (2, 0, true), "{report:?}");
    for object in [every_field(), verified] {
        let id = text(&object["id"]);
        assert_eq!(shop.call(Request::get(format!("/customers/{id}"))).text(), object.to_string());
    }
    // What the objects do not show stays when they are loaded again.
    let id = "65c1a83b39540f001932b712";
    let metafield = json!({"namespace": "n", "key": "k", "field_type": "boolean", "field_value": true});
    shop.post(&format!("/customers/{id}/metafields"), metafield);
    assert_eq!(load().created, 0);
    assert_eq!(shop.get(&format!("/customers/{id}/metafields"))["items"].as_array().unwrap().len(), 1);
    // What a whole object leaves empty is emptied.
    let mut object = every_field();
    (object["memo"], object["line_id"], object["tags"]) = (Value::Null, Value::Null, json!([]));
    // The store's own time of the change.
    object["updated_at"] = json!("2026-05-04T09:30:00.250+00:00");
    std::fs::write(&path, object.to_string()).unwrap();
    assert_eq!(load().updated, 1);
    assert_eq!(shop.customer(id), object);
    // 16: a date without its parts is as good as they are.
    let mut dated = object.clone();
    dated.as_object_mut().unwrap().retain(|key, _| !key.starts_with("birth_"));
    dated["birthday"] = json!("1991-06-07");
    std::fs::write(&path, dated.to_string()).unwrap();
    assert_eq!(load().updated, 1);
    for (name, value) in [
        ("birthday", json!("1991-06-07")),
        ("birth_year", json!(1991)),
        ("birth_month", json!(6)),
        ("birth_day", json!(7)),
    ] {
        object[name] = value;
    }
    assert_eq!(shop.customer(id), object);
    assert!(shop.store.check(|_| {}).unwrap().is_sound());
}
