import { observer } from './observer.ts';
import { checkRun } from './run-checks.test-kit.ts';

// Loaded before every test, and before every process and thread that one starts (.ci/test.mjs): no run goes unchecked.
observer.see = checkRun;
