/** Makes sure that every host has the network, and that it runs. */

import { hostsTask } from "./shared/hosts.mjs";
import { requireNetwork } from "./shared/networks.mjs";

await hostsTask(["network"], requireNetwork, ({ network }) => `the network ${network} is there`);
