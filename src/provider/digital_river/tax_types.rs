//! The types of tax identifier (3.4), and what their values look like (4.G.45).

use crate::model::CustomerType::{self, Business, Individual};
use crate::rules::policy::TaxType;

const FIRMS: &[CustomerType] = &[Business];
const PEOPLE: &[CustomerType] = &[Individual];
const BOTH: &[CustomerType] = &[Business, Individual];

/// The sellers that the examples name, in the Union and elsewhere.
const UNION: &str = "DR_Ireland-Entity";
const ELSEWHERE: &str = "DR_Inc-Entity";

/// A type outside the Union: its values may begin with anything.
const fn free(name: &'static str, country: &'static str, holders: &'static [CustomerType]) -> TaxType {
    TaxType { name, country, entity: ELSEWHERE, holders, prefixes: &[], verified: &[] }
}

/// A type of the Union: its values begin with the country's letters.
const fn union(name: &'static str, country: &'static str, prefixes: &'static [&'static str]) -> TaxType {
    TaxType { name, country, entity: UNION, holders: FIRMS, prefixes, verified: &[] }
}

/// A type of a country of the Union that people have instead of firms.
const fn personal(name: &'static str, country: &'static str, prefixes: &'static [&'static str]) -> TaxType {
    TaxType { holders: PEOPLE, ..union(name, country, prefixes) }
}

const fn verified(tax_type: TaxType, verified: &'static [&'static str]) -> TaxType {
    TaxType { verified, ..tax_type }
}

/// Every type. The numbers that Italy and Portugal give to people are no numbers for value added tax and carry no letters
/// of the country.
pub(super) const TAX_TYPES: &[TaxType] = &[
    free("au", "AU", FIRMS),
    union("at", "AT", &["AT"]),
    free("bh", "BH", FIRMS),
    free("by", "BY", FIRMS),
    verified(union("be", "BE", &["BE"]), &["BE0000000000", "BE1234567890"]),
    free("br", "BR", FIRMS),
    free("br_ie", "BR", FIRMS),
    free("br_natural", "BR", PEOPLE),
    union("bg", "BG", &["BG"]),
    free("ca", "CA", FIRMS),
    free("cl", "CL", BOTH),
    free("co", "CO", FIRMS),
    union("hr", "HR", &["HR"]),
    union("cy", "CY", &["CY"]),
    union("cz", "CZ", &["CZ"]),
    union("dk", "DK", &["DK"]),
    union("ee", "EE", &["EE"]),
    union("fi", "FI", &["FI"]),
    union("fr", "FR", &["FR"]),
    verified(union("de", "DE", &["DE"]), &["DE000000000", "DE123456789"]),
    union("gr", "GR", &["EL", "GR"]),
    union("hu", "HU", &["HU"]),
    free("is", "IS", FIRMS),
    free("in", "IN", FIRMS),
    free("id", "ID", FIRMS),
    union("ie", "IE", &["IE"]),
    free("uk", "GB", FIRMS),
    verified(union("it", "IT", &["IT"]), &["IT00000000000", "IT12345678901"]),
    personal("it_cf", "IT", &[]),
    verified(personal("it_natural", "IT", &["IT"]), &["IT00000000000", "IT12345678901"]),
    free("jp", "JP", FIRMS),
    free("jp_offshore", "JP", FIRMS),
    free("ke", "KE", FIRMS),
    free("kr_offshore", "KR", FIRMS),
    union("lv", "LV", &["LV"]),
    union("lt", "LT", &["LT"]),
    union("lu", "LU", &["LU"]),
    free("my", "MY", FIRMS),
    union("mt", "MT", &["MT"]),
    free("mx", "MX", FIRMS),
    free("mx_natural", "MX", PEOPLE),
    union("nl", "NL", &["NL"]),
    free("nz", "NZ", FIRMS),
    free("no", "NO", FIRMS),
    free("ph", "PH", FIRMS),
    union("pl", "PL", &["PL"]),
    union("pt", "PT", &["PT"]),
    personal("pt_nif", "PT", &[]),
    union("ro", "RO", &["RO"]),
    free("ru", "RU", FIRMS),
    free("ru_natural", "RU", FIRMS),
    free("sa", "SA", FIRMS),
    free("sg", "SG", FIRMS),
    union("sk", "SK", &["SK"]),
    union("si", "SI", &["SI"]),
    free("za", "ZA", FIRMS),
    union("es", "ES", &["ES"]),
    union("se", "SE", &["SE"]),
    free("ch", "CH", FIRMS),
    free("tw", "TW", FIRMS),
    free("tw_offshore", "TW", FIRMS),
    free("th", "TH", FIRMS),
    free("tr", "TR", FIRMS),
    free("ua", "UA", FIRMS),
    free("ae", "AE", FIRMS),
];
