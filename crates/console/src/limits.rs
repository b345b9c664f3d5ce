//! How long a session lasts, how much there may be of anything, and how often a door may be tried: by name.

/// A session nobody uses ends after so many seconds.
pub const SESSION_IDLE_SECONDS: i64 = 30 * 60;
/// A session ends after so many seconds however it is used, or with the credentials behind it where these end earlier.
pub const SESSION_SECONDS_MAX: i64 = 8 * 60 * 60;
/// Sessions at a time. One more ends the one that has been idle longest.
pub const SESSIONS_MAX: usize = 4_096;
/// How long a sign-in page may stand open before it is sent.
pub const SIGN_IN_PAGE_SECONDS: i64 = 60 * 60;

/// Between two looks at what a page follows. A session that has ended is told of no later.
pub const BEAT_SECONDS: u64 = 2;
/// How long one stream lasts before its browser begins the next: less than a client is given to read an answer.
pub const STREAM_SECONDS_MAX: u64 = 25;
/// Pages that one session follows at a time.
pub const STREAMS_PER_SESSION_MAX: usize = 6;

/// Passwords that may be tried at once for one name from one address.
pub const TRIES_PER_NAME_AND_ADDRESS: u32 = 5;
/// Seconds until one more may be tried for one name from one address.
pub const SECONDS_PER_TRY_OF_NAME_AND_ADDRESS: i64 = 60;
/// Passwords that may be tried at once for one name, wherever from. Addresses from which that name has signed in before are
/// not counted here, so that strangers cannot lock anybody out.
pub const TRIES_PER_NAME: u32 = 20;
/// Seconds until one more may be tried for one name.
pub const SECONDS_PER_TRY_OF_NAME: i64 = 60;
/// Passwords that may be tried at once from one address (one /64 of IPv6), whatever the name.
pub const TRIES_PER_ADDRESS: u32 = 20;
/// Seconds until one more may be tried from one address.
pub const SECONDS_PER_TRY_OF_ADDRESS: i64 = 15;
/// How long a browser is known in which somebody signed in, since he last did.
pub const KNOWN_BROWSER_SECONDS: i64 = 90 * 24 * 60 * 60;
/// Passwords that may be tried at once for one name in one browser in which it has signed in. What strangers try, behind the same address too, is not counted here. All such browsers of a name share a budget like
/// that of all strangers.
pub const TRIES_PER_KNOWN_BROWSER: u32 = 5;
/// Seconds until one more may be tried in a known browser.
pub const SECONDS_PER_TRY_OF_KNOWN_BROWSER: i64 = 60;
/// Names and addresses remembered at a time, of each kind.
pub const TRIED_MAX: usize = 8_192;

/// Bytes of a form: the longest policy, percent-encoded, and the fields around it.
pub const FORM_BYTES_MAX: usize = 128 << 10;
/// Fields of a form or a query.
pub const FIELDS_MAX: usize = 256;
/// Bytes of a page's query that are kept for whoever signs in on the way to it.
pub const NEXT_QUERY_BYTES_MAX: usize = 2 << 10;
/// Sent forms that one session remembers, so that one that is sent again makes nothing again.
pub const FORMS_REMEMBERED_MAX: usize = 256;
/// Bytes of a session's cookie header that are looked at.
pub const COOKIE_BYTES_MAX: usize = 8 << 10;
/// Rows that a list reads before it filters, so that a page is answered in bounded time.
pub const ROWS_READ_MAX: usize = 1_000;
/// Rows that a list shows.
pub const ROWS_SHOWN_MAX: usize = 100;
/// Rows of a list that stands beside a page's own matter.
pub const ROWS_BESIDE_MAX: usize = 30;
/// Keys, instances and users of a group on one page: most are asked for by calls of their own.
pub const DETAILS_SHOWN_MAX: usize = 50;
/// Policies granted at a time.
pub const GRANTED_AT_ONCE_MAX: usize = 20;
