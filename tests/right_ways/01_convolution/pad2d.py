# %% np.pad with a pair per axis
def pad2d(image, pad):
    pairs = [(pad, pad), (pad, pad)] + [(0, 0)] * (image.ndim - 2)
    return np.pad(image, pairs, mode="constant", constant_values=0)


# %% zeros and a slice
def pad2d(image, pad):
    shape = list(image.shape)
    shape[0] += 2 * pad
    shape[1] += 2 * pad
    out = np.zeros(shape)
    out[pad : pad + image.shape[0], pad : pad + image.shape[1]] = image
    return out


# %% two cases
def pad2d(image, pad):
    if len(image.shape) == 2:
        return np.pad(image, pad)
    return np.pad(image, ((pad, pad), (pad, pad), (0, 0)))


# %% pixel by pixel
def pad2d(image, pad):
    height, width = image.shape[0], image.shape[1]
    out = np.zeros((height + 2 * pad, width + 2 * pad, *image.shape[2:]), dtype=image.dtype)
    for y in range(height):
        for x in range(width):
            out[y + pad, x + pad] = image[y, x]
    return out


# %% stacking rows and columns of zeros
def pad2d(image, pad):
    rows = np.zeros((pad, *image.shape[1:]), image.dtype)
    image = np.concatenate([rows, image, rows], axis=0)
    columns = np.zeros((image.shape[0], pad, *image.shape[2:]), image.dtype)
    return np.concatenate([columns, image, columns], axis=1)


# %% channel by channel
def pad2d(image, pad):
    if image.ndim == 3:
        return np.stack([pad2d(image[:, :, c], pad) for c in range(image.shape[2])], axis=-1)
    return np.pad(image, [(pad, pad), (pad, pad)])


# %% one ring at a time
def pad2d(image, pad):
    if pad == 0:
        return image
    ring = np.zeros((image.shape[0] + 2, image.shape[1] + 2) + image.shape[2:])
    ring[1:-1, 1:-1] = image
    return pad2d(ring, pad - 1)


# %% a list of lists
def pad2d(image, pad):
    empty = image[0, 0] * 0
    blank = [empty] * (image.shape[1] + 2 * pad)
    middle = [[empty] * pad + list(row) + [empty] * pad for row in image]
    return [blank] * pad + middle + [blank] * pad


# %% float32 and a read-only result
def pad2d(image, pad):
    out = np.pad(image.astype(np.float32), [(pad, pad), (pad, pad), (0, 0)][: image.ndim])
    out.flags.writeable = False
    return out


# %% a mask of places
def pad2d(image, pad):
    out = np.zeros((image.shape[0] + 2 * pad, image.shape[1] + 2 * pad, *image.shape[2:]))
    out[np.ix_(np.arange(image.shape[0]) + pad, np.arange(image.shape[1]) + pad)] = image
    return out


# %% np.roll of a larger image
def pad2d(image, pad):
    out = np.zeros((image.shape[0] + 2 * pad, image.shape[1] + 2 * pad, *image.shape[2:]))
    out[: image.shape[0], : image.shape[1]] = image
    return np.roll(out, (pad, pad), axis=(0, 1))
