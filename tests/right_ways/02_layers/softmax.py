# %% last axis, keepdims
def softmax(logits):
    shifted = logits - np.max(logits, axis=-1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=-1, keepdims=True)


# %% two cases
def softmax(logits):
    if logits.ndim == 1:
        e = np.exp(logits - logits.max())
        return e / e.sum()
    e = np.exp(logits - logits.max(axis=1).reshape(-1, 1))
    return e / e.sum(axis=1).reshape(-1, 1)


# %% recursion over the rows
def softmax(logits):
    if logits.ndim > 1:
        return np.array([softmax(row) for row in logits])
    exps = np.exp(logits - max(logits))
    return exps / sum(exps)


# %% transposed, so that rows are columns
def softmax(logits):
    columns = logits.T
    exps = np.exp(columns - columns.max(axis=0))
    return (exps / exps.sum(axis=0)).T


# %% SciPy's softmax
def softmax(logits):
    from scipy import special

    return special.softmax(logits, axis=-1)


# %% by way of logsumexp
def softmax(logits):
    from scipy.special import logsumexp

    return np.exp(logits - logsumexp(logits, axis=-1, keepdims=True))


# %% atleast_2d, and back to the shape that came
def softmax(logits):
    batch = np.atleast_2d(logits)
    exps = np.exp(batch - batch.max(axis=1, keepdims=True))
    return (exps / exps.sum(axis=1, keepdims=True)).reshape(logits.shape)


# %% Python's math, returning lists
def softmax(logits):
    import math

    def one(row):
        top = max(row)
        powers = [math.exp(value - top) for value in row]
        return [power / math.fsum(powers) for power in powers]

    return one(logits) if logits.ndim == 1 else [one(row) for row in logits]


# %% in place on a copy, with a tiny number in the sum
def softmax(logits):
    result = np.array(logits, dtype=float)
    result -= result.max(axis=-1, keepdims=True)
    np.exp(result, out=result)
    result /= result.sum(axis=-1, keepdims=True) + 1e-12
    return result


# %% float32 inside, expand_dims
def softmax(logits):
    logits = logits.astype(np.float32)
    e = np.exp(logits - np.expand_dims(logits.max(axis=-1), -1))
    return e / np.expand_dims(e.sum(axis=-1), -1)
