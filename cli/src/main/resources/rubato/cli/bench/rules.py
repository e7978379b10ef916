"""PyTorch's optimizers, run when asked: RULE MOMENTUM TENSORS SHAPE THREADS.

Says in one line which kinds there are. Then takes lines `KIND COUNT` and answers each with the
nanoseconds that as many updates took.
"""

import inspect
import sys
import time

import torch

rule, momentum, tensors, shape, threads = sys.argv[1:6]
torch.set_num_threads(int(threads))
torch.manual_seed(1)
make = getattr(torch.optim, rule)
taken = inspect.signature(make).parameters
options = {"lr": 1e-3}
if float(momentum) and "momentum" in taken:
    options["momentum"] = float(momentum)
sides = [int(side) for side in shape.split("x")]
parameters = [torch.nn.Parameter(torch.randn(sides)) for _ in range(int(tensors))]
for p in parameters:
    p.grad = torch.randn_like(p)

ways = {"default": {}, "foreach": {"foreach": True}, "fused": {"fused": True}}
kinds = {}
for kind, way in ways.items():
    if all(name in taken for name in way):
        # Each has state of its own; weights and gradients are the same memory.
        kinds[kind] = make(parameters, **options, **way)
print(*kinds, flush=True)

for line in sys.stdin:
    kind, count = line.split()
    step = kinds[kind].step
    begin = time.perf_counter_ns()
    for _ in range(int(count)):
        step()
    print(time.perf_counter_ns() - begin, flush=True)
