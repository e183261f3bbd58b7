"""Prints the numbers that heed's tests of losses and optimisers expect, from PyTorch."""
import torch
import torch.nn.functional as F

logits = torch.tensor([[1.0, -0.5, 2.0], [0.25, 0.0, -1.5]])
labels, weights = torch.tensor([2, 0]), torch.tensor([0.5, 1.0, 2.0])
print("cross entropy", F.cross_entropy(logits, labels).item())
print("  smoothed", F.cross_entropy(logits, labels, label_smoothing=0.1).item())
print("  weighted", F.cross_entropy(logits, labels, weights, label_smoothing=0.1).item())
targets = torch.tensor([1, 0, 0.25, 1, 0, 1])
print("binary cross entropy", F.binary_cross_entropy_with_logits(logits.flatten(), targets).item())


def ten_steps(make):
    p = torch.ones(3, requires_grad=True)
    optimizer = make([p])
    for _ in range(10):
        optimizer.zero_grad()
        (0.5 * (p - torch.tensor([3, -1, 0.5])) ** 2).sum().backward()
        optimizer.step()
    return [f"{x:.7f}" for x in p.tolist()]


print("SGD", ten_steps(lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, weight_decay=0.01)))
print("Adam", ten_steps(lambda p: torch.optim.Adam(p, 0.1)))
print("AdamW", ten_steps(lambda p: torch.optim.AdamW(p, 0.1, weight_decay=0.1)))
