#!/usr/bin/env bash
# Library: @temporalio/common 1.24.0, durations as text (timeouts, sleep, schedules).
# One would guess: '1M' is a month, as in ISO 8601 and in cron-like notations, or is refused.
# So it is: one minute, as '1m'. '1y' is 365.25 days. '1 month', '1mo' and 'P1M' are refused.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @temporalio/common@1.24.0
cat > run.js <<'JS'
const { msToNumber } = require('@temporalio/common/lib/time');
for (const text of ['1m', '1M', '1y', '1mo', '1 month', 'P1M']) {
  let seen;
  try {
    seen = msToNumber(text);
  } catch (error) {
    seen = error.name;
  }
  console.log(text, seen);
}
JS
node run.js | tee seen.txt
diff seen.txt - <<'SEEN'
1m 60000
1M 60000
1y 31557600000
1mo TypeError
1 month TypeError
P1M TypeError
SEEN
