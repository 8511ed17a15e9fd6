-- Every message that left, or could not leave, for administrators. Bodies carry no health words by construction.
CREATE TABLE clin.message_log (
  organisation_id     uuid NOT NULL,
  at                  timestamptz NOT NULL,
  id                  uuid NOT NULL,
  channel             text NOT NULL CHECK (channel IN ('email', 'log', 'webhook')),
  template            text NOT NULL,
  recipient_id        uuid,
  recipient_label     text NOT NULL,
  reference           text NOT NULL,
  subject             text NOT NULL,
  body                text NOT NULL,
  -- The notification or prompt this message was an attempt for; repeats share it.
  about_id            uuid NOT NULL,
  attempt             integer NOT NULL,
  outcome             text NOT NULL CHECK (outcome IN ('accepted', 'retry', 'permanent', 'unknown')),
  code                text,
  provider_message_id text,
  PRIMARY KEY (organisation_id, at, id)
);
CREATE INDEX message_log_about ON clin.message_log (about_id);

CALL app.protect('clin.message_log');
CREATE POLICY engine ON clin.message_log TO engine USING (true) WITH CHECK (true);
CREATE POLICY administrators ON clin.message_log FOR SELECT TO app_clin
  USING (organisation_id = app.org() AND app.acting_role() = 'administrator');

GRANT USAGE ON SCHEMA clin TO app_clin, engine;
GRANT SELECT ON clin.message_log TO app_clin;
GRANT SELECT, INSERT ON clin.message_log TO engine;
