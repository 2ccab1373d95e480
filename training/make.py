"""`make model`: from the packages and the corpora to calibrated weights, in resumable steps.

1. base        the pretrained encoder and its pruned vocabulary             OUT/base
2. masked      it goes on with masked-language training                     OUT/masked
3. chains      several, apart from each other:
   a. teacher  a first network, with a checkpoint after each epoch          OUT/chain-1/teacher/model.pt, …
   b. teach    what it says of unannotated news                             OUT/chain-1/taught.pt
   c. train    the network, likewise, with the taught texts                 OUT/chain-1/first/model.pt
   d. further  it again, more than once, with our own articles too          OUT/chain-1/further-1/model.pt, …
4. teach       what all these networks say together of unannotated news     OUT/taught-together.pt
5. best        of the means of each chain's last networks, by what they cost
               the held-out documents; less some layers                     OUT/mean.pt, OUT/pruned.pt
6. students    what is left, taught, more than once; their mean             OUT/student-1/model.pt, …; OUT/model.pt
7. export      int8 graphs for onnxruntime                                  OUT/weights
8. tune        the sentence encoder, from the base on, on the stories       OUT/tuned/encoder.pt
9. sentences   it in int8, and the cells of its space                       OUT/weights/cells.npy
10. calibrate  thresholds and confidence                                    OUT/weights/settings.json

A step whose result is there is not done again: remove the result, or OUT, to do it anew. The last line says how to try
the weights and how to make them the ones that laut brings.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from training.recipe import RECIPE, read_recipe

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
    parser.add_argument("--name", default="laut-de-8")
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument("--rehearse", action="store_true", help="all the steps, with hardly any data")
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    args = parser.parse_args(arguments)
    base, masked, weights = args.out / "base", args.out / "masked", args.out / "weights"
    texts = ["--texts", 8] if args.rehearse else []
    recipe = read_recipe(args.recipe)
    seed = recipe["seed"] if args.seed is None else args.seed
    learning = ["--base", masked, "--recipe", args.recipe]
    learning += ["--epochs", 1, "--documents", 12] if args.rehearse else []

    def train(folder: Path, seed: int, *arguments: object) -> Path:
        network = folder / "model.pt"
        if not network.exists():
            run("training.train", "--out", folder, "--seed", seed, *arguments, *learning)
        return network

    def teach(taught: Path, *teachers: Path) -> Path:
        if not taught.exists():
            run("training.teach", "--teacher", *teachers, "--base", masked, "--out", taught, *texts)
        return taught

    def mean(out: Path, *networks: Path) -> Path:
        if not out.exists():
            run("training.mean", *networks, "--out", out)
        return out

    if not (base / "tokenizer.json").exists():
        run("training.base", "--out", base)
    if not (masked / "tokenizer.json").exists():
        few = ["--set", "masked.steps=2", "masked.windows_per_step=2"] if args.rehearse else []
        run("training.masked", "--base", base, "--out", masked, "--seed", seed, "--recipe", args.recipe, *few)
    further = recipe["further"]["runs"]
    chains = []
    for number in range(1 if args.rehearse else recipe["chains"]["number"]):
        folder, own_seed = args.out / f"chain-{number + 1}", seed + further * number
        taught = teach(folder / "taught.pt", train(folder / "teacher", own_seed))
        train(folder / "first", own_seed, "--taught", taught)
        start = ["--start", folder / "first" / "last.pt", "--part", "further", "--taught", taught]
        chains.append([train(folder / f"further-{n + 1}", own_seed + n, *start) for n in range(further)])
    together = teach(args.out / "taught-together.pt", *chain.from_iterable(chains))
    means = [mean(args.out / f"chain-{n}" / "mean.pt", *networks) for n, networks in enumerate(chains, 1)]
    model, pruned = args.out / "mean.pt", args.out / "pruned.pt"
    if not model.exists():
        run("training.best", *means, "--base", masked, "--recipe", args.recipe, "--out", model)
    if not pruned.exists():
        run("training.prune", model, "--keep", *recipe["student"]["keep"], "--out", pruned)
    start = ["--start", pruned, "--part", "student", "--like", model, "--taught", together]
    students = [
        train(args.out / f"student-{n + 1}", seed + n, *start) for n in range(recipe["student"]["runs"])
    ]
    network = mean(args.out / "model.pt", *students)
    if not (weights / "roles.onnx").exists():
        run("training.export", "--model", network, "--base", base, "--out", weights)
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
    print("python -m training.antithesis                           # then these three fit linking to it")
    print("python -m training.pairs")
    print("python -m training.oppositions --fit")


if __name__ == "__main__":
    main()
