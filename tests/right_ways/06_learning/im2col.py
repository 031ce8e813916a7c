# %% loops, one window after the other
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = []
    for image in padded:
        for top in range(0, image.shape[0] - kernel_height + 1, stride):
            for left in range(0, image.shape[1] - kernel_width + 1, stride):
                rows.append(image[top : top + kernel_height, left : left + kernel_width].flatten())
    return np.array(rows)


# %% loops over rows and columns of the result
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    n, h, w, c = images.shape
    out_h = (h + 2 * pad - kernel_height) // stride + 1
    out_w = (w + 2 * pad - kernel_width) // stride + 1
    padded = np.zeros((n, h + 2 * pad, w + 2 * pad, c))
    padded[:, pad : pad + h, pad : pad + w, :] = images
    cols = np.zeros((n, out_h, out_w, kernel_height * kernel_width * c))
    for i in range(out_h):
        for j in range(out_w):
            patch = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width, :]
            cols[:, i, j, :] = patch.reshape(n, -1)
    return cols.reshape(n * out_h * out_w, -1)


# %% sliding window view
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    padded = np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = windows[:, ::stride, ::stride].transpose(0, 1, 2, 4, 5, 3)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[-1])


# %% as_strided
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    padded = np.ascontiguousarray(np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0))))
    n, h, w, c = padded.shape
    rows, columns = (h - kernel_height) // stride + 1, (w - kernel_width) // stride + 1
    s0, s1, s2, s3 = padded.strides
    windows = np.lib.stride_tricks.as_strided(
        padded,
        (n, rows, columns, kernel_height, kernel_width, c),
        (s0, s1 * stride, s2 * stride, s1, s2, s3),
        writeable=False,
    )
    return windows.reshape(n * rows * columns, kernel_height * kernel_width * c)


# %% tables of indices
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    tops = np.arange(0, padded.shape[1] - kernel_height + 1, stride)
    lefts = np.arange(0, padded.shape[2] - kernel_width + 1, stride)
    y = tops[:, None, None, None] + np.arange(kernel_height)[:, None]
    x = lefts[:, None, None] + np.arange(kernel_width)
    return padded[:, y, x, :].reshape(len(images) * len(tops) * len(lefts), -1)


# %% shifted images stacked on new axes
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    last_row, last_column = padded.shape[1] - kernel_height, padded.shape[2] - kernel_width
    shifted = [
        padded[:, a : a + last_row + 1 : stride, b : b + last_column + 1 : stride]
        for a in range(kernel_height)
        for b in range(kernel_width)
    ]
    stacked = np.stack(shifted, axis=3)
    return stacked.reshape(-1, stacked.shape[3] * stacked.shape[4])


# %% single numbers, as nested lists
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    n, height, width, channels = images.shape
    matrix = []
    for image in range(n):
        for top in range(-pad, height + pad - kernel_height + 1, stride):
            for left in range(-pad, width + pad - kernel_width + 1, stride):
                row = []
                for y in range(top, top + kernel_height):
                    for x in range(left, left + kernel_width):
                        inside = 0 <= y < height and 0 <= x < width
                        row.extend(images[image, y, x].tolist() if inside else [0] * channels)
                matrix.append(row)
    return matrix


# %% one image at a time, put together with vstack
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    def one(image):
        framed = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
        rows = (framed.shape[0] - kernel_height) // stride + 1
        columns = (framed.shape[1] - kernel_width) // stride + 1
        return [
            framed[i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width].ravel()
            for i in range(rows)
            for j in range(columns)
        ]

    return np.vstack([one(image) for image in images])


# %% float32 inside, Fortran memory order
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    padded = np.pad(images.astype(np.float32), ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, 5)
    return np.asfortranarray(windows.reshape(-1, kernel_height * kernel_width * images.shape[3]))
