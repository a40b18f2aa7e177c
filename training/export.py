"""Writes a checkpoint as the ONNX model of whole numbers that src/reading loads.

export.py CHECKPOINT OUT.onnx [--data DIR] [--validation DIR] [--tune MINUTES] [--half OUT.pt]

Calibrates on training shards, tunes the rounded network for MINUTES, prints what rounding costs on the validation shards. The first convolution takes grey
values as bytes; the last one stays in float, since probabilities want fine steps.
"""

import argparse
import json
import math
import os
import random
import time

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper

from alphabet import CLASSES
from network import load, scaled
from quantise import INPUT_SCALE, INPUT_ZERO, WholeNumbers, activation, weight_scale
from train import HAND_WEIGHT, batches, disturbed, mixed, shard, shards, validate


class Graph:
    """An ONNX graph in the making."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output] if isinstance(output, str) else output, **attributes))
        return output

    def scale(self, name, scale, zero):
        return self.constant(f"{name}_scale", np.float32(scale)), self.constant(f"{name}_zero", np.uint8(zero))

    def conv(self, name, conv, x, x_scale, signed, reach):
        """QLinearConv of activation `x`: (its output, the output's scale names, the output's scale)."""
        per_channel = weight_scale(conv.weight).numpy()
        whole = np.clip(np.round(conv.weight.detach().numpy() / per_channel[:, None, None, None]), -127, 127).astype(np.int8)
        bias = np.round(conv.bias.detach().numpy() / (per_channel * x_scale)).astype(np.int32)
        scale, zero = activation(reach, signed)
        names = self.scale(name, scale, zero)
        weights = [self.constant(f"{name}_w", whole), self.constant(f"{name}_ws", per_channel), self.constant(f"{name}_wz", np.zeros(len(bias), np.int8))]
        pads = [*conv.padding, *conv.padding]
        self.node(
            "QLinearConv", [*x, *weights, *names, self.constant(f"{name}_b", bias)], name,
            kernel_shape=list(conv.kernel_size), strides=list(conv.stride), pads=pads, group=conv.groups,
        )
        return (name, *names), scale

    def add(self, name, a, b, reach):
        """QLinearAdd; what is below zero is cut by the range, which is the ReLU."""
        scale, zero = activation(reach, False)
        names = self.scale(name, scale, zero)
        self.node("QLinearAdd", [*a, *b, *names], name, domain="com.microsoft")
        return (name, *names), scale


def graph(network: WholeNumbers) -> onnx.ModelProto:
    g = Graph()
    reach = {name: value.item() for name, value in network.reach.items()}
    x, scale = ("x", *g.scale("x", INPUT_SCALE, INPUT_ZERO)), INPUT_SCALE
    conv = lambda name, x, scale, signed=False: g.conv(name, network.convs[name], x, scale, signed, reach[name])
    for name in "abcd":
        x, scale = conv(name, x, scale)

    def block(name, first, second, x, scale):
        y, inner = conv(first, x, scale)
        y, _ = conv(second, y, inner, True)
        return g.add(name, x, y, reach[name])

    for i in range(network.separable):
        x, scale = block(f"ds{i}", f"ds{i}_dw", f"ds{i}_pw", x, scale)
    x, scale = conv("e", x, scale)
    for i in range(network.along):
        x, scale = block(f"t{i}", f"t{i}_p1", f"t{i}_p2", x, scale)
    g.node("DequantizeLinear", list(x), "features")
    weight = torch.cat([network.o.weight, network.h.weight]).detach().numpy()
    bias = torch.cat([network.o.bias, network.h.bias]).detach().numpy()
    g.node("Conv", ["features", g.constant("o_w", weight), g.constant("o_b", bias)], "scores4", kernel_shape=[1, 1])
    g.node("Squeeze", ["scores4", g.constant("height", np.array([2], np.int64))], "scores3")
    g.node("Transpose", ["scores3"], "scores", perm=[0, 2, 1])
    g.node("Split", ["scores", g.constant("parts", np.array([len(CLASSES), 1], np.int64))], ["classes", "hand3"], axis=2)
    g.node("Softmax", ["classes"], "y", axis=2)
    g.node("Sigmoid", ["hand3"], "hand4")
    g.node("Squeeze", ["hand4", g.constant("last", np.array([2], np.int64))], "hand")
    inputs = [helper.make_tensor_value_info("x", TensorProto.UINT8, ["n", 1, 48, "w"])]
    outputs = [
        helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", "t", len(CLASSES)]), helper.make_tensor_value_info("hand", TensorProto.FLOAT, ["n", "t"])
    ]
    made = helper.make_model(
        helper.make_graph(g.nodes, "recogniser", inputs, outputs, g.constants),
        opset_imports=[helper.make_opsetid("", 13), helper.make_opsetid("com.microsoft", 1)], producer_name="wian training/export.py",
    )
    made.ir_version = 7
    return made


def calibration(folder, count=24):
    """Batches of training strips, as they are."""
    for path in random.Random(3).sample(shards(folder), min(count, len(shards(folder)))):
        strips, _, _ = shard(path)
        yield scaled(torch.from_numpy(np.array(strips[:64])).float())[:, None]


def tune(network: WholeNumbers, folder, minutes, rate=6e-5):
    """Trains on with every value rounded: what rounding took comes back."""
    network.train()
    optimiser = torch.optim.AdamW([p for p in network.parameters() if p.requires_grad], lr=rate, betas=(0.9, 0.98), weight_decay=0)
    source, start, step = mixed([batches(folder) for _ in range(4)]), time.time(), 0
    while (spent := (time.time() - start) / 60 / minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 50) * (0.98 * (1 + math.cos(math.pi * spent)) / 2 + 0.02)
        strips, marks, texts = next(source)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, hand = network(disturbed(strips))
        scores = scores.float().log_softmax(2).permute(1, 0, 2)
        lengths, targets = torch.tensor([len(t) for t in texts]), torch.tensor(sum(texts, []))
        loss = F.ctc_loss(scores, targets, torch.full((len(texts),), len(scores)), lengths, zero_infinity=True)
        loss = loss + HAND_WEIGHT * F.binary_cross_entropy_with_logits(hand.float(), torch.from_numpy(marks).float())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 4.0)
        optimiser.step()
        step += 1
    print(f"tuned {step} steps", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("--data", default="data")
    parser.add_argument("--validation", default="validation")
    parser.add_argument("--tune", type=float, default=0)
    parser.add_argument("--half", help="write the checkpoint in half precision there")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    random.seed(1)
    np.random.seed(1)
    network = load(options.checkpoint)
    print("float:", validate(network, options.validation), flush=True)
    if options.half:
        torch.save({"m": {k: v.half() if v.is_floating_point() else v for k, v in network.state_dict().items()}}, options.half)
    rounded = WholeNumbers(network)
    rounded.calibrate(calibration(options.data))
    print("rounded:", validate(rounded, options.validation), flush=True)
    if options.tune:
        tune(rounded, options.data, options.tune)
        print("tuned:", validate(rounded, options.validation), flush=True)
    made = graph(rounded)
    onnx.save(made, options.out)
    with open(os.path.join(os.path.dirname(options.out), "recogniser.voc.json"), "w", encoding="utf8") as file:
        json.dump(CLASSES, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
