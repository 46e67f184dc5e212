//! The names of the groups of numbers, as the corpus writes them.

use tillbook::transfer::{Encoding, ExportFormat};
use tillbook::{
    Brand, Charging, Key, Ledger, Mode, OccurrenceStatus, Ordinal, Provider, ScheduleStatus, TaxIdentifierState,
    Weekday,
};

/// A number that has a name.
pub trait Named: Copy + PartialEq + 'static {
    const NAMES: &'static [(&'static str, Self)];

    fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn name_of(self) -> &'static str {
        Self::NAMES.iter().find(|(_, value)| *value == self).map_or("", |(name, _)| name)
    }
}

macro_rules! names {
    ($($type:ident { $($value:ident = $name:literal),* $(,)? })*) => {
        $(impl Named for $type {
            const NAMES: &'static [(&'static str, Self)] = &[$(($name, $type::$value)),*];
        })*
    };
}

names! {
    Provider {
        Omise = "omise", Komoju = "komoju", Monri = "monri", DigitalRiver = "digital_river", Shopline = "shopline",
    }
    Mode { Test = "test", Live = "live" }
    Key { Secret = "secret", Public = "public" }
    Brand {
        Visa = "visa", MasterCard = "mastercard", AmericanExpress = "american_express", Jcb = "jcb",
        DinersClub = "diners_club", Discover = "discover", Other = "other",
    }
    Weekday {
        Monday = "monday", Tuesday = "tuesday", Wednesday = "wednesday", Thursday = "thursday", Friday = "friday",
        Saturday = "saturday", Sunday = "sunday",
    }
    Ordinal { First = "first", Second = "second", Third = "third", Fourth = "fourth", Last = "last" }
    Charging { Host = "host", Simulated = "simulated" }
    ScheduleStatus {
        Running = "running", Expiring = "expiring", Expired = "expired", Suspended = "suspended", Deleted = "deleted",
    }
    OccurrenceStatus { Successful = "successful", Failed = "failed", Skipped = "skipped" }
    Ledger { StoreCredit = "store_credit", MemberPoints = "member_points" }
    TaxIdentifierState { Pending = "pending", Verified = "verified", NotValid = "not_valid" }
    ExportFormat { Jsonl = "jsonl", Csv = "csv" }
    Encoding {
        Utf8 = "utf_8", Utf16Little = "utf_16_little", Utf16Big = "utf_16_big", Windows1252 = "windows_1252",
    }
}
