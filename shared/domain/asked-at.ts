import type { ElevationRequest } from './elevation-request.ts';

/**
 * When it was asked for (epoch ms). A date that lies ahead of the moment it was first seen cannot be right, nor can
 * anybody sort by it: that moment counts instead.
 */
export function askedAt(request: Pick<ElevationRequest, 'createdAt'>, firstSeenAt: number): number {
  return Math.min(request.createdAt ?? firstSeenAt, firstSeenAt);
}
