import { dialogOnDemand } from '../ui/on-demand.tsx';

export const ClientDialog = dialogOnDemand(async () => (await import('./client-dialog.tsx')).ClientDialog);
export const DecideDialog = dialogOnDemand(async () => (await import('./decide-dialog.tsx')).DecideDialog);
export const DismissDialog = dialogOnDemand(async () => (await import('./dismiss-dialog.tsx')).DismissDialog);
export const KeysDialog = dialogOnDemand(async () => (await import('./keys-dialog.tsx')).KeysDialog);
