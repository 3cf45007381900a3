/** Keys that sign checkpoints: C2SP signed-note, in the encoding of Go's `sumdb/note`. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { fromBase64, keyId } from './verify.ts';

export interface SigningKey {
  /** The log's origin, as the key is named. */
  readonly name: string;
  /** Eight hex digits. */
  readonly id: string;
  readonly key: KeyObject;
  /** What everybody may know: `name+id+base64(01‖public key)`. */
  readonly verifierKey: string;
}

const ED25519 = 1;
/** What precedes a seed in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const NAME = /^[^+\s\p{C}]+$/u;

/** Reads `PRIVATE+KEY+name+id+base64(01‖seed)`. @throws a sentence that repeats nothing of the key. */
export function parseSigningKey(text: string): SigningKey {
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || bytes?.length !== 33 || bytes[0] !== ED25519)
    throw new Error('it is not a key as npm run log:key makes them');
  const key = signingKey(name, bytes.subarray(1));
  if (key.id !== id) throw new Error('its id is not that of its name and key: it was copied wrongly');
  return key;
}

/** @param seed - 32 bytes (RFC 8032, 5.1.5). @throws where a log cannot be named so. */
export function signingKey(name: string, seed: Uint8Array): SigningKey {
  if (!NAME.test(name))
    throw new Error('a log’s name has no spaces, plus signs or control characters, as in hub.example.gov.uk/access-log');
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
  const id = keyId(name, publicKey);
  return { name, id, key, verifierKey: `${name}+${id}+${Buffer.concat([Buffer.of(ED25519), publicKey]).toString('base64')}` };
}

/** A new key, as text to be kept secret. */
export function makeSigningKey(name: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  return `PRIVATE+KEY+${name}+${signingKey(name, seed).id}+${Buffer.concat([Buffer.of(ED25519), seed]).toString('base64')}`;
}

/** One line for each key, each over the same text: while keys change, both are valid. */
export function signNote(text: string, keys: readonly SigningKey[]): string {
  const lines = keys.map(({ name, id, key }) => {
    const signature = Buffer.concat([Buffer.from(id, 'hex'), sign(null, Buffer.from(text), key)]);
    return `— ${name} ${signature.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}
