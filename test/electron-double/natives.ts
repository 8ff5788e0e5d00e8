import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { strict, strictClass } from './strict.ts';

/** A menu that was built from a template, with items that a test can click. */
export interface DoubleMenu {
  readonly items: readonly Electron.MenuItemConstructorOptions[];
}

/** An item of a tray's or the application's menu, by its label or the path to it. */
export function itemOf(
  menu: DoubleMenu | null,
  ...path: readonly string[]
): Electron.MenuItemConstructorOptions {
  let items = menu?.items ?? [];
  let found: Electron.MenuItemConstructorOptions | undefined;
  for (const label of path) {
    found = items.find((item) => item.label?.includes(label));
    if (found === undefined) {
      throw new Error(
        `There is no “${label}” among: ${items.map((item) => item.label ?? item.type).join(' | ')}`,
      );
    }
    items = Array.isArray(found.submenu) ? found.submenu : [];
  }
  if (found === undefined) throw new Error('Which item?');
  return found;
}

/** As a person clicks it. */
export function clickItem(item: Electron.MenuItemConstructorOptions): void {
  if (item.enabled === false) throw new Error(`“${item.label}” is greyed out`);
  // Our own handlers look at none of the arguments that the real menu hands them.
  const click: unknown = item.click;
  if (typeof click !== 'function') throw new Error(`“${item.label}” does nothing`);
  click();
}

/** The icon beside the clock. */
export class DoubleTray
  extends EventEmitter
  implements Pick<Electron.Tray, 'setToolTip' | 'destroy' | 'isDestroyed'>
{
  image: unknown;
  toolTip = '';
  title = '';
  menu: DoubleMenu | null = null;
  #isDestroyed = false;

  constructor(image: unknown) {
    super();
    this.image = image;
  }

  setImage(image: unknown): void {
    this.image = image;
  }

  /** What macOS shows beside the icon. */
  setTitle(title: string): void {
    this.title = title;
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setContextMenu(menu: DoubleMenu | null): void {
    this.menu = menu;
  }

  getBounds(): Electron.Rectangle {
    return { x: 1200, y: 0, width: 24, height: 24 };
  }

  popUpContextMenu(): void {
    this.emit('popped-up');
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}

/** A notification that was made; `isShown` once it was shown. */
export class DoubleNotification
  extends EventEmitter
  implements Pick<Electron.Notification, 'show' | 'close' | 'title' | 'body'>
{
  readonly options: Electron.NotificationConstructorOptions;
  isShown = false;

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
  }

  get title(): string {
    return this.options.title ?? '';
  }

  get body(): string {
    return this.options.body ?? '';
  }

  show(): void {
    this.isShown = true;
    queueMicrotask(() => this.emit('show'));
  }

  close(): void {
    this.isShown = false;
    this.emit('close', {});
  }
}

/** What the system's own dialogs said, and what a test lets the person answer. */
class DoubleDialog implements Pick<Electron.Dialog, 'showErrorBox'> {
  readonly errors: { readonly title: string; readonly content: string }[] = [];
  readonly asked: Electron.MessageBoxOptions[] = [];
  /** The label of the button that the person presses, at once or later; another one stands for closing the dialog. */
  answer: (options: Electron.MessageBoxOptions) => string | Promise<string> = () => '';

  showErrorBox(title: string, content: string): void {
    this.errors.push({ title, content });
  }

  async showMessageBox(
    ...args: [Electron.MessageBoxOptions] | [unknown, Electron.MessageBoxOptions]
  ): Promise<Electron.MessageBoxReturnValue> {
    const options = args.length === 1 ? args[0] : args[1];
    this.asked.push(options);
    const buttons = options.buttons ?? [];
    const pressed = buttons.indexOf(await this.answer(options));
    const response = pressed === -1 ? (options.cancelId ?? buttons.length - 1) : pressed;
    return { response, checkboxChecked: false };
  }
}

/** Everything of the desktop that is not a window: tray, menus, notifications, dialogs, screens, power. */
export class DoubleNatives {
  readonly trays: DoubleTray[] = [];
  readonly notifications: DoubleNotification[] = [];
  readonly dialog = new DoubleDialog();
  readonly powerMonitor = new EventEmitter();
  readonly nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false });
  readonly openedOutside: string[] = [];
  readonly shownInFolder: string[] = [];
  applicationMenu: DoubleMenu | null = null;
  readonly poppedUp: DoubleMenu[] = [];
  cursor = { x: 1210, y: 12 };
  displays = [{ id: 1, workArea: { x: 0, y: 0, width: 1280, height: 800 } }];

  /** As the code under test sees them. */
  parts() {
    const notification = strictClass('Notification', (options: Electron.NotificationConstructorOptions) => {
      const made = new DoubleNotification(options);
      this.notifications.push(made);
      return made;
    });
    return {
      Tray: strictClass('Tray', (image: unknown) => {
        const made = new DoubleTray(image);
        this.trays.push(made);
        return made;
      }),
      Notification: new Proxy(notification, {
        get: (target, member) => (member === 'isSupported' ? () => true : Reflect.get(target, member)),
      }),
      Menu: strict('Menu', {
        buildFromTemplate: (items: Electron.MenuItemConstructorOptions[]) => {
          const menu: DoubleMenu = { items };
          return strict('Menu', { ...menu, popup: () => void this.poppedUp.push(menu) });
        },
        setApplicationMenu: (menu: DoubleMenu | null) => {
          this.applicationMenu = menu;
        },
      }),
      dialog: strict('dialog', this.dialog),
      powerMonitor: strict('powerMonitor', this.powerMonitor),
      nativeTheme: strict('nativeTheme', this.nativeTheme),
      nativeImage: strict('nativeImage', { createFromPath: (path: string) => imageOf(path) }),
      screen: strict('screen', {
        getPrimaryDisplay: () => this.displays[0],
        getAllDisplays: () => this.displays,
        getCursorScreenPoint: () => this.cursor,
        getDisplayNearestPoint: () => this.displays[0],
      }),
      shell: strict('shell', {
        openExternal: async (url: string) => void this.openedOutside.push(url),
        showItemInFolder: (path: string) => void this.shownInFolder.push(path),
      }),
    };
  }
}

function imageOf(path: string) {
  const image = { path, isTemplate: false, isEmpty: () => false };
  return strict('NativeImage', {
    ...image,
    setTemplateImage: (isTemplate: boolean) => {
      image.isTemplate = isTemplate;
    },
  });
}
