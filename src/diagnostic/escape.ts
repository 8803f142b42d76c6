/**
 * Characters that do not show as what they are: control characters (C0, DEL, C1), which steer a terminal; line and
 * paragraph separators; bidirectional controls, which turn the order of what is read; characters of no width, fillers,
 * variation selectors and tags, which cannot be seen (Unicode's Default_Ignorable_Code_Point); noncharacters; halves of
 * surrogate pairs. The ranges are written out because a RegExp with Unicode properties takes milliseconds to compile.
 */
const UNSEEN =
  '\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f' +
  '\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ud800-\\udfff' +
  '\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}';
const ONE = new RegExp(`[${UNSEEN}]`, 'gu');
const ANY = new RegExp(`[${UNSEEN}]`, 'u');
const BUT_BREAKS = new RegExp(`(?!\\n)[${UNSEEN}]`, 'gu');

/** Whether no character of the text steers a terminal or is invisible. */
export const isSeen = (text: string): boolean => !ANY.test(text);

/** The text for a terminal, a log or a table: what steers or is invisible is written as `\u202e` or `\u{e0041}`. */
export const visible = (text: string): string => text.replace(ONE, written);

/** As `visible`, but line feeds stay. */
export const visibleLines = (text: string): string => text.replace(BUT_BREAKS, written);

/** The text as a JSON string, in quotes: what steers or is invisible is escaped, so it parses back to the same text. */
export const jsonText = (text: string): string =>
  JSON.stringify(text).replace(ONE, (char) => char.split('').map(unit).join(''));

function written(char: string): string {
  const code = char.codePointAt(0)!;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : unit(char);
}

/** One UTF-16 unit as `\u` and four digits. */
const unit = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
