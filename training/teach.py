"""What do trained networks say of texts that nobody has annotated? Their chances become labels for the next one.

    python -m training.teach --teacher runs/model/teacher/model.pt --base runs/model/base --out runs/model/taught.pt

The texts are those of the news collection (10kGNAD, test part). Several teachers are averaged.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from laut.reading import decoding
from laut.reading.decoding import Draft
from laut.reading.encoder import split_subwords
from laut.reading.quotations import Text, encode_texts, judge_drafts, prepare
from laut.reading.words import split_words
from training.corpus import ROLES, read_news
from training.examples import Example
from training.export import WINDOWS, load_network
from training.torch_network import TorchNetwork, computes_in_half, device

TEXTS_AT_ONCE = 8


def teach(
    teachers: Sequence[TorchNetwork], tokenizer: Tokenizer, texts: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield what the teachers say of each text, in plain arrays that `taught_example` takes."""
    for at in range(0, len(texts), TEXTS_AT_ONCE):
        batch = [prepare(text, tokenizer, WINDOWS)[0] for text in texts[at : at + TEXTS_AT_ONCE]]
        for text, one in zip(texts[at : at + TEXTS_AT_ONCE], _ask(teachers, batch), strict=True):
            yield {"text": text, **one}


def _ask(teachers: Sequence[TorchNetwork], texts: list[Text]) -> Iterator[dict[str, Any]]:
    encoded = [encode_texts(texts, teacher) for teacher in teachers]
    chances = [
        np.mean([np.exp(decoding.log_softmax(outputs[i][2])) for outputs in encoded], 0)
        for i in range(len(texts))
    ]
    drafts = [decoding.decode_tags(np.log(tags + 1e-9)) for tags in chances]
    judged = [judge_drafts(texts, outputs, drafts, t) for outputs, t in zip(encoded, teachers, strict=True)]
    for i, tags in enumerate(chances):
        answers = list(zip(*(one[i] for one in judged), strict=True))  # of each draft, one a teacher
        yield {
            "tags": tags.astype(np.float16),
            "drafts": [(d.form, d.spans, d.parent) for d in drafts[i]],
            "media": [np.mean([a.media for a in of_draft], 0).astype(np.float16) for of_draft in answers],
            "chosen": [of_draft[0].chosen for of_draft in answers],
            "roles": [np.mean([a.roles for a in of_draft], 0).astype(np.float16) for of_draft in answers],
        }


def taught_example(taught: dict[str, Any], tokenizer: Tokenizer) -> Example:
    """Bring a taught text into the form that the network learns from."""
    text = taught["text"]
    words = split_words(text)
    roles = []
    for chosen, chances in zip(taught["chosen"], taught["roles"], strict=True):
        dense = np.zeros((len(words), len(ROLES)), np.float32)
        dense[chosen] = chances
        roles.append(dense)
    drafts = [Draft(form, spans, parent) for form, spans, parent in taught["drafts"]]
    media = [chances.astype(np.float32) for chances in taught["media"]]
    tags = taught["tags"].astype(np.float32)
    subwords = split_subwords(text, words, tokenizer)
    return Example(text, words, subwords, drafts, media, roles, tags)


def main() -> None:
    """Write down what the teachers say of the news collection."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--teacher", type=Path, nargs="+", required=True)
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--texts", type=int, help="only so many texts")
    args = parser.parse_args()
    half = computes_in_half(device())
    torch.backends.mkldnn.set_flags(half)
    teachers = [TorchNetwork(load_network(path), half=half, device=device()) for path in args.teacher]
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    texts = [text for text in read_news() if text.strip()][: args.texts]
    taught = list(tqdm(teach(teachers, tokenizer, texts), total=len(texts), mininterval=10))
    part = args.out.with_suffix(".part")
    torch.save(taught, part)
    part.replace(args.out)  # an interruption leaves nothing that looks finished


if __name__ == "__main__":
    main()
