"""The network: convolutions over a strip of one line, one row of class scores for every four columns (CTC)."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from alphabet import CLASSES
from scan import HEIGHT


def conv(inputs, outputs, kernel, stride=1, padding=None, groups=1, relu=True):
    """Convolution, batch norm and mostly ReLU; the three become one convolution in the exported model."""
    if padding is None:
        padding = tuple(k // 2 for k in kernel) if isinstance(kernel, tuple) else kernel // 2
    layers = [nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=False), nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, nn.ReLU(inplace=True)) if relu else nn.Sequential(*layers)


class Separable(nn.Module):
    """3 x 3 by channel, then 1 x 1 across channels, around them a short cut."""

    def __init__(self, channels):
        super().__init__()
        self.dw, self.pw = conv(channels, channels, 3, groups=channels), conv(channels, channels, 1, relu=False)

    def forward(self, x):
        return F.relu(x + self.pw(self.dw(x)))


class Along(nn.Module):
    """Two 1 x 5 convolutions along the line, around them a short cut."""

    def __init__(self, channels):
        super().__init__()
        self.p1, self.p2 = conv(channels, channels, (1, 5)), conv(channels, channels, (1, 5), relu=False)

    def forward(self, x):
        return F.relu(x + self.p2(self.p1(x)))


class Recogniser(nn.Module):
    """(N, 1, 48, W) grey values, scaled by `scaled`, to (N, W / 4, classes) scores and (N, W / 4) scores of handwriting."""

    def __init__(self, channels=(16, 32, 64, 96), width=256, blocks=4):
        super().__init__()
        c1, c2, c3, c4 = channels
        self.a, self.b = conv(1, c1, 3, (2, 2), 1), conv(c1, c2, 3, (2, 1), 1)
        self.c, self.d = conv(c2, c3, 3, (1, 2), 1), conv(c3, c4, 3, (2, 1), 1)
        self.ds = nn.Sequential(Separable(c4), Separable(c4))
        self.e = conv(c4, width, (HEIGHT // 8, 1), 1, 0)
        self.t = nn.Sequential(*[Along(width) for _ in range(blocks)])
        self.dr = nn.Dropout(0.1)
        self.o, self.h = nn.Conv2d(width, len(CLASSES), 1), nn.Conv2d(width, 1, 1)

    def forward(self, x):
        x = self.ds(self.d(self.c(self.b(self.a(x)))))
        x = self.dr(self.t(self.e(x)))
        return self.o(x).squeeze(2).permute(0, 2, 1), self.h(x).squeeze(2).squeeze(1)


def scaled(grey: torch.Tensor) -> torch.Tensor:
    """Grey values 0..255 to the range that the network is trained on."""
    return grey.sub(178).div(64)


def load(path: str) -> Recogniser:
    """A checkpoint of train.py, or of the study before it, which knew nothing of handwriting."""
    network, saved = Recogniser(), torch.load(path, map_location="cpu")
    missing, unexpected = network.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in saved["m"].items()}, strict=False)
    if unexpected or any(not name.startswith("h.") for name in missing):
        raise ValueError(f"{path}: not a checkpoint of this network: {missing} {unexpected}")
    return network
