import type { CellGrid } from './grid.ts';

/** What does not fit into the signed bytes of an edge plane, in units of 256, in no order. */
export class Spill {
  readonly zones: number[] = [];
  readonly lanes: number[] = [];
  readonly highs: number[] = [];
  private readonly cells: number[] = [];
  private readonly grid: CellGrid;

  constructor(grid: CellGrid) {
    this.grid = grid;
  }

  add(cell: number, by: number): void {
    const index = this.cells.indexOf(cell);
    if (index < 0) this.put(this.cells.length, cell, by);
    else if (this.highs[index] !== -by) this.highs[index] = this.highs[index]! + by;
    else {
      this.put(index, this.cells.at(-1)!, this.highs.at(-1)!);
      for (const list of [this.cells, this.zones, this.lanes, this.highs]) list.pop();
    }
  }

  private put(index: number, cell: number, high: number): void {
    this.cells[index] = cell;
    this.zones[index] = this.grid.zoneOf[cell]!;
    this.lanes[index] = this.grid.laneOf[cell]!;
    this.highs[index] = high;
  }
}
