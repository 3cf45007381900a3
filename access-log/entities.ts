import { defineEntity } from '@mikro-orm/core';

const p = defineEntity.properties;

/** One leaf of the access log, as stored. Written by the database function `access_log_append` alone. */
const AccessLogLeafSchema = defineEntity({
  name: 'AccessLogLeaf',
  comment: 'The access log: append-only, one leaf per person that a view touched',
  properties: {
    index: p.bigint('number').primary().autoincrement().comment('The leaf’s place in the log'),
    at: p.datetime().columnType('timestamptz(3)').comment('When the hub decided, by its clock; the order is the index, not this'),
    requestId: p.uuid().comment('All leaves of one request share it'),
    kind: p.text().comment('What was done: view, search, consent change, …'),
    callerId: p.uuid().comment('The worker or app that asked'),
    organisationId: p.text().comment('The organisation that the caller answers to'),
    purpose: p.text().nullable().comment('The purpose asked for'),
    familyId: p.uuid().nullable().comment('The family through which the person was reached'),
    personId: p.uuid().nullable().comment('The person whom the leaf is about'),
    bytes: p.blob().comment('The leaf itself, canonical JSON (RFC 8785); these bytes count, the other columns only find them'),
  },
  indexes: [
    { properties: ['personId', 'at', 'index'] },
    { properties: ['callerId', 'at', 'index'] },
    { properties: ['familyId', 'at', 'index'] },
    { properties: ['at', 'index'] },
  ],
});
export class AccessLogLeaf extends AccessLogLeafSchema.class {}
AccessLogLeafSchema.setClass(AccessLogLeaf);

/** Counts what can lessen disclosure, per person and once for everybody (rule 10). */
const SharingEpochSchema = defineEntity({
  name: 'SharingEpoch',
  comment: 'Moves whenever disclosure about a person may lessen; the row of the nil UUID stands for everybody',
  properties: { personId: p.uuid().primary(), epoch: p.bigint('number') },
});
export class SharingEpoch extends SharingEpochSchema.class {}
SharingEpochSchema.setClass(SharingEpoch);

export const accessLogEntities = [AccessLogLeaf, SharingEpoch];
