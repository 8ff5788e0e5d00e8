import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { strict } from './strict.ts';

/** Running apps by the folder of their user data, as Electron's lock has it. */
const running = new Map<string, DoubleApp>();

/** What a computer makes of the app beside its arguments. */
export interface DoubleStart {
  readonly isPackaged: boolean;
  /** The user's home folder. */
  readonly home: string;
}

/** The life of the app: readiness, the lock of the single instance, quitting. */
export class DoubleApp extends EventEmitter {
  readonly isPackaged: boolean;
  readonly argv: readonly string[];
  readonly calls: string[] = [];
  badge = 0;
  loginItem = { openAtLogin: false, wasOpenedAtLogin: false };
  /** Resolves with the exit code once the app is gone. */
  readonly ended: Promise<number>;
  /** Closes the windows; set by the double that has them. */
  closeWindows: () => boolean = () => true;
  #end: (code: number) => void = () => undefined;
  readonly #paths = new Map<string, string>();
  readonly commandLine = strict('commandLine', {
    hasSwitch: (name: string) =>
      this.argv.some((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`)),
  });

  constructor(argv: readonly string[], { isPackaged, home }: DoubleStart) {
    super();
    this.argv = argv;
    this.isPackaged = isPackaged;
    this.#paths.set('home', home).set('exe', join(home, 'companion')).set('userData', join(home, 'data'));
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    void this.ended.then(() => {
      for (const [folder, app] of running) if (app === this) running.delete(folder);
    });
  }

  whenReady(): Promise<void> {
    this.calls.push('whenReady');
    return Promise.resolve();
  }

  setPath(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path}`);
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`The Electron double knows no path ${name}`);
    return path;
  }

  getName(): string {
    return 'idemeum-companion';
  }

  getVersion(): string {
    return '0.1.0';
  }

  getAppPath(): string {
    return this.getPath('home');
  }

  relaunch(options?: object): void {
    this.calls.push(`relaunch ${JSON.stringify(options)}`);
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

  setLoginItemSettings({ openAtLogin }: { readonly openAtLogin: boolean }): void {
    this.loginItem = { ...this.loginItem, openAtLogin };
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.calls.push(`setAsDefaultProtocolClient ${scheme}`);
    return true;
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
