/** Why a change was not recorded: a code and one sentence that says what to do. They read the same for what is hidden and what is absent. */
export const PROBLEMS = {
  NOT_FOUND: 'There is nothing with this id that you may change; check the id.',
  NOT_ENTITLED: 'Your role does not allow this; ask somebody whose role does.',
  NOT_PERMITTED: 'You may not record this for this person at present; open the family to see why.',
  CONFLICT_OF_INTEREST: 'You have declared a connection with this person or family; ask a colleague to do this.',
  SECOND_PERSON_NEEDED: 'Somebody else has to do this: whoever proposed it cannot approve it.',
  NAME_ONE: 'Name exactly one of person, family and worker.',
  NOT_FOR_YOURSELF: 'You cannot do this for yourself; ask a colleague.',
  CLIENT_KEY_REUSED: 'This client key was used for another change; use a new one.',
  CLIENT_KEY_UNUSABLE: 'A client key has 1 to 200 characters; a random UUID does well.',
  TEXT_UNREADABLE: 'A text holds characters that cannot be kept; write it again without them.',
  FORM_TOO_LARGE: 'This is too much at once; record it in smaller parts, of 1,000 entries at most.',
  UNKNOWN_CATEGORY:
    'There is no such category here; family-view.graphql, the schema’s document, names each agency’s at its field, after @category.',
  UNKNOWN_RECIPIENT: 'There is no such organisation or worker; check the id.',
  NOTHING_NAMED: 'Name at least one.',
  NAMED_TWICE: 'The same is named twice; name it once.',
  TOO_MANY_NAMED: 'These are too many; name 50 at most.',
  TEXT_NEEDED: 'Say this in words; it cannot be empty.',
  TEXT_TOO_LONG: 'This text is too long; 2,000 characters are enough.',
  IN_THE_FUTURE: 'This has not happened yet; give the time at which it did.',
  BEFORE_BIRTH: 'This is before the person was born; at birth consent starts afresh.',
  NOT_YET_BORN: 'The child is not yet born; record what is decided after birth.',
  DECEASED: 'This person has died; nothing can be recorded for them.',
  ENDS_TOO_EARLY: 'The end has to be later than the beginning, and not past.',
  ENDS_TOO_LATE:
    'The end is too late: cover lasts 28 days at most, duty 14, an override 4 hours, a safeguarding decision 15 working days.',
  UNTIL_TOO_EARLY: 'The end has to be later than the beginning; give a later until.',
  END_NEEDED: 'Cover and duty end; say until when.',
  NOT_A_PR_HOLDER: 'This person is not known to hold parental responsibility; record that first, with its evidence.',
  LIMITED_BY_COURT: 'A court order keeps this holder of parental responsibility from deciding this.',
  AUTHORITY_DECIDES: 'The child is in care: the local authority decides.',
  SUBJECT_DECIDES: 'From 16 people decide for themselves; ask them.',
  SUBJECT_TOO_YOUNG: 'A person under 16 is not decided for in this way; ask whoever holds parental responsibility.',
  COMPETENCE_NOT_ASSESSED:
    'A person under 16 decides only where assessed competent for this decision; say who assessed it and when.',
  CAPACITY_NOT_ASSESSED: 'Say who assessed the lack of capacity, and when.',
  LACKS_CAPACITY: 'This person was found unable to decide this; record a decision in their best interests, or assess anew.',
  REVIEW_NEEDED: 'A decision in somebody’s best interests needs a review date: give validUntil.',
  NOT_THE_SUBJECT: 'Who decides for themselves is the person themselves; leave personId out or give the same id.',
  GIVER_NEEDED: 'Say who decided: give personId.',
  HOLDER_NEEDED: 'Say who holds it: give holderId.',
  ENDS_NOTHING: 'Every consent on record was given after this time, so it would end none; check when it was withdrawn.',
  MAY_NOT_WITHDRAW:
    'A consent is withdrawn by who gave it, by any holder of parental responsibility, or by the person themselves from 12.',
  NO_OPEN_EPISODE: 'The family has no open episode; ask a manager to open one.',
  EPISODE_OPEN: 'The family has an open episode already.',
  BEFORE_OPENED: 'The family was opened later than this; give that day or a later one.',
  FAMILY_OR_MEMBERS: 'Give either the id of a family or the name and members of a new one.',
  ALREADY_DONE: 'This has been done already.',
  ALREADY_ENDED: 'This has ended already.',
  NOT_PROPOSED: 'This does not wait for anybody’s decision.',
  ONE_WAY_NEEDED: 'Say who it is in exactly one of the ways that there are.',
  NAME_NEEDED: 'Give a forename, a surname or both.',
  IDENTIFIER_WRONG: 'This is no number of its kind: its form or its check digit is wrong; check it for a slip.',
  ROLE_DOES_NOT_FIT: 'A child not yet born is an UNBORN_CHILD, and nobody else is; an unknown father is a PARENT.',
  DUE_DATE_UNLIKELY: 'A child is due within 45 weeks, or was within the last 4; check the date.',
  BIRTH_DATE_UNLIKELY:
    'A child is born within the 20 weeks before the day on which they were due, or the 4 after; check the date.',
  CHILD_NEEDED: 'Say whose father is not known: name the child, as FATHER of whom.',
  TWO_PEOPLE_NEEDED: 'These are one person; name two.',
  NOT_MEMBER: 'This person does not belong to this family.',
  NOT_A_WORKER: 'This is a council app; name somebody at work.',
  COVERS_ADDRESS_ONLY: 'A protected address covers the address and every place; leave the categories out.',
  ABSOLUTE_EXEMPTS_NOBODY: 'An absolute restriction exempts nobody; name nobody exempt, or say that it is not absolute.',
  MERGE_THEM: 'Both are the hub’s own people: if they are one, merge them.',
  SPLIT_THEM: 'These two are merged: if they are two, split them.',
  SPLIT_LATER_FIRST: 'The one who was kept was merged with somebody else since; split that first.',
  KEEP_THE_OTHER: 'Something of this person cannot follow to the other; keep this one, and merge the other into them.',
  LINKED_TO_ANOTHER: 'This record is linked to somebody else; if that is wrong, unlink it first.',
  NOT_IN_FORCE: 'This agreement is not in force.',
  EXPLANATION_AWAITED: 'The service is asked to explain this, and has time left; wait for that.',
  TOO_MANY_EXPORTS: 'You have five files of the access log already; wait until one has expired.',
  AGREEMENT_INCOMPLETE: 'The agreement does not say what it has to; see the message.',
} as const satisfies Record<string, string>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** Where in the input. */
  readonly path: readonly string[];
}

export function problem(code: ProblemCode, ...path: (string | number)[]): Problem {
  return { code, message: PROBLEMS[code], path: path.map(String) };
}
