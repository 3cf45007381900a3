import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of a test file's own, copied from a template. */
export async function createTestDatabase(template: 'emptyTemplate' | 'councilTemplate'): Promise<TestDatabase> {
  const postgresUrl = inject('postgresUrl');
  const name = `family_view_${randomUUID().replaceAll('-', '')}`;
  await retried(() => run(postgresUrl, `create database ${name} template ${inject(template)}`));
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(postgresUrl, `drop database if exists ${name} with (force)`) };
}

/** A template can be copied by one at a time; test files start together. */
async function retried(work: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= 40 || (error as { code?: string }).code !== '55006') throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 100));
    }
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
