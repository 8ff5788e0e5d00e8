import { z } from 'zod';

export interface IdemeumCustomer {
  readonly id: string;
  /** Used as the subdomain. */
  readonly name: string;
  readonly displayName: string;
}

export interface Technician {
  readonly name: string;
  readonly email: string;
}

export const RequestStatus = z.enum(['PENDING', 'APPROVED', 'DENIED', 'EXPIRED', 'CANCELLED']);
export type RequestStatus = z.infer<typeof RequestStatus>;
export const DecisionScope = z.enum(['ONCE', 'TENANT', 'ALL_CUSTOMERS']);
export const ElevationType = z.enum(['ADMIN', 'USER']);

export interface Decision {
  readonly by: { readonly name: string | null; readonly email: string | null } | null;
  readonly scope: z.infer<typeof DecisionScope> | null;
  readonly elevationType: z.infer<typeof ElevationType> | null;
  readonly comment: string | null;
  /** Epoch ms. */
  readonly at: number;
}

/** An elevation request (idemeum.md); times in epoch ms. */
export interface ElevationRequest {
  readonly id: string;
  readonly status: RequestStatus;
  readonly customerName: string;
  readonly customerDisplayName: string;
  readonly userName: string | null;
  readonly userEmail: string | null;
  readonly device: string | null;
  readonly operatingSystem: string | null;
  readonly application: string | null;
  readonly fileName: string | null;
  readonly path: string | null;
  readonly publisher: string | null;
  readonly sha256: string | null;
  readonly reason: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly decision: Decision | null;
}

/** A JIT account that was disabled. */
export interface JitDisable {
  readonly at: number;
  readonly customerDisplayName: string;
  readonly technicianEmailAddress: string;
}
