-- A judgement of the districts is a draft until the meeting stands for it: the entry of the log with which it was confirmed. All that were
-- written before stood for themselves. The day a meeting was held is asked for; of meetings held before it is not known.

ALTER TABLE meeting_section ADD COLUMN confirmed {int};
ALTER TABLE meeting_section ADD COLUMN confirmed_at {time};
ALTER TABLE meeting_section ADD COLUMN confirmed_by {text};
UPDATE meeting_section SET confirmed = added WHERE section = 'assessment';

ALTER TABLE meeting ADD COLUMN held_on {text};
