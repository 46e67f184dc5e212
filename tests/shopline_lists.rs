//! A SHOPLINE customer is not found, too many are, or shown with the wrong keys: lists and search (2.3, 4.H), choosing keys
//! (4.G), LINE ids (E9), subscriptions (E10).

mod shop;

use serde_json::{Value, json};
use shop::*;
use tillbook::Request;

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
    // Of the same moment, the later one is the greater one, and so is its id.
    let ids = ["G", "H"].map(|name| shop.id(json!({"name": name, "email": format!("{name}@example.com")})));
    assert!(ids[0] < ids[1], "{ids:?}");
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
    for list in ["/customers", "/customers/search"] {
        assert_eq!(shop.get(list)["items"].as_array().unwrap().len(), 24, "{list}");
    }
}

#[test]
fn shopline_4h_43_a_page_begins_after_a_customer() {
    let (shop, ids) = six();
    let after = |query: &str| shop.get(&format!("/customers?{query}"));
    let page = after(&format!("previous_id={}&per_page=2&page=7", ids[3]));
    let pagination = json!({"current_page": 1, "per_page": 2, "total_count": 6, "total_pages": 3});
    assert_eq!((names(&page).concat().as_str(), &page["pagination"]), ("CB", &pagination));
    let page = after(&format!("previous_id={}&per_page=2&page=none", ids[3]));
    assert_eq!((names(&page).concat().as_str(), &page["pagination"]), ("CB", &pagination), "no page is asked for");
    shop.refused(Request::get(format!("/customers?previous_id={}&per_page=0", ids[3])), &["per_page"]);
    assert_eq!(names(&after(&format!("previous_id={}&sort_by=asc", ids[3]))).concat(), "EF");
    // It marks its place also where the times leave it out.
    let until = "created_before=2026-05-04T09:31:30Z";
    let page = after(&format!("{until}&previous_id={}", ids[3]));
    assert_eq!((names(&page).concat().as_str(), &page["pagination"]["total_count"]), ("BA", &json!(2)));
    assert_eq!(after(&format!("{until}&sort_by=asc&previous_id={}", ids[3]))["items"], json!([]));
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
fn shopline_4g_36_37_38_39_40_choosing_keys() {
    let shop = Shop::open();
    let id = shop.mei();
    let get = |query: &str| shop.get(&format!("/customers/{id}?{query}"));
    assert_eq!(
        get("fields[]=email&fields[]=name&fields[]=nonsense").to_string(),
        r#"{"name":"Mei","email":"mei@example.com"}"#
    );
    assert_eq!(keys(&get("fields%5B%5D=email")), "email");
    assert_eq!(keys(&get("fields=email&fields=id")), "id email");
    assert_eq!(get("fields[]=nonsense"), json!({}));
    let without = get("excludes[]=id&excludes%5B%5D=tags");
    assert!(without.get("id").is_none() && without.get("tags").is_none() && without.get("name").is_some());
    assert_eq!(keys(&get("fields[]=email&fields[]=id&excludes[]=id")), "email");
    // 38.
    assert!(shop.customer(&id).get("metafields").is_none());
    let added = get("include_fields[]=metafields&include_fields[]=member_info_reward&include_fields[]=nonsense");
    assert!(keys(&added).ends_with("info_reward_claimed metafields member_info_reward"));
    assert_eq!((&added["metafields"], &added["member_info_reward"]), (&json!({}), &Value::Null));
    assert_eq!(keys(&get("include_fields[]=metafields&fields[]=id")), "id");
    assert_eq!(keys(&get("include_fields[]=metafields&fields[]=id&fields[]=metafields")), "id metafields");
    assert_eq!(keys(&get("include_fields[]=metafields&excludes[]=metafields")), keys(&shop.customer(&id)));
    // Only on request, by naming them.
    let named = get("fields[]=membership_tier_gap&fields[]=current_membership_tier_info");
    assert_eq!(keys(&named), "membership_tier_gap current_membership_tier_info");
    assert_eq!(
        keys(&named["membership_tier_gap"]),
        "next_tier next_discount user_spending user_spendings_for_extend next_total_spending extend_total_spending"
    );
    // 40.
    let list = shop.get("/customers?fields[]=name&include_fields[]=metafields&fields[]=metafields");
    assert_eq!(list["items"], json!([{"name": "Mei", "metafields": {}}]));
    assert_eq!(list["pagination"]["total_count"], 1);
    assert_eq!(shop.get("/customers/search?fields[]=name")["items"], json!([{"name": "Mei"}]));
    let member_info_reward = shop.get("/customers?include_fields[]=member_info_reward");
    assert!(member_info_reward["items"][0].get("member_info_reward").is_none(), "a list does not have it");
    let updated = shop.put(&format!("/customers/{id}?fields[]=memo"), json!({"memo": "x"}));
    assert_eq!(updated, json!({"memo": "x"}));
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
fn shopline_6_what_clients_send_and_what_they_need() {
    let (shop, ids) = six();
    // A content type without a body, on GET and DELETE; whoever asks, by whatever name.
    let client = |request: Request| {
        request.header("Content-Type", "application/json").header("User-Agent", "Python/3.12 aiohttp/3.13")
    };
    let list = shop.ok(client(Request::get("/v1/customers?per_page=2&page=2&sort_by=asc")));
    assert_eq!(names(&list).concat(), "CD");
    assert_eq!(shop.ok(client(Request::get(format!("/v1/customers/{}", ids[0]))))["name"], "A");
    let found =
        shop.ok(client(Request::get("/v1/customers/search?query=2274&search_fields=phones&search_fields=name")));
    assert_eq!(names(&found).concat(), "FA");
    assert!(shop.ok(client(Request::delete(format!("/v1/customers/{}", ids[0])))).is_object(), "an answer to parse");
    // Types are enforced: lists are lists, balances numbers.
    let shown = shop.customer(&ids[1]);
    for key in ["phones", "tags", "delivery_addresses", "customer_authentication_linkings", "custom_data"] {
        assert!(shown[key].is_array(), "{key}");
    }
    for key in ["credit_balance", "member_point_balance", "order_count"] {
        assert!(shown[key].is_i64(), "{key}");
    }
    // Every refusal is an object with a message, or for a body that cannot be read an error.
    for (status, path) in [(404, "/v1/customers/x"), (404, "/v1/nothing"), (422, "/v1/customers?page=0")] {
        let response = shop.call(client(Request::get(path)));
        assert_eq!(response.status, status);
        assert!(response.json()["message"].is_string() && response.json()["code"].is_string(), "{path}");
    }
}
