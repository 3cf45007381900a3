/** Rules 1 and 3 for stewards: whose a record is, and who may say so. */
import { describe, expect, test } from 'vitest';
import { change, codes } from '#tests/support/change.ts';
import { personQuery } from '#tests/support/queries.ts';
import { addRecord, linksOf, openReview, ownRecord, readQueue } from '#tests/support/stewarding.ts';
import { gareth, governance, leadWorker, manager, mash, restricts, sql, tellStories, theHub } from './story.ts';

tellStories();

const WHY = 'His tenancy officer knows him';
const says = (name: string, input: object, who = 'steward') => change(theHub(), who, name, { rationale: WHY, ...input });
const tenancyOf = async (id: string) => {
  const { body } = await theHub().query(leadWorker, personQuery('tenancy { __typename ... on Withheld { reason } }'), { id });
  const person = body.data?.['person'] as unknown as { tenancy: { __typename: string; reason?: string } };
  return person.tenancy;
};
/** Gareth's own record at housing may be his, and a steward is asked. */
async function inQuestion(): Promise<{ record: string; review: string }> {
  const [link] = await sql<{ agency_person_id: string }>(
    `update agency_link set state = 'CANDIDATE' where person_id = $1 and agency = 'housing' and ends_at is null returning agency_person_id`,
    [gareth],
  );
  const record = link!.agency_person_id;
  const number = await addRecord(theHub(), 'housing', record, { forename: 'Gareth', surname: 'Hughes' });
  return { record, review: await openReview(theHub(), await ownRecord(theHub(), gareth), number) };
}

describe('“Steward: record matching. Nobody grants, confirms, approves or reviews anything for themselves, their household or their family”', () => {
  test('A record that a steward confirms is asked with from then on; until then it reads NOT_LINKED', async () => {
    const { record, review } = await inQuestion();
    expect(await tenancyOf(gareth)).toEqual({ __typename: 'Withheld', reason: 'NOT_LINKED' });
    expect(codes(await says('confirmSame', { reviewId: review }))).toEqual(['MatchDecided']);
    expect(await linksOf(theHub(), 'housing', record)).toEqual({ [gareth]: 'CONFIRMED@2' });
    expect((await tenancyOf(gareth)).reason).not.toBe('NOT_LINKED');
  });

  test('One that they say is not his is no candidate any more: the feed is complete, so nothing is held of him', async () => {
    const { record, review } = await inQuestion();
    expect(codes(await says('confirmDifferent', { reviewId: review }))).toEqual(['MatchDecided']);
    expect(await linksOf(theHub(), 'housing', record)).toEqual({ [gareth]: 'REJECTED@2' });
    expect(await tenancyOf(gareth)).toEqual({ __typename: 'NothingHeld' });
  });

  test('Nobody else says so, and no steward says so of their own family', async () => {
    const { review } = await inQuestion();
    for (const who of [leadWorker, manager, mash, governance, 'dpo', 'operator'])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(codes(await says('confirmSame', { reviewId: review }, who))).toEqual(['NOT_ENTITLED']);
    await change(theHub(), 'steward', 'declareInterest', { personId: gareth, kind: 'FRIEND', silent: false });
    expect(codes(await says('confirmSame', { reviewId: review }))).toEqual(['CONFLICT_OF_INTEREST']);
    expect((await readQueue(theHub())).nodes).toEqual([]);
  });

  test('Of a sealed person there is nothing to decide', async () => {
    const { review } = await inQuestion();
    await restricts(gareth, 'SEALED', { silent: true });
    expect((await readQueue(theHub())).nodes).toEqual([]);
    expect(codes(await says('confirmSame', { reviewId: review }))).toEqual(['NOT_FOUND reviewId']);
  });
});
