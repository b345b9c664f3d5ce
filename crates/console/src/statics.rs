//! The few files that pages load, all of them from here: style sheets, scripts, an icon.
//!
//! Their addresses bear their digest, so that browsers keep them and a new release is seen at once.

use std::sync::LazyLock;

use aws_lc_rs::digest;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use crate::{Response, response};

struct File {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const FILES: [File; 13] = [
    File {
        name: "console.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../static/console.css"),
    },
    File {
        name: "console.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/console.js"),
    },
    // The policy editor's, loaded where it stands.
    File {
        name: "editor.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../static/editor.css"),
    },
    File {
        name: "editor.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/editor.js"),
    },
    File {
        name: "visual.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/visual.js"),
    },
    File {
        name: "rows.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/rows.js"),
    },
    File {
        name: "conditions.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/conditions.js"),
    },
    File {
        name: "document.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/document.js"),
    },
    // As published, under the Zero-Clause BSD licence: static/htmx.LICENSE.
    File {
        name: "htmx.min.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/htmx.min.js"),
    },
    File {
        name: "live.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/live.js"),
    },
    File {
        name: "refused.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/refused.js"),
    },
    File {
        name: "draft.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/draft.js"),
    },
    File { name: "icon.svg", kind: "image/svg+xml", bytes: include_bytes!("../static/icon.svg") },
];

/// The first characters of a digest over all files: SHA-256, hexadecimal.
static DIGEST: LazyLock<String> = LazyLock::new(|| {
    let mut all = digest::Context::new(&digest::SHA256);
    for file in &FILES {
        all.update(file.bytes);
    }
    hex::encode(all.finish()).chars().take(16).collect()
});

/// Where the files of this release lie.
pub(crate) fn files() -> String {
    format!("{}static/{}", crate::HOME, *DIGEST)
}

/// One of them; any release's address shows this release's, but only its own is kept.
pub(crate) fn file(digest: &str, name: &str) -> Option<Response> {
    let file = FILES.iter().find(|file| file.name == name)?;
    let mut answer = response::with(StatusCode::OK, file.kind, Bytes::from_static(file.bytes));
    let kept = if digest == *DIGEST { "public, max-age=31536000, immutable" } else { "no-store" };
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    Some(answer)
}
