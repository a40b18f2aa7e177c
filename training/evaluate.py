"""Figures of a checkpoint by kind of line (type face, stamp, filled in) and by way of scanning, on chunks that no shard holds.

evaluate.py CHECKPOINT [--chunks 6000] [--shared DIR] [--fonts DIR]
"""

import argparse
from collections import defaultdict

import torch

from chunks import Maker
from metrics import Tally, greedy
from network import load, scaled

#: Far from the seeds of any shard.
SEED = 1_000_000_007


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("--chunks", type=int, default=6000)
    parser.add_argument("--shared", default="../../shared")
    parser.add_argument("--fonts", default="fonts")
    options = parser.parse_args()
    torch.set_num_threads(1)
    network, maker = load(options.checkpoint).eval(), Maker(options.shared, options.fonts)
    maker.seed(SEED)
    kinds, scans, done = defaultdict(Tally), defaultdict(Tally), 0
    invented = 0
    with torch.no_grad():
        while done < options.chunks:
            made = maker.chunk(448)
            if not made:
                continue
            done += 1
            strip, _, text, kind = made
            read = greedy(network(scaled(torch.from_numpy(strip).float())[None, None])[0])[0]
            if kind == "junk":
                invented += bool(read.strip())
                continue
            kinds[kind].add(read, text)
            if kind not in ("stamp", "filled in"):
                scans[maker.scanner.last].add(read, text)
    for title, tallies in (("scan", scans), ("line", kinds)):
        for name in sorted(tallies, key=lambda n: -tallies[n].letters):
            print(f"{title}: {name:32} {tallies[name]} ({tallies[name].letters} characters)")
    print(f"junk strips that were read as text: {invented}")


if __name__ == "__main__":
    main()
