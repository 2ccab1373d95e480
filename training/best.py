"""Take the network that costs the held-out documents least (`training.held_out`).

python -m training.best runs/chain-1/mean.pt runs/chain-2/mean.pt --base runs/masked --out runs/mean.pt
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from training.export import load_network
from training.held_out import HeldOut
from training.recipe import RECIPE, read_recipe


def main() -> None:
    """Print what each network costs and keep the best."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("networks", type=Path, nargs="+")
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    documents = HeldOut(read_recipe(args.recipe), args.base)
    losses = {path: documents.loss(load_network(path).to(documents.where).eval()) for path in args.networks}
    for path, loss in losses.items():
        print(f"{path}: loss {loss:.4f}", flush=True)
    part = args.out.with_suffix(".part")
    shutil.copyfile(min(losses, key=losses.__getitem__), part)
    part.replace(args.out)  # an interruption leaves nothing that looks finished


if __name__ == "__main__":
    main()
