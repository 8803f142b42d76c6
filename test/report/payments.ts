import type { Accounts } from '../../src/engine/answers.ts';
import { askAccounts, askCase, compile } from '../../src/engine/ask.ts';
import type { Case } from '../../src/engine/month/measures.ts';
import { type PaymentOrder, paymentOrder } from '../../src/report/payment-order.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

export interface Paid {
  readonly scenario: Scenario;
  readonly result: Case;
  readonly accounts: Accounts;
}

/** The base case of a scenario's text, with the accounts that explain its payments. */
export function paid(text: string): Paid {
  const { scenario, diagnostics } = readScenario({ name: 'test', text });
  if (scenario === null) throw new Error(`does not read: ${diagnostics[0]?.message}`);
  const model = compile(scenario);
  const settings = leverSettings(scenario);
  return { scenario, result: askCase(model, settings), accounts: askAccounts(model, settings) };
}

/** The base case of a small company: six months from January 2024, and the sections in `rest`. */
export const company = (rest: string): Paid => paid(`runway: 1\nstart: 2024-01\nmonths: 6\n${rest}`);

export const orderIn = ({ scenario, result, accounts }: Paid, t: number): PaymentOrder =>
  paymentOrder(scenario, result, accounts, t);
