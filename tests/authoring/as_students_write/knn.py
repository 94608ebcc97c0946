# %% absolute-value-forgotten

# YOUR ANSWER: l1_distance
def l1_distance(a, b):
    return np.sum(a - b)

# %% nan-and-ties

# YOUR ANSWER: distances_no_loops
def distances_no_loops(X_test, X_train):
    test_sum = np.sum(X_test ** 2, axis=1, keepdims=True)
    train_sum = np.sum(X_train ** 2, axis=1)
    return np.sqrt(test_sum + train_sum - 2 * np.dot(X_test, X_train.T))

# YOUR ANSWER: vote_of_five
vote_of_five = 7.0

# YOUR ANSWER: predict_labels
from collections import Counter

def predict_labels(distances, y_train, k):
    y_pred = np.zeros(distances.shape[0])
    for i in range(distances.shape[0]):
        closest_y = y_train[np.argsort(distances[i])[:k]]
        y_pred[i] = Counter(closest_y.tolist()).most_common(1)[0][0]
    return y_pred

# %% root-forgotten

# YOUR ANSWER: distances_two_loops
def distances_two_loops(X_test, X_train):
    num_test, num_train = X_test.shape[0], X_train.shape[0]
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        for j in range(num_train):
            dists[i, j] = np.sum((X_test[i] - X_train[j])**2)
    return dists

# YOUR ANSWER: distances_one_loop
def distances_one_loop(X_test, X_train):
    num_test, num_train = X_test.shape[0], X_train.shape[0]
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        dists[i] = np.sum((X_train - X_test[i]) ** 2, axis=1)
    return dists

# %% trained-on-everything

# YOUR ANSWER: cross_validate
def cross_validate(X, y, ks, num_folds):
    X_folds, y_folds = np.array_split(X, num_folds), np.array_split(y, num_folds)
    accuracies = {k: [] for k in ks}
    for k in ks:
        for X_val, y_val in zip(X_folds, y_folds):
            predicted = predict_labels(distances_no_loops(X_val, X), y, k)
            accuracies[k].append(np.mean(predicted == y_val))
    return accuracies
