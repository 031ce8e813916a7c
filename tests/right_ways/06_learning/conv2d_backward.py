# %% four loops
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    n, h, w, c = images.shape
    kh, kw, _, f = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    dpadded, dk, db = np.zeros(padded.shape), np.zeros(kernels.shape), np.zeros(f)
    for m in range(n):
        for i in range(gradient.shape[1]):
            for j in range(gradient.shape[2]):
                for k in range(f):
                    top, left = i * stride, j * stride
                    back = gradient[m, i, j, k]
                    dpadded[m, top : top + kh, left : left + kw, :] += kernels[:, :, :, k] * back
                    dk[:, :, :, k] += padded[m, top : top + kh, left : left + kw, :] * back
                    db[k] += back
    return dpadded[:, pad : pad + h, pad : pad + w, :], dk, db


# %% loops over the windows
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    kh, kw = kernels.shape[:2]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    dpadded, dk = np.zeros(padded.shape), np.zeros(kernels.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            rows, columns = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
            dpadded[:, rows, columns] += np.einsum("nf,abcf->nabc", gradient[:, i, j], kernels)
            dk += np.einsum("nabc,nf->abcf", padded[:, rows, columns], gradient[:, i, j])
    images_gradient = dpadded[:, pad:-pad, pad:-pad] if pad else dpadded
    return images_gradient, dk, gradient.sum(axis=0).sum(axis=0).sum(axis=0)


# %% loops over the weights
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    _, h, w, _ = images.shape
    _, rows, columns, f = gradient.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    dpadded, dk = np.zeros(padded.shape), np.empty(kernels.shape)
    for a in range(kernels.shape[0]):
        for b in range(kernels.shape[1]):
            place = slice(None), slice(a, a + rows * stride, stride), slice(b, b + columns * stride, stride)
            dk[a, b] = np.tensordot(padded[place], gradient, axes=([0, 1, 2], [0, 1, 2]))
            dpadded[place] += gradient @ kernels[a, b].T
    return dpadded[:, pad : h + pad, pad : w + pad], dk, gradient.reshape(-1, f).sum(axis=0)


# %% im2col through dense_backward, back with add.at
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    n, h, w, c = images.shape
    kh, kw, _, f = kernels.shape
    windows = im2col(images, kh, kw, stride, pad)
    dwindows, dmatrix, db = dense_backward(gradient.reshape(-1, f), windows, kernels.reshape(-1, f))
    positions = np.arange(n * (h + 2 * pad) * (w + 2 * pad) * c).reshape(n, h + 2 * pad, w + 2 * pad, c)
    flat = np.zeros(positions.size)
    np.add.at(flat, im2col(positions, kh, kw, stride, 0), dwindows)
    return flat.reshape(positions.shape)[:, pad : pad + h, pad : pad + w], dmatrix.reshape(kernels.shape), db


# %% turned kernels slide over the spread gradient
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    n, h, w, c = images.shape
    kh, kw, _, f = kernels.shape
    _, rows, columns, _ = gradient.shape
    spread = np.zeros((n, h + 2 * pad + kh - 1, w + 2 * pad + kw - 1, f))
    spread[:, kh - 1 : kh - 1 + rows * stride : stride, kw - 1 : kw - 1 + columns * stride : stride] = gradient
    turned = kernels[::-1, ::-1].transpose(0, 1, 3, 2)
    dimages = conv2d_fast(spread, turned, np.zeros(c))[:, pad : pad + h, pad : pad + w]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return dimages, np.einsum("nijcab,nijf->abcf", windows, gradient), np.einsum("nijf->f", gradient)


# %% SciPy, image by image
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    from scipy import signal

    n, h, w, c = images.shape
    kh, kw, _, f = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    spread = np.zeros((n, padded.shape[1] - kh + 1, padded.shape[2] - kw + 1, f))
    spread[:, ::stride, ::stride] = gradient
    dpadded, dk = np.zeros(padded.shape), np.zeros(kernels.shape)
    for m in range(n):
        for channel in range(c):
            for k in range(f):
                dpadded[m, :, :, channel] += signal.convolve2d(spread[m, :, :, k], kernels[:, :, channel, k])
                dk[:, :, channel, k] += signal.correlate2d(padded[m, :, :, channel], spread[m, :, :, k], mode="valid")
    return dpadded[:, pad : pad + h, pad : pad + w], dk, gradient.sum(axis=(0, 1, 2))


# %% image by image, float32 inside, as a list
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    kh, kw = kernels.shape[:2]
    h, w = images.shape[1:3]
    dimages, dk, db = [], np.zeros(kernels.shape, np.float32), np.zeros(kernels.shape[3], np.float32)
    for image, back in zip(images.astype(np.float32), gradient.astype(np.float32)):
        framed = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
        dframed = np.zeros(framed.shape, np.float32)
        for i, j in np.ndindex(*back.shape[:2]):
            top, left = stride * i, stride * j
            dframed[top : top + kh, left : left + kw] += kernels @ back[i, j]
            dk += framed[top : top + kh, left : left + kw, :, None] * back[i, j]
            db += back[i, j]
        dimages.append(dframed[pad : pad + h, pad : pad + w])
    return [np.array(dimages), dk, db]
