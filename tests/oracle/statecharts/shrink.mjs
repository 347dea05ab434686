// Makes a machine that fails as small as it gets: takes away states, transitions, actions, guards
// and inputs, one at a time, while the same kind of fault remains.
const OPTIONAL = ['guard', 'when', 'reenter', 'output', 'id', 'n', 'deep'];
const LISTS = ['states', 'entry', 'exit', 'on', 'always', 'after', 'onDone', 'invoke', 'actions',
  'branches', 'onError'];
const MAX_TRIES = 3_000;

// Every smaller neighbour of a value, as functions that change a copy of the whole in place.
function* removals(value, at = []) {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...at, key];
    if (OPTIONAL.includes(key)) yield (root) => delete reach(root, at)[key];
    if (LISTS.includes(key) && Array.isArray(inner))
      for (let i = inner.length - 1; i >= 0; i -= 1)
        yield (root) => reach(root, here).splice(i, 1);
    if (key === 'to' && Array.isArray(inner) && inner.length > 1)
      for (let i = 0; i < inner.length; i += 1) yield (root) => reach(root, here).splice(i, 1);
    if (key !== 'guard' && key !== 'when' && key !== 'set' && key !== 'output')
      yield* removals(inner, here);
  }
}

const reach = (root, path) => path.reduce((inner, key) => inner[key], root);

// A state that lost its children is atomic; one that lost its initial child takes the next.
function mend(node) {
  node.states.forEach(mend);
  const children = node.states.filter(({ type }) => type !== 'history');
  if (node.initial && !node.states.some(({ key }) => key === node.initial.to)) {
    if (children.length) node.initial.to = children[0].key;
    else delete node.initial;
  }
  if ((node.type === 'compound' || node.type === 'parallel') && !children.length) {
    node.type = 'atomic';
    node.states = [];
  }
}

// `fails` says whether a candidate still shows the fault.
export function shrink(machine, inputs, fails) {
  let best = structuredClone({ root: machine.root, context: machine.context, inputs });
  let tries = 0;
  for (let smaller = true; smaller && tries < MAX_TRIES; ) {
    smaller = false;
    for (let i = best.inputs.length - 1; i >= 0; i -= 1)
      smaller = attempt((copy) => copy.inputs.splice(i, 1)) || smaller;
    for (const remove of [...removals(best.root)])
      if (tries < MAX_TRIES) smaller = attempt((copy) => remove(copy.root)) || smaller;
  }
  return best;

  function attempt(change) {
    tries += 1;
    const copy = structuredClone(best);
    try {
      change(copy); // an earlier removal may have taken its place away
      mend(copy.root);
    } catch {
      return false;
    }
    if (JSON.stringify(copy).length >= JSON.stringify(best).length || !fails(copy)) return false;
    best = copy;
    return true;
  }
}
