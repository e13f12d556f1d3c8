/** An action that is in force has its secrets: asked when it is published, and kept as long as it is there. */
import { describe, expect, it } from "vitest";
import { findActor } from "../../../src/adapters/postgres/actors.ts";
import { startSecretStore } from "../../../src/adapters/postgres/secrets.ts";
import { startSecrets } from "../../../src/app/secrets.ts";
import { readKey } from "../../../src/domain/sealing.ts";
import { writeBundle } from "../../../src/engine/authoring/bundle.ts";
import { removeParameter } from "../../../src/engine/authoring/edits.ts";
import { actionsInUse } from "../../../src/engine/authoring/views.ts";
import { secretUses } from "../../../src/engine/secure.ts";
import { anAction, DANA, openAuthoring } from "../../support/authoring.ts";
import { NOW } from "../../support/rows.ts";

/** With a draft of `stop` that is given the secret `backup`. */
async function openGiven() {
  const open = await openAuthoring();
  const { source, scripts } = anAction("stop");
  const given = source.replace("vm: { from: vm.name }", "vm: { from: vm.name }, password: { secret: backup }");
  const files = { "stop.yaml": given, ...scripts };
  const content = writeBundle({ name: "stop", description: "Stop", files });
  const { admin, store, db } = open;
  await admin.bring({ name: "stop.bundle.yaml", content }, DANA);
  const dana = await findActor(db, DANA, NOW);
  const secrets = startSecrets({
    store: startSecretStore(db, () => NOW),
    keys: { current: readKey(Buffer.alloc(32, "a").toString("base64")) ?? null, old: [] },
    uses: async () => secretUses(await actionsInUse(store)),
  });
  if (!dana) throw new Error("dana is not there");
  return { ...open, dana, secrets };
}

describe("an action that is given a secret", () => {
  it("is not published before the secret is set, and is told where it is named", async () => {
    const { admin, dana, secrets } = await openGiven();
    const missing = { code: "invalid", message: expect.stringMatching(/stop\.yaml.*line 10.*no secret backup/) };
    await expect(admin.validate("stop")).rejects.toMatchObject(missing);
    await expect(admin.publish("stop", DANA)).rejects.toMatchObject(missing);
    await secrets.set("backup", "a value", dana);
    await admin.validate("stop");
    expect(await admin.publish("stop", DANA)).toMatchObject({ state: "published" });
  });

  it("comes into force, or its secret goes, when both are asked at the same moment: never both", async () => {
    const { admin, store, dana, secrets } = await openGiven();
    await secrets.set("backup", "a value", dana);
    await admin.publish("stop", DANA);
    await admin.edit("stop", removeParameter("ask", "password"), DANA);
    await admin.publish("stop", DANA);
    const seen = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const race = [admin.publish("stop", DANA, 1), secrets.remove("backup", dana)];
      const [published, removed] = await Promise.allSettled(round % 2 ? race : race.toReversed());
      seen.add([published, removed].map((one) => one?.status).join());
      const isThere = (await secrets.list()).length === 1;
      const inForce = (await store.find("stop"))?.versions.find(({ state }) => state === "published");
      expect([inForce?.number, isThere]).toEqual(isThere ? [1, true] : [2, false]);
      await secrets.set("backup", "a value", dana);
      await admin.publish("stop", DANA, 2);
    }
    expect(seen).not.toContain("fulfilled,fulfilled");
  });
});
