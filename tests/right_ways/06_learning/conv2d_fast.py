# %% im2col and one product
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    kh, kw, c, f = kernels.shape
    out_h = (images.shape[1] + 2 * pad - kh) // stride + 1
    cols = im2col(images, kh, kw, stride=stride, pad=pad)
    return (cols.dot(kernels.reshape(kh * kw * c, f)) + bias).reshape(len(images), out_h, -1, f)


# %% windows collected in loops, then one product
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    n = len(images)
    kh, kw, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    tops = range(0, padded.shape[1] - kh + 1, stride)
    lefts = range(0, padded.shape[2] - kw + 1, stride)
    rows = [image[i : i + kh, j : j + kw].ravel() for image in padded for i in tops for j in lefts]
    product = np.array(rows) @ kernels.reshape(-1, filters) + bias
    return product.reshape(n, len(tops), len(lefts), filters)


# %% einsum over a sliding window view
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias


# %% einsum that may choose its order
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels, optimize=True) + bias


# %% tensordot over a sliding window view
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.tensordot(windows[:, ::stride, ::stride], kernels, axes=([3, 4, 5], [2, 0, 1])) + bias


# %% shifted images, one product for each weight position
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    n, height, width, _ = images.shape
    kh, kw, _, filters = kernels.shape
    rows, columns = (height + 2 * pad - kh) // stride + 1, (width + 2 * pad - kw) // stride + 1
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((n, rows, columns, filters)) + bias
    for a in range(kh):
        for b in range(kw):
            part = padded[:, a : a + (rows - 1) * stride + 1 : stride, b : b + (columns - 1) * stride + 1 : stride]
            result += part @ kernels[a, b]
    return result


# %% as_strided
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    padded = np.ascontiguousarray(np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)]), dtype=float)
    n, height, width, channels = padded.shape
    kh, kw, _, filters = kernels.shape
    s0, s1, s2, s3 = padded.strides
    shape = (n, (height - kh) // stride + 1, (width - kw) // stride + 1, kh, kw, channels)
    windows = np.lib.stride_tricks.as_strided(padded, shape, (s0, s1 * stride, s2 * stride, s1, s2, s3))
    return np.tensordot(windows, kernels, axes=3) + bias


# %% tables of indices
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    kh, kw, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = np.arange(0, padded.shape[1] - kh + 1, stride)
    columns = np.arange(0, padded.shape[2] - kw + 1, stride)
    y = rows[:, None, None, None] + np.arange(kh)[:, None]
    x = columns[:, None, None] + np.arange(kw)
    windows = padded[:, y, x]
    return windows.reshape(len(images), len(rows), len(columns), -1) @ kernels.reshape(-1, filters) + bias


# %% loop over the windows, all images and filters at once
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    n, height, width, _ = images.shape
    kh, kw, _, filters = kernels.shape
    rows, columns = (height + 2 * pad - kh) // stride + 1, (width + 2 * pad - kw) // stride + 1
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    matrix = kernels.reshape(-1, filters)
    result = np.empty((n, rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            result[:, i, j] = padded[:, top : top + kh, left : left + kw].reshape(n, -1) @ matrix
    return result + bias


# %% float32 inside, bias as one more column of ones
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    kh, kw, _, filters = kernels.shape
    rows = (images.shape[1] + 2 * pad - kh) // stride + 1
    windows = np.asarray(im2col(images, kh, kw, stride, pad), dtype=np.float32)
    windows = np.hstack([windows, np.ones((len(windows), 1), np.float32)])
    matrix = np.vstack([kernels.reshape(-1, filters), bias]).astype(np.float32)
    return (windows @ matrix).reshape(len(images), rows, -1, filters)


# %% one image at a time, filters from the left
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    kh, kw, _, filters = kernels.shape
    rows = (images.shape[1] + 2 * pad - kh) // stride + 1
    flat = kernels.reshape(-1, filters).T
    maps = [flat @ im2col(image[None], kh, kw, stride, pad).T + bias[:, None] for image in images]
    return np.moveaxis(np.array(maps).reshape(len(images), filters, rows, -1), 1, -1)
