/** Addresses that settings hold. What is wrong is said in words of our own; the address itself may hold a password and is never said. */
import { z } from 'zod';

export const webAddress = z.url({ protocol: /^https?$/, error: 'it is not an http:// or https:// address' });
/** One that is asked as it is: a name and password in it would be sent to nobody, and the request refused. */
export const bareWebAddress = webAddress.refine(isBare, {
  error: 'it holds a name or a password, which cannot be sent so: put a secret into its path',
});
export const databaseAddress = z.url({ protocol: /^postgres(ql)?$/, error: 'it is not a postgresql:// address' });
export const redisAddress = z.url({ protocol: /^rediss?$/, error: 'it is not a redis:// or rediss:// address' });

function isBare(address: string): boolean {
  const url = URL.parse(address);
  return !url?.username && !url?.password;
}
