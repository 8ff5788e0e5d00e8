import { contextBridge, ipcRenderer } from 'electron';
import { CONTRACT_CHANNEL } from './shell/contract/channel.ts';

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
