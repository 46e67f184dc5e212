//! What only SHOPLINE knows of a customer.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use wincode::{SchemaRead, SchemaWrite};

use crate::model::{Balance, Date, Metadata, Timestamp};

/// SHOPLINE's customer fields (`shopline 3.1`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct ShoplineAttributes {
    /// Name.
    pub name: Option<String>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Birthday.
    pub birth: BirthDate,
    /// Unverified telephone numbers; the last is the one shown as `phone`.
    pub phones: Vec<String>,
    /// Country code of the telephone number.
    pub phone_country_code: Option<String>,
    /// Mobile number, or several with commas between.
    pub mobile_phone: Option<String>,
    /// Its country calling code.
    pub mobile_phone_country_calling_code: Option<String>,
    /// Whether the mobile number was verified; another number is unverified again.
    pub mobile_phone_verified: bool,
    /// The shop's memo.
    pub memo: Option<String>,
    /// Labels of 3 to 40 characters, at most 60.
    pub tags: Vec<String>,
    /// Language.
    pub locale_code: Option<String>,
    /// Whether the customer registered as a member; a member stays one.
    pub is_member: bool,
    /// Whether the shop refuses the customer.
    pub is_blacklisted: bool,
    /// Whether marketing by e-mail is accepted.
    pub is_subscribed_marketing_email: bool,
    /// Marketing subscriptions by platform; [`ShoplineAttributes::subscribe`] keeps them in step with the field above.
    pub subscriptions: Vec<Subscription>,
    /// Delivery addresses, at most 5.
    pub delivery_addresses: Vec<DeliveryAddress>,
    /// Membership tier, with what is known of it: `level`, `name_translations`, `status`.
    pub membership_tier: Option<Described>,
    /// When the tier ends.
    pub tier_expires_at: Option<Timestamp>,
    /// Store credit; it moves through the ledger alone.
    pub store_credits: Balance,
    /// Member points; they move through the ledger alone.
    pub member_points: Balance,
    /// Values of the shop's own fields.
    pub custom_data: Vec<CustomDatum>,
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
    pub created_by_channel: Option<String>,
    /// Channel the customer was registered through, with what is known of it: `name`, `platform`.
    pub registered_from_channel: Option<Described>,
    /// When the customer registered.
    pub registered_at: Option<Timestamp>,
    /// When the e-mail address was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Orders so far.
    pub order_count: u32,
    /// Referral code.
    pub referral_code: Option<String>,
    /// Further fields of the customer object that no rule interprets, under their own names, such as `utm_data`.
    pub further: Metadata,
    /// What the customer object does not show.
    pub unshown: Unshown,
}

/// The parts of a birthday, each of which may be unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct BirthDate {
    /// Year.
    pub year: Option<u16>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day, 1 to 31.
    pub day: Option<u8>,
}

impl ShoplineAttributes {
    /// Notes whether marketing through a platform is accepted.
    pub fn subscribe(&mut self, platform: &str, is_active: bool) {
        if platform == EMAIL {
            self.is_subscribed_marketing_email = is_active;
        }
        match self.subscriptions.iter_mut().find(|subscription| subscription.platform == platform) {
            Some(subscription) => subscription.is_active = is_active,
            None => self.subscriptions.push(Subscription { platform: platform.to_owned(), is_active }),
        }
    }

    /// The birthday as it is shown: what is unknown of it counts as 1904, January or the first (`shopline 4.16`).
    pub fn birthday(&self) -> Option<Date> {
        let BirthDate { year, month, day } = self.birth;
        if self.birth == BirthDate::default() {
            return None;
        }
        let year = i16::try_from(year.unwrap_or(1904)).ok()?;
        Date::new(year, i8::try_from(month.unwrap_or(1)).ok()?, i8::try_from(day.unwrap_or(1)).ok()?)
    }

    /// The mobile numbers, each as it was written.
    pub fn mobile_phones(&self) -> impl Iterator<Item = &str> {
        let numbers = self.mobile_phone.iter().flat_map(|numbers| numbers.split(','));
        numbers.map(str::trim).filter(|number| !number.is_empty())
    }

    /// The mobile numbers as they compare: the digits, of whatever width, of the calling code and of the number, which in
    /// Taiwan may be written with or without a 0 in front (`shopline 4.26`).
    pub(crate) fn mobile_numbers(&self) -> Vec<String> {
        let digits = |text: &str| text.nfkd().filter(char::is_ascii_digit).collect::<String>();
        let code = self.mobile_phone_country_calling_code.as_deref().map(digits).unwrap_or_default();
        let compared = self.mobile_phones().map(|number| {
            let number = digits(number);
            let number = if code == TAIWAN { number.strip_prefix('0').unwrap_or(&number) } else { &number };
            format!("+{code} {number}")
        });
        compared.collect()
    }
}

/// The platform of a subscription that the object also shows as a field of its own.
const EMAIL: &str = "email";
/// The calling code of Taiwan.
const TAIWAN: &str = "886";

/// What SHOPLINE keeps of a customer but shows elsewhere than in the customer object.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct Unshown {
    /// Who registered the customer.
    pub registered_by: Option<Origin>,
    /// Values of the shop's and of apps' metafields, oldest first.
    pub metafields: Vec<Metafield>,
    /// The newest changes of the membership tier, oldest first.
    pub tier_changes: Vec<TierChange>,
}

/// An id, and what is known of the thing that it names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct Described {
    /// The id.
    pub id: String,
    /// Further fields by their names.
    pub details: Metadata,
}

/// The value of one of the shop's own fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct CustomDatum {
    /// The field, with what is known of it: `type`, `name_translations`.
    pub field: Described,
    /// The value.
    pub value: Option<String>,
}

/// A change of the membership tier (`shopline E14`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(deny_unknown_fields)]
pub struct TierChange {
    /// When.
    pub at: Timestamp,
    /// The tier before.
    pub from: Option<String>,
    /// The tier after; the same where only its end was moved.
    pub to: Option<String>,
    /// When the tier ends.
    pub expires_at: Option<Timestamp>,
}

/// The value of a metafield (`shopline E15`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(deny_unknown_fields)]
pub struct Metafield {
    /// The identifier.
    pub id: String,
    /// Whether it is an app's and not the shop's.
    pub of_app: bool,
    /// Name of a group of keys; empty for an app's.
    pub namespace: String,
    /// Name within the group.
    pub key: String,
    /// What sort of value it has.
    pub field_type: MetafieldType,
    /// The value as JSON text.
    pub value: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// The sorts of value that a metafield may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(rename_all = "snake_case")]
pub enum MetafieldType {
    /// A line of at most 50 characters.
    SingleLine,
    /// Lines of at most 1000 characters.
    MultiLine,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A JSON object of at most 4000 characters, or its text.
    Json,
    /// A truth value.
    Boolean,
    /// A web address.
    Url,
}

/// SHOPLINE's genders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(rename_all = "snake_case")]
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
#[serde(rename_all = "snake_case")]
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
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// `email`, `sms` or another platform.
    pub platform: String,
    /// Whether it is active.
    pub is_active: bool,
}

/// A SHOPLINE delivery address (`shopline 3.2`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
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
    pub logistic_codes: Option<Vec<String>>,
    /// Recipient.
    pub recipient_name: Option<String>,
    /// The recipient's telephone number.
    pub recipient_phone: Option<String>,
    /// Its country code.
    pub recipient_phone_country_code: Option<String>,
    /// Remarks.
    pub remarks: Option<String>,
}
