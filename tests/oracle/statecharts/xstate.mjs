// A machine as XState reads it, run by its pure functions. Timers, the mailbox and invocations'
// answers are the caller's there, and so are kept here.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { toFunction, toGuard } from './expression.mjs';

const MAX_MICROSTEPS = 1_100;
const MAX_EVENTS = 1_000; // of one input: sent to itself without delay
const MAX_FIRED = 5_000; // timers in one advance

// XState as published, or with `changes` [{anchor, becomes}] applied in a copy below `scratch`.
// Throws when an anchor does not stand exactly once in its source.
export function load(installed, scratch, changes = []) {
  const require = createRequire(import.meta.url);
  const source = join(installed, 'dist');
  if (!changes.length) return require(join(source, 'xstate.cjs.js'));
  cpSync(source, scratch, { recursive: true });
  const files = readdirSync(scratch)
    .filter((name) => name.endsWith('.cjs.js') && !name.includes('development'))
    .map((name) => join(scratch, name));
  for (const { anchor, becomes } of changes) {
    const holding = files.filter((name) => readFileSync(name, 'utf8').includes(anchor));
    const parts = holding.length === 1 ? readFileSync(holding[0], 'utf8').split(anchor) : [];
    if (parts.length !== 2) throw new Error(`XState has changed: no single place of\n${anchor}`);
    writeFileSync(holding[0], parts.join(becomes));
  }
  writeFileSync(join(scratch, 'package.json'), '{"type": "commonjs"}');
  return require(join(scratch, 'xstate.cjs.js'));
}

class Writer {
  constructor(xstate) {
    this.xstate = xstate;
  }

  action(made) {
    const { xstate } = this;
    if (made.when) {
      const { when, ...bare } = made;
      return this.action({ do: 'choose', branches: [{ guard: when, actions: [bare] }] });
    }
    switch (made.do) {
      case 'log':
        return { type: made.name };
      case 'assign':
        return xstate.assign(
          Object.fromEntries(made.set.map(([name, value]) => [name, toFunction(value)])));
      case 'raise':
        return xstate.raise(this.event(made));
      case 'send':
        return this.send(made);
      case 'cancel':
        return xstate.cancel(made.id);
      default:
        return this.choose(made.branches);
    }
  }

  event({ event, n }) {
    return n === undefined ? { type: event } : { type: event, n };
  }

  send(made) {
    const { delay, id = `send:${made.event}:${made.delay}` } = made;
    const options = delay === undefined ? undefined : { delay, id };
    return this.xstate.sendTo(({ self }) => self, this.event(made), options);
  }

  choose(branches) {
    const written = branches.map((branch) => ({
      guard: branch.guard ? toGuard(this.xstate, branch.guard) : () => true,
      actions: branch.actions.map((one) => this.action(one)),
    }));
    return this.xstate.enqueueActions(({ enqueue, check }) => {
      const chosen = written.find(({ guard }) => check(guard));
      for (const one of chosen?.actions ?? []) enqueue(one);
    });
  }

  actions(list) {
    return (list ?? []).map((one) => this.action(one));
  }

  transition(made) {
    if (!made.actions) return {};
    return {
      ...(made.to ? { target: made.to } : {}),
      ...(made.guard ? { guard: toGuard(this.xstate, made.guard) } : {}),
      ...(made.reenter ? { reenter: true } : {}),
      actions: this.actions(made.actions),
    };
  }

  transitions(list) {
    return list?.length ? list.map((one) => this.transition(one)) : undefined;
  }

  keyed(entries) {
    return Object.fromEntries((entries ?? []).map(([key, list]) => [key, this.transitions(list)]));
  }

  state(node) {
    const id = node.id ? { id: node.id } : {};
    if (node.type === 'history')
      return { ...id, type: 'history', history: node.deep ? 'deep' : 'shallow',
        ...(node.to ? { target: node.to[0] } : {}) };
    const { initial } = node;
    return {
      ...id,
      ...(node.type === 'parallel' || node.type === 'final' ? { type: node.type } : {}),
      ...(initial ? { initial: { target: initial.to, actions: this.actions(initial.actions) } } : {}),
      entry: this.actions(node.entry),
      exit: this.actions(node.exit),
      on: this.keyed(node.on),
      after: this.keyed(node.after),
      always: this.transitions(node.always),
      onDone: this.transitions(node.onDone),
      invoke: (node.invoke ?? []).map((call) => ({ ...(call.id ? { id: call.id } : {}), src: 'work',
        onDone: this.transitions(call.onDone), onError: this.transitions(call.onError) })),
      ...(node.output ? { output: toFunction(node.output) } : {}),
      ...(node.states.length
        ? { states: Object.fromEntries(node.states.map((child) => [child.key, this.state(child)])) }
        : {}),
    };
  }
}

const ENDLESS = Symbol('endless');

// One machine running under a clock that stands still until it is moved.
class Running {
  constructor(xstate, { context, root }) {
    this.xstate = xstate;
    this.machine = xstate.createMachine(
      { id: root.key, context, options: { maxIterations: MAX_MICROSTEPS },
        ...new Writer(xstate).state(root) },
      { actors: { work: xstate.fromCallback(() => {}) } });
    this.timers = []; // {id, event, due, order}
    this.now = 0;
    this.order = 0;
    this.replaced = 0; // timers set anew while they were waiting
    this.answered = new WeakSet(); // invocations
    this.mailbox = [];
    this.actions = [];
  }

  take([snapshot, actions]) {
    if (snapshot.status === 'error') throw snapshot.error;
    this.snapshot = snapshot;
    for (const { type, params } of actions) {
      if (type === 'xstate.raise' || type === 'xstate.sendTo') this.sent(type, params);
      else if (type === 'xstate.cancel') this.drop(params.sendId);
      else if (!type.startsWith('xstate.')) this.actions.push(type);
    }
    if (snapshot.status !== 'done') return;
    this.timers = [];
    this.mailbox = [];
  }

  sent(type, { event, delay, id }) {
    if (delay === undefined) {
      if (type === 'xstate.sendTo') this.mailbox.push(event);
      return;
    }
    if (this.drop(id)) this.replaced += 1;
    this.order += 1;
    this.timers.push({ id, event, due: this.now + delay, order: this.order });
  }

  drop(id) {
    const before = this.timers.length;
    this.timers = this.timers.filter((timer) => timer.id !== id);
    return this.timers.length < before;
  }

  start() {
    this.take(this.xstate.initialTransition(this.machine));
    this.drain();
  }

  drain() {
    for (let count = 0; this.mailbox.length; count += 1) {
      if (count > MAX_EVENTS) throw ENDLESS;
      this.take(this.xstate.transition(this.machine, this.snapshot, this.mailbox.shift()));
    }
  }

  handle(event) {
    if (this.snapshot.status !== 'active') return;
    this.take(this.xstate.transition(this.machine, this.snapshot, event));
    this.drain();
  }

  advance(ms) {
    const until = this.now + ms;
    for (let fired = 0; ; fired += 1) {
      if (fired > MAX_FIRED) throw ENDLESS;
      this.timers.sort((a, b) => a.due - b.due || a.order - b.order);
      if (!this.timers.length || this.timers[0].due > until) break;
      const { event, due } = this.timers.shift();
      this.now = due;
      this.handle(event);
    }
    this.now = until;
  }

  // An answer comes once, and only while its invocation runs.
  answer({ answer, fails, output }) {
    const child = this.snapshot.children[answer];
    if (!child || this.answered.has(child)) return;
    this.answered.add(child);
    this.handle(fails
      ? { type: `xstate.error.actor.${answer}`, error: 'no', actorId: answer }
      : { type: `xstate.done.actor.${answer}`, output, actorId: answer });
  }

  tell(taken) {
    const leaves = this.snapshot._nodes
      .filter(({ type }) => type === 'atomic' || type === 'final')
      .sort((a, b) => a.order - b.order)
      .map((node) => node.config.id ?? node.path.join('.'));
    const actions = this.actions;
    this.actions = [];
    return { configuration: leaves, done: this.snapshot.status === 'done',
      context: this.snapshot.context, actions, taken };
  }
}

// What is told in place of a step when XState throws.
export const FAILS = 'XState fails';

const isEndless = (error) => error === ENDLESS || /^Infinite loop detected/.test(error?.message);

// As yijian.mjs tells it, but `taken` (of an event: whether a transition took it or
// followed from it; true of all else) in place of `refused`. {told, replaced}.
export function run(xstate, machine, inputs) {
  const told = [];
  let running;
  try {
    running = new Running(xstate, machine);
    running.start();
    told.push(running.tell(true));
    for (const input of inputs) {
      let taken = true;
      if (input.advance !== undefined) {
        running.advance(input.advance);
      } else if (input.event) {
        const { event: type, n } = input;
        const event = n === undefined ? { type } : { type, n };
        taken = running.snapshot.status === 'active' && running.snapshot.can(event);
        running.handle(event);
        taken ||= running.actions.length > 0; // eventless transitions may have been set going
      } else {
        running.answer(input);
      }
      told.push(running.tell(taken));
    }
  } catch (error) {
    told.push(isEndless(error) ? 'endless_loop' : `${FAILS}: ${error?.message ?? error}`);
  }
  return { told, replaced: running?.replaced ?? 0 };
}
