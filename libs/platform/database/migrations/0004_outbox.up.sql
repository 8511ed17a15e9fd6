-- What has to be told after a commit. The committing process rings at once; the relay delivers whatever it could not.
CREATE TABLE outbox.message (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic        text NOT NULL,
  -- Ids only, never what a patient said.
  payload      jsonb NOT NULL,
  request_id   text NOT NULL,
  created_at   timestamptz NOT NULL,
  published_at timestamptz,
  attempts     smallint NOT NULL DEFAULT 0
);
CREATE INDEX message_waiting ON outbox.message (id) WHERE published_at IS NULL;

CALL app.protect('outbox.message');
CREATE POLICY append ON outbox.message FOR INSERT TO app_clin WITH CHECK (true);
CREATE POLICY relay ON outbox.message TO engine USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA outbox TO app_clin, engine;
GRANT INSERT ON outbox.message TO app_clin;
-- INSERT ... RETURNING id needs to read the id and nothing else.
GRANT SELECT (id) ON outbox.message TO app_clin;
CREATE POLICY returning_id ON outbox.message FOR SELECT TO app_clin USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox.message TO engine;
