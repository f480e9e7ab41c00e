import { Agent, get } from 'node:http';

// Asks an address every 20 ms, whatever became of the questions before, and says how long each answer took: in a
// process of its own, so that nothing but the server is measured.
const [address] = process.argv.slice(2);
const every = 20;
const agent = new Agent({ keepAlive: true });
let times: number[] = [];
let failed: string[] = [];

/**
 * Asks once; on a new connection where a kept one was ended by the server, as it may at any time, just when the question
 * was on its way: RFC 9112, 9.3.1, and what browsers and proxies do. The time counts from the first asking.
 */
function ask(from: number, fresh = false): void {
  const asking = get(address!, { agent: fresh ? false : agent }, (answer) => {
    answer.resume();
    answer.on('end', () => {
      if (answer.statusCode === 200) times.push(performance.now() - from);
      else failed.push(String(answer.statusCode));
    });
  });
  asking.on('error', (error: NodeJS.ErrnoException) => {
    if (asking.reusedSocket && !fresh && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) ask(from, true);
    else failed.push(error.code ?? error.message);
  });
}

const timer = setInterval(() => ask(performance.now()), every);
// Whoever asks may be gone without a word.
process.on('disconnect', () => process.exit());
process.on('message', (order: 'told' | 'end') => {
  if (order === 'end') {
    clearInterval(timer);
    agent.destroy();
    process.disconnect();
    return;
  }
  process.send!({ times, failed });
  times = [];
  failed = [];
});
