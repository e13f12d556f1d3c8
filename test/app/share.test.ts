/** A chat that does not answer keeps its own share of the workers, and no more. */
import { expect, it } from "vitest";
import type { ChatPort, Place } from "../../src/app/chat.ts";
import { sharing } from "../../src/app/share.ts";

const PLACE: Place = { platform: "slack", tenant: "t", conversation: "#approvals" };

it("lets so many in at once, and sends the others back to the queue until one is done", async () => {
  const gate = Promise.withResolvers<string>();
  const slow: ChatPort = {
    ...{ platform: "slack", tenant: "t", hasThreads: true, takesFiles: true },
    post: () => gate.promise,
    edit: async () => undefined,
  };
  const chat = sharing(slow, 2);
  const say = () => chat.post(PLACE, { kind: "notice", text: "hello" });
  const first = [say(), say()];
  await expect(say()).rejects.toMatchObject({ waitMs: 500 });
  gate.resolve("C1/1");
  expect(await Promise.all(first)).toEqual(["C1/1", "C1/1"]);
  expect(await say()).toBe("C1/1");
});
