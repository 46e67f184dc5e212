//! People and machines write the same name and the same number in different ways; the cashier finds the customer anyway.

use tillbook::*;

fn account(folder: &tempfile::TempDir) -> Account {
    Store::open(folder.path().join("till.tillbook")).unwrap().account(Provider::Komoju, Mode::Test)
}

fn create(account: &Account, name: &str, phone: &str) -> String {
    let own = OwnFields { name: Some(name.into()), phone: Some(phone.into()), ..OwnFields::default() };
    account.customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap().id.clone()
}

fn found(account: &Account, query: CustomerQuery) -> Vec<String> {
    account.customers().find(&query).unwrap().items.iter().map(|customer| customer.id.clone()).collect()
}

fn by_name(name: &str) -> CustomerQuery {
    CustomerQuery { name: Some(name.into()), ..CustomerQuery::default() }
}

fn by_phone(phone: &str) -> CustomerQuery {
    CustomerQuery { phone: Some(phone.into()), ..CustomerQuery::default() }
}

/// A name came from a telephone or a web shop with the apostrophe that typographers use, and was cut into two words
/// there. Typed at the till with the apostrophe of a keyboard, or with none, it was not found.
#[test]
fn every_apostrophe_is_the_same() {
    let names = ["O'Brien", "O\u{2019}Brien", "O\u{2018}Brien", "O\u{2bc}Brien", "O\u{ff07}Brien", "OBrien"];
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let ids: Vec<String> = names.iter().map(|name| create(&account, name, "1")).collect();
    for typed in names.iter().chain(&["o'b", "o\u{2019}bri", "\u{2018}O'Brien\u{2019}"]) {
        assert_eq!(found(&account, by_name(typed)), ids, "{typed}");
    }
}

/// Japanese keyboards write digits as wide as their other characters, and web shops there hand them on. Such a number had
/// no digits to be found by.
#[test]
fn wide_digits_are_digits() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let narrow = create(&account, "Sato", "03-1234-5678");
    let wide = create(&account, "Suzuki", "０３－１２３４－５６７８");
    for typed in ["5678", "0312345678", "５６７８", "０３（１２３４）５６７８"] {
        assert_eq!(found(&account, by_phone(typed)), [narrow.clone(), wide.clone()], "{typed}");
    }
}

fn names_found(account: &Account, typed: &str) -> Vec<String> {
    let found = account.customers().find(&by_name(typed)).unwrap();
    found.items.iter().map(|customer| customer.own.name.clone().unwrap()).collect()
}

/// The till of one shop has numbers from abroad, from forms, from a spreadsheet that ate the 0, and from the cashier.
#[test]
fn a_telephone_number_is_found_in_every_writing() {
    let written = [
        "+66 81 234 5678",
        "0066812345678",
        "081-234-5678",
        "(081) 2345678",
        "812345678",
        "66812345678",
        "+66 (0)81 234 5678",
        "（＋６６）８１ ２３４ ５６７８",
        "๐๘๑ ๒๓๔ ๕๖๗๘",
        "٠٨١-٢٣٤-٥٦٧٨",
    ];
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let mut ids: Vec<String> = written.iter().map(|phone| create(&account, "Mali", phone)).collect();
    let all = |typed: &str| {
        let mut all = found(&account, by_phone(typed));
        all.sort_unstable();
        all
    };
    ids.sort_unstable();
    for typed in written.iter().chain(&["8", "78", "5678", "2345678", "81 234 5678", "00 66 81 234 5678"]) {
        assert_eq!(all(typed), ids, "{typed}");
    }
    for typed in ["081 234 5679", "05678", "9812345678", "6781", "1812345678", "08123"] {
        assert!(all(typed).is_empty(), "{typed}");
    }
}

/// Where one number tells its country and the other does not, they may be the same; where both do, they must agree.
#[test]
fn numbers_of_two_countries_are_two_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let home = create(&account, "Home", "081 234 5678");
    let thai = create(&account, "Thai", "+66 81 234 5678");
    let norwegian = create(&account, "Norwegian", "0047 81 234 5678");
    assert_eq!(found(&account, by_phone("+66812345678")), [home.clone(), thai.clone()]);
    assert_eq!(found(&account, by_phone("0047812345678")), [home.clone(), norwegian.clone()]);
    assert_eq!(found(&account, by_phone("0812345678")), [home, thai, norwegian]);
}

/// Within a country nobody dials the country, and in some nobody dials a 0 either.
#[test]
fn a_number_without_a_0_is_the_same_from_abroad() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    for (number, same, other) in [
        ("22 44 22 22", ["+47 22442222", "022442222", "004722442222"], "+47 122442222"),
        ("(415) 555-2671", ["+1 415 555 2671", "1-415-555-2671", "0014155552671"], "+1 415 555 2672"),
        ("138 1234 5678", ["+86 138 1234 5678", "008613812345678", "13812345678"], "+86 238 1234 5678"),
        ("06 1234 5678", ["+39 06 1234 5678", "0039 06 12345678", "+39 6 12345678"], "+39 07 1234 5678"),
        ("+886 912 345 678", ["0912-345-678", "912345678", "886912345678"], "+852 912 345 678"),
    ] {
        let id = create(&account, "Ann", number);
        for typed in same {
            assert_eq!(found(&account, by_phone(typed)), std::slice::from_ref(&id), "{typed} for {number}");
        }
        assert!(found(&account, by_phone(other)).is_empty(), "{other} for {number}");
    }
}

/// A number with more digits than the index keeps is told from another with the same last ones.
#[test]
fn the_longest_numbers_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let one = create(&account, "One", "123 4567 8901 2345 6789");
    let other = create(&account, "Other", "923 4567 8901 2345 6789");
    assert_eq!(found(&account, by_phone("4567890123456789")), [one.clone(), other.clone()]);
    assert_eq!(found(&account, by_phone("1234567890123456789")), [one]);
    assert_eq!(found(&account, by_phone("9234567890123456789")), [other]);
}

/// Names of China, Japan, Korea and Thailand have no blanks, or blanks that some write and others do not.
#[test]
fn any_part_of_a_name_without_blanks_is_found_by_its_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    for (name, typed, not) in [
        ("山田 太郎", ["山", "山田", "山田太郎", "山田　太郎", "太郎", "郎"].as_slice(), ["田山", "太山"].as_slice()),
        ("佐藤花子", &["佐藤", "花子", "佐藤 花子", "子"], &["藤子"]),
        ("ジョン・スミス", &["じょん", "ｽﾐｽ", "ジョンスミス", "みす"], &["すす"]),
        ("王小明 David", &["王", "小明", "david 王", "明"], &["小王", "avid"]),
        ("김민수", &["김", "민수", "김 민수", "수"], &["민김"]),
        ("นายสมชาย ใจดี", &["สมชาย", "ชาย", "ใจดี", "นายสมชายใจดี", "ดี"], &["สมหญิง", "ายส", "ดิ"]),
        ("สุวรรณรัตน์เจริญวงศ์ประเสริฐ", &["สุวรรณรัตน์เจริญวงศ์ประเสริฐ", "รัตน์เจริญวงศ์ประ"], &["สุวรรณรัตน์เจริญวงศ์ประสริฐ"]),
        // So long that not every place in it is one to begin at; the beginnings of its words always are.
        ("ประภัสสรวรรณกานต์ชนกนาถ สุรีย์พร", &["ประภัส", "สุรีย์"], &["นาถสุ"]),
        ("ສົມສັກ", &["ສົມ", "ສັກ"], &["ສກ"]),
    ] {
        create(&account, name, "1");
        for typed in typed {
            assert_eq!(names_found(&account, typed), [name], "{typed}");
        }
        for typed in not {
            assert!(names_found(&account, typed).is_empty(), "{typed} for {name}");
        }
    }
}

/// Vowels of Thai and Hindi are marks, and without them there would be another name; accents and tone marks may be left out.
#[test]
fn accents_do_not_count_and_vowels_do() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    for name in ["Đặng Nguyễn", "İstanbullu", "Łukasz Żółw", "กิตติ", "กุลธิดา", "राम", "रीमा", "ｗｉｄｅ", "ﾀﾅｶ", "נָעָה"]
    {
        create(&account, name, "1");
    }
    for (typed, name) in [
        ("dang ng", "Đặng Nguyễn"),
        ("istanbul", "İstanbullu"),
        ("zolw", "Łukasz Żółw"),
        ("กิต", "กิตติ"),
        ("กุล", "กุลธิดา"),
        ("रा", "राम"),
        ("री", "रीमा"),
        ("WIDE", "ｗｉｄｅ"),
        ("たなか", "ﾀﾅｶ"),
        ("タナ", "ﾀﾅｶ"),
        ("נעה", "נָעָה"),
    ] {
        assert_eq!(names_found(&account, typed), [name], "{typed}");
    }
    assert!(names_found(&account, "กต").is_empty());
}

/// A list in which what was typed comes far down might as well not have it.
#[test]
fn an_exact_match_comes_first_and_then_the_alphabet() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    for (name, phone) in [
        ("Annelise Zorn", "445678"),
        ("Zoë Ann", "15678"),
        ("Anna Ann", "5678"),
        ("Anneliese", "1"),
        ("Ann", "25678"),
        ("Annabel Anna", "05678"),
    ] {
        create(&account, name, phone);
    }
    let expected = ["Zoë Ann", "Anna Ann", "Ann", "Annabel Anna", "Anneliese", "Annelise Zorn"];
    assert_eq!(names_found(&account, "ann"), expected);
    let found = account.customers().find(&by_phone("5678")).unwrap();
    let phones: Vec<_> = found.items.iter().filter_map(|customer| customer.own.phone.as_deref()).collect();
    assert_eq!(phones, ["5678", "05678", "15678", "25678", "445678"]);
}

/// Who has several words that begin so stands in the list once, and pages neither repeat nor forget anybody.
#[test]
fn pages_show_everybody_once() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let mut ids: Vec<String> =
        (0..30).map(|number| create(&account, &format!("Ann{} Anna Annabel", number % 7), "1")).collect();
    let mut seen = Vec::new();
    for offset in (0..35).step_by(4) {
        let query = CustomerQuery { offset, limit: 4, ..by_name("ann") };
        let page = account.customers().find(&query).unwrap();
        assert_eq!(page.more, offset + 4 < 30, "{offset}");
        seen.extend(page.items.iter().map(|customer| customer.id.clone()));
    }
    seen.sort_unstable();
    ids.sort_unstable();
    assert_eq!(seen, ids);
}

#[test]
fn the_beginning_of_an_address_is_enough() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let emails =
        ["somchai.suwannarattana@example.org", "somchai.suwannaratphum@x.org", "Som@example.org", "ann@som.org"];
    for email in emails {
        let email = Some(email.to_owned());
        account.customers().create(NewCustomer { email, ..NewCustomer::default() }).unwrap();
    }
    let found = |typed: &str| {
        let query = CustomerQuery { email_prefix: Some(typed.into()), ..CustomerQuery::default() };
        let found = account.customers().find(&query).unwrap().items;
        found.iter().map(|customer| customer.email.clone().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(found("som"), ["Som@example.org", emails[0], emails[1]]);
    assert_eq!(found("SOMCHAI.suwannaratp"), [emails[1]]);
    assert_eq!(found("som@"), ["Som@example.org"]);
    assert!(found("suwan").is_empty());
}

/// The provider has the number as it was typed into a form, the till as the customer said it.
#[test]
fn who_has_one_number_in_two_writings_stands_in_the_list_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    let account = store.account(Provider::Monri, Mode::Test);
    let monri = MonriAttributes { phone: Some("081-234-5678".into()), ..MonriAttributes::default() };
    let own = OwnFields { phone: Some("+66 81 234 5678".into()), ..OwnFields::default() };
    let attributes = Some(Attributes::Monri(Box::new(monri)));
    let id = account.customers().create(NewCustomer { own, attributes, ..NewCustomer::default() }).unwrap().id.clone();
    for typed in ["0812345678", "+66812345678", "812345678", "5678"] {
        assert_eq!(found(&account, by_phone(typed)), std::slice::from_ref(&id), "{typed}");
    }
}
