/** Contender 1, the practical limit: node:http and an undici pool. No GraphQL, no sign-in, no decision, no log. */
import { answerParent } from '#bench/processes.ts';
import type { ContenderSettings } from '#bench/processes.ts';
import { serveBareView } from './bare-view.ts';
import { createAskRecords } from './records.ts';

answerParent(({ upstreamUrl }: ContenderSettings) => serveBareView(createAskRecords(upstreamUrl)));
