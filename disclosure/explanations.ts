/** What a withheld answer says to a worker: the same words whether or not records exist. */
import type { Category } from '#terms/category.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';

export interface Withheld {
  readonly __typename: 'Withheld';
  readonly category: Category;
  readonly reason: WithheldReason;
  readonly explanation: string;
  readonly remedy: string | null;
}

interface Words {
  readonly explanation: string;
  readonly remedy: string | null;
}

const WORDS: Record<WithheldReason, Words> = {
  PROTECTED: { explanation: 'This is protected.', remedy: 'Ask information governance if you need it to keep somebody safe.' },
  RESTRICTED: {
    explanation: 'A restriction is in force for this person.',
    remedy: 'Ask information governance if you need it to keep somebody safe.',
  },
  CONFLICT: {
    explanation: 'You cannot see this because of a connection between you and this person, or because they asked for it.',
    remedy: 'Ask your manager to assign somebody else.',
  },
  DECEASED: { explanation: 'This person has died.', remedy: null },
  PURPOSE_NOT_OPEN: {
    explanation: 'You are not entitled to this purpose for this person.',
    remedy: 'Ask for the purpose that your work rests on.',
  },
  MEMBERSHIP_UNCONFIRMED: {
    explanation: 'A manager has not yet confirmed that this person belongs to the family.',
    remedy: 'Ask your manager to confirm the proposal.',
  },
  CASE_CLOSED: {
    explanation: 'There is no open episode of early help for this family.',
    remedy: 'Ask your manager to open one if the family agrees to the service again.',
  },
  NO_AGREEMENT: {
    explanation: 'No agreement lets this agency share this with your organisation.',
    remedy: 'Ask information governance whether an agreement is planned.',
  },
  OUTSIDE_AGREEMENT: {
    explanation: 'The agreement with this agency does not cover a person of this age, or this stretch of time.',
    remedy: null,
  },
  NO_CONSENT: {
    explanation: 'There is no agreement to share this by whoever decides for this person.',
    remedy: 'Talk with the family about sharing, and record what they decide.',
  },
  OTHER_PERSON: {
    explanation: 'We cannot show this without showing another person’s records.',
    remedy: 'Talk with the family about sharing, and record what each of them decides.',
  },
  NOT_LINKED: {
    explanation:
      'We could not ask: no record of this agency is known to be about this person. This does not mean there is nothing.',
    remedy: 'Ask the agency yourself. Where a record may be this person’s, a data steward has been asked.',
  },
};

export function withheld(category: Category, reason: WithheldReason): Withheld {
  return { __typename: 'Withheld', category, reason, ...WORDS[reason] };
}
