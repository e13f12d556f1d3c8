/** The queues there are: what is said to people, short workflows, long workflows. */
export const QUEUES = ["effects", "light", "heavy"] as const;

export type QueueName = (typeof QUEUES)[number];
