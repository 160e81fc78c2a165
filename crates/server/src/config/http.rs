//! `[http]`: where the server listens and what stands before it.

use crate::outcome::Trouble;
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr};

/// The web front door.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Http {
    /// Address to listen on. A proxy that ends TLS stands before any other than loopback.
    pub address: IpAddr,
    /// Port.
    pub port: u16,
    /// Browsers come over TLS through a proxy: they are told never to come without.
    pub behind_tls: bool,
    /// Where browsers reach the product, for links in mail: `https://samsyn.example.se`. The address
    /// listened on otherwise.
    pub public_address: Option<String>,
    /// `/metrics` answers others than this machine.
    pub metrics_open: bool,
}

impl Http {
    /// Refuses an address that no link in a letter could begin with.
    pub fn check(&self) -> Result<(), Trouble> {
        let Some(address) = &self.public_address else { return Ok(()) };
        let place = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        let is_origin = place.map(|place| place.strip_suffix('/').unwrap_or(place)).is_some_and(|place| {
            let (name, port) = place.rsplit_once(':').unwrap_or((place, "443"));
            let is_written = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || "/?#@".contains(c));
            is_written && port.parse::<u16>().is_ok()
        });
        if is_origin { Ok(()) } else { Err(Trouble::Said("cli-public-address", address.clone())) }
    }
}

impl Default for Http {
    fn default() -> Self {
        Self { address: IpAddr::V4(Ipv4Addr::LOCALHOST), port: 8484, public_address: None, behind_tls: false, metrics_open: false }
    }
}
