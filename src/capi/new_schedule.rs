//! What a schedule is made from, and what may change of it.

use super::date::tillbook_date;
use super::numbers::Numbered as _;
use super::recurrence::tillbook_recurrence;
use super::remove::{TILLBOOK_REMOVE_DESCRIPTION, change, check_remove};
use super::sized::sized;
use super::text::tillbook_str;
use crate::error::{Error, Result};
use crate::model::{Charging, Metadata, NewSchedule, ScheduleUpdate};

/// What a new schedule is made from. Set it to `TILLBOOK_NEW_SCHEDULE_INIT`, then customer, amount, currency, recurrence
/// and last day, and what else differs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_new_schedule {
    /// `sizeof(tillbook_new_schedule)`; set by `TILLBOOK_NEW_SCHEDULE_INIT`.
    pub struct_size: u32,
    /// Who makes the charges, one of `tillbook_charging`; 0 for the host.
    pub charging: i32,
    /// The id of the customer to charge.
    pub customer: tillbook_str,
    /// Amount in the currency's smallest unit, above 0.
    pub amount: i64,
    /// ISO 4217 code in any case, for example `THB`.
    pub currency: tillbook_str,
    /// The id of the card to charge; nothing for the customer's default card at the time of each charge.
    pub card: tillbook_str,
    /// Description of the charge.
    pub description: tillbook_str,
    /// The integrator's own data, a JSON object.
    pub metadata: tillbook_str,
    /// On which days it charges.
    pub recurrence: tillbook_recurrence,
    /// The first day; all zero for today.
    pub start_on: tillbook_date,
    /// The last day, included.
    pub end_on: tillbook_date,
}

/// What is to change of a schedule. Set it to `TILLBOOK_SCHEDULE_UPDATE_INIT`, then what changes. Days and amount never
/// change: a new schedule takes their place.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_schedule_update {
    /// `sizeof(tillbook_schedule_update)`; set by `TILLBOOK_SCHEDULE_UPDATE_INIT`.
    pub struct_size: u32,
    /// What is to be removed: 0 or `TILLBOOK_REMOVE_DESCRIPTION`.
    pub remove: u32,
    /// Who makes the charges from now on, one of `tillbook_charging`; 0 as before.
    pub charging: i32,
    /// Always 0.
    pub reserved: i32,
    /// A new description of the charge; nothing as before.
    pub description: tillbook_str,
    /// New metadata of the charge, a JSON object in place of the present one; nothing as before.
    pub metadata: tillbook_str,
}

sized!(tillbook_new_schedule, tillbook_schedule_update);

/// The metadata that a host passed.
///
/// # Safety
/// The text is as [`tillbook_str::bytes`] asks.
unsafe fn metadata(text: tillbook_str) -> Result<Option<Metadata>> {
    // SAFETY: the caller promises it.
    unsafe { text.optional("metadata") }?.map(Metadata::parse).transpose()
}

impl tillbook_new_schedule {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    pub(super) unsafe fn to_new(self) -> Result<NewSchedule> {
        // SAFETY: the caller promises it.
        unsafe {
            Ok(NewSchedule {
                customer: self.customer.required("customer")?.to_owned(),
                amount: self.amount,
                currency: self.currency.required("currency")?.to_owned(),
                every: self.recurrence.interval(),
                recurrence: self.recurrence.to_recurrence()?,
                start_on: self.start_on.optional("start_on")?,
                end_on: self.end_on.required("end_on")?,
                card: self.card.owned("card")?,
                description: self.description.owned("description")?,
                metadata: metadata(self.metadata)?.unwrap_or_default(),
                charging: Charging::from_number_or_none(self.charging, "charging")?.unwrap_or_default(),
            })
        }
    }
}

impl tillbook_schedule_update {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    pub(super) unsafe fn to_update(self) -> Result<ScheduleUpdate> {
        check_remove(self.remove, TILLBOOK_REMOVE_DESCRIPTION)?;
        if self.reserved != 0 {
            return Err(Error::invalid("reserved", "is not 0; set it to 0, or use the _INIT macro"));
        }
        // SAFETY: the caller promises it.
        unsafe {
            let description = self.description.owned("description")?;
            Ok(ScheduleUpdate {
                description: change(description, "description", self.remove, TILLBOOK_REMOVE_DESCRIPTION)?,
                metadata: metadata(self.metadata)?,
                charging: Charging::from_number_or_none(self.charging, "charging")?,
            })
        }
    }
}
