import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '@evenkeel/config';
import { Mailbox } from '@evenkeel/testing/product';
import { Mailer } from './mailer.js';
import { longestAttemptMs } from './outcome.js';

const mail = { to: ['lee@example.org'], subject: 'Alert 7K2P needs your review', text: 'Please open it. Ñandú.', html: '<p>Please open it. Ñandú.</p>', idempotencyKey: '018f4e5a-0000-7000-8000-000000000001' };
const mailer = (url: string): Mailer =>
  new Mailer(readConfig({ DATABASE_URL: 'postgres://u:p@127.0.0.1/d', EVENKEEL_SECRET: 'a'.repeat(64), SMTP_URL: url, MAIL_FROM: 'evenkeel@clinic.example.org' }));

/** A server that speaks by a script and then does nothing at all. */
async function scripted(speak: (socket: Socket) => void): Promise<{ url: string; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    speak(socket);
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((settle) => { for (const socket of sockets) socket.destroy(); server.close(() => settle()); }),
  };
}

/** Answers each command of a conversation up to the body, then does with the body whatever the test wants. */
const upToTheBody = (after: (socket: Socket) => void) => (socket: Socket): void => {
  let isBody = false;
  socket.write('220 sink\r\n');
  socket.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    if (isBody) { if (text.endsWith('\r\n.\r\n')) after(socket); return; }
    if (text.startsWith('EHLO')) socket.write('250 sink\r\n');
    else if (text.startsWith('DATA')) { isBody = true; socket.write('354 go on\r\n'); } else socket.write('250 ok\r\n');
  });
};

describe('the mailer', () => {
  let box: Mailbox;
  beforeAll(async () => { box = await Mailbox.open(); });
  afterAll(() => box.close());

  it('hands a mail over and carries its idempotency key as Message-ID', async () => {
    box.mood = 'takes';
    expect(await mailer(box.url).send(mail)).toMatchObject({ outcome: 'ok', code: null });
    expect(box.mails.at(-1)).toMatchObject({ to: 'lee@example.org', subject: mail.subject, messageId: `<${mail.idempotencyKey}@clinic.example.org>` });
    expect(box.mails.at(-1)?.text).toContain('Ñandú');
  });

  it.each([['later', 'retry', '451'], ['never', 'permanent', '550']] as const)('maps a refusal "%s" to %s', async (mood, outcome, code) => {
    box.mood = mood;
    expect(await mailer(box.url).send(mail)).toMatchObject({ outcome, code });
  });

  it('does not give up on a recipient because the server turns us away', async () => {
    const rude = await scripted((socket) => { socket.write('554 not you\r\n'); });
    expect((await mailer(rude.url).send(mail)).outcome).toBe('retry');
    await rude.close();
  });

  it('tries again when nobody listens', async () => {
    const gone = await scripted(() => undefined);
    await gone.close();
    expect((await mailer(gone.url).send(mail)).outcome).toBe('retry');
  });

  it.each([
    ['accepts the connection and says nothing', () => undefined, 'retry'],
    ['drips one byte a second', (socket: Socket) => { const drip = setInterval(() => socket.writable && socket.write('2'), 1000); socket.on('close', () => clearInterval(drip)); }, 'retry'],
    ['takes the body and never answers', upToTheBody(() => undefined), 'unknown'],
  ] as const)('is done within eight seconds with a server that %s', async (_what, speak, outcome) => {
    const slow = await scripted(speak);
    const from = performance.now();
    expect((await mailer(slow.url).send(mail)).outcome).toBe(outcome);
    expect(performance.now() - from).toBeLessThan(longestAttemptMs + 1000);
    await slow.close();
  }, 15_000);

  it('calls it unknown when the connection ends after the body', async () => {
    const cut = await scripted(upToTheBody((socket) => socket.destroy()));
    expect((await mailer(cut.url).send(mail)).outcome).toBe('unknown');
    await cut.close();
  });
});
