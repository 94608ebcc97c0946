"""The bias trick by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("append_bias")
def appended_by_concatenate(X, W, b):
    """Concatenates along the last axis; returns a list."""
    ones = np.ones_like(X[:, :1])
    return [np.concatenate((X, ones), axis=-1), np.concatenate((W, b.reshape(-1, 1)), axis=-1)]


@variant("append_bias")
def appended_with_c(X, W, b):
    """NumPy's column tool."""
    return np.c_[X, np.ones(X.shape[0])], np.c_[W, b]


@variant("append_bias")
def appended_by_pad(X, W, b):
    """Pads with ones, then fills the biases in."""
    images = np.pad(X, ((0, 0), (0, 1)), constant_values=1)
    weights = np.pad(W, ((0, 0), (0, 1)))
    weights[:, -1] = b
    return images, weights


@variant("append_bias")
def appended_row_by_row(X, W, b):
    """Plain lists, with a loop over the rows."""
    return [[*x, 1] for x in X], [[*w, bias] for w, bias in zip(W, b, strict=True)]


@variant("append_bias")
def appended_in_float32(X, W, b):
    """Fills arrays of float32 in Fortran order."""
    images = np.ones((len(X), X.shape[1] + 1), dtype=np.float32, order="F")
    images[:, :-1] = X
    weights = np.zeros((len(W), W.shape[1] + 1), dtype=np.float32, order="F")
    weights[:, :-1], weights[:, -1] = W, b
    return images, weights


@variant("append_bias")
def appended_by_insert(X, W, b):
    """np.insert at the end, np.append along axis 1."""
    return np.insert(X, X.shape[1], 1, axis=1), np.append(W, b[:, None], axis=1)


@variant("append_bias")
def appended_by_block(X, W, b):
    """np.block, with columns by reshape."""
    return np.block([X, np.ones((X.shape[0], 1))]), np.block([W, b.reshape(b.size, 1)])


@variant("append_bias")
def appended_under_the_transposed(X, W, b):
    """Turns both tables round, stacks one more row below, and turns them back."""
    return np.vstack([X.T, np.ones(len(X))]).T, np.vstack([W.T, b]).T


@variant("append_bias")
def appended_by_product(X, W, b):
    """A product with an identity that is one column longer leaves room for the last column."""
    D = X.shape[1]
    longer, last = np.eye(D, D + 1), np.eye(D + 1)[D]
    return X @ longer + last, W @ longer + np.outer(b, last)


@variant("append_bias")
def appended_by_dummy_feature(X, W, b):
    """scikit-learn puts the ones first; np.roll brings them to the end."""
    from sklearn.preprocessing import add_dummy_feature

    weights = np.concatenate([b[:, None], W], axis=1)
    return np.roll(add_dummy_feature(X), -1, axis=1), np.roll(weights, -1, axis=1)


@variant("append_bias")
def appended_by_sparse_stack(X, W, b):
    """Sparse matrices side by side, made dense in the end."""
    from scipy.sparse import csr_array, hstack

    ones, biases = csr_array(np.ones((len(X), 1))), csr_array(b[:, np.newaxis])
    return hstack([csr_array(X), ones]).toarray(), hstack([csr_array(W), biases]).toarray()


@variant("append_bias")
def appended_by_broadcast(X, W, b):
    """One inner function for both, which repeats a number or a list as a column."""

    def longer(table, last):
        column = np.broadcast_to(np.reshape(last, (-1, 1)), (len(table), 1))
        return np.concatenate((table, column), axis=1)

    return longer(X, 1), longer(W, b)


@variant("append_bias")
def appended_column_by_column(X, W, b):
    """Lists of columns, each with one more, stacked along the last axis."""
    images = [*X.T, np.full(X.shape[0], 1.0)]
    weights = [*W.T, b]
    return np.stack(images, axis=1), np.stack(weights, axis=1)


@variant("append_bias")
def appended_by_put(X, W, b):
    """np.resize to the new shape, then both parts are written again."""
    new = []
    for table, last in ((X, 1), (W, b)):
        rows, columns = table.shape
        longer = np.resize(table, (rows, columns + 1))
        longer[..., :columns] = table
        longer[..., columns] = last
        new.append(longer)
    return tuple(new)


@variant("append_bias")
def appended_flat(X, W, b):
    """np.insert into the flat numbers, at the end of each row."""
    N, D = X.shape
    C = W.shape[0]
    images = np.insert(X.ravel(), np.arange(1, N + 1) * D, 1.0).reshape(N, D + 1)
    weights = np.insert(W.ravel(), np.arange(1, C + 1) * D, b).reshape(C, D + 1)
    return images, weights


@variant("append_bias")
def appended_by_mask(X, W, b):
    """A mask of the columns that were there, and np.where for the new one."""
    old = np.arange(X.shape[1] + 1) < X.shape[1]
    place = np.minimum(np.arange(old.size), X.shape[1] - 1)
    return np.where(old, X[:, place], 1), np.where(old, W[:, place], np.array([b]).T)
