//! Who is at the other end of a connection: on this machine the user whose socket it is, since the loopback's addresses are
//! everybody's; elsewhere the address.
//!
//! The kernel is asked for the one socket at the other end, by its four numbers, which costs the same however many sockets
//! there are. Source: sock_diag(7), `<linux/inet_diag.h>`.

use std::{
    cell::Cell,
    net::{IpAddr, SocketAddr},
    os::fd::OwnedFd,
};

use rustix::net::{
    AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, netlink, recv, send, socket_with,
};

/// Whom places are counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Peer {
    /// A user of this machine.
    User(u32),
    /// Somebody on this machine whose user cannot be told: all of them are one.
    Untold,
    /// Another machine.
    Address(IpAddr),
}

/// A connection by its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub(super) theirs: SocketAddr,
    pub(super) ours: SocketAddr,
}

impl Ends {
    /// Whom a place in this connection is counted for. `user` is asked for callers on this machine.
    pub(super) fn peer(&self, user: impl FnOnce(&Self) -> Option<u32>) -> Peer {
        match self.theirs.ip().to_canonical() {
            ip if ip.is_loopback() => user(self).map_or(Peer::Untold, Peer::User),
            ip => Peer::Address(ip),
        }
    }
}

/// Asked for the user at the other end of a connection on this machine.
pub(super) type AskUser = Box<dyn Fn(&Ends) -> Option<u32> + Send>;

/// The kernel, asked.
pub(super) fn ask_kernel() -> AskUser {
    let users = Users::new();
    Box::new(move |ends| users.of(ends))
}

/// Asks the kernel whose sockets are.
struct Users {
    kernel: Option<OwnedFd>,
    asked: Cell<u32>,
}

// <linux/netlink.h>, <linux/sock_diag.h>, <linux/inet_diag.h>, <net/tcp_states.h>
const SOCK_DIAG_BY_FAMILY: u16 = 20;
const NLM_F_REQUEST: u16 = 1;
const TCP: u8 = 6;
const ESTABLISHED: u8 = 1;
const HEADER_BYTES: usize = 16;
/// Where in an answer its parts begin, behind the header.
const STATE_AT: usize = 1;
const ID_AT: usize = 4;
const UID_AT: usize = 64;
const INODE_AT: usize = 68;
/// Bytes of a socket's id by which an answer must be about the one that was asked for: both ports, both addresses.
const ID_BYTES: usize = 36;
/// Answers to earlier questions that are passed over.
const LATE_MAX: usize = 4;

impl Users {
    /// Where the kernel cannot be asked nobody's user is told.
    fn new() -> Self {
        let flags = SocketFlags::CLOEXEC;
        let kernel = socket_with(AddressFamily::NETLINK, SocketType::RAW, flags, Some(netlink::SOCK_DIAG))
            .inspect_err(|error| tracing::warn!(%error, "local callers for table keys cannot be told apart"))
            .ok();
        Self { kernel, asked: Cell::new(0) }
    }

    /// The user whose socket is at the other end; none where nobody holds it open any more, or it cannot be told.
    fn of(&self, ends: &Ends) -> Option<u32> {
        let kernel = self.kernel.as_ref()?;
        let number = self.asked.get().wrapping_add(1);
        self.asked.set(number);
        let question = question(ends, number)?;
        send(kernel, &question, SendFlags::DONTWAIT).ok()?;
        for _ in 0..LATE_MAX {
            let mut buffer = [0; 1024];
            // The kernel has answered before the question was sent wholly.
            let (read, _) = recv(kernel, &mut buffer, RecvFlags::DONTWAIT).ok()?;
            let answer = buffer.get(..read)?;
            if number_at(answer, 8) == Some(number) {
                return user(answer, question.get(HEADER_BYTES + 8..HEADER_BYTES + 8 + ID_BYTES)?);
            }
        }
        None
    }
}

/// The question for the socket whose own end is theirs: `nlmsghdr`, then `inet_diag_req_v2`.
fn question(ends: &Ends, number: u32) -> Option<Vec<u8>> {
    const BYTES: u32 = 72;
    let (theirs, ours) = (ends.theirs.ip().to_canonical(), ends.ours.ip().to_canonical());
    let family = match (theirs, ours) {
        (IpAddr::V4(_), IpAddr::V4(_)) => AddressFamily::INET,
        (IpAddr::V6(_), IpAddr::V6(_)) => AddressFamily::INET6,
        _ => return None,
    };
    let mut bytes = Vec::with_capacity(BYTES as usize);
    bytes.extend(BYTES.to_ne_bytes());
    bytes.extend(SOCK_DIAG_BY_FAMILY.to_ne_bytes());
    bytes.extend(NLM_F_REQUEST.to_ne_bytes());
    bytes.extend(number.to_ne_bytes());
    bytes.extend([0; 4]);
    bytes.extend([u8::try_from(family.as_raw()).ok()?, TCP, 0, 0]);
    // Every state is looked for.
    bytes.extend([0xff; 4]);
    bytes.extend(ends.theirs.port().to_be_bytes());
    bytes.extend(ends.ours.port().to_be_bytes());
    for ip in [theirs, ours] {
        match ip {
            IpAddr::V4(ip) => {
                bytes.extend(ip.octets());
                bytes.extend([0; 12]);
            }
            IpAddr::V6(ip) => bytes.extend(ip.octets()),
        }
    }
    // Any interface, no cookie.
    bytes.extend([0; 4]);
    bytes.extend([0xff; 8]);
    Some(bytes)
}

/// Whose socket an answer tells of: `nlmsghdr`, then `inet_diag_msg`. One that nobody holds open has no user of its own.
fn user(answer: &[u8], asked_for: &[u8]) -> Option<u32> {
    let kind = answer.get(4..6)?;
    let told = answer.get(HEADER_BYTES..)?;
    let is_answer = kind == SOCK_DIAG_BY_FAMILY.to_ne_bytes().as_slice();
    let is_it = told.get(ID_AT..ID_AT + ID_BYTES)? == asked_for;
    let is_held = *told.get(STATE_AT)? == ESTABLISHED && number_at(told, INODE_AT)? != 0;
    if is_answer && is_it && is_held { number_at(told, UID_AT) } else { None }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;

    fn connected(listener: &TcpListener) -> (TcpStream, TcpStream, Ends) {
        let theirs = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (ours, peer) = listener.accept().unwrap();
        let ends = Ends { theirs: peer, ours: ours.local_addr().unwrap() };
        (theirs, ours, ends)
    }

    #[test]
    fn a_caller_on_this_machine_is_told_by_his_user_as_long_as_he_is_there() {
        let (users, us) = (Users::new(), rustix::process::geteuid().as_raw());
        // Not every machine has the second.
        let listeners = ["127.0.0.1:0", "[::1]:0"].map(TcpListener::bind);
        assert!(listeners[0].is_ok());
        for listener in listeners.into_iter().flatten() {
            let address = listener.local_addr().unwrap();
            let (theirs, _ours, ends) = connected(&listener);
            assert_eq!(ends.peer(|ends| users.of(ends)), Peer::User(us), "{address}");
            let mapped = |address: SocketAddr| match address.ip() {
                IpAddr::V4(ip) => SocketAddr::new(ip.to_ipv6_mapped().into(), address.port()),
                IpAddr::V6(_) => address,
            };
            // As a listener for both families tells of it.
            let ends_mapped = Ends { theirs: mapped(ends.theirs), ours: mapped(ends.ours) };
            assert_eq!(ends_mapped.peer(|ends| users.of(ends)), Peer::User(us), "{address}");
            drop(theirs);
            assert_eq!(ends.peer(|ends| users.of(ends)), Peer::Untold, "{address}");
            let nobody = Ends { theirs: SocketAddr::new(ends.theirs.ip(), 1), ours: ends.ours };
            assert_eq!(nobody.peer(|ends| users.of(ends)), Peer::Untold, "{address}");
        }
    }

    #[test]
    fn a_caller_from_elsewhere_is_told_by_his_address() {
        let elsewhere = Ends { theirs: "192.0.2.1:9".parse().unwrap(), ours: "192.0.2.2:9".parse().unwrap() };
        assert_eq!(elsewhere.peer(|_| Some(0)), Peer::Address([192, 0, 2, 1].into()));
        let mapped = Ends { theirs: "[::ffff:192.0.2.1]:9".parse().unwrap(), ..elsewhere };
        assert_eq!(mapped.peer(|_| Some(0)), Peer::Address([192, 0, 2, 1].into()));
    }
}
