#!/bin/sh
# A summary by a Slurm array job: 64 parts, and a merge once all are there.
#
#     sbatch slurm.sh /scratch/huge.csv /scratch/huge.parts
#
# FILE and the folder of parts are on storage that all nodes share. To run it again makes the parts that are
# missing alone: Slurm itself starts a task again whose node has failed (--requeue).
#SBATCH --job-name=gander
#SBATCH --array=0-63
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --requeue
set -eu
file=$1 parts=$2
share=$SLURM_ARRAY_TASK_ID of=64

mkdir -p "$parts"
# The first task also orders the merge, for when all of them have ended well.
if [ "$share" = 0 ]; then
    sbatch --dependency="afterok:$SLURM_ARRAY_JOB_ID" --job-name=gander-merge --mem=4G \
        --wrap="gander merge '$parts'/*.gpart -o '$parts/summary.json'"
fi
target=$parts/$share-of-$of.gpart
[ -e "$target" ] || gander summary "$file" --part --split "$share/$of" \
    --threads "${SLURM_CPUS_PER_TASK:-0}" -o "$target"
