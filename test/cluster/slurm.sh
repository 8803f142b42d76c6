#!/usr/bin/env bash
# Shards as a job array of Slurm, on one node of its own: a task is killed and requeued, the parts are joined, and the
# digests are those of one run. Then the same with GNU parallel and --resume-failed.
# Takes Debian's packages slurm-wlm, munge and parallel, which it installs where it may; else it says that it skips.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() { printf '\n*** SKIPPED: shards on Slurm were not tested: %s ***\n\n' "$1" >&2; exit 0; }
missing() { for tool in sbatch slurmctld slurmd munged parallel; do command -v "$tool" >/dev/null || return 0; done; return 1; }
if missing; then
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || skip 'slurm-wlm, munge and parallel are not installed'
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends slurm-wlm munge parallel; } \
    >/dev/null 2>&1 || skip 'slurm-wlm, munge and parallel cannot be installed here'
  missing && skip 'the packages do not have what is needed'
fi
[ "$(id -u)" = 0 ] || skip 'its daemons are started by root here'

work=$(mktemp -d)
host=$(hostname -s)
runway="$(command -v node) $PWD/dist/runway.js"
file=$PWD/bench/crunch-36.yaml
worlds=400000
tasks=6

stop() {
  for daemon in slurmd slurmctld munged; do
    [ -f "$work/run/$daemon.pid" ] && kill "$(cat "$work/run/$daemon.pid")" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap stop EXIT

mkdir -p "$work"/{state,spool,log,run,parts}
chmod 755 "$work" "$work/run" "$work/log"
export SLURM_CONF=$work/slurm.conf
cat > "$SLURM_CONF" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$work/run/munge.socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/run/slurmctld.pid
SlurmdPidFile=$work/run/slurmd.pid
SlurmctldLogFile=$work/log/slurmctld.log
SlurmdLogFile=$work/log/slurmd.log
SlurmctldPort=26917
SlurmdPort=26918
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SchedulerType=sched/backfill
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
head -c 1024 /dev/urandom > "$work/munge.key"
chmod 600 "$work/munge.key"
munged --force --key-file="$work/munge.key" --socket="$work/run/munge.socket" --pid-file="$work/run/munged.pid" \
  --log-file="$work/log/munged.log" --seed-file="$work/run/munged.seed"
slurmctld -f "$SLURM_CONF"
slurmd -f "$SLURM_CONF"
for _ in $(seq 150); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 0.2; done
sinfo -h -o %T | grep -q idle || skip 'its daemons do not come up here'

cat > "$work/shard.sh" <<JOB
#!/bin/bash
#SBATCH --requeue --output=$work/log/%A_%a.out
exec $runway run $file --worlds $worlds --shard auto -o $work/parts/part-\$SLURM_ARRAY_TASK_ID.runway
JOB

echo "+ sbatch --array=1-$tasks shard.sh"
job=$(sbatch --parsable --array=1-$tasks "$work/shard.sh")
victim=
# A task may be done before the signal comes: then the next one is killed.
while [ -z "$victim" ]; do
  task=$(squeue -h -r -j "$job" -t running -o %K | head -1)
  [ -n "$task" ] || { [ -n "$(squeue -h -r -j "$job")" ] || { echo 'no task could be killed' >&2; exit 1; }; continue; }
  echo "+ scancel --signal=KILL --full ${job}_$task"
  scancel --signal=KILL --full "${job}_$task"
  while squeue -h -r -j "$job" -t running,completing -o %K | grep -qx "$task"; do sleep 0.1; done
  [ -e "$work/parts/part-$task.runway" ] || victim=$task
done
until [ -z "$(squeue -h -r -j "$job" -t pending,running,completing)" ]; do sleep 0.2; done
ls "$work/parts"
if $runway join "$work"/parts/part-*.runway > "$work/early.txt" 2> "$work/early.err"; then
  echo 'parts of which one is missing were joined' >&2; exit 1
fi
cat "$work/early.err"
echo "+ scontrol requeue ${job}_$victim"
scontrol requeue "${job}_$victim"
until [ -e "$work/parts/part-$victim.runway" ]; do sleep 0.2; done

# Prints the digests of both, and fails where they differ.
same() {
  local name=$1 format=$2 one many
  one=$($runway run "$file" --worlds $worlds --format "$format" | sha256sum)
  many=$($runway join "$work/$name"/part-*.runway --format "$format" | sha256sum)
  echo "$name $format: one run ${one:0:16}, joined ${many:0:16}"
  [ "$one" = "$many" ]
}
same parts json
same parts table

# The first time shard 3 is killed; the second time parallel runs what had failed, and that alone.
mkdir "$work/again"
shard="[ {} != 3 ] || [ -e $work/killed ] || { touch $work/killed; kill -KILL \$\$; }
exec $runway run $file --worlds $worlds --shard {}/4 -o $work/again/part-{}.runway"
echo '+ parallel --joblog log --resume-failed … ::: 1 2 3 4'
! parallel --joblog "$work/joblog" --resume-failed "$shard" ::: 1 2 3 4
parallel --joblog "$work/joblog" --resume-failed "$shard" ::: 1 2 3 4
cut -f 1,7,8 "$work/joblog" | head -6
same again csv
echo 'shards on Slurm and by GNU parallel: the bytes of one run'
