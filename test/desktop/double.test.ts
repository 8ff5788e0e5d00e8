import { expect, test } from 'vitest';
import { DoubleApp } from '../electron-double/app.ts';
import { DoubleNatives } from '../electron-double/natives.ts';
import { strict, strictClass } from '../electron-double/strict.ts';

/** Calls a member that may not be there, as code does that begins to use more of Electron. */
function use(of: object, member: string): unknown {
  return Reflect.get(of, member);
}

const app = () => strict('app', new DoubleApp([], { isPackaged: false, home: '/nowhere' }));

test('the double fails loudly on a member that it does not implement', () => {
  expect(() => use(app(), 'setJumpList')).toThrow('The Electron double does not implement app.setJumpList');
  expect(() => Object.assign(app(), { name: 'x' })).toThrow('does not implement setting app.name');
  const parts = new DoubleNatives().parts();
  expect(() => use(parts.screen, 'getDisplayMatching')).toThrow('screen.getDisplayMatching');
  expect(() => use(parts.dialog, 'showOpenDialog')).toThrow('dialog.showOpenDialog');
});

test('and so do its classes, with what is made of them', () => {
  const { Tray } = new DoubleNatives().parts();
  expect(() => use(Tray, 'getAllTrays')).toThrow('does not implement Tray.getAllTrays');
  expect(() => use(new Tray('icon'), 'displayBalloon')).toThrow('does not implement Tray.displayBalloon');
  const Made = strictClass('Made', () => ({ there: 1 }));
  expect(new Made()).toHaveProperty('there', 1);
});

test('what it implements works, and is Electron’s own as far as it matters', () => {
  expect(() => app().setPath('userData', 'relative')).toThrow('Path must be absolute');
  expect(() => app().setPath('userData', '/nowhere/at/all')).toThrow('Failed to set path');
  expect(app().isPackaged).toBe(false);
});
