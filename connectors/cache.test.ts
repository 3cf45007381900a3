import { describe, expect, inject, test } from 'vitest';
import { createMemoryCache, createRedisCache } from './cache.ts';
import type { ReferenceCache } from './cache.ts';

const redisUrl = inject('redisUrl');

const settled = async (cache: ReferenceCache, key: string): Promise<string | undefined> => {
  for (let tries = 0; tries < 50; tries += 1) {
    const value = await cache.get(key);
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return undefined;
};

test('The cache in the process keeps a value until its time is over', async () => {
  let now = 0;
  const cache = createMemoryCache(() => now);
  await cache.set('codes', 'A', 10);
  expect(await cache.get('codes')).toBe('A');
  now = 10_000;
  expect(await cache.get('codes')).toBeUndefined();
});

test('The cache in the process lets the oldest go when it is full', async () => {
  const cache = createMemoryCache();
  for (let place = 0; place <= 10_000; place += 1) await cache.set(`key ${place}`, 'value', 60);
  expect(await cache.get('key 0')).toBeUndefined();
  expect(await cache.get('key 10000')).toBe('value');
});

test('A Redis that is not there costs nobody more than a moment, and breaks nothing', async () => {
  const cache = createRedisCache('redis://127.0.0.1:1');
  const begun = performance.now();
  await cache.set('codes', 'A', 10);
  expect(await cache.get('codes')).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(1_000);
  await cache.close();
});

describe.runIf(redisUrl)('The cache in Redis', () => {
  test('is shared by processes, and keeps a value until its time is over', async () => {
    const [one, two] = [createRedisCache(redisUrl!), createRedisCache(redisUrl!)];
    const key = `codes ${crypto.randomUUID()}`;
    for (let tries = 0; tries < 100 && (await one.get(key)) === undefined; tries += 1) {
      await one.set(key, 'A', 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await settled(two, key)).toBe('A');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await two.get(key)).toBeUndefined();
    await one.close();
    await two.close();
  });
});
