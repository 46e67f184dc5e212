//! Customers as SHOPLINE shows them, read back (3.1).

use serde_json::{Map, Value};

use super::rules::is_id;
use super::views::FURTHER;
use super::words::{GENDERS, ORIGINS};
use crate::model::{
    AccountId, Attributes, Balance, BirthDate, CustomDatum, DeliveryAddress, Described, ImportedCustomer, Metadata,
    ShoplineAttributes, Subscription,
};
use crate::provider::exchange::ReadCustomer;
use crate::provider::fields::Fields;

/// Fields by which an object is known to be SHOPLINE's: two of them, and an id of its form.
const MARKS: [&str; 8] = [
    "mobile_phone_verified",
    "is_blacklisted",
    "is_subscribed_marketing_email",
    "credit_balance",
    "member_point_balance",
    "created_by",
    "delivery_addresses",
    "subscriptions",
];
/// Fields that a whole object has, be it with null.
const WHOLE: [&str; 8] =
    ["name", "email", "birth_year", "memo", "mobile_phone", "is_member", "delivery_addresses", "tags"];

/// Reads a customer object.
///
/// # Errors
/// Why the row is refused.
pub(super) fn customer(_: AccountId, fields: &mut Fields) -> Result<ReadCustomer, String> {
    let own = fields.peek("id").and_then(Value::as_str).is_some_and(is_id);
    if !own || MARKS.iter().filter(|mark| fields.has(mark)).count() < 2 {
        return Ok(ReadCustomer::default());
    }
    let complete = WHOLE.iter().all(|key| fields.has(key));
    // What others are shown again, and what only the provider works out.
    fields.ignore(&[
        "info_reward_triggered",
        "membership_tier_gap",
        "current_membership_tier_info",
        "member_info_reward",
    ]);
    let customer = ImportedCustomer {
        id: fields.text("id")?,
        created_at: fields.time("created_at")?,
        updated_at: fields.time("updated_at")?,
        complete,
        email: fields.text("email")?,
        attributes: Some(Attributes::Shopline(Box::new(attributes(fields)?))),
        ..ImportedCustomer::default()
    };
    Ok(ReadCustomer { customer, recognised: true, ..ReadCustomer::default() })
}

fn attributes(fields: &mut Fields) -> Result<ShoplineAttributes, String> {
    let flag = |fields: &mut Fields, key: &str| Ok::<bool, String>(fields.flag(key)?.unwrap_or_default());
    let balance = |fields: &mut Fields, key: &str| {
        Ok::<Balance, String>(Balance::of(fields.number(key, i64::MIN..=i64::MAX)?.unwrap_or_default()))
    };
    Ok(ShoplineAttributes {
        name: fields.text("name")?,
        gender: fields.word("gender", GENDERS)?,
        birth: birth(fields)?,
        phones: phones(fields)?,
        phone_country_code: fields.text("phone_country_code")?,
        mobile_phone: fields.text("mobile_phone")?,
        mobile_phone_country_calling_code: fields.text("mobile_phone_country_calling_code")?,
        mobile_phone_verified: flag(fields, "mobile_phone_verified")?,
        memo: fields.text("memo")?,
        tags: fields.texts("tags")?.unwrap_or_default(),
        locale_code: fields.text("locale_code")?,
        is_member: flag(fields, "is_member")?,
        is_blacklisted: flag(fields, "is_blacklisted")?,
        is_subscribed_marketing_email: flag(fields, "is_subscribed_marketing_email")?,
        subscriptions: each(fields, "subscriptions", |it| {
            Ok(Subscription { platform: it.needed_text("platform")?, is_active: flag(it, "is_active")? })
        })?,
        delivery_addresses: each(fields, "delivery_addresses", address)?,
        membership_tier: fields.object("membership_tier")?.map(|tier| described(tier, "id")).transpose()?,
        tier_expires_at: fields.time("tier_expires_at")?,
        store_credits: balance(fields, "credit_balance")?,
        member_points: balance(fields, "member_point_balance")?,
        custom_data: each(fields, "custom_data", |it| {
            let value = it.text("value")?;
            let field = described(std::mem::take(it), "field_id")?;
            Ok(CustomDatum { field, value })
        })?,
        ref_user_id: fields.text("ref_user_id")?,
        line_id: fields.text("line_id")?,
        facebook_id: fields.text("facebook_id")?,
        google_id: fields.text("google_id")?,
        created_by: fields.word("created_by", ORIGINS)?,
        created_by_channel: fields.text("created_by_channel")?,
        registered_from_channel: fields
            .object("registered_from_channel")?
            .map(|channel| described(channel, "id"))
            .transpose()?,
        registered_at: fields.time("registered_at")?,
        confirmed_at: fields.time("confirmed_at")?,
        order_count: fields.number("order_count", 0..=u32::MAX)?.unwrap_or_default(),
        referral_code: fields.text("referral_code")?,
        further: further(fields),
        ..ShoplineAttributes::default()
    })
}

/// The parts; where the object has none, those of the date, which is otherwise derived from them (16).
fn birth(fields: &mut Fields) -> Result<BirthDate, String> {
    let told = ["birth_year", "birth_month", "birth_day"].iter().any(|part| fields.has(part));
    let date = fields.date("birthday")?;
    let parts = BirthDate {
        year: fields.number("birth_year", 0..=9999)?,
        month: fields.number("birth_month", 1..=12)?,
        day: fields.number("birth_day", 1..=31)?,
    };
    let of_date = date.filter(|_| !told).map(|date| BirthDate {
        year: u16::try_from(date.year()).ok(),
        month: u8::try_from(date.month()).ok(),
        day: u8::try_from(date.day()).ok(),
    });
    Ok(of_date.unwrap_or(parts))
}

/// The numbers, of which the last is shown once more (21).
fn phones(fields: &mut Fields) -> Result<Vec<String>, String> {
    let last = fields.text("phone")?;
    let all = fields.texts("phones")?;
    Ok(all.unwrap_or_else(|| last.into_iter().collect()))
}

fn address(fields: &mut Fields) -> Result<DeliveryAddress, String> {
    Ok(DeliveryAddress {
        country_code: fields.text("country_code")?,
        country: fields.text("country")?,
        city: fields.text("city")?,
        district: fields.text("district")?,
        state: fields.text("state")?,
        postcode: fields.text("postcode")?,
        address_1: fields.text("address_1")?,
        address_2: fields.text("address_2")?,
        key: fields.text("key")?,
        layer1: fields.text("layer1")?,
        layer2: fields.text("layer2")?,
        layer3: fields.text("layer3")?,
        logistic_codes: fields.texts("logistic_codes")?,
        recipient_name: fields.text("recipient_name")?,
        recipient_phone: fields.text("recipient_phone")?,
        recipient_phone_country_code: fields.text("recipient_phone_country_code")?,
        remarks: fields.text("remarks")?,
    })
}

/// Each object of a list.
fn each<T>(fields: &mut Fields, key: &str, read: impl Fn(&mut Fields) -> Result<T, String>) -> Result<Vec<T>, String> {
    fields.objects(key)?.into_iter().flatten().map(|mut item| read(&mut item)).collect()
}

/// A thing by its id, with all else that the object says of it.
fn described(mut fields: Fields, id: &str) -> Result<Described, String> {
    let id = fields.needed_text(id)?;
    let mut details = fields.into_rest();
    details.retain(|_, value| !value.is_null());
    Ok(Described { id, details: Metadata::from_object(&details) })
}

/// What no rule interprets, as it is.
fn further(fields: &mut Fields) -> Metadata {
    let taken = FURTHER.iter().filter_map(|(key, _)| Some(((*key).to_owned(), fields.take(key)?)));
    // An empty list is what is shown of none.
    let taken = taken.filter(|(_, value)| !value.as_array().is_some_and(Vec::is_empty));
    Metadata::from_object(&taken.collect::<Map<_, _>>())
}
