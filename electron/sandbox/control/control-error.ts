/** The control API was asked for something that cannot be. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.name = 'ControlError';
    this.status = status;
  }
}
