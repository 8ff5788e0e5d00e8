import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { strict } from './strict.ts';

/** Running apps by the folder of their user data, as Electron's lock has it. */
const running = new Map<string, DoubleApp>();

/** The life of the app: readiness, the lock of the single instance, quitting. */
export class DoubleApp extends EventEmitter {
  readonly isPackaged = false;
  readonly argv: readonly string[];
  readonly calls: string[] = [];
  badge = 0;
  loginItem = { openAtLogin: false };
  /** Resolves with the exit code once the app is gone. */
  readonly ended: Promise<number>;
  /** Closes the windows; set by the double that has them. */
  closeWindows: () => boolean = () => true;
  #end: (code: number) => void = () => undefined;
  readonly #paths = new Map<string, string>();

  constructor(argv: readonly string[]) {
    super();
    this.argv = argv;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    void this.ended.then(() => {
      for (const [folder, app] of running) if (app === this) running.delete(folder);
    });
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true });
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? '';
  }

  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    const first = running.get(folder);
    if (first !== undefined) {
      first.emit('second-instance', {}, ['electron', 'main.mjs', ...this.argv], folder, null);
      return false;
    }
    running.set(folder, this);
    return true;
  }

  setAppUserModelId(id: string): void {
    this.calls.push(`setAppUserModelId ${id}`);
  }

  enableSandbox(): void {
    this.calls.push('enableSandbox');
  }

  setBadgeCount(count: number): boolean {
    this.badge = count;
    return true;
  }

  setLoginItemSettings(settings: { readonly openAtLogin: boolean }): void {
    this.loginItem = settings;
  }

  getLoginItemSettings() {
    return this.loginItem;
  }

  /** As from its menu: asks everybody, then closes the windows. */
  quit(): void {
    const event = {
      isPrevented: false,
      preventDefault() {
        this.isPrevented = true;
      },
    };
    this.emit('before-quit', event);
    if (event.isPrevented || !this.closeWindows()) return;
    this.emit('will-quit', {});
    this.exit(0);
  }

  exit(code: number): void {
    this.#end(code);
  }

  /** Whether the app listens to this, so that a double that never tells is noticed. */
  hears(event: string): boolean {
    return this.listenerCount(event) > 0;
  }
}

/** Processes beside the app, each a Node of its own. */
export class DoubleUtilityProcess {
  readonly children: ChildProcess[] = [];

  parts() {
    return strict('utilityProcess', {
      fork: (bundle: string, args: readonly string[]) => {
        const child = fork(bundle, [...args], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
        this.children.push(child);
        return child;
      },
    });
  }

  end(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }
}
