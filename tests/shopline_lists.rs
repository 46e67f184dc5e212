//! A SHOPLINE customer is not found, or too many are; balances, metafields, tiers and files do not add up (sections 2.6 and
//! 4.H, and the end points from E9 on).

#![recursion_limit = "256"]

mod shop;

use serde_json::{Value, json};
use shop::*;
use tillbook::transfer::{ImportOptions, import};
use tillbook::*;

/// A shop with customers named A to F, made a minute apart.
fn six() -> (Shop, Vec<String>) {
    let shop = Shop::open();
    let mut ids = Vec::new();
    for (name, more) in [
        ("A", json!({"gender": "male", "birthday": "1990-05-04", "phones": "0227420000,0912345678"})),
        ("B", json!({"is_member": true, "tags": ["vip", "tea"], "birth_month": 7})),
        ("C", json!({"mobile_phone": "0944111222", "mobile_phone_country_calling_code": "886"})),
        ("D", json!({"membership_tier_id": "65c1a83b39540f001932b702", "gender": "female"})),
        ("E", json!({"is_subscribed_marketing_email": true, "birthday": "2001-12-31"})),
        ("F", json!({"memo": "ÄPFEL", "phones": "0227420000"})),
    ] {
        let mut body = more;
        body["name"] = json!(name);
        body["email"] = json!(format!("{name}@Example.com"));
        ids.push(shop.id(body));
        shop.wait(60);
    }
    (shop, ids)
}

#[test]
fn shopline_3_4_the_envelope() {
    let shop = Shop::open();
    let empty = r#"{"items":[],"pagination":{"current_page":1,"per_page":24,"total_count":0,"total_pages":0}}"#;
    assert_eq!(shop.call(Request::get("/customers")).text(), empty);
    assert_eq!(shop.call(Request::get("/v1/customers/search")).text(), empty);
    let (shop, _) = six();
    let list = shop.get("/customers?per_page=4&page=2");
    let pagination = json!({"current_page": 2, "per_page": 4, "total_count": 6, "total_pages": 2});
    assert_eq!((names(&list), &list["pagination"]), (vec!["B".into(), "A".into()], &pagination));
}

#[test]
fn shopline_4h_41_the_order_is_that_of_creation() {
    let (shop, _) = six();
    let order = |query: &str| names(&shop.get(&format!("/customers?{query}"))).concat();
    assert_eq!(
        (order(""), order("sort_by=desc"), order("sort_by=asc")),
        ("FEDCBA".into(), "FEDCBA".into(), "ABCDEF".into())
    );
    shop.refused(Request::get("/customers?sort_by=name"), &["sort_by"]);
    // Of the same moment, the later one is the greater one.
    for name in ["G", "H"] {
        shop.create(json!({"name": name, "email": format!("{name}@example.com")}));
    }
    assert!(order("").starts_with("HG") && order("sort_by=asc").ends_with("GH"));
}

#[test]
fn shopline_4h_42_and_46_pages() {
    let (shop, _) = six();
    for list in ["/customers", "/customers/search"] {
        let page = |query: &str| shop.get(&format!("{list}?{query}"));
        assert_eq!(page("per_page=999")["pagination"]["per_page"], 999);
        assert_eq!(page("per_page=1000")["pagination"]["per_page"], 999);
        let one = page("per_page=1&page=6");
        assert_eq!((names(&one).concat().as_str(), &one["pagination"]["total_pages"]), ("A", &json!(6)));
        let beyond = page("per_page=4&page=3");
        let pagination = json!({"current_page": 3, "per_page": 4, "total_count": 6, "total_pages": 2});
        assert_eq!((&beyond["items"], &beyond["pagination"]), (&json!([]), &pagination));
        assert_eq!(page("page=9223372036854775807&per_page=999")["items"], json!([]));
        for (query, field) in [
            ("per_page=0", "per_page"),
            ("per_page=-1", "per_page"),
            ("per_page=x", "per_page"),
            ("page=0", "page"),
            ("page=1.5", "page"),
        ] {
            shop.refused(Request::get(format!("{list}?{query}")), &[field]);
        }
    }
    for n in 0..25 {
        shop.create(json!({"name": "N", "email": format!("{n}@example.com")}));
    }
    assert_eq!(shop.get("/customers")["items"].as_array().unwrap().len(), 24);
}

#[test]
fn shopline_4h_43_a_page_begins_after_a_customer() {
    let (shop, ids) = six();
    let after = |query: &str| shop.get(&format!("/customers?{query}"));
    let page = after(&format!("previous_id={}&per_page=2&page=7", ids[3]));
    let pagination = json!({"current_page": 1, "per_page": 2, "total_count": 6, "total_pages": 3});
    assert_eq!((names(&page).concat().as_str(), &page["pagination"]), ("CB", &pagination));
    assert_eq!(names(&after(&format!("previous_id={}&sort_by=asc", ids[3]))).concat(), "EF");
    assert_eq!(after(&format!("previous_id={}", ids[0]))["items"], json!([]));
    // The same where everybody is looked at.
    let since = "updated_after=2026-05-04T09:31:00Z";
    let page = after(&format!("{since}&previous_id={}&per_page=1&page=3", ids[3]));
    assert_eq!((names(&page).concat().as_str(), &page["pagination"]["total_count"]), ("C", &json!(5)));
    assert_eq!(names(&after(&format!("{since}&sort_by=asc&previous_id={}", ids[1]))).concat(), "CDEF");
    shop.missing(Request::get("/customers?previous_id=65c1a83b39540f001932b712"));
    shop.delete(&format!("/customers/{}", ids[3]));
    shop.missing(Request::get(format!("/customers?previous_id={}", ids[3])));
}

#[test]
fn shopline_4h_44_and_45_times_are_included_and_in_utc() {
    let (shop, ids) = six();
    let found = |query: &str| {
        let list = shop.get(&format!("/customers?{query}"));
        assert_eq!(list["pagination"]["total_count"], list["items"].as_array().unwrap().len());
        names(&list).concat()
    };
    let (third, fourth) = ("2026-05-04T09:32:00.250Z", "2026-05-04T09:33:00.250Z");
    assert_eq!(found(&format!("created_after={third}")), "FEDC");
    assert_eq!(found("created_after=2026-05-04T09:32:00.251Z"), "FED");
    assert_eq!(found(&format!("created_before={third}")), "CBA");
    assert_eq!(found("created_before=2026-05-04T09:32:00.249Z"), "BA");
    assert_eq!(found(&format!("created_after={third}&created_before={fourth}")), "DC");
    assert_eq!(found("created_after=2026-05-04 09:32:00.250"), "FEDC", "without a zone it is UTC");
    assert_eq!(found("created_after=2026-05-04T11:32:00.250%2B02:00"), "FEDC");
    assert_eq!(found("created_after=2026-05-04"), "FEDCBA");
    assert_eq!(found("created_before=2026-05-04"), "");
    shop.update(&ids[1], json!({"memo": "later"}));
    assert_eq!(found(&format!("updated_before={third}")), "CA");
    assert_eq!(found("updated_after=2026-05-04T09:36:00.250Z"), "B");
    assert_eq!(found("updated_after=2026-05-04T09:36:00.251Z"), "");
    assert_eq!(found(&format!("created_after={third}&updated_before={fourth}")), "DC");
    let page = shop.get(&format!("/customers?updated_before={fourth}&per_page=1&page=2"));
    assert_eq!((names(&page).concat().as_str(), &page["pagination"]["total_count"]), ("C", &json!(3)));
    for field in ["created_after", "created_before", "updated_after", "updated_before"] {
        shop.refused(Request::get(format!("/customers?{field}=yesterday")), &[field]);
    }
}

#[test]
fn shopline_4h_47_query_finds_any_part_of_four_fields() {
    let (shop, ids) = six();
    shop.update(&ids[5], json!({"name": "Åsa Møller"}));
    let found = |query: &str| {
        let list = shop.get(&format!("/customers/search?{query}"));
        assert_eq!(list["pagination"]["total_count"], list["items"].as_array().unwrap().len());
        list["items"].as_array().unwrap().iter().map(|it| text(&it["email"])[..1].to_owned()).collect::<String>()
    };
    assert_eq!(found("query=m%C3%B8LL"), "F", "a part of a name, whatever its case");
    assert_eq!(found("query=%C3%A5S"), "F");
    assert_eq!(found("query=a@ex"), "A", "a part of an e-mail address");
    assert_eq!(found("query=@EXAMPLE"), "FEDCBA", "newest first");
    assert_eq!(found("query=2274"), "FA", "a part of any telephone");
    assert_eq!(found("query=4411"), "C", "a part of a mobile phone");
    assert_eq!(found("query=%C3%84pfel"), "", "not of a memo");
    assert_eq!(found("query="), "FEDCBA");
    assert_eq!(found("query=2274&search_fields=email&search_fields=name"), "");
    assert_eq!(found("query=2274&search_fields[]=email&search_fields%5B%5D=phones"), "FA");
    assert_eq!(found("query=4411&search_fields=mobile_phone"), "C");
    assert_eq!(found("query=4411&search_fields=phones"), "");
    assert_eq!(found("query=ller&search_fields=name"), "F");
    assert_eq!(found("query=ller&search_fields=email"), "");
    shop.refused(Request::get("/customers/search?query=x&search_fields=memo"), &["search_fields"]);
    // Filters all count, whether one is looked up or not.
    assert_eq!(found("query=example&gender=male"), "A");
    assert_eq!(found("phones=0227420000&gender=male"), "A");
    assert_eq!(found("email=a@example.com&gender=female"), "");
    let page = shop.get("/customers/search?query=example&per_page=4&page=2");
    assert_eq!(page["pagination"], json!({"current_page": 2, "per_page": 4, "total_count": 6, "total_pages": 2}));
    assert_eq!(names(&page).concat(), "BA");
    let page = shop.get("/customers/search?phones=0227420000&per_page=1&page=2");
    assert_eq!((names(&page).concat().as_str(), &page["pagination"]["total_pages"]), ("A", &json!(2)));
}

#[test]
fn shopline_4h_48_operators_on_every_field() {
    let (shop, ids) = six();
    shop.post(&format!("/customers/{}/store_credits", ids[0]), json!({"value": 100, "remarks": "x"}));
    shop.post(&format!("/customers/{}/store_credits", ids[1]), json!({"value": 7, "remarks": "x"}));
    shop.update(&ids[2], json!({"is_blacklisted": true, "ref_user_id": "17", "phones": ["5"]}));
    let found = |query: &str| names(&shop.get(&format!("/customers/search?{query}"))).concat();
    for (query, expected) in [
        ("name=A", "A"),
        ("name=a", ""),
        ("name=not:A", "FEDCB"),
        ("email=a@example.com", "A"),
        ("email=not:A@EXAMPLE.COM", "FEDCB"),
        ("phone=0912345678", "A"),
        ("phone=0227420000", "F"),
        ("phone=not:0912345678", "FEDCB"),
        ("phones=0227420000", "FA"),
        ("phones=227420000", ""),
        ("phones=not:0227420000", "EDCB"),
        ("phones=5", "C"),
        ("mobile_phone=0944111222", "C"),
        ("mobile_phone=944111222", ""),
        ("mobile_phone=not:0944111222", "FEDBA"),
        ("gender=female", "D"),
        ("gender=not:male", "FEDCB"),
        ("membership_tier_id=65c1a83b39540f001932b702", "D"),
        ("membership_tier_id=not:65c1a83b39540f001932b702", "FECBA"),
        ("membership_tier_id=", "FECBA"),
        ("membership_tier_id=not:", "D"),
        ("created_at=2026-05-04 09:31:00.250", "B"),
        ("created_at=not:2026-05-04 09:31:00.250", "FEDCA"),
        ("created_at=gt:2026-05-04 09:31:00.250", "FEDC"),
        ("created_at=gte:2026-05-04 09:31:00.250", "FEDCB"),
        ("created_at=lt:2026-05-04 09:31:00.250", "A"),
        ("created_at=lte:2026-05-04 09:31:00.250", "BA"),
        ("created_at=gt:2026-05-04", "FEDCBA"),
        ("created_at=lt:2026-05-04", ""),
        ("updated_at=gte:2026-05-04T09:36:00.250Z", "CBA"),
        ("updated_at=lt:2026-05-04T09:36:00.250Z", "FED"),
        ("registered_at=gt:2026-05-04", "B"),
        ("registered_at=not:2026-05-04", "FEDCBA"),
        ("registered_at=2026-05-04 09:31:00.250", "B"),
        ("birthday=1990-05-04", "A"),
        ("birthday=gt:1990-05-04", "E"),
        ("birthday=lte:1990-05-04", "BA"),
        ("birthday=1904-07-01", "B"),
        ("birthday=not:1990-05-04", "FEDCB"),
        ("birth_month=7", "B"),
        ("birth_month=gte:7", "EB"),
        ("birth_month=lt:7", "A"),
        ("credit_balance=7", "B"),
        ("credit_balance=gt:7", "A"),
        ("credit_balance=gte:7", "BA"),
        ("credit_balance=lt:7", "FEDC"),
        ("credit_balance=lte:7", "FEDCB"),
        ("credit_balance=not:0", "BA"),
        ("is_member=true", "B"),
        ("is_member=false", "FEDCA"),
        ("is_blacklisted=true", "C"),
        ("is_subscribed_marketing_email=true", "E"),
        ("ref_user_id=17", "C"),
        ("tags=tea", "B"),
        ("tags=te", ""),
        ("nonsense=x", "FEDCBA"),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
    assert_eq!(
        found(&format!("id[]={}&id%5B%5D={}&id[]=65c1a83b39540f001932b712&id[]={}", ids[1], ids[4], ids[1])),
        "EB"
    );
    assert_eq!(found(&format!("id[]={}&name=A", ids[1])), "");
    for (query, field) in [
        ("gender=nobody", "gender"),
        ("name=gt:A", "name"),
        ("created_at=gt:soon", "created_at"),
        ("updated_at=x", "updated_at"),
        ("registered_at=lt:", "registered_at"),
        ("birthday=gte:x", "birthday"),
        ("birth_month=May", "birth_month"),
        ("credit_balance=gt:much", "credit_balance"),
        ("is_member=perhaps", "is_member"),
        ("is_blacklisted=not:true", "is_blacklisted"),
        ("is_subscribed_marketing_email=1", "is_subscribed_marketing_email"),
    ] {
        shop.refused(Request::get(format!("/customers/search?{query}")), &[field]);
    }
}

#[test]
fn shopline_2_2_e9_by_line_id_and_literal_segments_win() {
    let (shop, ids) = six();
    shop.missing(Request::get("/customers/line/U1"));
    shop.update(&ids[1], json!({"line_info": {"id": "U1"}}));
    assert_eq!(shop.get("/customers/line/U1")["name"], "B");
    shop.missing(Request::get("/customers/line/u1"));
    shop.update(&ids[1], json!({"line_info": {"id": "U2"}}));
    shop.missing(Request::get("/customers/line/U1"));
    assert_eq!(shop.account.customers().by_line_id("U2").unwrap()[0].id, ids[1]);
    shop.delete(&format!("/customers/{}", ids[1]));
    shop.missing(Request::get("/customers/line/U2"));
    for path in ["search", "membership_info"] {
        assert_eq!(keys(&shop.get(&format!("/customers/{path}"))), "items pagination");
    }
    assert!(shop.store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn shopline_2_2_e10_subscriptions() {
    let shop = Shop::open();
    let id = shop.mei();
    let put = |body: Value| shop.put(&format!("/customers/{id}/subscriptions"), body);
    let both = |email: bool, sms: bool| json!({"subscriptions": [{"platform": "email", "is_active": email}, {"platform": "sms", "is_active": sms}]});
    assert_eq!(put(json!({"sms": true, "email": true})), both(true, true));
    assert_eq!(shop.customer(&id)["is_subscribed_marketing_email"], true);
    assert_eq!(put(json!({"email": false})), both(false, true));
    assert_eq!(shop.customer(&id)["is_subscribed_marketing_email"], false);
    assert_eq!(put(json!({})), both(false, true));
    assert_eq!(shop.customer(&id)["subscriptions"], both(false, true)["subscriptions"]);
    shop.refused(Request::put(format!("/customers/{id}/subscriptions")).json(&json!({"sms": "often"})), &["sms"]);
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
    assert!(shop.store.check(|_| {}).unwrap().is_sound());
}
