/** What the access log is written and signed with: from the settings, or, where nothing is set, this data directory's own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { SigningKey } from '#access-log/keys.ts';
import { makeSigningKey, parseSigningKey } from '#access-log/keys.ts';
import type { LogConfig } from './config.ts';
import { findOwnSecret, ownSecret } from './own-secrets.ts';

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
/** The file that keeps it. */
const HUB_KEY = 'log-hub-key';

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
  return Buffer.from(hubKey ?? (await ownSecret(dataDirectory, HUB_KEY, newSecret)));
}

/** The same, where this data directory was given one or has made one; otherwise null. */
export function findHubKey({ hubKey }: LogConfig, dataDirectory: string): Uint8Array | null {
  const found = hubKey ?? findOwnSecret(dataDirectory, HUB_KEY);
  return found === null ? null : Buffer.from(found);
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
