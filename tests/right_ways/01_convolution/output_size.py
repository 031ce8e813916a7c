# %% the formula
def output_size(n, k, stride=1, pad=0):
    return (n - k + 2 * pad) // stride + 1


# %% counting starts
def output_size(n, k, stride=1, pad=0):
    return len(range(0, n + 2 * pad - k + 1, stride))


# %% a while loop
def output_size(n, k, stride=1, pad=0):
    length = n + pad + pad
    count = 0
    start = 0
    while start + k <= length:
        count += 1
        start += stride
    return count


# %% recursion
def output_size(n, k, stride=1, pad=0):
    if pad > 0:
        return output_size(n + 2 * pad, k, stride)
    return 0 if n < k else 1 + output_size(n - stride, k, stride)


# %% a rounded-down float
def output_size(n, k, stride=1, pad=0):
    return np.floor((n + 2 * pad - k) / stride + 1)


# %% int cuts off
def output_size(n, k, stride=1, pad=0):
    return int((n + 2 * pad - k) / stride) + 1


# %% rounding up the places
def output_size(n, k, stride=1, pad=0):
    import math

    return math.ceil((n + 2 * pad - k + 1) / stride)


# %% a range in NumPy
def output_size(n, k, stride=1, pad=0):
    return np.arange(-pad, n + pad - k + 1, stride).size


# %% divmod
def output_size(n, k, stride=1, pad=0):
    steps, left_over = divmod(n + 2 * pad - k, stride)
    return 1 + steps


# %% stride before the bracket
def output_size(n, k, stride=1, pad=0):
    return (n + 2 * pad - k + stride) // stride


# %% a NumPy scalar in an array
def output_size(n, k, stride=1, pad=0):
    return np.array([(n + 2 * pad - k) // stride + 1])
