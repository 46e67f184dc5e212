//! Customers: E1 to E4, E9 and E10.

use std::sync::Arc;

use serde_json::json;

use super::fault::Fault;
use super::selection::Selection;
use super::{Answer, Call, fill, views};
use crate::error::{Error, Result};
use crate::model::{Attributes, Customer, CustomerUpdate, Kind, NewCustomer, ShoplineAttributes};

impl Call<'_> {
    /// E1.
    pub(super) fn create(&self) -> Answer {
        let selection = Selection::of(self.request, &[])?;
        let body = self.body()?;
        let mut member = ShoplineAttributes::default();
        fill::create(&body, &mut member)?;
        let new = NewCustomer {
            email: body.text("email")?,
            attributes: Some(Attributes::Shopline(Box::new(member))),
            ..NewCustomer::default()
        };
        let customer = self.account.customers().create(new)?;
        Ok(selection.show(&customer, self.account.now()))
    }

    /// E2.
    pub(super) fn retrieve(&self, id: &str) -> Answer {
        let customer = self.existing(id)?;
        self.query()?;
        let selection = Selection::of(self.request, &["metafields", "member_info_reward"])?;
        Ok(selection.show(&customer, self.account.now()))
    }

    /// E3.
    pub(super) fn update(&self, id: &str) -> Answer {
        self.existing(id)?;
        let selection = Selection::of_update(self.request)?;
        let body = self.body()?;
        let email = body.text("email")?;
        let customer = self.change(id, |member| fill::update(&body, member), email.map(Some))?;
        Ok(selection.show(&customer, self.account.now()))
    }

    /// E4.
    pub(super) fn delete(&self, id: &str) -> Answer {
        self.existing(id)?;
        // Nobody is told of it, whatever the request says.
        self.query()?.flag("send_notification")?;
        self.account.customers().delete(id)?;
        Ok(json!({"message": "Customer deleted"}))
    }

    /// E9.
    pub(super) fn by_line(&self, line_id: &str) -> Answer {
        let customer = self.account.customers().by_line_id(line_id)?.into_iter().next();
        let customer = customer.ok_or_else(|| Fault::not_found("customer"))?;
        Ok(Selection::default().show(&customer, self.account.now()))
    }

    /// E10. The page gives no answer; it is the subscriptions as they are now.
    pub(super) fn subscribe(&self, id: &str) -> Answer {
        self.existing(id)?;
        let body = self.body()?;
        let (email, sms) = (body.flag("email")?, body.flag("sms")?);
        let customer = self.change(
            id,
            |member| {
                for (platform, flag) in [("email", email), ("sms", sms)] {
                    if let Some(flag) = flag {
                        member.subscribe(platform, flag);
                    }
                }
                Ok(())
            },
            None,
        )?;
        let subscriptions = views::customer(&customer, self.account.now()).shift_remove("subscriptions");
        Ok(json!({ "subscriptions": subscriptions }))
    }

    /// The customer that a path names.
    pub(super) fn existing(&self, id: &str) -> Result<Arc<Customer>> {
        self.account.customers().get(id)?.ok_or_else(|| Error::not_found(Kind::Customer, id))
    }

    /// Changes a customer's attributes, beginning with what they are at that moment.
    pub(super) fn change(
        &self,
        id: &str,
        decide: impl FnOnce(&mut ShoplineAttributes) -> Result<()>,
        email: Option<Option<String>>,
    ) -> Result<Arc<Customer>> {
        self.account.customers().update_with(id, |customer| {
            let mut member = member_of(customer);
            decide(&mut member)?;
            let attributes = Some(Attributes::Shopline(member));
            Ok(CustomerUpdate { email, attributes, ..CustomerUpdate::default() })
        })
    }
}

/// A copy of a customer's attributes.
pub(super) fn member_of(customer: &Customer) -> Box<ShoplineAttributes> {
    match &customer.attributes {
        Attributes::Shopline(member) => member.clone(),
        _ => Box::default(),
    }
}
