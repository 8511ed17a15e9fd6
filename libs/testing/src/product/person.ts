import { readFileSync } from 'node:fs';
import { io, type Socket } from 'socket.io-client';

/** Operations as the web client has them: hash to text. Production runs nothing else for a signed-in browser. */
const manifest = (): Record<string, string> =>
  JSON.parse(readFileSync(new URL('../../../api-client/persisted-operations.json', import.meta.url), 'utf8')) as Record<string, string>;

const hashes = new Map<string, string>();

/** The newest persisted hash of an operation. Older ones stay valid for phones that were offline. Read once: a crowd asks a thousand times a second. */
export function hashOf(operation: string): string {
  const known = hashes.get(operation);
  if (known !== undefined) return known;
  const found = Object.entries(manifest()).filter(([, text]) => new RegExp(`\\b(query|mutation) ${operation}\\b`).test(text)).at(-1);
  if (found === undefined) throw new Error(`The web client has no operation ${operation}`);
  hashes.set(operation, found[0]);
  return found[0];
}

const headers = { 'content-type': 'application/json', 'x-evenkeel-client': 'web' };

/** Somebody who is signed in, without a browser. */
export class Person {
  private constructor(readonly url: string, readonly email: string, private cookie: string, readonly patientId: string | null) {}

  static async signIn(url: string, email: string, password: string): Promise<Person> {
    const answer = await fetch(`${url}/auth/sign-in`, { method: 'POST', headers, body: JSON.stringify({ email, password }) });
    if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}`);
    const { session } = (await answer.json()) as { session: { patientId: string | null } };
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
    return new Person(url, email, cookie, session.patientId);
  }

  /** Somebody whose session was made by other means. */
  static withCookie(url: string, email: string, cookie: string, patientId: string | null): Person {
    return new Person(url, email, cookie, patientId);
  }

  /** Runs a persisted operation and returns its data. Throws on a fault or a transport error. */
  async run<Data>(operation: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST', headers: { ...headers, cookie: this.cookie },
      body: JSON.stringify({ operationName: operation, variables, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(operation) } } }),
    });
    const { data, errors } = (await answer.json()) as { data?: Data; errors?: unknown };
    if (errors !== undefined || data === undefined || data === null) throw new Error(`${operation} answered ${answer.status}: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Proves again who it is, as the page asks before what needs a fresh proof. The session has another cookie from then on. */
  async proveAgain(password: string): Promise<void> {
    const answer = await this.post('/auth/step-up', { password, code: '' });
    if (answer.status !== 200) throw new Error(`The proof was answered with ${answer.status}`);
    this.take(answer);
  }

  /** Goes on with the cookie of an answer, as a browser does after a change of role. */
  take(answer: Response): void {
    const cookies = answer.headers.getSetCookie();
    if (cookies.length > 0) this.cookie = cookies.map((line) => line.split(';')[0]).join('; ');
  }

  async post(path: string, body: unknown = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: 'POST', headers: { ...headers, cookie: this.cookie }, body: JSON.stringify(body) });
  }

  /** An open socket, as a page has one. Collects the doorbells it hears. */
  async listen(): Promise<{ socket: Socket; heard: { id: string; topic: string; subject: string; at: number }[] }> {
    const { ticket } = (await (await this.post('/realtime/ticket')).json()) as { ticket: string };
    const socket = io(this.url, { path: '/realtime', transports: ['websocket'], auth: { ticket }, reconnection: false, extraHeaders: { origin: this.url } });
    const heard: { id: string; topic: string; subject: string; at: number }[] = [];
    socket.on('changed.v1', (news: { id: string; topic: string; subject: string }) => heard.push({ ...news, at: performance.now() }));
    await new Promise<void>((settle, fail) => { socket.once('connect', settle); socket.once('connect_error', fail); });
    return { socket, heard };
  }

  get cookies(): { name: string; value: string }[] {
    return this.cookie.split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) }));
  }
}
