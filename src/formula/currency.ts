/** By sign, the currencies (ISO 4217) whose amounts are written with it. */
const BY_SIGN: Readonly<Record<string, ReadonlySet<string>>> = {
  $: new Set(
    (
      'USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD ' +
      'ARS CLP COP CUP DOP MXN PHP UYU BRL'
    ).split(' '),
  ),
  '€': new Set(['EUR']),
  '£': new Set('EGP FKP GBP GIP LBP SDG SHP SSP SYP'.split(' ')),
};

/** By sign, the name that a hint gives the assumption of an exchange rate. */
const USUAL: Readonly<Record<string, string>> = { $: 'usd', '€': 'eur', '£': 'gbp' };

/** All signs, in one text. */
export const CURRENCY_SIGNS = Object.keys(BY_SIGN).join('');

/** Whether amounts of a currency (ISO 4217) are written with that sign. */
export const isSignOf = (sign: string, currency: string): boolean => BY_SIGN[sign]!.has(currency);

/** The hint for an amount with the sign of another currency: `write 40k * usd, …`; `amount` is without its sign. */
export function conversionHint(sign: string, amount: string, currency: string): string {
  const rate = USUAL[sign]!;
  return `write ${amount} * ${rate}, with ${rate} an assumption: ${currency} for one ${rate.toUpperCase()}`;
}
