import type { Reporter, TestModule } from 'vitest/node';

/** Prints at the end of a run which files took longest, so that growth is seen. */
export class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length <= 10) return;
    const seconds = modules.map((module) => {
      const { duration, collectDuration, setupDuration } = module.diagnostic();
      return { file: module.relativeModuleId, all: (duration + collectDuration + setupDuration) / 1000 };
    });
    const sum = seconds.reduce((before, { all }) => before + all, 0);
    const lines = seconds
      .sort((a, b) => b.all - a.all)
      .slice(0, 10)
      .map(({ file, all }) => `${all.toFixed(1).padStart(8)} s  ${file}`);
    console.log(
      `\nThe slowest of ${modules.length} files (${sum.toFixed(0)} s in all):\n${lines.join('\n')}\n`,
    );
  }
}
