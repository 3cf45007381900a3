import { createHash } from 'node:crypto';

/** A UUID that is always the same for the same thing of the made-up council, so that documents can quote it. */
export function madeUpId(kind: string, ...keys: (string | number)[]): string {
  const hex = createHash('sha256')
    .update([kind, ...keys].join('\n'))
    .digest('hex');
  // Version 8: a UUID of a form of one's own (RFC 9562 5.8).
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
