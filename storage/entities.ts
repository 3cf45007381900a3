import { defineEntity } from '@mikro-orm/core';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');

const LandedFileRowSchema = defineEntity({
  name: 'LandedFileRow',
  tableName: 'landed_file',
  comment: 'Files that file-drop agencies delivered and the hub landed',
  properties: {
    id: p.uuid().primary(),
    agency: p.text(),
    feed: p.text(),
    name: p.text(),
    checksum: p.text().comment('SHA-256 of the file, hex'),
    asOf: instant().comment('When the agency made the file'),
    coversFrom: p.date().nullable(),
    landedAt: instant(),
  },
  uniques: [{ properties: ['agency', 'checksum', 'asOf'] }],
  indexes: [{ properties: ['agency', 'feed', 'asOf'] }],
});
export class LandedFileRow extends LandedFileRowSchema.class {}
LandedFileRowSchema.setClass(LandedFileRow);

const LandedEntrySchema = defineEntity({
  name: 'LandedEntry',
  tableName: 'landed_row',
  comment: 'Rows of landed files, in the agency’s wire format, without free text; all file-drop agencies share this table',
  properties: {
    agency: p.text().primary(),
    agencyPersonId: p.text().primary().comment('The id that the agency itself uses'),
    category: p.text().primary(),
    key: p.text().primary().comment('The agency’s key of the entry; a newer file’s row replaces an older one’s'),
    occurredAt: instant(),
    asOf: instant().comment('Of the file that the row came in'),
    content: p.json<Record<string, unknown>>(),
  },
});
export class LandedEntry extends LandedEntrySchema.class {}
LandedEntrySchema.setClass(LandedEntry);

export const storageEntities = [LandedFileRow, LandedEntry];
