#!/usr/bin/env bash
# The bytes of one run: by 7 shards, by 40 of which three are killed in the middle and run again, on one thread and on
# all, and by other Nodes, of which NODES names executables. Prints what it did; ends with 1 where bytes differ.
set -euo pipefail
cd "$(dirname "$0")/../.."

worlds=${1:-2000000}
file=bench/crunch-36.yaml
node=$(command -v node)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() { "$node" dist/runway.js run "$file" --worlds "$worlds" "$@"; }
join() { "$node" dist/runway.js join "$@"; }

# (name): holds the bytes on standard input to those of one run.
known=
same() {
  local digest
  digest=$(sha256sum | cut -c 1-16)
  known=${known:-$digest}
  printf '%-58s %s\n' "$1" "$digest"
  [ "$digest" = "$known" ] || { echo 'the bytes differ' >&2; exit 1; }
}

echo "$file, --worlds $worlds --json, Node $("$node" --version), $(nproc) processors"
run --json | same 'one run, all processors'
if command -v taskset >/dev/null; then
  taskset -c 0 "$node" dist/runway.js run "$file" --worlds "$worlds" --json | same 'one run, one processor'
fi
for other in ${NODES:-}; do
  "$other" dist/runway.js run "$file" --worlds "$worlds" --json | same "one run, Node $("$other" --version)"
done

mkdir "$work/7" "$work/40"
for i in $(seq 7); do run --shard "$i/7" -o "$work/7/$i.runway" 2>/dev/null; done
join "$work"/7/*.runway --json | same '7 shards'

# (shard): begins it and kills it in the middle; 1 where it was done before, however often it was begun.
kill_in_the_middle() {
  local part="$work/40/$1.runway" pid
  for _ in $(seq 20); do
    rm -f "$part"
    "$node" dist/runway.js run "$file" --worlds "$worlds" --shard "$1/40" -o "$part" >/dev/null 2>&1 &
    pid=$!
    # By its threads it has read the file, and is at the worlds.
    while kill -0 "$pid" 2>/dev/null && [ "$(find "/proc/$pid/task" -mindepth 1 -maxdepth 1 2>/dev/null | wc -l)" -le 7 ]; do
      sleep 0.01
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null && continue
    [ -e "$part" ] || return 0
  done
  return 1
}

killed=
for i in $(seq 40); do
  case $i in
  5 | 17 | 38)
    if kill_in_the_middle "$i"; then killed="$killed $i"; else echo "shard $i was done each time before it could be killed"; fi
    ;;
  *) run --shard "$i/40" -o "$work/40/$i.runway" 2>/dev/null ;;
  esac
done
echo "killed with SIGKILL in the middle:$killed; they have left no part"
if [ -n "$killed" ] && join "$work"/40/*.runway --json >"$work/early" 2>"$work/refused"; then echo 'parts with a gap were joined' >&2; exit 1; fi
[ -z "$killed" ] || sed -n 1p "$work/refused"
for i in $killed; do run --shard "$i/40" -o "$work/40/$i.runway" 2>/dev/null; done
join "$work"/40/*.runway --json | same '40 shards, three of them killed and run again'
cp "$work/40/17.runway" "$work/before"
run --shard 17/40 -o "$work/40/17.runway" 2>/dev/null
cmp "$work/before" "$work/40/17.runway" && echo 'shard 17 run once more: the same bytes'
