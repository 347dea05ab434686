// A machine as Yijian reads it, run by `yijian trace`.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import { toCel } from './expression.mjs';

const orNothing = (key, list, write) => (list?.length ? { [key]: list.map(write) } : {});
const carrying = ({ event, n }) => (n === undefined ? event : { type: event, n });

function action(made) {
  const when = made.when ? { when: toCel(made.when) } : {};
  switch (made.do) {
    case 'log':
      return made.when ? { type: made.name, ...when } : made.name;
    case 'assign':
      return { type: 'assign', ...when,
        params: Object.fromEntries(made.set.map(([name, value]) => [name, toCel(value)])) };
    case 'raise':
      return { type: 'raise', ...when, params: { event: carrying(made) } };
    case 'send': {
      const { delay, id } = made;
      return { type: 'send', ...when, params: { event: carrying(made),
        ...(delay === undefined ? {} : { delay }), ...(id ? { id } : {}) } };
    }
    case 'cancel':
      return { type: 'cancel', ...when, params: { id: made.id } };
    default:
      return { type: 'choose', params: { branches: made.branches.map((branch) => ({
        ...(branch.guard ? { guard: toCel(branch.guard) } : {}),
        actions: branch.actions.map(action) })) } };
  }
}

function transition(made) {
  if (!made.actions) return {};
  return {
    ...(made.to ? { target: made.to.length === 1 ? made.to[0] : made.to } : {}),
    ...(made.guard ? { guard: toCel(made.guard) } : {}),
    ...(made.reenter ? { reenter: true } : {}),
    actions: made.actions.map(action),
  };
}

const keyed = (key, entries) => (entries?.length
  ? { [key]: Object.fromEntries(entries.map(([name, list]) => [name, list.map(transition)])) }
  : {});

function invocation(call) {
  return { ...(call.id ? { id: call.id } : {}), src: 'work',
    ...orNothing('onDone', call.onDone, transition),
    ...orNothing('onError', call.onError, transition) };
}

function initialOf({ initial }) {
  if (!initial) return {};
  if (!initial.actions.length) return { initial: initial.to };
  return { initial: { target: initial.to, actions: initial.actions.map(action) } };
}

function state(node) {
  const id = node.id ? { id: node.id } : {};
  if (node.type === 'history')
    return { ...id, type: 'history', history: node.deep ? 'deep' : 'shallow',
      ...(node.to ? { target: node.to[0] } : {}) };
  return {
    ...id,
    ...(node.type === 'parallel' || node.type === 'final' ? { type: node.type } : {}),
    ...initialOf(node),
    ...orNothing('entry', node.entry, action),
    ...orNothing('exit', node.exit, action),
    ...keyed('on', node.on),
    ...keyed('after', node.after),
    ...orNothing('always', node.always, transition),
    ...orNothing('onDone', node.onDone, transition),
    ...orNothing('invoke', node.invoke, invocation),
    ...(node.output ? { output: toCel(node.output) } : {}),
    ...(node.states.length
      ? { states: Object.fromEntries(node.states.map((child) => [child.key, state(child)])) }
      : {}),
  };
}

export function spell({ context, root }) {
  return { id: root.key, context, ...state(root) };
}

function line(input) {
  if (input.advance !== undefined) return { advance: `${input.advance}ms` };
  if (input.event) return { event: input.event, ...(input.n === undefined ? {} : { data: { n: input.n } }) };
  return input.fails
    ? { event: `xstate.error.actor.${input.answer}`, data: { error: 'no' } }
    : { event: `xstate.done.actor.${input.answer}`, data: { output: input.output } };
}

// What happened at the start and at each input: [{configuration, done, context, actions, refused}].
// After an endless loop nothing more is told. Throws when the program fails.
export function run(program, file, machine, inputs) {
  writeFileSync(file, JSON.stringify(spell(machine)));
  const lines = inputs.map((input) => `${JSON.stringify(line(input))}\n`).join('');
  const done = spawnSync(program, ['trace', file], { input: lines, encoding: 'utf8', timeout: 20_000 });
  if (done.error) throw done.error;
  if (![0, 5].includes(done.status))
    throw new Error(`yijian trace: exit ${done.status ?? done.signal}\n${done.stderr}`);
  const told = done.stdout.trimEnd().split('\n').map((text) => JSON.parse(text));
  const end = told.findIndex(({ refused }) => refused === 'endless_loop');
  if (end < 0) return told;
  return [...told.slice(0, end), 'endless_loop'];
}
