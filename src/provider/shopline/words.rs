//! The words that stand for the values of the page's enumerations, for reading and for showing.

use crate::model::{Gender, MetafieldType, Origin};

/// Values and their words.
pub(super) type Words<T> = &'static [(&'static str, T)];

/// 2.4 `gender`.
pub(super) const GENDERS: Words<Gender> =
    &[("male", Gender::Male), ("female", Gender::Female), ("other", Gender::Other)];

/// 2.4 `created_by`, `registered_by`.
pub(super) const ORIGINS: Words<Origin> = &[
    ("shop", Origin::Shop),
    ("admin", Origin::Admin),
    ("openapi", Origin::OpenApi),
    ("shop_crm", Origin::ShopCrm),
    ("pos", Origin::Pos),
];

/// E15 `field_type`.
pub(super) const FIELD_TYPES: Words<MetafieldType> = &[
    ("single_line_text_field", MetafieldType::SingleLine),
    ("multi_line_text_field", MetafieldType::MultiLine),
    ("number_integer", MetafieldType::Integer),
    ("number_decimal", MetafieldType::Decimal),
    ("json", MetafieldType::Json),
    ("boolean", MetafieldType::Boolean),
    ("url", MetafieldType::Url),
];

/// The value of a word.
pub(super) fn value_of<T: Copy>(words: Words<T>, word: &str) -> Option<T> {
    words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// The word of a value.
pub(super) fn word_of<T: Copy + PartialEq>(words: Words<T>, value: T) -> &'static str {
    words.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}
