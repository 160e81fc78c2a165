//! Cookies: the session, the language and, in the practice municipality, the persona.

use crate::Settings;
use axum::extract::ConnectInfo;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, HOST, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use domain::sessions::Device;
use messages::Lang;
use std::net::{IpAddr, SocketAddr};

/// Holds the opaque token of a sign-in. The prefix makes browsers demand Secure, Path=/ and no
/// Domain, so that no other host or subdomain can plant one.
const SESSION: &str = "__Host-samsyn";
const LANGUAGE: &str = "__Host-samsyn-sprak";
/// Tells a browser that an account knows from any other; opens nothing.
const BROWSER: &str = "__Host-samsyn-enhet";
/// Is sent from pages of the same site alone; says nothing of who.
const SAME_SITE: &str = "__Host-samsyn-plats";
/// Without `__Host-`: the practice municipality must work in browsers that refuse secure cookies
/// on plain HTTP to the own machine, and the choice is no secret.
const PERSONA: &str = "samsyn-persona";

/// The session's token.
pub fn token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, SESSION)
}

/// Key of the chosen persona.
pub fn persona(headers: &HeaderMap) -> Option<String> {
    cookie(headers, PERSONA)
}

/// Cookie, then `Accept-Language`, then Swedish.
pub fn language(headers: &HeaderMap) -> Lang {
    let chosen = cookie(headers, LANGUAGE).and_then(|tag| Lang::from_tag(&tag));
    chosen.or_else(|| accepted(headers)).unwrap_or_default()
}

/// The first of our languages in the order of the reader's preference.
fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let text = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wanted: Vec<(f32, Lang)> = Vec::new();
    for part in text.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let Some(lang) = pieces.next().and_then(Lang::from_tag) else { continue };
        let quality = pieces.find_map(|p| p.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
        wanted.push((quality.unwrap_or(0.0), lang));
    }
    // A stable sort keeps the written order among equals.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.first().filter(|(quality, _)| *quality > 0.0).map(|(_, lang)| *lang)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned()).filter(|value| !value.is_empty())
}

/// What the browser keeps from an earlier sign-in.
pub fn known_browser(headers: &HeaderMap) -> Option<String> {
    cookie(headers, BROWSER)
}

/// `Set-Cookie` for a browser to be known by, kept half a year.
pub fn keep_browser(secret: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{BROWSER}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=15552000")).ok()
}

/// Whether a request comes from a page of the same site, by the cookie for browsers that do not say so otherwise.
pub fn is_same_site(headers: &HeaderMap) -> bool {
    cookie(headers, SAME_SITE).is_some()
}

/// `Set-Cookie` for such a browser.
pub fn same_site() -> HeaderValue {
    HeaderValue::from_static("__Host-samsyn-plats=1; Path=/; Secure; HttpOnly; SameSite=Strict")
}

/// Family of browser and system of the one who asks.
pub fn device(headers: &HeaderMap) -> Device {
    headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).map_or(Device::UNKNOWN, Device::from_user_agent)
}

/// `Set-Cookie` for a new session. It ends with the browser; the server ends it earlier.
pub fn begin(token: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{SESSION}={token}; Path=/; Secure; HttpOnly; SameSite=Lax")).ok()
}

/// `Set-Cookie` that takes the session away.
pub fn end() -> HeaderValue {
    HeaderValue::from_static("__Host-samsyn=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// `Set-Cookie` for the language, kept a year.
pub fn speak(lang: Lang) -> HeaderValue {
    HeaderValue::from_static(match lang {
        Lang::Sv => "__Host-samsyn-sprak=sv; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000",
        Lang::En => "__Host-samsyn-sprak=en; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000",
    })
}

/// `Set-Cookie` for a persona; `None` when the key is not one that a cookie can hold.
pub fn become_persona(key: &str) -> Option<HeaderValue> {
    let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let text = plain.then(|| format!("{PERSONA}={key}; Path=/; HttpOnly; SameSite=Lax"))?;
    HeaderValue::from_str(&text).ok()
}

/// Headers that only a proxy adds.
const BY_A_PROXY: [&str; 6] = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Whether the other end is a program on this machine that asked for this machine, not a proxy
/// speaking for someone else. A proxy need not say that it is one: what is served behind one (TLS)
/// never takes anybody for local.
pub fn from_this_machine(settings: Settings, parts: &Parts) -> bool {
    let direct = !settings.behind_tls && BY_A_PROXY.iter().all(|name| !parts.headers.contains_key(*name));
    let host = parts.headers.get(HOST).map_or(Some(""), |host| host.to_str().ok());
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    direct && host.is_some_and(own_name) && peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
}

/// Whether a `Host` names the own machine. A page of another site that has its name point here asks
/// for its own name.
fn own_name(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.is_empty() || name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

/// An address to go on to after a form: only a path of this site.
pub fn own_path(next: &str) -> &str {
    let own = next.starts_with('/') && !next.starts_with("//") && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if own { next } else { "/" }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn headers(name: axum::http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn language_follows_cookie_then_preference_then_swedish() {
        assert_eq!(language(&HeaderMap::new()), Lang::Sv);
        assert_eq!(language(&headers(ACCEPT_LANGUAGE, "de, en;q=0.8, sv;q=0.5")), Lang::En);
        assert_eq!(language(&headers(ACCEPT_LANGUAGE, "en;q=0.2, sv-SE;q=0.9")), Lang::Sv);
        assert_eq!(language(&headers(ACCEPT_LANGUAGE, "en;q=0")), Lang::Sv);
        let mut both = headers(ACCEPT_LANGUAGE, "en");
        both.insert(COOKIE, HeaderValue::from_static("a=b; __Host-samsyn-sprak=sv"));
        assert_eq!(language(&both), Lang::Sv);
    }

    #[test]
    fn a_proxy_is_not_this_machine() {
        let asked = |behind_tls, peer: &str, headers: &[(&'static str, &str)]| {
            let mut request = axum::http::Request::builder();
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let (mut parts, ()) = request.body(()).unwrap().into_parts();
            parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4000)));
            from_this_machine(Settings { behind_tls, metrics_open: false }, &parts)
        };
        for host in ["127.0.0.1:8484", "localhost:8484", "[::1]:8484"] {
            assert!(asked(false, "127.0.0.1", &[("host", host)]), "{host}");
            assert!(!asked(true, "127.0.0.1", &[("host", host)]), "a plain proxy_pass in front");
        }
        assert!(asked(false, "::ffff:127.0.0.1", &[]));
        assert!(!asked(false, "192.0.2.7", &[("host", "127.0.0.1")]));
        for name in BY_A_PROXY {
            assert!(!asked(false, "127.0.0.1", &[("host", "127.0.0.1"), (name, "x")]), "{name}");
        }
        for host in ["samsyn.example.se", "127.0.0.1.example.se:8484", "10.0.0.1"] {
            assert!(!asked(false, "127.0.0.1", &[("host", host)]), "{host}");
        }
    }

    #[test]
    fn only_a_path_of_this_site_is_followed() {
        assert_eq!(own_path("/t/0580/import?x=1"), "/t/0580/import?x=1");
        for foreign in ["https://example.org", "//example.org", "/\\example.org", "", "x", "/a\r\nSet-Cookie: b=c", "/å"] {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = headers(COOKIE, "x__Host-samsyn=no; __Host-samsyn-sprak=en; __Host-samsyn=token");
        assert_eq!(token(&headers).unwrap(), "token");
    }
}
