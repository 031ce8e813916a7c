# %% np.where
def relu(x):
    return np.where(x > 0, x, 0)


# %% np.maximum with an array of zeros
def relu(x):
    return np.maximum(np.zeros_like(x), x)


# %% a mask on a copy
def relu(x):
    result = x.copy()
    result[result < 0] = 0
    return result


# %% times the mask
def relu(x):
    return x * (x > 0)


# %% np.clip without an upper limit
def relu(x):
    return np.clip(x, 0, None)


# %% half the sum of the number and its absolute value
def relu(x):
    return (x + abs(x)) / 2


# %% Python's max on every number
def relu(x):
    return np.array([max(0, number) for number in x.ravel()]).reshape(x.shape)


# %% np.vectorize, with a helper
def positive_part(number):
    if number > 0:
        return number
    return 0.0


def relu(x):
    return np.vectorize(positive_part)(x)


# %% recursion over the axes, returning lists
def relu(x):
    if np.ndim(x) == 0:
        return float(x) if x > 0 else 0.0
    return [relu(part) for part in x]


# %% np.ndindex, float32 inside
def relu(x):
    result = np.zeros(x.shape, dtype=np.float32)
    for index in np.ndindex(x.shape):
        if x[index] >= 0:
            result[index] = x[index]
    return result


# %% read-only result
def relu(x):
    result = np.fmax(x, 0.0)
    result.flags.writeable = False
    return result
