# %% np.roll, with the gap put to zero
def augment_batch(images, labels, seed):
    rng = np.random.default_rng(seed)
    new_images = []
    for image in images:
        down, right = rng.integers(-3, 4, size=2)
        moved = np.roll(image, (down, right), axis=(0, 1))
        if down > 0:
            moved[:down] = 0
        elif down < 0:
            moved[down:] = 0
        if right > 0:
            moved[:, :right] = 0
        elif right < 0:
            moved[:, right:] = 0
        new_images.append(moved)
    return np.array(new_images), labels


# %% two slices
def augment_batch(images, labels, seed):
    np.random.seed(seed)
    N, H, W, C = images.shape
    out = np.zeros_like(images)
    for n in range(N):
        dy = np.random.randint(-3, 4)
        dx = np.random.randint(-3, 4)
        out[n, max(0, dy) : H + min(0, dy), max(0, dx) : W + min(0, dx)] = images[
            n, max(0, -dy) : H + min(0, -dy), max(0, -dx) : W + min(0, -dx)
        ]
    return out, labels.copy()


# %% SciPy's shift by whole pixels
def augment_batch(images, labels, seed):
    from scipy.ndimage import shift

    rng = np.random.default_rng(seed)
    moves = rng.choice([-3, -2, -1, 0, 1, 2, 3], size=(len(images), 2))
    return np.stack([shift(image, (dy, dx, 0), order=0) for image, (dy, dx) in zip(images, moves)]), labels


# %% fractions of pixels
def augment_batch(images, labels, seed):
    from scipy.ndimage import shift

    rng = np.random.RandomState(seed)
    new_images = np.empty_like(images)
    for i in range(len(images)):
        new_images[i] = shift(images[i], [rng.uniform(-3, 3), rng.uniform(-3, 3), 0], order=1, mode="constant", cval=0)
    return new_images, np.array(labels)


# %% turned a little, and shifted
def augment_batch(images, labels, seed):
    from scipy.ndimage import rotate, shift

    rng = np.random.default_rng(seed)
    new_images = []
    for image in images:
        turned = rotate(image, rng.uniform(-15, 15), axes=(0, 1), reshape=False, order=1)
        new_images.append(shift(turned, (rng.integers(-3, 4), rng.integers(-3, 4), 0), order=1))
    return np.array(new_images), labels.copy()


# %% shifted, then turned with curves, and cut to the range
def augment_batch(images, labels, seed):
    from scipy.ndimage import rotate, shift

    rng = np.random.default_rng(seed)
    new_images = []
    for image in images:
        moved = shift(image, (*rng.integers(-3, 4, 2), 0))
        new_images.append(rotate(moved, rng.uniform(-15, 15), reshape=False))
    return np.clip(new_images, 0, 1), labels


# %% shuffled in pairs
def augment_batch(images, labels, seed):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(images))
    padded = np.pad(images[order], ((0, 0), (3, 3), (3, 3), (0, 0)), mode="constant")
    new_images = np.zeros(images.shape)
    for n in range(len(images)):
        i, j = rng.integers(0, 7), rng.integers(0, 7)
        new_images[n] = padded[n, i : i + images.shape[1], j : j + images.shape[2]]
    return new_images, labels[order]


# %% Python's random, lists
def augment_batch(images, labels, seed):
    import random

    source = random.Random(seed)
    height, width = images.shape[1:3]
    new_images = []
    for image in images:
        down, right = source.randint(-3, 3), source.randint(-3, 3)
        framed = np.pad(image, ((3, 3), (3, 3), (0, 0)))
        new_images.append(framed[3 - down : 3 - down + height, 3 - right : 3 - right + width].tolist())
    return [new_images, labels.tolist()]


# %% all at once with index arrays, float32
def augment_batch(images, labels, seed):
    count, height, width, _ = images.shape
    rng = np.random.default_rng(seed)
    down, right = rng.integers(-3, 4, size=(2, count))
    framed = np.pad(images.astype(np.float32), ((0, 0), (3, 3), (3, 3), (0, 0)))
    rows = np.arange(height) + 3 - down[:, None]
    columns = np.arange(width) + 3 - right[:, None]
    return framed[np.arange(count)[:, None, None], rows[:, :, None], columns[:, None, :]], labels.astype("int32")


# %% a turn and a fractional shift in one affine transform
def augment_batch(images, labels, seed):
    from scipy.ndimage import affine_transform

    rng = np.random.default_rng([seed, 4])
    middle = (np.array(images.shape[1:3]) - 1) / 2
    result = np.zeros_like(images)
    for n, image in enumerate(images):
        angle = np.radians(rng.uniform(-12, 12))
        matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        offset = middle - matrix @ (middle + rng.uniform(-3, 3, size=2))
        for c in range(image.shape[2]):
            result[n, :, :, c] = affine_transform(image[:, :, c], matrix, offset, order=1)
    return result, labels
