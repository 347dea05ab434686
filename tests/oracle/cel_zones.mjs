// The clocks of named time zones in our evaluator and in the platform's own Intl: instants from
// 1970 to 2100, the hours around changes of the clock among them.
//   node cel_zones.mjs build/release/yijian
import {evaluate, scalar} from "./cel_ours.mjs";
import {random} from "./cel_generator.mjs";

const kZones = ["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo",
                "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles",
                "America/Sao_Paulo", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland"];
const kInstantsPerZone = 150;
const kLast = 4102444800; // 2100

function local(zone, seconds) {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  });
  const parts = Object.fromEntries(format.formatToParts(seconds * 1000).map((p) => [p.type, Number(p.value)]));
  return [parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second];
}

// Every second instant lies within a minute of a change of the zone's clock, if it has any.
function instants(zone, next) {
  const offset = (s) => { const [y, m, d, h, i, c] = local(zone, s); return Date.UTC(y, m, d, h, i, c) / 1000 - s; };
  return Array.from({length: kInstantsPerZone}, (_, i) => {
    let low = Math.floor(next() * kLast);
    if (i % 2 === 0) return low;
    let high = low + 200 * 86400;
    if (offset(low) === offset(high)) return low;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === offset(low)) low = middle; else high = middle;
    }
    return next() < 0.5 ? low : high;
  });
}

const next = random(1);
const rows = kZones.flatMap((zone) => instants(zone, next).map((seconds) => ({zone, seconds})));
const getters = ["getFullYear", "getMonth", "getDate", "getHours", "getMinutes", "getSeconds"];
const answers = evaluate(process.argv[2], rows.map(({zone, seconds}) => ({
  expr: `[timestamp(${seconds})].map(t, ${getters.map((g) => `string(t.${g}('${zone}'))`).join(" + ',' + ")})[0]`,
})));
let failures = 0;
rows.forEach(({zone, seconds}, i) => {
  const wanted = scalar("string", local(zone, seconds).join(","));
  if (answers[i].value === wanted) return;
  if (++failures <= 10) console.log(`${zone} ${seconds}: Intl ${wanted}, ours ${answers[i].value ?? answers[i].error}`);
});
console.log(`${rows.length} instants in ${kZones.length} zones, ${failures} differ`);
process.exit(failures === 0 ? 0 : 1);
