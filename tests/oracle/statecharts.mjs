// Random statecharts in `yijian trace` and in npm xstate: configuration, order of actions, context,
// done, and whether the event was taken must agree at the start and after every input.
//
//   node statecharts.mjs YIJIAN     YIJIAN_ORACLE_SEEDS=n machines (400), from YIJIAN_ORACLE_FROM (1)
//
// Where Yijian departs from XState on purpose (statecharts/deviations.mjs), XState with exactly
// these changes must agree. Exits 1 printing the smallest machine that differs, or when a deviation
// is needed too often or its example does not show it; 3 when xstate is not installed.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { deviations } from './statecharts/deviations.mjs';
import { generate } from './statecharts/generate.mjs';
import { Judge } from './statecharts/judge.mjs';
import { shrink } from './statecharts/shrink.mjs';
import { load } from './statecharts/xstate.mjs';
import { spell } from './statecharts/yijian.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const MAX_ENDLESS = 10; // of a hundred machines: what comes after a loop is not compared
const MAX_REPLACED = 35; // of a hundred machines set a timer anew while it waits
const ENOUGH = 100; // machines before a share of them means anything

function loadAll(scratch) {
  const installed = join(here, 'node_modules/xstate');
  if (!existsSync(installed)) {
    console.error('xstate is not installed: run "npm ci" in tests/oracle first.');
    process.exit(3);
  }
  const changed = (name, list) =>
    load(installed, join(scratch, name), list.flatMap(({ changes }) => changes));
  return {
    published: load(installed),
    deviating: changed('all', deviations),
    lacking: new Map(deviations.map(({ name }) =>
      [name, changed(`without-${name}`, deviations.filter((other) => other.name !== name))])),
  };
}

function report(name, judge, { machine, inputs }, fault) {
  const again = (candidate) => {
    try {
      return judge.verdict(candidate, candidate.inputs).fault?.kind === fault.kind;
    } catch {
      return false; // no machine any more
    }
  };
  const small = shrink(machine, inputs, again);
  const found = judge.verdict(small, small.inputs).fault;
  console.error(`${name}: ${fault.kind} at step ${fault.at}; the smallest machine that shows it:`);
  console.error(JSON.stringify(spell(small), null, 2));
  console.error(`inputs  ${JSON.stringify(small.inputs)}`);
  console.error(`step    ${found.at}`);
  console.error(`yijian  ${JSON.stringify(found.ours)}`);
  console.error(`xstate  ${JSON.stringify(found.theirs)}`);
}

// The number of deviations that are not as they should be: each has a row in the docs, and an
// example that needs it and no other.
function countMisfits(judge) {
  const table = readFileSync(join(here, '../../docs/statecharts.md'), 'utf8');
  return deviations.filter(({ name, example }) => {
    const machine = { context: {}, root: example.root };
    const { needed, fault } = judge.verdict(machine, example.inputs);
    const complaint =
      (fault && 'the example fails') ||
      ((needed.length !== 1 || needed[0] !== name) && 'the example does not show it alone') ||
      (!table.includes(`\n| \`${name}\` |`) && 'no row in docs/statecharts.md');
    if (complaint) console.error(`${name}: ${complaint}`);
    if (fault) report(name, judge, { machine, inputs: example.inputs }, fault);
    return complaint;
  }).length;
}

class Tally {
  constructor() {
    this.machines = 0;
    this.steps = 0;
    this.taken = 0;
    this.done = 0;
    this.endless = 0;
    this.replaced = 0;
    this.needed = new Map(deviations.map(({ name }) => [name, 0]));
  }

  add({ steps, endless, replaced, needed, ours }) {
    this.machines += 1;
    this.steps += steps;
    this.taken += ours.filter(({ actions }) => actions?.length).length;
    this.done += ours.at(-1).done ? 1 : 0;
    this.endless += endless ? 1 : 0;
    this.replaced += replaced ? 1 : 0;
    for (const name of needed) this.needed.set(name, this.needed.get(name) + 1);
  }

  // What is wrong with the whole, a sentence each.
  complaints() {
    const found = [];
    if (this.machines < ENOUGH) return found;
    const share = (count) => (100 * count) / this.machines;
    if (share(this.endless) > MAX_ENDLESS) found.push('too many machines run for ever');
    if (share(this.replaced) > MAX_REPLACED) found.push('too many timers are replaced');
    if (this.taken * 3 < this.steps) found.push('too few inputs do anything');
    for (const { name, share: most } of deviations)
      if (share(this.needed.get(name)) > most) found.push(`${name} is needed too often`);
    return found;
  }

  print() {
    console.log(`${this.machines} machines, ${this.steps} steps compared, ${this.taken} of them did ` +
      `something; ${this.done} machines ended, ${this.endless} ran for ever, ${this.replaced} set a ` +
      'waiting timer anew');
    for (const [name, count] of this.needed) console.log(`${name}: ${count} machines`);
  }
}

function main(program) {
  const count = Number(process.env.YIJIAN_ORACLE_SEEDS ?? 400);
  const from = Number(process.env.YIJIAN_ORACLE_FROM ?? 1);
  if (!program || !(count > 0) || !(from >= 0)) {
    console.error('usage: [YIJIAN_ORACLE_SEEDS=n] [YIJIAN_ORACLE_FROM=n] node statecharts.mjs YIJIAN');
    return 2;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'yijian-oracle-'));
  try {
    const judge = new Judge(program, join(scratch, 'machine.json'), loadAll(scratch));
    if (countMisfits(judge)) return 1;
    const tally = new Tally();
    for (let seed = from; seed < from + count; seed += 1) {
      const made = generate(seed);
      const verdict = judge.verdict(made.machine, made.inputs);
      if (verdict.fault) {
        report(`seed ${seed}`, judge, made, verdict.fault);
        return 1;
      }
      tally.add(verdict);
    }
    tally.print();
    const complaints = tally.complaints();
    for (const complaint of complaints) console.error(complaint);
    return complaints.length ? 1 : 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

process.exitCode = main(process.argv[2]);
