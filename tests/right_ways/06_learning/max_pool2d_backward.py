# %% four loops and argmax
def max_pool2d_backward(gradient, images, size=2, stride=None):
    if stride is None:
        stride = size
    dx = np.zeros(images.shape)
    n, rows, columns, channels = gradient.shape
    for m in range(n):
        for i in range(rows):
            for j in range(columns):
                for c in range(channels):
                    top, left = i * stride, j * stride
                    window = images[m, top : top + size, left : left + size, c]
                    a, b = np.unravel_index(np.argmax(window), window.shape)
                    dx[m, top + a, left + b, c] += gradient[m, i, j, c]
    return dx


# %% four loops and a mask
def max_pool2d_backward(gradient, images, size=2, stride=None):
    stride = stride or size
    dx = np.zeros_like(images, dtype=float)
    for m in range(gradient.shape[0]):
        for i in range(gradient.shape[1]):
            for j in range(gradient.shape[2]):
                for c in range(gradient.shape[3]):
                    rows = slice(i * stride, i * stride + size)
                    columns = slice(j * stride, j * stride + size)
                    window = images[m, rows, columns, c]
                    dx[m, rows, columns, c] += (window == np.max(window)) * gradient[m, i, j, c]
    return dx


# %% one pass for each place in the window
def max_pool2d_backward(gradient, images, size=2, stride=None):
    step = stride or size
    _, rows, columns, _ = gradient.shape
    largest = max_pool2d(images, size, stride)
    dx = np.zeros(images.shape)
    for a in range(size):
        for b in range(size):
            place = slice(None), slice(a, a + rows * step, step), slice(b, b + columns * step, step)
            dx[place] += (images[place] == largest) * gradient
    return dx


# %% add.at over a sliding window view
def max_pool2d_backward(gradient, images, size=2, stride=None):
    step = size if stride is None else stride
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))[:, ::step, ::step]
    winners = windows.reshape(*windows.shape[:4], -1).argmax(axis=-1)
    n, i, j, c = np.indices(gradient.shape)
    dx = np.zeros(images.shape)
    np.add.at(dx, (n, i * step + winners // size, j * step + winners % size, c), gradient)
    return dx


# %% bincount over flat positions
def max_pool2d_backward(gradient, images, size=2, stride=None):
    step = size if stride is None else stride
    positions = np.arange(images.size).reshape(images.shape)
    shape = (size, size)
    values = np.lib.stride_tricks.sliding_window_view(images, shape, axis=(1, 2))[:, ::step, ::step]
    places = np.lib.stride_tricks.sliding_window_view(positions, shape, axis=(1, 2))[:, ::step, ::step]
    winners = values.reshape(*gradient.shape, -1).argmax(axis=-1)[..., None]
    flat = np.take_along_axis(places.reshape(*gradient.shape, -1), winners, axis=-1)
    return np.bincount(flat.ravel(), weights=gradient.ravel(), minlength=images.size).reshape(images.shape)


# %% shared among equal numbers
def max_pool2d_backward(gradient, images, size=2, stride=None):
    step = size if stride is None else stride
    dx = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            rows, columns = slice(i * step, i * step + size), slice(j * step, j * step + size)
            window = images[:, rows, columns, :]
            mask = (window == window.max(axis=(1, 2), keepdims=True)).astype(float)
            mask /= mask.sum(axis=(1, 2), keepdims=True)
            dx[:, rows, columns, :] += mask * gradient[:, i, j, :][:, None, None, :]
    return dx


# %% image by image, float32, channels first inside
def max_pool2d_backward(gradient, images, size=2, stride=None):
    step = stride if stride is not None else size
    result = []
    for image, back in zip(np.moveaxis(images, -1, 1), np.moveaxis(gradient, -1, 1)):
        maps = np.zeros(image.shape, dtype=np.float32)
        for c, one in enumerate(image):
            for i, j in np.ndindex(*back.shape[1:]):
                window = one[i * step :, j * step :][:size, :size]
                a, b = divmod(int(window.argmax()), size)
                maps[c, i * step + a, j * step + b] += back[c, i, j]
        result.append(maps)
    return np.moveaxis(np.array(result), 1, -1)
