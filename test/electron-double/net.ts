import { EventEmitter } from 'node:events';
import { strict } from './strict.ts';

interface Options {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly redirect?: string;
  readonly credentials?: string;
}

/** A request over the network, by Node's own client: what a proxy or a certificate store would do is not to be seen. */
class DoubleRequest extends EventEmitter {
  readonly #options: Options;
  readonly #abort = new AbortController();

  constructor(options: Options) {
    super();
    this.#options = options;
  }

  end(body?: Buffer): void {
    void this.#send(body).finally(() => this.emit('close'));
  }

  abort(): void {
    this.#abort.abort();
  }

  async #send(body: Buffer | undefined): Promise<void> {
    const { method = 'GET', url = '', headers = {} } = this.#options;
    try {
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

/** What the app asked the network for, and the network. */
export class DoubleNet {
  readonly requests: Options[] = [];

  parts() {
    return strict('net', {
      request: (options: Options) => {
        this.requests.push(options);
        return strict('ClientRequest', new DoubleRequest(options));
      },
    });
  }
}
