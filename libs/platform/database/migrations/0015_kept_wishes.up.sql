-- A wish for a job is kept until the job is done, and not only until a queue has taken it: a queue may forget everything.
ALTER TABLE outbox.message ADD COLUMN done_at timestamptz;
-- What was handed over before this column was there is not asked for again.
UPDATE outbox.message SET done_at = published_at WHERE topic = 'job' AND published_at IS NOT NULL;

-- Rings do not wait behind wishes that nobody takes.
CREATE INDEX message_news ON outbox.message (id) WHERE published_at IS NULL AND topic <> 'job';
CREATE INDEX message_wishes ON outbox.message (id) WHERE published_at IS NULL AND topic = 'job';
DROP INDEX outbox.message_waiting;
CREATE INDEX message_undone ON outbox.message (published_at) WHERE published_at IS NOT NULL AND done_at IS NULL AND topic = 'job';
