/** `npm run bench [-- view|log|link …]`: all of them one after the other, or the one that is named, with its options. */
import { spawnSync } from 'node:child_process';

const BENCHES: Readonly<Record<string, string>> = { view: './main.ts', log: './log/main.ts', link: './link/main.ts' };

const [name = '', ...options] = process.argv.slice(2);
const named = BENCHES[name];
const files = named === undefined ? Object.values(BENCHES) : [named];
const args = named === undefined ? process.argv.slice(2) : options;
for (const file of files) {
  const { status } = spawnSync(process.execPath, [new URL(file, import.meta.url).pathname, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
