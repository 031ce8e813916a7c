# %% field and step, upwards
def receptive_field(layers):
    field, jump = 1, 1
    for k, s in layers:
        field = field + (k - 1) * jump
        jump = jump * s
    return field


# %% downwards from one number
def receptive_field(layers):
    width = 1
    for size, stride in reversed(layers):
        width = (width - 1) * stride + size
    return width


# %% recursion
def receptive_field(layers):
    if not layers:
        return 1
    (size, stride), *above = layers
    return (receptive_field(above) - 1) * stride + size


# %% the formula with math.prod
import math


def receptive_field(layers):
    strides = [s for _, s in layers]
    return 1 + sum((k - 1) * math.prod(strides[:i]) for i, (k, _) in enumerate(layers))


# %% NumPy, a float comes out
def receptive_field(layers):
    sizes, strides = np.array(layers, dtype=float).T
    steps = np.concatenate([[1.0], np.cumprod(strides)[:-1]])
    return 1 + np.dot(sizes - 1, steps)


# %% first and last pixel, in an array
def receptive_field(layers):
    first, last = 0, 0
    for size, stride in layers[::-1]:
        first, last = first * stride, last * stride + size - 1
    return np.array([last - first + 1])


# %% a set of pixels, printed on the way
def receptive_field(layers):
    seen = {0}
    for size, stride in reversed(list(layers)):
        seen = {number * stride + offset for number in seen for offset in range(size)}
        print(len(seen))
    return len(seen)


# %% a convolution of ones
def receptive_field(layers):
    reach = np.ones(1)
    for size, stride in layers[::-1]:
        spread = np.zeros((len(reach) - 1) * stride + 1)
        spread[::stride] = reach
        reach = np.convolve(spread, np.ones(size))
    return int(np.count_nonzero(reach))
