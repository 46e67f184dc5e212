//! The digest and the access tokens, each with whatever may be wrong with them.

use super::*;
use crate::provider::keys::check_form;

const TIME: &str = "1593457122";
const TOKEN: &str = "7db11ea5d4a1af32421b564c79b946d1ead3daf0";

fn keys() -> Keys {
    Keys { secret: "qwert1234".into(), public: Some(TOKEN.into()) }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_593_457_122_000).plus_seconds(seconds)
}

fn request(method: Method, path: &str, body: &str) -> Request {
    let mut request = Request::new(method, path);
    request.body = body.into();
    request
}

fn status(request: Request, header: &str, now: Timestamp) -> u16 {
    match authenticate(&keys(), &request.header("Authorization", header), now) {
        Ok(key) => {
            assert_eq!(key, Key::Secret);
            200
        }
        Err(response) => {
            assert_eq!(response.text(), r#"{"status":"invalid-request","message":"Unauthorized"}"#);
            response.status
        }
    }
}

/// The vectors of 2.2: method, path, body, digest.
const VECTORS: [(Method, &str, &str, &str); 6] = [
    (
        Method::Post,
        "/v2/payment/new",
        r#"{"example":"1"}"#,
        "bd120476c656a8ec3ce5d6a150f17061d03a8e280b0fbba278a73a15066830562f73ce5536882c9222e265f1ff6c2df629173375b549cba5a9275b08686f32ea",
    ),
    (
        Method::Post,
        "/v2/customers",
        r#"{"merchant_customer_id":"user-42","name":"Ana"}"#,
        "1a77137756db799b4238703d2d3536d90f11354846a4e05b5783da96fddd377ecd1a9b98b6f2a35e3086688f401e6abed0de682c06c85e602e3e56c17c1a4620",
    ),
    (
        Method::Post,
        "/v2/customers",
        r#"{"address":"Džemala Bijedića 2"}"#,
        "37f9addaab5c01c47cfe3b19d1587c5fb6f40c56584bc785309b75f9f2d6d130e204903c5b87986f2377808889c09ecf7d33eba7d2141665810ada968a9fc294",
    ),
    (
        Method::Get,
        "/v2/customers?limit=2&offset=0",
        "",
        "1ad2104f3a870f229c83cf7b1e8278b9b64cc10faf5de1635e9e8140dfb45cf091bd91d875b26fc99b9a8ebf532fd72bad8d750d1fdb9e80f54e313d37c6d0e1",
    ),
    (
        Method::Get,
        "/v2/customers",
        "",
        "5043d352da598d5e54c6b6edda4bf043eef5e0dabd569b60728a23104d11f6bc3f9c56cbea175838e926a27e763d750b6ba4b3044a11a3e2de873259acf67431",
    ),
    (
        Method::Delete,
        "/v2/customers/3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41",
        "",
        "a13b9da935699c53d6a282e7e72f6fbdcb0f240788b702891cf6265b9a1b574c37b0af62aac877f0753c5658b01165643cd73f7659ddaafb0097fda8e2db5f2c",
    ),
];

#[test]
fn monri_2_2_the_six_vectors_open_and_nothing_near_them_does() {
    for (method, path, body, digest) in VECTORS {
        let good = || request(method, path, body);
        let header = format!("WP3-v2.1 {TOKEN} {TIME} {digest}");
        assert_eq!(status(good(), &header, at(0)), 200, "{path} {body}");
        assert_eq!(status(good(), &header, at(1_000_000_000)), 200, "a timestamp may have any age");
        for (wrong, why) in [
            (request(method, &format!("{path}&x=1"), body), "another query"),
            (request(method, &path.replace("/v2", ""), body), "the path is signed with its prefix"),
            (request(Method::Post, path, &format!("{body} ")), "another body"),
        ] {
            assert_eq!(status(wrong, &header, at(0)), 401, "{why}");
        }
        for wrong in [
            header.replace(digest, &digest.to_uppercase()),
            header.replace(TIME, "1593457123"),
            header.replace(TOKEN, &TOKEN.replace('7', "8")),
            header.replace("WP3-v2.1", "WP3-v2"),
            header.replace("WP3-v2.1", "WP3-v2.2"),
            header.replacen(' ', "  ", 1),
            format!("{header} more"),
            format!(" {header}"),
            digest.to_owned(),
        ] {
            assert_eq!(status(good(), &wrong, at(0)), 401, "{wrong}");
        }
    }
}

#[test]
fn monri_2_2_the_query_is_part_of_what_is_signed() {
    let signed_without = VECTORS[4].3;
    let header = format!("WP3-v2.1 {TOKEN} {TIME} {signed_without}");
    assert_eq!(status(request(Method::Get, "/v2/customers?limit=2&offset=0", ""), &header, at(0)), 401);
}

#[test]
fn monri_2_2_paths_are_signed_as_they_were_sent() {
    let path = "/v2/merchants/customers/a%2Fb%20%c3%a4";
    let sent = request(Method::Get, path, "");
    let digest = digest_of(&keys(), TIME, TOKEN, &sent);
    let header = format!("WP3-v2.1 {TOKEN} {TIME} {digest}");
    assert_eq!(status(sent, &header, at(0)), 200);
    assert_eq!(status(request(Method::Get, &path.replace("%2F", "/"), ""), &header, at(0)), 401);
    assert_eq!(status(request(Method::Get, &path.replace("%c3", "%C3"), ""), &header, at(0)), 401);
}

#[test]
fn monri_2_2_only_a_posts_body_is_signed() {
    let (_, path, _, digest) = VECTORS[4];
    let header = format!("WP3-v2.1 {TOKEN} {TIME} {digest}");
    assert_eq!(status(request(Method::Get, path, "{}"), &header, at(0)), 200);
}

#[test]
fn monri_2_3_the_older_scheme_is_refused_with_its_own_digest() {
    let digest = "7d55345cbe370f99d34593319ac83e08dcf125cc552e027d4f7b1747c3171416ed765230050caafb733876de1b4ac102dbfac2b2e4b88cbff428a311f8f879cf";
    let sum = Sha512::new().chain_update("qwert1234").chain_update(TIME).chain_update(TOKEN);
    assert_eq!(hex(&sum.chain_update(r#"{"example":"1"}"#).finalize()), digest, "the page's");
    for scheme in ["WP3-v2", "WP3-v2.1"] {
        let sent = request(Method::Post, "/v2/customers", r#"{"example":"1"}"#);
        assert_eq!(status(sent, &format!("{scheme} {TOKEN} {TIME} {digest}"), at(0)), 401);
    }
}

#[test]
fn monri_5_a_missing_or_malformed_header_is_unauthorized() {
    let (_, path, _, digest) = VECTORS[4];
    let refused = authenticate(&keys(), &request(Method::Get, path, ""), at(0)).unwrap_err();
    assert_eq!((refused.status, &*refused.text()), (401, r#"{"status":"invalid-request","message":"Unauthorized"}"#));
    // Signed as the header says, so that only its form can be what is wrong.
    for time in ["", "-1", "1e9", "１", "1593457122.5"] {
        let sent = request(Method::Get, path, "");
        let digest = digest_of(&keys(), time, TOKEN, &sent);
        assert_eq!(status(sent, &format!("WP3-v2.1 {TOKEN} {time} {digest}"), at(0)), 401, "{time}");
    }
    for wrong in
        ["", " ", "   ", "WP3-v2.1", "WP3-v2.1   ", "WP3-v2.1 ä ö ü", "Bearer", "Bearer ", "Basic cXdlcnQ6", "\u{0}"]
    {
        assert_eq!(status(request(Method::Get, path, ""), wrong, at(0)), 401, "{wrong:?}");
    }
    let without = Keys { public: None, ..keys() };
    let header = format!("WP3-v2.1 {TOKEN} {TIME} {digest}");
    let sent = request(Method::Get, path, "").header("Authorization", header);
    assert!(authenticate(&without, &sent, at(0)).is_err(), "without an authenticity token nothing opens");
}

fn ask(body: &str) -> Response {
    grant(&keys(), &request(Method::Post, "/v2/oauth", body), at(0)).unwrap()
}

fn asking(scopes: &str) -> String {
    format!(
        r#"{{"client_id":"{TOKEN}","client_secret":"qwert1234","grant_type":"client_credentials","scopes":{scopes}}}"#
    )
}

fn granted(scopes: &str) -> String {
    ask(&asking(scopes)).json()["access_token"].as_str().unwrap().to_owned()
}

#[test]
fn monri_2_4_a_grant_has_four_fields_in_order() {
    let response = ask(&asking(r#"["customers"]"#));
    let token = granted(r#"["customers"]"#);
    let expected =
        format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":900,"status":"approved"}}"#);
    assert_eq!((response.status, &*response.text()), (200, expected.as_str()));
    assert!(!token.contains("qwert1234"));
}

#[test]
fn monri_2_4_a_token_lives_for_900_seconds() {
    let header = format!("Bearer {}", granted(r#"["customers"]"#));
    let list = || request(Method::Get, "/v2/customers?limit=3", "");
    assert_eq!(status(list(), &header, at(0)), 200);
    assert_eq!(status(list(), &header.replace("Bearer", "bearer"), at(899)), 200);
    assert_eq!(status(list(), &header, at(900)), 401);
}

#[test]
fn monri_2_4_scopes_are_enforced() {
    let customers = [
        "/v2/customers",
        "/v2/customers/x",
        "/v2/merchants/customers/payment-methods",
        "/v2/customers/payment-methods",
    ];
    let methods = ["/v2/payment-methods", "/v2/customers/x/payment-methods"];
    for (scopes, opens_customers, opens_methods) in [
        (r#"["customers"]"#, 200, 401),
        (r#"["payment-methods"]"#, 401, 401),
        (r#"["payments"]"#, 401, 401),
        (r#"["payment-methods","customers"]"#, 200, 200),
        (r#"["customers","payments","payment-methods"]"#, 200, 200),
    ] {
        let header = format!("Bearer {}", granted(scopes));
        for path in customers {
            assert_eq!(status(request(Method::Get, path, ""), &header, at(0)), opens_customers, "{scopes} {path}");
        }
        for path in methods {
            assert_eq!(status(request(Method::Get, path, ""), &header, at(0)), opens_methods, "{scopes} {path}");
        }
        assert_eq!(status(request(Method::Get, "/v2/nothing", ""), &header, at(0)), 200, "it answers 404 itself");
    }
}

#[test]
fn monri_6_both_ways_of_showing_the_key_open_whatever_the_headers_case() {
    let (method, path, body, digest) = VECTORS[1];
    let signed = format!("WP3-v2.1 {TOKEN} {TIME} {digest}");
    let bearer = format!("Bearer {}", granted(r#"["customers"]"#));
    for value in [&signed, &bearer] {
        for name in ["Authorization", "authorization", "AUTHORIZATION"] {
            let sent = request(method, path, body).header(name, value.as_str()).header("x-request-id", "5f3a");
            assert_eq!(authenticate(&keys(), &sent, at(0)).ok(), Some(Key::Secret), "{name}: {value}");
        }
    }
}

#[test]
fn monri_2_4_a_forged_token_opens_nothing() {
    let token = granted(r#"["customers"]"#);
    let (claims, signature) = token.rsplit_once('.').unwrap();
    let (end, scopes) = claims.split_once('.').unwrap();
    let longer = end.parse::<i64>().unwrap() + 1;
    for forged in [
        format!("{longer}.{scopes}.{signature}"),
        format!("{end}.customers+payment-methods.{signature}"),
        format!("{claims}.{}", signature.replace(|sign: char| sign.is_ascii_digit(), "a")),
        format!("{claims}."),
        claims.to_owned(),
        "..".to_owned(),
        ".".to_owned(),
        "x".to_owned(),
    ] {
        assert_eq!(
            status(request(Method::Get, "/v2/customers", ""), &format!("Bearer {forged}"), at(0)),
            401,
            "{forged}"
        );
    }
    for other in [
        Keys { secret: "qwert12345".into(), ..keys() },
        Keys { public: Some("another".into()), ..keys() },
        Keys { public: None, ..keys() },
    ] {
        let sent = request(Method::Get, "/v2/customers", "").header("Authorization", format!("Bearer {token}"));
        assert!(authenticate(&other, &sent, at(0)).is_err());
    }
}

#[test]
fn monri_2_4_wrong_credentials_or_scopes_get_no_token() {
    let right = asking(r#"["customers"]"#);
    for wrong in [
        right.replace("qwert1234", "qwert12345"),
        right.replace(TOKEN, "qwert1234"),
        right.replace("\"qwert1234\"", "[]"),
        right.replace("client_secret", "secret"),
        right.replace("client_id", "id"),
        asking("[]"),
        asking("null"),
        asking(r#"["everything"]"#),
        asking(r#"["customers","everything"]"#),
        asking(r#"["customers",1]"#),
        right.replace("scopes", "scope"),
    ] {
        let refused = ask(&wrong);
        let shown = r#"{"status":"invalid-request","message":"Unauthorized"}"#;
        assert_eq!((refused.status, &*refused.text()), (401, shown), "{wrong}");
    }
    for (wrong, message) in [
        (right.replace("client_credentials", "password"), "grant_type is invalid"),
        (right.replace("grant_type", "type"), "grant_type is invalid"),
        (asking(r#""customers""#), "scopes is invalid"),
        ("[]".to_owned(), "Invalid request body"),
        (String::new(), "Invalid request body"),
    ] {
        let refused = ask(&wrong);
        assert_eq!((refused.status, refused.json()["message"].as_str()), (400, Some(message)), "{wrong}");
    }
}

#[test]
fn monri_2_4_a_form_asks_for_a_token_as_well() {
    let form = Request::post("/v2/oauth").form(&[
        ("client_id", TOKEN),
        ("client_secret", "qwert1234"),
        ("grant_type", "client_credentials"),
        ("scopes[]", "customers"),
    ]);
    assert_eq!(grant(&keys(), &form, at(0)).unwrap().status, 200);
}

#[test]
fn monri_2_4_only_a_post_asks_for_a_token() {
    for (method, path) in [(Method::Get, "/v2/oauth"), (Method::Post, "/v2/oauth/x"), (Method::Post, "/v2/customers")] {
        assert!(grant(&keys(), &request(method, path, &asking("[]")), at(0)).is_none(), "{path}");
    }
}

#[test]
fn new_keys_are_long_and_can_stand_in_a_header() {
    let made = make(Mode::Live, &mut |length| "k".repeat(length));
    for key in [made.secret.expose(), made.public.as_ref().unwrap().expose()] {
        assert_eq!((key.len(), check_form(key)), (40, Ok(())));
    }
    for wrong in ["", "a b", "ä", "a\n"] {
        assert!(check_form(wrong).is_err(), "{wrong:?}");
    }
}
