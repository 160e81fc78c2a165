-- Which list took the place of a list: a long one is added in many writes, so the number of one does not say it.
ALTER TABLE batch ADD COLUMN replaced_by {uuid};
UPDATE batch SET replaced_by = (SELECT b.id FROM batch b WHERE b.added = batch.removed AND b.kind = 'incidents' LIMIT 1) WHERE state = 'replaced';

-- The queued work that adds a list: when its process has died and it begins anew, what it left is its own to take away.
ALTER TABLE batch ADD COLUMN job_id {uuid};
