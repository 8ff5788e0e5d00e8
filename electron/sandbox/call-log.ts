import type { Service } from './faults.ts';

/** One call that reached a server, whatever became of it. */
export interface Call {
  /** Epoch ms of the sandbox's clock. */
  readonly at: number;
  readonly service: Service;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** 0 when the connection was cut without an answer. */
  readonly status: number;
  readonly faults: readonly string[];
}

/** A call with what was said, as the service meant it: before a fault spoiled the answer. */
export interface Exchange extends Call {
  readonly requestType: string | null;
  readonly requestBody: string;
  /** Undefined when the call had no effect or the answer no body. */
  readonly answer: unknown;
}

/** The calls of one service, in the order of their answers. */
export class CallLog {
  readonly calls: Call[] = [];
  readonly exchanges: Exchange[] = [];
  recordExchanges: boolean;

  constructor(recordExchanges: boolean) {
    this.recordExchanges = recordExchanges;
  }

  add(exchange: Exchange): void {
    const { requestType, requestBody, answer, ...call } = exchange;
    this.calls.push(call);
    if (this.recordExchanges) this.exchanges.push({ ...call, requestType, requestBody, answer });
  }

  clear(): void {
    this.calls.length = 0;
    this.exchanges.length = 0;
  }
}
