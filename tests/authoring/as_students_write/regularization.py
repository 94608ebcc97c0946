# %% half-squares

# YOUR ANSWER: l2_penalty
def l2_penalty(W):
    return 0.5 * np.sum(W ** 2), W

# YOUR ANSWER: elastic_net_penalty
def elastic_net_penalty(W, beta):
    r2, g2 = l2_penalty(W)
    r1, g1 = l1_penalty(W)
    return beta * r2 + r1, beta * g2 + g1

# %% kink-and-sign

# YOUR ANSWER: l1_penalty
def l1_penalty(W):
    gradient = np.ones(W.shape)
    gradient[W < 0] = -1
    return np.sum(np.abs(W)), gradient

# YOUR ANSWER: l1_of_third_vector
l1_of_third_vector = 1.0

# YOUR ANSWER: l1_step_of_weight
l1_step_of_weight = -3.1

# %% penalty-not-called

# YOUR ANSWER: regularized_loss
def regularized_loss(data_loss, data_gradient, W, reg, penalty):
    loss = data_loss + reg * np.sum(W ** 2)
    gradient = data_gradient + 2 * reg * W
    return loss, gradient

# %% polyfit

# YOUR ANSWER: fit_polynomial
def fit_polynomial(x, t, degree, reg):
    return np.polyfit(x, t, degree)
