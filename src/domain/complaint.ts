/** What a program complained about: the last line of its standard error that says anything. */

/** What Node itself writes beneath the message of an error that nobody caught. */
const BENEATH = /^(\s+at |Node\.js v\d)/;

/** Undefined when it said nothing. */
export function complaintIn(stderr: string): string | undefined {
  return stderr
    .split("\n")
    .findLast((line) => line.trim() && !BENEATH.test(line))
    ?.trim();
}
