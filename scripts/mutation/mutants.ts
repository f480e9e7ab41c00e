import { parseSync } from 'vite';

/** A small fault put into a file. */
export interface Mutant {
  readonly id: number;
  readonly line: number;
  readonly was: string;
  readonly now: string;
}

/** A file in which each mutant waits to be switched on by its number. */
export interface Mutated {
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

/** What an operator is taken for. */
const others: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '++': ['--'],
  '--': ['++'],
};

/** The names of the two functions that a mutated file calls, which scripts/mutation/worker.ts defines. */
const [isOn, turn] = ['globalThis.mutantIsOn', 'globalThis.loopTurns'];

/**
 * Puts all mutants into a file at once: comparisons and their bounds, arithmetic, and/or, conditions always and never
 * met, signs, numbers one more, yes and no, statements left out. Each loop counts its turns, so that one which a mutant
 * makes endless ends by their number.
 */
export function mutate(file: string, code: string): Mutated {
  const { program, errors } = parseSync(file, code, { lang: file.endsWith('x') ? 'tsx' : 'ts' });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const mutants: Mutant[] = [];
  const text = (node: Node) => code.slice(node.start, node.end);
  const add = (node: Node, was: string, now: string): number => {
    const id = mutants.length + 1;
    mutants.push({
      id,
      line: code.slice(0, node.start).split('\n').length,
      was: brief(was),
      now: brief(now),
    });
    return id;
  };

  /** Conditions of statements, and whether they are a loop's. */
  const tests = new Map<Node, boolean>();
  function look(node: Node): void {
    const loop = /^(While|DoWhile|For)Statement$/.test(node.type);
    if (isNode(node.test) && (loop || /^(If|Conditional)/.test(node.type))) tests.set(node.test, loop);
    for (const part of partsOf(node)) look(part);
  }

  /** The text of a node with the mutants of its parts, and then its own. */
  function instrumented(node: Node): string {
    const made = around(node, within(node));
    const loop = tests.get(node);
    if (loop === undefined) return made;
    if (loop) return `(${turn}(), ${made})`;
    const [always, never] = ['true', 'false'].map((now) => `${isOn}(${add(node, text(node), now)})`);
    return `(${always} ? true : ${never} ? false : (${made}))`;
  }

  function within(node: Node): string {
    let [made, at] = ['', node.start];
    for (const part of partsOf(node)) {
      made += code.slice(at, part.start) + instrumented(part);
      at = part.end;
    }
    return made + code.slice(at, node.end);
  }

  /** Chooses between a node's text and what its mutants make of it. */
  function around(node: Node, usual: string): string {
    const chosen = alternatives(node).map((now) => `${isOn}(${add(node, text(node), now)}) ? (${now}) : `);
    if (node.type === 'ExpressionStatement') {
      const { expression } = node as unknown as { expression: Node };
      const does = /^(Assignment|Call|Update|Await)Expression$/.test(expression.type);
      return does ? `{ if (!${isOn}(${add(node, text(node), '')})) { ${usual} } }` : usual;
    }
    return chosen.length === 0 ? usual : `(${chosen.join('')}(${usual}))`;
  }

  /** What a node is taken for, in turn. */
  function alternatives(node: Node): string[] {
    const [left, right, operator] = [node.left as Node, node.right as Node, String(node.operator)];
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression':
      case 'AssignmentExpression':
        return (others[operator] ?? []).map((other) => `${text(left)} ${other} ${text(right)}`);
      case 'UpdateExpression':
        return others[operator]!.map((other) => text(node).replace(operator, other));
      case 'UnaryExpression':
        return operator === '!' || operator === '-' ? [text(node.argument as Node)] : [];
      case 'Literal':
        if (typeof node.value === 'boolean') return [String(!node.value)];
        return typeof node.value === 'number' ? [String(node.value + 1)] : [];
      default:
        return [];
    }
  }

  /** The nodes in a node, in the order of the text, without types, names of properties and of modules. */
  function partsOf(node: Node): Node[] {
    const parts: Node[] = [];
    for (const [name, value] of Object.entries(node)) {
      if (name === 'typeAnnotation' || name === 'typeArguments' || name === 'returnType') continue;
      if (name === 'key' && !node.computed) continue;
      for (const one of Array.isArray(value) ? value : [value])
        if (isNode(one) && !/^(TS(?!NonNull|As|Satisfies)|Import|ExportAll)/.test(one.type)) parts.push(one);
    }
    return parts
      .sort((a, b) => a.start - b.start)
      .filter((part, i, all) => i === 0 || part.start >= all[i - 1]!.end);
  }

  look(program as unknown as Node);
  return { code: within(program as unknown as Node), mutants };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

const brief = (text: string) => text.replace(/\s+/g, ' ').slice(0, 80);
