"""`make model`: from the packages and the corpora to calibrated weights, in eleven resumable steps.

1. base        the pretrained encoder and its pruned vocabulary     OUT/base
2. teacher     a first network, with a checkpoint after each epoch  OUT/teacher/model.pt
3. teach       what it says of unannotated news                     OUT/taught.pt
4. train       the network, likewise, with the taught texts         OUT/first/model.pt
5. further     it again, more than once, with our own articles too  OUT/further-1/model.pt, …
6. teach       what these runs say together of unannotated news     OUT/taught-together.pt
7. student     one of them without some of its layers, taught       OUT/student/model.pt
8. export      int8 graphs for onnxruntime                          OUT/weights
9. tune        the sentence encoder, on the stories                 OUT/tuned/encoder.pt
10. sentences  it in int8, and the cells of its space               OUT/weights/cells.npy
11. calibrate  thresholds and confidence                            OUT/weights/settings.json

A step whose result is there is not done again: remove the result, or OUT, to do it anew. The last line says how to try
the weights and how to make them the ones that laut brings.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

# An allocator that gives memory back after each tensor spends half of a CPU training run on page faults.
KEEP_MEMORY = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "17179869184",
    "MALLOC_TOP_PAD_": "268435456",
}


def run(module: str, *arguments: object) -> None:
    """Run one step in a process of its own, so that its memory is given back."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    print("+ " + " ".join(command[1:]), flush=True)
    subprocess.run(command, check=True, env={**KEEP_MEMORY, **os.environ})


def main(arguments: Sequence[str] | None = None) -> None:
    """Make a model from nothing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("runs/model"))
    parser.add_argument("--name", default="laut-de-6")
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument("--rehearse", action="store_true", help="all the steps, with hardly any data")
    parser.add_argument("--recipe", type=Path, default=Path(__file__).with_name("recipe.toml"))
    args = parser.parse_args(arguments)
    base, weights = args.out / "base", args.out / "weights"
    taught, teacher = args.out / "taught.pt", args.out / "teacher"
    texts = ["--texts", 8] if args.rehearse else []
    recipe = tomllib.loads(args.recipe.read_text("utf-8"))
    seed = recipe["seed"] if args.seed is None else args.seed
    learning = ["--base", base, "--recipe", args.recipe]
    learning += ["--epochs", 1, "--documents", 12] if args.rehearse else []
    if not (base / "tokenizer.json").exists():
        run("training.base", "--out", base)
    if not (teacher / "model.pt").exists():
        run("training.train", "--out", teacher, "--seed", seed, *learning)
    if not taught.exists():
        run("training.teach", "--teacher", teacher / "model.pt", "--base", base, "--out", taught, *texts)
    first = args.out / "first"
    if not (first / "model.pt").exists():
        run("training.train", "--out", first, "--seed", seed, "--taught", taught, *learning)
    runs = [args.out / f"further-{n}" for n in range(1, recipe["further"]["runs"] + 1)]
    for n, folder in enumerate(runs):
        if not (folder / "model.pt").exists():
            start = ["--start", first / "last.pt", "--part", "further", "--seed", seed + n]
            run("training.train", "--out", folder, *start, "--taught", taught, *learning)
    networks = [folder / "model.pt" for folder in runs]
    together = args.out / "taught-together.pt"
    if not together.exists():
        run("training.teach", "--teacher", *networks, "--base", base, "--out", together, *texts)
    pruned, student = args.out / "pruned.pt", args.out / "student"
    if not (student / "model.pt").exists():
        run("training.prune", networks[0], "--keep", *recipe["student"]["keep"], "--out", pruned)
        start = ["--start", pruned, "--part", "student", "--like", networks[0], "--seed", seed]
        run("training.train", "--out", student, *start, "--taught", together, *learning)
    if not (weights / "roles.onnx").exists():
        run("training.export", "--model", student / "model.pt", "--base", base, "--out", weights)
    tuned = args.out / "tuned"
    if not (tuned / "encoder.pt").exists():
        few = ["--epochs", 1, "--stories", 13] if args.rehearse else []
        run("training.tune", "--base", base, "--out", tuned, *few)
    if not (weights / "cells.npy").exists():
        few = ["--sentences", 400] if args.rehearse else []
        run("training.sentences", "--base", base, "--tuned", tuned / "encoder.pt", "--out", weights, *few)
    if not (weights / "settings.json").exists():
        run("training.calibrate", "--weights", weights, "--name", args.name, "--recipe", args.recipe)
    print(f"python -m training.evaluate --weights {weights}    # scores it on dev")
    print(f"cp {weights}/* src/laut/reading/weights/           # makes it the model that laut brings")
    print("python -m training.pairs                                # then fits linking to its vectors")


if __name__ == "__main__":
    main()
