import type { AuthInfo } from 'electron';
import type { ProxyQuestion } from '../../../shared/contract/shell.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Ms within which a second question of the same proxy means that the answer was wrong. */
const WRONG_WITHIN_MS = 30_000;

/**
 * Signs in to proxies that ask. The person is asked once for each proxy; the answer is kept in memory for this run,
 * and asked for anew when the proxy does not take it.
 */
export class ProxySignIn {
  readonly #now: () => number;
  readonly #onQuestion: (question: ProxyQuestion | null) => void;
  readonly #known = new Map<string, { readonly credentials: Credentials; usedAt: number }>();
  readonly #asking = new Map<
    string,
    { readonly question: ProxyQuestion; readonly answer: Promise<Credentials | null> }
  >();
  readonly #settle = new Map<number, (credentials: Credentials | null) => void>();
  #nextId = 1;

  constructor(now: () => number, onQuestion: (question: ProxyQuestion | null) => void) {
    this.#now = now;
    this.#onQuestion = onQuestion;
  }

  /** For whoever is asked by a proxy; null gives the call up. Resolves when the person has answered. */
  async signIn(proxy: AuthInfo): Promise<Credentials | null> {
    if (!proxy.isProxy) return null;
    const key = `${proxy.host}:${proxy.port} ${proxy.realm}`;
    const known = this.#known.get(key);
    if (known !== undefined && this.#now() - known.usedAt > WRONG_WITHIN_MS) {
      known.usedAt = this.#now();
      return known.credentials;
    }
    this.#known.delete(key);
    const asking = this.#asking.get(key) ?? this.#ask(key, proxy);
    return await asking.answer;
  }

  question(): ProxyQuestion | null {
    const [first] = this.#asking.values();
    return first?.question ?? null;
  }

  /** False when the question is over already. */
  answer(id: number, credentials: Credentials | null): boolean {
    const settle = this.#settle.get(id);
    settle?.(credentials);
    return settle !== undefined;
  }

  #ask(key: string, proxy: AuthInfo) {
    const id = this.#nextId;
    this.#nextId += 1;
    const question = { id, host: `${proxy.host}:${proxy.port}`, realm: proxy.realm };
    const answer = new Promise<Credentials | null>((resolve) => this.#settle.set(id, resolve)).then(
      (credentials) => {
        this.#settle.delete(id);
        this.#asking.delete(key);
        if (credentials !== null) this.#known.set(key, { credentials, usedAt: this.#now() });
        this.#onQuestion(this.question());
        return credentials;
      },
    );
    const entry = { question, answer };
    this.#asking.set(key, entry);
    this.#onQuestion(question);
    return entry;
  }
}
