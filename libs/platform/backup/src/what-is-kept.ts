/**
 * Tables that never enter an archive. They are of a moment: whoever holds an old one could come in again, or means a process
 * that no longer runs. After a restore everybody signs in anew.
 */
export const leftOut: readonly string[] = [
  'clin.engine_beat', 'comm.entry_ticket', 'comm.session', 'comm.socket_ticket', 'comm_outbox.socket_io_attachments',
  'identity.passkey_challenge', 'identity.password_reset', 'identity.pending_sign_in', 'identity.session', 'identity.socket_ticket',
  'outbox.socket_io_attachments', 'vault.entry',
];

/**
 * Tables with a secret behind a hash that are kept on purpose. An invitation is history as well, so only its link dies (below).
 * A link that acknowledges an alert opens nothing else, lives hours, and a responder who presses it is better than none.
 */
export const keptSecrets: readonly string[] = ['clin.ack_token', 'clin.calendar_feed', 'identity.invitation'];

/**
 * What is done to a restored database before anybody can reach it. An invitation that was revoked, or used, after the backup
 * must not work again, and the archive cannot tell which those are.
 */
export const endedByRestore: readonly { readonly table: string; readonly sql: string }[] = [
  { table: 'identity.invitation', sql: 'UPDATE identity.invitation SET revoked_at = clock.now() WHERE accepted_at IS NULL AND revoked_at IS NULL' },
  // An address of a calendar that the patient ended after the backup must not come back either; a new one is made in a minute.
  { table: 'clin.calendar_feed', sql: 'UPDATE clin.calendar_feed SET revoked_at = clock.now() WHERE revoked_at IS NULL' },
];

/** The audits of the two realms, whose newest seals stand in the manifest. */
export const audits: readonly string[] = ['audit', 'comm_audit'];
