import {
  IconBuildingCommunity,
  IconChartBar,
  IconHeartbeat,
  IconInbox,
  IconKey,
  IconRocket,
  IconSettings,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { LoadingScreen } from './frame/loading-screen.tsx';
import type { ScreenProps } from './frame/screen-props.ts';
import { Inbox } from './inbox/inbox.tsx';
import type { Catalogue } from './strings/catalogue.ts';
import { partOnDemand } from './ui/on-demand.tsx';

export interface Screen {
  /** Its place in the address: #/<id>. */
  readonly id: keyof Catalogue['frame']['screens'];
  readonly Icon: ComponentType<{ readonly size: number; readonly 'aria-hidden': true }>;
  readonly Component: ComponentType<ScreenProps>;
  /** Not in the rail: something leads there when it is wanted. */
  readonly isAside?: boolean;
}

const later = (load: () => Promise<ComponentType<ScreenProps>>) => partOnDemand(load, LoadingScreen);
const MappingScreen = later(async () => (await import('./mapping/mapping-screen.tsx')).MappingScreen);
const ActivityScreen = later(async () => (await import('./activity/activity-screen.tsx')).ActivityScreen);
const HealthScreen = later(async () => (await import('./health/health-screen.tsx')).HealthScreen);
const SettingsScreen = later(async () => (await import('./settings/settings-screen.tsx')).SettingsScreen);
const StartScreen = later(async () => (await import('./start/start-screen.tsx')).StartScreen);
const JitScreen = later(async () => (await import('./jit/jit-screen.tsx')).JitScreen);

/** All screens in the order of the rail. The first one is there at once, the others when they are first shown. */
export const screens: readonly [Screen, ...Screen[]] = [
  { id: 'requests', Icon: IconInbox, Component: Inbox },
  {
    id: 'mapping',
    Icon: IconBuildingCommunity,
    Component: MappingScreen,
  },
  { id: 'jit', Icon: IconKey, Component: JitScreen },
  { id: 'activity', Icon: IconChartBar, Component: ActivityScreen },
  { id: 'health', Icon: IconHeartbeat, Component: HealthScreen },
  { id: 'settings', Icon: IconSettings, Component: SettingsScreen },
  { id: 'start', Icon: IconRocket, Component: StartScreen, isAside: true },
];
