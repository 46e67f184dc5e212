//! What the provider knows of members beyond themselves: E13, E14 and E16.
//!
//! A store has no tiers and no promotions of its own: of a tier it shows what an import brought, and of promotions none.
//! The history of a customer's tier holds the newest 100 changes that were made here.

use serde_json::{Map, Value, json};

use super::super::params::Params;
use super::customers::member_of;
use super::lists::Paging;
use super::{Answer, Call, views};
use crate::error::{Error, Result};
use crate::model::Customer;
use crate::store::{ListQuery, Order};

impl Call<'_> {
    /// E13. Without ids, of all customers; ids that nobody has are left out.
    pub(super) fn membership_info(&self) -> Answer {
        let paging = Paging::of(&self.query()?)?;
        if let Some(ids) = Params::every_of_query(self.request, "customer_ids")? {
            let customers = self.account.customers();
            let found = ids.iter().filter_map(|id| customers.get(id).transpose()).collect::<Result<Vec<_>>>()?;
            let total = found.len() as u64;
            return Ok(paging.envelope(paging.cut(found).map(|customer| info(&customer)).collect(), total));
        }
        let order = Order::NewestFirst;
        let part = ListQuery { offset: paging.offset(), limit: paging.limit(), order, ..ListQuery::default() };
        let page = self.account.customers().list(&part)?;
        Ok(paging.envelope(page.items.iter().map(|customer| info(customer)).collect(), page.total))
    }

    /// E14, newest first.
    pub(super) fn tier_history(&self, id: &str) -> Answer {
        let customer = self.existing(id)?;
        let paging = Paging::of(&self.query()?)?;
        let mut changes = member_of(&customer).unshown.tier_changes;
        changes.reverse();
        let total = changes.len() as u64;
        Ok(paging.envelope(paging.cut(changes).map(|change| views::tier_change(id, &change)).collect(), total))
    }

    /// E16.
    pub(super) fn promotions(&self, id: &str) -> Answer {
        self.existing(id)?;
        let query = self.query()?;
        if query.text("coupon_status")?.is_some_and(|it| !["valid", "invalid", "comingSoon"].contains(&it.as_str())) {
            let sentence = "is unknown; send valid, invalid or comingSoon";
            return Err(Error::invalid("coupon_status", sentence).into());
        }
        Ok(json!({"items": []}))
    }

    /// E16: for each promotion that is asked for, that it is not available.
    pub(super) fn coupon_promotions(&self, id: &str) -> Answer {
        self.existing(id)?;
        let ids = Params::every_of_query(self.request, "promotion_ids")?;
        let ids = ids.ok_or_else(|| Error::invalid("promotion_ids", "are missing; send the ids of promotions"))?;
        Ok(Value::Object(ids.into_iter().map(|id| (id, Value::Null)).collect::<Map<_, _>>()))
    }
}

fn info(customer: &Customer) -> Value {
    let member = member_of(customer);
    json!({
        "id": customer.id,
        "membership_tier": views::whole_tier(member.membership_tier.as_ref()),
        "tier_expires_at": member.tier_expires_at.map(views::time),
        "membership_tier_gap": views::tier_gap(),
    })
}
