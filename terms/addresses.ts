/** Addresses that settings hold. What is wrong is said in words of our own; the address itself may hold a password and is never said. */
import { z } from 'zod';

export const webAddress = z.url({ protocol: /^https?$/, error: 'it is not an http:// or https:// address' });
export const databaseAddress = z.url({ protocol: /^postgres(ql)?$/, error: 'it is not a postgresql:// address' });
export const redisAddress = z.url({ protocol: /^rediss?$/, error: 'it is not a redis:// or rediss:// address' });
