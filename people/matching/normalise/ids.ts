/** Identifiers that name one person for life (strong) are used only with a right check digit; others as they are. */
import { isNhsNumber, isUpn } from '#terms/identifiers.ts';
import { plainText } from './text.ts';

const STRONG: Readonly<Record<string, (value: string) => boolean>> = { 'nhs-number': isNhsNumber, upn: isUpn };

export const isStrongKind = (kind: string): boolean => Object.hasOwn(STRONG, kind);

export function normaliseIdentifier(kind: string, text: string): string | null {
  const compact = plainText(text)?.replaceAll(' ', '') ?? null;
  if (compact === null || /^(.)\1*$/.test(compact)) return null;
  const isRight = Object.hasOwn(STRONG, kind) ? STRONG[kind] : undefined;
  return isRight === undefined || isRight(compact.toUpperCase()) ? compact : null;
}
