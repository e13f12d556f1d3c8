/** Gives an infrastructure its hosts with their storage. */

import { prepareTask } from "./shared/infrastructures.mjs";

await prepareTask("prepare-storage", ["hostGroup", "storagePool"], (at) => ({
  hostGroup: at.hostGroup,
  storagePool: at.storagePool,
}));
