/** A review: somebody else looks at what an admin decided alone; nothing else follows from it. */
import type { Details } from "../../domain/request.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";

type Review = Extract<Details, { kind: "review" }>;

export const review: Kind<Review> = {
  machine: "onboarding",
  permission: () => null,
  counted: () => ({ machines: [] }),
  /** One review for each request, however often it is opened. */
  names: ({ id, of }) => ({ of: "review", names: [{ id, name: of }] }),
  asked: () => NOTHING_ASKED,
  offered: noTerms,
  judge: () => {},
  shares: () => [],
  grant: () => [],
  revoke: () => [],
  jobs: () => [],
  conclude: () => [],
};
