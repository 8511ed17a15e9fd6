DROP TABLE outbox.socket_io_attachments;
