// Expressions as trees, written twice: as CEL for Yijian and as JavaScript for XState.
// Numbers stay small: whatever is assigned is taken modulo a constant.
//   ['int', 3] ['var', 'x'] ['event', 3] ['output', 3]  (the event's n or output, or else 3)
//   ['+', a, b] ['%', a, 5] ['<', a, b] … ['&&', a, b] ['||', a, b] ['!', a] ['in', '#m.a']

export function toCel([operator, a, b]) {
  switch (operator) {
    case 'int':
      return String(a);
    case 'var':
      return `context.${a}`;
    case 'event':
      return `(has(event.n) ? event.n : ${a})`;
    case 'output':
      return `(has(event.output) ? event.output : ${a})`;
    case 'in':
      return `in_state('${a}')`;
    case '!':
      return `!(${toCel(a)})`;
    case '%':
      return `(${toCel(a)}) % ${b}`;
    default:
      return `(${toCel(a)} ${operator} ${toCel(b)})`;
  }
}

const BINARY = {
  '+': (a, b) => a + b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '&&': (a, b) => a && b,
  '||': (a, b) => a || b,
};

// A function of {context, event}; expressions with `in` are none (see toGuard).
export function toFunction([operator, a, b]) {
  switch (operator) {
    case 'int':
      return () => a;
    case 'var':
      return ({ context }) => context[a];
    case 'event':
      return ({ event }) => event.n ?? a;
    case 'output':
      return ({ event }) => event.output ?? a;
    case '!': {
      const inner = toFunction(a);
      return (now) => !inner(now);
    }
    case '%': {
      const inner = toFunction(a);
      return (now) => inner(now) % b;
    }
    default: {
      const [left, right] = [toFunction(a), toFunction(b)];
      return (now) => BINARY[operator](left(now), right(now));
    }
  }
}

const asksState = (tree) =>
  Array.isArray(tree) && (tree[0] === 'in' || tree.slice(1).some(asksState));

// A guard of XState: a function, or its own and, or, not, stateIn where a state is asked for.
export function toGuard(xstate, tree) {
  if (!asksState(tree)) return toFunction(tree);
  const [operator, a, b] = tree;
  if (operator === 'in') return xstate.stateIn(a);
  if (operator === '!') return xstate.not(toGuard(xstate, a));
  const both = [toGuard(xstate, a), toGuard(xstate, b)];
  return operator === '&&' ? xstate.and(both) : xstate.or(both);
}
