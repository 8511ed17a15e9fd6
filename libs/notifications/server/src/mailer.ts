import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { attempt, type Attempt, longestAttemptMs } from './outcome.js';

/** A message without any word about health, ready to leave. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** The same for every attempt at the same message, so that a second copy can be recognised as one. */
  readonly idempotencyKey: string;
}

type Server = ReturnType<typeof parseConnectionUrl>;
type Phase = 'connect' | 'login' | 'send';

/** Hands mail to the organisation's server, one connection a message: a server that hangs holds up one message only. */
@Injectable()
export class Mailer {
  private readonly server: Server | null;
  private readonly from: string;
  private readonly domain: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.server = config.SMTP_URL === undefined ? null : parseConnectionUrl(config.SMTP_URL);
    this.from = config.MAIL_FROM;
    this.domain = config.MAIL_FROM.slice(config.MAIL_FROM.lastIndexOf('@') + 1);
  }

  /** Whether there is a mail server. Without one, messages are only written to the message log. */
  get isConfigured(): boolean {
    return this.server !== null;
  }

  /** Never throws and never takes longer than eight seconds, whatever the server does. */
  async send(mail: Mail): Promise<Attempt> {
    const { server } = this;
    if (server === null) return attempt('permanent', 'no-mail-server');
    try {
      const messageId = `<${mail.idempotencyKey}@${this.domain}>`;
      const composed = new MailComposer({
        from: this.from, to: [...mail.to], subject: mail.subject, text: mail.text, html: mail.html, messageId,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Idempotency-Key': mail.idempotencyKey },
        disableFileAccess: true, disableUrlAccess: true,
      });
      return await deliver(server, { from: this.from, to: [...mail.to] }, await composed.compile().build());
    } catch {
      return attempt('permanent', 'not-composable');
    }
  }
}

/** One conversation. Settles exactly once: by an answer, an error, a closed connection, or the deadline. */
function deliver(server: Server, envelope: { from: string; to: string[] }, message: Buffer): Promise<Attempt> {
  return new Promise((settle) => {
    let phase: Phase = 'connect';
    const connection = new SMTPConnection({
      host: server.host, port: server.port, secure: server.secure, tls: server.tls, requireTLS: server.requireTLS === true, ignoreTLS: server.ignoreTLS === true,
      connectionTimeout: longestAttemptMs, greetingTimeout: longestAttemptMs, socketTimeout: longestAttemptMs, dnsTimeout: 4000, socketCloseTimeout: 0,
      maxResponseSize: 65_536,
    });
    const end = (result: Attempt): void => {
      clearTimeout(deadline);
      // First: closing says 'end' at once, and what is settled stays settled.
      settle(result);
      connection.close();
    };
    const deadline = setTimeout(() => end(attempt(phase === 'send' ? 'unknown' : 'retry', `timeout-${phase}`)), longestAttemptMs);
    const fail = (error: unknown): void => end(judge(phase, error));
    connection.on('error', fail);
    connection.once('end', () => fail(new Error('closed')));

    const send = (): void => {
      phase = 'send';
      connection.send(envelope, message, (error, info) => {
        if (error !== null && error !== undefined) fail(error);
        else end(attempt('ok', null, info?.serverMessageId ?? null));
      });
    };
    connection.connect((error?: unknown) => {
      if (error !== null && error !== undefined) return fail(error);
      if (server.auth === undefined) return send();
      phase = 'login';
      connection.login(server.auth, (refused) => (refused === null || refused === undefined ? send() : fail(refused)));
    });
  });
}

interface SmtpError { readonly code?: unknown; readonly responseCode?: unknown; readonly command?: unknown }

/**
 * A 5yz about the recipient or the message is final. A 5yz about ourselves (greeting, sign-in, sender) is a broken
 * set-up that may be repaired any minute: giving up on every recipient for it would lose all of them.
 */
function judge(phase: Phase, error: unknown): Attempt {
  const { responseCode, command, code } = (error ?? {}) as SmtpError;
  if (typeof responseCode === 'number' && responseCode > 0) {
    const aboutUs = phase !== 'send' || command === 'MAIL FROM';
    return attempt(responseCode >= 500 && !aboutUs ? 'permanent' : 'retry', String(responseCode));
  }
  const word = typeof code === 'string' ? code.toLowerCase() : 'closed';
  return attempt(phase === 'send' ? 'unknown' : 'retry', `${word}-${phase}`);
}
