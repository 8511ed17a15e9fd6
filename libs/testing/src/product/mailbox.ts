import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** A message as it arrived at the sink, counted by the sink and never by the product's own tables. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly at: number;
}

/** What the sink does with the next messages: takes them, refuses for now, refuses for good, or drops the reply. */
export type Mood = 'takes' | 'later' | 'never' | 'silent';

/** How a provider fails in between: shares of the messages from 0 to 1, and the dice that choose them. */
export interface Faults {
  /** Refused for now (451), nothing taken. */
  readonly later: number;
  /** Taken, and the connection dropped instead of a reply: the sender cannot know. */
  readonly cut: number;
  readonly roll: () => number;
}

const header = (raw: string, name: string): string => {
  const [head = ''] = raw.split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
};

/** Undoes quoted-printable and base64 well enough to read our own plain-text part. */
function plainText(raw: string): string {
  const part = /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)(?=\r\n--|$)/i.exec(raw);
  const head = part?.[0].split('\r\n\r\n')[0] ?? '';
  const body = part?.[1] ?? raw;
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A mail server on the loopback that keeps what it is given. */
export class Mailbox {
  readonly mails: Mail[] = [];
  mood: Mood = 'takes';
  /** While it takes messages; `null` for a provider that never fails. */
  faults: Faults | null = null;
  readonly failed = { later: 0, cut: 0 };
  /** How many were turned away by its mood. */
  refused = 0;
  private readonly server: SMTPServer;
  private readonly waiting = new Set<() => void>();

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
      onData: (stream, session, done) => {
        this.receive(stream, session.envelope.rcptTo.map((to) => to.address), done, () => this.hangUp(session.id));
      },
    });
    this.server.on('error', () => undefined);
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((settle) => mailbox.server.listen(0, '127.0.0.1', settle));
    return mailbox;
  }

  get url(): string {
    const address = this.server.server.address();
    if (address === null || typeof address === 'string') throw new Error('The mail sink does not listen');
    return `smtp://127.0.0.1:${address.port}`;
  }

  to(address: string): Mail[] {
    return this.mails.filter((mail) => mail.to === address);
  }

  /** Waits for a mail that fits, also one that is here already. */
  async expect(fits: (mail: Mail) => boolean, limitMs = 20_000): Promise<Mail> {
    const end = Date.now() + limitMs;
    for (;;) {
      const mail = this.mails.find(fits);
      if (mail !== undefined) return mail;
      const left = end - Date.now();
      if (left <= 0) throw new Error(`No such mail within ${limitMs} ms; there are: ${this.mails.map((m) => `${m.to} ${m.subject}`).join('; ') || 'none'}`);
      await new Promise<void>((settle) => {
        const wake = (): void => { clearTimeout(timer); this.waiting.delete(wake); settle(); };
        const timer = setTimeout(wake, Math.min(left, 1000));
        this.waiting.add(wake);
      });
    }
  }

  async close(): Promise<void> {
    await new Promise<void>((settle) => this.server.close(() => settle()));
  }

  private hangUp(session: string): void {
    for (const connection of this.server.connections as ReadonlySet<{ id: string; _socket: { destroy: () => void } }>) {
      if (connection.id === session) connection._socket.destroy();
    }
  }

  private chance(): 'later' | 'cut' | null {
    const { faults } = this;
    if (faults === null || this.mood !== 'takes') return null;
    const fell = faults.roll();
    const what = fell < faults.later ? 'later' : fell < faults.later + faults.cut ? 'cut' : null;
    if (what !== null) this.failed[what] += 1;
    return what;
  }

  private receive(stream: SMTPServerDataStream, recipients: string[], done: (error?: Error | null, message?: string) => void, hangUp: () => void): void {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (this.mood === 'later' || this.mood === 'never') this.refused += 1;
      const chance = this.chance();
      if (this.mood === 'later' || chance === 'later') return done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
      if (this.mood === 'never') return done(Object.assign(new Error('No such user'), { responseCode: 550 }));
      const raw = Buffer.concat(chunks).toString('utf8');
      for (const to of recipients) {
        this.mails.push({ to, subject: header(raw, 'Subject'), messageId: header(raw, 'Message-ID'), text: plainText(raw), at: Date.now() });
      }
      for (const wake of [...this.waiting]) wake();
      if (chance === 'cut') hangUp();
      else if (this.mood !== 'silent') done(null, 'OK');
    });
  }
}
