//! A SHOPLINE customer is not what the provider would have made of it: creating, changing, telephones, birthdays
//! (sections 3 and 4.A to 4.E).

mod shop;

use serde_json::{Value, json};
use shop::*;
use tillbook::*;

#[test]
fn shopline_3_1_a_new_customer_letter_for_letter() {
    let shop = Shop::open();
    let response = shop.call(Request::post("/v1/customers").json(&json!({
        "name": "Mei", "email": "mei@example.com", "gender": "female", "birth_month": 5,
        "phones": "0227420000, 0912345678,, ", "phone_country_code": "TW", "memo": null, "is_member": true,
        "is_subscribed_marketing_email": true, "is_subscribed_marketing_sms": false,
        "delivery_addresses": [{"country": "TW", "logistic_codes": ["x"], "remarks": "ring"}],
        "created_by": "pos", "created_by_channel_id": "65c1a83b39540f001932b700", "registered_by": "shop_crm",
        "registered_by_channel_id": "65c1a83b39540f001932b701", "tags": ["vip"],
        "membership_tier_id": "65c1a83b39540f001932b702",
    })));
    assert_eq!(response.status, 200, "{}", response.text());
    let id = text(&response.json()["id"]);
    assert!(id.len() == 24 && id.starts_with(&format!("{:08x}", at(NOW).as_millis() / 1000)), "{id}");
    let expected = concat!(
        r#"{"id":"ID","name":"Mei","email":"mei@example.com","gender":"female","birthday":"1904-05-01","#,
        r#""birth_year":null,"birth_month":5,"birth_day":null,"memo":null,"phones":["0227420000","0912345678"],"#,
        r#""phone":"0912345678","phone_country_code":"TW","mobile_phone":null,"mobile_phone_verified":false,"#,
        r#""mobile_phone_country_calling_code":null,"locale_code":null,"order_count":0,"orders_total_sum":{"cents":0,"#,
        r#""currency_symbol":"NT$","currency_iso":"TWD","label":"NT$0","dollars":0.0},"is_member":true,"#,
        r#""is_blacklisted":false,"is_subscribed_marketing_email":true,"credit_balance":0,"member_point_balance":0,"#,
        r#""custom_data":[],"membership_tier":{"id":"65c1a83b39540f001932b702","level":null,"#,
        r#""name_translations":null,"status":null},"delivery_addresses":[{"country":"TW","logistic_codes":["x"],"#,
        r#""remarks":"ring"}],"subscribed_email_types":[],"ref_user_id":null,"line_id":null,"facebook_id":null,"#,
        r#""google_id":null,"created_at":"2026-05-04T09:30:00.250+00:00","updated_at":"2026-05-04T09:30:00.250+00:00","#,
        r#""current_sign_in_at":null,"last_sign_in_at":null,"registered_at":"2026-05-04T09:30:00.250+00:00","#,
        r#""confirmed_at":null,"tier_expires_at":null,"created_by":"pos","created_by_channel":"65c1a83b39540f001932b700","#,
        r#""registered_from_channel":{"id":"65c1a83b39540f001932b701","name":null,"platform":null},"tags":["vip"],"#,
        r#""referral_code":null,"offline_referral_registered_at":null,"offline_referral_channel_id":null,"#,
        r#""offline_referral_agent_id":null,"utm_data":null,"customer_authentication_linkings":[],"#,
        r#""subscriptions":[{"platform":"email","is_active":true},{"platform":"sms","is_active":false}],"#,
        r#""orders_totals":[],"info_reward_claimed":null}"#
    );
    assert_eq!(response.text().replace(&id, "ID"), expected);
    assert_eq!(shop.call(Request::get(format!("/customers/{id}"))).text().replace(&id, "ID"), expected);
    assert_eq!(shop.member(&id).unshown.registered_by, Some(Origin::ShopCrm));
}

#[test]
fn shopline_3_1_the_second_reward_is_told_by_updates_alone() {
    let shop = Shop::open();
    let id = shop.mei();
    let updated = shop.update(&id, json!({"memo": "x"}));
    assert!(keys(&updated).ends_with("info_reward_claimed info_reward_triggered"));
    assert_eq!(updated["info_reward_triggered"], false);
    assert!(shop.customer(&id).get("info_reward_triggered").is_none());
    assert_eq!(updated["created_at"], "2026-05-04T09:30:00.250+00:00");
    shop.wait(61);
    let updated = shop.update(&id, json!({"memo": "y"}));
    assert_eq!(updated["updated_at"], "2026-05-04T09:31:01.250+00:00");
    assert_eq!(updated["created_at"], "2026-05-04T09:30:00.250+00:00");
}

#[test]
fn shopline_3_2_an_address_has_the_keys_that_were_given_in_the_pages_order() {
    let shop = Shop::open();
    let address = json!({
        "country_code": "TW", "country": "TW", "city": "b", "district": "c", "state": "d", "postcode": "e",
        "address_1": "f", "address_2": "g", "key": "h", "layer1": "i", "layer2": "j", "layer3": "k",
        "logistic_codes": ["l"], "recipient_name": "m", "recipient_phone": "n", "recipient_phone_country_code": "o",
        "remarks": "p",
    });
    let backwards: Vec<(String, Value)> = address.as_object().unwrap().clone().into_iter().rev().collect();
    let backwards: serde_json::Map<String, Value> = backwards.into_iter().collect();
    let made = shop.create(json!({"email": "a@example.com", "delivery_addresses": [backwards, {}]}));
    assert_eq!(made["delivery_addresses"][0].to_string(), address.to_string());
    assert_eq!(made["delivery_addresses"][1], json!({}));
    let id = text(&made["id"]);
    for wrong in [json!("x"), json!([1]), json!([{"city": 5}]), json!([{"logistic_codes": "l"}]), json!(null)] {
        shop.no_update(&id, json!({ "delivery_addresses": wrong }), &["delivery_addresses"]);
    }
}

#[test]
fn shopline_4a_1_an_email_or_a_mobile_phone_is_needed() {
    let shop = Shop::open();
    for body in [json!({}), json!({"name": "Mei", "phone": "0912"}), json!({"email": "", "mobile_phone": " "})] {
        shop.no_customer(body, &["email", "mobile_phone"]);
    }
    shop.create(json!({"email": "a@example.com"}));
    shop.create(json!({"mobile_phone": "0912345678", "mobile_phone_country_calling_code": "886"}));
    // The typed interface asks for the same.
    let refused = shop.account.customers().create(NewCustomer::default()).unwrap_err();
    assert_eq!(refused.field(), Some("email or mobile_phone"));
    // An import takes what exists, and what it brought may be changed.
    let row = ImportedCustomer { id: Some("65c1a83b39540f001932b712".into()), ..ImportedCustomer::default() };
    shop.account.customers().import(vec![row], false).unwrap().remove(0).unwrap();
    assert_eq!(shop.update("65c1a83b39540f001932b712", json!({"memo": "guest"}))["memo"], "guest");
}

#[test]
fn shopline_4a_2_number_and_calling_code_come_together() {
    let shop = Shop::open();
    let code = "mobile_phone_country_calling_code";
    shop.no_customer(json!({"email": "a@example.com", "mobile_phone": "0912345678"}), &[code]);
    shop.no_customer(json!({"mobile_phone": "0912345678"}), &[code]);
    shop.no_customer(json!({"email": "a@example.com", code: "886"}), &["mobile_phone"]);
    shop.no_customer(json!({"mobile_phone": "none", code: "886"}), &["mobile_phone"]);
    shop.no_customer(json!({"mobile_phone": "0912345678", code: "Taiwan"}), &[code]);
    let made = shop.create(json!({"mobile_phone": "0912 345 678", code: "886"}));
    assert_eq!((&made["mobile_phone"], &made[code]), (&json!("0912 345 678"), &json!("886")));
    let typed = ShoplineAttributes { mobile_phone: Some("0955".into()), ..ShoplineAttributes::default() };
    let new = NewCustomer { attributes: Some(Attributes::Shopline(Box::new(typed))), ..NewCustomer::default() };
    assert_eq!(shop.account.customers().create(new).unwrap_err().field(), Some(code));
}

#[test]
fn shopline_4a_3_a_birthday_excludes_its_parts() {
    let shop = Shop::open();
    let id = shop.mei();
    for part in ["birth_year", "birth_month", "birth_day"] {
        let body = json!({"email": "b@example.com", "birthday": "1990-05-04", part: 5});
        shop.no_customer(body.clone(), &["birthday"]);
        shop.no_update(&id, json!({"birthday": null, part: 5}), &["birthday"]);
    }
}

#[test]
fn shopline_4a_4_five_addresses_are_fine_and_six_are_not() {
    let shop = Shop::open();
    let addresses = |count: usize| json!(vec![json!({"city": "Taipei"}); count]);
    let id = shop.id(json!({"email": "a@example.com", "delivery_addresses": addresses(5)}));
    assert_eq!(shop.customer(&id)["delivery_addresses"].as_array().unwrap().len(), 5);
    shop.no_customer(json!({"email": "b@example.com", "delivery_addresses": addresses(6)}), &["delivery_addresses"]);
    shop.no_update(&id, json!({"delivery_addresses": addresses(6)}), &["delivery_addresses"]);
    let six = ShoplineAttributes { delivery_addresses: vec![DeliveryAddress::default(); 6], ..shop.member(&id) };
    let update = CustomerUpdate { attributes: Some(Attributes::Shopline(Box::new(six))), ..CustomerUpdate::default() };
    assert_eq!(shop.account.customers().update(&id, update).unwrap_err().field(), Some("delivery_addresses"));
}

#[test]
fn shopline_4a_5_unknown_words_are_refused() {
    let shop = Shop::open();
    for field in ["gender", "created_by", "registered_by"] {
        shop.no_customer(json!({"email": "a@example.com", field: "nobody"}), &[field]);
        shop.no_customer(json!({"email": "a@example.com", field: 5}), &[field]);
    }
    shop.no_customer(
        json!({"email": "a@example.com", "notification_types": ["email", "fax"]}),
        &["notification_types"],
    );
    shop.no_customer(json!({"email": "a@example.com", "created_by": null}), &["created_by"]);
    let made = shop.create(json!({
        "email": "a@example.com", "gender": null, "birthday": null, "notification_types": ["email", "sms"],
    }));
    assert_eq!((&made["gender"], &made["birthday"]), (&Value::Null, &Value::Null));
    for (place, word) in ["male", "female", "other"].into_iter().enumerate() {
        assert_eq!(shop.create(json!({"email": format!("{place}@example.com"), "gender": word}))["gender"], word);
    }
    for word in ["shop", "admin", "openapi", "shop_crm", "pos"] {
        let made = shop.create(json!({"email": format!("{word}@example.com"), "created_by": word}));
        assert_eq!(made["created_by"], word);
    }
    let id = shop.mei();
    shop.no_update(&id, json!({"gender": "nobody"}), &["gender"]);
}

#[test]
fn shopline_4a_6_flags_default_to_false_and_control_flags_are_not_echoed() {
    let shop = Shop::open();
    let made = shop.create(json!({
        "email": "a@example.com", "send_notification": false, "is_allow_welcome_credit": true, "is_accept_marketing": false,
    }));
    for flag in ["is_member", "is_blacklisted", "is_subscribed_marketing_email"] {
        assert_eq!(made[flag], false, "{flag}");
    }
    for flag in ["send_notification", "notification_types", "is_allow_welcome_credit", "is_accept_marketing"] {
        assert!(made.get(flag).is_none(), "{flag}");
        let wrong = json!({"email": "b@example.com", flag: 5});
        shop.no_customer(wrong, &[flag]);
    }
    assert_eq!(made["credit_balance"], 0, "no credit came of a welcome");
    let made = shop.create(json!({"email": "c@example.com", "is_accept_marketing": true}));
    assert_eq!(made["is_subscribed_marketing_email"], true);
    let body = json!({"email": "d@example.com", "is_accept_marketing": true, "is_subscribed_marketing_email": false});
    assert_eq!(shop.create(body)["is_subscribed_marketing_email"], false);
}

#[test]
fn shopline_4a_7_a_name_may_be_missing_or_null() {
    let shop = Shop::open();
    assert_eq!(shop.create(json!({"email": "a@example.com"}))["name"], Value::Null);
    assert_eq!(shop.create(json!({"email": "b@example.com", "name": null}))["name"], Value::Null);
    shop.no_customer(json!({"email": "c@example.com", "name": 5}), &["name"]);
}

#[test]
fn shopline_4a_8_created_by_is_openapi_unless_it_is_said() {
    let shop = Shop::open();
    assert_eq!(shop.create(json!({"email": "a@example.com"}))["created_by"], "openapi");
    let new = NewCustomer { email: Some("typed@example.com".into()), ..NewCustomer::default() };
    let typed = shop.account.customers().create(new).unwrap();
    assert_eq!(member(&typed).created_by, Some(Origin::OpenApi));
}

#[test]
fn shopline_4a_9_a_member_is_registered_when_it_is_made() {
    let shop = Shop::open();
    assert_eq!(shop.create(json!({"email": "a@example.com"}))["registered_at"], Value::Null);
    let member = shop.create(json!({"email": "b@example.com", "is_member": true}));
    assert_eq!(member["registered_at"], "2026-05-04T09:30:00.250+00:00");
}

#[test]
fn shopline_4a_10_tags_of_a_new_customer_are_60_at_most_and_of_the_right_length() {
    let shop = Shop::open();
    let tags = |count: usize| (0..count).map(|n| format!("tag {n}")).collect::<Vec<_>>();
    assert_eq!(shop.create(json!({"email": "a@example.com", "tags": tags(60)}))["tags"], json!(tags(60)));
    shop.no_customer(json!({"email": "b@example.com", "tags": tags(61)}), &["tags"]);
    let (short, long) = ("卡".repeat(2), "卡".repeat(41));
    for wrong in [json!([short]), json!(["fine", long]), json!("fine"), json!([5])] {
        shop.no_customer(json!({"email": "b@example.com", "tags": wrong}), &["tags"]);
    }
    let (least, most) = ("卡".repeat(3), "卡".repeat(40));
    assert_eq!(
        shop.create(json!({"email": "b@example.com", "tags": [least, most, least]}))["tags"],
        json!([least, most])
    );
}

#[test]
fn shopline_4a_11_unknown_fields_are_ignored() {
    let shop = Shop::open();
    let made = shop.create(json!({"email": "a@example.com", "deleted": true, "is_blacklisted": true,
        "ref_user_id": "x", "id": "65c1a83b39540f001932b712", "nonsense": {"a": [1]}}));
    assert_eq!((&made["is_blacklisted"], &made["ref_user_id"]), (&json!(false), &Value::Null));
    assert!(made.get("deleted").is_none() && made.get("nonsense").is_none());
    assert_ne!(made["id"], "65c1a83b39540f001932b712");
}

#[test]
fn shopline_4a_12_the_answer_shows_the_chosen_keys() {
    let shop = Shop::open();
    let chosen = shop.post("/customers?fields[]=email&fields%5B%5D=id", json!({"email": "a@example.com"}));
    assert_eq!(keys(&chosen), "id email");
    let chosen = shop.post("/customers?fields[]=email&fields[]=id&excludes[]=email", json!({"email": "b@example.com"}));
    assert_eq!(keys(&chosen), "id");
}

#[test]
fn shopline_4b_13_an_email_address_belongs_to_one_customer() {
    let shop = Shop::open();
    let id = shop.mei();
    let other = shop.id(json!({"email": "other@example.com"}));
    shop.no_customer(json!({"email": "MEI@Example.com"}), &["email"]);
    shop.no_update(&other, json!({"email": "Mei@example.COM"}), &["email"]);
    assert_eq!(shop.update(&id, json!({"email": "MEI@example.com"}))["email"], "MEI@example.com", "one's own");
    let typed = NewCustomer { email: Some("mei@EXAMPLE.com".into()), ..NewCustomer::default() };
    let refused = shop.account.customers().create(typed).unwrap_err();
    assert_eq!((refused.status(), refused.field()), (Status::AlreadyExists, Some("email")));
    shop.delete(&format!("/customers/{id}"));
    shop.update(&other, json!({"email": "mei@example.com"}));
    // Imports take what exists, and it may stay as it is.
    let double = ImportedCustomer {
        id: Some("65c1a83b39540f001932b712".into()),
        email: Some("mei@example.com".into()),
        ..ImportedCustomer::default()
    };
    shop.account.customers().import(vec![double], false).unwrap().remove(0).unwrap();
    shop.update("65c1a83b39540f001932b712", json!({"memo": "double"}));
    shop.update(&other, json!({"memo": "double", "email": "mei@example.com"}));
}

#[test]
fn shopline_4b_13_and_26_a_mobile_number_belongs_to_one_customer() {
    let shop = Shop::open();
    let phone = |code: &str, number: &str| json!({"mobile_phone": number, "mobile_phone_country_calling_code": code});
    let id = shop.id(phone("886", "0944111222"));
    for same in ["0944111222", "944111222", "0944-111 222", "0911,944111222"] {
        shop.no_customer(phone("886", same), &["mobile_phone"]);
        shop.no_customer(phone("+886", same), &["mobile_phone"]);
    }
    let short = shop.id(phone("886", "955111222"));
    assert_eq!(shop.customer(&short)["mobile_phone"], "955111222", "as it was sent");
    shop.no_customer(phone("886", "0955111222"), &["mobile_phone"]);
    // Elsewhere a 0 counts, and another country's number is another.
    shop.id(phone("852", "0944111222"));
    shop.id(phone("852", "944111222"));
    shop.id(phone("886", "1944111222"));
    // The width of a digit makes no other number of it.
    shop.id(phone("81", "90１２３４"));
    shop.no_customer(phone("81", "90１２３４"), &["mobile_phone"]);
    shop.no_customer(phone("81", "901234"), &["mobile_phone"]);
    shop.create(phone("81", "90"));
    shop.no_update(&short, phone("886", "944111222"), &["mobile_phone"]);
    assert_eq!(shop.update(&id, phone("886", "944111222"))["mobile_phone"], "944111222", "one's own");
    let typed = ShoplineAttributes {
        mobile_phone: Some("944111222".into()),
        mobile_phone_country_calling_code: Some("886".into()),
        ..ShoplineAttributes::default()
    };
    let new = NewCustomer { attributes: Some(Attributes::Shopline(Box::new(typed))), ..NewCustomer::default() };
    let refused = shop.account.customers().create(new).unwrap_err();
    assert_eq!((refused.status(), refused.field()), (Status::AlreadyExists, Some("mobile_phone")));
}

#[test]
fn shopline_4e_30c_what_a_deleted_customer_had_is_free_again() {
    let shop = Shop::open();
    let body = || {
        json!({
            "email": "mei@example.com", "mobile_phone": "0944111222", "mobile_phone_country_calling_code": "886",
        })
    };
    let id = shop.id(body());
    let other = shop.id(json!({"email": "other@example.com"}));
    let mobile = json!({"mobile_phone": "944111222", "mobile_phone_country_calling_code": "886"});
    shop.no_update(&other, mobile.clone(), &["mobile_phone"]);
    shop.delete(&format!("/customers/{id}"));
    shop.update(&other, mobile);
    shop.no_customer(body(), &["mobile_phone"]);
    shop.delete(&format!("/customers/{other}"));
    assert_ne!(shop.id(body()), id);
}

#[test]
fn shopline_4b_14_other_numbers_may_be_shared() {
    let shop = Shop::open();
    for email in ["a@example.com", "b@example.com"] {
        let id = shop.id(json!({"email": email, "phones": "0912345678"}));
        shop.update(&id, json!({"ref_user_id": "17"}));
    }
    assert_eq!(shop.get("/customers/search?ref_user_id=17")["pagination"]["total_count"], 2);
}

#[test]
fn shopline_4c_15_16_17_birthdays_and_their_parts() {
    let shop = Shop::open();
    let id = shop.id(json!({"email": "a@example.com", "birthday": "1990-05-04"}));
    let birth = |customer: &Value| {
        json!([customer["birthday"], customer["birth_year"], customer["birth_month"], customer["birth_day"]])
    };
    assert_eq!(birth(&shop.customer(&id)), json!(["1990-05-04", 1990, 5, 4]));
    assert_eq!(birth(&shop.update(&id, json!({"birth_day": 31}))), json!(["1990-05-31", 1990, 5, 31]));
    assert_eq!(birth(&shop.update(&id, json!({"birthday": null}))), json!([null, null, null, null]));
    assert_eq!(birth(&shop.update(&id, json!({"birth_year": 2001}))), json!(["2001-01-01", 2001, null, null]));
    assert_eq!(birth(&shop.update(&id, json!({"birth_day": 9}))), json!(["2001-01-09", 2001, null, 9]));
    shop.update(&id, json!({"birthday": null}));
    assert_eq!(birth(&shop.update(&id, json!({"birth_day": 9}))), json!(["1904-01-09", null, null, 9]));
    assert_eq!(birth(&shop.update(&id, json!({"birth_month": 2}))), json!(["1904-02-09", null, 2, 9]));
    // What the parts make together must exist, whichever of them was sent.
    shop.update(&id, json!({"birthday": "2024-02-29"}));
    shop.no_update(&id, json!({"birth_year": 2023}), &["birth_day"]);
    shop.no_update(&id, json!({"birth_day": 30}), &["birth_day"]);
    assert_eq!(birth(&shop.update(&id, json!({"birth_month": 4}))), json!(["2024-04-29", 2024, 4, 29]));
    for wrong in ["1990-5-4", "04.05.1990", "1990-02-30", ""] {
        shop.no_update(&id, json!({"birthday": wrong}), &["birthday"]);
    }
    shop.no_update(&id, json!({"birth_day": null}), &["birth_day"]);
    shop.no_update(&id, json!({"birth_day": "4"}), &["birth_day"]);
}

#[test]
fn shopline_4c_18_impossible_dates_are_refused() {
    let shop = Shop::open();
    let id = shop.mei();
    for (wrong, field) in [
        (json!({"birth_year": 1899}), "birth_year"),
        (json!({"birth_year": 2027}), "birth_year"),
        (json!({"birth_year": 70_000}), "birth_year"),
        (json!({"birthday": "1899-12-31"}), "birth_year"),
        (json!({"birthday": "2027-01-01"}), "birth_year"),
        (json!({"birth_month": 0}), "birth_month"),
        (json!({"birth_month": 13}), "birth_month"),
        (json!({"birth_month": -1}), "birth_month"),
        (json!({"birth_day": 0}), "birth_day"),
        (json!({"birth_day": 32}), "birth_day"),
        (json!({"birth_month": 4, "birth_day": 31}), "birth_day"),
        (json!({"birth_month": 2, "birth_day": 30}), "birth_day"),
        (json!({"birth_year": 2023, "birth_month": 2, "birth_day": 29}), "birth_day"),
    ] {
        shop.no_update(&id, wrong, &[field]);
    }
    for right in [
        json!({"birth_year": 1900, "birth_month": 1, "birth_day": 1}),
        json!({"birth_year": 2026, "birth_month": 12, "birth_day": 31}),
        json!({"birth_year": 2024, "birth_month": 2, "birth_day": 29}),
    ] {
        shop.update(&id, right);
    }
    // 29 February without a year is one.
    shop.create(json!({"email": "leap@example.com", "birth_month": 2, "birth_day": 29}));
    let typed = ShoplineAttributes {
        birth: BirthDate { month: Some(13), ..BirthDate::default() },
        ..ShoplineAttributes::default()
    };
    let new = NewCustomer {
        email: Some("typed@example.com".into()),
        attributes: Some(Attributes::Shopline(Box::new(typed))),
        ..NewCustomer::default()
    };
    assert_eq!(shop.account.customers().create(new).unwrap_err().field(), Some("birth_month"));
}

#[test]
fn shopline_4c_19_no_age_is_too_young() {
    let shop = Shop::open();
    assert_eq!(shop.create(json!({"email": "a@example.com", "birthday": "2026-05-04"}))["birth_year"], 2026);
}

#[test]
fn shopline_4d_20_21_22_23_telephones_in_and_out() {
    let shop = Shop::open();
    let phones = |customer: &Value| json!([customer["phones"], customer["phone"]]);
    for forms in [json!("1, 2,,3 "), json!(["1", "2", "3"])] {
        let id = shop.id(json!({"email": "a@example.com", "phones": forms}));
        assert_eq!(phones(&shop.customer(&id)), json!([["1", "2", "3"], "3"]));
        assert_eq!(phones(&shop.update(&id, json!({ "phones": forms }))), json!([["1", "2", "3"], "3"]));
        // 22.
        let given = |phone: &str| json!({"phone": phone, "phone_country_code": "TW"});
        assert_eq!(phones(&shop.update(&id, given("4"))), json!([["1", "2", "3", "4"], "4"]));
        assert_eq!(phones(&shop.update(&id, given("2"))), json!([["1", "3", "4", "2"], "2"]));
        // 23, and as a list it is taken as it is.
        assert_eq!(phones(&shop.update(&id, json!({"phones": [" 7", ""]}))), json!([[" 7", ""], ""]));
        assert_eq!(phones(&shop.update(&id, json!({"phones": ""}))), json!([[], null]));
        for wrong in [json!(5), json!([5]), json!({}), json!(null)] {
            shop.no_update(&id, json!({ "phones": wrong }), &["phones"]);
        }
        shop.delete(&format!("/customers/{id}"));
    }
    let made = shop.create(json!({"email": "b@example.com", "phones": "1,2", "phone": "1"}));
    assert_eq!(phones(&made), json!([["2", "1"], "1"]));
}

#[test]
fn shopline_4d_24_a_telephone_comes_with_its_country_when_a_customer_is_changed() {
    let shop = Shop::open();
    let id = shop.id(json!({"email": "a@example.com", "phone": "1"}));
    shop.no_update(&id, json!({"phone": "2"}), &["phone_country_code"]);
    shop.no_update(&id, json!({"phone": "2", "phone_country_code": " "}), &["phone_country_code"]);
    let updated = shop.update(&id, json!({"phone": "2", "phone_country_code": "TW"}));
    assert_eq!((&updated["phone"], &updated["phone_country_code"]), (&json!("2"), &json!("TW")));
    // The body alone counts, whatever the customer has.
    shop.no_update(&id, json!({"phone": "3"}), &["phone_country_code"]);
    shop.update(&id, json!({"phones": "3"}));
}

#[test]
fn shopline_4d_25_and_27_a_verified_mobile_phone_hides_the_others() {
    let shop = Shop::open();
    let body = json!({"mobile_phone": "0912345678", "mobile_phone_country_calling_code": "886", "phones": "1"});
    let made = shop.create(body);
    let id = text(&made["id"]);
    assert_eq!((&made["mobile_phone_verified"], &made["mobile_phone"]), (&json!(false), &json!("0912345678")));
    let verified = shop.account.customers().verify_mobile_phone(&id).unwrap();
    assert!(member(&verified).mobile_phone_verified);
    let shown = shop.customer(&id);
    assert_eq!(shown["mobile_phone_verified"], true);
    assert!(shown.get("phones").is_none() && shown.get("phone").is_none());
    assert!(keys(&shown).contains("memo phone_country_code mobile_phone"));
    // The same number stays verified, another one is not.
    let same = json!({"mobile_phone": "0912345678", "mobile_phone_country_calling_code": "886", "memo": "x"});
    assert_eq!(shop.update(&id, same)["mobile_phone_verified"], true);
    let changed = shop.update(&id, json!({"mobile_phone": "0912345679"}));
    assert_eq!((&changed["mobile_phone_verified"], &changed["phones"]), (&json!(false), &json!(["1"])));
    shop.account.customers().verify_mobile_phone(&id).unwrap();
    let gone = shop
        .update(&id, json!({"email": "a@example.com", "mobile_phone": "", "mobile_phone_country_calling_code": ""}));
    assert_eq!((&gone["mobile_phone_verified"], &gone["mobile_phone"]), (&json!(false), &Value::Null));
    let refused = shop.account.customers().verify_mobile_phone(&id).unwrap_err();
    assert_eq!(refused.status(), Status::Conflict);
    let nobody = shop.account.customers().verify_mobile_phone("65c1a83b39540f001932b712").unwrap_err();
    assert_eq!(nobody.status(), Status::NotFound);
    // Nor can a new customer be verified from the start.
    let typed = ShoplineAttributes {
        mobile_phone: Some("0999".into()),
        mobile_phone_country_calling_code: Some("886".into()),
        mobile_phone_verified: true,
        ..ShoplineAttributes::default()
    };
    let new = NewCustomer { attributes: Some(Attributes::Shopline(Box::new(typed))), ..NewCustomer::default() };
    assert!(!member(&shop.account.customers().create(new).unwrap()).mobile_phone_verified);
}

#[test]
fn shopline_4e_28_what_is_absent_stays_and_null_empties_what_may_be_empty() {
    let shop = Shop::open();
    let id = shop.id(json!({
        "email": "a@example.com", "name": "A", "gender": "male", "birthday": "1990-05-04", "memo": "m", "tags": ["abc"],
        "delivery_addresses": [{"city": "x"}], "is_member": true,
    }));
    let before = shop.customer(&id);
    let after = shop.update(&id, json!({}));
    for key in keys(&before).split(' ') {
        assert_eq!(before[key], after[key], "{key}");
    }
    let emptied = shop.update(&id, json!({"name": null, "gender": null, "birthday": null, "memo": null}));
    for key in ["name", "gender", "birthday", "birth_year", "memo"] {
        assert_eq!(emptied[key], Value::Null, "{key}");
    }
    for field in [
        "email",
        "mobile_phone",
        "phones",
        "is_member",
        "is_blacklisted",
        "tags",
        "delivery_addresses",
        "membership_tier_id",
        "tier_expires_at",
        "ref_user_id",
        "custom_fields",
        "registered_at",
        "locale_code",
        "line_info",
        "facebook_info",
        "birth_year",
        "birth_month",
        "birth_day",
        "mobile_phone_country_calling_code",
        "phone_country_code",
        "is_accept_marketing",
        "is_subscribed_marketing_email",
        "is_subscribed_marketing_sms",
    ] {
        shop.no_update(&id, json!({ field: null }), &[field]);
    }
    let replaced = shop.update(&id, json!({"tags": ["def"], "delivery_addresses": []}));
    assert_eq!((&replaced["tags"], &replaced["delivery_addresses"]), (&json!(["def"]), &json!([])));
    // Custom fields merge by their ids.
    shop.update(&id, json!({"custom_fields": {"f1": "a", "f2": "b"}}));
    let merged = shop.update(&id, json!({"custom_fields": {"f2": "c", "f3": 7, "f1": null}}));
    let field =
        |id: &str, value: Value| json!({"type": null, "name_translations": null, "field_id": id, "value": value});
    assert_eq!(
        merged["custom_data"],
        json!([field("f1", Value::Null), field("f2", json!("c")), field("f3", json!("7"))])
    );
    shop.no_update(&id, json!({"custom_fields": {"f1": []}}), &["custom_fields"]);
}

#[test]
fn shopline_2_5_the_fields_that_only_an_update_takes() {
    let shop = Shop::open();
    let id = shop.mei();
    let updated = shop.update(
        &id,
        json!({
            "is_blacklisted": true, "tier_expires_at": "2027-01-01", "ref_user_id": "17", "locale_code": "zh-hant",
            "registered_at": "2020-02-03 04:05:06", "facebook_info": {"id": "fb"}, "line_info": {"line_id": "U1"},
            "membership_tier_id": "65c1a83b39540f001932b702", "created_by": "nobody", "send_notification": 5,
            "created_by_channel_id": "x",
        }),
    );
    let expected = json!({
        "is_blacklisted": true, "tier_expires_at": "2027-01-01T00:00:00.000+00:00", "ref_user_id": "17",
        "locale_code": "zh-hant", "registered_at": "2020-02-03T04:05:06.000+00:00", "facebook_id": "fb", "line_id": "U1",
        "created_by": "openapi", "created_by_channel": null,
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(updated[key], *value, "{key}");
    }
    assert_eq!(updated["membership_tier"]["id"], "65c1a83b39540f001932b702");
    for (field, wrong) in [
        ("is_blacklisted", json!("maybe")),
        ("tier_expires_at", json!("soon")),
        ("registered_at", json!(5)),
        ("membership_tier_id", json!("gold")),
        ("membership_tier_id", json!("65C1A83B39540F001932B702")),
        ("line_info", json!("U1")),
        ("custom_fields", json!([])),
    ] {
        shop.no_update(&id, json!({ field: wrong }), &[field]);
    }
    assert_eq!(shop.update(&id, json!({"ref_user_id": ""}))["ref_user_id"], Value::Null);
}

#[test]
fn shopline_4e_29_a_member_stays_a_member() {
    let shop = Shop::open();
    let id = shop.mei();
    shop.wait(60);
    let member = shop.update(&id, json!({"is_member": true}));
    assert_eq!(member["registered_at"], "2026-05-04T09:31:00.250+00:00");
    shop.wait(60);
    let still = shop.update(&id, json!({"is_member": false}));
    assert_eq!((&still["is_member"], &still["registered_at"]), (&json!(true), &member["registered_at"]));
    let earlier = shop.id(json!({"email": "b@example.com"}));
    shop.update(&earlier, json!({"registered_at": "2020-01-01"}));
    let kept = shop.update(&earlier, json!({"is_member": true}));
    assert_eq!(kept["registered_at"], "2020-01-01T00:00:00.000+00:00", "a time that is there stays");
    let typed = ShoplineAttributes { is_member: false, ..shop.member(&id) };
    let update =
        CustomerUpdate { attributes: Some(Attributes::Shopline(Box::new(typed))), ..CustomerUpdate::default() };
    shop.account.customers().update(&id, update).unwrap();
    assert!(shop.member(&id).is_member);
}

#[test]
fn shopline_4e_30_a_tier_ends_in_the_future() {
    let shop = Shop::open();
    let id = shop.mei();
    shop.no_update(&id, json!({"tier_expires_at": NOW}), &["tier_expires_at"]);
    shop.no_update(&id, json!({"tier_expires_at": "2026-05-04"}), &["tier_expires_at"]);
    let end = "2026-05-04T09:30:00.251+00:00";
    assert_eq!(shop.update(&id, json!({ "tier_expires_at": end }))["tier_expires_at"], end);
    shop.wait(86_400);
    shop.update(&id, json!({"memo": "an end that has passed since is not looked at again"}));
}

#[test]
fn shopline_4e_30a_and_30b_deleted_is_deleted() {
    let shop = Shop::open();
    let id = shop.mei();
    let other = shop.id(json!({"email": "b@example.com"}));
    let path = format!("/customers/{id}");
    shop.post(&format!("{path}/store_credits"), json!({"value": 5, "remarks": "x"}));
    let response = shop.call(Request::delete(format!("{path}?send_notification=true")));
    assert_eq!((response.status, response.text().as_ref()), (200, r#"{"message":"Customer deleted"}"#));
    for request in [
        Request::get(path.clone()),
        Request::put(path.clone()).json(&json!({"memo": "x"})),
        Request::delete(path.clone()),
        Request::put(format!("{path}/tags")).json(&json!({"tags": ["abc"]})),
        Request::patch(format!("{path}/tags")).json(&json!({"tags": ["abc"], "update_mode": "add"})),
        Request::put(format!("{path}/subscriptions")).json(&json!({"sms": true})),
        Request::get(format!("{path}/store_credits")),
        Request::post(format!("{path}/member_points")).json(&json!({"value": 5, "remarks": "x"})),
        Request::get(format!("{path}/membership_tier/action_logs")),
        Request::get(format!("{path}/metafields")),
        Request::get(format!("{path}/promotions")),
        Request::get("/customers/65c1a83b39540f001932b712"),
        Request::get("/customers/4242424242424242"),
        // An unknown customer comes before whatever is wrong with the body.
        Request::put(path.clone()).json(&json!({"gender": 5})),
    ] {
        shop.missing(request);
    }
    for list in ["/customers", "/customers/search"] {
        let list = shop.get(list);
        assert_eq!((&list["items"][0]["id"], &list["pagination"]["total_count"]), (&json!(other), &json!(1)));
    }
    assert!(shop.store.check(|_| {}).unwrap().is_sound(), "no movement is left behind");
    shop.refused(Request::delete(format!("/customers/{other}?send_notification=perhaps")), &["send_notification"]);
}

#[test]
fn shopline_4e_30d_contacts_are_looked_at_as_they_would_be() {
    let shop = Shop::open();
    let id = shop.mei();
    shop.no_update(&id, json!({"email": ""}), &["email", "mobile_phone"]);
    shop.no_update(&id, json!({"mobile_phone": "0912345678"}), &["mobile_phone_country_calling_code"]);
    shop.update(&id, json!({"mobile_phone": "0912345678", "mobile_phone_country_calling_code": "886"}));
    shop.update(&id, json!({"mobile_phone": "0912345679"}));
    shop.no_update(&id, json!({"mobile_phone": ""}), &["mobile_phone"]);
    shop.no_update(&id, json!({"mobile_phone_country_calling_code": ""}), &["mobile_phone_country_calling_code"]);
    assert_eq!(shop.update(&id, json!({"email": ""}))["email"], Value::Null);
    let both = json!({"mobile_phone": "", "mobile_phone_country_calling_code": ""});
    shop.no_update(&id, both, &["email", "mobile_phone"]);
}

#[test]
fn shopline_5_bodies_that_cannot_be_read() {
    let shop = Shop::open();
    let id = shop.mei();
    for body in ["", "null", "[]", "\"x\"", "5", "{", "{\"a\":}", "\u{0}"] {
        for mut request in [Request::post("/customers"), Request::put(format!("/customers/{id}"))] {
            request.body = body.into();
            let response = shop.call(request.header("Content-Type", "application/json"));
            assert_eq!(response.status, 400, "{body}: {}", response.text());
            assert_eq!(keys(&response.json()), "error code caused_by");
            assert_eq!(response.json()["code"], "BAD_REQUEST");
        }
    }
    let response = shop.call(Request::get("/customers?query=%ff"));
    assert_eq!((response.status, &response.json()["code"]), (400, &json!("BAD_REQUEST")));
    // Queries do not fill in for bodies.
    shop.refused(Request::post("/customers?email=a@example.com").json(&json!({})), &["email", "mobile_phone"]);
    for path in ["/customer", "/customers/a/b/c", "/", "/customers/x/store-credits", "/v2/customers"] {
        shop.missing(Request::get(path));
    }
    shop.missing(Request::patch(format!("/customers/{id}")).json(&json!({})));
    let forbidden = shop.call(Request::get("/customers").public());
    assert_eq!((forbidden.status, &forbidden.json()["code"]), (403, &json!("FORBIDDEN")));
}
