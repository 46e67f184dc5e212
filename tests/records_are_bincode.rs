//! Records are in the bincode format behind a version byte, so that a till's file can be read without this library.

mod keys;
mod till;

use std::collections::BTreeSet;
use std::fmt::Debug;

use keys::{Identified, with_id};
use serde::de::DeserializeOwned;
use till::{Row, Till, anybody, at, card, daily, date, visa};
use tillbook::*;

/// The version byte that begins every record.
const VERSION: u8 = 1;

/// The records of a table, decoded with the bincode crate; every byte must be theirs.
fn decoded<T: DeserializeOwned + Identified>(rows: &[Row], table: &str) -> Vec<T> {
    rows.iter()
        .filter(|(name, ..)| name == table)
        .map(|(_, key, value)| {
            assert_eq!(value[0], VERSION);
            let (record, read) = bincode::serde::decode_from_slice(&value[1..], bincode::config::standard())
                .unwrap_or_else(|error| panic!("{error} in a row of {table}: {value:02x?}"));
            assert_eq!(read, value.len() - 1, "bytes of a row of {table}");
            with_id(record, key)
        })
        .collect()
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

fn own() -> OwnFields {
    OwnFields {
        name: text("Bjørn Ångström"),
        phone: text("+47 22 44 22 22"),
        merchant_customer_id: text("M-1"),
        barcode: text("042123"),
        notes: text("likes tea ☕"),
        company: text("Example AS"),
        tags: vec!["vip".into(), "日本".into()],
        address: Some(PostalAddress {
            line1: text("Storgata 1"),
            line2: text("2"),
            city: text("Oslo"),
            state: text("Oslo"),
            postal_code: text("0155"),
            country: text("no"),
        }),
    }
}

fn monri() -> Attributes {
    Attributes::Monri(Box::new(MonriAttributes {
        merchant_customer_id: text("M-2"),
        name: text("Ann"),
        phone: text("1"),
        zip_code: text("10000"),
        city: text("Zagreb"),
        address: text("Ilica 1"),
        country: text("HR"),
    }))
}

fn digital_river(customer_type: Option<CustomerType>) -> Attributes {
    Attributes::DigitalRiver(Box::new(DigitalRiverAttributes {
        shipping: Some(Shipping {
            name: text("Ann"),
            phone: text("1"),
            email: text("ann@example.org"),
            organization: text("2"),
            line1: text("3"),
            line2: text("4"),
            city: text("5"),
            postal_code: text("6"),
            state: text("7"),
            country: text("US"),
            neighborhood: text("8"),
            division: text("9"),
            phonetic_name: text("10"),
        }),
        customer_type,
        locale: text("en_US"),
        enabled: Some(false),
        request_to_be_forgotten: true,
        tax_certificates: vec![TaxCertificate {
            company_name: "Example Inc.".into(),
            tax_authority: "NY".into(),
            start_date: date("0001-01-01"),
            end_date: Date::MAX,
            file_id: "file_1".into(),
        }],
    }))
}

fn shopline(gender: Option<Gender>, origin: Option<Origin>) -> Attributes {
    let times = [at("1900-01-01T00:00:00Z"), at("9999-12-30T00:00:00Z"), at("2026-02-03T04:05:06.789Z")];
    Attributes::Shopline(Box::new(ShoplineAttributes {
        name: text("Ann"),
        gender,
        birth: BirthDate { year: Some(u16::MAX), month: None, day: Some(31) },
        phones: vec!["1".into(), "2".into()],
        phone_country_code: text("TW"),
        mobile_phone: text("3"),
        mobile_phone_country_calling_code: text("886"),
        mobile_phone_verified: true,
        memo: text("4"),
        tags: vec!["5".into()],
        locale_code: text("zh-hant"),
        is_member: true,
        is_blacklisted: true,
        is_subscribed_marketing_email: true,
        subscriptions: vec![Subscription { platform: "email".into(), is_active: true }],
        delivery_addresses: vec![
            DeliveryAddress::default(),
            DeliveryAddress {
                country_code: text("TW"),
                country: text("a"),
                city: text("b"),
                district: text("c"),
                state: text("d"),
                postcode: text("e"),
                address_1: text("f"),
                address_2: text("g"),
                key: text("h"),
                layer1: text("i"),
                layer2: text("j"),
                layer3: text("k"),
                logistic_codes: Some(vec!["l".into()]),
                recipient_name: text("m"),
                recipient_phone: text("n"),
                recipient_phone_country_code: text("o"),
                remarks: text("p"),
            },
        ],
        membership_tier: Some(described("6")),
        tier_expires_at: Some(times[1]),
        store_credits: Balance {
            parts: vec![
                BalancePart { left: i64::MIN, expires_at: Some(times[0]) },
                BalancePart { left: 1, expires_at: None },
            ],
        },
        member_points: Balance::of(i64::MAX),
        custom_data: vec![CustomDatum { field: described("14"), value: text("15") }],
        ref_user_id: text("7"),
        line_id: text("8"),
        facebook_id: text("9"),
        google_id: text("10"),
        created_by: origin,
        created_by_channel: text("11"),
        registered_from_channel: Some(described("12")),
        registered_at: Some(times[2]),
        confirmed_at: Some(times[2]),
        order_count: u32::MAX,
        referral_code: text("13"),
        further: Metadata::parse(r#"{"utm_data":[1,2.5,null]}"#).unwrap(),
        unshown: Unshown {
            registered_by: origin,
            metafields: METAFIELD_TYPES.map(metafield).to_vec(),
            tier_changes: vec![TierChange { at: times[2], from: text("16"), to: None, expires_at: Some(times[1]) }],
        },
    }))
}

const METAFIELD_TYPES: [MetafieldType; 7] = [
    MetafieldType::SingleLine,
    MetafieldType::MultiLine,
    MetafieldType::Integer,
    MetafieldType::Decimal,
    MetafieldType::Json,
    MetafieldType::Boolean,
    MetafieldType::Url,
];

fn metafield(field_type: MetafieldType) -> Metafield {
    Metafield {
        id: "m".into(),
        of_app: field_type == MetafieldType::Url,
        namespace: "n".into(),
        key: "k".into(),
        field_type,
        value: "1.5".into(),
        created_at: at("1900-01-01T00:00:00Z"),
        updated_at: at("2026-02-03T04:05:06.789Z"),
    }
}

fn described(id: &str) -> Described {
    Described { id: id.into(), details: Metadata::parse(r#"{"level":1}"#).unwrap() }
}

/// Imports one customer in which everything is filled in.
fn import(account: &Account, change: impl FnOnce(&mut ImportedCustomer)) -> String {
    let mut row = ImportedCustomer {
        email: text("ann@example.org"),
        description: text(""),
        metadata: Metadata::parse(r#"{"tier":"gold","nested":{"ö":[true,1e300]}}"#).unwrap(),
        ..ImportedCustomer::default()
    };
    change(&mut row);
    let mut results = account.customers().import(vec![row], false).unwrap();
    match results.remove(0).unwrap() {
        Imported::Created(id) => id,
        other => panic!("{other:?}"),
    }
}

/// Fills a till with customers, cards and tokens of every make.
fn fill_customers(till: &Till) {
    for provider in Provider::ALL {
        let account = till.test(provider);
        account.customers().create(anybody()).unwrap();
        for (number, brand) in [
            ("4242424242424242", Brand::Visa),
            ("5555555555554444", Brand::MasterCard),
            ("378282246310005", Brand::AmericanExpress),
            ("3530111333300000", Brand::Jcb),
            ("30569309025904", Brand::DinersClub),
            ("6011111111111117", Brand::Discover),
        ] {
            // The last year that a card can have.
            let year = if provider == Provider::Komoju { 2100 } else { 9999 };
            let details = CardDetails {
                address: CardAddress { city: text("Oslo"), phone_number: text("1"), ..CardAddress::default() },
                ..CardDetails::new(number, "Ann", 1, year).security_code("123")
            };
            let token = account.tokens().create(details).unwrap();
            assert_eq!(token.card().unwrap().brand, brand);
            if brand != Brand::Jcb {
                let new = NewCustomer { card: Some(token.id.clone()), own: OwnFields::default(), ..anybody() };
                account.customers().create(new).unwrap();
            }
        }
        let foreign = Card {
            brand: Brand::Other,
            expiration_month: u8::MAX,
            expiration_year: u16::MAX,
            created_at: Timestamp::from_millis(i64::MIN),
            financing: "prepaid".into(),
            bank: "A bank".into(),
            security_code_check: false,
            name: None,
            fingerprint: None,
            ..card("card of elsewhere", None, 0)
        };
        import(&account, |row| {
            row.id = text("an id of elsewhere");
            row.created_at = Some(at("1899-12-31T23:59:59.999Z"));
            row.cards = Some(vec![foreign]);
            row.own = own();
        });
    }
    import(&till.test(Provider::Monri), |row| row.attributes = Some(monri()));
    let marked = import(&till.test(Provider::Monri), |row| row.email = None);
    till.test(Provider::Monri).customers().delete(&marked).unwrap();
    for customer_type in [None, Some(CustomerType::Business), Some(CustomerType::Individual)] {
        import(&till.test(Provider::DigitalRiver), |row| row.attributes = Some(digital_river(customer_type)));
    }
    let origins = [Origin::Shop, Origin::Admin, Origin::OpenApi, Origin::ShopCrm, Origin::Pos];
    let genders = [Some(Gender::Male), Some(Gender::Female), Some(Gender::Other), None, None];
    for (origin, gender) in origins.into_iter().zip(genders) {
        import(&till.test(Provider::Shopline), |row| row.attributes = Some(shopline(gender, Some(origin))));
    }
}

/// Fills a till with schedules and occurrences in every state.
fn fill_schedules(till: &Till) {
    let account = till.test(Provider::Omise);
    let token = account.tokens().create(visa()).unwrap();
    let new = NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() };
    let ann = account.customers().create(new).unwrap();
    let card = ann.default_card.as_deref();
    let weekdays = Weekday::ALL.to_vec();
    let recurrences = [Recurrence::Daily, Recurrence::Weekly(weekdays), Recurrence::MonthlyOnDays((1..=31).collect())];
    let ordinals =
        Ordinal::ALL.into_iter().zip(Weekday::ALL).map(|(ordinal, day)| Recurrence::MonthlyOnWeekday(ordinal, day));
    let schedules = account.schedules();
    for recurrence in recurrences.into_iter().chain(ordinals) {
        let wanted = NewSchedule {
            recurrence,
            end_on: date("2030-12-31"),
            every: 3,
            amount: i64::MAX,
            description: text("rent"),
            metadata: Metadata::parse(r#"{"a":1}"#).unwrap(),
            ..daily(&ann.id, card)
        };
        schedules.create(wanted).unwrap();
    }
    let deleted = schedules.create(daily(&ann.id, None)).unwrap();
    schedules.delete(&deleted.id).unwrap();
    let simulated = NewSchedule {
        start_on: None,
        end_on: date("2026-02-20"),
        charging: Charging::Simulated,
        ..daily(&ann.id, None)
    };
    schedules.create(simulated).unwrap();
    let host = schedules.create(daily(&ann.id, card)).unwrap();
    till.clock.set(at("2026-03-20T00:00:00Z"));
    schedules.simulate_due().unwrap();
    let charged = Outcome::Successful { charge: text("chrg_1") };
    schedules.record(&host.id, date("2026-03-01"), charged).unwrap();
    schedules.record(&host.id, date("2026-03-02"), Outcome::Skipped { message: text("holiday") }).unwrap();
    for day in ["2026-03-03", "2026-03-04", "2026-03-05"] {
        for attempt in 0..3 {
            till.clock.advance_seconds(86_400 * (attempt + 1));
            schedules.record(&host.id, date(day), Outcome::Failed { message: None }).unwrap();
        }
    }
    assert_eq!(schedules.get(&host.id).unwrap().unwrap().failures_in_a_row, 3, "suspended");
    let retried = schedules.create(NewSchedule {
        start_on: Some(till.clock.now().date()),
        end_on: till.clock.now().date().plus_days(9),
        ..daily(&ann.id, card)
    });
    let due = retried.unwrap();
    schedules.record(&due.id, due.start_on, Outcome::Failed { message: text("no money") }).unwrap();
}

/// What a closure makes of records, as a set, to see that nothing is missing.
fn seen<T, V: Debug>(records: &[T], of: impl Fn(&T) -> Vec<V>) -> BTreeSet<String> {
    records.iter().flat_map(of).map(|value| format!("{value:?}")).collect()
}

fn words(words: &str) -> BTreeSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn bincode_reads_customers_cards_and_tokens_as_they_are() {
    let till = Till::new();
    fill_customers(&till);
    let rows = till.dump();
    let (customers, cards, tokens): (Vec<Customer>, Vec<Card>, Vec<Token>) =
        (decoded(&rows, "customers"), decoded(&rows, "cards"), decoded(&rows, "tokens"));
    let accounts = || Provider::ALL.map(|provider| till.test(provider));
    for customer in &customers {
        let account = till.test(customer.attributes.provider());
        assert_eq!(account.customers().get(&customer.id).unwrap().as_deref(), Some(customer));
    }
    for card in &cards {
        let owner = card.customer.as_deref().unwrap();
        let found: Vec<_> = accounts().iter().filter_map(|account| account.cards().get(owner, &card.id).ok()).collect();
        assert!(found.iter().any(|found| **found == *card), "{card:?}");
    }
    for token in &tokens {
        let found = accounts().iter().find_map(|account| account.tokens().get(&token.id).unwrap()).unwrap();
        assert_eq!(*found, *token);
    }

    assert_eq!(customers.len(), 5 * 7 + 2 + 3 + 5);
    assert_eq!(seen(&customers, |c| vec![c.attributes.provider()]), words("Omise Komoju Monri DigitalRiver Shopline"));
    let all_brands = words("Visa MasterCard AmericanExpress Jcb DinersClub Discover Other");
    let mut brands = seen(&cards, |card| vec![card.brand]);
    brands.extend(seen(&tokens, |token| token.card().map(|card| card.brand).into_iter().collect()));
    assert_eq!(brands, all_brands);
    assert_eq!(seen(&tokens, |token| vec![token.used()]), words("true false"));
    let deleted = seen(&customers, |customer| vec![customer.deleted_at.is_some()]);
    assert_eq!(deleted, words("true false"));
    assert_eq!(seen(&customers, |customer| vec![customer.created_at < Timestamp::EPOCH]), words("true false"));
    let of_shopline = |customer: &Customer| match &customer.attributes {
        Attributes::Shopline(shopline) => Some(ShoplineAttributes::clone(shopline)),
        _ => None,
    };
    let genders = seen(&customers, |c| of_shopline(c).and_then(|s| s.gender).into_iter().collect());
    assert_eq!(genders, words("Male Female Other"));
    let origins = seen(&customers, |c| of_shopline(c).and_then(|s| s.created_by).into_iter().collect());
    assert_eq!(origins, words("Shop Admin OpenApi ShopCrm Pos"));
}

#[test]
fn bincode_reads_schedules_and_occurrences_as_they_are() {
    let till = Till::new();
    fill_schedules(&till);
    let rows = till.dump();
    let omise = till.test(Provider::Omise);
    let (schedules, occurrences): (Vec<Schedule>, Vec<Occurrence>) =
        (decoded(&rows, "schedules"), decoded(&rows, "occurrences"));
    for schedule in &schedules {
        assert_eq!(omise.schedules().get(&schedule.id).unwrap().as_deref(), Some(schedule));
    }
    for occurrence in &occurrences {
        assert_eq!(omise.schedules().occurrence(&occurrence.id).unwrap().as_deref(), Some(occurrence));
    }
    let shapes = seen(&schedules, |schedule| {
        vec![match &schedule.recurrence {
            Recurrence::Daily => "Daily".into(),
            Recurrence::Weekly(days) => format!("Weekly{}", days.len()),
            Recurrence::MonthlyOnDays(days) => format!("Days{}", days.len()),
            Recurrence::MonthlyOnWeekday(ordinal, _) => format!("{ordinal:?}"),
        }]
    });
    assert_eq!(shapes, words(r#""Daily" "Weekly7" "Days31" "First" "Second" "Third" "Fourth" "Last""#));
    assert_eq!(seen(&schedules, |schedule| vec![schedule.charging]), words("Host Simulated"));
    for state in [
        seen(&schedules, |schedule| vec![schedule.deleted_at.is_some()]),
        seen(&schedules, |schedule| vec![schedule.suspended_at.is_some()]),
        seen(&schedules, |schedule| vec![schedule.ended_at.is_some()]),
        seen(&schedules, |schedule| vec![schedule.processed_through.is_some()]),
        seen(&schedules, |schedule| vec![schedule.charge.card.is_some()]),
        seen(&occurrences, |occurrence| vec![occurrence.retry_on.is_some()]),
        seen(&occurrences, |occurrence| vec![occurrence.result.is_some()]),
        seen(&occurrences, |occurrence| vec![occurrence.message.is_some()]),
    ] {
        assert_eq!(state, words("true false"));
    }
    assert_eq!(seen(&occurrences, |occurrence| vec![occurrence.status]), words("Successful Failed Skipped"));
}

#[test]
fn what_can_be_written_can_be_read() {
    // A limit on memory while decoding once made a record of many short texts unreadable, although its bytes were few.
    let till = Till::new();
    let shopline = till.test(Provider::Shopline);
    let attributes = Attributes::Shopline(Box::new(ShoplineAttributes {
        phones: vec![String::new(); 200_000],
        custom_data: vec![CustomDatum::default(); 20_000],
        ..ShoplineAttributes::default()
    }));
    let own = OwnFields { tags: vec!["t".into(); 200_000], ..OwnFields::default() };
    let email = text("ann@example.org");
    let new = NewCustomer { email, own, attributes: Some(attributes), ..NewCustomer::default() };
    let made = shopline.customers().create(new).unwrap();
    assert_eq!(shopline.customers().get(&made.id).unwrap().unwrap(), made);
    let customers: Vec<Customer> = decoded(&till.dump(), "customers");
    assert_eq!(customers, [Customer::clone(&made)]);
}

/// The byte that begins every key of an account.
fn account_code(account: &Account) -> u8 {
    let accounts = AccountId::all().zip(1u8..);
    accounts.filter(|(id, _)| *id == account.id()).map(|(_, code)| code).next().expect("an account")
}

/// One record of each kind, and each provider's customer, as hexadecimal digits of their rows.
fn golden() -> String {
    let till = Till::new();
    let mut lines = String::from(
        "# One record of each kind as it lies in its table, version byte included. A change here is a change of the\n\
         # file's format: old stores must still open. Write it anew with TILLBOOK_WRITE_GOLDEN=1 cargo test records_are\n",
    );
    // The only row of a table that an account's step left there.
    let mut line = |name: &str, table: &str, account: Account| {
        let code = account_code(&account);
        let rows = till.dump();
        let mut values = rows.iter().filter(|(of, key, _)| of == table && key[0] == code).map(|(_, _, value)| value);
        let hex: String = values.next().expect(name).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(values.next().is_none(), "{name}");
        lines.push_str(&format!("{name} {hex}\n"));
    };
    for (name, provider, attributes) in [
        ("customer_omise", Provider::Omise, None),
        ("customer_komoju", Provider::Komoju, None),
        ("customer_monri", Provider::Monri, Some(monri())),
        ("customer_digital_river", Provider::DigitalRiver, Some(digital_river(Some(CustomerType::Individual)))),
        ("customer_shopline", Provider::Shopline, Some(shopline(Some(Gender::Other), Some(Origin::Pos)))),
    ] {
        import(&till.test(provider), |row| {
            row.id = text("ann");
            row.created_at = Some(at("1969-07-20T20:17:40.123Z"));
            row.attributes = attributes;
            row.own = own();
        });
        line(name, "customers", till.test(provider));
    }
    let omise = till.test(Provider::Omise);
    let token = omise.tokens().create(visa().security_code("123")).unwrap();
    line("token_unused", "tokens", omise.clone());
    omise.cards().create("ann", &token.id).unwrap();
    line("card", "cards", omise.clone());
    line("token_used", "tokens", omise.clone());
    let schedule = omise.schedules().create(daily("ann", token.card().map(|card| card.id.as_str()))).unwrap();
    line("schedule", "schedules", omise.clone());
    till.clock.set(at("2026-03-01T00:00:00Z"));
    omise.schedules().record(&schedule.id, date("2026-03-01"), Outcome::Failed { message: text("no money") }).unwrap();
    line("occurrence", "occurrences", omise.clone());
    lines
}

#[test]
fn the_encoding_is_the_golden_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/records.txt");
    let now = golden();
    if std::env::var_os("TILLBOOK_WRITE_GOLDEN").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let then = std::fs::read_to_string(path).unwrap();
    for (now, then) in now.lines().zip(then.lines()) {
        assert_eq!(now, then);
    }
    assert_eq!(now, then);
}
