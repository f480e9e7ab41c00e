import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFeed, readDeltas } from '../../src/feed/snapshotFeed.ts';
import { servedFiles, type SnapshotFiles } from '../../src/feed/files.ts';
