"""The net of the notebook on backpropagation, as a graph of gates."""

from coursework.gates import RepeatGate, ScoresGate, SoftmaxLossGate
from solutions.backprop import AddGate, ComputationalGraph, MaxGate


def net(num_images, labels=None):
    nodes = [
        ("products 1", ScoresGate(), ("X", "W1")),
        ("biases 1", RepeatGate(num_images), ("b1",)),
        ("sum 1", AddGate(), ("products 1", "biases 1")),
        ("hidden", MaxGate(), ("sum 1", "zeros")),
        ("products 2", ScoresGate(), ("hidden", "W2")),
        ("biases 2", RepeatGate(num_images), ("b2",)),
        ("scores", AddGate(), ("products 2", "biases 2")),
    ]
    if labels is not None:
        nodes.append(("loss", SoftmaxLossGate(labels), ("scores",)))
    return ComputationalGraph(nodes)
