CREATE INDEX message_waiting ON outbox.message (id) WHERE published_at IS NULL;
DROP INDEX outbox.message_undone, outbox.message_wishes, outbox.message_news;
ALTER TABLE outbox.message DROP COLUMN done_at;
