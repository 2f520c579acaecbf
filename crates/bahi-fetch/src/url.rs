//! Addresses of the web, as far as fetching needs to take them apart.

use crate::error::FetchError;
use ureq::http::Uri;

/// Checks an address and writes its letters beyond ASCII as the web does.
pub(crate) fn checked(url: &str) -> Result<Uri, FetchError> {
    let bad = |why| FetchError::Address { url: url.to_owned(), why };
    let url = url.trim();
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let mut encoded = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            0x21..=0x7E if !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    let uri: Uri = encoded.parse().map_err(|_| bad("it cannot be read"))?;
    match uri.scheme_str() {
        Some("http" | "https") => {}
        _ => return Err(bad("it does not begin with http:// or https://")),
    }
    let authority = uri.authority().ok_or_else(|| bad("it names no host"))?;
    if authority.as_str().contains('@') {
        return Err(bad("it carries a name or a password"));
    }
    if authority.host().is_empty() || authority.host().contains('%') {
        return Err(bad("its host is not written in ASCII"));
    }
    Ok(uri)
}

/// Scheme, host and port: what one robots.txt speaks for.
pub(crate) fn site(uri: &Uri) -> String {
    let (scheme, authority) = (uri.scheme_str().unwrap_or("http"), uri.authority().map_or("", |a| a.as_str()));
    format!("{scheme}://{}", authority.to_ascii_lowercase())
}

/// Path and query.
pub(crate) fn path(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", |p| p.as_str())
}

/// Where a reference found at `base` leads.
pub(crate) fn join(base: &Uri, reference: &str) -> String {
    let reference = reference.trim();
    let lower = reference.to_ascii_lowercase();
    if lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.split('/').next().unwrap_or("").contains(':')
    {
        return reference.to_owned();
    }
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{}://{rest}", base.scheme_str().unwrap_or("http"));
    }
    let site = site(base);
    if reference.starts_with('/') {
        return format!("{site}{reference}");
    }
    let path = base.path();
    if reference.starts_with('?') {
        return format!("{site}{path}{reference}");
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{site}{folder}/{reference}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_none_of_the_web_are_refused() {
        for url in [
            "",
            "file:///etc/passwd",
            "ftp://x.example/",
            "http://",
            "https://u:p@x.example/",
            "x.example/a",
            "http://भारत/",
        ] {
            assert!(checked(url).is_err(), "{url}");
        }
        let uri = checked(" https://X.example/खबर?a=b c#d ").expect("an address");
        assert_eq!(path(&uri), "/%E0%A4%96%E0%A4%AC%E0%A4%B0?a=b%20c");
        assert_eq!(site(&uri), "https://x.example");
    }

    #[test]
    fn a_reference_leads_on_from_where_it_stands() {
        let base = checked("https://x.example/a/b?c").expect("an address");
        for (reference, to) in [
            ("http://y.example/z", "http://y.example/z"),
            ("//y.example/z", "https://y.example/z"),
            ("/z", "https://x.example/z"),
            ("z", "https://x.example/a/z"),
            ("?z", "https://x.example/a/b?z"),
            ("file:///etc/passwd", "file:///etc/passwd"),
        ] {
            assert_eq!(join(&base, reference), to);
        }
    }
}
