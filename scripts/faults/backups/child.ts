import { backUp } from '../../../src/server/backup/backup.ts';
import { restore } from '../../../src/server/backup/restore.ts';
import { breakAt } from '../publishing/brokenFiles.ts';

// Makes a backup or puts one back; ends itself, as `kill -9` would, at a step of its work with files if one is named.
const [what, from, to, step] = process.argv.slice(2);
const say = () => {};
process.send!('begins');
breakAt(Number(step), () => process.kill(process.pid, 'SIGKILL'));
if (what === 'backup') await backUp({ data: from!, to: to!, say });
else await restore({ from: from!, data: to!, replace: true, say });
process.disconnect();
