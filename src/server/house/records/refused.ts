import type { RecordFault } from '../../../model/record.ts';

/** What somebody wanted with a record was not done; all is as it was. */
export class RecordRefused extends Error {
  override readonly name = 'RecordRefused';
  readonly fault: RecordFault;

  constructor(fault: RecordFault) {
    super(sentenceOf(fault));
    this.fault = fault;
  }
}

/** What was expected and what to do, for whoever reads the answer itself; the page has words of its own in its languages. */
function sentenceOf(fault: RecordFault): string {
  switch (fault.kind) {
    case 'notAllowed':
      return 'got a request of somebody who is not known here, expected one of this computer itself: records are kept only where only this machine comes ("access": loopback), because nobody signs in yet (docs/operations.md, "Records")';
    case 'unknown':
      return 'there is no such record';
    case 'form':
      return `${fault.at === '' ? 'the body' : fault.at}: expected ${fault.expected}; nothing was changed`;
    case 'choice':
      return `choice: not understood: ${fault.unknown.map((part) => `${part.kind === 'word' ? part.dimension : part.kind} ${JSON.stringify(part.value)}`).join(', ')}; nothing was changed`;
    case 'choiceLength':
      return `choice: got ${fault.length} characters, expected at most ${fault.most}; nothing was changed`;
    case 'tooMany':
      return `there are ${fault.most} records of this kind, and no more may be; end some that nobody needs`;
    case 'alike':
      return 'another record has this name; nothing was changed. Give it another name, or change that one';
    case 'unseen':
      return 'got no If-Match with the version that was seen, expected one as in If-Match: "3"; nothing was changed';
    case 'changed':
      return 'somebody changed it meanwhile: what it is now is in "record"; nothing was changed';
  }
}
