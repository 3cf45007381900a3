/** Rule 1: who asks, and for what. */
import { describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import type { TestHub } from '#tests/support/hub.ts';
import {
  amara,
  approves,
  ask,
  askedOfAgencies,
  chidera,
  confirms,
  councilApp,
  daniel,
  EARLY_HELP,
  endsTie,
  FAMILY,
  gareth,
  governance,
  isProposed,
  isTiedTo,
  joins,
  leadWorker,
  leads,
  lifts,
  logged,
  managed,
  manager,
  mash,
  opens,
  otherWorker,
  proposesToOpen,
  reads,
  readsAltogether,
  restricts,
  schoolNurse,
  sees,
  signedInAs,
  sql,
  tellStories,
  theHub,
  through,
  toby,
} from './story.ts';

tellStories();

/** An office's worker is put into the team around the family, as no manager would. */
const isAssigned = (who: string) =>
  sql(
    `insert into assignment (id, worker_id, family_id, kind, starts_at, made_by_id) values (gen_random_uuid(), $1, $2, 'TEAM_MEMBER', now() - interval '1 day', $3)`,
    [callerId(who), FAMILY, callerId(manager)],
  );

describe('“Roles (from sign-in; they hold until the token ends, at most 10 minutes)”', () => {
  const status = async (claims: Parameters<TestHub['token']>[1]) => {
    const authorization = `Bearer ${await theHub().token(leadWorker, claims)}`;
    return (await ask('nobody', '{ me { name } }', {}, { authorization })).status;
  };

  test('A lead worker whom sign-in no longer calls a practitioner reads nothing, whatever family they are assigned to', async () => {
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await readsAltogether(signedInAs(leadWorker, 'MANAGER'), gareth)).toEqual(['PURPOSE_NOT_OPEN']);
    expect(await readsAltogether(signedInAs(leadWorker), gareth)).toEqual(['PURPOSE_NOT_OPEN']);
  });

  test('A token that is older than ten minutes is not taken, whatever it says of itself', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    expect(await status({ issuedAt: seconds - 500, expiresIn: '8 hours' })).toBe(200);
    expect(await status({ issuedAt: seconds - 660, expiresIn: '8 hours' })).toBe(401);
  });

  test('An app has the role of an app only, whatever its token says', async () => {
    const app = signedInAs(councilApp, 'APP', 'MANAGER', 'PRACTITIONER');
    await expect(joins(otherWorker, 'TEAM_MEMBER', undefined, app)).rejects.toThrow('NOT_ENTITLED');
    await expect(restricts(toby, 'COURT_ORDER', {}, signedInAs(councilApp, 'INFORMATION_GOVERNANCE'))).rejects.toThrow(
      'NOT_ENTITLED',
    );
  });
});

describe('“An app acting for a worker has the narrower of both”', () => {
  test('Through an approved app the lead worker reads what both may, and the log has both', async () => {
    const leaves = await logged(async () => expect(await reads(through(leadWorker), toby, 'ATTENDANCE')).toBe('Attendance'));
    expect(leaves.map(({ caller }) => [caller.id, caller.through])).toEqual([[callerId(leadWorker), callerId(councilApp)]]);
  });

  test('Through an app that is not approved for the purpose, nobody is to be seen; without it, as before', async () => {
    await sql(`update worker set approved_purposes = '{}' where subject = $1`, [councilApp]);
    expect(await reads(through(leadWorker), toby, 'ATTENDANCE')).toBe('HIDDEN');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('Through an app of another organisation, nobody is to be seen', async () => {
    expect(await reads(schoolNurse, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await reads(through(schoolNurse), toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('The app’s own families are not the worker’s: who does not work with the family sees nothing of it', async () => {
    expect(await sees(councilApp)).toContain('toby');
    expect(await sees(through(otherWorker))).toBeNull();
  });

  test('An app cannot lend its name to another app, nor a worker theirs to a worker', async () => {
    const refused = async (who: string, actor: string) =>
      (await ask({ who, claims: { act: { sub: actor } } }, '{ me { name } }')).status;
    expect(await refused(leadWorker, councilApp)).toBe(200);
    expect(await refused(councilApp, councilApp)).toBe(403);
    expect(await refused(leadWorker, otherWorker)).toBe(403);
  });
});

describe('“A purpose is an entitlement, never a claim”', () => {
  test('A lead worker who claims SAFEGUARDING reads nothing by it, and no agency is asked', async () => {
    const asked = await askedOfAgencies(async () =>
      expect(await readsAltogether(leadWorker, gareth, 'SAFEGUARDING')).toEqual(['PURPOSE_NOT_OPEN']),
    );
    expect(asked).toEqual([]);
  });

  test('An app is entitled to what information governance approved it for, and to nothing when that is taken back', async () => {
    expect(await reads(councilApp, toby, 'ATTENDANCE')).toBe('Attendance');
    await opens(toby, ['ATTENDANCE'], { for: callerId(councilApp) });
    expect(await reads(councilApp, toby, 'ATTENDANCE', 'SAFEGUARDING')).toBe('PURPOSE_NOT_OPEN');
    await sql(`update worker set approved_purposes = '{SAFEGUARDING}' where subject = $1`, [councilApp]);
    expect(await reads(councilApp, toby, 'ATTENDANCE')).toBe('PURPOSE_NOT_OPEN');
    expect(await reads(councilApp, toby, 'ATTENDANCE', 'SAFEGUARDING')).toBe('Attendance');
  });
});

describe('“One purpose a request: differing arguments or header → PURPOSE_CONFLICT before anything runs”', () => {
  const both = `{ a: person(id: "${toby}", purpose: EARLY_HELP) { attendance { __typename } }
    b: person(id: "${chidera}", purpose: SAFEGUARDING) { attendance { __typename } } }`;
  const one = `{ a: person(id: "${toby}", purpose: EARLY_HELP) { attendance { __typename } } }`;
  const code = async (document: string, headers = {}) => {
    const { body } = await ask(leadWorker, document, {}, headers);
    return body.errors?.[0]?.extensions['code'];
  };

  test('Two purposes in one request: neither is served, no agency is asked, and nothing is logged as seen', async () => {
    const leaves = await logged(async () => {
      expect(await askedOfAgencies(async () => expect(await code(both)).toBe('PURPOSE_CONFLICT'))).toEqual([]);
    });
    expect(leaves).toEqual([]);
  });

  test('A header that says otherwise than the query', async () => {
    expect(await code(one, { 'x-purpose-of-use': 'EARLY_HELP' })).toBeUndefined();
    expect(await code(one, { 'x-purpose-of-use': 'SAFEGUARDING' })).toBe('PURPOSE_CONFLICT');
    expect(await code(one, { 'x-purpose-of-use': 'STATISTICS' })).toBe('PURPOSE_CONFLICT');
  });
});

describe('“Manager … no agency data. … DPO: … never agency data”', () => {
  const offices = [manager, 'dpo', 'steward', 'operator', governance, mash];

  test.each(offices)('The %s sees no family and nobody', async (who) => {
    expect(await sees(who)).toBeNull();
    expect(await readsAltogether(who, toby)).toEqual(['HIDDEN']);
    expect(await readsAltogether(who, toby, 'SAFEGUARDING')).toEqual(['HIDDEN']);
  });

  test.each(offices)(
    'Put into the team around the family, the %s reads nothing all the same, and no agency is asked',
    async (who) => {
      await isAssigned(who);
      const asked = await askedOfAgencies(async () => expect(await readsAltogether(who, gareth)).toEqual(['PURPOSE_NOT_OPEN']));
      expect(asked).toEqual([]);
    },
  );

  test('The manager sees the team and who decided about sharing, without asking any agency; others do not', async () => {
    const asked = await askedOfAgencies(async () => {
      const { assignments, consents } = await managed();
      expect(assignments.map(({ worker }) => worker.id)).toContain(callerId(leadWorker));
      expect(consents.filter(({ personId }) => personId === amara).map(({ category }) => category)).toContain('TENANCY');
    });
    expect(asked).toEqual([]);
    for (const who of [leadWorker, 'dpo', governance, mash]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(managed(who)).rejects.toThrow('sees no family');
    }
  });

  test('Information governance keeps agreements; nobody else proposes, activates or ends one', async () => {
    const document = `mutation ($input: AgreementVersionInput!) { endAgreement(input: $input) { ... on Problems { problems { code } } } }`;
    for (const who of [leadWorker, manager, mash, 'dpo', 'steward', 'operator', councilApp]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { text } = await ask(who, document, { input: { clientKey: 'end', id: 'health-early-help', version: 1 } });
      expect(text).toContain('NOT_ENTITLED');
    }
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
  });
});

describe('“Nobody grants, confirms, approves or reviews anything for themselves, their household or their family”', () => {
  test('A manager makes nobody the lead worker of a family with a relative of the manager’s', async () => {
    await isTiedTo(manager, amara);
    await expect(leads(otherWorker)).rejects.toThrow('CONFLICT_OF_INTEREST');
  });

  test('A worker does not join a family with a relative of theirs; a colleague does', async () => {
    await isTiedTo(otherWorker, chidera);
    await expect(joins(otherWorker)).rejects.toThrow('CONFLICT_OF_INTEREST');
    await joins('worker-001');
  });

  test('A manager does not put themself to work with a family', async () => {
    await expect(joins(manager)).rejects.toThrow('NOT_FOR_YOURSELF');
    await expect(leads(manager)).rejects.toThrow('NOT_FOR_YOURSELF');
  });

  test('Who proposed a member does not confirm them', async () => {
    await isProposed(daniel, manager);
    await expect(confirms('CONFIRM')).rejects.toThrow('SECOND_PERSON_NEEDED');
  });

  test('Nobody opens SAFEGUARDING to themself by name, neither who proposes it nor who approves it', async () => {
    await expect(proposesToOpen(toby, ['ATTENDANCE'], { for: callerId(mash) })).rejects.toThrow('NOT_FOR_YOURSELF');
    const id = await proposesToOpen(toby, ['ATTENDANCE'], { for: callerId(manager) });
    await expect(approves(id, manager)).rejects.toThrow('NOT_FOR_YOURSELF');
  });

  test('Who decides about safeguarding does not approve it', async () => {
    const id = await proposesToOpen(toby, ['ATTENDANCE'], { by: manager });
    await expect(approves(id, manager)).rejects.toThrow('SECOND_PERSON_NEEDED');
    await isTiedTo(mash, toby);
    await expect(approves(id, mash)).rejects.toThrow('CONFLICT_OF_INTEREST');
  });

  test('An officer places and lifts nothing for somebody of their own household', async () => {
    const order = await restricts(amara, 'COURT_ORDER', { categories: ['TENANCY'] });
    // Daniel lives with Amara.
    await isTiedTo(governance, daniel);
    await expect(lifts(order)).rejects.toThrow('CONFLICT_OF_INTEREST');
    await expect(restricts(amara, 'SUBJECT_LOCK', { binds: [EARLY_HELP] })).rejects.toThrow('CONFLICT_OF_INTEREST');
    await lifts(order, 'information-governance-2');
  });

  test('A worker does not end their own declared interest', async () => {
    const tie = await isTiedTo(governance, toby);
    await expect(endsTie(tie, governance)).rejects.toThrow('NOT_FOR_YOURSELF');
  });
});
