/** What is wrong about the aftermath of chaos, as sentences. */
import type { Aftermath } from "./chaos.ts";

const TASKS = 5;

/** None when everything finished, once, and nothing is left over. */
export function wrongIn(aftermath: Aftermath, workflows: number): string[] {
  const { requests, activities, disagreements, left, triedAgain, ranAgain } = aftermath;
  return [
    ...unlike("requests", requests, `done ${workflows}`),
    ...unlike("workflows", aftermath.workflows, `done ${workflows}`),
    ...unlike("activities", activities, `done ${TASKS * workflows}`),
    ...(ranAgain > triedAgain ? [`${ranAgain} scripts ran again, and ${triedAgain} tries allow it`] : []),
    ...disagreements,
    ...left.map((what) => `left over: ${what}`),
  ];
}

function unlike(what: string, states: string[], wanted: string): string[] {
  return states.join() === wanted ? [] : [`the ${what} are: ${states.join(", ")}`];
}
