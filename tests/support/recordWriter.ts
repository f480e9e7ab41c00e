import { savedView } from '../../src/model/records/savedView.ts';
import { openHouse } from '../../src/server/house/house.ts';
import { RecordTable } from '../../src/server/house/records/recordTable.ts';

const me = { author: 'this computer', role: 'thisComputer' } as const;
const [file, begin] = [process.argv[2]!, process.argv[3]!];
const table = new RecordTable(openHouse(file));

/** Makes view after view and changes each twice; tells each version once it is kept, until somebody ends it. */
for (let n = 0; ; n++) {
  const draft = (choice: string) => ({ choice, content: { name: `${begin}-${n}` } });
  let record = table.make(savedView, draft('v=1'), me);
  process.send?.([record.id, record.version]);
  for (const measure of ['open', 'overdue']) {
    record = table.change(savedView, record.id, record.version, draft(`v=1&measure=${measure}`), me);
    process.send?.([record.id, record.version]);
  }
  record = table.end(savedView, record.id, record.version, me);
  process.send?.([record.id, record.version]);
}
