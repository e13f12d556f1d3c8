/** Right-sizing: which template is better, and when there is none. */
import { describe, expect, it } from "vitest";
import { rightSize } from "../../src/domain/right-size.ts";

const RATE = { memory: "0.10", storage: "0.05" };
const [SMALL, MEDIUM, LARGE] = [
  { name: "small", vcpu: 1, memoryMb: 1024, diskGb: 60, dayPrice: "3.10" },
  { name: "medium", vcpu: 2, memoryMb: 4096, diskGb: 80, dayPrice: null },
  { name: "large", vcpu: 4, memoryMb: 16_384, diskGb: 160, dayPrice: null },
] as const;
const TEMPLATES = [SMALL, MEDIUM, LARGE];
const PEAK = { cpu: 0.1, memoryMb: 500, diskMb: 20_000, hours: 100 };

/** A machine of the size of large, with the storage of small. */
const MACHINE = { vcpu: 4, diskGb: 60, dayPrice: 9_600_000n };

describe("a machine that uses little", () => {
  it("fits into the cheapest permitted template, and the difference is saved each day", () => {
    expect(rightSize(MACHINE, PEAK, TEMPLATES, RATE)).toEqual({
      ...{ template: "small", saving: 6_500_000n, peak: PEAK },
      size: { vcpu: 1, memoryMb: 1024, diskGb: 60 },
    });
    expect(rightSize(MACHINE, PEAK, [MEDIUM, LARGE], RATE)).toMatchObject({ template: "medium", saving: 5_200_000n });
  });

  it("keeps a quarter more than it needed, of memory and of processors", () => {
    const template = (peak: Partial<typeof PEAK>) =>
      rightSize(MACHINE, { ...PEAK, ...peak }, TEMPLATES, RATE)?.template;
    expect(template({ memoryMb: 819 })).toBe("small");
    expect(template({ memoryMb: 820 })).toBe("medium");
    expect(template({ cpu: 0.2 })).toBe("small");
    expect(template({ cpu: 0.21 })).toBe("medium");
  });

  it("gets no fewer processors than it has while nobody knows what they do, and no smaller disk", () => {
    expect(rightSize(MACHINE, { ...PEAK, cpu: null }, [SMALL, MEDIUM], RATE)).toBeNull();
    expect(rightSize({ ...MACHINE, diskGb: 61 }, PEAK, [SMALL], RATE)).toBeNull();
  });

  it("has the right size where nothing would be saved", () => {
    expect(rightSize({ ...MACHINE, dayPrice: 3_100_000n }, PEAK, TEMPLATES, RATE)).toBeNull();
    expect(rightSize(MACHINE, PEAK, [], RATE)).toBeNull();
  });
});
