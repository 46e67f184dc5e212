//! How long and of what form a customer's texts and metadata may be.

use email_address::{EmailAddress, Options};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::model::{Customer, Metadata};
use crate::rules::policy::{MetadataLimits, MetadataValues, Policy, TextForm, TextRule};

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
    if rule.form == TextForm::Email && !is_email(text) {
        return Err(Error::invalid(rule.field, "is not an e-mail address; send one such as ann@example.org"));
    }
    Ok(())
}

/// Whether a text is an e-mail address and nothing more.
pub fn is_email(text: &str) -> bool {
    let options = Options::default().without_display_text();
    EmailAddress::parse_with_options(text, options).is_ok()
}

fn check_metadata(limits: &MetadataLimits, metadata: &Metadata) -> Result<()> {
    if *limits == MetadataLimits::NONE || metadata.is_empty() {
        return Ok(());
    }
    let wrong = |reason: String| Err(Error::invalid("metadata", reason));
    let object = metadata.to_object();
    if object.len() > limits.names {
        return wrong(format!("has {} names; send {} at most", object.len(), limits.names));
    }
    for (name, value) in &object {
        if name.chars().count() > limits.name_length {
            return wrong(format!("has a name of more than {} characters; shorten it", limits.name_length));
        }
        let allowed = match (limits.values, value) {
            (MetadataValues::Any, _) | (_, Value::String(_)) => true,
            (MetadataValues::Scalars, Value::Bool(_) | Value::Number(_)) => true,
            (MetadataValues::Texts | MetadataValues::Scalars, _) => false,
        };
        if !allowed {
            return wrong("has a value that is not a plain one; send texts".to_owned());
        }
        if value.as_str().is_some_and(|text| text.chars().count() > limits.value_length) {
            return wrong(format!("has a value of more than {} characters; shorten it", limits.value_length));
        }
    }
    Ok(())
}
