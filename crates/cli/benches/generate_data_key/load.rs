//! The load: requests written beforehand, each connection one at a time, every answer looked at.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

/// What is sent, and how.
pub(crate) struct Load<'a> {
    pub(crate) address: SocketAddr,
    pub(crate) connections: usize,
    /// Whole requests, as they go over the wire.
    pub(crate) requests: &'a [Vec<u8>],
}

/// What came of it.
pub(crate) struct Answered {
    taken: Duration,
    /// How long each answer took, the quickest first.
    each: Vec<Duration>,
    /// What the server spent on a processor meanwhile.
    pub(crate) processor: Duration,
}

impl Load<'_> {
    /// Sends everything.
    pub(crate) fn run(&self) -> Answered {
        self.run_with(|_| ()).0
    }

    /// The same, and gives every answer.
    pub(crate) fn run_and_keep(&self) -> (Answered, Vec<Vec<u8>>) {
        self.run_with(<[u8]>::to_vec)
    }

    fn run_with<T: Send>(&self, keep: impl Fn(&[u8]) -> T + Sync) -> (Answered, Vec<T>) {
        let began = Instant::now();
        let all = std::thread::scope(|scope| {
            let parts = self.requests.chunks(self.requests.len().div_ceil(self.connections));
            let keep = &keep;
            let running: Vec<_> =
                parts.map(|part| scope.spawn(move || one_by_one(self.address, part, keep))).collect();
            running.into_iter().flat_map(|part| part.join().unwrap()).collect::<Vec<_>>()
        });
        let taken = began.elapsed();
        let (mut each, kept): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        each.sort();
        (Answered { taken, each, processor: Duration::ZERO }, kept)
    }
}

impl Answered {
    /// Answers a second.
    pub(crate) fn rate(&self) -> f64 {
        self.each.len() as f64 / self.taken.as_secs_f64()
    }

    /// Microseconds within which this part of all answers came.
    pub(crate) fn micros_at(&self, part: f64) -> f64 {
        let last = self.each.len() - 1;
        let at = self.each.get((last as f64 * part) as usize).unwrap();
        at.as_secs_f64() * 1e6
    }

    /// Microseconds of processor time that an answer took the server, over all its threads.
    pub(crate) fn core_micros(&self) -> f64 {
        self.processor.as_secs_f64() * 1e6 / self.each.len() as f64
    }
}

/// What the threads that a process has now have spent on a processor, user and kernel.
pub(crate) fn processor_time(process: u32) -> Duration {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).unwrap();
    let spent = threads.map(|thread| {
        let text = std::fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap_or_default();
        text.split(' ')
            .next()
            .and_then(|nanos| nanos.parse().ok())
            .map_or(Duration::ZERO, Duration::from_nanos)
    });
    spent.sum()
}

/// One request and its answer, on a connection of its own.
pub(crate) fn once(address: SocketAddr, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request)?;
    read_answer(&mut stream, &mut vec![0; 16 << 10]).map(<[u8]>::to_vec)
}

fn one_by_one<T>(address: SocketAddr, part: &[Vec<u8>], keep: &impl Fn(&[u8]) -> T) -> Vec<(Duration, T)> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut buffer, mut each) = (vec![0; 16 << 10], Vec::with_capacity(part.len()));
    for request in part {
        let sent = Instant::now();
        stream.write_all(request).unwrap();
        let answer = read_answer(&mut stream, &mut buffer).unwrap();
        let taken = sent.elapsed();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(answer));
        each.push((taken, keep(answer)));
    }
    each
}

fn read_answer<'b>(stream: &mut TcpStream, buffer: &'b mut [u8]) -> std::io::Result<&'b [u8]> {
    let mut filled = 0;
    loop {
        let read = stream.read(buffer.get_mut(filled..).unwrap_or_default())?;
        filled += read;
        let so_far = buffer.get(..filled).unwrap_or_default();
        if let Some(length) = whole(so_far).filter(|length| *length <= filled) {
            return Ok(buffer.get(..length).unwrap_or_default());
        }
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// How long an answer is, once its head is there.
fn whole(answer: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length: ";
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = answer.get(..end)?;
    let at = head.windows(NAME.len()).position(|part| part.eq_ignore_ascii_case(NAME));
    let Some(at) = at else { return Some(end) };
    let digits = head.get(at + NAME.len()..)?.iter().take_while(|byte| byte.is_ascii_digit());
    Some(end + digits.fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0')))
}
