/** Every rule that reads entry after entry. The weekly sample is drawn (`queue-sampling.ts`). A new rule is a file and a line. */
import { breakGlass } from './break-glass.ts';
import { colleague } from './colleague.ts';
import { newMemberThenViewed } from './new-member-then-viewed.ts';
import { noActiveCase } from './no-active-case.ts';
import { outOfHours } from './out-of-hours.ts';
import { ownRecordOrHousehold } from './own-record-or-household.ts';
import { protectedAddressRevealed } from './protected-address-revealed.ts';
import { repeatedRefusal } from './repeated-refusal.ts';
import { restrictedPerson } from './restricted-person.ts';
import type { Rule } from './rule.ts';
import { safeguardingDecision } from './safeguarding-decision.ts';
import { sameAddress } from './same-address.ts';
import { sameSurname } from './same-surname.ts';
import { volumeSpike } from './volume-spike.ts';

export const RULES: readonly Rule[] = [
  breakGlass,
  safeguardingDecision,
  newMemberThenViewed,
  protectedAddressRevealed,
  restrictedPerson,
  ownRecordOrHousehold,
  sameAddress,
  colleague,
  sameSurname,
  noActiveCase,
  volumeSpike,
  outOfHours,
  repeatedRefusal,
];
