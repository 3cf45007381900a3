/** Keys of the tests' access logs: of RFC 8032's first test, so that proofs read the same in every run. */
import { join } from 'node:path';
import { signingKey } from '#access-log/keys.ts';
import type { AppOptions } from '#server/app.ts';

/** With which the tests' hubs vouch for what they log. */
export const HUB_KEY = Buffer.from('a key for tests, and for tests only');

export const SIGNING_KEY = signingKey(
  'hub.example/access-log',
  Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'),
);

/** A hub's log, its checkpoints exported to this directory; it signs at its start, and when it is told. */
export function testLog(directory: string): AppOptions['log'] {
  return {
    hubKey: HUB_KEY,
    signingKeys: [SIGNING_KEY],
    folder: join(directory, 'checkpoints'),
    webhookUrl: null,
    checkpointSeconds: 3_600,
    retention: null,
    hub: 'test',
  };
}
