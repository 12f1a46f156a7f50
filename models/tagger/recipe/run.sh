#!/bin/sh
# From raw data to weights: ./run.sh DATA ANNOTATED HELD_OUT MINILM OUT [GOLD…]
# DATA       unpacked treebanks/, parallel_news/, text/
# ANNOTATED  folder of annotated *.txt to train on (markup of eval/GUIDE.md)
# HELD_OUT   file with the names of the documents that evaluation uses, never trained on
# MINILM     folder of all-MiniLM-L6-v2 (model.safetensors, vocab.txt, tokenizer.json)
# OUT        working folder; the files to ship end in OUT/export
# GOLD       annotated files to score at the end
# Runs on the CPU or the GPU that JAX finds. Killed and started again, it goes on from the last checkpoint.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$1 annotated=$2 held_out=$3 minilm=$4 out=$5
shift 5
cd "$here"
common="--data $data --annotated $annotated --held-out $held_out --minilm $minilm --tables $here/../../locale --out $out"
[ -f "$out/tokenizer.json" ] || python vocabulary.py --data "$data" --minilm "$minilm" --out "$out"
python train.py base $common --steps "${BASE_STEPS:-800}"
python train.py fine $common --start "$out/base.safetensors" --steps "${FINE_STEPS:-1450}"
python export.py "$out/fine.safetensors" --tokenizer "$out/tokenizer.json" --out "$out/export"
[ $# -eq 0 ] || python evaluate.py "$out/export" "$@" --tokenizer "$out/tokenizer.json" --json "$out/scores.json"
