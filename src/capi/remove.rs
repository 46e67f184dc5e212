//! Fields that an update removes: bits of its `remove`.

use crate::error::{Error, Result};

/// In `remove` of an update: the description.
pub const TILLBOOK_REMOVE_DESCRIPTION: u32 = 1;
/// In `remove` of an update: the e-mail address.
pub const TILLBOOK_REMOVE_EMAIL: u32 = 2;
/// In `remove` of an update: the till's own field `name`.
pub const TILLBOOK_REMOVE_NAME: u32 = 4;
/// In `remove` of an update: the till's own field `phone`.
pub const TILLBOOK_REMOVE_PHONE: u32 = 8;
/// In `remove` of an update: the till's own field `merchant_customer_id`.
pub const TILLBOOK_REMOVE_MERCHANT_CUSTOMER_ID: u32 = 16;
/// In `remove` of an update: the till's own field `barcode`.
pub const TILLBOOK_REMOVE_BARCODE: u32 = 32;
/// In `remove` of an update: the till's own field `notes`.
pub const TILLBOOK_REMOVE_NOTES: u32 = 64;
/// In `remove` of an update: the till's own field `company`.
pub const TILLBOOK_REMOVE_COMPANY: u32 = 128;
/// In `remove` of an update: all of the till's own labels.
pub const TILLBOOK_REMOVE_TAGS: u32 = 256;
/// In `remove` of an update: the till's own field `address_line1`.
pub const TILLBOOK_REMOVE_ADDRESS_LINE1: u32 = 512;
/// In `remove` of an update: the till's own field `address_line2`.
pub const TILLBOOK_REMOVE_ADDRESS_LINE2: u32 = 1024;
/// In `remove` of an update: the till's own field `address_city`.
pub const TILLBOOK_REMOVE_ADDRESS_CITY: u32 = 2048;
/// In `remove` of an update: the till's own field `address_state`.
pub const TILLBOOK_REMOVE_ADDRESS_STATE: u32 = 4096;
/// In `remove` of an update: the till's own field `address_postal_code`.
pub const TILLBOOK_REMOVE_ADDRESS_POSTAL_CODE: u32 = 8192;
/// In `remove` of an update: the till's own field `address_country`.
pub const TILLBOOK_REMOVE_ADDRESS_COUNTRY: u32 = 16384;

/// Refuses bits that an update does not know.
pub(super) fn check_remove(remove: u32, known: u32) -> Result<()> {
    if remove & !known != 0 {
        return Err(Error::invalid(
            "remove",
            "holds a bit that this update does not know; use TILLBOOK_REMOVE_ constants",
        ));
    }
    Ok(())
}

/// A field of an update: what the host passed, nothing when it is to be removed, and none when it stays as it is.
pub(super) fn change<T>(value: Option<T>, field: &'static str, remove: u32, bit: u32) -> Result<Option<Option<T>>> {
    match (value, remove & bit != 0) {
        (Some(_), true) => Err(Error::invalid(field, "is given and to be removed; do one of them")),
        (None, true) => Ok(Some(None)),
        (value, false) => Ok(value.map(Some)),
    }
}
