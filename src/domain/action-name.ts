/** Names of actions: `create`, or a template's own, `create@large`. */

/** Both parts are names. */
export const ACTION_NAME = /^[a-z][a-z0-9-]{0,39}(@[a-z][a-z0-9-]{0,39})?$/;

export function isActionName(text: string): boolean {
  return ACTION_NAME.test(text);
}

/** The actions that may carry this out, the one that counts first: a template's own comes before the default one. */
export function candidates(action: string, template: string | null): string[] {
  return template === null ? [action] : [`${action}@${template}`, action];
}
