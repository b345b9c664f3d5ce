//! A whole server in memory: any request gets an answer that the protocol knows, and never an internal error.

use std::cell::RefCell;

use http::{HeaderMap, HeaderName, HeaderValue};
use rampart_api::Asked;
use rampart_testkit::World;
use rampart_wire::{Operation, Service};

/// Worlds grow as calls succeed; a new one keeps runs alike.
const CALLS_PER_WORLD: u32 = 2_000;

thread_local! {
    static WORLD: RefCell<(World, u32)> = RefCell::new((World::new(), 0));
}

fn in_world<T>(work: impl FnOnce(&World) -> T) -> T {
    WORLD.with_borrow_mut(|(world, calls)| {
        *calls += 1;
        if *calls > CALLS_PER_WORLD {
            *world = World::new();
            *calls = 0;
        }
        work(world)
    })
}

/// The bytes of an HTTP/1.1 request. Unsigned, or signed by nobody that exists: nothing but a refusal comes of it.
pub fn request(bytes: &[u8]) {
    let mut lines = [httparse::EMPTY_HEADER; 64];
    let mut read = httparse::Request::new(&mut lines);
    let Ok(httparse::Status::Complete(head)) = read.parse(bytes) else { return };
    let (Some(method), Some(target)) = (read.method, read.path) else { return };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut headers = HeaderMap::new();
    for line in read.headers.iter() {
        let name = HeaderName::from_bytes(line.name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(line.value)) {
            headers.append(name, value);
        }
    }
    let asked = Asked {
        method,
        path,
        query,
        headers: &headers,
        body: Some(&bytes[head..]),
        source_ip: Some([192, 0, 2, 1].into()),
        secure_transport: true,
        plain_http_taken: true,
    };
    let status = in_world(|world| world.run(world.status(&asked)));
    assert!(matches!(status, 200 | 400..500), "{status}");
}

/// A call signed by the account itself: the operation by number, its parameters as `name=value` lines.
pub fn signed_call(bytes: &[u8]) {
    let Some((head, rest)) = bytes.split_at_checked(2) else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let service = Service::ALL[usize::from(head[0]) % Service::ALL.len()];
    let operations: Vec<_> = Operation::ALL.iter().filter(|it| it.service() == service).collect();
    let operation = operations[usize::from(head[1]) % operations.len()];
    let mut params: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('=')).collect();
    params.dedup_by_key(|(name, _)| *name);
    let answer = in_world(|world| world.call(&world.root(), service.code(), operation.name(), &params));
    if let Err(refused) = answer {
        assert!(refused.status < 500, "{operation:?} {refused:?}");
        assert!(!refused.code.is_empty(), "{operation:?}");
    }
}
