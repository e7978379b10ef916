"""Runs Optuna's samplers and pruners on recorded curves, with the merit of `rubato search replay`.

    python optuna_replay.py curves.jsonl --repeats 20 --method tpe,tpe+median,tpe+halving,tpe+hyperband

Needs optuna (5.0.0 was used). Prints one JSON array in the shape of `rubato search replay --json`, so that the
figures of both can be laid side by side. Conventions that both share: one trial after another; trial n is trained
with seed n modulo the table's, in a shuffled order; a trial reports after every 27th part and pays for it; one that
diverges ends there (without a pruner it is told as infinite, with one as pruned); the recommendation is the trial
trained furthest, of those the lowest value; it is read after every report; misses count as the budget.
"""

import argparse
import collections
import json
import math
import random

import numpy
import optuna

PARTS = 27
READINGS = (1, 2, 3, 5, 10, 20)


def tables(path):
    found = collections.defaultdict(lambda: collections.defaultdict(dict))
    with open(path) as lines:
        for line in lines:
            one = json.loads(line)
            curve = [math.nan if loss is None else loss for loss in one["val"]]
            found[one["p"], one["sched"]][one["lr"]][one["seed"]] = (one["v0"], curve)
    return found


def worth(start, curve):
    worst = start + abs(start)
    return min(curve[-1], worst) if math.isfinite(curve[-1]) else worst


SAMPLERS = {
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed, deterministic_objective=False),
}

PRUNERS = {
    "": optuna.pruners.NopPruner,
    "median": optuna.pruners.MedianPruner,
    "halving": optuna.pruners.SuccessiveHalvingPruner,
    "halving:eta=3": lambda: optuna.pruners.SuccessiveHalvingPruner(reduction_factor=3),
    "hyperband": lambda: optuna.pruners.HyperbandPruner(min_resource=1, max_resource=PARTS),
}


def study(table, method, seed, budget):
    """The costs and the recommended rates after every report."""
    sampler, _, pruner = method.partition("+")
    rates = sorted(table)
    logs = numpy.log(rates)
    seeds = sorted(table[rates[0]])
    random.Random(seed).shuffle(seeds)
    run = optuna.create_study(
        study_name=str(seed), sampler=SAMPLERS[sampler](seed), pruner=PRUNERS[pruner]()
    )
    parts, costs, choices, last = 0, [], [], {}
    most = math.floor(budget * PARTS + 1e-9)
    while parts < most:
        trial = run.ask()
        rate = trial.suggest_float("rate", rates[0], rates[-1], log=True)
        place = int(numpy.argmin(abs(logs - math.log(rate))))
        curve = table[rates[place]][seeds[trial.number % len(seeds)]][1]
        state, value = optuna.trial.TrialState.COMPLETE, None
        for part, loss in enumerate(curve, 1):
            parts += 1
            if math.isfinite(loss):
                last[trial.number] = (-part, loss, trial.number, place)
            else:
                last.pop(trial.number, None)
            costs.append(parts / PARTS)
            choices.append(min(last.values())[3] if last else -1)
            if not math.isfinite(loss):
                if pruner:
                    trial.report(math.nan, part)
                    state = optuna.trial.TrialState.PRUNED
                else:
                    value = math.inf
                break
            value = loss
            if parts >= most:
                break
            if pruner:
                trial.report(loss, part)
                if part < PARTS and trial.should_prune():
                    state = optuna.trial.TrialState.PRUNED
                    break
        if state == optuna.trial.TrialState.PRUNED:
            run.tell(trial, state=state)
        else:
            run.tell(trial, value)
    return costs, choices


def settled(costs, choices, good):
    since = math.inf
    for cost, choice in zip(reversed(costs), reversed(choices)):
        if choice < 0 or not good[choice]:
            break
        since = cost
    return since


def summary(budgets, budget):
    capped = numpy.minimum(budgets, budget)
    return {
        "median": float(numpy.percentile(capped, 50)),
        "p90": float(numpy.percentile(capped, 90)),
        "miss": float(numpy.mean(numpy.isinf(budgets))),
    }


def merit(found, method, repeats, seed, budget):
    fte5, fte10, n2 = [], [], []
    p5 = collections.defaultdict(list)
    regret = collections.defaultdict(list)
    for number, table in enumerate(found.values()):
        rates = sorted(table)
        truths = numpy.array(
            [numpy.mean([worth(*curve) for curve in table[rate].values()]) for rate in rates]
        )
        start = numpy.mean([curve[0] for rate in rates for curve in table[rate].values()])
        best = truths.min()
        drop = start - best
        for repeat in range(repeats):
            costs, choices = study(table, method, seed * 1_000_003 + number * repeats + repeat, budget)
            five = truths <= best + 0.05 * abs(best)
            fte5.append(settled(costs, choices, five))
            fte10.append(settled(costs, choices, truths <= best + 0.1 * abs(best)))
            n2.append(settled(costs, choices, truths <= best + 0.02 * drop))
            for reading in READINGS:
                before = [c for cost, c in zip(costs, choices) if cost <= reading + 1e-9]
                choice = before[-1] if before else -1
                p5[str(reading)].append(float(choice >= 0 and five[choice]))
                regret[str(reading)].append(1 if choice < 0 else (truths[choice] - best) / drop)
    return {
        "method": method,
        "fte5": summary(fte5, budget),
        "fte10": summary(fte10, budget),
        "n2": summary(n2, budget),
        "p5": {reading: float(numpy.mean(all)) for reading, all in p5.items()},
        "regret": {reading: float(numpy.mean(all)) for reading, all in regret.items()},
        "problems": len(found),
    }


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("table")
    arguments.add_argument("--method", default="tpe")
    arguments.add_argument("--repeats", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--budget", type=float, default=20)
    given = arguments.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    found = tables(given.table)
    print(
        json.dumps(
            [
                merit(found, method, given.repeats, given.seed, given.budget)
                for method in given.method.split(",")
            ]
        )
    )
