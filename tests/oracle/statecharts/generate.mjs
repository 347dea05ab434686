// Random machines and inputs. A machine is data that both writers (yijian.mjs, xstate.mjs) spell:
//   state       {key, id?, type, initial?: {to, actions}, deep?, to?, entry, exit, on, always, after,
//                onDone, invoke, output?, states}
//   transition  {to?: [spelled targets], guard?: expression, actions, reenter?} or {} (forbidden)
//   action      {do: log|assign|raise|send|cancel|choose, …, when?: expression}
import { Chance } from './random.mjs';

export const VARIABLES = ['x', 'y', 'z'];
const EVENTS = ['go', 'a', 'a.b', 'a.b.c', 'up', 'in.one', 'in.two'];
const DESCRIPTORS = [...EVENTS, ...EVENTS, 'a.*', 'a.b.*', 'in.*', '*'];
const IDS = ['one', 'two', 'three'];
const MAX_STATES = 16;
const MAX_DEPTH = 4;
const FUEL = 25;
const DELAYS = [1, 5, 10, 25];
const TIMERS = ['t1', 't2'];

class Author {
  constructor(seed) {
    this.chance = new Chance(seed);
    this.count = 0;
    this.words = 0;
    this.nodes = [];
    this.flavour = {
      always: this.chance.pick([0, 0.08, 0.2]),
      parallel: this.chance.pick([0.1, 0.3, 0.6]),
      history: this.chance.pick([0, 0.2, 0.5]),
      final: this.chance.pick([0.05, 0.2]),
      transitions: this.chance.pick([1, 2, 3]),
      // Nine of ten machines burn fuel where they could run for ever by themselves.
      endless: this.chance.says(0.1),
    };
  }

  word(prefix) {
    this.words += 1;
    return `${prefix}${this.words}`;
  }

  // The tree first; what refers to other states needs all of them.
  machine() {
    const root = this.state(null, 'm', 0);
    const histories = this.nodes.filter((node) => node.type === 'history');
    for (const node of new Set([...histories, ...this.nodes])) this.fill(node);
    const context = Object.fromEntries(VARIABLES.map((name) => [name, this.chance.between(0, 3)]));
    return { context: { ...context, fuel: FUEL }, root };
  }

  state(parent, key, depth) {
    const node = this.born({ key, states: [] }, parent);
    this.count += 1;
    this.nodes.push(node);
    const { chance } = this;
    const deeper = depth === 0 || (depth < MAX_DEPTH && chance.says(0.6 - 0.12 * depth));
    node.type = 'atomic';
    if (deeper && this.count < MAX_STATES) {
      node.type = chance.says(this.flavour.parallel) ? 'parallel' : 'compound';
      for (const name of 'abcd'.slice(0, chance.between(depth === 0 ? 2 : 1, 4)))
        if (node.states.length < 1 || this.count < MAX_STATES)
          node.states.push(this.state(node, name, depth + 1));
      if (chance.says(this.flavour.history)) this.history(node, 'h');
      if (chance.says(this.flavour.history / 2)) this.history(node, 'k');
    } else if (parent?.type === 'compound' && chance.says(this.flavour.final)) {
      node.type = 'final';
    }
    if (depth > 0 && this.idsLeft().length && chance.says(0.15))
      node.id = this.idsLeft()[0];
    return node;
  }

  // The parent is known to the author alone: what comes out is plain data.
  born(node, parent) {
    return Object.defineProperty(node, 'parent', { value: parent, enumerable: false });
  }

  idsLeft() {
    return IDS.filter((id) => this.nodes.every((node) => node.id !== id));
  }

  history(parent, key) {
    const node = this.born({ key, states: [], type: 'history' }, parent);
    node.deep = this.chance.says(0.5);
    this.nodes.push(node);
    parent.states.splice(this.chance.between(0, parent.states.length), 0, node);
  }

  fill(node) {
    const { chance } = this;
    if (node.type === 'history') {
      const beside = below(node.parent).filter((other) => other.type !== 'history');
      if (chance.says(0.4)) node.to = [relative(node.parent, chance.pick(beside))];
      return;
    }
    if (node.type === 'compound')
      node.initial = {
        to: chance.pick(node.states.filter((s) => s.type !== 'history' || s.to)).key,
        actions: chance.says(0.2) ? this.actions(1) : [],
      };
    node.entry = this.entryActions('in', node);
    node.exit = this.entryActions('out', node);
    node.on = [];
    node.always = [];
    node.after = [];
    node.onDone = [];
    node.invoke = [];
    if (node.type === 'final') {
      if (chance.says(0.4)) node.output = ['%', this.number(1), 5];
      return;
    }
    this.fillTransitions(node);
  }

  fillTransitions(node) {
    const { chance } = this;
    const names = new Set(chance.several(0, this.flavour.transitions + 1, () =>
      chance.pick(DESCRIPTORS)));
    for (const name of names)
      node.on.push([name, this.alternatives(node)]);
    if (chance.says(this.flavour.always)) node.always = this.alternatives(node, true);
    if (chance.says(0.15))
      for (const delay of new Set(chance.several(1, 2, () => chance.pick(DELAYS))))
        node.after.push([delay, this.alternatives(node)]);
    if (node.states.length && chance.says(0.5)) node.onDone = this.alternatives(node, true);
    if (chance.says(0.08)) node.invoke = chance.several(1, 2, () => this.invocation(node));
  }

  invocation(node) {
    const { chance } = this;
    return {
      ...(chance.says(0.7) ? { id: this.word('call') } : {}),
      onDone: chance.says(0.8) ? this.alternatives(node) : [],
      onError: chance.says(0.6) ? this.alternatives(node) : [],
    };
  }

  // All but the last are guarded; eventless ones mostly are, lest every machine spin.
  alternatives(source, eventless = false) {
    const { chance } = this;
    const count = chance.says(0.25) ? 2 : 1;
    return Array.from({ length: count }, (_, i) => {
      if (!eventless && count === 1 && chance.says(0.08)) return {};
      const guarded = i < count - 1 || chance.says(eventless ? 0.9 : 0.3);
      const made = this.transition(source, guarded);
      const again = made.to || made.actions.some(({ do: kind }) => kind !== 'log');
      return eventless && again && !this.flavour.endless ? burning(made, 'guard') : made;
    });
  }

  transition(source, guarded) {
    const { chance } = this;
    const made = { actions: [{ do: 'log', name: this.word('t') }] };
    if (guarded) made.guard = this.condition(2);
    if (chance.says(0.8)) made.to = this.targets(source);
    if (chance.says(0.2)) made.reenter = true;
    if (chance.says(0.35)) made.actions.push(...this.actions(2));
    return made;
  }

  targets(source) {
    const { chance } = this;
    const parallels = this.nodes.filter((node) => regions(node).length > 1);
    if (parallels.length && chance.says(0.15)) {
      const all = regions(chance.pick(parallels));
      const first = chance.between(0, all.length - 2);
      const second = chance.between(first + 1, all.length - 1);
      const chosen = [first, second].map((i) => chance.pick([all[i], ...below(all[i])]));
      if (chance.says(0.5)) chosen.reverse();
      return chosen.map((target) => this.spelled(source, target));
    }
    const near = chance.says(0.5) && source.parent ? below(source.parent) : this.nodes;
    return [this.spelled(source, chance.pick(near))];
  }

  // One of the ways in which a transition of `source` can name `target`.
  spelled(source, target) {
    const ways = [`#${['m', ...path(target)].join('.')}`];
    if (target.id) ways.push(`#${target.id}`);
    const named = ancestors(target).find((node) => node.id);
    if (named) ways.push(`#${[named.id, ...path(target).slice(path(named).length)].join('.')}`);
    if (ancestors(target).includes(source)) ways.push(`.${relative(source, target)}`);
    if (source.parent && ancestors(target).includes(source.parent))
      ways.push(relative(source.parent, target));
    return this.chance.pick(ways);
  }

  entryActions(word, node) {
    const { chance } = this;
    const log = { do: 'log', name: `${word}.${path(node).join('.') || 'm'}` };
    return [log, ...(chance.says(0.2) ? this.actions(1) : [])];
  }

  actions(depth) {
    return this.chance.several(1, 2, () => this.action(depth)).flatMap((made) => {
      const again = made.do === 'raise' || (made.do === 'send' && made.delay === undefined);
      if (!again || this.flavour.endless) return [made];
      const { when } = burning({ when: made.when, actions: [] }, 'when');
      return [{ ...made, when }, { ...BURN, when }];
    });
  }

  action(depth) {
    const { chance } = this;
    const kind = chance.pick(['log', 'assign', 'assign', 'assign', 'assign', 'raise', 'send',
      'later', 'cancel', depth > 1 ? 'choose' : 'assign']);
    const made = this.actionOf(kind, depth);
    if (kind !== 'choose' && chance.says(0.15)) made.when = this.condition(1);
    return made;
  }

  actionOf(kind, depth) {
    const { chance } = this;
    const carried = () => (chance.says(0.5) ? { n: chance.between(0, 4) } : {});
    switch (kind) {
      case 'log':
        return { do: 'log', name: this.word('l') };
      case 'assign': {
        const names = new Set(chance.several(1, 2, () => chance.pick(VARIABLES)));
        return { do: 'assign', set: [...names].map((name) => [name, ['%', this.number(2), 5]]) };
      }
      case 'raise':
      case 'send':
        return { do: kind, event: chance.pick(EVENTS), ...carried() };
      case 'later': {
        const id = chance.says(0.6) ? { id: chance.pick(TIMERS) } : {};
        return { do: 'send', event: chance.pick(EVENTS), ...carried(),
          delay: chance.pick(DELAYS), ...id };
      }
      case 'cancel':
        return { do: 'cancel', id: chance.pick(TIMERS) };
      default:
        return { do: 'choose', branches: chance.several(1, 3, (i) => ({
          ...(i < 2 ? { guard: this.condition(1) } : {}), actions: this.actions(depth - 1) })) };
    }
  }

  number(depth) {
    const { chance } = this;
    if (depth > 0 && chance.says(0.5)) return ['+', this.number(depth - 1), this.number(depth - 1)];
    const kind = chance.pick(['int', 'var', 'var', 'event', 'output']);
    return kind === 'var' ? ['var', chance.pick(VARIABLES)] : [kind, chance.between(0, 4)];
  }

  condition(depth) {
    const { chance } = this;
    if (depth > 0 && chance.says(0.35))
      return [chance.pick(['&&', '||']), this.condition(depth - 1), this.condition(depth - 1)];
    if (depth > 0 && chance.says(0.1)) return ['!', this.condition(depth - 1)];
    if (chance.says(0.15)) {
      const asked = chance.pick(this.nodes.filter((node) => node.type !== 'history'));
      return ['in', asked.id ? `#${asked.id}` : `#${['m', ...path(asked)].join('.')}`];
    }
    return [chance.pick(['<', '<=', '==', '!=']), this.number(1), this.number(1)];
  }
}

const BURN = { do: 'assign', set: [['fuel', ['+', ['var', 'fuel'], ['int', -1]]]] };

// The same, only while there is fuel, and with less of it afterwards.
function burning(made, key) {
  const left = ['<', ['int', 0], ['var', 'fuel']];
  return { ...made, [key]: made[key] ? ['&&', left, made[key]] : left,
    actions: [...made.actions, BURN] };
}

const path = (node) => (node.parent ? [...path(node.parent), node.key] : []);
const ancestors = (node) => (node.parent ? [node.parent, ...ancestors(node.parent)] : []);
const below = (node) => node.states.flatMap((child) => [child, ...below(child)]);
const relative = (from, to) => path(to).slice(path(from).length).join('.');
const regions = (node) =>
  node.type === 'parallel' ? node.states.filter((child) => child.type !== 'history') : [];

// The ids of all invocations; without one of its own it has the one that XState gives it.
export function invocations(node, above = []) {
  const here = [...above, node.key];
  const own = (node.invoke ?? []).map((call, i) => call.id ?? `${i}.${node.id ?? here.join('.')}`);
  return [...own, ...node.states.flatMap((child) => invocations(child, here))];
}

export function inputs(seed, root) {
  const chance = new Chance(seed ^ 0x5bd1e995);
  const calls = invocations(root);
  return chance.several(6, 14, () => {
    if (chance.says(0.15)) return { advance: chance.pick([1, 4, 10, 30, 100]) };
    if (calls.length && chance.says(0.3))
      return { answer: chance.pick(calls), fails: chance.says(0.3), output: chance.between(0, 4) };
    return { event: chance.pick(EVENTS), ...(chance.says(0.5) ? { n: chance.between(0, 4) } : {}) };
  });
}

// Machine and inputs of a seed, as plain data.
export function generate(seed) {
  const machine = new Author(seed).machine();
  return { machine, inputs: inputs(seed, machine.root) };
}
