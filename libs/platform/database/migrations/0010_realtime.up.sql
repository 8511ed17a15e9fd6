-- The socket adapter parks messages here that are too long for NOTIFY. Ours are ids and stay far below that, but the
-- adapter also cleans the table every half minute and complains if there is none.
CREATE TABLE outbox.socket_io_attachments (
  id         bigserial PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT clock.now(),
  payload    bytea
);
CALL app.protect('outbox.socket_io_attachments');
CREATE POLICY adapter ON outbox.socket_io_attachments TO engine USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON outbox.socket_io_attachments TO engine;
GRANT USAGE ON SEQUENCE outbox.socket_io_attachments_id_seq TO engine;
