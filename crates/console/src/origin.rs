//! Which site a request came from, by what browsers say of it.

use crate::Visit;

/// Whether nothing says that another site sent this. A client that says nothing is judged by its token alone.
///
/// Under `Referrer-Policy: no-referrer` browsers write `Origin: null` with the forms of our own pages (Fetch, "append a
/// request Origin header"), so that word alone says nothing.
pub(crate) fn is_ours(visit: &Visit<'_>) -> bool {
    let fetched = match visit.headers.contains_key("sec-fetch-site") {
        true => Some(visit.header("sec-fetch-site") == Some("same-origin")),
        false => None,
    };
    let origin = match (visit.headers.contains_key("origin"), visit.header("origin")) {
        (false, _) | (true, Some("null")) => None,
        (true, None) => Some(false),
        (true, Some(origin)) => Some(origin == expected(visit)),
    };
    fetched != Some(false) && origin != Some(false)
}

fn expected(visit: &Visit<'_>) -> String {
    format!("{}://{}", if visit.from.secure { "https" } else { "http" }, visit.host())
}
