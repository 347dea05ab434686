// Where Yijian departs from XState on purpose, each as a change of XState's source: the oracle is
// XState as published, or else with exactly these changes. docs/statecharts.md says why, in a row
// of the same name. At most `share` of a hundred machines may need each; `example` {root, inputs}
// does.
const log = (name) => [{ do: 'log', name }];
const go = (to, name) => ['go', [{ to: [to], actions: log(name) }]];

function state(key, keys, ...states) {
  const type = states.length ? 'compound' : 'atomic';
  return { key, type, entry: log(`in.${key}`), exit: log(`out.${key}`), states, ...keys };
}

const first = (key, actions = []) => ({ initial: { to: key, actions } });
const parallel = { type: 'parallel' };
const history = (key) => ({ key, type: 'history', states: [] });

export const deviations = [
  {
    name: 'document-order',
    share: 3,
    example: {
      root: state('m', parallel,
        state('A', first('a'),
          state('a', { on: [go('b', 'toB')] }),
          state('b', { always: [{ to: ['c'], actions: log('toC') }] }),
          state('c')),
        state('B', first('x'),
          state('x', { always: [{ guard: ['in', '#m.A.b'], to: ['y'], actions: log('toY') }] }),
          state('y'))),
      inputs: [{ event: 'go' }],
    },
    changes: [{
      anchor: 'const atomicStates = nextState._nodes.filter(isAtomicStateNode);',
      becomes: `const atomicStates = nextState._nodes.filter(isAtomicStateNode)
        .sort((a, b) => a.order - b.order);`,
    }],
  },
  {
    name: 'entered-once',
    share: 20,
    example: {
      root: state('m', first('a'), state('a', { on: [go('#m', 'again')] }), state('b')),
      inputs: [{ event: 'go' }],
    },
    changes: [{
      anchor: 'for (const stateNodeToEnter of [...statesToEnter].sort((a, b) => a.order - b.order)) {',
      becomes: `for (const stateNodeToEnter of [...statesToEnter].sort((a, b) => a.order - b.order)) {
        if (!isInitial && mutStateNodeSet.has(stateNodeToEnter)) continue;`,
    }],
  },
  {
    name: 'left-by-another',
    share: 2,
    example: {
      root: state('m', first('p'),
        state('p', parallel,
          state('A', first('a'), state('a', { on: [go('h', 'stay')] }), history('h')),
          state('B', { on: [go('#m.out', 'leave')] })),
        state('out')),
      inputs: [{ event: 'go' }],
    },
    changes: [{
      anchor: `let nextSnapshot = currentSnapshot;
  const statesToEnter = new Set();`,
      becomes: `let nextSnapshot = currentSnapshot;
  if (!isInitial) filteredTransitions = filteredTransitions.filter((t) => {
    const domain = getTransitionDomain(t, currentSnapshot.historyValue);
    return !domain || mutStateNodeSet.has(domain);
  });
  const statesToEnter = new Set();`,
    }],
  },
  {
    name: 'domain-before-exit',
    share: 4,
    example: {
      root: state('m', first('p'),
        state('p', parallel,
          state('A'),
          state('B', parallel, history('h'), state('x', { on: [go('h', 'back')] }), state('y')))),
      inputs: [{ event: 'go' }],
    },
    changes: [
      {
        anchor: 'computeEntrySet(filteredTransitions, historyValue, statesForDefaultEntry, statesToEnter);',
        becomes: `computeEntrySet(filteredTransitions, historyValue, statesForDefaultEntry, statesToEnter,
          currentSnapshot.historyValue);`,
      },
      {
        anchor: 'function computeEntrySet(transitions, historyValue, statesForDefaultEntry, statesToEnter) {',
        becomes: 'function computeEntrySet(transitions, historyValue, statesForDefaultEntry, statesToEnter, before) {',
      },
      {
        anchor: `const domain = getTransitionDomain(t, historyValue);
    for (const s of t.target || []) {`,
        becomes: `const domain = getTransitionDomain(t, before);
    for (const s of t.target || []) {`,
      },
    ],
  },
  {
    name: 'history-to-history',
    share: 2,
    example: {
      root: state('m', first('a'),
        state('a', { on: [go('w.h', 'toH')] }),
        state('w', { ...first('k'), on: [['up', [{ to: ['a'], actions: log('out') }]]] },
          state('x'), history('h'), { ...history('k'), to: ['x'] })),
      inputs: [{ event: 'go' }, { event: 'up' }, { event: 'go' }],
    },
    changes: [{
      anchor: `for (const s of historyDefaultTransition.target) {
        statesToEnter.add(s);`,
      becomes: `for (const s of historyDefaultTransition.target) {
        if (!isHistoryNode(s)) statesToEnter.add(s);`,
    }],
  },
  {
    name: 'initial-actions-of-regions',
    share: 8,
    example: {
      root: state('m', first('a'),
        state('a', { on: [go('p.A', 'half')] }),
        state('p', parallel,
          state('A'),
          state('B', first('x', log('begin')), state('x')))),
      inputs: [{ event: 'go' }],
    },
    changes: [{
      anchor: `          statesToEnter.add(child);
          addDescendantStatesToEnter(child`,
      becomes: `          statesToEnter.add(child);
          statesForDefaultEntry.add(child);
          addDescendantStatesToEnter(child`,
    }],
  },
  {
    name: 'errors-noted',
    share: 8,
    example: {
      root: state('m', first('a'),
        state('a', { invoke: [{ id: 'call' }], on: [go('b', 'on')] }), state('b')),
      inputs: [{ answer: 'call', fails: true }, { event: 'go' }],
    },
    changes: [{
      anchor: 'if (isErr && !transitions.length) {',
      becomes: 'if (false) {',
    }],
  },
];
