# %% numbers-from-elsewhere

# YOUR ANSWER: sample_minibatch
def sample_minibatch(X, y, batch_size, rng):
    idx = np.random.choice(X.shape[0], batch_size, replace=False)
    return X[idx], y[idx]

# %% random-undefined

# YOUR ANSWER: sample_minibatch
def sample_minibatch(X, y, batch_size, rng):
    idx = random.choices(range(len(X)), k=batch_size)
    return X[idx], y[idx]

# %% slide-slip

# YOUR ANSWER: slope_of_second_weight
slope_of_second_weight = 6e-05

# YOUR ANSWER: numerical_gradient
def numerical_gradient(f, W, h=1e-5):
    fx = f(W)
    grad = np.zeros(W.shape)
    it = np.nditer(W, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        old = W[ix]
        W[ix] = old + h
        grad[ix] = (f(W) - fx) / h
        W[ix] = old
        it.iternext()
    return grad

# %% up-the-slope

# YOUR ANSWER: gradient_descent
def gradient_descent(loss_and_gradient, W, learning_rate, num_steps):
    losses = []
    for i in range(num_steps):
        loss, grad = loss_and_gradient(W)
        losses.append(loss)
        W = W + learning_rate * grad
    return W, losses

# YOUR ANSWER: sgd
def sgd(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    history = []
    for it in range(num_steps):
        X_batch, y_batch = sample_minibatch(X, y, batch_size, rng)
        batch_loss, grad = loss(W, X_batch, y_batch, reg)
        history.append(batch_loss)
        W = W + learning_rate * grad
    return W, history
