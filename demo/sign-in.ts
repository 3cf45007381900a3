/** The made-up council's sign-in service: it publishes a key set, and `npm run token` signs with its private key. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { CALLERS } from './callers.ts';

/** What `npm run token` needs, in `sign-in.json`, mode 600. */
export interface SignInFile {
  readonly issuer: string;
  readonly audience: string;
  readonly privateKey: JWK;
  readonly callers: Readonly<Record<string, { readonly subject: string; readonly roles: readonly string[] }>>;
}

export interface MadeUpSignIn {
  readonly settings: { readonly issuer: string; readonly audience: string; readonly keySetUrl: string };
  close(): Promise<void>;
}

/** Starts the sign-in service on a free loopback port; its key is made once and kept. */
export async function startSignIn(directory: string): Promise<MadeUpSignIn> {
  const { issuer, audience, privateKey } = await readOrMake(join(directory, 'sign-in.json'));
  const { d: _secret, ...publicKey } = privateKey;
  const keySet = JSON.stringify({ keys: [publicKey] });
  const server = createServer((request, response) => {
    const found = request.url === '/.well-known/jwks.json';
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(found ? keySet : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: { issuer, audience, keySetUrl: `http://127.0.0.1:${port}/.well-known/jwks.json` },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readOrMake(path: string): Promise<SignInFile> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as SignInFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const file: SignInFile = {
    issuer: 'https://sign-in.northmere.example',
    audience: 'family-view',
    privateKey: { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'made-up-1' },
    callers: Object.fromEntries(CALLERS.map(({ key, role }) => [key, { subject: key, roles: [role] }])),
  };
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(`${path}.part`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
  return file;
}
