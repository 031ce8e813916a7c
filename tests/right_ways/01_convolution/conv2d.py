# %% loops over images, filters, channels, with correlate2d
def conv2d(images, kernels, bias, stride=1, pad=0):
    n, height, width, channels = images.shape
    kh, kw, _, filters = kernels.shape
    out = np.zeros((n, output_size(height, kh, stride, pad), output_size(width, kw, stride, pad), filters))
    for m in range(n):
        for f in range(filters):
            for c in range(channels):
                out[m, :, :, f] += correlate2d(images[m, :, :, c], kernels[:, :, c, f], stride, pad)
            out[m, :, :, f] += bias[f]
    return out


# %% seven plain loops
def conv2d(images, kernels, bias, stride=1, pad=0):
    n, height, width, channels = images.shape
    kh, kw, _, filters = kernels.shape
    rows = (height + 2 * pad - kh) // stride + 1
    columns = (width + 2 * pad - kw) // stride + 1
    padded = np.zeros((n, height + 2 * pad, width + 2 * pad, channels))
    padded[:, pad : pad + height, pad : pad + width, :] = images
    out = np.zeros((n, rows, columns, filters))
    for m in range(n):
        for i in range(rows):
            for j in range(columns):
                for f in range(filters):
                    total = bias[f]
                    for a in range(kh):
                        for b in range(kw):
                            for c in range(channels):
                                total += padded[m, i * stride + a, j * stride + b, c] * kernels[a, b, c, f]
                    out[m, i, j, f] = total
    return out


# %% four loops, one window at a time
def conv2d(images, kernels, bias, stride=1, pad=0):
    kh, kw, _, filters = kernels.shape
    maps = []
    for image in images:
        padded = pad2d(image, pad)
        rows = range(0, padded.shape[0] - kh + 1, stride)
        columns = range(0, padded.shape[1] - kw + 1, stride)
        one = np.zeros((len(rows), len(columns), filters))
        for i, top in enumerate(rows):
            for j, left in enumerate(columns):
                for f in range(filters):
                    window = padded[top : top + kh, left : left + kw, :]
                    one[i, j, f] = np.sum(window * kernels[..., f]) + float(bias[f])
        maps.append(one)
    return np.stack(maps)


# %% einsum over a sliding window view
def conv2d(images, kernels, bias, stride=1, pad=0):
    padded = np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels, optimize=True) + bias


# %% tensordot over a sliding window view
def conv2d(images, kernels, bias, stride=1, pad=0):
    padded = np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.tensordot(windows[:, ::stride, ::stride], kernels, axes=([4, 5, 3], [0, 1, 2])) + bias


# %% as_strided
def conv2d(images, kernels, bias, stride=1, pad=0):
    padded = np.ascontiguousarray(np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)]), dtype=float)
    n, height, width, channels = padded.shape
    kh, kw, _, filters = kernels.shape
    s0, s1, s2, s3 = padded.strides
    shape = (n, (height - kh) // stride + 1, (width - kw) // stride + 1, kh, kw, channels)
    windows = np.lib.stride_tricks.as_strided(padded, shape, (s0, s1 * stride, s2 * stride, s1, s2, s3))
    return np.einsum("nijabc,abcf->nijf", windows, kernels) + bias.reshape(1, 1, 1, filters)


# %% im2col
def conv2d(images, kernels, bias, stride=1, pad=0):
    kh, kw, channels, filters = kernels.shape
    padded = np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    rows = (padded.shape[1] - kh) // stride + 1
    columns = (padded.shape[2] - kw) // stride + 1
    patches = np.empty((len(images), rows, columns, kh * kw * channels))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i * stride : i * stride + kh, j * stride : j * stride + kw]
            patches[:, i, j] = window.reshape(len(images), -1)
    flat = patches.reshape(-1, kh * kw * channels) @ kernels.reshape(-1, filters) + bias
    return flat.reshape(len(images), rows, columns, filters)


# %% shifted images, one matrix product per weight
def conv2d(images, kernels, bias, stride=1, pad=0):
    kh, kw = kernels.shape[:2]
    padded = np.pad(images.astype(float), [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    rows = output_size(images.shape[1], kh, stride, pad)
    columns = output_size(images.shape[2], kw, stride, pad)
    total = np.zeros((len(images), rows, columns, kernels.shape[3])) + bias
    for a in range(kh):
        for b in range(kw):
            shifted = padded[:, a : a + rows * stride : stride, b : b + columns * stride : stride, :]
            total += shifted[:, :rows, :columns] @ kernels[a, b]
    return total


# %% SciPy per channel
def conv2d(images, kernels, bias, stride=1, pad=0):
    from scipy.signal import correlate2d as slide

    padded = np.pad(images.astype(float), [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    maps = [
        [
            sum(slide(image[..., c], kernels[..., c, f], mode="valid") for c in range(image.shape[-1])) + bias[f]
            for f in range(kernels.shape[-1])
        ]
        for image in padded
    ]
    return np.moveaxis(np.array(maps), 1, -1)[:, ::stride, ::stride]


# %% SciPy's n-dimensional correlate
def conv2d(images, kernels, bias, stride=1, pad=0):
    from scipy import signal

    padded = np.pad(images.astype(float), [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    maps = [
        signal.correlate(padded, kernels[None, ..., f], mode="valid", method="direct")[..., 0]
        for f in range(kernels.shape[3])
    ]
    return np.stack(maps, axis=-1)[:, ::stride, ::stride] + bias


# %% float32 inside, channels first and back
def conv2d(images, kernels, bias, stride=1, pad=0):
    x = np.transpose(images, (0, 3, 1, 2)).astype(np.float32)
    w = np.transpose(kernels, (3, 2, 0, 1)).astype(np.float32)
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    n, _, height, width = x.shape
    filters, _, kh, kw = w.shape
    out = np.zeros((n, filters, (height - kh) // stride + 1, (width - kw) // stride + 1), dtype=np.float32)
    for f in range(filters):
        for i in range(out.shape[2]):
            for j in range(out.shape[3]):
                window = x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
                out[:, f, i, j] = (window * w[f]).sum(axis=(1, 2, 3))
    out += bias.astype(np.float32)[None, :, None, None]
    return out.transpose(0, 2, 3, 1)


# %% one image at a time, as nested lists
def conv2d(images, kernels, bias, stride=1, pad=0):
    def one(image):
        maps = []
        for f in range(kernels.shape[3]):
            total = bias[f]
            for c in range(kernels.shape[2]):
                total = total + correlate2d(image[:, :, c], kernels[:, :, c, f], stride=stride, pad=pad)
            maps.append(total)
        return np.dstack(maps)

    return [one(image).tolist() for image in images]


# %% broadcasting, all filters at once
def conv2d(images, kernels, bias, stride=1, pad=0):
    kh, kw, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = output_size(images.shape[1], kh, stride, pad)
    columns = output_size(images.shape[2], kw, stride, pad)
    out = np.zeros((images.shape[0], rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            top, left = stride * i, stride * j
            window = padded[:, top : top + kh, left : left + kw, :, None]
            out[:, i, j, :] = (window * kernels[None]).sum(axis=(1, 2, 3)) + bias
    return out


# %% fancy indices
def conv2d(images, kernels, bias, stride=1, pad=0):
    kh, kw, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = np.arange(0, padded.shape[1] - kh + 1, stride)
    columns = np.arange(0, padded.shape[2] - kw + 1, stride)
    y = rows[:, None, None, None] + np.arange(kh)[:, None]
    x = columns[:, None, None] + np.arange(kw)
    windows = padded[:, y, x]
    return windows.reshape(len(images), len(rows), len(columns), -1) @ kernels.reshape(-1, filters) + bias
