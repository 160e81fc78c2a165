//! Meetings: the state of each week's, and its minutes section by section.

pub(crate) mod content;

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::Row;
use domain::actor::{Permit, Visible};
use domain::meetings::{Confirmed, Mark, Meeting, MeetingStage, MeetingState, Minutes, Section, Written};
use domain::organisations::Class;
use domain::week::Week;
use jiff::Timestamp;
use jiff::civil::Date;

statements! {
    STATE = "SELECT stage, at, by_name, held_on FROM meeting WHERE week = $1";
    SAVE_STATE = "INSERT INTO meeting (week, stage, at, by_name, held_on) VALUES ($1, $2, $3, $4, $5)
                  ON CONFLICT (week) DO UPDATE SET stage = excluded.stage, at = excluded.at, by_name = excluded.by_name,
                  held_on = COALESCE(excluded.held_on, meeting.held_on)";
    CONFIRM = "UPDATE meeting_section SET confirmed = $3, confirmed_at = $4, confirmed_by = $5
               WHERE week = $1 AND section = 'assessment' AND version = $2 AND removed IS NULL";
    CONFIRMED = "SELECT version, content, confirmed_at, confirmed_by FROM meeting_section
                 WHERE week = $1 AND section = 'assessment' AND confirmed <= $2 ORDER BY version DESC LIMIT 1";
    SECTIONS = "SELECT section, version, content FROM meeting_section WHERE week = $1 AND added <= $2 AND (removed IS NULL OR removed > $2)
                ORDER BY section";
    REPLACE = "UPDATE meeting_section SET removed = $4 WHERE week = $1 AND section = $2 AND version = $3 AND removed IS NULL";
    INSERT = "INSERT INTO meeting_section (week, section, version, content, at, by_name, added) VALUES ($1, $2, $3, $4, $5, $6, $7)
              ON CONFLICT (week, section, version) DO NOTHING";
}

/// The meeting of a week with its minutes as they stood at audit sequence number `as_of`; planned and empty before anything
/// was written.
pub async fn of_week(tx: &mut ReadTx, visible: Visible, week: Week, as_of: i64) -> Result<Meeting, StorageError> {
    let (state, held_on) = state(tx, week).await?;
    let confirmed = confirmed(tx, week, as_of).await?;
    let read = |row: &Row| {
        let key: String = row.get(0)?;
        let section = Section::from_key(&key).ok_or_else(|| column(0, &key))?;
        let text: String = row.get(2)?;
        let minutes = content::read(section, &text).map_err(|e| column(2, e))?;
        Ok(Written { version: u32::try_from(row.get::<i64>(1)?).map_err(|e| column(1, e))?, minutes })
    };
    let sections = tx.0.all(&SECTIONS, &[week.index().into(), as_of.into()], read).await?;
    let meeting = Meeting { week, state, held_on, confirmed, sections, text_hidden: false };
    Ok(if visible.ceiling() >= Class::C { meeting } else { meeting.without_text() })
}

/// The newest judgement that had been confirmed.
async fn confirmed(tx: &mut ReadTx, week: Week, as_of: i64) -> Result<Option<Confirmed>, StorageError> {
    let read = |row: &Row| {
        let text: String = row.get(1)?;
        let assessment = match content::read(Section::Assessment, &text).map_err(|e| column(1, e))? {
            Minutes::Assessment(assessment) => assessment,
            other => return Err(column(1, format!("{:?}", other.section()))),
        };
        let at: Option<Timestamp> = row.get(2)?;
        let by: Option<String> = row.get(3)?;
        let version = u32::try_from(row.get::<i64>(0)?).map_err(|e| column(0, e))?;
        Ok(Confirmed { version, assessment, mark: at.zip(by).map(|(at, by)| Mark { at, by }) })
    };
    Ok(tx.0.optional(&CONFIRMED, &[week.index().into(), as_of.into()], read).await?)
}

async fn state(tx: &mut ReadTx, week: Week) -> Result<(MeetingState, Option<Date>), StorageError> {
    let read = |row: &Row| {
        let key: String = row.get(0)?;
        let stage = MeetingStage::from_key(&key).ok_or_else(|| column(0, &key))?;
        let held_on: Option<String> = row.get(3)?;
        let held_on = held_on.map(|text| text.parse().map_err(|e| column(3, e))).transpose()?;
        Ok((MeetingState::of(stage, Mark { at: row.get(1)?, by: row.get(2)? }), held_on))
    };
    Ok(tx.0.optional(&STATE, &[week.index().into()], read).await?.unwrap_or((MeetingState::Planned, None)))
}

/// Writes the state of a week's meeting, and the day it was held when that is given.
pub async fn save_state(
    tx: &mut WriteTx,
    _permit: Permit,
    week: Week,
    state: &MeetingState,
    held_on: Option<Date>,
) -> Result<(), StorageError> {
    let (now, mark) = (tx.now(), state.mark());
    let values = [
        week.index().into(),
        state.stage().key().into(),
        mark.map_or(now, |m| m.at).into(),
        mark.map_or("", |m| &m.by).into(),
        held_on.map(|day| day.to_string()).into(),
    ];
    tx.0.execute(&SAVE_STATE, &values).await?;
    Ok(())
}

/// Confirms the judgement of a version; `false` when another one has been written since.
pub async fn confirm(tx: &mut WriteTx, _permit: Permit, week: Week, version: u32, by: &str) -> Result<bool, StorageError> {
    let (seq, now) = (tx.seq(), tx.now());
    let values = [week.index().into(), version.into(), seq.into(), now.into(), by.into()];
    Ok(tx.0.execute(&CONFIRM, &values).await? == 1)
}

/// Writes a section over version `written.version - 1`; `false` when someone else already has.
pub async fn save_section(tx: &mut WriteTx, _permit: Permit, week: Week, written: &Written, by: &str) -> Result<bool, StorageError> {
    let (seq, now) = (tx.seq(), tx.now());
    let key = written.minutes.section().key();
    if written.version > 1 {
        let values = [week.index().into(), key.into(), (written.version - 1).into(), seq.into()];
        if tx.0.execute(&REPLACE, &values).await? == 0 {
            return Ok(false);
        }
    }
    let content = content::write(&written.minutes);
    let values = [week.index().into(), key.into(), written.version.into(), content.into(), now.into(), by.into(), seq.into()];
    Ok(tx.0.execute(&INSERT, &values).await? == 1)
}
