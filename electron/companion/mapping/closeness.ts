import { fold } from '../../../shared/domain/fold.ts';
import type { HaloClient } from '../ports/halo.ts';

/** Words that say what kind of company it is, not which one. */
const LEGAL_FORMS = new Set(
  'the inc incorporated ltd limited llc llp lp plc co corp corporation company gmbh ag kg se ug mbh ohg sa sas sarl srl spa bv nv ab as asa oy oyj aps pty pvt'.split(
    ' ',
  ),
);

/** As close as names of the same words get without being equal: one has a legal form the other lacks. */
const SAME_WORDS = 0.98;
const INITIALS = 0.75;
const FEWEST_INITIALS = 3;

interface Prepared {
  readonly folded: string;
  readonly words: readonly string[];
  readonly pieces: ReadonlySet<string>;
  readonly initials: string;
}

interface Indexed<T> extends Prepared {
  readonly client: T;
}

export interface Close<T> {
  readonly client: T;
  /** 0 nothing in common, 1 the same. */
  readonly closeness: number;
}

/**
 * Names of clients, prepared once so that ranking thousands of them for one text takes a fraction of a millisecond:
 * only clients that share a piece of the text are looked at.
 */
export class NameIndex<T extends HaloClient = HaloClient> {
  readonly #all: readonly Indexed<T>[];
  readonly #byPiece = new Map<string, number[]>();
  /** How many pieces each client shares with the name that is being looked for; all 0 in between. */
  readonly #shared: Uint16Array;

  constructor(clients: readonly T[]) {
    this.#all = clients.map((client) => ({ client, ...prepare(client.name) }));
    this.#shared = new Uint16Array(clients.length);
    for (const [at, { pieces }] of this.#all.entries()) {
      for (const piece of pieces) push(this.#byPiece, piece, at);
    }
  }

  /** Clients by how close their name is to a whole name, closest first, at least so close. */
  closest(name: string, least: number, limit: number): Close<T>[] {
    const wanted = prepare(name);
    const found: Close<T>[] = [];
    for (const at of this.#countShared(wanted)) {
      const one = this.#all[at];
      if (one === undefined) continue;
      const closeness = closenessOf(one, wanted, this.#shared[at] ?? 0);
      this.#shared[at] = 0;
      if (closeness >= least) insert(found, { client: one.client, closeness }, limit);
    }
    return found;
  }

  /**
   * Counts the pieces that each client shares with the name. Initials share the beginning of the first word.
   * @returns the clients that may be close
   */
  #countShared(wanted: Prepared): number[] {
    const candidates: number[] = [];
    for (const piece of wanted.pieces) {
      for (const at of this.#byPiece.get(piece) ?? []) {
        const before = this.#shared[at] ?? 0;
        if (before === 0) candidates.push(at);
        this.#shared[at] = before + 1;
      }
    }
    return candidates;
  }

  /** What somebody may mean who has typed so far: equal, begins with it, has all its words, is like it. */
  typed(text: string, limit: number): T[] {
    const wanted = fold(text);
    const words = wanted.split(' ');
    const groups: [T[], T[], T[]] = [[], [], []];
    for (const { client, folded } of this.#all) {
      if (folded === wanted) groups[0].push(client);
      else if (folded.startsWith(wanted)) groups[1].push(client);
      else if (words.every((word) => folded.includes(word))) groups[2].push(client);
    }
    const sure = groups.flatMap((group) => group.sort(byName));
    const alike = sure.length < limit ? this.closest(text, LIKE_ENOUGH_TO_SHOW, limit) : [];
    return [...new Set([...sure, ...alike.map(({ client }) => client)])].slice(0, limit);
  }
}

const LIKE_ENOUGH_TO_SHOW = 0.3;

function prepare(name: string): Prepared {
  const folded = fold(name);
  const all = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = all.filter((word) => !LEGAL_FORMS.has(word));
  const words = telling.length > 0 ? telling : all;
  const initials =
    words.length < FEWEST_INITIALS ? '' : words.flatMap((word) => [...word].slice(0, 1)).join('');
  return { folded, words, initials, pieces: new Set(words.flatMap(piecesOf)) };
}

/** Letter pairs, with the beginning of the word as a letter of its own: beginnings tell more than middles. */
function piecesOf(word: string): string[] {
  const letters = ['^', ...word];
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
}

/** Dice coefficient over the pieces: twice what is shared by the sum of both. */
function closenessOf(one: Prepared, wanted: Prepared, shared: number): number {
  if (one.folded === wanted.folded) return 1;
  const dice = (2 * shared) / (one.pieces.size + wanted.pieces.size);
  const isInitials =
    (one.words.length === 1 && one.words[0] === wanted.initials) ||
    (wanted.words.length === 1 && wanted.words[0] === one.initials);
  return Math.min(SAME_WORDS, isInitials ? Math.max(dice, INITIALS) : dice);
}

function push(index: Map<string, number[]>, key: string, at: number): void {
  const known = index.get(key);
  if (known) known.push(at);
  else index.set(key, [at]);
}

/** Keeps the closest ones in order: of thousands of candidates only a few are wanted. */
function insert<T extends HaloClient>(found: Close<T>[], one: Close<T>, limit: number): void {
  const isCloser = (other: Close<T>) =>
    one.closeness > other.closeness ||
    (one.closeness === other.closeness && byName(one.client, other.client) < 0);
  const last = found.at(-1);
  if (last !== undefined && found.length >= limit && !isCloser(last)) return;
  const behind = found.findIndex(isCloser);
  found.splice(behind < 0 ? found.length : behind, 0, one);
  if (found.length > limit) found.pop();
}

/** Made once: comparing by `localeCompare` would make it anew for every two names. */
const { compare } = new Intl.Collator();

function byName(a: HaloClient, b: HaloClient): number {
  return compare(a.name, b.name) || a.id - b.id;
}
