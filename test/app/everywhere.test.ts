/** What is done in many places is done in all of them, whichever fails and whichever is slow. */
import { expect, it } from "vitest";
import type { Place } from "../../src/app/chat.ts";
import { everywhere } from "../../src/app/everywhere.ts";

const at = (platform: string, conversation = "#approvals"): Place => ({ platform, tenant: "t", conversation });

it("goes on after a place that fails, and says so at the end", async () => {
  const done: string[] = [];
  const work = async ({ platform, conversation }: Place) => {
    if (conversation === "#gone") throw new Error("the channel is gone");
    done.push(platform);
  };
  const places = [at("slack", "#gone"), at("slack"), at("console"), at("teams")];
  await expect(everywhere(places, work)).rejects.toThrow("the channel is gone");
  expect(done.sort()).toEqual(["console", "slack", "teams"]);
});

it("does not wait with one chat for another", async () => {
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = async ({ platform }: Place) => {
    if (platform === "slack") await gate.promise;
    done.push(platform);
    if (platform === "teams") gate.resolve();
  };
  await everywhere([at("slack"), at("teams")], work);
  expect(done).toEqual(["teams", "slack"]);
});
