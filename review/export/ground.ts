/** Whether nothing has moved that what an officer may read rests on. */
export function isSameGround(then: Readonly<Record<string, number>>, now: ReadonlyMap<string, number>): boolean {
  const subjects = Object.entries(then);
  return subjects.length === now.size && subjects.every(([subject, epoch]) => now.get(subject) === epoch);
}
