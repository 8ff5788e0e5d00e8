import { contextBridge, ipcRenderer } from 'electron';

/** The same name is in shell/contract/contract-port.ts: a sandboxed preload is one file and imports nothing of ours. */
const CONTRACT_CHANNEL = 'contract';

/**
 * All that our pages get: a way to send and receive messages of the contract. Neither ipcRenderer nor its events are
 * handed on (Electron's security checklist, 20).
 */
contextBridge.exposeInMainWorld('companionPort', {
  send: (message: unknown) => {
    if (typeof message === 'string') ipcRenderer.send(CONTRACT_CHANNEL, message);
  },
  onMessage: (listener: (message: string) => void) => {
    ipcRenderer.on(CONTRACT_CHANNEL, (_event, message: unknown) => {
      if (typeof message === 'string') listener(message);
    });
  },
});
