//! What SHOPLINE asks of a customer beyond what the tables say (section 4): pure functions of what the customer was and is.
//!
//! What a command leaves as it was is not looked at: a customer may come from elsewhere, where other rules held.

mod metafields;

use crate::error::{Error, Result};
use crate::model::{
    Attributes, BirthDate, Customer, Date, DeliveryAddress, Origin, ShoplineAttributes, TierChange, Timestamp,
};

/// How many delivery addresses a customer may have (4).
const MOST_ADDRESSES: usize = 5;
/// How many tags a customer may have (32).
pub(super) const MOST_TAGS: usize = 60;
/// How many characters a tag has (31).
const TAG_LENGTHS: std::ops::RangeInclusive<usize> = 3..=40;
/// How many changes of the tier are remembered.
const MOST_TIER_CHANGES: usize = 100;

/// Puts a customer right after a command, or refuses it.
pub(super) fn settle(before: Option<&Customer>, customer: &mut Customer, now: Timestamp) -> Result<()> {
    let had_email = before.is_some_and(|before| before.email.is_some());
    customer.email = customer.email.take().filter(|email| !email.trim().is_empty());
    let fresh = ShoplineAttributes::default();
    let was = match before.map(|before| &before.attributes) {
        Some(Attributes::Shopline(was)) => was,
        _ => &fresh,
    };
    let Attributes::Shopline(member) = &mut customer.attributes else { return Ok(()) };
    for field in [&mut member.mobile_phone, &mut member.mobile_phone_country_calling_code] {
        *field = field.take().filter(|text| !text.trim().is_empty());
    }
    let could_be_reached = had_email || was.mobile_phone.is_some();
    if customer.email.is_none() && member.mobile_phone.is_none() && (before.is_none() || could_be_reached) {
        // 1 and 30d. Two fields are at fault, and both are named.
        return Err(Error::invalid("email or mobile_phone", "is needed; send at least one of them"));
    }
    mobile_phone(was, member)?;
    birth(was, member, now)?;
    tags(was, member)?;
    tier(before.is_none(), was, member, now)?;
    addresses(was, member)?;
    balances(was, member)?;
    metafields::settle(&was.unshown.metafields, &member.unshown.metafields)?;
    // 8: nothing was said of where the customer came from.
    if before.is_none() && member.created_by.is_none() {
        member.created_by = Some(Origin::OpenApi);
    }
    // 29: once a member, always a member. 9: becoming one is the time of registration.
    member.is_member |= was.is_member;
    if member.is_member && !was.is_member && member.registered_at.is_none() {
        member.registered_at = Some(now);
    }
    Ok(())
}

/// The number and its calling code come together (2), and a new number is not verified (25).
fn mobile_phone(was: &ShoplineAttributes, member: &mut ShoplineAttributes) -> Result<()> {
    let of = |of: &ShoplineAttributes| (of.mobile_phone.clone(), of.mobile_phone_country_calling_code.clone());
    if of(was) == of(member) {
        member.mobile_phone_verified &= member.mobile_phone.is_some();
        return Ok(());
    }
    member.mobile_phone_verified = false;
    match of(member) {
        (Some(_), None) => {
            Err(Error::invalid("mobile_phone_country_calling_code", "is missing; send it together with mobile_phone"))
        }
        (None, Some(_)) => {
            Err(Error::invalid("mobile_phone", "is missing; send it together with mobile_phone_country_calling_code"))
        }
        (None, None) => Ok(()),
        (Some(_), Some(code)) => {
            let dialled = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
            if !dialled(&code) {
                return Err(Error::invalid(
                    "mobile_phone_country_calling_code",
                    "is no calling code; send one such as 886",
                ));
            }
            if member.mobile_phones().next().is_none() || !member.mobile_phones().all(dialled) {
                return Err(Error::invalid("mobile_phone", "is no telephone number; send its digits"));
            }
            Ok(())
        }
    }
}

/// The parts of a birthday are possible each and together (18).
fn birth(was: &ShoplineAttributes, member: &ShoplineAttributes, now: Timestamp) -> Result<()> {
    if was.birth == member.birth {
        return Ok(());
    }
    let BirthDate { year, month, day } = member.birth;
    let current = now.date().year();
    if year.is_some_and(|year| year < 1900 || i32::from(year) > i32::from(current)) {
        return Err(Error::invalid("birth_year", format!("is out of range; send 1900 to {current}")));
    }
    if month.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err(Error::invalid("birth_month", "is no month; send 1 to 12"));
    }
    if day.is_some_and(|day| !(1..=31).contains(&day)) {
        return Err(Error::invalid("birth_day", "is no day; send 1 to 31"));
    }
    if let (Some(month), Some(day)) = (month, day) {
        // Without a year the day must exist in some year, and 1904 was a leap year.
        let year = i16::try_from(year.unwrap_or(1904)).unwrap_or(1904);
        let exists = Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0)).is_some();
        if !exists {
            return Err(Error::invalid("birth_day", "does not exist in that month; correct it"));
        }
    }
    Ok(())
}

/// Each tag once, of the right length, and not too many (31, 32, 34). Tags that were there before are not measured (33).
fn tags(was: &ShoplineAttributes, member: &mut ShoplineAttributes) -> Result<()> {
    if was.tags == member.tags {
        return Ok(());
    }
    member.tags = each_once(std::mem::take(&mut member.tags));
    check_tags(&was.tags, &member.tags)?;
    if member.tags.len() > MOST_TAGS && member.tags.len() > was.tags.len() {
        return Err(Error::invalid("tags", "are more than 60; take some away"));
    }
    Ok(())
}

/// Refuses a tag of the wrong length that was not there before (31).
pub(super) fn check_tags(was: &[String], tags: &[String]) -> Result<()> {
    let right = |tag: &String| TAG_LENGTHS.contains(&tag.chars().count()) || was.contains(tag);
    if tags.iter().all(right) {
        return Ok(());
    }
    Err(Error::invalid("tags", "must have 3 to 40 characters each; change those that have not"))
}

/// The texts without repeats, each where it came first.
pub(super) fn each_once(texts: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    texts.into_iter().filter(|text| seen.insert(text.clone())).collect()
}

/// The tier is named by an id and ends in the future (30); its changes are remembered (E14).
fn tier(is_new: bool, was: &ShoplineAttributes, member: &mut ShoplineAttributes, now: Timestamp) -> Result<()> {
    let id = |of: &ShoplineAttributes| of.membership_tier.as_ref().map(|tier| tier.id.clone());
    let (from, to) = (id(was), id(member));
    if from == to && was.tier_expires_at == member.tier_expires_at {
        return Ok(());
    }
    if from != to && to.as_deref().is_some_and(|id| !is_id(id)) {
        return Err(Error::invalid("membership_tier_id", "is no id; send 24 hexadecimal digits"));
    }
    let end = member.tier_expires_at;
    if was.tier_expires_at != end && end.is_some_and(|end| end <= now) {
        return Err(Error::invalid("tier_expires_at", "is in the past; send a time to come"));
    }
    if is_new && to.is_none() {
        return Ok(());
    }
    let changes = &mut member.unshown.tier_changes;
    changes.push(TierChange { at: now, from, to, expires_at: end });
    let surplus = changes.len().saturating_sub(MOST_TIER_CHANGES);
    changes.drain(..surplus);
    Ok(())
}

/// Whether a text has the form of SHOPLINE's ids (3.1).
pub(super) fn is_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn addresses(was: &ShoplineAttributes, member: &ShoplineAttributes) -> Result<()> {
    let addresses: &[DeliveryAddress] = &member.delivery_addresses;
    if was.delivery_addresses != addresses && addresses.len() > MOST_ADDRESSES {
        return Err(Error::invalid("delivery_addresses", "are more than 5; send 5 at most"));
    }
    Ok(())
}

/// Balances have a history, which only the ledger writes (2.6).
fn balances(was: &ShoplineAttributes, member: &ShoplineAttributes) -> Result<()> {
    let wrong = |field| Err(Error::invalid(field, "is not changed like this; move it through the ledger"));
    if was.store_credits != member.store_credits {
        return wrong("credit_balance");
    }
    if was.member_points != member.member_points {
        return wrong("member_point_balance");
    }
    Ok(())
}
