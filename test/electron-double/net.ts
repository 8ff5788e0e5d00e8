import { EventEmitter } from 'node:events';
import type { DoubleSession } from './session.ts';
import { strict } from './strict.ts';

interface Options {
  readonly method?: string;
  readonly url?: string;
  /** Of those who give the parts of an address instead of the whole. */
  readonly hostname?: string;
  readonly headers?: Record<string, string>;
  readonly redirect?: string;
  readonly cache?: string;
  readonly credentials?: string;
  readonly session?: DoubleSession;
}

/** A proxy with the answer it wants. */
interface ProxyDouble {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Chromium remembers an answer that was right, and sends it along from then on. */
  isPassed?: boolean;
}

/** A request over the network, by Node's own client: what a proxy or a certificate store would do is not to be seen. */
class DoubleRequest extends EventEmitter {
  readonly #options: Options;
  readonly #proxy: ProxyDouble | null;
  readonly #abort = new AbortController();

  constructor(options: Options, proxy: ProxyDouble | null) {
    super();
    this.#proxy = proxy;
    this.#options = options;
  }

  end(body?: Buffer): void {
    void this.#send(body);
    // A stream that was written to its end closes itself, long before anything is answered.
    setImmediate(() => this.emit('close'));
  }

  /** The updater's way to a timeout. */
  setTimeout(): void {
    // Nothing here takes that long.
  }

  abort(): void {
    this.#abort.abort();
  }

  async #send(body: Buffer | undefined): Promise<void> {
    const { method = 'GET', url = `https://${this.#options.hostname}/`, session } = this.#options;
    try {
      await this.#passProxy();
      const headers = { ...this.#options.headers, ...(await cookiesFor(session, url)) };
      const answer = await fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: this.#abort.signal,
        ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      });
      const location = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && location !== null) {
        this.emit('redirect', answer.status, method, new URL(location, url).href, {});
        return;
      }
      await this.#receive(answer);
    } catch (error) {
      if (!this.#abort.signal.aborted) this.emit('error', error);
    }
  }

  /** A proxy in the way asks who is there, until it likes the answer. */
  async #passProxy(): Promise<void> {
    if (this.#proxy === null || this.#proxy.isPassed) return;
    const { host, port, username, password } = this.#proxy;
    const asking = { isProxy: true, scheme: 'basic', host, port, realm: 'Corporate proxy' };
    for (;;) {
      const [name, secret] = await new Promise<(string | undefined)[]>((resolve) => {
        this.emit('login', asking, (...answer: (string | undefined)[]) => resolve(answer));
      });
      if (name === undefined) throw new Error('net::ERR_PROXY_AUTH_REQUESTED');
      if (name === username && secret === password) break;
    }
    this.#proxy.isPassed = true;
  }

  async #receive(answer: Response): Promise<void> {
    const message = Object.assign(new EventEmitter(), {
      statusCode: answer.status,
      statusMessage: answer.statusText,
      headers: Object.fromEntries(answer.headers),
    });
    this.emit('response', strict('IncomingMessage', message));
    try {
      for await (const chunk of answer.body ?? []) message.emit('data', Buffer.from(chunk));
      message.emit('end');
    } catch (error) {
      message.emit(this.#abort.signal.aborted ? 'aborted' : 'error', error);
    }
  }
}

/** The cookies of a session go along, as with `credentials: 'include'`. */
async function cookiesFor(session: DoubleSession | undefined, url: string): Promise<Record<string, string>> {
  const cookies = session === undefined ? [] : await (await session.context).cookies(url);
  if (cookies.length === 0) return {};
  return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
}

/** What the app asked the network for, and the network. */
export class DoubleNet {
  readonly requests: Options[] = [];
  /** Stands in the way of everything that is sent from now on. */
  proxy: ProxyDouble | null = null;

  parts() {
    return strict('net', {
      request: (options: Options) => {
        this.requests.push(options);
        return strict('ClientRequest', new DoubleRequest(options, this.proxy));
      },
    });
  }
}
