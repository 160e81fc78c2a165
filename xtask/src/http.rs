//! Just enough HTTP/1.1 over loopback to be a browser without scripts: GET, forms, keep-alive, redirects, cookies.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// One connection that stays open.
pub struct Client {
    port: u16,
    cookies: Vec<(String, String)>,
    connection: Option<BufReader<TcpStream>>,
}

/// What came back.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Bytes of the body.
    pub length: usize,
    /// Where it leads on to.
    pub location: Option<String>,
}

const PATIENCE: Duration = Duration::from_secs(120);

impl Client {
    /// A client of the server at this port of 127.0.0.1; it connects when first asked.
    pub fn new(port: u16) -> Self {
        Self { port, cookies: Vec::new(), connection: None }
    }

    /// The same visitor on a connection of its own.
    pub fn another(&self) -> Self {
        Self { port: self.port, cookies: self.cookies.clone(), connection: None }
    }

    /// Follows redirects to a page that is there, and says where that is.
    pub fn open(&mut self, path: &str) -> Result<String, String> {
        let mut path = path.to_owned();
        for _ in 0..8 {
            let answer = self.get(&path)?;
            match (answer.status, answer.location) {
                (200, _) => return Ok(path),
                (300..=399, Some(next)) => path = next,
                (status, _) => return Err(format!("{path} answered {status}")),
            }
        }
        Err(format!("{path}: redirected without end"))
    }

    /// One request. A connection that the server has closed meanwhile is opened again, once.
    pub fn get(&mut self, path: &str) -> Result<Answer, String> {
        let fresh = self.connection.is_none();
        let head = format!("GET {path} HTTP/1.1\r\nAccept-Encoding: gzip\r\n");
        match self.ask(&head, "") {
            Err(_) if !fresh => self.ask(&head, ""),
            other => other,
        }
        .map_err(|e| format!("GET {path}: {e}"))
    }

    /// Sends a form, once: what happened to one that got no answer is not known.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, String> {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let body = body.join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.ask(&head, &body).map_err(|e| format!("POST {path}: {e}"))
    }

    /// Sends a request of which the first lines are given, and reads the answer.
    fn ask(&mut self, head: &str, body: &str) -> std::io::Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(open) => open,
            None => {
                let stream = TcpStream::connect(("127.0.0.1", self.port))?;
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookie = if cookies.is_empty() { String::new() } else { format!("Cookie: {}\r\n", cookies.join("; ")) };
        let request = format!("{head}Host: 127.0.0.1:{}\r\nAccept: */*\r\n{cookie}\r\n{body}", self.port);
        connection.get_mut().write_all(request.as_bytes())?;
        let (answer, stays_open) = self.read_answer(&mut connection)?;
        if stays_open {
            self.connection = Some(connection);
        }
        Ok(answer)
    }

    fn read_answer(&mut self, connection: &mut BufReader<TcpStream>) -> std::io::Result<(Answer, bool)> {
        let status = line(connection)?.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut answer = Answer { status, length: 0, location: None };
        let mut body = Vec::new();
        let (mut declared, mut chunked, mut stays_open) = (None, false, true);
        loop {
            let header = line(connection)?;
            let Some((name, value)) = header.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => declared = value.parse::<usize>().ok(),
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "connection" => stays_open = !value.eq_ignore_ascii_case("close"),
                "location" => answer.location = Some(value.to_owned()),
                "set-cookie" => self.keep_cookie(value),
                _ => {}
            }
        }
        if chunked {
            chunks(connection, &mut body)?;
        } else if let Some(length) = declared {
            exactly(connection, length, &mut body)?;
        }
        answer.length = body.len();
        Ok((answer, stays_open))
    }

    fn keep_cookie(&mut self, header: &str) {
        let Some((name, value)) = header.split(';').next().and_then(|pair| pair.split_once('=')) else { return };
        self.cookies.retain(|(known, _)| known != name);
        self.cookies.push((name.to_owned(), value.to_owned()));
    }
}

fn line(connection: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn exactly(connection: &mut BufReader<TcpStream>, length: usize, body: &mut Vec<u8>) -> std::io::Result<()> {
    let read = connection.by_ref().take(length as u64).read_to_end(body)?;
    if read == length { Ok(()) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) }
}

fn chunks(connection: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> std::io::Result<()> {
    loop {
        let size = line(connection)?;
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default(), 16)
            .map_err(|_| std::io::Error::from(std::io::ErrorKind::InvalidData))?;
        exactly(connection, size, body)?;
        line(connection)?;
        if size == 0 {
            return Ok(());
        }
    }
}

/// Fields of the form of a new action that says no more than it must.
pub fn new_action(owner: &str) -> Vec<(&'static str, &str)> {
    let said = [("title", "Laga belysningen"), ("kind", "other"), ("basis", "situational"), ("owner", owner)];
    let unsaid = [
        "description",
        "category",
        "district",
        "place",
        "person",
        "partners",
        "start",
        "due",
        "cost",
        "expected",
        "measure",
        "weeks",
        "hotspot",
        "reports",
    ];
    said.into_iter().chain(unsaid.map(|name| (name, ""))).collect()
}

/// A name or value as a form sends it.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_sends_is_encoded() {
        assert_eq!(encoded("Långa ord & rad=7"), "L%C3%A5nga%20ord%20%26%20rad%3D7");
    }
}
