import type { BodyTemplate } from '../../shared/domain/connection-profile.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import type { HttpRequest } from '../http/service-http.ts';
import { below } from '../http/urls.ts';
import { idemeumErrors } from './error-table.ts';
import { fillBody, fillPath, fillQuery, type PlaceholderValues } from './templates.ts';

/** What all operations of a connection profile have in common. */
export interface Operation {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly accept?: string | undefined;
  readonly contentType?: string | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: BodyTemplate | undefined;
}

/**
 * The request of an operation, still without its token.
 * @param tenant the tenant's address
 * @throws ServiceError `rejected` when a value cannot stand in the path
 */
export function requestFor(
  tenant: URL,
  operation: Operation,
  values: PlaceholderValues,
): Omit<HttpRequest, 'signal'> {
  const path = fillPath(operation.path, values);
  if (path === null) {
    throw new ServiceError({
      service: 'idemeum',
      kind: 'rejected',
      text: idemeumErrors.idInAddress(),
    });
  }
  const body = operation.body === undefined ? undefined : fillBody(operation.body, values);
  const contentType = operation.contentType ?? (body === undefined ? undefined : 'application/json');
  return {
    method: operation.method,
    url: below(tenant, path, fillQuery(operation.query ?? {}, values)),
    headers: {
      ...(operation.accept === undefined ? {} : { accept: operation.accept }),
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
