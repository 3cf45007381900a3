import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isScalarType, isUnionType, getNamedType } from 'graphql';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { connectors } from '#connectors/index.ts';
import { createResolvers } from '#resolvers/index.ts';
import { createSchema } from '#schema/index.ts';
import { HUB_CATEGORIES } from '#terms/category.ts';
import { PROBLEMS } from '#terms/problems.ts';

const categories = connectors.flatMap((connector) => connector.categories);
const schema = createSchema(connectors, createResolvers(categories));
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
const objects = types.filter((type): type is GraphQLObjectType => isObjectType(type));
const hasDirective = ({ astNode }: GraphQLField<unknown, unknown>, name: string) =>
  astNode?.directives?.some((directive) => directive.name.value === name) ?? false;
const record = (name: string) => objects.find((type) => type.name === name)!;

describe('The schema', () => {
  test('describes every type, field, argument and value', () => {
    const missing: string[] = [];
    for (const type of types) {
      if (!type.description && !['Boolean', 'Float', 'ID', 'Int', 'String'].includes(type.name)) missing.push(type.name);
      if (isEnumType(type))
        missing.push(
          ...type
            .getValues()
            .filter((value) => !value.description)
            .map((value) => `${type.name}.${value.name}`),
        );
      if (isInputObjectType(type)) {
        missing.push(
          ...Object.values(type.getFields())
            .filter((field) => !field.description)
            .map((field) => `${type.name}.${field.name}`),
        );
      }
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (!field.description) missing.push(`${type.name}.${field.name}`);
        missing.push(
          ...field.args
            .filter((argument) => !argument.description)
            .map((argument) => `${type.name}.${field.name}(${argument.name})`),
        );
      }
    }
    expect(missing).toEqual([]);
  });

  test('knows every problem that a change may be refused for, with its sentence', () => {
    const type = schema.getType('ProblemCode');
    const told = isEnumType(type) ? type.getValues().map(({ name, description }) => [name, description]) : [];
    expect(Object.fromEntries(told)).toEqual(PROBLEMS);
  });

  test('has one field of four outcomes for each category, and none without', () => {
    const fields = Object.values(record('Person').getFields());
    const marked = fields.filter((field) => hasDirective(field, 'category')).map((field) => field.name);
    expect(marked.toSorted()).toEqual(categories.map((category) => category.field).toSorted());
    expect(fields.map((field) => field.name).filter((name) => !marked.includes(name))).toEqual(['id', 'identity', 'address']);
    for (const field of fields) {
      const type = getNamedType(field.type);
      if (isUnionType(type)) expect(field.type.toString()).toBe(`${type.name}!`);
    }
  });

  test('keeps agencies’ categories apart from each other and from the hub’s own', () => {
    const names = [...categories.map((category) => category.name), ...HUB_CATEGORIES];
    expect(new Set(names).size).toBe(names.length);
  });

  test('gives every record its source and detail, and can leave out what a summary does not have', () => {
    for (const { recordType, summaryFields, items } of categories) {
      const fields = record(recordType).getFields();
      expect(fields['source']?.type.toString()).toBe('Source!');
      expect(fields['detail']?.type.toString()).toBe('Detail!');
      for (const name of summaryFields) expect(Object.keys(fields)).toContain(name);
      const always = Object.values(fields).filter(
        (field) => field.type.toString().endsWith('!') && !['source', 'detail'].includes(field.name),
      );
      expect(summaryFields).toEqual(expect.arrayContaining(always.map((field) => field.name)));
      if (items) {
        expect(fields[items]?.type.toString()).toMatch(/^\[\w+!\]$/);
        const item = getNamedType(fields[items]!.type);
        expect(isObjectType(item) && item.getInterfaces().map((face) => face.name)).toEqual(['Item']);
        expect(summaryFields).not.toContain(items);
      }
    }
  });

  test('lists every field that can give a place away, and every text that cannot', () => {
    const texts = objects
      .filter((type) => !['Query'].includes(type.name))
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })))
      .filter(
        ({ field }) =>
          hasDirective(field, 'locates') ||
          (isScalarType(getNamedType(field.type)) && getNamedType(field.type).name === 'String'),
      );
    const names = (located: boolean) =>
      texts
        .filter(({ field }) => hasDirective(field, 'locates') === located)
        .map(({ name }) => name)
        .toSorted();
    expect(names(true)).toMatchInlineSnapshot(`
      [
        "Address.line",
        "Address.postcode",
        "Address.town",
        "Address.uprn",
        "HealthContact.service",
        "MatchAddress.line",
        "MatchAddress.postcode",
        "MatchAddress.town",
        "MatchAddress.uprn",
        "MatchRecord.addresses",
        "MatchRecord.phones",
        "School.name",
        "School.urn",
        "ServiceContact.email",
        "ServiceContact.name",
        "ServiceContact.phone",
        "Source.contact",
        "Source.service",
        "Tenancy.landlord",
      ]
    `);
    // A new text field belongs in one of these two lists: think about what it gives away.
    expect(names(false)).toMatchInlineSnapshot(`
      [
        "AccessLogBasis.agreement",
        "AccessLogBasis.links",
        "AccessLogChange.categories",
        "AccessLogChange.name",
        "AccessLogChange.problems",
        "AccessLogChange.purposes",
        "AccessLogChange.what",
        "AccessLogDecision.category",
        "AccessLogDecision.detail",
        "AccessLogDecision.fields",
        "AccessLogDecision.internalReason",
        "AccessLogDecision.reason",
        "AccessLogEdge.cursor",
        "AccessLogEntry.shown",
        "AccessLogExplained.category",
        "AccessLogExport.path",
        "AccessLogHold.reason",
        "AccessLogParty.name",
        "AccessLogProof.entry",
        "AccessLogProof.proof",
        "AccessLogReview.query",
        "AccessLogReviewPart.name",
        "AccessLogReviewPart.values",
        "AccessLogSearch.facts",
        "AccessLogSearch.query",
        "AccountedDisclosure.categories",
        "AccountedDisclosureEdge.cursor",
        "Attendance.academicYear",
        "AttendanceSession.code",
        "AttendanceSession.meaning",
        "Caller.name",
        "Caller.organisation",
        "Caller.through",
        "EnteredMember.name",
        "Exception.categories",
        "Explanation.category",
        "Explanation.explanation",
        "Explanation.obligations",
        "Explanation.recipient",
        "Explanation.remedy",
        "ExplanationDue.sentence",
        "ExplanationStep.basis",
        "ExplanationStep.rule",
        "ExplanationStep.text",
        "Family.name",
        "FamilySummary.name",
        "Identity.name",
        "InformationSharingAgreement.categories",
        "LegalBasis.article10",
        "LegalBasis.article6",
        "LegalBasis.article9",
        "LegalBasis.authorityToLeavePart3",
        "LegalBasis.commencement",
        "LegalBasis.confidentialityRoute",
        "LegalBasis.controller",
        "LegalBasis.dataProtectionImpactAssessment",
        "LegalBasis.population",
        "LegalBasis.retention",
        "LegalBasis.retentionStarts",
        "LegalBasis.statutoryPower",
        "ManagedConsent.category",
        "ManagedFamily.name",
        "MatchIdentifier.kind",
        "MatchIdentifier.value",
        "MatchName.forename",
        "MatchName.surname",
        "MatchPart.field",
        "MatchPart.level",
        "MatchRecord.agency",
        "MatchRecord.dateOfBirth",
        "MatchRecord.emails",
        "MatchRecord.forename",
        "MatchRecord.sex",
        "MatchRecord.surname",
        "MatchReview.explanation",
        "MatchReviewEdge.cursor",
        "MembershipProposal.evidence",
        "MembershipProposal.name",
        "NothingHeld.category",
        "PageInfo.endCursor",
        "PageInfo.startCursor",
        "Problem.message",
        "Problem.path",
        "RelationshipProposal.from",
        "RelationshipProposal.to",
        "ReviewItem.sentence",
        "ReviewItemEdge.cursor",
        "ReviewStep.note",
        "ShownThroughLink.agency",
        "Source.agency",
        "Unavailable.category",
        "Withheld.category",
        "Withheld.explanation",
        "Withheld.remedy",
        "Worker.name",
        "Worker.organisation",
      ]
    `);
    for (const { field } of texts.filter(({ field }) => hasDirective(field, 'locates')))
      expect(field.type.toString()).not.toMatch(/!$/);
  });

  test('is refused where an agency’s SDL and its declarations differ', () => {
    const [education] = connectors;
    const renamed = { ...education!, categories: [{ ...education!.categories[0]!, name: 'PUNCTUALITY' }] };
    expect(() => createSchema([renamed, ...connectors.slice(1)], createResolvers(renamed.categories))).toThrow(
      'must be marked @category',
    );
    const broken = {
      ...education!,
      sdl: education!.sdl.replace('= Attendance | NothingHeld | Withheld | Unavailable', '= Attendance | NothingHeld'),
    };
    expect(() => createSchema([broken, ...connectors.slice(1)], createResolvers(categories))).toThrow('must be a non-null union');
  });
});
