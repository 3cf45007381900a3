/** What linking is to reach, and whether it did. */
export interface Goal {
  readonly what: string;
  readonly goal: number;
  readonly measured: number;
  readonly met: boolean;
}

export const atLeast = (what: string, goal: number, measured: number): Goal => ({ what, goal, measured, met: measured >= goal });
export const atMost = (what: string, goal: number, measured: number): Goal => ({ what, goal, measured, met: measured <= goal });

export const lineOf = ({ what, goal, measured, met }: Goal): string =>
  `${met ? 'met    ' : 'NOT MET'}  ${what}: ${Number(measured.toPrecision(5))}, goal ${goal}`;
