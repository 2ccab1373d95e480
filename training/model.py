"""The network: a BERT encoder, two taggers over its words, and a small transformer that assigns roles.

    subwords ─ lower layers ─ words ─ upper layers ─┬─ taggers: outer and nested quotations, form in the tag
                                                    └─ per quotation: words around it ─ roles per word, form, medium

Shapes are given as letters: B windows, S subwords, W words, Q quotations, L words around a quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from laut.reading.decoding import N_LAYERS, N_ROLE_FEATURES, N_TAGS
from laut.reading.words import N_QUOTE_STATES
from training.corpus import FORMS, MEDIA, ROLES

_NAMES = {
    "attention.query": "q", "attention.key": "k", "attention.value": "v", "attention.out": "ao",
    "attention_norm": "aln", "inner": "fi", "outer": "fo", "norm": "oln",
}  # fmt: skip
"""What the parts of a layer are called in the base."""
_KINDS = (("w", "weight"), ("b", "bias"))
N_WORD_FEATURES = 2 * N_QUOTE_STATES  # quotation state × whether the word opens a paragraph


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; of the encoder's `layers` the upper `word_layers` see words, the others subwords."""

    vocabulary: int
    width: int = 384
    layers: int = 12
    word_layers: int = 0
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    role_width: int = 256
    role_layers: int = 2
    role_heads: int = 8


class Attention(nn.Module):
    """Multi-head self-attention with separate query, key and value matrices."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Attend within each row; `bias` [B,1,1,S] is 0 where there is something to see, else very negative.

        Without a bias, each row is seen whole.
        """
        batch, length, width = x.shape
        size = width // self.heads

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, size).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        hidden = None if bias is None else bias.to(query.dtype)
        mixed = F.scaled_dot_product_attention(query, key, value, hidden)
        return self.out(mixed.transpose(1, 2).reshape(batch, length, width))


class Layer(nn.Module):
    """A BERT layer: attention, feed-forward, each followed by residual and layer norm."""

    def __init__(self, width: int, heads: int, inner: int, eps: float = 1e-12, dropout: float = 0.0) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.attention_norm = nn.LayerNorm(width, eps)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Transform [B,S,width] to the same shape."""
        x = self.attention_norm(x + self.dropout(self.attention(x, bias)))
        return self.norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


def hidden_where(mask: Tensor) -> Tensor:
    """The bias [B,1,1,S] that keeps attention off whatever has a 0 in the mask [B,S]."""
    return (1.0 - mask.to(torch.float32))[:, None, None, :] * -1e4


class Encoder(nn.Module):
    """The pretrained encoder; gives contextual and static vectors of subwords, and contextual ones of words."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, 1e-12)
        self.layers = nn.ModuleList(Layer(shape.width, shape.heads, shape.inner) for _ in range(shape.layers))
        self.subword_layers = shape.layers - shape.word_layers

    def embed(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return the input to the first layer and the static vectors, both [B,S,width]."""
        static = self.words(ids)
        places = torch.arange(ids.shape[1], device=ids.device)
        return self.norm(static + self.positions(places)), static

    def forward(self, ids: Tensor, mask: Tensor, frozen: int = 0) -> tuple[Tensor, Tensor]:
        """Send `ids` [B,S], where `mask` [B,S] is 1, through the layers that see subwords.

        The lowest `frozen` layers take no gradient. Returns contextual and static vectors [B,S,width].
        """
        bias = hidden_where(mask)
        with torch.set_grad_enabled(torch.is_grad_enabled() and frozen == 0):
            x, static = self.embed(ids)
            for layer in self.layers[:frozen]:
                x = layer(x, bias)
        for layer in self.layers[frozen : self.subword_layers]:
            x = layer(x, bias)
        return x, static

    def read_words(self, x: Tensor, first: Tensor, last: Tensor, bias: Tensor | None) -> Tensor:
        """Put subwords [B,S,width] together to words and send these through the other layers: [B,W,width].

        The mark at the text's beginning goes with the words, since attention likes to rest on it: `bias` [B,1,1,1+W].
        """
        mark = torch.zeros_like(first[:, :1])
        x = gather_words(x, torch.cat([mark, first], 1), torch.cat([mark, last], 1))
        for layer in self.layers[self.subword_layers :]:
            x = layer(x, bias)
        return x[:, 1:]

    def load_base(self, path: Path) -> None:
        """Fill in the pretrained weights of ``base.npz`` (see `training.base`)."""
        with np.load(path) as file:
            base = {name: torch.from_numpy(file[name]) for name in file.files}
        width = self.norm.weight.numel()

        def put(target: nn.Module, name: str) -> None:
            for suffix, kind in _KINDS:
                parameter = getattr(target, kind)
                parameter.data.copy_(base[f"{name}.{suffix}"].view_as(parameter))

        self.words.weight.data.copy_(base["emb.word"].view(-1, width))
        # the type embedding is the same for every subword: it is folded into the positions
        positions = base["emb.pos"].view(-1, width)[: self.positions.num_embeddings]
        self.positions.weight.data.copy_(positions + base["emb.type"].view(-1, width)[0])
        put(self.norm, "emb.ln")
        for module, name in self._named_as_in_base():
            put(module, name)

    def as_base(self, base: Mapping[str, npt.NDArray[np.float32]]) -> dict[str, npt.NDArray[np.float32]]:
        """Return the layers' weights with the names and shapes that they have in a base."""
        return {
            f"{name}.{suffix}": getattr(module, kind)
            .detach()
            .cpu()
            .numpy()
            .reshape(base[f"{name}.{suffix}"].shape)
            for module, name in self._named_as_in_base()
            for suffix, kind in _KINDS
        }

    def _named_as_in_base(self) -> Iterator[tuple[nn.Module, str]]:
        for i, layer in enumerate(self.layers):
            for path, name in _NAMES.items():
                yield layer.get_submodule(path), f"l{i}.{name}"


def gather_words(x: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Average the first and the last subword of each word: [B,S,width] → [B,W,width]."""
    rows = torch.arange(x.shape[0], device=x.device)[:, None]
    return (x[rows, first] + x[rows, last]) * 0.5


class Tagger(nn.Module):
    """Scores of the tags of each word, for outer and nested quotations."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.features = nn.Embedding(N_WORD_FEATURES, shape.width)
        nn.init.zeros_(self.features.weight)
        self.mix = nn.Conv1d(shape.width, shape.width, 3, padding=1)
        self.norm = nn.LayerNorm(shape.width)
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(shape.width, N_LAYERS * N_TAGS)

    def forward(self, words: Tensor, features: Tensor, real: Tensor | None = None) -> Tensor:
        """Score `words` [B,W,width] with `features` [B,W]: logits [B,W,layers,tags].

        Where `real` [B,W] is false, there is padding, and what is beside it stands at the end of its window.
        """
        x = words + self.features(features)
        if real is not None:
            x = x * real[..., None]
        x = self.norm(x + F.gelu(self.mix(x.transpose(1, 2)).transpose(1, 2)))
        return self.tags(self.dropout(x)).view(*words.shape[:2], N_LAYERS, N_TAGS)


class RoleModule(nn.Module):
    """Roles of the words around a quotation, and the quotation's form and medium."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width, self.width = shape.role_width, shape.width
        self.contextual = nn.Linear(shape.width, width)
        self.static = nn.Linear(shape.width, width, bias=False)
        self.features = nn.Embedding(N_ROLE_FEATURES, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(
            Layer(width, shape.role_heads, 2 * width, 1e-5, dropout) for _ in range(shape.role_layers)
        )
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(width, len(ROLES))
        self.form = nn.Sequential(nn.Linear(3 * width, width), nn.GELU(), nn.Linear(width, len(FORMS)))
        self.medium = nn.Sequential(nn.Linear(5 * width, width), nn.GELU(), nn.Linear(width, len(MEDIA) + 1))

    def forward(
        self, words: Tensor, static: Tensor, features: Tensor, inside: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Judge the quotations.

        Args:
            words, static: contextual and static vectors [Q,L,width].
            features: numbers of the features of each word [Q,L,F].
            inside: 1.0 where a word belongs to the content [Q,L].
            mask: 1.0 where there is a word [Q,L].

        Returns:
            logits of roles [Q,L,4], forms [Q,5] and media [Q,7] (the last one: no medium).
        """
        known = self.static(F.layer_norm(static, (self.width,)))
        marks = self.features(features).sum(2)
        x = self.norm(self.contextual(words) + known + marks)
        bias = hidden_where(mask)
        for layer in self.layers:
            x = layer(x, bias)
        roles = self.roles(self.dropout(x))
        chance = roles.sigmoid() * mask[..., None]

        def pool(vectors: Tensor, weights: Tensor) -> Tensor:
            total = weights.sum(1, keepdim=True).clamp(min=1e-3)
            return torch.matmul((weights / total)[:, None, :], vectors)[:, 0]

        content, cue, frame = pool(x, inside), pool(x, chance[..., 1]), pool(x, chance[..., 2])
        said = pool(known, chance[..., 1])
        framed = pool(known, chance[..., 2])
        return (
            roles,
            self.form(self.dropout(torch.cat([content, cue, frame], -1))),
            self.medium(self.dropout(torch.cat([content, cue, frame, said, framed], -1))),
        )


class Network(nn.Module):
    """Encoder, tagger and role module together; in training also the heads of auxiliary corpora."""

    def __init__(
        self, shape: Shape, dropout: float = 0.1, auxiliary: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Make the network.

        Args:
            auxiliary: names of the labels of each auxiliary corpus.
        """
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.tagger = Tagger(shape, dropout)
        self.roles = RoleModule(shape, dropout)
        heads = {corpus: nn.Linear(shape.width, len(labels)) for corpus, labels in (auxiliary or {}).items()}
        self.auxiliary = nn.ModuleDict(heads)

    def heads(self) -> list[nn.Module]:
        """What stands on the encoder."""
        return [self.tagger, self.roles, self.auxiliary]

    def lasting_state(self) -> dict[str, Tensor]:
        """The parameters without those that only training needs."""
        return {name: value for name, value in self.state_dict().items() if not name.startswith("auxiliary.")}
