"""Paths of rules of which no peer has a release to record: written by hand in numpy from the papers, apart from
the Java. SLS after algorithm 1 of Vaswani et al. 2019 and the authors' sls.py as their paper describes it; SALSA after
Kenneweg et al. 2024, searching in every update; SOAP after algorithms 3 and 4 of Vyas et al. 2024, with numpy's own
eigenvectors and QR; Adam in 8 bits after Dettmers et al. 2022, with the dynamic map of appendix F.2 by linspace.
Prints papers.json."""
import json
import numpy as np

RECORD = (1, 2, 5, 10, 50)
random = np.random.default_rng(4)
LAMBDA = np.round(np.geomspace(1, 100, 10), 6)
CENTER = np.round(random.normal(size=10), 3)
OBJECTIVES = {
    "bowl10": {"lambda": LAMBDA.tolist(), "center": CENTER.tolist(), "start": np.round(random.normal(size=10), 3).tolist()},
    "square4x4": {"shape": [4, 4], "start": np.round(random.normal(size=(4, 4)), 3).tolist(),
                  "gradients": np.round(random.normal(size=(50, 4, 4)), 3).tolist()},
    "even10": {"start": np.round(random.normal(size=10), 3).tolist(),
               "gradients": np.round(random.uniform(0.1, 1, size=(50, 10)) * random.choice([-1, 1], size=(50, 10)), 3).tolist()},
}


def loss(x):
    return 0.5 * np.sum(LAMBDA * (x - CENTER) ** 2)


def slope(x):
    return LAMBDA * (x - CENTER)


def sls(rate, c=0.1, shrink=0.9, growth=2 ** (1 / 500), maximum=10.0, first=1.0):
    step = first
    def update(x, t, g):
        nonlocal step
        if t > 1:
            step = min(step * growth, maximum)
        here = loss(x)
        while loss(x - rate * step * g) > here - c * rate * step * (g @ g):
            step *= shrink
        return x - rate * step * g
    return update


def salsa(rate, c=0.5, b2=0.999, b3=0.9, eps=1e-8, shrink=0.8, growth=1.1, first=1.0):
    s, n, f, v = first, 0.0, 0.0, np.zeros(10)
    def update(x, t, g):
        nonlocal s, n, f, v
        v = b2 * v + (1 - b2) * g * g
        d = g / (np.sqrt(v / (1 - b2**t)) + eps)
        s *= growth
        n = b3 * n + (1 - b3) * rate * (g @ d)
        fell = lambda: b3 * f + (1 - b3) * (loss(x) - loss(x - rate * s * d))
        while fell() < c * s * n:
            s *= shrink
        f = fell()
        return x - rate * s * d
    return update


def soap(rate, b1=0.95, b2=0.95, shampoo=0.95, eps=1e-8, decay=0.01, every=10):
    m = v = np.zeros((4, 4))
    L, R, QL, QR = np.zeros((4, 4)), np.zeros((4, 4)), None, None
    def basis(moment):
        return np.linalg.eigh(moment)[1][:, ::-1]
    def update(x, t, g):
        nonlocal m, v, L, R, QL, QR
        if t > 1:
            k = t - 1
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * (QL.T @ g @ QR) ** 2
            n = (QL.T @ m @ QR) / (1 - b1**k) / (np.sqrt(v / (1 - b2**k)) + eps)
            x = x * (1 - rate * decay) - rate * (QL @ n @ QR.T)
        L = shampoo * L + (1 - shampoo) * g @ g.T
        R = shampoo * R + (1 - shampoo) * g.T @ g
        if t == 1:
            QL, QR = basis(L), basis(R)
        elif (t - 1) % every == 0:
            QL, QR = np.linalg.qr(L @ QL)[0], np.linalg.qr(R @ QR)[0]
        return x
    return update


def dynamic_map(signed):
    numbers = [0.0, 1.0]
    for i in range(7):
        edges = np.linspace(0.1, 1, (2**i if signed else 2 ** (i + 1)) + 1)
        means = 10.0 ** (i - 6) * (edges[:-1] + edges[1:]) / 2
        numbers += means.tolist() + ((-means).tolist() if signed else [])
    return np.sort(numbers)


def adam8bit(rate, b1=0.9, b2=0.999, eps=1e-8, block=4):
    m, v = np.zeros(10), np.zeros(10)
    def kept(numbers, codes):
        out = np.empty_like(numbers)
        for i in range(0, 10, block):
            part = numbers[i:i + block]
            scale = np.abs(part).max()
            out[i:i + block] = scale * codes[np.abs(part[:, None] / scale - codes).argmin(1)]
        return out
    def update(x, t, g):
        nonlocal m, v
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        x = x - rate * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
        m, v = kept(m, dynamic_map(True)), kept(v, dynamic_map(False))
        return x
    return update


CASES = [
    ("sls", "bowl10", "sls", 1.0, sls(1.0)),
    ("sls_half", "bowl10", "sls:c=0.5,shrink=0.5,growth=2", 0.5, sls(0.5, c=0.5, shrink=0.5, growth=2.0)),
    ("salsa", "bowl10", "salsa:sparing=false", 1.0, salsa(1.0)),
    ("soap", "square4x4", "soap", 0.01, soap(0.01)),
    ("soap_often", "square4x4", "soap:beta1=0.9,shampoo=0.8,every=1,weight-decay=0", 0.05,
     soap(0.05, b1=0.9, shampoo=0.8, decay=0, every=1)),
    ("adam8bit", "even10", "adam8bit:block=4,minimum=0", 0.01, adam8bit(0.01)),
]

cases = []
for name, problem, rule, rate, update in CASES:
    given = OBJECTIVES[problem]
    x, expected = np.array(given["start"]), {}
    for t in range(1, 51):
        x = update(x, t, slope(x) if problem == "bowl10" else np.array(given["gradients"][t - 1]))
        if t in RECORD:
            expected[t] = x.ravel().tolist()
    cases.append({"id": f"{name}/{problem}/float64", "rule": rule, "rate": rate, "objective": problem, "dtype": "float64",
                  "expected": expected, "tolerance": {t: 1e-11 * max(1, float(np.abs(v).max())) for t, v in expected.items()}})
print(json.dumps({"format": "lr-golden-1", "generator": {"library": "numpy, by hand", "script": "papers.py"},
                  "record_steps": RECORD, "objectives": OBJECTIVES, "cases": cases}))
