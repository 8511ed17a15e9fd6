DROP FUNCTION vault.take_overdue(), vault.next_telling(timestamptz, smallint, timestamptz);
DROP INDEX comm.post_overdue;
ALTER TABLE comm.report DROP COLUMN told, DROP COLUMN told_at;
ALTER TABLE comm.post DROP COLUMN told, DROP COLUMN told_at;
