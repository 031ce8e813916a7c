# %% loops over the result, window cut from the whole batch
def max_pool2d(images, size=2, stride=None):
    if stride is None:
        stride = size
    n, h, w, c = images.shape
    h_out, w_out = 1 + (h - size) // stride, 1 + (w - size) // stride
    out = np.zeros((n, h_out, w_out, c))
    for i in range(h_out):
        for j in range(w_out):
            out[:, i, j] = np.max(
                images[:, i * stride : i * stride + size, j * stride : j * stride + size], axis=(1, 2)
            )
    return out


# %% four loops
def max_pool2d(images, size=2, stride=None):
    stride = stride or size
    n, h, w, c = images.shape
    out = np.empty((n, (h - size) // stride + 1, (w - size) // stride + 1, c), dtype=np.float32)
    for image in range(n):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                for channel in range(c):
                    top, left = i * stride, j * stride
                    out[image, i, j, channel] = images[image, top : top + size, left : left + size, channel].max()
    return out


# %% a running maximum that starts at minus infinity
def max_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    n, h, w, c = images.shape
    rows, columns = (h - size) // stride + 1, (w - size) // stride + 1
    best = np.full((n, rows, columns, c), -np.inf)
    for a in range(size):
        for b in range(size):
            shifted = images[:, a : a + (rows - 1) * stride + 1 : stride, b : b + (columns - 1) * stride + 1 : stride]
            best = np.maximum(best, shifted)
    return best


# %% sliding_window_view
def max_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    return windows[:, ::stride, ::stride].max(axis=(4, 5))


# %% as_strided
def max_pool2d(images, size=2, stride=None):
    from numpy.lib.stride_tricks import as_strided

    stride = size if stride is None else stride
    n, h, w, c = images.shape
    sn, sh, sw, sc = images.strides
    shape = (n, (h - size) // stride + 1, (w - size) // stride + 1, size, size, c)
    return as_strided(images, shape, (sn, sh * stride, sw * stride, sh, sw, sc)).max(axis=(3, 4))


# %% SciPy's maximum_filter
def max_pool2d(images, size=2, stride=None):
    from scipy.ndimage import maximum_filter

    stride = size if stride is None else stride
    rows, columns = (images.shape[1] - size) // stride + 1, (images.shape[2] - size) // stride + 1
    filtered = maximum_filter(images, size=(1, size, size, 1), origin=(0, -(size // 2), -(size // 2), 0))
    return filtered[:, ::stride, ::stride][:, :rows, :columns]


# %% reshape where windows touch, loops where not
def max_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    n, h, w, c = images.shape
    if stride == size:
        used = images[:, : h // size * size, : w // size * size]
        return used.reshape(n, h // size, size, w // size, size, c).max(axis=4).max(axis=2)
    rows = [
        [images[:, y : y + size, x : x + size].max(axis=(1, 2)) for x in range(0, w - size + 1, stride)]
        for y in range(0, h - size + 1, stride)
    ]
    return np.array(rows).transpose(2, 0, 1, 3)


# %% rows first, then columns
def largest_along(images, axis, size, stride):
    starts = range(0, images.shape[axis] - size + 1, stride)
    return np.stack([images.take(range(s, s + size), axis=axis).max(axis=axis) for s in starts], axis=axis)


def max_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    return largest_along(largest_along(images, 1, size, stride), 2, size, stride)


# %% nested lists
def max_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    _, h, w, c = images.shape
    return [
        [
            [
                [max(image[y + a, x + b, k] for a in range(size) for b in range(size)) for k in range(c)]
                for x in range(0, w - size + 1, stride)
            ]
            for y in range(0, h - size + 1, stride)
        ]
        for image in images
    ]


# %% sorts each window
def max_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    n, h, w, c = images.shape
    out = np.empty((n, (h - size) // stride + 1, (w - size) // stride + 1, c), dtype=images.dtype)
    for i, top in enumerate(range(0, h - size + 1, stride)):
        for j, left in enumerate(range(0, w - size + 1, stride)):
            window = images[:, top : top + size, left : left + size].reshape(n, size * size, c)
            out[:, i, j] = np.sort(window, axis=1)[:, -1]
    return out
