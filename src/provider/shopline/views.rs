//! The objects of section 3.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::super::show::Milliseconds;
use super::words::{FIELD_TYPES, GENDERS, ORIGINS, word_of};
use crate::model::{
    Attributes, BirthDate, Customer, DeliveryAddress, Described, LedgerEntry, Metafield, Origin, ShoplineAttributes,
    TierChange, Timestamp,
};
use crate::rules::ledger::EntryState;

/// Fields of the customer that no rule interprets, in the page's order, and whether they are lists (3.1).
pub(super) const FURTHER: [(&str, bool); 11] = [
    ("orders_total_sum", false),
    ("subscribed_email_types", true),
    ("current_sign_in_at", false),
    ("last_sign_in_at", false),
    ("offline_referral_registered_at", false),
    ("offline_referral_channel_id", false),
    ("offline_referral_agent_id", false),
    ("utm_data", false),
    ("customer_authentication_linkings", true),
    ("orders_totals", true),
    ("info_reward_claimed", false),
];

/// The texts of a delivery address in the page's order (3.2), up to `logistic_codes` and after them.
const ADDRESS: [&str; 16] = [
    "country_code",
    "country",
    "city",
    "district",
    "state",
    "postcode",
    "address_1",
    "address_2",
    "key",
    "layer1",
    "layer2",
    "layer3",
    "recipient_name",
    "recipient_phone",
    "recipient_phone_country_code",
    "remarks",
];
/// How many of them come before `logistic_codes`.
const BEFORE_CODES: usize = 12;

/// A time as text (3.1).
pub(super) fn time(at: Timestamp) -> Value {
    json!(Milliseconds(at))
}

/// The customer object with all the keys of the first table of 3.1. `now` tells what is left of the balances.
pub(super) fn customer(customer: &Customer, now: Timestamp) -> Map<String, Value> {
    let none = ShoplineAttributes::default();
    let member = match &customer.attributes {
        Attributes::Shopline(member) => member,
        _ => &none,
    };
    let further = member.further.to_object();
    let other = |key: &str| {
        let list = FURTHER.iter().any(|(known, list)| *known == key && *list);
        let empty = if list { json!([]) } else { Value::Null };
        further.get(key).cloned().unwrap_or(empty)
    };
    let BirthDate { year, month, day } = member.birth;
    let mut object = Object(Map::new());
    object.show("id", &customer.id);
    object.show("name", &member.name);
    object.show("email", &customer.email);
    object.show("gender", &member.gender.map(|gender| word_of(GENDERS, gender)));
    object.show("birthday", &member.birthday().map(|date| date.to_string()));
    object.show("birth_year", &year);
    object.show("birth_month", &month);
    object.show("birth_day", &day);
    object.show("memo", &member.memo);
    if !member.mobile_phone_verified {
        // 27: a verified mobile phone hides the others.
        object.show("phones", &member.phones);
        object.show("phone", &member.phones.last());
    }
    object.show("phone_country_code", &member.phone_country_code);
    object.show("mobile_phone", &member.mobile_phone);
    object.show("mobile_phone_verified", &member.mobile_phone_verified);
    object.show("mobile_phone_country_calling_code", &member.mobile_phone_country_calling_code);
    object.show("locale_code", &member.locale_code);
    object.show("order_count", &member.order_count);
    object.put(
        "orders_total_sum",
        Some(other("orders_total_sum")).filter(Value::is_object).unwrap_or_else(nothing_spent),
    );
    object.show("is_member", &member.is_member);
    object.show("is_blacklisted", &member.is_blacklisted);
    object.show("is_subscribed_marketing_email", &member.is_subscribed_marketing_email);
    object.show("credit_balance", &member.store_credits.at(now));
    object.show("member_point_balance", &member.member_points.at(now));
    object.put("custom_data", custom_data(member));
    object.put("membership_tier", tier(member.membership_tier.as_ref()));
    object.put("delivery_addresses", member.delivery_addresses.iter().map(address).collect());
    object.put("subscribed_email_types", other("subscribed_email_types"));
    object.show("ref_user_id", &member.ref_user_id);
    object.show("line_id", &member.line_id);
    object.show("facebook_id", &member.facebook_id);
    object.show("google_id", &member.google_id);
    object.put("created_at", time(customer.created_at));
    object.put("updated_at", time(customer.updated_at.unwrap_or(customer.created_at)));
    object.put("current_sign_in_at", other("current_sign_in_at"));
    object.put("last_sign_in_at", other("last_sign_in_at"));
    object.show("registered_at", &member.registered_at.map(time));
    object.show("confirmed_at", &member.confirmed_at.map(time));
    object.show("tier_expires_at", &member.tier_expires_at.map(time));
    // Of one that came without this, as by a table of names, as much is known as of one that this interface made (8).
    object.show("created_by", &word_of(ORIGINS, member.created_by.unwrap_or(Origin::OpenApi)));
    object.show("created_by_channel", &member.created_by_channel);
    object.put(
        "registered_from_channel",
        described(member.registered_from_channel.as_ref(), "id", &["name", "platform"]),
    );
    object.show("tags", &member.tags);
    object.show("referral_code", &member.referral_code);
    object.put("offline_referral_registered_at", other("offline_referral_registered_at"));
    object.put("offline_referral_channel_id", other("offline_referral_channel_id"));
    object.put("offline_referral_agent_id", other("offline_referral_agent_id"));
    object.put("utm_data", other("utm_data"));
    object.put("customer_authentication_linkings", other("customer_authentication_linkings"));
    let subscription = |it: &crate::model::Subscription| json!({"platform": it.platform, "is_active": it.is_active});
    object.put("subscriptions", member.subscriptions.iter().map(subscription).collect());
    object.put("orders_totals", other("orders_totals"));
    object.put("info_reward_claimed", other("info_reward_claimed"));
    object.0
}

/// An object that is filled key by key.
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    fn show(&mut self, key: &str, value: &impl Serialize) {
        self.put(key, json!(value));
    }
}

/// What a customer without orders has spent. The store does not know the shop's currency and names SHOPLINE's own.
fn nothing_spent() -> Value {
    json!({"cents": 0, "currency_symbol": "NT$", "currency_iso": "TWD", "label": "NT$0", "dollars": 0.0})
}

fn custom_data(member: &ShoplineAttributes) -> Value {
    let shown = member.custom_data.iter().map(|datum| {
        let details = datum.field.details.to_object();
        let detail = |name: &str| details.get(name).cloned().unwrap_or_default();
        json!({
            "type": detail("type"),
            "name_translations": detail("name_translations"),
            "field_id": datum.field.id,
            "value": datum.value,
        })
    });
    shown.collect()
}

/// The tier as the customer object shows it.
fn tier(tier: Option<&Described>) -> Value {
    described(tier, "id", &["level", "name_translations", "status"])
}

/// The tier in full, as far as it is known (E13, `current_membership_tier_info`).
pub(super) fn whole_tier(tier: Option<&Described>) -> Value {
    const DETAILS: [&str; 9] = [
        "level",
        "name_translations",
        "merchant_id",
        "exclusive_product_count",
        "promotion_count",
        "valid_period",
        "membership_tier_rules",
        "created_at",
        "updated_at",
    ];
    described(tier, "_id", &DETAILS)
}

/// How far it is to the next tier. Only the provider knows.
pub(super) fn tier_gap() -> Value {
    json!({
        "next_tier": null,
        "next_discount": null,
        "user_spending": null,
        "user_spendings_for_extend": null,
        "next_total_spending": null,
        "extend_total_spending": null,
    })
}

fn described(thing: Option<&Described>, id: &str, details: &[&str]) -> Value {
    let Some(thing) = thing else { return Value::Null };
    let mut known = thing.details.to_object();
    let mut object = Map::new();
    object.insert(id.to_owned(), json!(thing.id));
    for name in details {
        object.insert((*name).to_owned(), known.shift_remove(*name).unwrap_or_default());
    }
    Value::Object(object)
}

/// The fields of a delivery address that are filled in.
fn address(address: &DeliveryAddress) -> Value {
    let texts = [
        &address.country_code,
        &address.country,
        &address.city,
        &address.district,
        &address.state,
        &address.postcode,
        &address.address_1,
        &address.address_2,
        &address.key,
        &address.layer1,
        &address.layer2,
        &address.layer3,
        &address.recipient_name,
        &address.recipient_phone,
        &address.recipient_phone_country_code,
        &address.remarks,
    ];
    let mut object = Map::new();
    for (place, (name, text)) in ADDRESS.into_iter().zip(texts).enumerate() {
        if let (BEFORE_CODES, Some(codes)) = (place, &address.logistic_codes) {
            object.insert("logistic_codes".to_owned(), json!(codes));
        }
        if let Some(text) = text {
            object.insert(name.to_owned(), json!(text));
        }
    }
    Value::Object(object)
}

/// The shop's metafields of a customer by namespace and key (3.1, `metafields`).
pub(super) fn metafields_by_name(customer: &Customer) -> Value {
    let mut groups = Map::new();
    if let Attributes::Shopline(member) = &customer.attributes {
        for metafield in member.unshown.metafields.iter().filter(|metafield| !metafield.of_app) {
            let group = groups.entry(&metafield.namespace).or_insert_with(|| json!({}));
            if let Value::Object(group) = group {
                group.insert(metafield.key.clone(), value_of(metafield));
            }
        }
    }
    Value::Object(groups)
}

fn value_of(metafield: &Metafield) -> Value {
    serde_json::from_str(&metafield.value).unwrap_or_default()
}

/// The value of a metafield (E15).
pub(super) fn metafield(customer: &str, metafield: &Metafield) -> Value {
    let common = json!({
        "id": metafield.id,
        "namespace": if metafield.of_app { Value::Null } else { json!(metafield.namespace) },
        "key": metafield.key,
        "field_type": word_of(FIELD_TYPES, metafield.field_type),
        "field_value": value_of(metafield),
        "created_at": time(metafield.created_at),
        "updated_at": time(metafield.updated_at),
        "metafield_type": if metafield.of_app { "app" } else { "merchant" },
        "resource_id": customer,
    });
    let own = if metafield.of_app {
        json!({"application_id": null})
    } else {
        json!({"resource_type": "customer", "merchant_id": null})
    };
    [common, own].into_iter().filter_map(|part| part.as_object().cloned()).flatten().collect::<Map<_, _>>().into()
}

/// A movement of store credit (2.6, E11).
pub(super) fn store_credit(entry: &LedgerEntry, state: EntryState, left: i64, owner: &Customer) -> Value {
    let status = match state {
        EntryState::Active => "active",
        EntryState::Removed => "removed",
        EntryState::Expired => "expired",
        EntryState::Used => "used",
    };
    let third = match &owner.attributes {
        Attributes::Shopline(member) => member.ref_user_id.as_deref(),
        _ => None,
    };
    json!({
        "_id": entry.id,
        "customer_id": entry.customer,
        "credit_balance": entry.balance,
        "remarks": entry.remarks,
        "value": entry.value,
        "end_at": entry.expires_at.map(time),
        "performer_id": entry.performer,
        "performer_name": null,
        "fulfillment_balance": left,
        "type": entry.kind,
        "created_at": time(entry.created_at),
        "customer_ref_user_id": third,
        "status": status,
        "is_redeem": false,
        "order_id": null,
        "value_dollar": null,
        "user_credit_rule_id": null,
        "order_number": null,
        "merchant_order_number": null,
        "order_created_by": null,
    })
}

/// A movement of member points (2.6, E12).
pub(super) fn member_point(entry: &LedgerEntry) -> Value {
    json!({
        "customer_id": entry.customer,
        "point_balance": entry.balance,
        "remarks": entry.remarks,
        "value": entry.value,
        "order_id": null,
        "order_number": null,
        "type": entry.kind,
        "is_redeem": false,
        "expire_at": entry.expires_at.map(time),
        "created_at": time(entry.created_at),
    })
}

/// A change of the membership tier (E14).
pub(super) fn tier_change(customer: &str, change: &TierChange) -> Value {
    let key = if change.from == change.to { "extended_user_membership_tier" } else { "updated_user_membership_tier" };
    json!({
        "key": key,
        "data": {
            "from_membership_tier_id": change.from,
            "to_membership_tier_id": change.to,
            "tier_expires_at": change.expires_at.map(time),
        },
        "merchant_id": null,
        "status": null,
        "performer_name": null,
        "performer_type": null,
        "performer_id": null,
        "target_ids": [customer],
        "target_type": "User",
        "created_at": time(change.at),
    })
}
