/** Names of actions: `create`, or a template's own, `create@large`. */

const ACTION_NAME = /^[a-z][a-z0-9-]*(@[a-z][a-z0-9-]*)?$/;

/** The longest, with its template's. */
const LONGEST = 81;

export function isActionName(text: string): boolean {
  return text.length <= LONGEST && ACTION_NAME.test(text);
}

/** The actions that may carry this out, the one that counts first: a template's own comes before the default one. */
export function candidates(action: string, template: string | null): string[] {
  return template === null ? [action] : [`${action}@${template}`, action];
}
