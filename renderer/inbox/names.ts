import type { ElevationRequest } from '../../shared/domain/elevation-request.ts';
import { en } from '../strings/en.ts';

/** Who asks; always something to read. */
export function personOf(request: ElevationRequest): string {
  return firstWords(request.userName, request.userEmail) ?? en.request.somebody;
}

export function applicationOf(request: ElevationRequest): string {
  return firstWords(request.application, request.fileName, request.path) ?? en.request.application;
}

export function deviceOf(request: ElevationRequest): string {
  return firstWords(request.device) ?? en.request.noDevice;
}

export function customerOf(request: ElevationRequest): string {
  return firstWords(request.customerDisplayName, request.customerName) ?? en.request.noCustomer;
}

function firstWords(...texts: readonly (string | null)[]): string | null {
  return texts.find((text) => text !== null && text.trim() !== '') ?? null;
}
