/** A store that cannot be opened or written. The message is for whoever runs the server and holds no personal data. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
