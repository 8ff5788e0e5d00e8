import { expect, test } from 'vitest';
import { AccessDesk, ME } from '../../test/support/access-desk.ts';
import { silentLog } from '../companion/ports/log.ts';
import { DesktopActions } from './desktop-actions.ts';

test('the tray disables one’s own account at once; for somebody else’s it asks in the window', async () => {
  const desk = await AccessDesk.open();
  try {
    const companion = await desk.companion();
    const shown: unknown[] = [];
    const actions = new DesktopActions({
      companion,
      windows: { show: (place) => shown.push(place), panel: { toggle: () => undefined } },
      clock: desk.clock,
      log: silentLog,
      trayBounds: () => ({ x: 0, y: 0, width: 0, height: 0 }),
      quit: () => undefined,
    });
    const mine = await desk.granted('Contoso Ltd');
    await actions.act({ do: 'disable-jit', grantId: mine });
    expect(await companion.jit.current()).toMatchObject([{ technicianEmail: ME, state: 'disabling' }]);
    expect(shown).toEqual([]);
    const another = await desk.granted('Fabrikam');
    companion.applySettings({ ...desk.settings, technicianEmail: 'otto@msp.example' });
    await actions.act({ do: 'disable-jit', grantId: another });
    expect((await companion.jit.current()).find(({ id }) => id === another)?.state).toBe('active');
    expect(shown).toEqual([{ screen: 'jit' }]);
  } finally {
    await desk.dispose();
  }
});
