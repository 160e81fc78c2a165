//! Just enough HTTP/1.1 over loopback to measure the server: GET, keep-alive, redirects, cookies.

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
    location: Option<String>,
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
        match self.try_get(path) {
            Err(_) if !fresh => self.try_get(path),
            other => other,
        }
        .map_err(|e| format!("GET {path}: {e}"))
    }

    fn try_get(&mut self, path: &str) -> std::io::Result<Answer> {
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
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n{cookie}\r\n", self.port);
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
            answer.length = skip_chunks(connection)?;
        } else if let Some(length) = declared {
            skip(connection, length)?;
            answer.length = length;
        }
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

fn skip(connection: &mut BufReader<TcpStream>, length: usize) -> std::io::Result<()> {
    let copied = std::io::copy(&mut connection.by_ref().take(length as u64), &mut std::io::sink())?;
    if copied == length as u64 { Ok(()) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) }
}

fn skip_chunks(connection: &mut BufReader<TcpStream>) -> std::io::Result<usize> {
    let mut total = 0;
    loop {
        let size = line(connection)?;
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default(), 16).unwrap_or(0);
        skip(connection, size + 2)?;
        if size == 0 {
            return Ok(total);
        }
        total += size;
    }
}
