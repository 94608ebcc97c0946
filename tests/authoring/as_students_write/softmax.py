# %% logarithm-to-base-ten

# YOUR ANSWER: cross_entropy_of_frog
cross_entropy_of_frog = 2.67

# YOUR ANSWER: cross_entropy_loss
def cross_entropy_loss(scores, label):
    shifted = scores - np.max(scores)
    return np.log10(np.sum(np.exp(shifted))) - shifted[label] / np.log(10)

# %% minus-one-forgotten

# YOUR ANSWER: softmax_loss_naive
def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        loss += cross_entropy_loss(scores, y[i])
        p = softmax(scores)
        for j in range(len(W)):
            dW[j] += p[j] * X[i]
    return loss / len(X) + reg * np.sum(W * W), dW / len(X) + 2 * reg * W

# YOUR ANSWER: softmax_loss_vectorized
def softmax_loss_vectorized(W, X, y, reg):
    N = len(X)
    scores = X @ W.T
    scores -= scores.max()
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    p = np.exp(log_p)
    p[np.arange(N), y] -= 1
    return nll_loss(log_p, y) + reg * np.sum(W * W), p.T @ X / N + reg * W

# %% shift-forgotten

# YOUR ANSWER: softmax
def softmax(scores):
    exps = np.exp(scores)
    return exps / exps.sum(axis=-1, keepdims=True)

# YOUR ANSWER: cross_entropy_loss
def cross_entropy_loss(scores, label):
    return -np.log(softmax(scores)[label])

# %% slide-slip

# YOUR ANSWER: sum_by_slide_formula
sum_by_slide_formula = 1.0

# YOUR ANSWER: right_score_doubled
right_score_doubled = 'A'
