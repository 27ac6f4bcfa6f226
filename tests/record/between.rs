//! What stands between a client and the nodes of a store: a proxy that passes each request on to the next node, as a balancer does, or
//! does not do as it is told: changes requests, answers itself, or keeps its client waiting.

use crate::http::{Answer, answer};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A request that came.
pub struct Request {
    /// Method and path, such as `GET /xapi/about`.
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What becomes of a request.
pub enum Deed {
    /// It goes on as it is.
    Pass,
    /// It goes on with this body, and the answer is this one.
    Instead(Vec<u8>, &'static str, String),
    /// It does not go on. Status with headers, and the body of the answer.
    Say(&'static str, &'static str),
    /// Nobody answers.
    Hang,
}

/// Begins to stand in front of the nodes of a store, and gives the address. The function says for each request what becomes of it.
pub fn between(nodes: &[&str], deed: impl Fn(&Request) -> Deed + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/xapi/", listener.local_addr().unwrap());
    let nodes = nodes.iter().map(|node| (*node).to_owned()).collect();
    let proxy = Arc::new(Proxy { nodes, next: AtomicUsize::new(0), deed });
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let proxy = Arc::clone(&proxy);
            std::thread::spawn(move || proxy.serve(stream));
        }
    });
    url
}

struct Proxy<F> {
    nodes: Vec<String>,
    next: AtomicUsize,
    deed: F,
}

impl<F: Fn(&Request) -> Deed> Proxy<F> {
    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader) {
            let (status, body) = match (self.deed)(&request) {
                Deed::Pass => head(self.pass(&request, &request.body)?),
                Deed::Instead(body, status, text) => {
                    self.pass(&request, &body)?;
                    (status.to_owned(), text.into_bytes())
                }
                Deed::Say(status, text) => (status.to_owned(), text.as_bytes().to_vec()),
                Deed::Hang => {
                    // Until the client has gone.
                    let _ = reader.read(&mut [0]);
                    return None;
                }
            };
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
            reader.get_mut().write_all(&[head.as_bytes(), &body].concat()).ok()?;
        }
        Some(())
    }

    fn pass(&self, request: &Request, body: &[u8]) -> Option<Answer> {
        let node = &self.nodes[self.next.fetch_add(1, Ordering::SeqCst) % self.nodes.len()];
        let mut text = format!("{} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", request.line, body.len());
        for (name, value) in &request.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut stream = TcpStream::connect(node).ok()?;
        stream.write_all(&[text.as_bytes(), b"\r\n", body].concat()).ok()?;
        answer(stream, false)
    }
}

/// Status with headers, and the body.
fn head(answer: Answer) -> (String, Vec<u8>) {
    let own = |name: &str| ["connection", "content-length"].contains(&name);
    let headers = answer.headers.iter().filter(|(name, _)| !own(name));
    let headers: String = headers.map(|(name, value)| format!("\r\n{name}: {value}")).collect();
    (format!("{} as it came{headers}", answer.status), answer.body)
}

/// A request; none where the line is closed.
fn read(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|bytes| *bytes > 0)?;
    let mut request = Request { line: line.rsplit_once(' ')?.0.to_owned(), headers: Vec::new(), body: Vec::new() };
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "connection" => {}
            _ => request.headers.push((name.to_owned(), value.trim().to_owned())),
        }
    }
    request.body.resize(length, 0);
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}
