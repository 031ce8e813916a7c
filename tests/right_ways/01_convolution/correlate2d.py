# %% two loops with the earlier functions
def correlate2d(image, kernel, stride=1, pad=0):
    padded = pad2d(image, pad)
    kh, kw = kernel.shape
    h_out = output_size(image.shape[0], kh, stride, pad)
    w_out = output_size(image.shape[1], kw, stride, pad)
    out = np.empty((h_out, w_out))
    for r in range(h_out):
        for c in range(w_out):
            out[r, c] = (padded[r * stride : r * stride + kh, c * stride : c * stride + kw] * kernel).sum()
    return out


# %% four plain loops
def correlate2d(image, kernel, stride=1, pad=0):
    height, width = image.shape
    kh, kw = kernel.shape
    result = []
    for top in range(-pad, height + pad - kh + 1, stride):
        row = []
        for left in range(-pad, width + pad - kw + 1, stride):
            total = 0.0
            for a in range(kh):
                for b in range(kw):
                    y, x = top + a, left + b
                    if 0 <= y < height and 0 <= x < width:
                        total += float(image[y, x]) * float(kernel[a, b])
            row.append(total)
        result.append(row)
    return result


# %% einsum over a sliding window view
def correlate2d(image, kernel, stride=1, pad=0):
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, pad), kernel.shape)
    return np.einsum("ijab,ab->ij", windows[::stride, ::stride], kernel)


# %% tensordot over a sliding window view
def correlate2d(image, kernel, stride=1, pad=0):
    from numpy.lib.stride_tricks import sliding_window_view

    return np.tensordot(sliding_window_view(np.pad(image, pad), kernel.shape)[::stride, ::stride], kernel, axes=2)


# %% as_strided
def correlate2d(image, kernel, stride=1, pad=0):
    padded = np.ascontiguousarray(np.pad(image.astype(float), pad))
    rows = (padded.shape[0] - kernel.shape[0]) // stride + 1
    columns = (padded.shape[1] - kernel.shape[1]) // stride + 1
    down, right = padded.strides
    windows = np.lib.stride_tricks.as_strided(
        padded, (rows, columns, *kernel.shape), (down * stride, right * stride, down, right), writeable=False
    )
    return (windows * kernel).sum(axis=(-2, -1))


# %% shifted images, one per weight
def correlate2d(image, kernel, stride=1, pad=0):
    padded = np.pad(image, pad).astype(float)
    rows = padded.shape[0] - kernel.shape[0] + 1
    columns = padded.shape[1] - kernel.shape[1] + 1
    total = np.zeros((rows, columns))
    for a in range(kernel.shape[0]):
        for b in range(kernel.shape[1]):
            total += kernel[a, b] * padded[a : a + rows, b : b + columns]
    return total[::stride, ::stride]


# %% im2col and a matrix product
def correlate2d(image, kernel, stride=1, pad=0):
    padded = np.pad(image, pad)
    kh, kw = kernel.shape
    tops = range(0, padded.shape[0] - kh + 1, stride)
    lefts = range(0, padded.shape[1] - kw + 1, stride)
    patches = np.array([padded[t : t + kh, s : s + kw].ravel() for t in tops for s in lefts])
    return (patches @ kernel.ravel()).reshape(len(tops), len(lefts))


# %% SciPy's correlate2d
def correlate2d(image, kernel, stride=1, pad=0):
    import scipy.signal

    return scipy.signal.correlate2d(np.pad(image.astype(float), pad), kernel, mode="valid")[::stride, ::stride]


# %% SciPy's ndimage, cropped
def correlate2d(image, kernel, stride=1, pad=0):
    from scipy import ndimage

    padded = np.pad(image, pad).astype(np.float64)
    kh, kw = kernel.shape
    full = ndimage.correlate(padded, kernel, mode="constant")
    full = full[kh // 2 : kh // 2 + padded.shape[0] - kh + 1, kw // 2 : kw // 2 + padded.shape[1] - kw + 1]
    return full[::stride, ::stride]


# %% Fourier transform
def correlate2d(image, kernel, stride=1, pad=0):
    from scipy.signal import fftconvolve

    return fftconvolve(np.pad(image * 1.0, pad), kernel[::-1, ::-1], mode="valid")[::stride, ::stride]


# %% float32 inside
def correlate2d(image, kernel, stride=1, pad=0):
    padded = np.pad(image.astype(np.float32), pad)
    weights = kernel.astype(np.float32)
    rows = (padded.shape[0] - weights.shape[0]) // stride + 1
    columns = (padded.shape[1] - weights.shape[1]) // stride + 1
    result = np.zeros((rows, columns), dtype=np.float32)
    for i, j in np.ndindex(rows, columns):
        y, x = i * stride, j * stride
        result[i, j] = np.vdot(padded[y : y + weights.shape[0], x : x + weights.shape[1]].copy(), weights.copy())
    return result


# %% a helper function for one window
def correlate2d(image, kernel, stride=1, pad=0):
    def answer(i, j):
        window = padded[i * stride :, j * stride :][: kernel.shape[0], : kernel.shape[1]]
        return np.multiply(window, kernel).sum()

    padded = pad2d(image, pad)
    rows, columns = (output_size(n, k, stride, pad) for n, k in zip(image.shape, kernel.shape))
    return np.array([[answer(i, j) for j in range(columns)] for i in range(rows)])


# %% fancy indices
def correlate2d(image, kernel, stride=1, pad=0):
    padded = np.pad(image, pad)
    kh, kw = kernel.shape
    rows = np.arange(0, padded.shape[0] - kh + 1, stride)
    columns = np.arange(0, padded.shape[1] - kw + 1, stride)
    y = rows[:, None, None, None] + np.arange(kh)[None, None, :, None]
    x = columns[None, :, None, None] + np.arange(kw)
    return np.sum(padded[y, x] * kernel, axis=(2, 3))


# %% a sparse matrix of the whole walk
def correlate2d(image, kernel, stride=1, pad=0):
    padded = np.pad(image, pad)
    rows = (padded.shape[0] - kernel.shape[0]) // stride + 1
    columns = (padded.shape[1] - kernel.shape[1]) // stride + 1
    walk = np.zeros((rows * columns, padded.size))
    for i in range(rows):
        for j in range(columns):
            place = np.zeros(padded.shape)
            place[i * stride : i * stride + kernel.shape[0], j * stride : j * stride + kernel.shape[1]] = kernel
            walk[i * columns + j] = place.ravel()
    return (walk @ padded.ravel()).reshape(rows, columns)
