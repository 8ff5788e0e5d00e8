import { Random } from './random.ts';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Credentials {
  readonly halo: ClientCredentials;
  readonly idemeum: ClientCredentials;
}

/** The same for the same seed, so that a restarted sandbox is still known to its clients. */
export function credentialsFor(seed: number): Credentials {
  const random = new Random(seed ^ 0x5ec2e7);
  return {
    halo: { clientId: `halo-${random.uuid()}`, clientSecret: `halo-secret-${random.hex(40)}` },
    idemeum: { clientId: `idemeum-${random.uuid()}`, clientSecret: `idemeum-secret-${random.hex(40)}` },
  };
}
