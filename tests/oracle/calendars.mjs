// Compares every day of the shipped calendars with two published data sets of China's holidays
// and make-up days. Exits 1 naming the days that differ, 3 when an oracle is not installed.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const shipped = join(here, '../../workflows/calendars');
const YEARS = [2025, 2026]; // what both oracles know; a later year is added with its notice

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

function daysOf(year) {
  const days = [];
  for (let t = Date.UTC(year, 0, 1); t < Date.UTC(year + 1, 0, 1); t += 86_400_000)
    days.push(new Date(t).toISOString().slice(0, 10));
  return days;
}

const isWeekend = (day) => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());

// A day is 'off' (a holiday, whatever its weekday), 'worked' (a make-up day) or 'plain'.
function ourKinds(year) {
  const notice = readJson(join(shipped, `${year}.json`));
  const off = new Set(notice.holidays);
  const worked = new Set(notice.workdays);
  return (day) => (off.has(day) ? 'off' : worked.has(day) ? 'worked' : 'plain');
}

// chinese-days names a holiday "English,中文,days"; of a plain day it gives the weekday alone.
async function chineseDays() {
  const { default: oracle } = await import('chinese-days');
  return () => (day) => {
    const { name, work } = oracle.getDayDetail(day);
    if (oracle.isWorkday(day) !== work) throw new Error(`chinese-days contradicts itself: ${day}`);
    if (work) return isWeekend(day) ? 'worked' : 'plain';
    return name.includes(',') ? 'off' : 'plain';
  };
}

async function holidayCalendar() {
  const data = join(here, 'node_modules/holiday-calendar/data/CN');
  readdirSync(data);
  return (year) => {
    const { dates } = readJson(join(data, `${year}.json`));
    const kinds = new Map(dates.map(({ date, type }) => [date, type]));
    const names = { public_holiday: 'off', transfer_workday: 'worked' };
    return (day) => (kinds.has(day) ? (names[kinds.get(day)] ?? kinds.get(day)) : 'plain');
  };
}

async function load(name, loader) {
  try {
    return await loader();
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'ENOENT') throw error;
    console.error(`${name} is not installed: run "npm ci" in tests/oracle first.`);
    process.exit(3);
  }
}

const oracles = {
  'chinese-days': await load('chinese-days', chineseDays),
  'holiday-calendar': await load('holiday-calendar', holidayCalendar),
};

let compared = 0;
let different = 0;
for (const year of YEARS) {
  const ours = ourKinds(year);
  for (const [name, kindsOf] of Object.entries(oracles)) {
    const theirs = kindsOf(year);
    const special = daysOf(year).filter((day) => theirs(day) !== 'plain').length;
    if (special === 0) throw new Error(`${name} knows nothing of ${year}`);
    for (const day of daysOf(year)) {
      ++compared;
      if (ours(day) === theirs(day)) continue;
      ++different;
      console.error(`${day}: ${ours(day)} here, ${theirs(day)} in ${name}`);
    }
  }
}
console.log(`${compared} days compared, ${different} differ`);
process.exit(different === 0 ? 0 : 1);
