//! A store whose lists lack what its records say, so that a check has something to find.

use std::path::Path;
use std::sync::LazyLock;

use redb::{Database, TableDefinition};
use tillbook::{Mode, NewCustomer, Provider, Store};

const ORDER: TableDefinition<&[u8; 14], &[u8; 19]> = TableDefinition::new("order");

/// The bytes of its file.
pub fn store() -> &'static [u8] {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let path = Path::new("damaged.tillbook");
        make(path).expect("a store can be made and damaged");
        std::fs::read(path).expect("the store can be read")
    });
    &BYTES
}

fn make(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let store = Store::open(path)?;
    for provider in [Provider::Omise, Provider::DigitalRiver] {
        for _ in 0..3 {
            store.account(provider, Mode::Test).customers().create(NewCustomer::default())?;
        }
    }
    drop(store);
    let database = Database::open(path)?;
    let write = database.begin_write()?;
    write.open_table(ORDER)?.retain(|_, _| false)?;
    write.commit()?;
    Ok(())
}
