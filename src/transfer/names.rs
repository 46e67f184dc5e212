//! The usual names of columns, in the spellings that shops, tills and spreadsheets use.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// The provider's id, where a value has its form; else the old system's customer number.
    Id,
    /// When the customer came to be.
    CreatedAt,
    /// E-mail address.
    Email,
    /// Description shown by the provider.
    Description,
    /// Metadata as the text of a JSON object.
    Metadata,
    /// Full name; beside a column of first names only, the last name, and the other way round.
    FullName,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Telephone number.
    Phone,
    /// The shop's or the old system's number of the customer.
    MerchantCustomerId,
    /// An id that the old system made unique by itself; stands in where there is no customer number.
    SystemId,
    /// What the scanner reads.
    Barcode,
    /// Notes.
    Notes,
    /// Company.
    Company,
    /// Labels, separated by commas or semicolons.
    Tags,
    /// Street and number.
    AddressLine1,
    /// Anything more before the city.
    AddressLine2,
    /// City.
    City,
    /// State, province or prefecture.
    State,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
    /// A card number or a security code, which is never kept.
    Secret,
}

/// The usual names of each meaning, the preferred ones first: where a row has several, the first that is filled in
/// counts. Spelling, spacing, case and accents do not matter (see [`plain`]). English, German, French, Spanish,
/// Portuguese, Italian, Dutch, Croatian, Japanese, Chinese and Thai.
#[rustfmt::skip]
const USUAL: &[(Meaning, &[&str])] = &[
    (Meaning::Id, &[
        "id", "omise id", "omise customer id", "provider id", "provider customer id",
    ]),
    (Meaning::CreatedAt, &[
        "created at", "created", "created on", "creation date", "created date", "date created", "date added",
        "customer since", "member since", "registered at", "registered on", "registration date", "date registered",
        "signup date", "angelegt am", "erstellt am", "kunde seit", "date de création", "créé le", "fecha de creación",
        "fecha de alta", "creado el", "data de criação", "登録日", "登録日時", "作成日", "作成日時", "建立日期",
        "วันที่สมัคร", "วันที่สร้าง",
    ]),
    (Meaning::Email, &[
        "email", "e-mail", "email address", "e-mail address", "mail", "mail address", "primary email", "email 1",
        "contact email", "e-mail 1 - value", "email id", "e-mail-adresse", "mailadresse", "courriel",
        "adresse e-mail", "adresse électronique", "adresse courriel", "correo", "correo electrónico",
        "dirección de correo electrónico", "endereço de e-mail", "indirizzo e-mail", "posta elettronica",
        "e-mailadres", "e-pošta", "メール", "メールアドレス", "Eメール", "電子メール", "電子郵件", "電郵", "信箱",
        "อีเมล", "อีเมล์",
    ]),
    (Meaning::Description, &[
        "description", "customer description",
    ]),
    (Meaning::Metadata, &[
        "metadata",
    ]),
    (Meaning::FullName, &[
        "full name", "name", "customer name", "display name", "client name", "contact name", "vollständiger name",
        "kundenname", "nom complet", "nom", "nom du client", "nombre completo", "nombre y apellidos",
        "nombre del cliente", "nombre", "nome completo", "nome", "nome e cognome", "volledige naam", "naam",
        "ime i prezime", "氏名", "名前", "お名前", "顧客名", "お客様名", "会員名", "姓名", "客戶姓名", "ชื่อ-นามสกุล",
        "ชื่อและนามสกุล", "ชื่อ-สกุล", "ชื่อเต็ม", "ชื่อลูกค้า", "ชื่อ",
    ]),
    (Meaning::FirstName, &[
        "first name", "given name", "forename", "christian name", "fname", "vorname", "prénom", "prénoms",
        "nombre de pila", "primer nombre", "primeiro nome", "voornaam", "ime", "名",
    ]),
    (Meaning::LastName, &[
        "last name", "surname", "family name", "lname", "nachname", "familienname", "zuname", "nom de famille",
        "apellido", "apellidos", "sobrenome", "apelido", "cognome", "achternaam", "prezime", "姓", "苗字", "นามสกุล",
        "สกุล",
    ]),
    (Meaning::Phone, &[
        "phone", "phone number", "telephone", "telephone number", "tel", "tel no", "phone no", "phone 1",
        "primary phone", "contact number", "contact phone", "telefon", "telefonnummer", "rufnummer", "téléphone",
        "numéro de téléphone", "teléfono", "número de teléfono", "telefone", "telefono", "telefoon", "telefoonnummer",
        "電話", "電話番号", "電話號碼", "โทรศัพท์", "หมายเลขโทรศัพท์", "เบอร์โทรศัพท์", "เบอร์โทร", "mobile",
        "mobile phone", "mobile number", "mobile no", "cell", "cell phone", "cellphone", "handy", "handynummer",
        "mobiltelefon", "mobilnummer", "mobil", "portable", "téléphone portable", "mobile téléphone", "móvil",
        "teléfono móvil", "celular", "telemóvel", "cellulare", "mobiel", "携帯", "携帯電話", "携帯番号", "手機",
        "มือถือ", "เบอร์มือถือ", "โทรศัพท์มือถือ", "home phone", "work phone", "business phone", "phone 2",
    ]),
    (Meaning::MerchantCustomerId, &[
        "merchant customer id", "customer id", "customer number", "customer no", "customer code", "customer nr",
        "customer ref", "customer reference", "cust id", "cust no", "client id", "client number", "client code",
        "reference id", "internal reference", "member number", "member id", "member no", "membership number",
        "membership id", "kundennummer", "kunden-nr", "kundennr", "kd-nr", "kunden-id", "mitgliedsnummer",
        "numéro client", "numéro de client", "n° client", "no client", "code client", "id client",
        "identifiant client", "número de cliente", "nº de cliente", "código de cliente", "código cliente",
        "id de cliente", "id cliente", "código do cliente", "codice cliente", "numero cliente", "klantnummer",
        "klant-id", "broj kupca", "šifra kupca", "顧客番号", "顧客ID", "顧客コード", "会員番号", "会員ID",
        "お客様番号", "客戶編號", "會員編號", "รหัสลูกค้า", "หมายเลขลูกค้า", "รหัสสมาชิก", "หมายเลขสมาชิก", "reference",
        "external reference", "old customer id", "legacy id",
    ]),
    (Meaning::SystemId, &[
        "square customer id", "shopify customer id", "external id", "external customer id", "uuid",
    ]),
    (Meaning::Barcode, &[
        "barcode", "bar code", "barcode number", "customer barcode", "ean", "loyalty card number", "loyalty card",
        "loyalty number", "loyalty id", "member card number", "member card", "membership card number",
        "membership card", "strichcode", "kundenkarte", "kundenkartennummer", "code-barres", "code à barres",
        "carte de fidélité", "código de barras", "tarjeta de fidelidad", "codice a barre", "carta fedeltà",
        "streepjescode", "klantenkaart", "barkod", "バーコード", "条码", "條碼", "บาร์โค้ด", "บาร์โคด",
    ]),
    (Meaning::Notes, &[
        "notes", "note", "memo", "comment", "comments", "remark", "remarks", "internal notes", "customer note",
        "customer notes", "notizen", "notiz", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "kommentar",
        "remarques", "remarque", "commentaire", "commentaires", "notas", "nota", "observaciones", "comentarios",
        "comentario", "observações", "osservazioni", "opmerkingen", "opmerking", "notities", "napomena", "bilješke",
        "備考", "メモ", "ノート", "備註", "หมายเหตุ", "บันทึก",
    ]),
    (Meaning::Company, &[
        "company", "company name", "organization", "organisation", "organization name", "business name", "business",
        "employer", "firma", "firmenname", "unternehmen", "société", "entreprise", "raison sociale",
        "nom de l'entreprise", "empresa", "compañía", "nombre de la empresa", "nome da empresa", "azienda", "società",
        "ragione sociale", "bedrijf", "bedrijfsnaam", "tvrtka", "poduzeće", "会社", "会社名", "勤務先", "公司",
        "公司名稱", "บริษัท", "ชื่อบริษัท",
    ]),
    (Meaning::Tags, &[
        "tags", "tag", "labels", "label", "customer tags", "schlagwörter", "schlagworte", "étiquettes", "étiquette",
        "mots-clés", "etiquetas", "etiqueta", "etichette", "oznake", "タグ", "標籤", "แท็ก",
    ]),
    (Meaning::AddressLine1, &[
        "address line 1", "address 1", "address1", "address", "street address 1", "street address", "street",
        "street 1", "street1", "street line 1", "postal address", "address street", "adresse", "straße", "strasse",
        "straße und hausnummer", "straße hausnummer", "anschrift", "adresse 1", "adresszeile 1", "rue",
        "adresse ligne 1", "dirección", "dirección 1", "calle", "domicilio", "endereço", "morada", "rua", "indirizzo",
        "via", "adres", "straat", "adresa", "ulica", "住所", "住所1", "番地", "町名番地", "地址", "ที่อยู่", "ที่อยู่ 1",
    ]),
    (Meaning::AddressLine2, &[
        "address line 2", "address 2", "address2", "street address 2", "street 2", "street2", "street line 2",
        "apartment", "apt", "suite", "unit", "adresse 2", "adresszeile 2", "adresszusatz", "complément d'adresse",
        "complément", "adresse ligne 2", "dirección 2", "complemento", "住所2", "建物名", "建物", "ที่อยู่ 2",
    ]),
    (Meaning::City, &[
        "city", "town", "city town", "locality", "suburb", "stadt", "ort", "wohnort", "ville", "commune", "localité",
        "ciudad", "población", "localidad", "cidade", "localidade", "città", "comune", "plaats", "stad", "woonplaats",
        "grad", "mjesto", "市区町村", "市", "城市", "เมือง", "อำเภอ", "เขต", "อำเภอ/เขต",
    ]),
    (Meaning::State, &[
        "state", "province", "state province", "region", "county", "prefecture", "province code", "state code",
        "bundesland", "kanton", "région", "département", "estado", "provincia", "región", "província", "provincie",
        "županija", "都道府県", "県", "省", "จังหวัด",
    ]),
    (Meaning::PostalCode, &[
        "postal code", "postcode", "post code", "zip", "zip code", "zipcode", "zip postal code", "postal", "plz",
        "postleitzahl", "code postal", "cp", "código postal", "cep", "codice postale", "cap", "poštanski broj",
        "郵便番号", "郵遞區號", "รหัสไปรษณีย์",
    ]),
    (Meaning::Country, &[
        "country", "country name", "country region", "country code", "land", "staat", "pays", "país", "pais", "paese",
        "nazione", "država", "zemlja", "国", "国名", "國家", "ประเทศ",
    ]),
    (Meaning::Secret, &[
        "card number", "card no", "card num", "credit card", "credit card number", "credit card no",
        "debit card number", "payment card number", "cc number", "cc no", "cc num", "pan", "pan number",
        "primary account number", "full card number", "security code", "card security code", "cvv", "cvv2", "cvc",
        "cvc2", "cvn", "ccv", "csc", "card code", "card verification", "card verification code",
        "card verification value", "kartennummer", "kreditkarte", "kreditkartennummer", "kartenprüfnummer",
        "prüfnummer", "numéro de carte", "numéro de la carte", "numéro de carte bancaire", "carte bancaire",
        "carte de crédit", "code de sécurité", "cryptogramme", "número de tarjeta", "tarjeta de crédito",
        "código de seguridad", "número do cartão", "cartão de crédito", "numero carta", "numero della carta",
        "carta di credito", "codice di sicurezza", "creditcardnummer", "broj kartice", "カード番号",
        "クレジットカード", "クレジットカード番号", "セキュリティコード", "信用卡號", "หมายเลขบัตร",
        "หมายเลขบัตรเครดิต", "บัตรเครดิต", "เลขบัตรเครดิต", "รหัสความปลอดภัย",
    ]),
];

/// Words that stores put before a name of the table without changing what it means.
const BEFORE: &[&str] = &[
    "default address",
    "customer",
    "contact",
    "client",
    "billing",
    "billing address",
    "mailing",
    "primary",
    "home",
    "address",
    "kunden",
];

/// Pieces of a name that betray a card number or a security code, whatever stands around them.
const SECRET_PIECES: &[&str] = &["card num", "cc number", "kartennummer", "cvv", "cvc", "security code"];

/// Pieces of a name that make a card a shop's own and not one that pays.
const SHOP_CARDS: &[&str] = &["loyalty", "gift", "member", "bonus", "points", "kundenkarte", "fidel", "geschenk"];

/// How much later a name counts for having one of [`BEFORE`] in front.
const BEFORE_COSTS: usize = 1000;

/// The table by plain name: the meaning, and its place among the names of that meaning. It lives as long as the process;
/// memcheck finds what a hash map holds only by chance, and takes it for lost.
static BY_PLAIN_NAME: LazyLock<BTreeMap<String, (Meaning, usize)>> = LazyLock::new(|| {
    let mut names = BTreeMap::new();
    for (meaning, usual) in USUAL {
        for (place, name) in usual.iter().enumerate() {
            names.entry(plain(name)).or_insert((*meaning, place));
        }
    }
    names
});

static PLAIN_BEFORE: LazyLock<Vec<String>> = LazyLock::new(|| BEFORE.iter().map(|words| plain(words)).collect());
static PLAIN_SECRETS: LazyLock<Vec<String>> =
    LazyLock::new(|| SECRET_PIECES.iter().map(|words| plain(words)).collect());

/// What a column of this name holds and how much it is preferred, 0 before all others; none when the name is unknown.
pub(crate) fn meaning(name: &str) -> Option<(Meaning, usize)> {
    let name = plain(name);
    if let Some(&known) = BY_PLAIN_NAME.get(&name) {
        return Some(known);
    }
    if PLAIN_SECRETS.iter().any(|piece| name.contains(piece.as_str())) && !is_shop_card(&name) {
        return Some((Meaning::Secret, 0));
    }
    PLAIN_BEFORE.iter().find_map(|before| {
        let &(meaning, place) = BY_PLAIN_NAME.get(name.strip_prefix(before.as_str())?)?;
        // "Customer tags" are tags, but a "contact id" or a "billing id" is anybody's.
        (meaning != Meaning::Id).then_some((meaning, place + BEFORE_COSTS))
    })
}

/// Whether a name speaks of cards, so that a card number below it is no accident.
pub(crate) fn mentions_card(name: &str) -> bool {
    const PIECES: &[&str] = &["card", "karte", "carte", "carta", "tarjeta", "cartao", "kartic", "カード", "卡", "บัตร"];
    let spoken = plain(name);
    let mut words = name.split(|character: char| !character.is_alphanumeric());
    PIECES.iter().any(|piece| spoken.contains(&plain(piece)))
        || words.any(|word| word.eq_ignore_ascii_case("cc") || word.eq_ignore_ascii_case("pan"))
}

fn is_shop_card(plain_name: &str) -> bool {
    SHOP_CARDS.iter().any(|piece| plain_name.contains(piece))
}

/// A name without its spelling: compatible forms made equal, accents, case, blanks and punctuation dropped.
pub(crate) fn plain(name: &str) -> String {
    name.nfkd()
        .filter(|&character| !is_combining_mark(character) || is_vowel_sign(character))
        .flat_map(char::to_lowercase)
        .filter(|character| character.is_alphanumeric())
        .fold(String::with_capacity(name.len()), |mut plain, character| {
            match character {
                'ß' => plain.push_str("ss"),
                'ø' => plain.push('o'),
                'ł' => plain.push('l'),
                'đ' => plain.push('d'),
                'æ' => plain.push_str("ae"),
                'œ' => plain.push_str("oe"),
                other => plain.push(other),
            }
            plain
        })
}

/// Whether a combining mark is a vowel of its script and no accent, as in Thai.
fn is_vowel_sign(character: char) -> bool {
    matches!(character, '\u{0e00}'..='\u{0e7f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Option<Meaning> {
        meaning(name).map(|(meaning, _)| meaning)
    }

    #[test]
    fn spelling_spacing_and_case_do_not_matter() {
        for name in
            ["First Name", "FirstName", "first_name", "FIRST-NAME", " first  name ", "first.name", "Ｆirst Name"]
        {
            assert_eq!(of(name), Some(Meaning::FirstName), "{name}");
        }
        for name in ["E-Mail", "email", "EMAIL ADDRESS", "E-Mail-Adresse", "Correo electronico", "ＥＭＡＩＬ"] {
            assert_eq!(of(name), Some(Meaning::Email), "{name}");
        }
        for name in ["Straße", "STRASSE", "Street Address", "Default Address Address1", "billing_address_1", "住所"]
        {
            assert_eq!(of(name), Some(Meaning::AddressLine1), "{name}");
        }
        for name in ["Kunden-Nr.", "KundenNr", "Customer ID", "CustomerId", "customer_number", "顧客番号", "รหัสลูกค้า"]
        {
            assert_eq!(of(name), Some(Meaning::MerchantCustomerId), "{name}");
        }
    }

    #[test]
    fn the_headers_of_known_exports_are_recognised() {
        let shopify = [
            ("Customer ID", Some(Meaning::MerchantCustomerId)),
            ("Accepts Email Marketing", None),
            ("Default Address Company", Some(Meaning::Company)),
            ("Default Address Address2", Some(Meaning::AddressLine2)),
            ("Default Address City", Some(Meaning::City)),
            ("Default Address Province Code", Some(Meaning::State)),
            ("Default Address Country Code", Some(Meaning::Country)),
            ("Default Address Zip", Some(Meaning::PostalCode)),
            ("Default Address Phone", Some(Meaning::Phone)),
            ("Accepts SMS Marketing", None),
            ("Total Spent", None),
            ("Note", Some(Meaning::Notes)),
            ("Tax Exempt", None),
            ("Tags", Some(Meaning::Tags)),
        ];
        let square = [
            ("Reference ID", Some(Meaning::MerchantCustomerId)),
            ("Email Address", Some(Meaning::Email)),
            ("Phone Number", Some(Meaning::Phone)),
            ("Nickname", None),
            ("Company Name", Some(Meaning::Company)),
            ("Street Address 2", Some(Meaning::AddressLine2)),
            ("Birthday", None),
            ("Memo", Some(Meaning::Notes)),
            ("Square Customer ID", Some(Meaning::SystemId)),
            ("Creation Source", None),
            ("First Visit", None),
            ("Email Subscription Status", None),
        ];
        let odoo = [
            ("Name", Some(Meaning::FullName)),
            ("Mobile", Some(Meaning::Phone)),
            ("Street2", Some(Meaning::AddressLine2)),
            ("Zip", Some(Meaning::PostalCode)),
            ("Tax ID", None),
            ("Internal Reference", Some(Meaning::MerchantCustomerId)),
            ("Barcode", Some(Meaning::Barcode)),
        ];
        let chinook = [("PostalCode", Some(Meaning::PostalCode)), ("Fax", None), ("SupportRepId", None)];
        for (name, meaning) in shopify.into_iter().chain(square).chain(odoo).chain(chinook) {
            assert_eq!(of(name), meaning, "{name}");
        }
    }

    #[test]
    fn preferred_names_come_first() {
        let place = |name| meaning(name).unwrap().1;
        assert!(place("Phone") < place("Mobile") && place("Mobile") < place("Default Address Phone"));
        assert!(place("Customer ID") < place("Reference ID"));
    }

    #[test]
    fn card_numbers_and_security_codes_are_recognised_and_loyalty_cards_are_not() {
        for name in
            ["Card Number", "credit_card_number", "CC-Number", "PAN", "CVV", "cvc2", "Security Code", "Kartennummer"]
        {
            assert_eq!(of(name), Some(Meaning::Secret), "{name}");
        }
        assert_eq!(of("Customer Card Number (full)"), Some(Meaning::Secret));
        assert_eq!(of("Payment: card_cvv"), Some(Meaning::Secret));
        assert_eq!(of("Loyalty Card Number"), Some(Meaning::Barcode));
        assert_eq!(of("Kundenkartennummer"), Some(Meaning::Barcode));
        assert_eq!(of("Gift card number"), None);
        assert_eq!(of("Card expiry"), None);
        assert!(mentions_card("Gift card") && mentions_card("cc_info") && mentions_card("Old PAN"));
        assert!(!mentions_card("Account") && !mentions_card("Company"));
    }

    #[test]
    fn no_name_means_two_things() {
        let mut seen = BTreeMap::new();
        for (meaning, usual) in USUAL {
            for name in *usual {
                assert!(!plain(name).is_empty(), "{name}");
                let before = seen.insert(plain(name), *meaning);
                assert!(before.is_none_or(|before| before == *meaning), "{name} is {before:?} and {meaning:?}");
            }
        }
    }
}
