// Steps a second of npm xstate's pure `transition` on the machine of bench_chart, round the same
// events: node chart.mjs MACHINE SECONDS. What the file says in CEL is given as JavaScript.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

process.env.NODE_ENV = 'production';
const require = createRequire(new URL('../oracle/package.json', import.meta.url));
const { assign, createMachine, initialTransition, transition } = require('xstate');

const EVENTS = ['submit', 'forward', 'accept', 'conclude', 'grant', 'deliver', 'close', 'reopen']
  .map((type) => ({ type }));
const ROUNDS_BETWEEN_LOOKS = 100;

const [path, seconds] = process.argv.slice(2);
const machine = createMachine(JSON.parse(readFileSync(path, 'utf8')), {
  guards: { 'context.steps < 1000000000': ({ context }) => context.steps < 1_000_000_000 },
  actions: { assign: assign({ steps: ({ context }) => context.steps + 1 }) },
});

let [snapshot] = initialTransition(machine);

function goRound(milliseconds) {
  const began = performance.now();
  const before = snapshot.context.steps;
  let steps = 0;
  while (performance.now() - began < milliseconds)
    for (let round = 0; round < ROUNDS_BETWEEN_LOOKS; round += 1)
      for (const event of EVENTS) {
        [snapshot] = transition(machine, snapshot, event);
        steps += 1;
      }
  if (snapshot.context.steps - before !== steps) throw new Error('an event was not taken');
  return (1000 * steps) / (performance.now() - began);
}

goRound(200 * Number(seconds));
console.log(JSON.stringify({ steps_per_s: Math.round(goRound(1000 * Number(seconds))) }));
