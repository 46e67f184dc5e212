//! What the library can do, for hosts that would rather ask than guess.

use super::numbers::Numbered as _;

/// What builds and versions of the library differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    /// `tillbook_call` for Omise.
    Omise,
    /// `tillbook_call` for KOMOJU.
    Komoju,
    /// `tillbook_call` for Monri.
    Monri,
    /// `tillbook_call` for Digital River.
    DigitalRiver,
    /// `tillbook_call` for SHOPLINE.
    Shopline,
    /// `read_only` of `tillbook_open_options`.
    ReadOnly,
    /// `durability` of `tillbook_open_options`.
    Durability,
    /// `log` of `tillbook_open_options`.
    Log,
    /// `tillbook_store_backup`.
    Backup,
    /// `tillbook_customers_import` and `tillbook_customers_export`.
    Transfer,
    /// `TILLBOOK_FORKED` in a child of the process that opened the store.
    ForkDetection,
    /// The command line is part of this build.
    CommandLine,
    /// The server is part of this build.
    Server,
}

impl Feature {
    /// Whether this build has it. What every build of this version has is no question; what it lacks is not in the table.
    fn here(self) -> bool {
        match self {
            Feature::ForkDetection => cfg!(unix),
            Feature::CommandLine => cfg!(feature = "cli"),
            Feature::Server => cfg!(feature = "server"),
            _ => true,
        }
    }
}

/// Whether the library can do something. A number that it does not know is something that it cannot do, so that a program
/// built against a later header may ask an earlier library.
///
/// @param feature   one of `tillbook_feature`
/// @return 1 when it can, else 0
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_has_feature(feature: i32) -> i32 {
    Feature::from_number(feature, "feature").is_ok_and(Feature::here).into()
}
