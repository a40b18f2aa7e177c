"""The network in whole numbers: 8-bit activations, 7-bit weights, as the ONNX model computes it.

Weights keep to -63..63, so that a processor without VNNI, which adds two products in 16 bits, cannot overflow: every machine computes the same sums, and
the same page gives the same text everywhere.
"""

import copy

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from network import Recogniser

WEIGHT_LIMIT = 63
#: Grey values are the first activation as they are: scaled() is its scale and zero point.
INPUT_SCALE, INPUT_ZERO = 1 / 64, 178
#: What calibration leaves outside the range of an activation.
OUTSIDE = 1e-5


def fused(sequence: nn.Sequential) -> nn.Conv2d:
    """A convolution and its batch norm as one convolution."""
    return torch.nn.utils.fusion.fuse_conv_bn_eval(sequence[0], sequence[1])


class WholeNumbers(nn.Module):
    """The network with every value rounded as the exported model rounds it; trainable, with gradients passed straight through."""

    def __init__(self, network: Recogniser):
        super().__init__()
        network = copy.deepcopy(network).eval()
        self.convs = nn.ModuleDict({name: fused(getattr(network, name)) for name in "abcd"})
        for i, block in enumerate(network.ds):
            self.convs[f"ds{i}_dw"], self.convs[f"ds{i}_pw"] = fused(block.dw), fused(block.pw)
        self.convs["e"] = fused(network.e)
        for i, block in enumerate(network.t):
            self.convs[f"t{i}_p1"], self.convs[f"t{i}_p2"] = fused(block.p1), fused(block.p2)
        self.separable, self.along = len(network.ds), len(network.t)
        self.o, self.h = network.o, network.h
        #: Largest value of every activation; those with a minus are symmetric about 128.
        self.reach = nn.ParameterDict()
        self.watched: dict[str, list[float]] | None = None

    def _conv(self, name, x):
        conv = self.convs[name]
        scale = weight_scale(conv.weight)
        zero = torch.zeros(len(scale), dtype=torch.int32)
        weight = torch.fake_quantize_per_channel_affine(conv.weight, scale, zero, 0, -WEIGHT_LIMIT, WEIGHT_LIMIT)
        return F.conv2d(x, weight, conv.bias, conv.stride, conv.padding, 1, conv.groups)

    def _round(self, name, x, signed=False):
        if self.watched is not None:
            values = x.detach().float().abs().flatten()
            self.watched.setdefault(name, []).append(torch.topk(values, max(1, int(OUTSIDE * len(values))))[0][-1].item())
            return x
        scale, zero = activation(self.reach[name].item(), signed)
        return torch.fake_quantize_per_tensor_affine(x.float(), scale, zero, 0, 255)

    def calibrate(self, batches):
        """Sets the reach of every activation from batches of scaled strips."""
        self.watched = {}
        with torch.no_grad():
            for x in batches:
                self(x)
        self.reach = nn.ParameterDict({k: nn.Parameter(torch.tensor(float(np.median(v))), requires_grad=False) for k, v in self.watched.items()})
        self.watched = None

    def features(self, x):
        for name in "abcd":
            x = self._round(name, F.relu(self._conv(name, x)))
        for i in range(self.separable):
            y = self._round(f"ds{i}_dw", F.relu(self._conv(f"ds{i}_dw", x)))
            y = self._round(f"ds{i}_pw", self._conv(f"ds{i}_pw", y), True)
            x = self._round(f"ds{i}", F.relu(x + y))
        x = self._round("e", F.relu(self._conv("e", x)))
        for i in range(self.along):
            y = self._round(f"t{i}_p1", F.relu(self._conv(f"t{i}_p1", x)))
            y = self._round(f"t{i}_p2", self._conv(f"t{i}_p2", y), True)
            x = self._round(f"t{i}", F.relu(x + y))
        return x

    def forward(self, x):
        x = self.features(x)
        return self.o(x).squeeze(2).permute(0, 2, 1), self.h(x).squeeze(2).squeeze(1)


def weight_scale(weight: torch.Tensor) -> torch.Tensor:
    """One scale an output channel, the largest weight at the limit."""
    return weight.detach().abs().flatten(1).max(1)[0].clamp(min=1e-8) / WEIGHT_LIMIT


def activation(reach: float, signed: bool) -> tuple[float, int]:
    """Scale and zero point of an activation in 0..255."""
    return (reach / 127, 128) if signed else (reach / 255, 0)
