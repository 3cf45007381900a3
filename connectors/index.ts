import type { Connector } from './contract.ts';
import { education } from './education/index.ts';
import { health } from './health/index.ts';
import { housing } from './housing/index.ts';
import { police } from './police/index.ts';

/** Every agency that the hub joins. A new one is a folder beside these and a line here. */
export const connectors: readonly Connector[] = [education, health, police, housing];
