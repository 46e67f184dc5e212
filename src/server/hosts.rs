//! In whose name a request may come: a page of another site must not reach the store by giving its own name the address
//! of this machine, nor by sending a form here with the keys that the browser remembers.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, ORIGIN};
use hyper::{HeaderMap, Method, Uri};

/// The hosts in whose name requests may come.
#[derive(Debug)]
pub(super) struct Hosts {
    address: IpAddr,
    names: Vec<String>,
}

impl Hosts {
    /// Loopback, the address that is listened at, and further names.
    pub fn new(address: SocketAddr, names: &[String]) -> Hosts {
        Hosts { address: address.ip(), names: names.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// Whether a request may be answered: its host is one of these, and no page of another site sends it.
    pub fn admit(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(HOST).iter();
        let (host, second) = (named.next().and_then(|host| host.to_str().ok()), named.next());
        let host = uri.host().or_else(|| host.map(without_port));
        let origin = match headers.get(ORIGIN) {
            Some(origin) => origin.to_str().is_ok_and(|origin| self.is_origin(origin)),
            None => true,
        };
        second.is_none() && host.is_some_and(|host| self.is_known(host)) && origin && !from_elsewhere(method, headers)
    }

    fn is_origin(&self, origin: &str) -> bool {
        let host = origin.split_once("://").map(|(_, host)| without_port(host));
        host.is_some_and(|host| self.is_known(host))
    }

    fn is_known(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(&host);
        match bare.parse::<IpAddr>() {
            // Only a name can be given another address, so where every address is listened at, any is as good.
            Ok(address) => address.is_loopback() || address == self.address || self.address.is_unspecified(),
            Err(_) => host == "localhost" || host.ends_with(".localhost") || self.names.contains(&host),
        }
    }
}

/// Whether a browser says that a page of another site makes it send this. Following a link to here is no such request.
fn from_elsewhere(method: &Method, headers: &HeaderMap) -> bool {
    let says = |name: &str, value: &str| headers.get(name).is_some_and(|said| said == value);
    let elsewhere = says("sec-fetch-site", "cross-site") || says("sec-fetch-site", "same-site");
    elsewhere && !(*method == Method::GET && says("sec-fetch-mode", "navigate"))
}

/// A host without its port.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(address: &str, headers: &[(&'static str, &str)]) -> bool {
        let hosts = Hosts::new(address.parse().unwrap(), &["till.shop".to_owned()]);
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        hosts.admit(&Method::POST, &Uri::from_static("/customers"), &map)
    }

    #[test]
    fn loopback_the_address_and_named_hosts_are_admitted() {
        for host in
            ["localhost", "LOCALHOST:8455", "127.0.0.1", "127.9.9.9:1", "[::1]:8455", "till.shop", "a.localhost"]
        {
            assert!(admits("127.0.0.1:8455", &[("host", host)]), "{host}");
        }
        assert!(admits("192.168.1.5:8455", &[("host", "192.168.1.5:8455")]));
        assert!(admits("0.0.0.0:8455", &[("host", "192.168.1.5:8455")]));
    }

    #[test]
    fn other_names_and_addresses_are_not() {
        for host in
            ["evil.example", "evil.example:8455", "127.0.0.1.evil.example", "", "192.168.1.5", "[::2]", "localhost."]
        {
            assert!(!admits("127.0.0.1:8455", &[("host", host)]), "{host}");
        }
        assert!(!admits("0.0.0.0:8455", &[("host", "evil.example")]));
        assert!(!admits("127.0.0.1:8455", &[]));
        assert!(!admits("127.0.0.1:8455", &[("host", "localhost"), ("host", "evil.example")]));
    }

    #[test]
    fn a_page_of_another_site_cannot_use_the_keys_that_a_browser_remembers() {
        let local = ("host", "localhost:8455");
        assert!(admits("127.0.0.1:8455", &[local, ("origin", "http://localhost:8455")]));
        assert!(!admits("127.0.0.1:8455", &[local, ("origin", "https://evil.example")]));
        assert!(!admits("127.0.0.1:8455", &[local, ("origin", "null")]));
        assert!(!admits("127.0.0.1:8455", &[local, ("sec-fetch-site", "cross-site")]));
        assert!(admits("127.0.0.1:8455", &[local, ("sec-fetch-site", "same-origin")]));
    }
}
