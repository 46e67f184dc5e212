//! From a body to a customer's attributes: create (2.4) and update (2.5).

use std::collections::HashMap;

use super::super::params::{Param, Params};
use super::body::{Body, text_of};
use super::rules::each_once;
use super::words::{GENDERS, ORIGINS, Words};
use crate::error::{Error, Result};
use crate::model::{BirthDate, CustomDatum, Date, DeliveryAddress, Described, ShoplineAttributes};

/// The ways in which a new customer may be told.
const NOTIFICATIONS: Words<()> = &[("email", ()), ("sms", ())];

/// Fills in what a body says when a customer is made.
pub(super) fn create(body: &Body, member: &mut ShoplineAttributes) -> Result<()> {
    // 6: they control what the provider sends out, which is nothing here.
    body.flag("send_notification")?;
    body.flag("is_allow_welcome_credit")?;
    for word in body.texts("notification_types")?.unwrap_or_default() {
        let known = NOTIFICATIONS.iter().any(|(known, ())| *known == word);
        known
            .then_some(())
            .ok_or_else(|| Error::invalid("notification_types", "are unknown; send email, sms or both"))?;
    }
    both(body, member)?;
    if let Some(origin) = body.word("created_by", ORIGINS)? {
        member.created_by = Some(origin);
    }
    member.created_by_channel = body.text("created_by_channel_id")?;
    member.unshown.registered_by = body.word("registered_by", ORIGINS)?;
    member.registered_from_channel =
        body.text("registered_by_channel_id")?.map(|id| Described { id, ..Described::default() });
    Ok(())
}

/// Fills in what a body says when a customer is changed; what it does not name stays (28).
pub(super) fn update(body: &Body, member: &mut ShoplineAttributes) -> Result<()> {
    let country = body.text("phone_country_code")?.is_some_and(|code| !code.trim().is_empty());
    if body.has("phone") && !country {
        // 24.
        return Err(Error::invalid("phone_country_code", "should not be blank; send it together with phone"));
    }
    both(body, member)?;
    if let Some(flag) = body.flag("is_blacklisted")? {
        member.is_blacklisted = flag;
    }
    if let Some(end) = body.time("tier_expires_at")? {
        member.tier_expires_at = Some(end);
    }
    if let Some(at) = body.time("registered_at")? {
        member.registered_at = Some(at);
    }
    for (field, value) in [
        (&mut member.ref_user_id, body.emptiable_text("ref_user_id")?),
        (&mut member.locale_code, body.emptiable_text("locale_code")?),
        (&mut member.line_id, linked(body, "line_info", "line_id")?),
        (&mut member.facebook_id, linked(body, "facebook_info", "facebook_id")?),
    ] {
        set(field, value);
    }
    custom_fields(body, member)
}

/// What create and update have in common.
fn both(body: &Body, member: &mut ShoplineAttributes) -> Result<()> {
    for (field, value) in [
        (&mut member.name, body.nullable_text("name")?),
        (&mut member.memo, body.nullable_text("memo")?),
        (&mut member.mobile_phone, body.emptiable_text("mobile_phone")?),
        (&mut member.mobile_phone_country_calling_code, body.emptiable_text("mobile_phone_country_calling_code")?),
        (&mut member.phone_country_code, body.emptiable_text("phone_country_code")?),
    ] {
        set(field, value);
    }
    if let Some(gender) = body.nullable_word("gender", GENDERS)? {
        member.gender = gender;
    }
    birth(body, member)?;
    phones(body, member)?;
    if let Some(flag) = body.flag("is_member")? {
        member.is_member = flag;
    }
    // The general word of old stands for the e-mails, unless they are named themselves.
    let general = body.flag("is_accept_marketing")?;
    if let Some(flag) = body.flag("is_subscribed_marketing_email")?.or(general) {
        member.subscribe("email", flag);
    }
    if let Some(flag) = body.flag("is_subscribed_marketing_sms")? {
        member.subscribe("sms", flag);
    }
    if let Some(addresses) = body.objects("delivery_addresses")? {
        member.delivery_addresses = addresses.into_iter().map(address).collect::<Result<_>>()?;
    }
    if let Some(tags) = body.texts("tags")? {
        member.tags = each_once(tags);
    }
    if let Some(id) = body.text("membership_tier_id")? {
        // What is known of the tier stays as long as it is the same one.
        if member.membership_tier.as_ref().is_none_or(|tier| tier.id != id) {
            member.membership_tier = Some(Described { id, ..Described::default() });
        }
    }
    Ok(())
}

fn set<T>(field: &mut Option<T>, value: Option<Option<T>>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// A date, or its parts, but not both (3, 15, 17).
fn birth(body: &Body, member: &mut ShoplineAttributes) -> Result<()> {
    const PARTS: [&str; 3] = ["birth_year", "birth_month", "birth_day"];
    if body.has("birthday") {
        if PARTS.iter().any(|part| body.has(part)) {
            let sentence = "cannot be used together with birth_year, birth_month and birth_day; send one or the other";
            return Err(Error::invalid("birthday", sentence));
        }
        let parts = |date: Date| {
            // Years outside of what the rules allow are told apart from none.
            let part = |part: i8| u8::try_from(part).ok();
            let year = Some(u16::try_from(date.year()).unwrap_or(0));
            BirthDate { year, month: part(date.month()), day: part(date.day()) }
        };
        if let Some(birthday) = body.nullable_date("birthday")? {
            member.birth = birthday.map(parts).unwrap_or_default();
        }
    }
    let out_of_range = |name| Error::invalid(name, "is out of range; send a part of a date");
    if let Some(year) = body.integer("birth_year")? {
        member.birth.year = Some(u16::try_from(year).map_err(|_| out_of_range("birth_year"))?);
    }
    if let Some(month) = body.integer("birth_month")? {
        member.birth.month = Some(u8::try_from(month).map_err(|_| out_of_range("birth_month"))?);
    }
    if let Some(day) = body.integer("birth_day")? {
        member.birth.day = Some(u8::try_from(day).map_err(|_| out_of_range("birth_day"))?);
    }
    Ok(())
}

/// `phones` takes the place of all (23), as a text with commas or as a list (20); `phone` goes to the end (22).
fn phones(body: &Body, member: &mut ShoplineAttributes) -> Result<()> {
    match body.value("phones")? {
        None => {}
        Some(Param::Text(text)) => {
            member.phones = text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        }
        Some(_) => member.phones = body.texts("phones")?.unwrap_or_default(),
    }
    if let Some(phone) = body.text("phone")?.filter(|phone| !phone.trim().is_empty()) {
        member.phones.retain(|present| *present != phone);
        member.phones.push(phone);
    }
    Ok(())
}

fn address(given: &Params) -> Result<DeliveryAddress> {
    const FIELD: &str = "delivery_addresses";
    let text = |name: &str| given.given(name).map(|value| text_of(FIELD, value)).transpose();
    let codes = match given.given("logistic_codes") {
        None => None,
        Some(Param::List(codes)) => Some(codes.iter().map(|code| text_of(FIELD, code)).collect::<Result<_>>()?),
        Some(_) => return Err(Error::invalid(FIELD, "have logistic_codes that are not a list; send a list of texts")),
    };
    Ok(DeliveryAddress {
        country_code: text("country_code")?,
        country: text("country")?,
        city: text("city")?,
        district: text("district")?,
        state: text("state")?,
        postcode: text("postcode")?,
        address_1: text("address_1")?,
        address_2: text("address_2")?,
        key: text("key")?,
        layer1: text("layer1")?,
        layer2: text("layer2")?,
        layer3: text("layer3")?,
        logistic_codes: codes,
        recipient_name: text("recipient_name")?,
        recipient_phone: text("recipient_phone")?,
        recipient_phone_country_code: text("recipient_phone_country_code")?,
        remarks: text("remarks")?,
    })
}

/// The id of an account elsewhere: the object's field of that name, or its `id`; an empty one removes it. What else the
/// object holds is shown nowhere and so not kept.
fn linked(body: &Body, object: &'static str, name: &'static str) -> Result<Option<Option<String>>> {
    let Some(info) = body.object(object)? else { return Ok(None) };
    let id = info.given(name).or_else(|| info.given("id"));
    let id = id.map(|value| text_of(object, value)).transpose()?;
    Ok(id.map(|id| Some(id).filter(|id| !id.is_empty())))
}

/// Values by the ids of the shop's own fields: each is laid over what is there (28); null empties one.
fn custom_fields(body: &Body, member: &mut ShoplineAttributes) -> Result<()> {
    const FIELD: &str = "custom_fields";
    let Some(values) = body.object(FIELD)? else { return Ok(()) };
    // Looked up by their places: a body has room for very many, and the write is held meanwhile.
    let data = &mut member.custom_data;
    let mut places: HashMap<String, usize> =
        data.iter().enumerate().rev().map(|(place, datum)| (datum.field.id.clone(), place)).collect();
    for (id, value) in values.entries() {
        let value = match value {
            Param::Null => None,
            value => Some(
                value
                    .to_text()
                    .map(|text| String::clone(&text))
                    .ok_or_else(|| Error::invalid(FIELD, "hold a value that is a list or an object; send texts"))?,
            ),
        };
        match places.get(id).and_then(|place| data.get_mut(*place)) {
            Some(datum) => datum.value = value,
            None => {
                places.insert(id.to_owned(), data.len());
                let field = Described { id: id.to_owned(), ..Described::default() };
                data.push(CustomDatum { field, value });
            }
        }
    }
    Ok(())
}
