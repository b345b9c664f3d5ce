//! What goes on side by side in one life of the server: callers and workers.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use rampart_api::Asked;
use rampart_rds::reconciler::{Track, Why};
use rampart_testkit::{ACCOUNT, Signer, service_of};
use rampart_vocab::{Clock, Timestamp};
use rampart_wire::{SigningKey, signature};
use serde_json::Value;

use crate::{
    calls::{Answer, Book, Made, Told, What, Who},
    machine::Machine,
    server::Server,
};

const HOST: &str = "rampart.test";

pub(crate) struct Scene<'a> {
    pub(crate) server: &'a Server,
    pub(crate) machine: &'a Machine,
    pub(crate) book: &'a RefCell<Book>,
    pub(crate) number: &'a Cell<u32>,
    pub(crate) tick: &'a Cell<u32>,
}

/// The address from which a call comes: by it the trail's records are known again.
pub(crate) fn address(number: u32) -> IpAddr {
    Ipv4Addr::from(0x0A00_0000 | number).into()
}

/// The call that came from an address.
pub(crate) fn number_at(address: IpAddr) -> Option<u32> {
    match address {
        IpAddr::V4(address) => Some(u32::from(address) & 0x00FF_FFFF),
        IpAddr::V6(_) => None,
    }
}

impl Scene<'_> {
    /// A user with an access key.
    pub(crate) async fn user(&self, name: &str) -> Signer {
        let root = self.book.borrow().root.clone();
        for operation in ["CreateUser", "CreateAccessKey"] {
            let number = next(self.number);
            let params = [("UserName", name.to_owned())];
            let (headers, body) = self.signed(&root, number, ("ram", operation, &params));
            let (status, answer) = self.sent(number, &headers, &body).await;
            assert_eq!(status, 200, "{answer}");
            if operation == "CreateAccessKey" {
                let signer = Signer::of(&answer["AccessKey"]);
                self.book.borrow_mut().secrets.push(signer.secret.clone().into_bytes());
                return signer;
            }
        }
        unreachable!("the second answer has it")
    }

    /// Asks one thing after another, as long as there are answers.
    pub(crate) async fn asks(&self, made: &RefCell<Vec<Made>>, calls: Vec<(Who, What)>) {
        for (who, what) in calls {
            self.ask(made, who, what).await;
        }
    }

    async fn ask(&self, made: &RefCell<Vec<Made>>, who: Who, what: What) {
        let number = next(self.number);
        let (headers, body) = match what {
            What::Replay(earlier) => self.book.borrow().sent[&earlier].clone(),
            _ => {
                let book = self.book.borrow();
                let signer = match who {
                    Who::Root => &book.root,
                    Who::User(user) => &book.users[usize::from(user)],
                    Who::Session(session) => &book.sessions[&session],
                };
                let (service, operation, params) = what.request(number, &book);
                self.signed(signer, number, (service, operation, &params))
            }
        };
        let at = self.begins(made, number, who, what);
        let (status, answer) = self.sent(number, &headers, &body).await;
        let told = match status {
            200 => {
                let mut book = self.book.borrow_mut();
                book.sent.insert(number, (headers, body));
                Answer::Done(what.told(number, &answer, &mut book))
            }
            503 => Answer::Lost,
            _ => {
                let code = answer["Code"].as_str().unwrap_or_default();
                assert_ne!(code, "InternalError", "{what:?}: {answer}");
                Answer::Refused(code.to_owned())
            }
        };
        self.ends(made, at, told);
    }

    fn begins(&self, made: &RefCell<Vec<Made>>, number: u32, who: Who, what: What) -> usize {
        let (began, ended) = (next(self.tick), u32::MAX);
        let mut made = made.borrow_mut();
        made.push(Made { number, who, what, began, ended, answer: Answer::Lost, applied: None });
        made.len() - 1
    }

    fn ends(&self, made: &RefCell<Vec<Made>>, at: usize, answer: Answer) {
        let made = &mut made.borrow_mut()[at];
        (made.ended, made.answer) = (next(self.tick), answer);
    }

    fn signed(
        &self,
        who: &Signer,
        number: u32,
        (service, operation, params): (&str, &str, &[(&str, String)]),
    ) -> (http::HeaderMap, Vec<u8>) {
        let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let call = signature::Unsigned {
            host: HOST,
            version: service_of(service).version(),
            action: operation,
            params: &params,
            at: self.machine.clock.now(),
            nonce: &format!("nonce-{number}"),
        };
        let key = SigningKey::new(who.secret.as_bytes());
        let credentials = signature::Credentials {
            access_key_id: &who.access_key_id,
            key: &key,
            security_token: who.token.as_deref(),
        };
        let signed = signature::sign_acs3(&call, &credentials).unwrap();
        (signed.headers, signed.body)
    }

    async fn sent(&self, number: u32, headers: &http::HeaderMap, body: &[u8]) -> (u16, Value) {
        let asked = Asked {
            method: "POST",
            path: "/",
            query: "",
            headers,
            body: Some(body),
            source_ip: Some(address(number)),
            secure_transport: true,
            plain_http_taken: true,
        };
        let reply = self.server.front.answer(asked).await;
        (reply.status, serde_json::from_slice(&reply.body).unwrap())
    }

    /// The trail's worker comes once; what it cannot do now it does later.
    pub(crate) async fn settles(&self) {
        let _ = self.server.trail.settle().await;
    }

    /// The rows' disk stalls after a while, for a while.
    pub(crate) async fn stalls(&self, turns: u32, seconds: u32) {
        for _ in 0..turns {
            tokio::task::yield_now().await;
        }
        self.server.rows.stall(true);
        tokio::time::sleep(Duration::from_secs(seconds.into())).await;
        self.server.rows.stall(false);
        self.server.rows.caught_up().await;
    }

    /// The worker that ends keys comes once.
    pub(crate) async fn sweeps(&self, made: &RefCell<Vec<Made>>, until: i64) {
        let keys: Vec<u32> = self.book.borrow().keys.keys().copied().collect();
        let needed = |key: u32| self.book.borrow().instances.values().any(|instance| instance.key == key);
        let begun: Vec<(u32, usize)> = keys
            .into_iter()
            .map(|key| (key, self.begins(made, 0, Who::Root, What::DestroyKey(key))))
            .collect();
        let swept = self.server.front.destroy_due_keys(Timestamp::from_second(until).unwrap()).await;
        for (key, at) in begun {
            // Whether a database in the bin still needs its key depends on how far its reconciler is.
            let surely = swept.as_ref().is_ok_and(|swept| swept.failed == 0) && !needed(key);
            let answer = if surely { Answer::Done(Told::Nothing) } else { Answer::Lost };
            self.ends(made, at, answer);
        }
    }

    /// The reconciler looks at every instance once.
    pub(crate) async fn passes(&self, tracks: &RefCell<BTreeMap<u32, Track>>, why: u32) {
        let why = [Why::Timer, Why::Wish, Why::Change, Why::Start][why as usize];
        let made: Vec<u32> = self.book.borrow().instances.keys().copied().collect();
        for made in made {
            // Who finds it taken leaves it to the one who looks already.
            let Some(mut track) = tracks.borrow_mut().remove(&made).or_else(|| self.is_new(made)) else {
                continue;
            };
            let id = self.book.borrow().instance(made);
            let account = ACCOUNT.parse().unwrap();
            let _ = self.server.reconciler.pass(account, &id, why, &mut track).await;
            tracks.borrow_mut().insert(made, track);
        }
    }

    fn is_new(&self, made: u32) -> Option<Track> {
        self.book.borrow_mut().looked_at.insert(made).then(Track::default)
    }
}

fn next(cell: &Cell<u32>) -> u32 {
    cell.set(cell.get() + 1);
    cell.get()
}
