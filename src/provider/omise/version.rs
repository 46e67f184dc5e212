//! Which edition of the interface a request asks for (2.2, 8).

use super::super::request::Request;

/// An edition of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// 2017-11-02, which also answers for the two older ones.
    V2017,
    /// 2019-05-29, the newest.
    V2019,
}

/// The header that chooses the edition.
pub(super) const HEADER: &str = "Omise-Version";

/// Every published edition, and the one whose shapes it is answered in.
const PUBLISHED: [(&str, Version); 4] = [
    ("2014-07-27", Version::V2017),
    ("2015-11-17", Version::V2017),
    ("2017-11-02", Version::V2017),
    ("2019-05-29", Version::V2019),
];

impl Version {
    /// The edition a request asks for and its name as it is echoed; the newest where none or an unknown one is named.
    pub(super) fn of(request: &Request) -> (Version, &'static str) {
        let asked = request.header_value(HEADER).unwrap_or_default().trim();
        let known = PUBLISHED.into_iter().find(|(name, _)| *name == asked);
        known.map_or((Version::V2019, "2019-05-29"), |(name, version)| (version, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn omise_2_2_unknown_versions_are_answered_in_the_newest() {
        let of = |value: &str| Version::of(&Request::get("/customers").header("omise-version", value));
        assert_eq!(of("2014-07-27"), (Version::V2017, "2014-07-27"));
        assert_eq!(of("2015-11-17"), (Version::V2017, "2015-11-17"));
        assert_eq!(of("2017-11-02"), (Version::V2017, "2017-11-02"));
        assert_eq!(of("2019-05-29"), (Version::V2019, "2019-05-29"));
        assert_eq!(of("2031-01-01"), (Version::V2019, "2019-05-29"));
        assert_eq!(Version::of(&Request::get("/customers")), (Version::V2019, "2019-05-29"));
    }
}
