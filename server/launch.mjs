// Plain JavaScript that any Node can read: the hub itself needs Node 24, which npm brings on Linux.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Family View needs Node 24 or later, and this is Node ${process.versions.node}. Install it from nodejs.org; on Linux (x64), npm ci and npm start bring it.`,
  );
  process.exit(1);
}
const [program] = process.argv.splice(2, 1);
try {
  await import(new URL(`../${program}`, import.meta.url).href);
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.startsWith('Cannot find package')) throw error;
  console.error('The packages that Family View needs are not installed: run npm ci first.');
  process.exit(1);
}
