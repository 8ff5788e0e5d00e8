import { ServiceError } from '../companion/ports/errors.ts';
import type { HttpAnswer, HttpRequest, ServiceHttp } from '../http/service-http.ts';
import type { TokenSource } from '../http/token-source.ts';

/** A token that was refused is replaced this often within one call; after that the client itself is the trouble. */
const NEW_TOKENS_PER_CALL = 3;

/**
 * Sends a request with a token, and signs in again when the token is refused. That is safe for writes as well: what
 * was answered with 401 was not carried out.
 * @throws ServiceError `credentials` when even fresh tokens are refused
 */
export async function withToken(
  tokens: TokenSource,
  call: ServiceHttp['send'],
  request: HttpRequest,
): Promise<HttpAnswer> {
  for (let renewals = 0; ; renewals += 1) {
    const token = await tokens.token(request.signal);
    try {
      return await call({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind !== 'credentials') throw error;
      tokens.forget();
      if (renewals >= NEW_TOKENS_PER_CALL || request.signal?.aborted) throw error;
    }
  }
}
