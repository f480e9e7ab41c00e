/**
 * Makes src/engine/cube/kernelBytes.ts: the cube's kernel, compiled from src/engine/cube/kernel.as. It is committed
 * as text, so that it needs no fetch and no step of the build.
 *
 *   tsx scripts/makeKernel.ts [--current]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';
import { runCommand } from './terminal.ts';

const help = `
Compiles the cube's kernel (AssemblyScript) into the file that the page imports.

  npm run kernel -- [--current]

  --current   writes nothing; says whether the file is what the source compiles to (exit 1 if not)
`;

const source = 'src/engine/cube/kernel.as';
const out = 'src/engine/cube/kernelBytes.ts';

await runCommand(help, { current: { type: 'boolean' } }, async ({ current }) => {
  const bytes = await compile(readFileSync(source, 'utf8'));
  const text = `/** Made from kernel.as by scripts/makeKernel.ts: a WebAssembly module in base64. */
export const kernelBytes =
  '${Buffer.from(bytes).toString('base64')}';
`;
  if (!current) writeFileSync(out, text);
  else if (readFileSync(out, 'utf8') !== text)
    throw new Error(`${out}: not what scripts/makeKernel.ts makes of ${source}; run "npm run kernel"`);
  console.log(`${out}: ${bytes.length} bytes`);
});

async function compile(code: string): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  let messages = '';
  const options =
    '-O3 --noAssert --runtime stub --importMemory --noExportMemory --enable simd --outFile kernel.wasm';
  const { error } = await asc.main(['kernel.ts', ...options.split(' ')], {
    readFile: (name) => (name === 'kernel.ts' ? code : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents as Uint8Array;
    },
    stdout: { write: () => {} },
    stderr: {
      write: (text) => {
        messages += text;
      },
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`${source}: ${error?.message ?? 'nothing was made'}\n${messages}`);
  return binary;
}
