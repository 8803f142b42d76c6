/** Signs and short forms, and the words that are spoken for them. */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/\u2191/g, 'up arrow'],
  [/\u2193/g, 'down arrow'],
  [/\u2190/g, 'left arrow'],
  [/(?<=%) \u2192 (?=[<>\d?])/g, ' to '],
  [/\u2192/g, 'right arrow'],
  [/±(?=\d)/g, 'plus or minus '],
  [/(^|[ (])>(?=[A-Z][a-z]{2} \d{4})/g, '$1not by '],
  [/(^|[ (])>(?=[+-]?\d)/g, '$1more than '],
  [/(^|[ (])<(?=[+-]?\d)/g, '$1less than '],
  [/(^|[ (])\+(?=[$€£\d])/g, '$1plus '],
  [/(^|[ (])[-−](?=[$€£\d])/g, '$1minus '],
  [/(\d)k\b/g, '$1 thousand'],
  [/(\d)M\b/g, '$1 million'],
  [/(\d)B\b/g, '$1 billion'],
  [/\$(\d(?:[\d.,]*\d)?(?: (?:thousand|million|billion))?)/g, '$1 dollars'],
  [/€(\d(?:[\d.,]*\d)?(?: (?:thousand|million|billion))?)/g, '$1 euros'],
  [/£(\d(?:[\d.,]*\d)?(?: (?:thousand|million|billion))?)/g, '$1 pounds'],
  [/(?<![\d.])1 mo\b/g, '1 month'],
  [/ mo\b/g, ' months'],
  [/ pt\b/g, ' points'],
  [/\bp5-p95\b/g, 'from the 5th to the 95th percentile'],
  [/\s+/g, ' '],
];

/** The text as it is spoken: signs, thousands, millions, currencies and months in words. */
export const sayable = (text: string): string =>
  SAID.reduce((said, [sign, words]) => said.replace(sign, words), text).trim();

/** The text with a stop at its end. */
export const ended = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
