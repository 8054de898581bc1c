// What cases compute with. A worker loads it once and freezes it; anything else of the bundle is evaluated for each case anew
// (docs/performance.md). So nothing in it knows the engine, reads a global while it loads, or keeps of one case what another could see.
import '../domain/case/attributes';
import '../domain/case/card';
import '../domain/case/views';
import '../domain/board/write';
import './kernel/runner';
import './runnables';
