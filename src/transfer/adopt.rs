//! The till's own fields in the places that the provider has for them.

use crate::model::{AccountId, Attributes, Customer, ImportedCustomer, Metadata, OwnFields, Timestamp};
use crate::provider::Adoption;
use crate::rules;
use crate::rules::policy::Policy;

use super::row::Warnings;

/// Fills the provider's attributes from the till's own fields. What the provider's rules forbid there stays the till's
/// own alone, and that is told.
pub(crate) fn adopt(account: AccountId, line: u64, row: &mut ImportedCustomer, warnings: &mut Warnings) {
    let dialect = account.provider.dialect();
    by_rules(dialect.policy, dialect.exchange.adoptions, line, row, warnings);
}

fn by_rules(policy: &Policy, adoptions: &[Adoption], line: u64, row: &mut ImportedCustomer, warnings: &mut Warnings) {
    let initial = Attributes::initial(policy.provider);
    let mut attributes = initial.clone();
    for adoption in adoptions {
        let mut tried = attributes.clone();
        (adoption.put)(&row.own, &mut tried);
        if tried == attributes {
            continue;
        }
        let mut customer = otherwise_good(tried.clone());
        match rules::customer::check_new(policy, &mut customer) {
            // Not what the rules make of it: a new customer's defaults are none of an import's.
            Ok(()) => attributes = tried,
            Err(error) => {
                let field = adoption.field;
                warnings.add(line, format!("the {field} was kept as the till's own only: {error}"));
            }
        }
    }
    if attributes != initial {
        row.attributes = Some(attributes);
    }
}

/// A customer in whom nothing but the attributes could be against a provider's rules.
fn otherwise_good(attributes: Attributes) -> Customer {
    Customer {
        id: String::new(),
        sequence: 0,
        created_at: Timestamp::EPOCH,
        updated_at: None,
        deleted_at: None,
        // Some providers ask for an e-mail address or a telephone number.
        email: Some("ann@example.org".to_owned()),
        description: None,
        metadata: Metadata::default(),
        default_card: None,
        own: OwnFields::default(),
        attributes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mode, MonriAttributes, PostalAddress, Provider};
    use crate::rules::policy::{TextForm, TextRule};

    fn adopted(provider: Provider, own: OwnFields) -> (Option<Attributes>, Vec<String>) {
        let mut row = ImportedCustomer { own, ..ImportedCustomer::default() };
        let mut warnings = Warnings::default();
        adopt(AccountId { provider, mode: Mode::Test }, 7, &mut row, &mut warnings);
        (row.attributes, warnings.kept().iter().map(|warning| warning.text.clone()).collect())
    }

    fn ann() -> OwnFields {
        OwnFields {
            name: Some("Ann".into()),
            phone: Some("+6681234567".into()),
            merchant_customer_id: Some("17".into()),
            notes: Some("likes tea".into()),
            company: Some("Example".into()),
            tags: vec!["vip".into()],
            address: Some(PostalAddress {
                line1: Some("1 High Street".into()),
                city: Some("Leeds".into()),
                postal_code: Some("LS1 1AA".into()),
                country: Some("GB".into()),
                ..PostalAddress::default()
            }),
            ..OwnFields::default()
        }
    }

    #[test]
    fn the_tills_fields_stand_where_the_provider_has_a_place_for_them() {
        for provider in [Provider::Omise, Provider::Komoju] {
            assert_eq!(adopted(provider, ann()), (None, Vec::new()));
        }
        let (attributes, warnings) = adopted(Provider::Monri, ann());
        let expected = MonriAttributes {
            merchant_customer_id: Some("17".into()),
            name: Some("Ann".into()),
            phone: Some("+6681234567".into()),
            zip_code: Some("LS1 1AA".into()),
            city: Some("Leeds".into()),
            address: Some("1 High Street".into()),
            country: Some("GB".into()),
        };
        assert_eq!((attributes, warnings), (Some(Attributes::Monri(Box::new(expected))), Vec::new()));
        let Some(Attributes::DigitalRiver(river)) = adopted(Provider::DigitalRiver, ann()).0 else { panic!() };
        let shipping = river.shipping.unwrap();
        let shown = [&shipping.name, &shipping.phone, &shipping.organization, &shipping.line1, &shipping.country];
        assert_eq!(
            shown.map(|text| text.as_deref().unwrap()),
            ["Ann", "+6681234567", "Example", "1 High Street", "GB"]
        );
        let Some(Attributes::Shopline(shopline)) = adopted(Provider::Shopline, ann()).0 else { panic!() };
        assert_eq!((shopline.name.as_deref(), shopline.memo.as_deref()), (Some("Ann"), Some("likes tea")));
        assert_eq!((shopline.phones, shopline.tags), (vec!["+6681234567".to_owned()], vec!["vip".to_owned()]));
    }

    #[test]
    fn what_a_rule_forbids_stays_the_tills_own_and_is_told() {
        const NAME: TextRule = TextRule {
            field: "name",
            of: |customer| match &customer.attributes {
                Attributes::Monri(monri) => monri.name.as_deref(),
                _ => None,
            },
            least: 1,
            most: 2,
            form: TextForm::Any,
        };
        let monri = Provider::Monri.dialect();
        let policy = Policy { texts: &[NAME], card_checks: monri.policy.card_checks.clone(), ..*monri.policy };
        let mut row = ImportedCustomer { own: ann(), ..ImportedCustomer::default() };
        let mut warnings = Warnings::default();
        by_rules(&policy, monri.exchange.adoptions, 7, &mut row, &mut warnings);
        let Some(Attributes::Monri(monri)) = row.attributes else { panic!() };
        assert_eq!((monri.name.as_deref(), monri.phone.as_deref()), (None, Some("+6681234567")));
        assert_eq!(row.own, ann());
        let text = "the name was kept as the till's own only: name has 3 characters; send 1 to 2";
        assert_eq!(
            warnings.kept().iter().map(|warning| (warning.line, &*warning.text)).collect::<Vec<_>>(),
            [(7, text)]
        );
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        for provider in Provider::ALL {
            assert_eq!(adopted(provider, OwnFields::default()), (None, Vec::new()));
        }
    }
}
