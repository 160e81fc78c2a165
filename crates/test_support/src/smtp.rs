//! A mail server of the tests: speaks SMTP on loopback and keeps what it is given.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A mail as it came over the wire.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Sender of the envelope.
    pub from: String,
    /// Receivers of the envelope.
    pub to: Vec<String>,
    /// Headers and body.
    pub data: String,
}

impl Mail {
    /// Text of a header, unfolded.
    pub fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let start = format!("{}:", name.to_lowercase());
        head.lines().find(|l| l.to_lowercase().starts_with(&start)).map(|l| l[start.len()..].trim().to_owned()).unwrap_or_default()
    }

    /// The text as a reader sees it.
    pub fn text(&self) -> String {
        let body = self.data.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
        match self.header("content-transfer-encoding").as_str() {
            "quoted-printable" => quoted_printable(&body),
            "7bit" | "8bit" => body,
            other => panic!("a mail in {other}"),
        }
    }

    /// The first address in the text that begins so.
    pub fn link(&self, start: &str) -> String {
        let text = self.text();
        let at = text.find(start).unwrap_or_else(|| panic!("no link {start} in {text}"));
        text[at..].split_whitespace().next().unwrap().to_owned()
    }
}

fn quoted_printable(text: &str) -> String {
    let joined = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'=' && after.len() >= 2 {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The server. It listens until the test ends.
#[derive(Clone)]
pub struct Sink {
    port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
    answers: Arc<Mutex<VecDeque<&'static str>>>,
}

impl Sink {
    /// Listens on a free port of loopback.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let sink = Self { port: listener.local_addr().unwrap().port(), mails: Arc::default(), answers: Arc::default() };
        let serving = sink.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sink = serving.clone();
                std::thread::spawn(move || sink.converse(stream));
            }
        });
        sink
    }

    /// Port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Answers the next receiver so, such as `451 4.3.0 later`, instead of taking it.
    pub fn answer_next(&self, answer: &'static str) {
        self.answers.lock().unwrap().push_back(answer);
    }

    /// Every mail so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    /// The newest mail.
    pub fn last(&self) -> Mail {
        self.mails().pop().expect("a mail")
    }

    fn converse(&self, stream: TcpStream) -> Option<()> {
        let mut out = stream.try_clone().ok()?;
        let mut lines = BufReader::new(stream).lines();
        let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).ok();
        say("220 sink ready")?;
        let (mut from, mut to) = (String::new(), Vec::new());
        loop {
            let line = lines.next()?.ok()?;
            let upper = line.to_uppercase();
            if upper.starts_with("EHLO") {
                say("250-sink\r\n250 8BITMIME")?;
            } else if upper.starts_with("MAIL FROM:") {
                from = address(&line);
                to.clear();
                say("250 ok")?;
            } else if upper.starts_with("RCPT TO:") {
                let answer = self.answers.lock().unwrap().pop_front();
                if answer.is_none() {
                    to.push(address(&line));
                }
                say(answer.unwrap_or("250 ok"))?;
            } else if upper == "DATA" {
                say("354 go on")?;
                let mut data = String::new();
                loop {
                    let line = lines.next()?.ok()?;
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push_str("\r\n");
                }
                self.mails.lock().unwrap().push(Mail { from: from.clone(), to: to.clone(), data });
                say("250 kept")?;
            } else if upper == "QUIT" {
                say("221 bye")?;
                return Some(());
            } else {
                say("250 ok")?;
            }
        }
    }
}

fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
