//! The method and the path of a request, taken apart.

use zeroize::Zeroizing;

use super::percent;
use super::request::{Method, Request};

/// A method and the decoded parts of a path.
pub(super) struct Route {
    /// The method.
    pub method: Method,
    parts: Vec<Zeroizing<String>>,
}

impl Route {
    /// The route of a request, without the provider's prefix where it has it; none when its path cannot be one. One
    /// trailing slash is tolerated.
    pub(super) fn of(request: &Request, prefix: &str) -> Option<Route> {
        let path = request.bare_path();
        let below = path.strip_prefix(prefix).filter(|below| below.is_empty() || below.starts_with('/'));
        let path = below.unwrap_or(path).strip_prefix('/')?;
        let path = path.strip_suffix('/').unwrap_or(path);
        let parts = path.split('/').map(percent::decode_path).collect::<Option<Vec<_>>>()?;
        let whole = parts.iter().all(|part| !part.is_empty());
        whole.then_some(Route { method: request.method, parts })
    }

    /// The decoded parts of the path.
    pub(super) fn parts(&self) -> Vec<&str> {
        self.parts.iter().map(|part| part.as_str()).collect()
    }
}
