//! Identities. An id is a value that something else made; domain never invents one.

use std::fmt;
use std::str::FromStr;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_uuid(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_uuid(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse_uuid(text).map(Self)
            }
        }
    };
}

id!(
    /// A person's account in the directory.
    AccountId
);
id!(
    /// An organisation inside one tenant's collaboration.
    OrganisationId
);
id!(
    /// One sender of files: a police list, a feed, a reporting system.
    SenderId
);
id!(
    /// One imported file.
    BatchId
);
id!(
    /// One incident row.
    IncidentId
);
id!(
    /// One version of a tenant's district boundaries.
    DistrictSetId
);
id!(
    /// One action (*insats*).
    ActionId
);
id!(
    /// One kept result of an analysis.
    ResultId
);
id!(
    /// One planned event that the picture looks ahead to.
    ComingEventId
);
id!(
    /// One signed-in device, as its owner sees it; never the secret that the browser keeps.
    SessionId
);
id!(
    /// One removal of records by retention (*gallring*).
    RetentionRunId
);
id!(
    /// One naming of a person for class D.
    ClassDGrantId
);
id!(
    /// One piece of queued work.
    JobId
);
id!(
    /// One report from the field.
    ReportId
);
id!(
    /// One named place.
    PlaceId
);
id!(
    /// One thing that a reporter is told.
    FeedbackId
);
id!(
    /// One word that texts may hold.
    AllowedWordId
);

/// The text is not a UUID in its usual 36-character form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id")
    }
}

impl std::error::Error for NotAnId {}

fn write_uuid(bytes: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (i, byte) in bytes.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            f.write_str("-")?;
        }
        write!(f, "{byte:02x}")?;
    }
    Ok(())
}

fn parse_uuid(text: &str) -> Result<[u8; 16], NotAnId> {
    let ascii = text.as_bytes();
    if ascii.len() != 36 {
        return Err(NotAnId);
    }
    let mut out = [0u8; 16];
    let mut nibbles = 0;
    for (i, &c) in ascii.iter().enumerate() {
        if matches!(i, 8 | 13 | 18 | 23) {
            if c != b'-' {
                return Err(NotAnId);
            }
            continue;
        }
        let digit = char::from(c).to_digit(16).ok_or(NotAnId)?;
        let digit = u8::try_from(digit).map_err(|_| NotAnId)?;
        out[nibbles / 2] = out[nibbles / 2] << 4 | digit;
        nibbles += 1;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_round_trips() {
        let text = "0193b6a4-7c1e-7f00-8000-00000000abcd";
        assert_eq!(text.parse::<BatchId>().unwrap().to_string(), text);
        for bad in ["", "0193b6a47c1e7f00800000000000abcd", "0193b6a4-7c1e-7f00-8000-00000000abcg"] {
            assert!(bad.parse::<BatchId>().is_err());
        }
    }
}
