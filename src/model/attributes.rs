//! What only one provider knows of a customer, as types.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::{Date, Metadata, Provider, Timestamp};

/// The provider-only part of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Attributes {
    /// Omise shows nothing beyond what every customer has.
    Omise,
    /// KOMOJU shows nothing beyond what every customer has; its source is the customer's only card.
    Komoju,
    /// Monri.
    Monri(Box<MonriAttributes>),
    /// Digital River.
    DigitalRiver(Box<DigitalRiverAttributes>),
    /// SHOPLINE.
    Shopline(Box<ShoplineAttributes>),
}

impl Attributes {
    /// The attributes a fresh customer of a provider has.
    pub fn initial(provider: Provider) -> Attributes {
        match provider {
            Provider::Omise => Attributes::Omise,
            Provider::Komoju => Attributes::Komoju,
            Provider::Monri => Attributes::Monri(Box::default()),
            Provider::DigitalRiver => Attributes::DigitalRiver(Box::default()),
            Provider::Shopline => Attributes::Shopline(Box::default()),
        }
    }

    /// The merchant's own id for the customer, with providers that show one.
    pub fn merchant_customer_id(&self) -> Option<&str> {
        match self {
            Attributes::Monri(monri) => monri.merchant_customer_id.as_deref(),
            Attributes::Omise | Attributes::Komoju | Attributes::DigitalRiver(_) | Attributes::Shopline(_) => None,
        }
    }

    /// The provider these attributes belong to.
    pub const fn provider(&self) -> Provider {
        match self {
            Attributes::Omise => Provider::Omise,
            Attributes::Komoju => Provider::Komoju,
            Attributes::Monri(_) => Provider::Monri,
            Attributes::DigitalRiver(_) => Provider::DigitalRiver,
            Attributes::Shopline(_) => Provider::Shopline,
        }
    }
}

/// Monri's customer fields (`monri 2.6`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct MonriAttributes {
    /// The merchant's own id, 1 to 100 characters.
    pub merchant_customer_id: Option<String>,
    /// Name, 1 to 50 characters.
    pub name: Option<String>,
    /// Telephone number, 1 to 30 characters.
    pub phone: Option<String>,
    /// Postal code, 1 to 9 characters.
    pub zip_code: Option<String>,
    /// City, 3 to 30 characters.
    pub city: Option<String>,
    /// Address, 3 to 100 characters.
    pub address: Option<String>,
    /// Country code, 2 or 3 letters.
    pub country: Option<String>,
}

/// Digital River's customer fields (`digital_river 3.1`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct DigitalRiverAttributes {
    /// Recipient and address.
    pub shipping: Option<Shipping>,
    /// Business or individual.
    pub customer_type: Option<CustomerType>,
    /// Language and country such as `en_US`.
    pub locale: Option<String>,
    /// Whether orders are refused.
    pub disabled: bool,
    /// Whether the customer asked to be forgotten.
    pub request_to_be_forgotten: bool,
    /// Tax identifiers attached to the customer.
    pub tax_identifiers: Vec<TaxIdentifier>,
    /// Tax certificates, oldest first.
    pub tax_certificates: Vec<TaxCertificate>,
}

/// Digital River's kinds of customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum CustomerType {
    /// A business.
    Business,
    /// A person.
    Individual,
}

/// Where Digital River ships to (`digital_river 3.2`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Shipping {
    /// Recipient.
    pub name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Organisation.
    pub organization: Option<String>,
    /// Street, first line.
    pub line1: Option<String>,
    /// Street, second line.
    pub line2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// State.
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Neighbourhood.
    pub neighborhood: Option<String>,
    /// Division.
    pub division: Option<String>,
    /// Phonetic name.
    pub phonetic_name: Option<String>,
}

/// A tax identifier (`digital_river 3.4`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct TaxIdentifier {
    /// UUID.
    pub id: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Country code, sometimes with a suffix.
    pub kind: String,
    /// The identifier itself.
    pub value: String,
    /// Where its verification stands.
    pub state: TaxIdentifierState,
}

/// Where the verification of a tax identifier stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum TaxIdentifierState {
    /// Not decided.
    Pending,
    /// Verified.
    Verified,
    /// Not valid.
    NotValid,
}

/// A tax certificate (`digital_river 3.5`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct TaxCertificate {
    /// Company.
    pub company_name: String,
    /// Two-letter US state.
    pub tax_authority: String,
    /// First day.
    pub start_date: Date,
    /// Last day.
    pub end_date: Date,
    /// The uploaded file.
    pub file_id: String,
}

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
