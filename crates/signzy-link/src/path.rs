//! Addresses that Signzy gives its customers and does not publish.

use verify_core::{BaseUrl, Error};

/// The address of a call: `setting` is a path on the environment's host, or a whole address for a call that lives elsewhere.
pub(crate) fn resolve(host: &BaseUrl, setting: &str, bad: &'static str) -> Result<BaseUrl, Error> {
    let setting = setting.trim();
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#'));
    if !plain(setting) {
        return Err(Error::configuration(bad));
    }
    match setting.strip_prefix('/') {
        Some("") => Err(Error::configuration(bad)),
        Some(path) => format!("{}/{path}", host.as_str()).parse(),
        None if setting.contains("://") => setting.parse().map_err(|_| Error::configuration(bad)),
        None => Err(Error::configuration(bad)),
    }
}
