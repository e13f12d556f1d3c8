/** Gives an infrastructure its network. */

import { prepareTask } from "./shared/infrastructures.mjs";

await prepareTask("prepare-network", ["network"], (at) => ({ network: at.network }));
