import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';

/** @returns a function that counts a search which was refused because its caller had searched too often: the log has no entry of these. */
export function countRefusedSearches(registry: Registry): () => void {
  const refused = new Counter({
    name: 'family_view_searches_refused_total',
    help: 'Searches that were refused because the caller had searched too often',
    registers: [registry],
  });
  return () => refused.inc();
}
