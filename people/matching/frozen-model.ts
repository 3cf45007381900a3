/** The model that the hub links by: trained by `npm run model:train`, versioned with the program. */
import stored from './model.json' with { type: 'json' };
import { modelSchema } from './model.ts';
import type { LinkageModel } from './model.ts';

export const FROZEN_MODEL: LinkageModel = modelSchema.parse(stored);
