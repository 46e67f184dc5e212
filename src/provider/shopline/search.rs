//! Search: E6 (2.3, 4.H).
//!
//! `id[]`, and an e-mail address or a telephone number that is to be equal, are looked up in the indexes; limits of
//! `created_at` narrow the list. Everything else looks at every customer that is left, so its cost grows with their number;
//! `query`, which finds any part of a field, decodes those alone whose records hold the text somewhere.
//!
//! What the page leaves open: names, memos and telephone numbers compare letter for letter, e-mail addresses whatever their
//! case. `tags` and `ref_user_id` take a text without operators, and a tag is enough of several. A customer who lacks a
//! value is equal to none and neither before nor after any; `not:` finds it.

use std::cmp::Ordering;
use std::sync::Arc;

use super::super::params::Params;
use super::body::time_of;
use super::lists::Paging;
use super::selection::Selection;
use super::words::{GENDERS, value_of};
use super::{Answer, Call};
use crate::account::CustomerQuery;
use crate::error::{Error, Result};
use crate::model::{Attributes, Customer, ShoplineAttributes, Timestamp};
use crate::store::{ListQuery, Order, caseless, in_order};

/// What a value is compared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    Not,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Operator {
    /// The operator that a value begins with, and what follows it (2.3).
    fn of(value: &str) -> (Operator, &str) {
        const PREFIXES: [(&str, Operator); 5] = [
            ("not:", Operator::Not),
            ("lt:", Operator::Less),
            ("lte:", Operator::AtMost),
            ("gt:", Operator::Greater),
            ("gte:", Operator::AtLeast),
        ];
        let found = PREFIXES.iter().find_map(|(prefix, operator)| Some((*operator, value.strip_prefix(prefix)?)));
        found.unwrap_or((Operator::Equal, value))
    }

    /// Whether a value stands to the wanted one as the operator says.
    fn holds<T: Ord>(self, value: Option<T>, wanted: &T) -> bool {
        let Some(value) = value else { return self == Operator::Not };
        let order = value.cmp(wanted);
        match self {
            Operator::Equal => order == Ordering::Equal,
            Operator::Not => order != Ordering::Equal,
            Operator::Less => order == Ordering::Less,
            Operator::AtMost => order != Ordering::Greater,
            Operator::Greater => order == Ordering::Greater,
            Operator::AtLeast => order != Ordering::Less,
        }
    }
}

/// A condition on a customer at a time.
type Filter = Box<dyn Fn(&Customer, &ShoplineAttributes, Timestamp) -> bool>;

/// What a search asks for.
struct Wanted {
    filters: Vec<Filter>,
    /// The earliest and the latest time of creation.
    created: (Option<Timestamp>, Option<Timestamp>),
    /// The index that leads to all that can fit; none when everybody must be looked at.
    index: Option<Lookup>,
    /// A text that stands somewhere in all that can fit.
    text: Option<String>,
}

/// A way to the candidates that is shorter than looking at everybody.
enum Lookup {
    Ids(Vec<String>),
    Email(String),
    Phone(String),
}

impl Call<'_> {
    /// E6.
    pub(super) fn search(&self) -> Answer {
        let query = self.query()?;
        let paging = Paging::of(&query)?;
        let selection = Selection::of(self.request, &["metafields"])?;
        let wanted = Wanted::of(self, &query)?;
        let now = self.account.now();
        let fits = |customer: &Customer| wanted.fit(customer, now);
        let order = Order::NewestFirst;
        let (from, to) = wanted.created;
        let (found, total) = match &wanted.index {
            Some(index) => {
                let mut found: Vec<Arc<Customer>> = index.candidates(self)?;
                found.retain(|customer| fits(customer));
                found = in_order(&found);
                found.reverse();
                let total = found.len() as u64;
                (paging.cut(found).collect(), total)
            }
            None => {
                let part = ListQuery {
                    from,
                    to,
                    offset: paging.offset(),
                    limit: paging.limit(),
                    order,
                    ..ListQuery::default()
                };
                match &wanted.text {
                    Some(text) => {
                        let page = self.account.customers().scan(&part, text, fits)?;
                        (page.items, page.total)
                    }
                    None => self.scan(&part, None, fits)?,
                }
            }
        };
        Ok(self.page_of_customers(found, total, paging, &selection))
    }
}

impl Lookup {
    fn candidates(&self, call: &Call<'_>) -> Result<Vec<Arc<Customer>>> {
        let customers = call.account.customers();
        match self {
            Lookup::Ids(ids) => ids.iter().filter_map(|id| customers.get(id).transpose()).collect(),
            Lookup::Email(email) => customers.by_email(email),
            Lookup::Phone(phone) => {
                let phone = Some(phone.clone());
                let everybody = CustomerQuery { phone, limit: usize::MAX, ..CustomerQuery::default() };
                customers.find(&everybody).map(|found| found.items)
            }
        }
    }
}

impl Wanted {
    fn fit(&self, customer: &Customer, now: Timestamp) -> bool {
        let Attributes::Shopline(member) = &customer.attributes else { return false };
        self.filters.iter().all(|filter| filter(customer, member, now))
    }

    fn of(call: &Call<'_>, query: &Params) -> Result<Wanted> {
        let mut wanted = Wanted { filters: Vec::new(), created: (None, None), index: None, text: None };
        wanted.texts(query)?;
        wanted.comparisons(query)?;
        wanted.flags(query)?;
        wanted.words(call, query)?;
        if let Some(ids) = Params::every_of_query(call.request, "id")? {
            let mut ids = ids;
            ids.sort_unstable();
            ids.dedup();
            // Ids lead to the fewest.
            wanted.index = Some(Lookup::Ids(ids));
        }
        Ok(wanted)
    }

    fn add(&mut self, filter: impl Fn(&Customer, &ShoplineAttributes, Timestamp) -> bool + 'static) {
        self.filters.push(Box::new(filter));
    }

    /// Texts that are equal or not.
    fn texts(&mut self, query: &Params) -> Result<()> {
        if let Some((equal, name)) = equality(query, "name")? {
            self.add(move |_, member, _| (member.name.as_deref() == Some(name.as_str())) == equal);
        }
        if let Some((equal, email)) = equality(query, "email")? {
            let sought = caseless(&email).into_owned();
            self.add(move |customer, _, _| {
                (customer.email.as_deref().map(caseless).as_deref() == Some(sought.as_str())) == equal
            });
            self.look_up(equal, Lookup::Email(email));
        }
        if let Some((equal, phone)) = equality(query, "phone")? {
            self.look_up(equal && is_dialled(&phone), Lookup::Phone(phone.clone()));
            self.add(move |_, member, _| (member.phones.last() == Some(&phone)) == equal);
        }
        if let Some((equal, phone)) = equality(query, "phones")? {
            self.look_up(equal && is_dialled(&phone), Lookup::Phone(phone.clone()));
            self.add(move |_, member, _| member.phones.contains(&phone) == equal);
        }
        if let Some((equal, phone)) = equality(query, "mobile_phone")? {
            // Several numbers at once are none that the index could have.
            self.look_up(equal && is_dialled(&phone) && !phone.contains(','), Lookup::Phone(phone.clone()));
            self.add(move |_, member, _| {
                let whole = member.mobile_phone.as_deref() == Some(phone.as_str());
                (whole || member.mobile_phones().any(|number| number == phone)) == equal
            });
        }
        if let Some((equal, gender)) = equality(query, "gender")? {
            let gender = value_of(GENDERS, &gender)
                .ok_or_else(|| Error::invalid("gender", "is unknown; send male, female or other"))?;
            self.add(move |_, member, _| (member.gender == Some(gender)) == equal);
        }
        if let Some((equal, tier)) = equality(query, "membership_tier_id")? {
            // An empty one stands for none (2.3).
            let tier = Some(tier).filter(|tier| !tier.is_empty());
            self.add(move |_, member, _| {
                (member.membership_tier.as_ref().map(|tier| &tier.id) == tier.as_ref()) == equal
            });
        }
        if let Some(id) = query.text("ref_user_id")? {
            self.add(move |_, member, _| member.ref_user_id.as_ref() == Some(&id));
        }
        if let Some(tag) = query.text("tags")? {
            self.add(move |_, member, _| member.tags.contains(&tag));
        }
        Ok(())
    }

    /// Times, dates and numbers, which also come before or after others.
    fn comparisons(&mut self, query: &Params) -> Result<()> {
        if let Some((operator, at)) = comparison(query, "created_at", time_of)? {
            self.created = match operator {
                Operator::Equal => (Some(at), Some(at)),
                Operator::Greater | Operator::AtLeast => (Some(at), None),
                Operator::Less | Operator::AtMost => (None, Some(at)),
                Operator::Not => (None, None),
            };
            self.add(move |customer, _, _| operator.holds(Some(customer.created_at), &at));
        }
        if let Some((operator, at)) = comparison(query, "updated_at", time_of)? {
            self.add(move |customer, _, _| operator.holds(customer.updated_at.or(Some(customer.created_at)), &at));
        }
        if let Some((operator, at)) = comparison(query, "registered_at", time_of)? {
            self.add(move |_, member, _| operator.holds(member.registered_at, &at));
        }
        if let Some((operator, at)) = comparison(query, "birthday", time_of)? {
            self.add(move |_, member, _| operator.holds(member.birthday().map(|date| date.start()), &at));
        }
        if let Some((operator, month)) = comparison(query, "birth_month", number_of)? {
            self.add(move |_, member, _| operator.holds(member.birth.month.map(i64::from), &month));
        }
        if let Some((operator, amount)) = comparison(query, "credit_balance", number_of)? {
            self.add(move |_, member, now| operator.holds(Some(member.store_credits.at(now)), &amount));
        }
        Ok(())
    }

    fn flags(&mut self, query: &Params) -> Result<()> {
        if let Some(flag) = query.flag("is_member")? {
            self.add(move |_, member, _| member.is_member == flag);
        }
        if let Some(flag) = query.flag("is_blacklisted")? {
            self.add(move |_, member, _| member.is_blacklisted == flag);
        }
        if let Some(flag) = query.flag("is_subscribed_marketing_email")? {
            self.add(move |_, member, _| member.is_subscribed_marketing_email == flag);
        }
        Ok(())
    }

    /// `query`: any part of four fields, or of those that `search_fields` names (47).
    fn words(&mut self, call: &Call<'_>, query: &Params) -> Result<()> {
        const FIELDS: [&str; 4] = ["name", "email", "phones", "mobile_phone"];
        let named = Params::every_of_query(call.request, "search_fields")?;
        if named.iter().flatten().any(|name| !FIELDS.contains(&name.as_str())) {
            let sentence = "are unknown; send some of name, email, phones and mobile_phone";
            return Err(Error::invalid("search_fields", sentence));
        }
        let Some(text) = query.filled_text("query")? else { return Ok(()) };
        let sought = text.to_lowercase();
        self.text = Some(text);
        let within = move |field: &str| named.as_ref().is_none_or(|named| named.iter().any(|name| name == field));
        self.add(move |customer, member, _| {
            let has = |text: &str| text.to_lowercase().contains(&sought);
            within("name") && member.name.as_deref().is_some_and(has)
                || within("email") && customer.email.as_deref().is_some_and(has)
                || within("phones") && member.phones.iter().any(|phone| has(phone))
                || within("mobile_phone") && member.mobile_phone.as_deref().is_some_and(has)
        });
        Ok(())
    }

    /// Takes a way to the candidates, where there is none yet and this one leads to all of them.
    fn look_up(&mut self, leads_to_all: bool, lookup: Lookup) {
        if leads_to_all && self.index.is_none() {
            self.index = Some(lookup);
        }
    }
}

/// Whether the index of telephone numbers has such a number: it looks for digits, and 0 alone in front is not looked for.
fn is_dialled(phone: &str) -> bool {
    phone.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// A value that is equal or not.
fn equality(query: &Params, name: &'static str) -> Result<Option<(bool, String)>> {
    let Some(value) = query.text(name)? else { return Ok(None) };
    match Operator::of(&value) {
        (Operator::Equal, text) => Ok(Some((true, text.to_owned()))),
        (Operator::Not, text) => Ok(Some((false, text.to_owned()))),
        _ => Err(Error::invalid(name, "is only equal or not equal; send the value, or not: and the value")),
    }
}

/// A value that is also before or after others.
fn comparison<T>(
    query: &Params,
    name: &'static str,
    read: fn(&'static str, &str) -> Result<T>,
) -> Result<Option<(Operator, T)>> {
    let Some(value) = query.text(name)? else { return Ok(None) };
    let (operator, text) = Operator::of(&value);
    Ok(Some((operator, read(name, text)?)))
}

fn number_of(name: &'static str, text: &str) -> Result<i64> {
    text.trim().parse().map_err(|_| Error::invalid(name, "is not a whole number; send an integer"))
}
