import type { ElevationRequest } from '../../shared/domain/elevation-request.ts';
import { t } from '../strings/texts.ts';

/** Who asks; always something to read. */
export function personOf(request: ElevationRequest): string {
  return firstWords(request.userName, request.userEmail) ?? t.request.somebody;
}

export function applicationOf(request: ElevationRequest): string {
  return firstWords(request.application, request.fileName, request.path) ?? t.request.application;
}

export function deviceOf(request: ElevationRequest): string {
  return firstWords(request.device) ?? t.request.noDevice;
}

export function customerOf(request: ElevationRequest): string {
  return firstWords(request.customerDisplayName, request.customerName) ?? t.request.noCustomer;
}

function firstWords(...texts: readonly (string | null)[]): string | null {
  return texts.find((text) => text !== null && text.trim() !== '') ?? null;
}
