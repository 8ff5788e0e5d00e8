import type { ChoiceOrder } from '../../../shared/contract/mapping.ts';
import type { Core } from '../core.ts';
import type { ImportPlan, MappingApi, MappingQuery } from './api.ts';
import { choose, redo, undo } from './choices.ts';
import { exportMappings, planImport } from './csv.ts';
import { ClientNames, getMapping, listMappings, suggestMappings } from './list.ts';
import { unmappedCustomers } from './waiting.ts';

/** The mapping as windows use it. */
export class Mappings implements MappingApi {
  readonly #core: Core;
  readonly #names: ClientNames;
  readonly #acted: () => void;

  /** @param acted called when a person has changed something: tickets may flow now */
  constructor(core: Core, acted: () => void) {
    this.#core = core;
    this.#names = new ClientNames(core);
    this.#acted = acted;
  }

  unmapped() {
    return unmappedCustomers(this.#core);
  }

  async findClients(text: string, limit: number) {
    const index = await this.#names.index();
    return index.typed(text, limit).map(({ id, name, inactive }) => ({ id, name, inactive }));
  }

  list(query: MappingQuery) {
    return listMappings(this.#core, this.#names, query);
  }

  get(customerKey: string) {
    return getMapping(this.#core, this.#names, customerKey);
  }

  suggestions() {
    return suggestMappings(this.#core, this.#names);
  }

  choose(orders: readonly ChoiceOrder[], step: number | null) {
    return this.#change(choose(this.#core, orders, step));
  }

  undo() {
    return this.#change(undo(this.#core));
  }

  redo() {
    return this.#change(redo(this.#core));
  }

  exportCsv() {
    return exportMappings(this.#core);
  }

  async planImport(text: string): Promise<ImportPlan> {
    const plan = await planImport(this.#core, text);
    if ('problem' in plan) return { lines: [], orders: [], text: plan.problem.text };
    return { ...plan, text: null };
  }

  async #change<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    this.#acted();
    return result;
  }
}
