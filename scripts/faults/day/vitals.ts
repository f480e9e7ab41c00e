import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds of the machine. */
interface Vitals {
  readonly descriptors: number;
  /** MB in memory. */
  readonly memory: number;
}

/** More than this of the second third of the day is growth. */
const most = { descriptors: 100, memoryTimes: 1.3, memoryMore: 50 };

/** Looks twice a second at what a process holds, until it is told to stop. */
export function watchVitals(pid: number) {
  const vitals: Vitals[] = [];
  const timer = setInterval(() => {
    const found = vitalsOf(pid);
    if (found) vitals.push(found);
  }, 500);
  return {
    stop: () => clearInterval(timer),
    /** Whether descriptors and memory stand where they stood: the last third of the day beside the second one. */
    growth(log: (text: string) => void): string[] {
      const third = Math.floor(vitals.length / 3);
      const median = (list: readonly Vitals[], of: keyof Vitals) =>
        list.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
      const [middle, last] = [vitals.slice(third, 2 * third), vitals.slice(2 * third)];
      const descriptors = [median(middle, 'descriptors'), median(last, 'descriptors')] as const;
      const memory = [median(middle, 'memory'), median(last, 'memory')] as const;
      const highest = Math.max(...vitals.map((one) => one.memory));
      log(
        `descriptors ${descriptors.join(' then ')}, at most ${Math.max(...vitals.map((one) => one.descriptors))}; memory ${memory.map(Math.round).join(' then ')} MB, at most ${Math.round(highest)}`,
      );
      const wrong: string[] = [];
      if (descriptors[1] > descriptors[0] + most.descriptors)
        wrong.push(`descriptors grew from ${descriptors[0]} to ${descriptors[1]}`);
      if (memory[1] > most.memoryTimes * memory[0] + most.memoryMore)
        wrong.push(`memory grew from ${Math.round(memory[0])} to ${Math.round(memory[1])} MB`);
      return wrong;
    },
  };
}

/** From /proc (proc(5)); null once the process is gone. */
function vitalsOf(pid: number): Vitals | null {
  try {
    const descriptors = readdirSync(`/proc/${pid}/fd`).length;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { descriptors, memory: (1024 * Number(status.match(/^VmRSS:\s+(\d+)/m)![1])) / 1e6 };
  } catch {
    return null;
  }
}
