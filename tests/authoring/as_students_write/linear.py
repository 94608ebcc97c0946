# %% bias-first

# YOUR ANSWER: append_bias
def append_bias(X, W, b):
    X = np.concatenate([np.ones((X.shape[0], 1)), X], axis=1)
    W = np.concatenate([b.reshape(-1, 1), W], axis=1)
    return X, W

# %% slide-slip

# YOUR ANSWER: score_of_ship
score_of_ship = 61.95

# YOUR ANSWER: linear_scores
def linear_scores(X, W, b):
    scores = np.zeros((X.shape[0], W.shape[0]))
    for i in range(X.shape[0]):
        for c in range(W.shape[0]):
            scores[i, c] = np.sum(W[c] * X[i])
    return scores

# %% wrong-axis

# YOUR ANSWER: predict
def predict(X, W, b):
    return np.argmax(linear_scores(X, W, b), axis=0)
