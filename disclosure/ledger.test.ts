import { expect, test } from 'vitest';
import type { Permit } from './decision.ts';
import type { LoggedDecision } from './ledger.ts';
import { createLedger } from './ledger.ts';

const named = (more: Partial<LoggedDecision>): LoggedDecision => ({
  category: 'DOMESTIC_ABUSE',
  outcome: 'NAMED',
  decision: { outcome: 'PERMIT' } as Permit,
  ...more,
});

test('Who is named by several links is named by each of them, whatever does not name them', () => {
  const ledger = createLedger();
  for (const links of [['l@1'], ['m@2'], ['l@1']]) ledger.decided('amara', named({ links }));
  ledger.decided('amara', named({ outcome: 'NOT_NAMED' }));
  expect(ledger.leaves()[0]?.decisions).toMatchObject([{ outcome: 'NAMED', links: ['l@1', 'm@2'] }]);
});

test('What their own record was asked with stays what it was, where another one names them besides', () => {
  const asked = named({ outcome: 'UNAVAILABLE', links: ['l@1'] });
  for (const order of [
    [asked, named({ links: ['m@2'] })],
    [named({ links: ['m@2'] }), asked],
  ]) {
    const ledger = createLedger();
    for (const decision of order) ledger.decided('amara', decision);
    expect(ledger.leaves()[0]?.decisions).toMatchObject([{ outcome: 'UNAVAILABLE', named: true, links: ['l@1'] }]);
  }
});
