import type { Alert, AlertResult } from '../../../shared/domain/alert.ts';

/** Where alerts are shown: the notifications of the desktop. Never rejects. */
export interface AlertSink {
  /** Whether notifications can have buttons here. */
  readonly canAct: boolean;
  show(alert: Alert): Promise<AlertResult>;
}
