"""Average the parameters of trained networks of one shape, trained from the same one (Wortsman et al. 2022).

python -m training.mean runs/further-1/model.pt runs/further-2/model.pt --out runs/model.pt
python -m training.mean runs/two.pt --roles runs/five.pt --out runs/model.pt    # with the role module of another one
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.train import save


def main() -> None:
    """Write the mean of some networks."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("networks", type=Path, nargs="+")
    parser.add_argument("--roles", type=Path, help="a network whose role module is taken instead")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    first, *others = (torch.load(path, map_location="cpu", weights_only=True) for path in args.networks)
    mean = {}
    for name, value in first["network"].items():
        values = [value, *(one["network"][name] for one in others)]
        # what never changed, such as the embeddings, stays exactly as it is
        unchanged = all(torch.equal(value, one) for one in values)
        mean[name] = value if unchanged else torch.stack(values).mean(0)
    if args.roles is not None:
        other = torch.load(args.roles, map_location="cpu", weights_only=True)["network"]
        mean.update({name: value for name, value in other.items() if name.startswith("roles.")})
    save(args.out, {"network": mean, "shape": first["shape"]})


if __name__ == "__main__":
    main()
