/** Rules 2 and 6, of looking for people: hidden is absent from search, and search never matches on a protected address. */
import { describe, expect, test } from 'vitest';
import {
  amara,
  ask,
  closes,
  comparable,
  gareth,
  isProposed,
  isTiedTo,
  joins,
  leadWorker,
  logged,
  manager,
  mash,
  otherWorker,
  restricts,
  schoolNurse,
  tellStories,
} from './story.ts';

tellStories();

const FIND = `query($name: String, $postcode: String, $purpose: Purpose!) {
  findPeople(name: $name, postcode: $postcode, purpose: $purpose) { id agrees identity { __typename } address { __typename } } }`;
const HER_HOME = 'ZX2 4LD';
const HIS_HOME = 'ZX3 7RS';
const NOWHERE = 'AB1 2CD';

const looksFor = (who: string, name: string, postcode: string, purpose = 'EARLY_HELP') =>
  ask(who, FIND, { name, postcode, purpose });
async function finds(who: string, name: string, postcode: string, purpose?: string): Promise<string[]> {
  const { body } = await looksFor(who, name, postcode, purpose);
  const found = body.data?.['findPeople'] as unknown as { id: string }[] | undefined;
  return found?.map(({ id }) => id) ?? ['an error'];
}
/** How much of the log a search leaves, and of whom. */
const leavesOf = async (work: () => Promise<unknown>) =>
  (await logged(work)).map(({ kind, person, visible, search }) => ({ kind, person, visible, search }));

describe('“Everyone else is hidden: absent from … search … as if they did not exist”', () => {
  test('Who works with the family finds its members; to who does not it reads as if there were nobody', async () => {
    expect(await finds(leadWorker, 'Gareth Hughes', HIS_HOME)).toEqual([gareth]);
    expect(await finds(schoolNurse, 'Hughes, Gareth', HIS_HOME)).toEqual([gareth]);
    const hidden = () => looksFor(otherWorker, 'Gareth Hughes', HIS_HOME);
    const absent = () => looksFor(otherWorker, 'Nobody Atall', NOWHERE);
    expect(comparable(await hidden())).toEqual(comparable(await absent()));
    expect(await leavesOf(hidden)).toEqual(await leavesOf(absent));
  });

  test('Who joins the team finds them from then on', async () => {
    expect(await finds(otherWorker, 'Gareth Hughes', HIS_HOME)).toEqual([]);
    await joins(otherWorker);
    expect(await finds(otherWorker, 'Gareth Hughes', HIS_HOME)).toEqual([gareth]);
  });

  test('Somebody under a silent seal reads like nobody, and leaves no more', async () => {
    const absent = await looksFor(leadWorker, 'Nobody Atall', NOWHERE);
    const nothing = await leavesOf(() => looksFor(leadWorker, 'Nobody Atall', NOWHERE));
    await restricts(gareth, 'SEALED', { silent: true });
    expect(comparable(await looksFor(leadWorker, 'Gareth Hughes', HIS_HOME))).toEqual(comparable(absent));
    expect(await leavesOf(() => looksFor(leadWorker, 'Gareth Hughes', HIS_HOME))).toEqual(nothing);
  });

  test('So does somebody whom the worker is silently tied to; whom they are openly tied to, they see and do not find', async () => {
    const absent = await looksFor(leadWorker, 'Nobody Atall', NOWHERE);
    await isTiedTo(leadWorker, gareth, { by: manager, silent: true });
    expect(comparable(await looksFor(leadWorker, 'Gareth Hughes', HIS_HOME))).toEqual(comparable(absent));
    await isTiedTo(leadWorker, amara);
    expect(await finds(leadWorker, 'Amara Okafor', HER_HOME)).toEqual([]);
  });

  test('A member whom only an agency asserts, or another worker proposes, is not found', async () => {
    await isProposed(gareth, null, 'SAME_UPRN');
    expect(await finds(leadWorker, 'Gareth Hughes', HIS_HOME)).toEqual([]);
    await isProposed(gareth, schoolNurse);
    expect(await finds(leadWorker, 'Gareth Hughes', HIS_HOME)).toEqual([]);
  });

  test('Nor is one whom the worker proposed: until a manager confirms, who they are is withheld', async () => {
    await isProposed(gareth, leadWorker);
    expect(await finds(leadWorker, 'Gareth Hughes', HIS_HOME)).toEqual([]);
  });

  test('Once the family is closed and the lead worker has finished, nobody of it is found', async () => {
    await closes('MOVED_AWAY');
    expect(await finds(leadWorker, 'Gareth Hughes', HIS_HOME)).toEqual([]);
  });

  test('For SAFEGUARDING nobody is found whom nothing names', async () => {
    expect(await finds(mash, 'Gareth Hughes', HIS_HOME, 'SAFEGUARDING')).toEqual([]);
    expect(await finds(leadWorker, 'Gareth Hughes', HIS_HOME, 'SAFEGUARDING')).toEqual([]);
  });
});

describe('“Search never matches on it”: a protected address', () => {
  test.each(['Amara Okafor', 'Okafor', 'Toby Hughes', 'Hughes'])(
    'Looking for %s at the protected home reads, and leaves, what looking anywhere else does',
    async (name) => {
      const [there, elsewhere] = [() => looksFor(leadWorker, name, HER_HOME), () => looksFor(leadWorker, name, NOWHERE)];
      expect(comparable(await there())).toEqual(comparable(await elsewhere()));
      expect(await leavesOf(there)).toEqual(await leavesOf(elsewhere));
    },
  );

  test('Her name finds her, and says nothing of where', async () => {
    const { body } = await looksFor(leadWorker, 'Amara Okafor', HER_HOME);
    expect(body.data?.['findPeople']).toEqual([
      { id: amara, agrees: ['NAME'], identity: { __typename: 'Identity' }, address: { __typename: 'Withheld' } },
    ]);
  });

  test('His home is not protected, and agrees; once it is, it does not', async () => {
    expect(await finds(leadWorker, 'Hughes', HIS_HOME)).toEqual([gareth]);
    await restricts(gareth, 'PROTECTED_ADDRESS', {});
    expect(comparable(await looksFor(leadWorker, 'Hughes', HIS_HOME))).toEqual(
      comparable(await looksFor(leadWorker, 'Hughes', NOWHERE)),
    );
  });
});
