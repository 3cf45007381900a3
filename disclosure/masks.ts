/** Which fields of a type give a place away, read from the schema's `@locates`, so that data is masked before it leaves the gate. */
import { isObjectType, getNamedType } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';

export interface Mask {
  /** Fields to set to null. */
  readonly fields: readonly string[];
  /** Fields that hold objects with masks of their own. */
  readonly nested: ReadonlyMap<string, Mask>;
}

export type Masks = (typeName: string) => Mask;

/** @throws where a type is not an object type of the schema. */
export function createMasks(schema: GraphQLSchema): Masks {
  const masks = new Map<string, Mask>();
  const maskOf = (type: GraphQLObjectType): Mask => {
    const known = masks.get(type.name);
    if (known) return known;
    const nested = new Map<string, Mask>();
    const mask: Mask = {
      fields: Object.values(type.getFields())
        .filter(isPlaceBearing)
        .map((field) => field.name),
      nested,
    };
    masks.set(type.name, mask);
    for (const field of Object.values(type.getFields())) {
      const fieldType = getNamedType(field.type);
      // A Person reached from a record is decided and masked on their own.
      if (isObjectType(fieldType) && fieldType.name !== 'Person') nested.set(field.name, maskOf(fieldType));
    }
    return mask;
  };
  return (typeName) => {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is not an object type of the schema.`);
    return maskOf(type);
  };
}

function isPlaceBearing(field: {
  astNode?: { directives?: readonly { name: { value: string } }[] } | null | undefined;
}): boolean {
  return field.astNode?.directives?.some((directive) => directive.name.value === 'locates') ?? false;
}

/** A copy of a record without what gives a place away, at any depth. */
export function maskPlaces<Value>(value: Value, mask: Mask): Value {
  if (Array.isArray(value)) return value.map((entry) => maskPlaces(entry, mask) as unknown) as Value;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const copy = Object.assign({}, value) as Record<string, unknown>;
  for (const field of mask.fields) if (field in copy) copy[field] = null;
  for (const [field, nested] of mask.nested) if (field in copy) copy[field] = maskPlaces(copy[field], nested);
  return copy as Value;
}
