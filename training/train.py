"""Trains the recogniser on the shards of chunks.py, while more of them are being made.

train.py MINUTES OUT [--init CHECKPOINT] [--rate 1e-3] [--data DIR] [--validation DIR] [--threads 1]

The rate falls as half a cosine over MINUTES. OUT is written every three minutes, OUT.log says how it goes.
"""

import argparse
import glob
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from alphabet import labels
from metrics import Tally, greedy
from network import Recogniser, load, scaled

#: Chunks of 320 columns in a batch; others by their width.
BATCH = 48
HAND_WEIGHT = 0.15


def shard(path):
    with open(path[:-4] + ".txt", encoding="utf8") as file:
        lines = file.read().split("\n")
    return np.load(path, mmap_mode="r"), np.load(path[:-4] + ".hand.npy"), lines


def shards(folder):
    return sorted(p for p in glob.glob(f"{folder}/*.npy") if not p.endswith((".hand.npy", ".part.npy")))


def batches(folder):
    """Batches of one shard after the other: the newest not yet seen, else an old one again."""
    seen: dict[str, int] = {}
    while True:
        paths = shards(folder)
        least = min(seen.get(p, 0) for p in paths)
        path = random.choice([p for p in paths if seen.get(p, 0) == least])
        seen[path] = least + 1
        strips, marks, lines = shard(path)
        size = max(8, BATCH * 320 // strips.shape[2])
        order = np.random.permutation(len(strips))
        for i in range(0, len(order) - size + 1, size):
            at = np.sort(order[i : i + size])
            yield strips[at], marks[at], [labels(lines[k]) for k in at]


def mixed(sources):
    while True:
        yield next(random.choice(sources))


def disturbed(strips):
    """A batch with other contrast, brightness, noise and a base line up to a pixel off."""
    x = scaled(torch.from_numpy(strips).float())
    x = x * (torch.rand(len(x), 1, 1) * 0.4 + 0.8) + torch.randn(len(x), 1, 1) * 0.12
    if random.random() < 0.5:
        x = torch.roll(x, random.randint(-1, 1), 1)
    if random.random() < 0.3:
        x = x + torch.randn_like(x) * random.random() * 0.15
    return x[:, None].contiguous(memory_format=torch.channels_last)


def validate(network, folder):
    """Reads the validation shards: the tally of texts, and the share of frames whose mark of handwriting is right among those marked."""
    network.eval()
    tally, found, marked = Tally(), 0, 0
    with torch.no_grad():
        for path in shards(folder):
            strips, marks, lines = shard(path)
            for i in range(0, len(strips), 32):
                x = scaled(torch.from_numpy(np.array(strips[i : i + 32])).float())[:, None].contiguous(memory_format=torch.channels_last)
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    scores, hand = network(x)
                for read, text in zip(greedy(scores.float()), lines[i : i + 32]):
                    tally.add(read, text)
                said = (hand.float() > 0).numpy()
                found += (said & (marks[i : i + 32] > 0)).sum()
                marked += (said | (marks[i : i + 32] > 0)).sum()
    network.train()
    return f"{tally} handwriting {100 * found / max(1, marked):.1f} % of the union"


def save(network, path):
    torch.save({"m": network.state_dict()}, path + ".part")
    os.replace(path + ".part", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float)
    parser.add_argument("out")
    parser.add_argument("--init")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--data", default="data")
    parser.add_argument("--validation", default="validation")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    network = (load(options.init) if options.init else Recogniser()).to(memory_format=torch.channels_last)
    if not options.init:
        with torch.no_grad():
            network.o.bias[0] = 2.0
    network.train()
    decayed = [p for p in network.parameters() if p.ndim > 1]
    plain = [p for p in network.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW([dict(params=decayed, weight_decay=0.01), dict(params=plain, weight_decay=0)], lr=options.rate, betas=(0.9, 0.98))
    source, start, checked, step, seen, usual = mixed([batches(options.data) for _ in range(4)]), time.time(), time.time(), 0, 0, None
    log = open(options.out + ".log", "a", encoding="utf8")

    def say(text):
        print(text, flush=True)
        log.write(text + "\n")
        log.flush()

    say(f"start: {validate(network, options.validation)}")
    while (spent := (time.time() - start) / 60) < options.minutes:
        rate = options.rate * min(1, (step + 1) / 150) * (0.995 * (1 + math.cos(math.pi * spent / options.minutes)) / 2 + 0.005)
        for group in optimiser.param_groups:
            group["lr"] = rate
        strips, marks, texts = next(source)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, hand = network(disturbed(strips))
        scores = scores.float().log_softmax(2).permute(1, 0, 2)
        lengths, targets = torch.tensor([len(t) for t in texts]), torch.tensor(sum(texts, []))
        frames = torch.full((len(texts),), len(scores))
        loss = F.ctc_loss(scores, targets, frames, lengths, zero_infinity=True)
        loss = loss + HAND_WEIGHT * F.binary_cross_entropy_with_logits(hand.float(), torch.from_numpy(marks).float())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if torch.isfinite(torch.nn.utils.clip_grad_norm_(network.parameters(), 4.0)):
            optimiser.step()
        step, seen = step + 1, seen + len(texts)
        usual = loss.item() if usual is None else 0.98 * usual + 0.02 * loss.item()
        if step % 200 == 0:
            say(f"{spent:.1f} min, step {step}, {seen} chunks ({seen / spent / 60:.0f}/s), loss {usual:.4f}, rate {rate:.5f}")
        if time.time() - checked > 180:
            checked = time.time()
            say(f"{spent:.1f} min, {seen} chunks: {validate(network, options.validation)}")
            save(network, options.out)
    save(network, options.out)
    say(f"end, {seen} chunks: {validate(network, options.validation)}")


if __name__ == "__main__":
    main()
