# %% loops over the result
def avg_pool2d(images, size=2, stride=None):
    if stride is None:
        stride = size
    n, h, w, c = images.shape
    h_out, w_out = 1 + (h - size) // stride, 1 + (w - size) // stride
    out = np.zeros((n, h_out, w_out, c))
    for i in range(h_out):
        for j in range(w_out):
            out[:, i, j] = np.mean(
                images[:, i * stride : i * stride + size, j * stride : j * stride + size], axis=(1, 2)
            )
    return out


# %% sum of shifted images
def avg_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    n, h, w, c = images.shape
    rows, columns = (h - size) // stride + 1, (w - size) // stride + 1
    total = np.zeros((n, rows, columns, c))
    for a in range(size):
        for b in range(size):
            total += images[:, a : a + (rows - 1) * stride + 1 : stride, b : b + (columns - 1) * stride + 1 : stride]
    return total / size**2


# %% sliding_window_view
def avg_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    return windows[:, ::stride, ::stride].mean(axis=(-1, -2))


# %% einsum over the windows, float32 inside
def avg_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    images = images.astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    return np.einsum("nijcab->nijc", windows[:, ::stride, ::stride]) / (size * size)


# %% four loops
def avg_pool2d(images, size=2, stride=None):
    stride = stride or size
    n, h, w, c = images.shape
    out = np.empty((n, (h - size) // stride + 1, (w - size) // stride + 1, c))
    for image, i, j, channel in np.ndindex(out.shape):
        window = images[image, i * stride : i * stride + size, j * stride : j * stride + size, channel]
        out[image, i, j, channel] = window.sum() / window.size
    return out


# %% convolution with a mean filter, from SciPy
def avg_pool2d(images, size=2, stride=None):
    from scipy.signal import correlate

    stride = size if stride is None else stride
    kernel = np.full((1, size, size, 1), 1 / size**2)
    return correlate(images.astype(float), kernel, mode="valid")[:, ::stride, ::stride]


# %% cumulative sums
def avg_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    _, h, w, _ = images.shape
    sums = np.pad(images.astype(float).cumsum(axis=1).cumsum(axis=2), ((0, 0), (1, 0), (1, 0), (0, 0)))
    y, x = np.arange(0, h - size + 1, stride), np.arange(0, w - size + 1, stride)
    y, x = y[:, None], x[None, :]
    total = sums[:, y + size, x + size] - sums[:, y, x + size] - sums[:, y + size, x] + sums[:, y, x]
    return total / size**2


# %% rows first, then columns, as lists
def avg_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    h, w = images.shape[1:3]
    result = []
    for image in images:
        bands = [image[y : y + size].mean(axis=0) for y in range(0, h - size + 1, stride)]
        result.append([[band[x : x + size].mean(axis=0) for x in range(0, w - size + 1, stride)] for band in bands])
    return result
