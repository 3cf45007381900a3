/** `npm run -s token -- <who>`: a bearer token for a caller of the made-up council, good for ten minutes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { readDataDirectory } from '#server/config.ts';
import type { JWK } from 'jose';

interface SignInFile {
  readonly issuer: string;
  readonly audience: string;
  readonly privateKey: JWK;
  readonly callers: Readonly<Record<string, { readonly subject: string; readonly roles: readonly string[] }>>;
}

const [who = ''] = process.argv.slice(2);
const path = join(readDataDirectory(process.env), 'demo', 'sign-in.json');
const file = read(path);
const caller = Object.hasOwn(file.callers, who) ? file.callers[who] : undefined;
if (!caller) stop(`Say who: npm run -s token -- <who>, one of ${Object.keys(file.callers).join(', ')}.`);

const token = await new SignJWT({ roles: caller.roles })
  .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...(file.privateKey.kid && { kid: file.privateKey.kid }) })
  .setIssuer(file.issuer)
  .setAudience(file.audience)
  .setSubject(caller.subject)
  .setIssuedAt()
  .setExpirationTime('10 minutes')
  .sign(await importJWK(file.privateKey, 'ES256'));
console.log(token);

function read(from: string): SignInFile {
  try {
    return JSON.parse(readFileSync(from, 'utf8')) as SignInFile;
  } catch {
    return stop(`There is no made-up council here: run npm start first (${from} cannot be read).`);
  }
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
