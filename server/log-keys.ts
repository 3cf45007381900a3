/** What the access log is written and signed with: from the settings, or, where nothing is set, this data directory's own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { SigningKey } from '#access-log/keys.ts';
import { makeSigningKey, parseSigningKey } from '#access-log/keys.ts';
import type { LogConfig } from './config.ts';
import { ownSecret } from './own-secrets.ts';

export interface LogKeys {
  readonly hubKey: Uint8Array;
  readonly signingKeys: readonly SigningKey[];
  /** Where checkpoints are exported to. */
  readonly folder: string;
  /** Whether that was set, and so is somebody else's to make. */
  readonly isFolderGiven?: boolean;
}

/** The file of a data directory that holds its own. */
export const OWN_SIGNING_KEY = 'log-signing-key';

/** The name of a log that is not configured: it proves nothing to anybody else. */
const OWN_ORIGIN = 'localhost/access-log';

export async function logKeys(config: LogConfig, dataDirectory: string): Promise<LogKeys> {
  return {
    hubKey: await hubKeyOf(config, dataDirectory),
    signingKeys: config.signingKeys ?? [
      parseSigningKey(await ownSecret(dataDirectory, OWN_SIGNING_KEY, () => makeSigningKey(OWN_ORIGIN))),
    ],
    folder: config.checkpointFolder ?? join(dataDirectory, 'checkpoints'),
    isFolderGiven: config.checkpointFolder !== null,
  };
}

/** The secret with which hubs vouch for what they write. */
export async function hubKeyOf({ hubKey }: LogConfig, dataDirectory: string): Promise<Uint8Array> {
  return Buffer.from(hubKey ?? (await ownSecret(dataDirectory, 'log-hub-key', newSecret)));
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
