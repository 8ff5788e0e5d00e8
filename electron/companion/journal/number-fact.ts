import type { FactRepository } from './journal.ts';

/**
 * A number that was kept as a fact; null when there is none, or when what is there is none (the file may hold what was
 * never written into it): whoever asks goes on as if it had never been kept, which costs calls and loses nothing.
 */
export async function numberFact(facts: Pick<FactRepository, 'get'>, key: string): Promise<number | null> {
  const text = await facts.get(key);
  if (text === null || text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
