// Plain JavaScript that any Node can read: the hub itself needs Node 24, which npm brings on Linux.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Family View needs Node 24 or later, and this is Node ${process.versions.node}. Install it from nodejs.org, or run through npm on Linux, where npm ci brings it.`,
  );
  process.exit(1);
}
const [program] = process.argv.splice(2, 1);
const { pathToFileURL } = await import('node:url');
await import(pathToFileURL(program).href);
