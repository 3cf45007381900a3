/** What an AuditEvent is about: the entry and its request, whom it is about, each decision, and what was changed or asked. */
import type { AuditEventEntity, AuditEventEntityDetail, Identifier, Reference } from 'fhir/r4.js';
import type { LogEntry, Party } from '#review/entries.ts';
import { isUuid } from '#terms/ids.ts';
import { ENTITY } from './fhir-codes.ts';

export function entitiesOf(entry: LogEntry): AuditEventEntity[] {
  const { person, family, families, search, decisions } = entry;
  return [
    theEntry(entry),
    ...(entry.requestId === null ? [] : [{ ...ENTITY.request, what: { identifier: identifierOf(entry.requestId) } }]),
    ...(person ? [{ ...ENTITY.person, what: referenceTo('Patient', person), ...named(person.name) }] : []),
    ...(family ? [{ ...ENTITY.family, what: referenceTo('Group', family) }] : []),
    ...families.map((id) => ({ ...ENTITY.family, what: referenceTo('Group', { id }) })),
    ...(search?.people ?? []).map((id) => ({ ...ENTITY.person, what: referenceTo('Patient', { id }) })),
    ...decisions.map(decisionEntity),
    ...whatWasChanged(entry),
    ...whatWasAsked(entry),
  ];
}

/** By its place in the log, by which it can be proven. */
function theEntry({ index, visible, shown, erased }: LogEntry): AuditEventEntity {
  const what = { identifier: { system: 'urn:family-view:access-log', value: String(index) } };
  return {
    ...ENTITY.entry,
    what,
    name: `Entry ${index} of the access log`,
    ...detailed({ visible, shown, erased: erased.map(({ from, to }) => `${from}-${to}`) }),
  };
}

function decisionEntity({ category, fields, basis, ...decision }: LogEntry['decisions'][number]): AuditEventEntity {
  const what = basis.consent === null ? {} : { what: referenceTo('Consent', { id: basis.consent }) };
  return { ...ENTITY.decision, ...what, ...named(category), ...detailed({ ...decision, field: fields, ...basis }) };
}

function whatWasChanged({ change }: LogEntry): AuditEventEntity[] {
  if (!change) return [];
  const { name, ...rest } = change;
  return [{ ...ENTITY.change, ...named(name), ...detailed(rest) }];
}

function whatWasAsked({ explained, review, search }: LogEntry): AuditEventEntity[] {
  const entities: AuditEventEntity[] = [];
  if (explained) {
    const { category, recipient, at } = explained;
    const asOf = Number.isNaN(at.getTime()) ? null : at.toISOString();
    entities.push({ ...ENTITY.query, ...named(category), ...detailed({ recipient, asOf }) });
  }
  if (search) entities.push({ ...ENTITY.query, ...named(search.query), ...detailed({ fact: search.facts }) });
  if (review) {
    const filter = Object.fromEntries(review.filter.map(({ name, values }) => [`filter.${name}`, values]));
    const { query, entries, completeTo } = review;
    entities.push({ ...ENTITY.query, ...named(query), ...detailed({ ...filter, entries, completeTo }) });
  }
  return entities;
}

/** Every value is a string, and of a list each its own. What is not there is left out: FHIR has no empty list or string. */
function detailed(values: Readonly<Record<string, string | number | boolean | null | readonly string[]>>): {
  detail?: AuditEventEntityDetail[];
} {
  const detail = Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [value]).flatMap((each): AuditEventEntityDetail[] => {
      const [type, valueString] = [fhirString(name), fhirString(each === null ? null : String(each))];
      return type === null || valueString === null ? [] : [{ type, valueString }];
    }),
  );
  return detail.length > 0 ? { detail } : {};
}

export function named(text: string | null): { name?: string } {
  const name = fhirString(text);
  return name === null ? {} : { name };
}

/** By identifier only: the bundle has no record of anybody. */
export function referenceTo(type: string, { id, name = null }: { id: string; name?: Party['name'] }): Reference {
  const display = fhirString(name);
  return { type, identifier: identifierOf(id), ...(display !== null && { display }) };
}

/** Our ids are UUIDs, but for organisations'. */
export function identifierOf(id: string): Identifier {
  return isUuid(id)
    ? { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` }
    : { system: 'urn:family-view:id', value: fhirString(id) ?? 'unknown' };
}

/** As FHIR has strings: some text, and of white space and control characters only space, tab and the ends of lines. Null for nothing. */
export function fhirString(text: string | null): string | null {
  // oxlint-disable-next-line no-control-regex -- it takes them out
  const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/gu;
  return (
    text
      ?.toWellFormed()
      .replaceAll(control, '\ufffd')
      .replaceAll(/[^\S \t\r\n]/gu, ' ')
      .trim() || null
  );
}
