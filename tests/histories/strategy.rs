//! Which histories are likely: mostly things that work, now and then something that must be refused.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;
use tillbook::{
    CardAddress, CardUpdate, Charging, CustomerQuery, CustomerUpdate, ImportedCustomer, Metadata, NewCustomer,
    NewSchedule, Ordinal, Outcome, OwnFields, PostalAddress, Recurrence, ScheduleUpdate, Timestamp, Weekday,
};

use crate::operation::{
    Action, Given, History, Operation, Pick, Query, Row, RowCard, RowCardId, RowId, Typed, When, new_schedule,
};
use crate::pools::{
    BARCODES, CARD_NUMBERS, EMAILS, METADATA, NAMES, NUMBERS_OF_THE_SHOP, OLD_IDS, PHONES, TYPED_EMAILS, TYPED_NAMES,
    TYPED_PHONES,
};

const DAY: i64 = 86_400_000;

pub fn history(length: usize) -> impl Strategy<Value = History> {
    let bits = prop_oneof![3 => Just(128u8), 1 => 0..4u8];
    // Most of a history happens in one account: Omise's test or live world, KOMOJU, Monri or Digital River.
    let home =
        prop_oneof![8 => Just(0usize), 2 => Just(1usize), 3 => Just(2usize), 3 => Just(3usize), 2 => Just(4usize)];
    (bits, home, vec(beginning(), 1..6), vec(operation(), 1..=2 * length)).prop_map(
        |(hash_bits, home, beginning, operations)| {
            let operations = [beginning, operations].concat();
            History { hash_bits, home, operations }
        },
    )
}

/// Somebody must be there before much can happen.
fn beginning() -> impl Strategy<Value = Operation> {
    let plain = new_customer().prop_map(|new| Action::CreateCustomer { new, attributes: Given::None, token: None });
    let card = (pick(), good_card()).prop_map(|(who, typed)| Action::TypeCard { who, typed });
    prop_oneof![plain, card].prop_map(|action| Operation::In(0, action))
}

fn operation() -> impl Strategy<Value = Operation> {
    let account = || prop_oneof![12 => Just(0usize), 4 => 1..5usize];
    prop_oneof![
        30 => (account(), action()).prop_map(|(account, action)| Operation::In(account, action)),
        3 => clock().prop_map(Operation::Clock),
        1 => Just(Operation::Reopen),
        1 => (1..10u8).prop_map(|days| Operation::BadDays(0, days)),
    ]
}

fn clock() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 0..2_000i64,
        3 => Just(DAY),
        1 => Just(DAY / 24),
        1 => Just(8 * DAY),
        1 => Just(70 * DAY),
        2 => -5_000..0i64,
        1 => Just(-3 * DAY),
        1 => Just(-80 * 365 * DAY),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![28 => customers(), 22 => cards(), 10 => tokens(), 20 => schedules(), 1 => Just(Action::LookAround)]
}

fn customers() -> impl Strategy<Value = Action> {
    prop_oneof![
        5 => (new_customer(), given(), weighted(0.3, token())).prop_map(|(new, attributes, token)| Action::CreateCustomer { new, attributes, token }),
        8 => (pick(), customer_update(), given(), weighted(0.2, token()), weighted(0.2, pick()))
            .prop_map(|(who, update, attributes, token, default)| Action::UpdateCustomer { who, update, attributes, token, default }),
        1 => pick().prop_map(Action::DeleteCustomer),
        3 => query().prop_map(Action::ListCustomers),
        1 => email().prop_map(Action::ByEmail),
        1 => number().prop_map(Action::ByMerchantCustomerId),
        1 => barcode().prop_map(Action::ByBarcode),
        3 => (customer_query(), weighted(0.2, pick())).prop_map(|(query, card)| Action::Find { query, card }),
        4 => (vec(row(), 1..4), weighted(0.2, Just(()))).prop_map(|(rows, rehearse)| Action::Import { rows, rehearse: rehearse.is_some() }),
    ]
}

fn cards() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => (pick(), typed()).prop_map(|(who, typed)| Action::TypeCard { who, typed }),
        3 => (pick(), token()).prop_map(|(who, token)| Action::CreateCard { who, token }),
        1 => (pick(), pick()).prop_map(|(who, card)| Action::GetCard { who, card }),
        3 => (pick(), pick(), card_update()).prop_map(|(who, card, update)| Action::UpdateCard { who, card, update }),
        4 => (pick(), pick()).prop_map(|(who, card)| Action::DeleteCard { who, card }),
        2 => (pick(), query()).prop_map(|(who, query)| Action::ListCards { who, query }),
    ]
}

fn tokens() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => typed().prop_map(Action::CreateToken),
        1 => pick().prop_map(Action::DeleteToken),
        1 => query().prop_map(Action::ListTokens),
    ]
}

fn schedules() -> impl Strategy<Value = Action> {
    let start = weighted(0.5, prop_oneof![15 => 0..4, 1 => -2..0]);
    let end = prop_oneof![9 => 4..90, 1 => -2..4];
    prop_oneof![
        6 => (pick(), weighted(0.3, pick()), schedule(), start, end)
            .prop_map(|(who, card, new, start, end)| Action::CreateSchedule { who, card, new, start, end }),
        2 => (pick(), schedule_update()).prop_map(|(which, update)| Action::UpdateSchedule { which, update }),
        1 => pick().prop_map(Action::DeleteSchedule),
        1 => query().prop_map(Action::ListSchedules),
        1 => (pick(), query()).prop_map(|(who, query)| Action::ListSchedulesOf { who, query }),
        1 => (pick(), query()).prop_map(|(which, query)| Action::Occurrences { which, query }),
        2 => (-2..40, prop_oneof![Just(0usize), Just(1), Just(3), Just(1000)]).prop_map(|(in_days, limit)| Action::Due { in_days, limit }),
        6 => (pick(), when(), outcome()).prop_map(|(which, when, outcome)| Action::Record { which, when, outcome }),
        2 => Just(Action::SimulateDue),
    ]
}

fn pick() -> impl Strategy<Value = Pick> + Clone {
    prop_oneof![
        // The first few have the most to tell, so that some have many cards.
        12 => (0..2usize).prop_map(Pick::There),
        6 => (0..12usize).prop_map(Pick::There),
        2 => (0..12usize).prop_map(Pick::Ever),
        1 => (0..12usize).prop_map(Pick::Foreign),
        1 => Just(Pick::Unknown),
    ]
}

fn token() -> impl Strategy<Value = Pick> + Clone {
    prop_oneof![
        8 => (0..12usize).prop_map(Pick::There),
        2 => (0..12usize).prop_map(Pick::Ever),
        1 => (0..12usize).prop_map(Pick::Foreign),
        1 => Just(Pick::Unknown),
    ]
}

fn email() -> impl Strategy<Value = &'static str> + Clone {
    select(&EMAILS[..]).prop_map(|(email, _)| email)
}

fn barcode() -> impl Strategy<Value = &'static str> + Clone {
    select(&BARCODES[..]).prop_map(|(barcode, _)| barcode)
}

fn name() -> impl Strategy<Value = &'static str> + Clone {
    select(&NAMES[..]).prop_map(|(name, _)| name)
}

fn phone() -> impl Strategy<Value = &'static str> + Clone {
    select(&PHONES[..]).prop_map(|(phone, _)| phone)
}

fn number() -> impl Strategy<Value = &'static str> + Clone {
    select(&NUMBERS_OF_THE_SHOP[..])
}

fn metadata() -> impl Strategy<Value = Metadata> + Clone {
    select(&METADATA[..]).prop_map(|json| Metadata::parse(json).expect("a JSON object"))
}

fn text() -> impl Strategy<Value = String> + Clone {
    // One text in fifty makes a record too large.
    prop_oneof![49 => select(&["", " ", "regular", "Stammkunde"][..]).prop_map(str::to_owned), 1 => Just("x".repeat(1 << 20))]
}

fn own() -> impl Strategy<Value = OwnFields> + Clone {
    let line = || of(select(&["", "Bangkok", "1 Silom Road"][..]).prop_map(str::to_owned));
    let address = of((line(), line(), line())).prop_map(|lines| {
        lines.map(|(line1, city, country)| PostalAddress { line1, city, country, ..PostalAddress::default() })
    });
    let tags = vec(select(&["", "vip", "staff"][..]).prop_map(str::to_owned), 0..2);
    (of(name()), of(phone()), weighted(0.2, number()), of(barcode()), weighted(0.1, text()), address, tags).prop_map(
        |(name, phone, number, barcode, notes, address, tags)| OwnFields {
            name: name.map(Into::into),
            phone: phone.map(Into::into),
            merchant_customer_id: number.map(Into::into),
            barcode: barcode.map(Into::into),
            notes,
            company: None,
            tags,
            address,
        },
    )
}

fn given() -> impl Strategy<Value = Given> + Clone {
    prop_oneof![
        12 => Just(Given::None),
        6 => (weighted(0.2, number()), of(name()), of(phone())).prop_map(|(number, name, phone)| Given::Own { number, name, phone }),
        1 => Just(Given::Foreign),
    ]
}

fn new_customer() -> impl Strategy<Value = NewCustomer> {
    (weighted(0.1, select(&OLD_IDS[..])), of(email()), of(text()), metadata(), of(own())).prop_map(
        |(id, email, description, metadata, own)| NewCustomer {
            id: id.map(Into::into),
            email: email.map(Into::into),
            description,
            metadata,
            own: own.unwrap_or_default(),
            ..NewCustomer::default()
        },
    )
}

fn customer_update() -> impl Strategy<Value = CustomerUpdate> {
    (of(of(email())), of(of(text())), of(metadata()), of(own())).prop_map(|(email, description, metadata, own)| {
        let email = email.map(|email| email.map(Into::into));
        CustomerUpdate { email, description, metadata, own, ..CustomerUpdate::default() }
    })
}

fn customer_query() -> impl Strategy<Value = CustomerQuery> {
    let typed_phone = select(&TYPED_PHONES[..]).prop_map(|(typed, _)| typed.to_owned());
    let typed_name = select(&TYPED_NAMES[..]).prop_map(|(typed, _)| typed.to_owned());
    let typed_email = weighted(0.3, select(&TYPED_EMAILS[..]).prop_map(|(typed, _)| typed.to_owned()));
    let page = (prop_oneof![5 => Just(0), 1 => 0..3u64], prop_oneof![5 => Just(100usize), 1 => 0..3usize]);
    let exact = (weighted(0.2, email()), weighted(0.1, number()), weighted(0.2, barcode()));
    (exact, typed_email, of(typed_phone), of(typed_name), page).prop_map(
        |((email, number, barcode), email_prefix, phone, name, (offset, limit))| CustomerQuery {
            email: email.map(Into::into),
            email_prefix,
            merchant_customer_id: number.map(Into::into),
            barcode: barcode.map(Into::into),
            phone,
            name,
            card: None,
            offset,
            limit,
        },
    )
}

fn query() -> impl Strategy<Value = Query> + Clone {
    let moment = || weighted(0.3, (0..20usize, select(&[-DAY, -1000, -1, 0, 0, 1, 999, DAY][..])));
    let limit = prop_oneof![3 => Just(1000usize), 2 => 0..5usize];
    (moment(), moment(), prop_oneof![2 => Just(0u64), 1 => 0..6u64], limit, any::<bool>())
        .prop_map(|(from, to, offset, limit, newest_first)| Query { from, to, offset, limit, newest_first })
}

fn row() -> impl Strategy<Value = Row> {
    let id = prop_oneof![
        4 => Just(RowId::None),
        3 => select(&OLD_IDS[..]).prop_map(RowId::Old),
        3 => pick().prop_map(RowId::Of),
    ];
    let card_id = prop_oneof![
        6 => (0..6u8).prop_map(RowCardId::Old),
        3 => pick().prop_map(RowCardId::Of),
        1 => Just(RowCardId::Blank),
    ];
    let cards = vec((card_id, of(name())).prop_map(|(id, name)| RowCard { id, name }), 0..3);
    let times = select(&[i64::MIN, -1, 0, 999, 1_700_000_000_000, 1_770_091_506_789, 4_000_000_000_000][..]);
    let filled = (
        of(email()),
        of(text()),
        metadata(),
        of(own()),
        of(times.clone().prop_map(Timestamp::from_millis)),
        weighted(0.1, times.prop_map(Timestamp::from_millis)),
    );
    (id, filled, any::<(bool, bool)>(), given(), weighted(0.4, cards), weighted(0.2, 0..3usize)).prop_map(
        |(
            id,
            (email, description, metadata, own, created_at, updated_at),
            (complete, own_complete),
            attributes,
            cards,
            default,
        )| Row {
            row: ImportedCustomer {
                email: email.map(Into::into),
                description,
                metadata,
                own: own.unwrap_or_default(),
                created_at,
                updated_at,
                complete,
                own_complete,
                ..ImportedCustomer::default()
            },
            id,
            attributes,
            cards,
            default,
        },
    )
}

fn typed() -> impl Strategy<Value = Typed> {
    prop_oneof![9 => good_card(), 1 => any_card()]
}

fn good_card() -> impl Strategy<Value = Typed> + Clone {
    (0..5usize, of(select(&["123", " "][..])), 1..=12i64, 2030..2040i64, weighted(0.2, Just("Oslo"))).prop_map(
        |(number, code, month, year, city)| Typed {
            number: Some(number),
            code,
            name: Some("Ann Example"),
            month: Some(month),
            year: Some(year),
            city,
        },
    )
}

fn any_card() -> impl Strategy<Value = Typed> {
    let number = of(0..CARD_NUMBERS.len());
    let name = of(select(&["Ann Example", " "][..]));
    let month = of(select(&[1i64, 2, 12, 0, 13, -1][..]));
    let year = of(select(&[2026i64, 2030, 25, 31, 2025, 10_000][..]));
    (number, name, month, year).prop_map(|(number, name, month, year)| Typed {
        number,
        code: None,
        name,
        month,
        year,
        city: None,
    })
}

fn card_update() -> impl Strategy<Value = CardUpdate> {
    (of(name()), weighted(0.15, 0..14i64), weighted(0.15, 2025..2040i64), of(text())).prop_map(
        |(name, month, year, city)| CardUpdate {
            name: name.map(Into::into),
            expiration_month: month,
            expiration_year: year,
            address: CardAddress { city, ..CardAddress::default() },
        },
    )
}

fn recurrence() -> impl Strategy<Value = Recurrence> {
    let ordinal = select(&Ordinal::ALL[..]);
    prop_oneof![
        10 => Just(Recurrence::Daily),
        1 => select(vec![Recurrence::Weekly(Vec::new()), Recurrence::MonthlyOnDays(Vec::new())]),
        6 => vec(select(&Weekday::ALL[..]), 1..4usize).prop_map(Recurrence::Weekly),
        6 => vec(prop_oneof![60 => 1..=31u8, 1 => select(&[0u8, 32][..])], 1..5usize).prop_map(Recurrence::MonthlyOnDays),
        4 => (ordinal, select(&Weekday::ALL[..])).prop_map(|(ordinal, weekday)| Recurrence::MonthlyOnWeekday(ordinal, weekday)),
    ]
}

fn schedule() -> impl Strategy<Value = NewSchedule> {
    let every = prop_oneof![15 => 1..4u32, 1 => Just(0)];
    let currency = prop_oneof![15 => select(&["THB", "thb"][..]), 1 => select(&["", "TH", "฿"][..])];
    let charging = select(&[Charging::Host, Charging::Host, Charging::Simulated][..]);
    (recurrence(), every, prop_oneof![15 => 1..5000i64, 1 => -1..1i64], currency, charging, metadata()).prop_map(
        |(recurrence, every, amount, currency, charging, metadata)| NewSchedule {
            recurrence,
            every,
            amount,
            currency: currency.into(),
            charging,
            metadata,
            ..new_schedule()
        },
    )
}

fn schedule_update() -> impl Strategy<Value = ScheduleUpdate> {
    let charging = of(select(&[Charging::Host, Charging::Simulated][..]));
    (of(of(text())), of(metadata()), charging).prop_map(|(description, metadata, charging)| ScheduleUpdate {
        description,
        metadata,
        charging,
    })
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        8 => Just(When::Next),
        2 => (0..9usize).prop_map(When::Any),
        3 => (0..9usize).prop_map(When::Again),
        1 => (-9..9).prop_map(When::Day),
    ]
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        3 => of(Just("chrg_told".to_owned())).prop_map(|charge| Outcome::Successful { charge }),
        3 => of(text()).prop_map(|message| Outcome::Failed { message }),
        1 => of(text()).prop_map(|message| Outcome::Skipped { message }),
    ]
}
