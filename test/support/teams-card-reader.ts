/** Microsoft's own reader of Adaptive Cards, asked what it does not understand of a card. */
import { createRequire } from "node:module";
import type * as AdaptiveCards from "adaptivecards";

// Its modules name each other without endings, which Node does not follow; the bundle is whole.
const { AdaptiveCard, SerializationContext, Versions }: typeof AdaptiveCards = createRequire(import.meta.url)(
  "adaptivecards/dist/adaptivecards.js",
);

/** Charts are Teams' own: the reader says that it takes their fallback, which is what it is for. */
const TEAMS_OWN = /^Unknown element type "Chart\.[\w.]+"\. Fallback will be used if present\.$/;

/** What the reader complains of, a sentence each. */
export function complaintsAbout(drawn: unknown): string[] {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(drawn, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  const complaints = events.filter((message) => !TEAMS_OWN.test(message));
  return [...complaints, ...card.validateProperties().validationEvents.map(({ message }) => message)];
}
