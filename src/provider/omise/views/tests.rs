use std::sync::Arc;

use serde::Serialize;

use super::*;
use crate::model::*;

const NOW: &str = "2026-02-03T04:05:06Z";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn rendering(version: Version) -> Rendering {
    Rendering { version, livemode: false, now: at(NOW) }
}

fn shown(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn customer() -> Customer {
    Customer {
        id: "cust_test_1".to_owned(),
        sequence: 1,
        created_at: at("2026-01-02T03:04:05Z"),
        updated_at: None,
        deleted_at: None,
        email: Some("ann@example.org".to_owned()),
        description: None,
        metadata: Metadata::parse(r#"{"b":1,"a":[true]}"#).unwrap(),
        default_card: Some("card_test_1".to_owned()),
        own: OwnFields::default(),
        attributes: Attributes::Plain(Provider::Omise),
    }
}

fn card() -> Card {
    Card {
        attributes: CardAttributes::default(),
        id: "card_test_1".to_owned(),
        customer: Some("cust_test_1".to_owned()),
        sequence: 2,
        created_at: at("2026-01-01T00:00:01Z"),
        attached: 3,
        brand: Brand::MasterCard,
        first_digits: None,
        last_digits: "4444".to_owned(),
        expiration_month: 9,
        expiration_year: 2031,
        name: Some("Ann Example".to_owned()),
        fingerprint: Some("finger=".to_owned()),
        financing: String::new(),
        bank: String::new(),
        security_code_check: true,
        address: CardAddress {
            city: Some("Chiang Mai".to_owned()),
            country: Some("TH".to_owned()),
            ..Default::default()
        },
    }
}

fn schedule() -> Schedule {
    Schedule {
        id: "schd_test_1".to_owned(),
        sequence: 4,
        created_at: at("2026-01-02T03:04:05Z"),
        every: 2,
        recurrence: Recurrence::Weekly(vec![Weekday::Monday, Weekday::Friday]),
        start_on: Date::parse("2026-01-05").unwrap(),
        end_on: Date::parse("2026-03-01").unwrap(),
        charge: ScheduledCharge {
            id: "rchg_test_1".to_owned(),
            customer: "cust_test_1".to_owned(),
            amount: 2000,
            currency: "THB".to_owned(),
            card: None,
            description: Some("rent".to_owned()),
            metadata: Metadata::default(),
        },
        charging: Charging::Simulated,
        processed_through: None,
        failures_in_a_row: 0,
        suspended_at: None,
        deleted_at: None,
        ended_at: None,
    }
}

fn occurrence() -> Occurrence {
    Occurrence {
        id: "occu_test_1".to_owned(),
        sequence: 5,
        created_at: at("2026-01-05T00:00:00Z"),
        schedule: "schd_test_1".to_owned(),
        scheduled_on: Date::parse("2026-01-05").unwrap(),
        status: OccurrenceStatus::Successful,
        result: Some("chrg_test_1".to_owned()),
        message: None,
        processed_at: at("2026-01-05T00:00:01Z"),
        attempts: 1,
        retry_on: None,
    }
}

const CARD_2019: &str = concat!(
    r#"{"object":"card","id":"card_test_1","livemode":false,"location":"/customers/cust_test_1/cards/card_test_1","#,
    r#""deleted":false,"street1":null,"street2":null,"city":"Chiang Mai","state":null,"phone_number":null,"#,
    r#""postal_code":null,"country":"th","financing":"","bank":"","brand":"MasterCard","fingerprint":"finger=","#,
    r#""first_digits":null,"last_digits":"4444","name":"Ann Example","expiration_month":9,"expiration_year":2031,"#,
    r#""security_code_check":true,"tokenization_method":null,"created_at":"2026-01-01T00:00:01Z"}"#
);
const CARD_2017: &str = concat!(
    r#"{"object":"card","id":"card_test_1","livemode":false,"location":"/customers/cust_test_1/cards/card_test_1","#,
    r#""country":"th","city":"Chiang Mai","postal_code":null,"financing":"","bank":"","last_digits":"4444","#,
    r#""brand":"MasterCard","expiration_month":9,"expiration_year":2031,"fingerprint":"finger=","#,
    r#""name":"Ann Example","security_code_check":true,"created":"2026-01-01T00:00:01Z"}"#
);
const EMPTY_2019: &str = r#"{"object":"list","data":[],"limit":20,"offset":0,"total":0,"location":"/customers/cust_test_1/linked_accounts","order":"chronological","from":"1970-01-01T00:00:00Z","to":"2026-02-03T04:05:06Z"}"#;

#[test]
fn omise_5_2_card() {
    assert_eq!(shown(&CardView::new(&card(), rendering(Version::V2019))), CARD_2019);
    let unknown = Card { address: CardAddress::default(), brand: Brand::Other, name: None, ..card() };
    let value = serde_json::to_value(CardView::new(&unknown, rendering(Version::V2019))).unwrap();
    for never_null in ["country", "financing", "bank", "brand", "name", "fingerprint"] {
        assert!(value[never_null].is_string(), "{never_null}");
    }
}

#[test]
fn omise_8_card() {
    assert_eq!(shown(&CardView::new(&card(), rendering(Version::V2017))), CARD_2017);
    let destroyed = CardView { card: &card(), deleted: true, rendering: rendering(Version::V2017) };
    assert_eq!(shown(&destroyed), r#"{"object":"card","id":"card_test_1","livemode":false,"deleted":true}"#);
}

#[test]
fn omise_5_1_customer() {
    let (customer, cards) = (customer(), [Arc::new(card())]);
    let mut view = CustomerView {
        customer: &customer,
        cards: &cards,
        total_cards: 25,
        default_card: None,
        deleted: false,
        rendering: rendering(Version::V2019),
    };
    let text = format!(
        concat!(
            r#"{{"object":"customer","id":"cust_test_1","livemode":false,"location":"/customers/cust_test_1","#,
            r#""deleted":false,"metadata":{{"b":1,"a":[true]}},"cards":{{"object":"list","data":[{card}],"limit":20,"#,
            r#""offset":0,"total":25,"location":"/customers/cust_test_1/cards","order":"chronological","#,
            r#""from":"1970-01-01T00:00:00Z","to":"2026-02-03T04:05:06Z"}},"default_card":{default},"#,
            r#""linked_accounts":{empty},"description":null,"email":"ann@example.org","#,
            r#""created_at":"2026-01-02T03:04:05Z"}}"#
        ),
        card = CARD_2019,
        default = "DEFAULT",
        empty = EMPTY_2019,
    );
    assert_eq!(shown(&view), text.replace("DEFAULT", r#""card_test_1""#));
    view.default_card = Some(&cards[0]);
    assert_eq!(shown(&view), text.replace("DEFAULT", CARD_2019), "expanded");
    view.deleted = true;
    assert_eq!(shown(&view).matches(r#""deleted":true"#).count(), 1, "only the customer's own flag changes (5.6)");
}

#[test]
fn omise_8_customer() {
    let (customer, cards) = (customer(), [Arc::new(card())]);
    let mut view = CustomerView {
        customer: &customer,
        cards: &cards,
        total_cards: 1,
        default_card: None,
        deleted: false,
        rendering: rendering(Version::V2017),
    };
    let text = format!(
        concat!(
            r#"{{"object":"customer","id":"cust_test_1","livemode":false,"location":"/customers/cust_test_1","#,
            r#""default_card":"card_test_1","email":"ann@example.org","description":null,"#,
            r#""metadata":{{"b":1,"a":[true]}},"created":"2026-01-02T03:04:05Z","cards":{{"object":"list","#,
            r#""from":"1970-01-01T00:00:00Z","to":"2026-02-03T04:05:06Z","offset":0,"limit":20,"total":1,"#,
            r#""order":null,"location":"/customers/cust_test_1/cards","data":[{card}]}}}}"#
        ),
        card = CARD_2017
    );
    assert_eq!(shown(&view), text);
    view.deleted = true;
    assert_eq!(shown(&view), r#"{"object":"customer","id":"cust_test_1","livemode":false,"deleted":true}"#);
}

#[test]
fn omise_5_3_and_8_list() {
    let mut list = ListView::<u8>::embedded(vec![1], 7, "/schedules".to_owned(), rendering(Version::V2019));
    list.order = "reverse_chronological";
    let keys = |list: &ListView<u8>| {
        let value = serde_json::to_value(list).unwrap();
        value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
    };
    for place in [Place::Embedded, Place::Answer, Place::AnswerBelowAnother] {
        list.place = place;
        assert_eq!(keys(&list), "object data limit offset total location order from to");
    }
    list.rendering.version = Version::V2017;
    assert_eq!(keys(&list), "object from to offset limit total order data");
    list.place = Place::Answer;
    assert_eq!(keys(&list), "object from to offset limit total order location data");
    assert_eq!(serde_json::to_value(&list).unwrap()["order"], "reverse_chronological");
    list.place = Place::Embedded;
    assert!(serde_json::to_value(&list).unwrap()["order"].is_null());
}

#[test]
fn omise_5_4_token() {
    let inside = Card { customer: None, attached: 0, ..card() };
    let mut token = Token {
        id: "tokn_test_1".to_owned(),
        sequence: 1,
        created_at: at("2026-01-01T00:00:01Z"),
        currency: None,
        state: TokenState::Unused(inside),
    };
    let card = CARD_2019.replace(r#""/customers/cust_test_1/cards/card_test_1""#, "null");
    let head = r#"{"object":"token","id":"tokn_test_1","livemode":false,"location":"https://vault.omise.co/tokens/tokn_test_1","#;
    let view = |token: &Token, version| shown(&TokenView { token, rendering: rendering(version) });
    let fresh =
        format!(r#"{head}"used":false,"charge_status":"unknown","card":{card},"created_at":"2026-01-01T00:00:01Z"}}"#);
    assert_eq!(view(&token, Version::V2019), fresh);
    let old_card = CARD_2017.replace(r#""location":"/customers/cust_test_1/cards/card_test_1","#, "");
    assert_eq!(
        view(&token, Version::V2017),
        format!(r#"{head}"used":false,"card":{old_card},"created":"2026-01-01T00:00:01Z"}}"#)
    );
    token.state = TokenState::Used { card: "card_test_1".to_owned() };
    assert_eq!(view(&token, Version::V2019), fresh.replace(&card, "null").replace("false,\"charge", "true,\"charge"));
}

#[test]
fn omise_5_5_schedule() {
    let (schedule, occurrences) = (schedule(), [Arc::new(occurrence())]);
    let view = ScheduleView {
        schedule: &schedule,
        status: ScheduleStatus::Running,
        active: true,
        in_words: "Every 2 week(s) on Monday and Friday".to_owned(),
        next: vec![Date::parse("2026-01-09").unwrap()],
        card: Some("card_test_1"),
        occurrences: &occurrences,
        total_occurrences: 1,
        rendering: rendering(Version::V2019),
    };
    let text = concat!(
        r#"{"object":"schedule","id":"schd_test_1","deleted":false,"livemode":false,"location":"/schedules/schd_test_1","#,
        r#""every":2,"occurrences":{"object":"list","data":[{"object":"occurrence","livemode":false,"#,
        r#""location":"/occurrences/occu_test_1","id":"occu_test_1","result":"chrg_test_1","schedule":"schd_test_1","#,
        r#""message":null,"status":"successful","processed_at":"2026-01-05T00:00:01Z","#,
        r#""created_at":"2026-01-05T00:00:00Z","scheduled_on":"2026-01-05","retry_on":null,"execute_time":null,"#,
        r#""split_metadata":null,"transfer_amount":0}],"limit":20,"offset":0,"total":1,"#,
        r#""location":"/schedules/schd_test_1/occurrences","order":"chronological","from":"1970-01-01T00:00:00Z","#,
        r#""to":"2026-02-03T04:05:06Z"},"on":{"weekdays":["monday","friday"]},"#,
        r#""in_words":"Every 2 week(s) on Monday and Friday","period":"week","status":"running","active":true,"#,
        r#""state":"Active","charge":{"object":"scheduled_charge","id":"rchg_test_1","livemode":false,"#,
        r#""currency":"THB","amount":2000,"default_card":true,"card":"card_test_1","customer":"cust_test_1","#,
        r#""linked_account":null,"description":"rent","metadata":{},"created_at":"2026-01-02T03:04:05Z"},"#,
        r#""next_occurrences_on":["2026-01-09"],"ended_at":null,"start_on":"2026-01-05","end_on":"2026-03-01","#,
        r#""created_at":"2026-01-02T03:04:05Z","execute_time":null,"deleted_by":null}"#
    );
    assert_eq!(shown(&view), text);
    let old = ScheduleView { rendering: rendering(Version::V2017), next: Vec::new(), ..view };
    let text = concat!(
        r#"{"object":"schedule","id":"schd_test_1","livemode":false,"location":"/schedules/schd_test_1","#,
        r#""status":"active","every":2,"period":"week","on":{"weekdays":["monday","friday"]},"#,
        r#""in_words":"Every 2 week(s) on Monday and Friday","start_date":"2026-01-05","end_date":"2026-03-01","#,
        r#""charge":{"amount":2000,"currency":"thb","description":"rent","customer":"cust_test_1","card":null},"#,
        r#""occurrences":{"object":"list","from":"1970-01-01T00:00:00Z","to":"2026-02-03T04:05:06Z","offset":0,"#,
        r#""limit":20,"total":1,"order":null,"location":"/schedules/schd_test_1/occurrences","data":["#,
        r#"{"object":"occurrence","id":"occu_test_1","livemode":false,"location":"/occurrences/occu_test_1","#,
        r#""schedule":"schd_test_1","schedule_date":"2026-01-05","retry_date":null,"#,
        r#""processed_at":"2026-01-05T00:00:01Z","status":"successful","message":null,"result":"chrg_test_1","#,
        r#""created":"2026-01-05T00:00:00Z"}]},"next_occurrence_dates":[],"created":"2026-01-02T03:04:05Z"}"#
    );
    assert_eq!(shown(&old), text);
    let destroyed = serde_json::to_value(ScheduleView { status: ScheduleStatus::Deleted, ..old }).unwrap();
    assert_eq!((&destroyed["deleted"], &destroyed["status"]), (&true.into(), &"deleted".into()));
}

#[test]
fn omise_6_8_on_has_one_key_with_numeric_ordinals() {
    let shown = |recurrence: Recurrence| shown(&schedule::On(&recurrence));
    assert_eq!(shown(Recurrence::Daily), "{}");
    assert_eq!(shown(Recurrence::MonthlyOnDays(vec![1, 16])), r#"{"days_of_month":[1,16]}"#);
    let ordinals = [
        (Ordinal::First, "1st"),
        (Ordinal::Second, "2nd"),
        (Ordinal::Third, "3rd"),
        (Ordinal::Fourth, "4th"),
        (Ordinal::Last, "last"),
    ];
    for (ordinal, name) in ordinals {
        let text = format!(r#"{{"weekday_of_month":"{name}_sunday"}}"#);
        assert_eq!(shown(Recurrence::MonthlyOnWeekday(ordinal, Weekday::Sunday)), text);
    }
}
