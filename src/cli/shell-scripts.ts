/** Completion scripts of shells. A chunk of its own (`build.mjs`), as the texts are long and needed once, when a shell starts. */
import { script } from '@bomb.sh/tab';
import { ASKED_BY_SHELLS } from './command-names.ts';

/** For each shell the script that asks `runway complete -- WORDS` and shows the answer. */
export const shellScripts: readonly { readonly name: Shell; readonly text: () => string }[] = [
  { name: 'bash', text: () => BASH },
  { name: 'zsh', text: () => printed('zsh') },
  { name: 'fish', text: () => printed('fish') },
  { name: 'powershell', text: () => printed('powershell') },
];

type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

/** The library prints its script to the console; this captures it. */
function printed(shell: Shell): string {
  const { log } = console;
  let text = '';
  console.log = (line: string) => {
    text += `${line}\n`;
  };
  try {
    script(shell, 'runway', 'runway');
  } finally {
    console.log = log;
  }
  return text;
}

/**
 * Our own script, because the library's needs the package bash-completion, offers no files, duplicates text before a =,
 * and fails when loaded twice.
 */
const BASH = `# bash completion of runway

__runway_complete() {
    # Bash parts words at = and : too; what is asked about are whole ones.
    local line=\${COMP_LINE:0:COMP_POINT} words word answer directive head value
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    word=\${words[\${#words[@]}-1]}
    answer=$("\${words[0]}" ${ASKED_BY_SHELLS} -- "\${words[@]:1}" 2> /dev/null) || return
    directive=\${answer##*:}
    answer=\${answer%:*}
    # Only what stands behind the last = or : is replaced.
    head=\${word%"\${word##*[=:]}"}
    COMPREPLY=()
    while IFS=$'\\t' read -r value _; do
        [[ $value == "$word"* ]] || continue
        printf -v value %q "\${value#"$head"}"
        COMPREPLY+=("$value")
    done <<< "$answer"
    (( directive & 2 )) && compopt -o nospace
    (( directive & 4 )) && compopt +o default
}

complete -o default -F __runway_complete runway
`;
