//! Requests sent again: after kill -9, and whatever became of them the first time.

use rampart_wire::Service;

use crate::{
    place::Place,
    raw::{Request, signed},
};

fn new_key(place: &Place, description: &str) -> Request {
    signed(&place.root(), Service::Kms, "CreateKey", &[("Description", description)], &[])
}

fn keys(place: &Place) -> u64 {
    let listed = place.call_as(&place.root(), &["kms", "ListKeys"]).expect(0).json();
    listed["TotalCount"].as_u64().unwrap()
}

#[test]
fn a_request_is_taken_once_across_kill_9() {
    let place = Place::new();
    let data = place.file("");
    let server = place.serve(&[]);
    let root = place.root();
    let change = new_key(&place, "one");
    let read = signed(&root, Service::Sts, "GetCallerIdentity", &[], &[]);
    let refused = signed(&root, Service::Kms, "DescribeKey", &[("KeyId", "alias/none")], &[]);
    assert_eq!(change.send(&data).status, 200);
    assert_eq!(read.send(&data).status, 200);
    assert_eq!(refused.send(&data).status, 404);
    // Dropped, it is killed with -9.
    drop(server);
    let server = place.serve(&[]);
    for request in [&change, &read, &refused] {
        assert_eq!(request.send(&data).code(), "SignatureNonceUsed");
    }
    assert_eq!(keys(&place), 1);
    drop(server);
    let server = place.serve(&[]);
    assert_eq!(change.send(&data).code(), "SignatureNonceUsed");
    server.stop();
    place.is_whole(&[]);
}

/// Who is throttled was told no: whoever kept the request must not have it done after a crash.
#[test]
fn a_throttled_request_is_not_carried_out_after_a_crash() {
    let place = Place::new();
    let data = place.file("");
    let server = place.serve(&["--throttle-access-key", "1"]);
    let (mut done, mut throttled) = (0, Vec::new());
    for number in 0..1000 {
        let request = new_key(&place, &number.to_string());
        let answer = request.send(&data);
        match answer.code() {
            "" => done += 1,
            "Throttling" => throttled.push(request),
            other => panic!("{other}: {answer:?}"),
        }
        if throttled.len() == 3 {
            break;
        }
    }
    assert_eq!(throttled.len(), 3, "a thousand calls, and one a second allowed");
    drop(server);
    let server = place.serve(&[]);
    for request in throttled {
        assert_eq!(request.send(&data).code(), "SignatureNonceUsed");
    }
    assert_eq!(keys(&place), done);
    server.stop();
}
