"""Every writing command killed at many moments, and all pairs of them begun at once: what is lost?

    python bench/kills.py [KILLS] [ROUNDS]

Prints a line a command and a pair, and the sums; the exit status is 1 where anything was lost. KILLS are spread over
the commands: two of three before changes of the disk, evenly, one at a random moment (from a seed); ROUNDS is how
often each pair is run. docs/可靠性与安全.md holds the figures of a run.
"""

import random
import sys
import tempfile
import time
from itertools import combinations_with_replacement
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.killed import AT_ONCE, COMMANDS, Pairs, faults_of, killing, made_at, trial_of

KILLS, ROUNDS = 420, 10


def main(kills: int = KILLS, rounds: int = ROUNDS) -> int:
    """Run it all; return how many trials lost something."""
    lost = 0
    each = -(-kills // len(COMMANDS))
    with tempfile.TemporaryDirectory() as folder, killing() as one, killing() as other:
        here = Path(folder)
        made = made_at(here / "made", one)
        for name in COMMANDS:
            chance = random.Random(name)
            trial = trial_of(name, made, here / name, one)
            begun = time.perf_counter()
            one.run(_copy_of(trial.base, here / "timed"), trial.words)
            lasts = time.perf_counter() - begun
            bad = 0
            for at in range(each):
                evenly = at % 3 > 0
                before = at * trial.changes // each if evenly else None
                after = None if evenly else chance.uniform(0, lasts)
                faults = faults_of(trial, here / "work", one, before=before, after=after)
                bad += bool(faults)
                for fault in faults:
                    print(f"  {name} {before if evenly else f'{after:.2f} s'}: {fault[:300]}")
            lost += bad
            print(
                f"{name}: {each} kills, {trial.changes} changes of the disk, {bad} lost", flush=True
            )
        print(f"{each * len(COMMANDS)} kills, {lost} lost", flush=True)
        pairs, wrong = Pairs(made, here / "work", (one, other)), 0
        named = tuple(combinations_with_replacement(AT_ONCE, 2))
        for done in range(1, rounds + 1):
            for names in named:
                faults = pairs.faults_of(*names)
                wrong += bool(faults)
                for fault in faults:
                    print(f"  {' + '.join(names)}: {fault[:300]}", flush=True)
            print(f"{len(named)} pairs, {done} times each, {wrong} wrong", flush=True)
    return lost + wrong


def _copy_of(base: Path, at: Path) -> Path:
    import shutil

    shutil.rmtree(at, ignore_errors=True)
    return Path(shutil.copytree(base, at))


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
