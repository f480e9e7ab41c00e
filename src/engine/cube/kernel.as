// AssemblyScript, compiled into kernelBytes.ts by scripts/makeKernel.ts. What each export answers: kernel.ts.
// All pointers are byte addresses in the memory. Cells lie as CellGrid says: [block][zone][lane of 16].

let zones: usize = 0;
let blocks: usize = 0;
let zoneMask: usize = 0;
let laneMask: usize = 0;
let zoneSums: usize = 0;
let laneSums: usize = 0;
/** 4 u32 a zone, that add up to its sum. */
let quarters: usize = 0;
/** u16 a row. */
let days: usize = 0;
/** u32 a row. */
let cells: usize = 0;
/** 2 u32 each. */
let spilled: usize = 0;

export function place(
  zoneCount: usize,
  laneCount: usize,
  zoneMaskAt: usize,
  laneMaskAt: usize,
  zoneSumsAt: usize,
  laneSumsAt: usize,
  quartersAt: usize,
  daysAt: usize,
  cellsAt: usize,
  spilledAt: usize,
): void {
  zones = zoneCount;
  blocks = laneCount / 16;
  zoneMask = zoneMaskAt;
  laneMask = laneMaskAt;
  zoneSums = zoneSumsAt;
  laneSums = laneSumsAt;
  quarters = quartersAt;
  days = daysAt;
  cells = cellsAt;
  spilled = spilledAt;
}

// @ts-ignore: decorator
@inline
function masked(all: bool, counts: v128, mask: v128): v128 {
  return all ? counts : v128.and(counts, mask);
}

// Half a block at a time, so that counts, sums and masks stay in the 16 registers.
// @ts-ignore: decorator
@inline
function pass(
  edges: bool,
  allZones: bool,
  allLanes: bool,
  end: usize,
  start: usize,
  endEdge: usize,
  startEdge: usize,
): void {
  const first = quarters;
  const stop = first + (zones << 4);
  for (let at = first; at < stop; at += 16) v128.store(at, i32x4.splat(0));
  for (let block: usize = 0; block < blocks; block++) {
    const lanes = laneMask + (block << 6);
    const m0 = v128.load(lanes, 0);
    const m1 = v128.load(lanes, 16);
    const m2 = v128.load(lanes, 32);
    const m3 = v128.load(lanes, 48);
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    let mask = zoneMask;
    for (let at = first; at < stop; at += 16) {
      const zone = allZones ? s0 : v128.load32_splat(mask);
      let row = v128.load(at);

      let a = i32x4.sub(v128.load(end, 0), v128.load(start, 0));
      let b = i32x4.sub(v128.load(end, 16), v128.load(start, 16));
      if (edges) {
        const edge = i16x8.sub(v128.load8x8_s(endEdge, 0), v128.load8x8_s(startEdge, 0));
        a = i32x4.add(a, i32x4.extend_low_i16x8_s(edge));
        b = i32x4.add(b, i32x4.extend_high_i16x8_s(edge));
      }
      s0 = i32x4.add(s0, masked(allZones, a, zone));
      s1 = i32x4.add(s1, masked(allZones, b, zone));
      row = i32x4.add(row, i32x4.add(masked(allLanes, a, m0), masked(allLanes, b, m1)));

      a = i32x4.sub(v128.load(end, 32), v128.load(start, 32));
      b = i32x4.sub(v128.load(end, 48), v128.load(start, 48));
      if (edges) {
        const edge = i16x8.sub(v128.load8x8_s(endEdge, 8), v128.load8x8_s(startEdge, 8));
        a = i32x4.add(a, i32x4.extend_low_i16x8_s(edge));
        b = i32x4.add(b, i32x4.extend_high_i16x8_s(edge));
      }
      s2 = i32x4.add(s2, masked(allZones, a, zone));
      s3 = i32x4.add(s3, masked(allZones, b, zone));
      row = i32x4.add(row, i32x4.add(masked(allLanes, a, m2), masked(allLanes, b, m3)));

      v128.store(at, row);
      end += 64;
      start += 64;
      mask += 4;
      if (edges) {
        endEdge += 16;
        startEdge += 16;
      }
    }
    const sums = laneSums + (block << 6);
    v128.store(sums, s0, 0);
    v128.store(sums, s1, 16);
    v128.store(sums, s2, 32);
    v128.store(sums, s3, 48);
  }
  let out = zoneSums;
  for (let at = first; at < stop; at += 16) {
    store<i32>(out, added(v128.load(at)));
    out += 4;
  }
}

// @ts-ignore: decorator
@inline
function added(four: v128): i32 {
  const two = i32x4.add(
    four,
    i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7),
  );
  return i32x4.extract_lane(two, 0) + i32x4.extract_lane(two, 1);
}

export function marginals(
  end: usize,
  start: usize,
  endEdge: usize,
  startEdge: usize,
  allZones: bool,
  allLanes: bool,
): void {
  if (allZones) {
    if (allLanes) pass(true, true, true, end, start, endEdge, startEdge);
    else pass(true, true, false, end, start, endEdge, startEdge);
  } else if (allLanes) pass(true, false, true, end, start, endEdge, startEdge);
  else pass(true, false, false, end, start, endEdge, startEdge);
}

export function differences(end: usize, start: usize): void {
  pass(false, false, false, end, start, 0, 0);
}

// @ts-ignore: decorator
@inline
function step(at: usize, by: i32, row: u32, out: usize): usize {
  const edge = <i32>load<i8>(at) + by;
  store<i8>(at, edge);
  if (<u32>(edge + 128) < 256) return out;
  store<u32>(out, row);
  store<u32>(out, <u32>at, 4);
  return out + 8;
}

export function count(rows: u32, table: usize, first: u32, by: i32): i32 {
  const size = zones * blocks * 16;
  let out = spilled;
  for (let row: u32 = 0; row < rows; row++) {
    const day = <u32>load<u16>(days + (row << 1));
    if (day == 0xffff) continue;
    const entry = table + ((day - first) << 4);
    const cell = load<u32>(cells + (row << 2));
    const own = load<u32>(entry) + (cell << 2);
    store<i32>(own, load<i32>(own) + by);
    const edges = load<i32>(entry, 8);
    if (edges == 0) continue;
    const edgeBy = load<i32>(entry, 12);
    let at: usize = load<u32>(entry, 4) + cell;
    out = step(at, edgeBy, row, out);
    if (edges == 1) continue;
    at += size;
    out = step(at, edgeBy, row, out);
    if (edges == 2) continue;
    out = step(at + size, edgeBy, row, out);
  }
  return <i32>((out - spilled) >> 3);
}

export function sumTotal(at: usize): i32 {
  let total = i32x4.splat(0);
  for (let block: usize = 0; block < blocks; block++) {
    const lanes = laneMask + (block << 6);
    const m0 = v128.load(lanes, 0);
    const m1 = v128.load(lanes, 16);
    const m2 = v128.load(lanes, 32);
    const m3 = v128.load(lanes, 48);
    for (let zone: usize = 0; zone < zones; zone++) {
      const row = i32x4.add(
        i32x4.add(v128.and(v128.load(at, 0), m0), v128.and(v128.load(at, 16), m1)),
        i32x4.add(v128.and(v128.load(at, 32), m2), v128.and(v128.load(at, 48), m3)),
      );
      total = i32x4.add(total, v128.and(row, v128.load32_splat(zoneMask + (zone << 2))));
      at += 64;
    }
  }
  return added(total);
}

export function edgeTotal(at: usize): i32 {
  let total = i32x4.splat(0);
  for (let block: usize = 0; block < blocks; block++) {
    const lanes = laneMask + (block << 6);
    const mask = i8x16.narrow_i16x8_s(
      i16x8.narrow_i32x4_s(v128.load(lanes, 0), v128.load(lanes, 16)),
      i16x8.narrow_i32x4_s(v128.load(lanes, 32), v128.load(lanes, 48)),
    );
    for (let zone: usize = 0; zone < zones; zone++) {
      const pairs = i16x8.extadd_pairwise_i8x16_s(v128.and(v128.load(at), mask));
      const row = i32x4.extadd_pairwise_i16x8_s(pairs);
      total = i32x4.add(total, v128.and(row, v128.load32_splat(zoneMask + (zone << 2))));
      at += 16;
    }
  }
  return added(total);
}

function read(at: usize, bytes: usize): i32 {
  const stop = at + bytes;
  let s0 = i32x4.splat(0);
  let s1 = i32x4.splat(0);
  let s2 = i32x4.splat(0);
  let s3 = i32x4.splat(0);
  for (; at + 64 <= stop; at += 64) {
    s0 = i32x4.add(s0, v128.load(at, 0));
    s1 = i32x4.add(s1, v128.load(at, 16));
    s2 = i32x4.add(s2, v128.load(at, 32));
    s3 = i32x4.add(s3, v128.load(at, 48));
  }
  for (; at < stop; at += 16) s0 = i32x4.add(s0, v128.load(at));
  return added(i32x4.add(i32x4.add(s0, s1), i32x4.add(s2, s3)));
}

export function readOnly(end: usize, start: usize, endEdge: usize, startEdge: usize): i32 {
  const cells = zones * blocks * 16;
  return read(end, cells * 4) + read(start, cells * 4) + read(endEdge, cells) + read(startEdge, cells);
}
