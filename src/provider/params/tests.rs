use serde_json::json;

use super::*;

fn read(request: Request) -> Params {
    Params::read(&request).unwrap()
}

fn body(content_type: &str, body: &str) -> Request {
    let mut request = Request::post("/customers");
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    request.body = body.as_bytes().to_vec();
    request
}

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn brackets_nest_as_the_clients_write_them() {
    let params =
        read(body(FORM, "a[b]=x&on[weekdays][]=monday&on[weekdays][]=friday&days[0]=1&days[1]=16&e=%C3%A4+%26"));
    assert_eq!(
        serde_json::Value::from(params.to_json()),
        json!({"a": {"b": "x"}, "on": {"weekdays": ["monday", "friday"]}, "days": {"0": "1", "1": "16"}, "e": "ä &"})
    );
    let days = params.list("days").unwrap().unwrap();
    assert_eq!(days.iter().filter_map(|day| day.to_integer()).collect::<Vec<_>>(), [1, 16]);
}

#[test]
fn a_group_numbered_otherwise_is_no_list() {
    let params = read(body(FORM, "days[1]=1&days[2]=16"));
    assert!(params.list("days").is_err());
}

#[test]
fn whole_numbers_come_with_their_signs_as_text_or_number() {
    let params = read(body("application/json", r#"{"a": 7, "b": -7, "c": "-7", "d": 18446744073709551615, "e": 7.5}"#));
    assert_eq!(["a", "b", "c"].map(|name| params.integer(name).unwrap()), [Some(7), Some(-7), Some(-7)]);
    assert!(params.integer("d").is_err() && params.integer("e").is_err());
}

#[test]
fn lists_of_groups_begin_anew_where_a_name_repeats() {
    let params = read(body(FORM, "a[][x]=1&a[][y]=2&a[][x]=3"));
    assert_eq!(serde_json::Value::from(params.to_json()), json!({"a": [{"x": "1", "y": "2"}, {"x": "3"}]}));
}

#[test]
fn names_with_odd_brackets_stand_for_themselves() {
    for name in ["a[b", "a]b", "[a]", "a[b]c", "a[b[c]]", "a[", "a]"] {
        let params = read(body(FORM, &format!("{name}=x")));
        assert_eq!(params.text(Box::leak(name.to_owned().into_boxed_str())).unwrap().as_deref(), Some("x"), "{name}");
    }
    assert!(read(body(FORM, "=x&&=&")).is_empty());
}

#[test]
fn a_value_that_is_also_a_group_is_refused() {
    for form in ["a=1&a[b]=2", "a[b]=2&a=1", "a[]=1&a[b]=2", "a[b]=1&a[]=2", "a[]=1&a=2"] {
        assert!(Params::read(&body(FORM, form)).is_err(), "{form}");
    }
    assert_eq!(read(body(FORM, "a=1&a=2")).integer("a").unwrap(), Some(2));
}

#[test]
fn depth_and_number_of_parameters_are_bounded() {
    let deep = |levels: usize| format!("a{}=x", "[b]".repeat(levels - 1));
    assert!(Params::read(&body(FORM, &deep(32))).is_ok());
    assert!(Params::read(&body(FORM, &deep(33))).is_err());
    assert!(Params::read(&body(FORM, &"a[]=1&".repeat(4096))).is_ok());
    assert!(Params::read(&body(FORM, &"a[]=1&".repeat(4097))).is_err());
    let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(Params::read(&body("application/json", &nested(100))).is_ok());
    assert!(Params::read(&body("application/json", &nested(100_000))).is_err());
}

#[test]
fn json_keeps_its_types_and_the_last_of_equal_names_counts() {
    let params =
        read(body("application/json; charset=utf-8", r#"{"a":1,"b":-2,"c":1.5,"d":null,"e":[true,"\u00e4"],"a":9}"#));
    assert_eq!(params.integer("a").unwrap(), Some(9));
    assert_eq!(params.integer("b").unwrap(), Some(-2));
    assert!(params.integer("c").is_err());
    assert_eq!(params.text("c").unwrap().as_deref(), Some("1.5"));
    assert_eq!(params.integer("d").unwrap(), None);
    assert!(params.get("d").is_some() && params.given("d").is_none());
    assert_eq!(serde_json::Value::from(params.to_json())["e"], json!([true, "ä"]));
}

#[test]
fn numbers_too_large_are_errors_not_surprises() {
    assert!(Params::read(&body("application/json", r#"{"a":1e999}"#)).is_err());
    let params = read(body("application/json", r#"{"a":18446744073709551615,"b":1e300,"c":99999999999999999999999}"#));
    assert_eq!(params.text("a").unwrap().as_deref(), Some("18446744073709551615"));
    for name in ["a", "b", "c"] {
        assert!(params.integer(name).is_err());
        assert!(params.text(name).is_ok());
    }
    assert!(read(body(FORM, "a=99999999999999999999")).integer("a").is_err());
}

#[test]
fn a_body_without_a_content_type_is_judged_by_its_first_letter() {
    assert_eq!(read(body("", r#" {"a":"b"}"#)).text("a").unwrap().as_deref(), Some("b"));
    assert_eq!(read(body("", "a=b")).text("a").unwrap().as_deref(), Some("b"));
    assert_eq!(read(body("text/plain", r#"{"a":"b"}"#)).text("a").unwrap().as_deref(), Some("b"));
}

#[test]
fn an_empty_json_body_means_no_parameters() {
    for text in ["", "  \n", "{}", "null"] {
        assert!(read(body("application/json", text)).is_empty());
    }
    for text in ["[]", "5", "\"x\"", "{", "{\"a\":}", "a=b"] {
        assert!(Params::read(&body("application/json", text)).is_err(), "{text}");
    }
}

#[test]
fn the_query_wins_over_the_body_name_by_name() {
    let mut request = Request::get("/customers?limit=5&filters[a]=1");
    request.body = br#"{"limit":7,"offset":2,"filters":{"b":2}}"#.to_vec();
    let params = read(request);
    assert_eq!(params.integer("limit").unwrap(), Some(5));
    assert_eq!(params.integer("offset").unwrap(), Some(2));
    assert_eq!(serde_json::Value::from(params.to_json())["filters"], json!({"a": "1"}));
}

#[test]
fn a_query_may_set_what_the_body_has_as_null() {
    let mut request = Request::get("/customers?order=chronological");
    request.body = br#"{"order":null,"to":null}"#.to_vec();
    let params = read(request);
    assert_eq!(params.text("order").unwrap().as_deref(), Some("chronological"));
    assert_eq!(params.timestamp("to").unwrap(), None);
}

#[test]
fn errors_quote_nothing_of_the_body() {
    let secret = "4242424242424242";
    let requests = [
        body("application/json", &format!("{{\"number\":{secret}x}}")),
        body("application/json", &format!("\"{secret}\"")),
        body(FORM, &format!("{secret}=1&{secret}[a]=1")),
        body(FORM, &format!("a={secret}%ff")),
        body("multipart/form-data; boundary=x", secret),
    ];
    for request in requests {
        let error = Params::read(&request).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(secret));
    }
    let params = read(body(FORM, &format!("card[number]={secret}&limit={secret}x")));
    let errors = [
        params.integer("limit").unwrap_err(),
        params.date("limit").unwrap_err(),
        params.timestamp("limit").unwrap_err(),
        params.text("card").unwrap_err(),
        params.list("card").map(|_| ()).unwrap_err(),
        params.flag("limit").unwrap_err(),
        params.metadata("limit").unwrap_err(),
    ];
    for error in errors {
        assert!(!format!("{error} {error:?}").contains(secret));
    }
    assert!(!format!("{params:?}").contains(secret));
}

#[test]
fn card_details_come_out_as_secrets_text_or_number() {
    for request in [
        body("application/json", r#"{"number":4242424242424242,"security_code":"012"}"#),
        body(FORM, "number=4242424242424242&security_code=012"),
    ] {
        let params = read(request);
        assert_eq!(params.secret("number").unwrap().unwrap().expose(), "4242424242424242");
        assert_eq!(params.secret("security_code").unwrap().unwrap().expose(), "012");
    }
}

#[test]
fn flags_and_times_are_read_from_text() {
    let params = read(body(FORM, "a=true&b=false&c=1&from=2017-10-01&day=2017-10-01&e="));
    assert_eq!((params.flag("a").unwrap(), params.flag("b").unwrap()), (Some(true), Some(false)));
    assert!(params.flag("c").is_err());
    assert_eq!(params.timestamp("from").unwrap().unwrap().to_string(), "2017-10-01T00:00:00Z");
    assert_eq!(params.date("day").unwrap().unwrap().to_string(), "2017-10-01");
    assert_eq!(params.filled_text("e").unwrap(), None);
    assert_eq!(params.removable_text("e").unwrap(), Some(Some(String::new())));
    assert_eq!(params.removable_text("missing").unwrap(), None);
}

#[test]
fn metadata_is_an_object_or_an_error() {
    let params = read(body("application/json", r#"{"m":{"b":1,"a":{"c":[null]}},"n":null,"t":"x"}"#));
    assert_eq!(params.metadata("m").unwrap().unwrap().as_json(), r#"{"b":1,"a":{"c":[null]}}"#);
    assert!(params.metadata("n").is_err());
    assert!(params.metadata("t").is_err());
    assert!(params.metadata("missing").unwrap().is_none());
}

#[test]
fn pieces_are_the_same_for_the_same_parameters_and_for_no_others() {
    let pieces = |text: &str| read(body("application/json", text)).pieces("code");
    let same = pieces(r#"{"a": {"b": 1, "c": [null, "x"]}, "d": true}"#);
    for other in [
        r#"{"d":true,"a":{"c":[null,"x"],"b":1}}"#,
        r#"{"a": 2, "a": {"b": 1, "c": [null, "x"], "code": "123"}, "d": true, "code": 123}"#,
    ] {
        assert_eq!(pieces(other), same, "{other}");
    }
    for other in [
        r#"{"a": {"b": 1, "c": [null, "x"]}, "d": false}"#,
        r#"{"a": {"b": 1, "c": [null, "x"]}, "d": "true"}"#,
        r#"{"a": {"b": "1", "c": [null, "x"]}, "d": true}"#,
        r#"{"a": {"b": 1, "c": ["x", null]}, "d": true}"#,
        r#"{"a": {"b": 1, "c": [null], "x": true}}"#,
        r#"{"a": {"b": 1, "c": [null, "x"], "d": true}}"#,
        r#"{"a": {"b": 1, "c": [null, "x"]}, "d": true, "e": null}"#,
    ] {
        assert_ne!(pieces(other), same, "{other}");
    }
}
