// One path of crunch-36 in plain arithmetic: as its definition says, and as the scenario file says where the format has
// it otherwise.

/**
 * Month of failure from 1 (37: none) and cash after month 36. Levers are `{ cut, cutMonth, layoff, layoffMonth }`,
 * months from 1. As `isScenario`, unpaid debt service is arrears that fall due next month with a late fee of 1%, and
 * the cloud comes back once it is paid.
 */
export function onePath({ cut, cutMonth, layoff, layoffMonth }, isScenario) {
  const [growth, scale, late, raiseMonth, raise, churn] = [0.025, 1.2, 0.5, 9, 10e6, -0.01];
  let [base, before, cash, arrears, debt, unpaid, tax, isOff] = [8.5e6, 8.5e6, 25e6, 0, 10e6, 0, 0.8e6, false];
  const bills = [8.25e6 * scale, 8.25e6 * scale];
  for (let t = 1; t <= 36; t++) {
    base *= 1 + growth + churn;
    const revenue = isOff ? 0.3 * base : base;
    const pay = t >= layoffMonth ? 4e6 * (1 - layoff) : 4e6;
    const payDue = pay + (t === layoffMonth ? 4e6 * layoff * 2 : 0);
    bills.push(isOff ? 0 : 8.25e6 * scale * (t >= cutMonth ? 1 - cut : 1));
    const owed = arrears * 1.015 + bills.shift();
    const instalment = t <= 24 ? 12e6 / 24 + 0.01 * (12e6 - ((t - 1) * 12e6) / 24) : 0;
    const service = debt * 0.01 + instalment + unpaid * 1.01;
    let left = cash + (1 - late) * revenue + late * before + (t === raiseMonth ? raise : 0);
    const pays = (due) => {
      const paid = Math.min(left, due);
      left -= paid;
      return due - paid;
    };
    if (pays(payDue) > 0) return { runway: t, cash: 0 };
    tax = 0.2 * pay + pays(tax);
    arrears = pays(owed);
    const missing = pays(service);
    if (isScenario) unpaid = missing;
    else debt += missing;
    cash = left;
    isOff = (isOff && !(isScenario && arrears === 0)) || arrears > 30e6;
    before = revenue;
  }
  return { runway: 37, cash };
}
