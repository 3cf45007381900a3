/** The made-up callers that `npm run token` can sign in as. */
import type { Role } from '#terms/caller.ts';
import { madeUpId } from './ids.ts';

export interface MadeUpCaller {
  /** What `npm run token` is told. */
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation: string;
  readonly what: string;
}

export const ORGANISATIONS = {
  'northmere-early-help': 'Northmere Council Early Help',
  'northmere-community-health': 'Northmere Community Health NHS Trust',
  'northmere-mash': 'Northmere Multi-Agency Safeguarding Hub',
  'northmere-information': 'Northmere Council Information Governance',
} as const;

const caller = (key: string, name: string, role: Role, organisation: keyof typeof ORGANISATIONS, what: string): MadeUpCaller => ({
  key,
  name,
  role,
  organisation,
  what,
});

export const CALLERS: readonly MadeUpCaller[] = [
  caller('lead-worker', 'Priya Nair', 'PRACTITIONER', 'northmere-early-help', 'lead worker of the Okafor-Hughes family'),
  caller('team-member', 'Tom Askew', 'PRACTITIONER', 'northmere-community-health', 'school nurse in the team around that family'),
  caller('other-worker', 'Leah Brookes', 'PRACTITIONER', 'northmere-early-help', 'works with other families only'),
  caller(
    'manager',
    'Margaret Osei',
    'MANAGER',
    'northmere-early-help',
    'opens families and assigns workers; sees no agency data',
  ),
  caller('mash', 'Sam Whitlock', 'MASH', 'northmere-mash', 'works at the front door'),
  caller('council-app', 'Family Support App', 'APP', 'northmere-early-help', 'a council app, approved for early help'),
  caller('dpo', 'Helen Zhou', 'DPO', 'northmere-information', 'data protection officer; sees no agency data'),
  caller('information-governance', 'Rashid Mahmood', 'INFORMATION_GOVERNANCE', 'northmere-information', 'keeps agreements'),
  caller('information-governance-2', 'Fiona Grant', 'INFORMATION_GOVERNANCE', 'northmere-information', 'the second person'),
  caller('steward', 'Iwan Pugh', 'STEWARD', 'northmere-information', 'decides which records are about one person'),
  caller('operator', 'Nadia Petrova', 'OPERATOR', 'northmere-information', 'runs the hub'),
];

export function callerId(key: string): string {
  return madeUpId('worker', key);
}
