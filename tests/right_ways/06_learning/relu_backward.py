# %% mask
def relu_backward(gradient, x):
    return gradient * (x > 0)


# %% where, 0 counted as passed
def relu_backward(gradient, x):
    return np.where(x >= 0, gradient, 0.0)


# %% a copy with zeros
def relu_backward(gradient, x):
    result = gradient.copy()
    result[x <= 0] = 0
    return result


# %% heaviside
def relu_backward(gradient, x):
    return gradient * np.heaviside(x, 0.5)


# %% through relu itself
def relu_backward(gradient, x):
    passed = relu(x) != 0
    result = np.zeros(x.shape)
    result[passed] = gradient[passed]
    return result


# %% number by number
def relu_backward(gradient, x):
    result = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        if x[index] > 0:
            result[index] = gradient[index]
    return result


# %% flat lists, float32
def relu_backward(gradient, x):
    flat = [g if number > 0 else 0.0 for g, number in zip(gradient.ravel(), x.ravel())]
    return np.array(flat, dtype=np.float32).reshape(x.shape)


# %% half of one plus the sign
def relu_backward(gradient, x):
    return gradient * (1 + np.sign(x)) / 2
