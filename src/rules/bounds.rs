//! How long and of what form a customer's texts and metadata may be.

use email_address::{EmailAddress, Options};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::model::{Customer, Metadata};
use crate::rules::policy::{MetadataLimits, MetadataValues, Policy, TextForm, TextRule};

/// How metadata breaks its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetadataBreach {
    /// It has this many names.
    TooManyNames(usize),
    /// A name is too long.
    LongName,
    /// A value is too long.
    LongValue,
    /// A value is of another sort than is taken.
    OtherValue,
}

/// Refuses a customer whose texts or metadata are not as the provider asks. What a command leaves as it was is not
/// looked at: a customer may come from a time of other rules.
///
/// # Errors
/// [`Error::InvalidArgument`] with the field in the provider's words.
pub fn check(policy: &Policy, before: Option<&Customer>, after: &Customer) -> Result<()> {
    for rule in policy.texts {
        let text = (rule.of)(after);
        if before.is_none_or(|before| (rule.of)(before) != text) {
            text.map_or(Ok(()), |text| check_text(rule, text))?;
        }
    }
    if before.is_none_or(|before| before.metadata != after.metadata) {
        check_metadata(&policy.metadata_limits, &after.metadata)?;
    }
    Ok(())
}

/// Refuses a text that is not as a rule says; lengths are counted in characters (`monri 10`).
///
/// # Errors
/// [`Error::InvalidArgument`].
pub fn check_text(rule: &TextRule, text: &str) -> Result<()> {
    let length = text.chars().count();
    if !(rule.least..=rule.most).contains(&length) {
        let (least, most) = (rule.least, rule.most);
        return Err(Error::invalid(rule.field, format!("has {length} characters; send {least} to {most}")));
    }
    let (fits, wanted) = match rule.form {
        TextForm::Any => (true, ""),
        TextForm::Email => (is_email(text), "is not an e-mail address; send one such as ann@example.org"),
        TextForm::Locale => (is_locale(text), "is not a language and a country; send them like en_US"),
        TextForm::Country => (is_country(text), "is not a country; send two capital letters such as US"),
    };
    if fits { Ok(()) } else { Err(Error::invalid(rule.field, wanted)) }
}

/// Whether a text is an e-mail address and nothing more.
pub fn is_email(text: &str) -> bool {
    let options = Options::default().without_display_text();
    EmailAddress::parse_with_options(text, options).is_ok()
}

/// Whether a text has the form of a language's and a country's code, such as `en_US`.
pub fn is_locale(text: &str) -> bool {
    text.split_once('_').is_some_and(|(language, country)| {
        language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase()) && is_country(country)
    })
}

/// Whether a text has the form of a country's code, such as `US`.
pub fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn check_metadata(limits: &MetadataLimits, metadata: &Metadata) -> Result<()> {
    let Some(breach) = metadata_breach(limits, metadata) else { return Ok(()) };
    let reason = match breach {
        MetadataBreach::TooManyNames(count) => format!("has {count} names; send {} at most", limits.names),
        MetadataBreach::LongName => format!("has a name of more than {} characters; shorten it", limits.name_length),
        MetadataBreach::LongValue => {
            format!("has a value of more than {} characters; shorten it", limits.value_length)
        }
        MetadataBreach::OtherValue => "has a value that is not a plain one; send texts".to_owned(),
    };
    Err(Error::invalid("metadata", reason))
}

/// How metadata breaks its limits first; none when it keeps them.
pub fn metadata_breach(limits: &MetadataLimits, metadata: &Metadata) -> Option<MetadataBreach> {
    if *limits == MetadataLimits::NONE || metadata.is_empty() {
        return None;
    }
    let object = metadata.to_object();
    if object.len() > limits.names {
        return Some(MetadataBreach::TooManyNames(object.len()));
    }
    for (name, value) in &object {
        if name.chars().count() > limits.name_length {
            return Some(MetadataBreach::LongName);
        }
        let allowed = match (limits.values, value) {
            (MetadataValues::Any, _) | (_, Value::String(_)) => true,
            (MetadataValues::Scalars, Value::Bool(_) | Value::Number(_)) => true,
            (MetadataValues::Texts | MetadataValues::Scalars, _) => false,
        };
        if !allowed {
            return Some(MetadataBreach::OtherValue);
        }
        if value.as_str().is_some_and(|text| text.chars().count() > limits.value_length) {
            return Some(MetadataBreach::LongValue);
        }
    }
    None
}
