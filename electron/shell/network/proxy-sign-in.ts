import type { AuthInfo } from 'electron';
import type { ProxyQuestion } from '../../../shared/contract/shell.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Ms for which a person who would rather not answer is left alone: calls fail meanwhile, and come every few seconds. */
const LEFT_ALONE_MS = 15 * 60_000;

interface Asking {
  readonly question: ProxyQuestion;
  readonly answer: Promise<Credentials | null>;
}

/**
 * Signs in to proxies that ask. The person is asked once for each proxy; the answer is kept in memory for this run,
 * and asked for anew when the proxy does not take it.
 */
export class ProxySignIn {
  readonly #now: () => number;
  readonly #onQuestion: (question: ProxyQuestion | null) => void;
  readonly #known = new Map<string, Credentials>();
  readonly #leftAloneUntil = new Map<string, number>();
  readonly #asking = new Map<string, Asking>();
  readonly #settle = new Map<number, (credentials: Credentials | null) => void>();
  #nextId = 1;

  constructor(now: () => number, onQuestion: (question: ProxyQuestion | null) => void) {
    this.#now = now;
    this.#onQuestion = onQuestion;
  }

  /**
   * For whoever is asked by a proxy; null gives the call up. Resolves when the person has answered.
   * @param refused what this same call has told the proxy already, in vain
   */
  async signIn(proxy: AuthInfo, refused: Credentials | null): Promise<Credentials | null> {
    if (!proxy.isProxy) return null;
    const key = keyOf(proxy);
    const known = this.known(proxy);
    if (known !== null && known !== refused) return known;
    this.#known.delete(key);
    if (this.#now() < (this.#leftAloneUntil.get(key) ?? 0)) return null;
    const asking = this.#asking.get(key) ?? this.#ask(key, proxy);
    return await asking.answer;
  }

  /** What is told to this proxy at present; null when that has to be asked for. */
  known(proxy: AuthInfo): Credentials | null {
    return this.#known.get(keyOf(proxy)) ?? null;
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

  #ask(key: string, proxy: AuthInfo): Asking {
    const id = this.#nextId;
    this.#nextId += 1;
    const question = { id, host: `${proxy.host}:${proxy.port}`, realm: proxy.realm };
    const answer = new Promise<Credentials | null>((resolve) => this.#settle.set(id, resolve)).then(
      (credentials) => {
        this.#settle.delete(id);
        this.#asking.delete(key);
        if (credentials === null) this.#leftAloneUntil.set(key, this.#now() + LEFT_ALONE_MS);
        else this.#known.set(key, credentials);
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

function keyOf(proxy: AuthInfo): string {
  return `${proxy.host}:${proxy.port} ${proxy.realm}`;
}
