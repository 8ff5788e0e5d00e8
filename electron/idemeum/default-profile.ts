import { type ConnectionProfile, parseProfile } from '../../shared/domain/connection-profile.ts';
import profileJson from './default-profile.json' with { type: 'json' };

/**
 * The profile that is shipped. It follows idemeum's documented conventions but is not published by idemeum
 * (reference: idemeum.md): each tenant confirms or replaces it.
 */
export function defaultProfile(): ConnectionProfile {
  const parsed = parseProfile(profileJson);
  if ('profile' in parsed) return parsed.profile;
  throw new Error(`The shipped connection profile is broken: ${parsed.problems.join('; ')}`);
}
