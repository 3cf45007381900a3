/**
 * A category is the smallest thing that can be agreed, consented to and logged. Agencies bring their own categories, so a
 * category is text and the hub keeps no list of them: `connectors/index.ts` does.
 */
export type Category = string;

/** The categories that the hub itself owns (rules 2, 3 and 9). They need no agreement and no consent. */
export const HUB_CATEGORIES = ['IDENTITY', 'ADDRESS', 'PREGNANCY', 'RELATIONSHIPS'] as const;
export type HubCategory = (typeof HUB_CATEGORIES)[number];

export function isHubCategory(category: Category): category is HubCategory {
  return (HUB_CATEGORIES as readonly string[]).includes(category);
}
