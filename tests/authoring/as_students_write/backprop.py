# %% gradients-overwritten

# YOUR ANSWER: ComputationalGraph
class ComputationalGraph:
    def __init__(self, nodes):
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}

    def order(self):
        done = []
        while len(done) < len(self.gates):
            before = len(done)
            for name in self.gates:
                ready = all(i in done or i not in self.gates for i in self.inputs_of[name])
                if name not in done and ready:
                    done.append(name)
            if len(done) == before:
                raise ValueError("cycle")
        return done

    def forward(self, inputs):
        values = dict(inputs)
        for name in self.order():
            values[name] = self.gates[name].forward(*[values[i] for i in self.inputs_of[name]])
        return values[name]

    def backward(self, upstream=1.0):
        order = self.order()
        grads = {order[-1]: upstream}
        for name in order[::-1]:
            down = self.gates[name].backward(grads[name])
            if len(self.inputs_of[name]) == 1:
                down = [down]
            for i, d in zip(self.inputs_of[name], down):
                grads[i] = d
        return {i: grads[i] for i in grads if i not in self.gates}

# %% not-switched

# YOUR ANSWER: MultiplyGate
class MultiplyGate:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, upstream):
        return self.x * upstream, self.y * upstream

# %% slide-slip

# YOUR ANSWER: neuron_slope_by_x0
neuron_slope_by_x0 = 0.4

# YOUR ANSWER: neuron_slope_by_x1
neuron_slope_by_x1 = -0.6

# %% tie-to-both

# YOUR ANSWER: MaxGate
class MaxGate:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x), np.asarray(y)
        return np.maximum(x, y)

    def backward(self, upstream):
        return upstream * (self.x >= self.y), upstream * (self.y >= self.x)
