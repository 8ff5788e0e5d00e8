import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore } from 'react';

interface Message {
  readonly id: number;
  readonly text: string;
}

/** As many as may come at once: a message that replaced another would leave it unsaid. */
const KEPT = 4;

let messages: readonly Message[] = [];
const listeners = new Set<() => void>();

/** Tells those who do not see the page what has just happened. */
export function announce(text: string): void {
  messages = [...messages.slice(1 - KEPT), { id: (messages.at(-1)?.id ?? 0) + 1, text }];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Announcer() {
  const kept = useSyncExternalStore(subscribe, () => messages);
  return (
    <VisuallyHidden component="div" role="status" aria-live="polite" aria-atomic={false}>
      {kept.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </VisuallyHidden>
  );
}
