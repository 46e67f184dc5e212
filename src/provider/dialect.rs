//! What a provider's folder gives to the rest of the program: one table for each provider, so that nobody else has to ask
//! which provider it is.

use super::exchange::Exchange;
use super::keys::Keys;
use super::request::{Key, Request};
use super::response::Response;
use crate::account::Account;
use crate::error::Status;
use crate::model::{Mode, Timestamp};
use crate::rules::policy::Policy;

/// What the paths begin with of what is no provider's, such as the clock, the page and [`Dialect::control`].
pub(crate) const CONTROL: &str = "/_tillbook/";

/// One provider's rules, requests, keys and objects.
#[cfg_attr(not(feature = "server"), allow(dead_code, reason = "what only a server asks for"))]
pub(crate) struct Dialect {
    /// The provider's rules as data.
    pub policy: &'static Policy,
    /// What every path begins with over HTTP, for example `/v2`; may be empty. A path without it means the same.
    pub prefix: &'static str,
    /// The header in which an answer names its request, in small letters.
    pub request_id_header: &'static str,
    /// Answers a request whose key has been looked at.
    pub answer: fn(&Account, &Request) -> Response,
    /// The keys that the provider gives out, and how a request shows them.
    pub access: Access,
    /// The provider's own words for what goes wrong before a request reaches an end point.
    pub refuse: fn(Refusal) -> Response,
    /// What the provider does outside its interface, below `/_tillbook/`: the last part of the path is given; none when
    /// the provider has nothing of that name.
    pub control: fn(&Account, &str, &Request) -> Option<Response>,
    /// An OpenAPI 3 description of every end point, as JSON; a library without a server has no use for so much text.
    #[cfg(feature = "server")]
    pub description: &'static str,
    /// The objects of the provider in files.
    pub exchange: Exchange,
}

/// The keys that a provider gives out, and how a request shows them.
#[cfg_attr(not(feature = "server"), allow(dead_code, reason = "only a server asks for keys"))]
pub(crate) struct Access {
    /// The world that a key's form tells; none when the provider's keys tell none, or when it is no key of the provider.
    pub mode_of: fn(&str) -> Option<Mode>,
    /// What keeps a text from being the secret key; a sentence's end such as `does not begin with sk_`.
    pub check_secret: fn(&str) -> Result<(), &'static str>,
    /// The same of the public key.
    pub check_public: fn(&str) -> Result<(), &'static str>,
    /// New keys, made of random lower-case letters and digits; the argument of the function is how many.
    pub make: fn(Mode, &mut dyn FnMut(usize) -> String) -> Keys,
    /// Which key a request shows, or the provider's refusal. The request is as it came over the wire: its path has the
    /// prefix, its body is untouched.
    pub authenticate: fn(&Keys, &Request, Timestamp) -> Result<Key, Response>,
    /// Answers a request that is about the keys themselves and so needs none, such as one for an access token; none when
    /// the request is not such a one.
    pub grant: fn(&Keys, &Request, Timestamp) -> Option<Response>,
}

/// What goes wrong before a request reaches an end point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "server"), allow(dead_code, reason = "only a server refuses what reaches no end point"))]
pub(crate) enum Refusal {
    /// The request shows no key, or a wrong one.
    Unauthorized,
    /// No end point has this path.
    UnknownPath,
    /// The path or the headers cannot be read.
    Unreadable,
    /// The body is larger than is taken.
    TooLarge,
    /// The request did not arrive in time.
    Timeout,
    /// The server is busy with too many requests.
    TooMany,
    /// The store failed.
    Internal,
}

impl Refusal {
    /// The refusal in words, where the provider's page has none for it.
    pub(super) const fn sentence(self) -> &'static str {
        match self {
            Refusal::Unauthorized => "the request shows no key of this account; send the secret key",
            Refusal::UnknownPath => "there is no such path; check it and the method",
            Refusal::Unreadable => "the request cannot be read; check its path and headers",
            Refusal::TooLarge => "the body is too large; send less at a time",
            Refusal::Timeout => "the request took too long to arrive; send it again",
            Refusal::TooMany => "too many requests at once; try again in a moment",
            Refusal::Internal => Status::Io.meaning(),
        }
    }
}

/// Control of a provider that does nothing outside its interface.
pub(super) fn no_control(_: &Account, _: &str, _: &Request) -> Option<Response> {
    None
}

/// Access of a provider that hands out no access tokens.
pub(super) fn no_grant(_: &Keys, _: &Request, _: Timestamp) -> Option<Response> {
    None
}
