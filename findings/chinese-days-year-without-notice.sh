#!/usr/bin/env bash
# Library: chinese-days 1.5.7.
# One would guess: a year whose holiday notice it does not have is refused, or the answer says that it is a guess.
# So it is: 1 October 2027 is an ordinary working Friday. National Day is by regulation a holiday in every year.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts chinese-days@1.5.7
cat > run.js <<'JS'
const { isHoliday, isWorkday, getDayDetail } = require('chinese-days');
for (const day of ['2026-10-01', '2027-10-01']) console.log(day, isHoliday(day), isWorkday(day), getDayDetail(day).name);
JS
node run.js | tee seen.txt
diff seen.txt - <<'SEEN'
2026-10-01 true false National Day,国庆节,3
2027-10-01 false true Friday
SEEN
