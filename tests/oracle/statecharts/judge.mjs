// What one machine shows: Yijian beside XState as published, and where they differ beside XState
// with the deviations that are made on purpose.
import { isDeepStrictEqual } from 'node:util';

import * as xstate from './xstate.mjs';
import * as yijian from './yijian.mjs';

const sorted = (object) => Object.fromEntries(Object.entries(object).sort());

const comparable = (step) =>
  typeof step === 'string'
    ? step
    : { configuration: step.configuration, done: step.done, context: sorted(step.context),
        actions: step.actions, taken: step.taken ?? step.refused === null };

// The first step (0 is the start) that differs, or -1.
function firstDifference(ours, theirs) {
  for (let i = 0; i < Math.max(ours.length, theirs.length); i += 1)
    if (!ours[i] || !theirs[i] || !isDeepStrictEqual(comparable(ours[i]), comparable(theirs[i])))
      return i;
  return -1;
}

// Whether leaves are what can be active at once: one child of a compound state, every region.
function isLegal(root, leaves) {
  const named = new Set(leaves);
  const complete = (node, above) => {
    const path = [...above, node.key];
    if (!node.states.length) return named.delete(node.id ?? path.join('.')) ? 1 : 0;
    const children = node.states.filter(({ type }) => type !== 'history');
    const active = children.map((child) => complete(child, path));
    if (active.includes(-1)) return -1;
    const count = active.filter(Boolean).length;
    return count === 0 ? 0 : count === (node.type === 'parallel' ? children.length : 1) ? 1 : -1;
  };
  if (!root.states.length) return isDeepStrictEqual(leaves, [root.key]);
  const active = root.states.map((child) => complete(child, []));
  const whole = root.type === 'parallel'
    ? root.states.every(({ type }, i) => type === 'history' || active[i] === 1)
    : active.filter((one) => one === 1).length === 1;
  return whole && !active.includes(-1) && named.size === 0;
}

const kindOf = (theirs) => (String(theirs).startsWith(xstate.FAILS) ? xstate.FAILS : 'different');

export class Judge {
  // `published` is XState, `deviating` the same with all deviations, `lacking` a map from the name
  // of each to XState with all but that one.
  constructor(program, file, { published, deviating, lacking }) {
    this.program = program;
    this.file = file;
    this.published = published;
    this.deviating = deviating;
    this.lacking = lacking;
  }

  // {steps, endless, replaced, needed: [names of deviations], fault: null or {kind, at, ours, theirs}}.
  verdict(machine, inputs) {
    const ours = yijian.run(this.program, this.file, machine, inputs);
    const verdict = { steps: ours.length, endless: ours.at(-1) === 'endless_loop', needed: [],
      fault: null, ours };
    const broken = ours.findIndex(
      (step) => step !== 'endless_loop' && !isLegal(machine.root, step.configuration));
    if (broken >= 0)
      return { ...verdict, fault: { kind: 'illegal', at: broken, ours: ours[broken] } };
    const plain = xstate.run(this.published, machine, inputs);
    verdict.replaced = plain.replaced;
    if (firstDifference(ours, plain.told) < 0) return verdict;
    const { told } = xstate.run(this.deviating, machine, inputs);
    const at = firstDifference(ours, told);
    if (at >= 0)
      return { ...verdict, fault: { kind: kindOf(told[at]), at, ours: ours[at], theirs: told[at] } };
    verdict.needed = [...this.lacking].filter(([, which]) =>
      firstDifference(told, xstate.run(which, machine, inputs).told) >= 0).map(([name]) => name);
    return verdict;
  }
}
