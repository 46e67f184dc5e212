//! A list of Digital River's shows the wrong page (2.3, 3.6, 4.I).

mod river;

use river::*;
use serde_json::{Value, json};
use tillbook::*;

/// Customers of these names, one a minute.
fn filled(names: &str) -> River {
    let river = River::open();
    for name in names.chars() {
        river.named(&name.to_string());
        river.clock.advance_seconds(60);
    }
    river
}

/// The ids of a page in one word, with `+` where there are more.
fn page(river: &River, query: &str) -> String {
    let list = river.get(&format!("/customers{query}"));
    assert_eq!(keys(&list), "hasMore data");
    ids(&list).concat() + if list["hasMore"] == true { "+" } else { "" }
}

fn refused(river: &River, path: &str, expected: Value) {
    assert_eq!(river.bare(Request::get(path)), (400, expected), "{path}");
}

fn bad_time(parameter: &str, value: &str) -> Value {
    let message = format!("{value} is not a valid timestamp.");
    error("bad_request", "invalid_parameter", Some(parameter), Some(&message))
}

#[test]
fn digital_river_3_6_an_empty_list_letter_for_letter() {
    let river = River::open();
    for path in ["/customers", "/tax-identifiers"] {
        assert_eq!(river.text(path), r#"{"hasMore":false,"data":[]}"#);
    }
}

#[test]
fn digital_river_3_6_a_list_shows_customers_in_full() {
    let river = filled("ab");
    river.attached("a", "creditCard");
    let tax = river.tax("de", "DE123456789");
    river.attach_tax("a", &tax);
    let expected =
        format!(r#"{{"hasMore":false,"data":[{},{}]}}"#, river.text("/customers/b"), river.text("/customers/a"));
    assert_eq!(river.text("/customers"), expected);
}

#[test]
fn digital_river_4i_55_newest_first_and_the_latest_of_equal_age() {
    let river = filled("abc");
    for name in ["d", "e"] {
        river.named(name);
    }
    assert_eq!(page(&river, ""), "edcba");
    // Changing one does not move it.
    river.update("a", json!({"locale": "en_US"}));
    assert_eq!(page(&river, ""), "edcba");
}

#[test]
fn digital_river_4i_56_ten_to_a_page_and_one_to_a_hundred() {
    let river = filled("abcdefghijkl");
    assert_eq!(page(&river, ""), "lkjihgfedc+");
    assert_eq!(page(&river, "?limit=1"), "l+");
    assert_eq!(page(&river, "?limit=12"), "lkjihgfedcba");
    assert_eq!(page(&river, "?limit=100"), "lkjihgfedcba");
    for wrong in ["0", "101", "-1", "1.5", "ten", "", "99999999999999999999", "+5 "] {
        let encoded = wrong.replace('+', "%2B").replace(' ', "+");
        for path in ["/customers", "/tax-identifiers"] {
            refused(&river, &format!("{path}?limit={encoded}"), invalid("limit", wrong));
        }
    }
    refused(&river, "/customers?limit[]=5", invalid("limit", r#"["5"]"#));
}

#[test]
fn digital_river_4i_57_58_59_60_cursors_in_both_directions() {
    let river = filled("abcdefgh");
    for (query, expected) in [
        ("?startingAfter=f", "edcba"),
        ("?startingAfter=f&limit=2", "ed+"),
        ("?startingAfter=b&limit=2", "a"),
        ("?startingAfter=c&limit=2", "ba"),
        ("?startingAfter=a", ""),
        // The page that is next to the cursor, still newest first.
        ("?endingBefore=c&limit=2", "ed+"),
        ("?endingBefore=f&limit=2", "hg"),
        ("?endingBefore=g&limit=2", "h"),
        ("?endingBefore=h", ""),
        ("?endingBefore=a", "hgfedcb"),
        // 59: only endingBefore counts.
        ("?endingBefore=g&startingAfter=c&limit=2", "h"),
        ("?startingAfter=nobody&endingBefore=g", "h"),
    ] {
        assert_eq!(page(&river, query), expected, "{query}");
    }
}

#[test]
fn digital_river_4i_57_pages_one_after_another_show_everybody_once() {
    let river = filled("abcdefghijk");
    let (mut seen, mut query) = (String::new(), "?limit=3".to_owned());
    loop {
        let part = page(&river, &query);
        seen += part.trim_end_matches('+');
        if !part.ends_with('+') {
            break;
        }
        query = format!("?limit=3&startingAfter={}", seen.chars().last().unwrap());
    }
    assert_eq!(seen, "kjihgfedcba");
}

#[test]
fn digital_river_4i_61_a_cursor_names_a_customer_that_need_not_be_shown() {
    let river = filled("abcdef");
    for name in ["startingAfter", "endingBefore"] {
        for wrong in ["nobody", ""] {
            refused(&river, &format!("/customers?{name}={wrong}"), invalid(name, wrong));
            refused(&river, &format!("/tax-identifiers?{name}={wrong}"), invalid(name, wrong));
        }
        river.named("gone");
        river.bare(Request::delete("/customers/gone"));
        refused(&river, &format!("/customers?{name}=gone"), invalid(name, "gone"));
    }
    for name in ["a", "b", "e"] {
        river.update(name, json!({"requestToBeForgotten": true}));
    }
    assert_eq!(page(&river, "?requestToBeForgotten=true&startingAfter=d"), "ba");
    assert_eq!(page(&river, "?requestToBeForgotten=true&startingAfter=f&limit=2"), "eb+");
    assert_eq!(page(&river, "?requestToBeForgotten=true&endingBefore=c"), "e");
    assert_eq!(page(&river, "?requestToBeForgotten=false&endingBefore=a&limit=2"), "dc+");
    assert_eq!(page(&river, "?ids=a,c,f&startingAfter=d"), "ca");
    assert_eq!(page(&river, "?createdTime[gte]=2024-03-01T09:32:00Z&startingAfter=a"), "");
    assert_eq!(page(&river, "?createdTime[gte]=2024-03-01T09:32:00Z&endingBefore=a&limit=3"), "edc+");
}

#[test]
fn digital_river_4e_30_4i_62_filters_combine_and_come_before_the_limit() {
    let river = filled("abcdefgh");
    assert_eq!(page(&river, "?requestToBeForgotten=true"), "");
    for name in ["b", "d", "g"] {
        river.update(name, json!({"requestToBeForgotten": true, "email": "x@example.com"}));
    }
    river.update("h", json!({"email": "x@example.com"}));
    assert_eq!(page(&river, "?requestToBeForgotten=true"), "gdb");
    assert_eq!(page(&river, "?requestToBeForgotten=false&limit=3"), "hfe+");
    assert_eq!(page(&river, "?email=x@example.com"), "hgdb");
    assert_eq!(page(&river, "?email=x@example.com&requestToBeForgotten=true&limit=2"), "gd+");
    assert_eq!(page(&river, "?email=x@example.com&ids=a,b,h,g&requestToBeForgotten=true"), "gb");
    assert_eq!(page(&river, "?email=x@example.com&createdTime[lt]=2024-03-01T09:33:00Z"), "b");
    for wrong in ["maybe", "TRUE", "1", ""] {
        refused(&river, &format!("/customers?requestToBeForgotten={wrong}"), invalid("requestToBeForgotten", wrong));
    }
}

#[test]
fn digital_river_4i_63_the_email_filter_is_exact() {
    let river = filled("abc");
    river.update("a", json!({"email": "ann@example.com"}));
    river.update("b", json!({"email": "Ann@example.com"}));
    assert_eq!(page(&river, "?email=ann@example.com"), "a");
    assert_eq!(page(&river, "?email=Ann%40example.com"), "b");
    assert_eq!(page(&river, "?email=ann@example"), "");
    assert_eq!(page(&river, "?email="), "");
}

#[test]
fn digital_river_2_3_ids_with_commas_and_repeated() {
    let river = filled("abcdef");
    for query in [
        "?ids=b,e,c",
        "?ids=b&ids=e&ids=c",
        "?ids=b%2Ce,c",
        "?ids[]=b&ids[]=e,c",
        "?ids=c,b,e,b,nobody",
        "?ids=b,,e,c,",
    ] {
        assert_eq!(page(&river, query), "ecb", "{query}");
    }
    assert_eq!(page(&river, "?ids=b,e,c&limit=2"), "ec+");
    assert_eq!(page(&river, "?ids=nobody"), "");
    assert_eq!(page(&river, "?ids="), "");
}

#[test]
fn digital_river_2_3_created_and_updated_times() {
    let river = filled("abcde");
    let of = |query: &str| page(&river, &format!("?{query}"));
    for (query, expected) in [
        ("createdTime=2024-03-01T09:32:00Z", "c"),
        ("createdTime=2024-03-01T10:32:00%2B01:00", "c"),
        ("createdTime[eq]=2024-03-01T09:32:00Z", "c"),
        ("createdTime[gt]=2024-03-01T09:32:00Z", "ed"),
        ("createdTime[gte]=2024-03-01T09:32:00Z", "edc"),
        ("createdTime[lt]=2024-03-01T09:32:00Z", "ba"),
        ("createdTime[lte]=2024-03-01T09:32:00Z", "cba"),
        ("createdTime[gt]=2024-03-01T09:30:00Z&createdTime[lt]=2024-03-01T09:33:00Z", "cb"),
        (
            "createdTime[gt]=2024-03-01T09:31:00Z&createdTime[gte]=2024-03-01T09:30:00Z&createdTime[lte]=2024-03-01T09:32:00Z",
            "c",
        ),
        ("createdTime[lt]=2024-03-01T09:31:00Z&createdTime[lte]=2024-03-01T09:33:00Z", "a"),
        ("createdTime[gt]=2024-03-01T09:33:00Z&createdTime[lt]=2024-03-01T09:31:00Z", ""),
        ("createdTime[gt]=2024-03-01T09:31:00Z&createdTime[lt]=2024-03-01T09:32:00Z", ""),
    ] {
        assert_eq!(of(query), expected, "{query}");
    }
    // Nobody was changed yet.
    assert_eq!(of("updatedTime[gt]=2000-01-01T00:00:00Z"), "");
    for name in ["d", "a"] {
        river.update(name, json!({"locale": "en_US"}));
        river.clock.advance_seconds(60);
    }
    for (query, expected) in [
        ("updatedTime=2024-03-01T09:35:00Z", "d"),
        ("updatedTime[gte]=2024-03-01T09:35:00Z", "da"),
        ("updatedTime[gt]=2024-03-01T09:35:00Z", "a"),
        ("updatedTime[lt]=2024-03-01T09:36:00Z", "d"),
        ("updatedTime[lte]=2024-03-01T09:36:00Z&createdTime[lt]=2024-03-01T09:33:00Z", "a"),
        ("updatedTime[lte]=2024-03-01T09:36:00Z&limit=1", "d+"),
    ] {
        assert_eq!(of(query), expected, "{query}");
    }
    for name in ["createdTime", "updatedTime"] {
        for wrong in ["yesterday", "", "2024-13-01T00:00:00Z"] {
            refused(&river, &format!("/customers?{name}={wrong}"), bad_time(name, wrong));
            refused(&river, &format!("/customers?{name}[gt]={wrong}"), bad_time(name, wrong));
        }
        refused(&river, &format!("/customers?{name}[near]=2024-03-01T09:32:00Z"), invalid(name, "near"));
        refused(
            &river,
            &format!("/customers?{name}[]=2024-03-01T09:32:00Z"),
            invalid(name, r#"["2024-03-01T09:32:00Z"]"#),
        );
    }
    // What is not offered is passed over.
    assert_eq!(of("gt=2024-03-01T09:32:00Z&sort=id"), "edcba");
}

#[test]
fn digital_river_3_times_compare_in_the_seconds_that_are_shown() {
    let river = River::open();
    let millis = Timestamp::parse(NOW).unwrap().as_millis();
    for (name, part) in [("a", 100), ("b", 999), ("c", 1000)] {
        river.clock.set(Timestamp::from_millis(millis + part));
        river.named(name);
        river.update(name, json!({"locale": "en_US"}));
    }
    for name in ["createdTime", "updatedTime"] {
        let of = |query: &str| page(&river, &format!("?{name}{query}"));
        assert_eq!(of("=2024-03-01T09:30:00Z"), "ba");
        assert_eq!(of("=2024-03-01T09:30:00.500Z"), "ba");
        assert_eq!(of("[gt]=2024-03-01T09:30:00Z"), "c");
        assert_eq!(of("[lt]=2024-03-01T09:30:01Z"), "ba");
        assert_eq!(of("[lte]=2024-03-01T09:30:00Z"), "ba");
        assert_eq!(of("[gte]=2024-03-01T09:30:01Z"), "c");
    }
}

#[test]
fn digital_river_2_2_e13_tax_identifiers_have_filters_of_their_own() {
    let river = filled("ab");
    let made: Vec<String> =
        [("de", "DE123456789"), ("fr", "FR12345678901"), ("de", "DE111111111"), ("it", "IT00000000000")]
            .into_iter()
            .map(|(kind, value)| {
                let id = river.tax(kind, value);
                river.clock.advance_seconds(60);
                id
            })
            .collect();
    river.attach_tax("a", &made[0]);
    river.attach_tax("a", &made[1]);
    river.attach_tax("b", &made[2]);
    // The places of the shown ones among those made.
    let of = |query: &str| {
        let list = river.get(&format!("/tax-identifiers?{query}"));
        let places = ids(&list).into_iter().map(|id| made.iter().position(|it| it == id).unwrap().to_string());
        places.collect::<String>() + if list["hasMore"] == true { "+" } else { "" }
    };
    assert_eq!(of(""), "3210");
    assert_eq!(of("limit=2"), "32+");
    assert_eq!(of(&format!("limit=1&startingAfter={}", made[2])), "1+");
    assert_eq!(of(&format!("limit=1&endingBefore={}", made[1])), "2+");
    assert_eq!(of(&format!("ids={},{}", made[0], made[3])), "30");
    assert_eq!(of("customerId=a"), "10");
    assert_eq!(of("customerId=b&type=de"), "2");
    assert_eq!(of("customerId=nobody"), "");
    assert_eq!(of(&format!("customerId=a&ids={},{}", made[0], made[3])), "0");
    assert_eq!(of("type=de"), "20");
    assert_eq!(of("type=xx"), "");
    assert_eq!(of("value=DE111111111"), "2");
    assert_eq!(of("value=de111111111"), "");
    assert_eq!(of("state=verified"), "30");
    assert_eq!(of("state=pending"), "21");
    assert_eq!(of("state=not_valid"), "");
    assert_eq!(of("createdTime[lt]=2024-03-01T09:34:00Z"), "10");
    assert_eq!(of("updatedTime[gte]=2024-03-01T09:36:00Z"), "210");
    assert_eq!(of("updatedTime=2024-03-01T09:35:00Z"), "3");
    assert_eq!(of("pending=2024-03-01T09:33:00Z"), "1");
    assert_eq!(of("verified[gt]=2024-03-01T09:32:00Z"), "3");
    assert_eq!(of("verified[lte]=2024-03-01T09:32:00Z"), "0");
    assert_eq!(of("not_valid[gt]=2000-01-01T00:00:00Z"), "");
    refused(&river, "/tax-identifiers?state=open", invalid("state", "open"));
    for name in ["createdTime", "updatedTime", "pending", "verified", "not_valid"] {
        refused(&river, &format!("/tax-identifiers?{name}[lt]=soon"), bad_time(name, "soon"));
    }
    let bare = river.get("/tax-identifiers?customerId=a")["data"][0].clone();
    assert_eq!(bare.get("applicability"), None);
}

#[test]
fn a_query_that_is_no_text_is_refused() {
    let river = River::open();
    let message = "The format of your request is invalid.";
    for query in ["?email=%ff", "?createdTime=x&createdTime[gt]=y"] {
        for path in ["/customers", "/tax-identifiers"] {
            let expected = error("bad_request", "invalid_format", None, Some(message));
            refused(&river, &format!("{path}{query}"), expected);
        }
    }
}

#[test]
fn digital_river_3_1_what_a_whole_fetched_customer_leaves_out_is_gone() {
    use tillbook::transfer::{ImportOptions, ImportReport, import};
    let river = River::open();
    let file = river.folder.path().join("customers.jsonl");
    let load = |object: &Value| -> ImportReport {
        std::fs::write(&file, object.to_string()).unwrap();
        import(&river.account, &file, ImportOptions::default(), |_| {}).unwrap()
    };
    // An id of the greatest length.
    let id = "a".repeat(40);
    let bare = json!({"id": id, "createdTime": "2021-02-03T04:05:06Z", "enabled": true, "requestToBeForgotten": false,
        "liveMode": false});
    let mut full = bare.clone();
    for (name, value) in [
        ("email", json!("ana@example.com")),
        ("metadata", json!({"tier": "gold"})),
        ("locale", json!("en_US")),
        (
            "sources",
            json!([{"id": "s", "createdTime": "2021-03-03T04:05:06Z", "type": "alipay", "reusable": true,
            "alipay": {}, "flow": "redirect", "state": "chargeable", "customerId": id, "liveMode": false}]),
        ),
    ] {
        full[name] = value;
    }
    let report = load(&full);
    assert_eq!((report.created, report.warnings.is_empty()), (1, true), "{report:?}");
    // It is a customer's, so it can be kept, whatever its kind.
    let source = river.account.cards().by_id("s").unwrap().unwrap();
    assert!(matches!(&source.attributes, CardAttributes::DigitalRiver(source) if source.supports_reuse));
    full["sources"][0]["novelty"] = json!("x");
    let told = load(&full);
    assert_eq!((told.unchanged, told.warnings.kept().len()), (1, 1), "{told:?}");
    assert_eq!(load(&bare).updated, 1);
    let mut emptied = bare;
    emptied["updatedTime"] = json!(NOW);
    assert_eq!(river.get(&format!("/customers/{id}")), emptied);
}
