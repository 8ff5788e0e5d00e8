import { RingProgress } from '@mantine/core';
import type { JitGrant } from '../../shared/domain/jit-account.ts';
import { number } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { useNow } from '../ui/time.tsx';

const SOON_MS = 15 * 60_000;

/** What is left of an account's time, as a ring and in words. */
export function TimeLeft({ grant }: { readonly grant: JitGrant }) {
  const now = useNow();
  const leftMs = Math.max(0, grant.endsAt - now);
  const share = leftMs / Math.max(1, grant.endsAt - grant.startedAt);
  const text = leftMs === 0 ? t.jit.overdue : durationText(leftMs);
  return (
    <RingProgress
      className="jit-ring"
      size={76}
      thickness={7}
      roundCaps
      rootColor="var(--line)"
      sections={[
        { value: Math.min(100, share * 100), color: leftMs <= SOON_MS ? 'var(--bad)' : 'var(--accent)' },
      ]}
      label={<span className="jit-ring-text">{text}</span>}
      role="img"
      aria-label={leftMs === 0 ? t.jit.overdue : t.jit.left(text)}
    />
  );
}

/** "3 h 12 m", "4 min": how much there is, rounded up, so that 0 means over. */
export function durationText(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return unit(rest, 'minute');
  if (hours >= 48) return unit(Math.floor(hours / 24), 'day');
  return `${hours}:${String(rest).padStart(2, '0')}`;
}

function unit(value: number, name: string): string {
  return number(value, { style: 'unit', unit: name, unitDisplay: 'short' });
}
