# %% rows and columns in two loops
def filter_grid(kernels):
    kh, kw, c, f = kernels.shape
    s = 1
    while s * s < f:
        s += 1
    r = (f + s - 1) // s
    picture = np.ones((r * (kh + 1) - 1, s * (kw + 1) - 1, c))
    for row in range(r):
        for column in range(s):
            n = row * s + column
            if n < f:
                low, high = kernels[:, :, :, n].min(), kernels[:, :, :, n].max()
                tile = np.full((kh, kw, c), 0.5) if low == high else (kernels[:, :, :, n] - low) / (high - low)
                y, x = row * (kh + 1), column * (kw + 1)
                picture[y : y + kh, x : x + kw, :] = tile
    return picture


# %% padded tiles, reshaped
def filter_grid(kernels):
    kernels = np.asarray(kernels, float)
    kh, kw, c, f = kernels.shape
    low, high = kernels.min(axis=(0, 1, 2)), kernels.max(axis=(0, 1, 2))
    flat = high == low
    tiles = np.where(flat, 0.5, (kernels - low) / np.where(flat, 1, high - low))
    s = int(np.ceil(f**0.5))
    r = int(np.ceil(f / s))
    padded = np.ones((r * s, kh + 1, kw + 1, c))
    padded[:f, :kh, :kw] = np.moveaxis(tiles, -1, 0)
    grid = padded.reshape(r, s, kh + 1, kw + 1, c).transpose(0, 2, 1, 3, 4)
    return grid.reshape(r * (kh + 1), s * (kw + 1), c)[:-1, :-1]


# %% stacked with np.block-like concatenation
def filter_grid(kernels):
    import math

    kh, kw, c, f = kernels.shape
    s = math.ceil(math.sqrt(f))
    r = math.ceil(f / s)
    tiles = []
    for n in range(r * s):
        tile = np.ones((kh, kw, c))
        if n < f:
            k = kernels[..., n]
            spread = k.max() - k.min()
            tile = (k - k.min()) / spread if spread > 0 else 0 * k + 0.5
        tiles.append(np.pad(tile, ((0, 1), (0, 1), (0, 0)), constant_values=1))
    rows = [np.concatenate(tiles[i * s : (i + 1) * s], axis=1) for i in range(r)]
    return np.concatenate(rows, axis=0)[:-1, :-1].astype(np.float32)


# %% math.isqrt and divmod
def filter_grid(kernels):
    import math

    height, width, channels, count = kernels.shape
    columns = math.isqrt(count - 1) + 1
    rows = math.ceil(count / columns)
    grid = np.ones((rows * height + rows - 1, columns * width + columns - 1, channels), dtype=np.float32)
    for n in range(count):
        row, column = divmod(n, columns)
        w = kernels[:, :, :, n]
        if np.ptp(w) == 0:
            value = 0.5
        else:
            value = (w - w.min()) / np.ptp(w)
        grid[row * (height + 1) :][:height, column * (width + 1) :][:, :width] = value
    return grid


# %% TensorFlow
def filter_grid(kernels):
    kh, kw, c, f = kernels.shape
    w = tf.convert_to_tensor(kernels, tf.float32)
    low, high = tf.reduce_min(w, axis=[0, 1, 2]), tf.reduce_max(w, axis=[0, 1, 2])
    tiles = tf.where(high > low, tf.math.divide_no_nan(w - low, high - low), 0.5)
    s = int(np.ceil(np.sqrt(f)))
    r = -(-f // s)
    tiles = tf.pad(tf.transpose(tiles, [3, 0, 1, 2]), [[0, r * s - f], [0, 1], [0, 1], [0, 0]], constant_values=1)
    grid = tf.transpose(tf.reshape(tiles, [r, s, kh + 1, kw + 1, c]), [0, 2, 1, 3, 4])
    return tf.reshape(grid, [r * (kh + 1), s * (kw + 1), c])[:-1, :-1]
