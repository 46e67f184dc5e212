//! What only SHOPLINE knows of a customer.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use crate::model::{Metadata, Timestamp};

/// SHOPLINE's customer fields (`shopline 3.1`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct ShoplineAttributes {
    /// Name.
    pub name: Option<String>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Birthday as year, month and day, each of which may be unknown.
    pub birth: (Option<u16>, Option<u8>, Option<u8>),
    /// Unverified telephone numbers; the last is the one shown as `phone`.
    pub phones: Vec<String>,
    /// Country code of the telephone number.
    pub phone_country_code: Option<String>,
    /// Mobile number.
    pub mobile_phone: Option<String>,
    /// Its country calling code.
    pub mobile_phone_country_calling_code: Option<String>,
    /// When the mobile number was verified.
    pub mobile_phone_verified_at: Option<Timestamp>,
    /// The shop's memo.
    pub memo: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// Language.
    pub locale_code: Option<String>,
    /// Whether the customer registered as a member.
    pub is_member: bool,
    /// Whether the shop refuses the customer.
    pub is_blacklisted: bool,
    /// Whether marketing is accepted.
    pub is_accept_marketing: bool,
    /// Marketing subscriptions by platform.
    pub subscriptions: Vec<Subscription>,
    /// Delivery addresses, at most 5.
    pub delivery_addresses: Vec<DeliveryAddress>,
    /// Membership tier.
    pub membership_tier_id: Option<String>,
    /// When the tier ends.
    pub tier_expires_at: Option<Timestamp>,
    /// Store credit.
    pub credit_balance: i64,
    /// Member points.
    pub member_point_balance: i64,
    /// Id in a third party's system.
    pub ref_user_id: Option<String>,
    /// LINE id.
    pub line_id: Option<String>,
    /// Facebook id.
    pub facebook_id: Option<String>,
    /// Google id.
    pub google_id: Option<String>,
    /// Who made the customer.
    pub created_by: Option<Origin>,
    /// Channel the customer was made through.
    pub created_by_channel_id: Option<String>,
    /// Who registered the customer.
    pub registered_by: Option<Origin>,
    /// Channel the customer was registered through.
    pub registered_by_channel_id: Option<String>,
    /// When the customer registered.
    pub registered_at: Option<Timestamp>,
    /// When the customer was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Orders so far.
    pub order_count: u32,
    /// What the customer spent, in hundredths of the shop's currency.
    pub orders_total_cents: i64,
    /// Referral code.
    pub referral_code: Option<String>,
    /// Values of the shop's custom fields by field id.
    pub custom_fields: Metadata,
}

/// SHOPLINE's genders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Other.
    Other,
}

/// Where a SHOPLINE customer came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Origin {
    /// The online shop.
    Shop,
    /// The admin panel.
    Admin,
    /// The open API.
    OpenApi,
    /// The shop's CRM.
    ShopCrm,
    /// A point of sale.
    Pos,
}

/// A marketing subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Subscription {
    /// `email`, `sms` or another platform.
    pub platform: String,
    /// Whether it is active.
    pub is_active: bool,
}

/// A SHOPLINE delivery address (`shopline 3.2`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct DeliveryAddress {
    /// Country code.
    pub country_code: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// City.
    pub city: Option<String>,
    /// District.
    pub district: Option<String>,
    /// State.
    pub state: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// First line.
    pub address_1: Option<String>,
    /// Second line.
    pub address_2: Option<String>,
    /// Key.
    pub key: Option<String>,
    /// First layer of the address picker.
    pub layer1: Option<String>,
    /// Second layer.
    pub layer2: Option<String>,
    /// Third layer.
    pub layer3: Option<String>,
    /// Codes of the carrier.
    pub logistic_codes: Vec<String>,
    /// Recipient.
    pub recipient_name: Option<String>,
    /// The recipient's telephone number.
    pub recipient_phone: Option<String>,
    /// Its country code.
    pub recipient_phone_country_code: Option<String>,
    /// Remarks.
    pub remarks: Option<String>,
}
