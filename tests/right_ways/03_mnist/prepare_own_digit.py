# %% Pillow
from PIL import Image


def prepare_own_digit(image):
    grey = np.asarray(Image.fromarray(image).convert("L"), float)
    ink = np.clip(np.median(grey) - grey, 0, None)
    ink[ink < 0.2 * ink.max()] = 0
    rows, columns = np.nonzero(ink)
    digit = Image.fromarray(ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].astype(np.float32))
    digit.thumbnail((20, 20)) if max(digit.size) > 20 else None
    small = np.asarray(digit)
    canvas = np.zeros((28, 28))
    top, left = (28 - small.shape[0]) // 2, (28 - small.shape[1]) // 2
    canvas[top : top + small.shape[0], left : left + small.shape[1]] = small / small.max()
    return canvas.reshape(1, 28, 28, 1)


# %% SciPy's zoom, the centre of mass in the middle
from scipy import ndimage


def prepare_own_digit(image):
    grey = image.astype(float)
    if grey.ndim == 3:
        grey = grey @ [0.299, 0.587, 0.114]
    ink = np.median(grey) - grey
    mask = ink > ink.max() * 0.4
    box = ndimage.find_objects(mask.astype(int))[0]
    digit = np.where(mask, ink, 0)[box] / ink.max()
    small = np.clip(ndimage.zoom(digit, 20 / max(digit.shape), order=1), 0, 1)
    canvas = np.zeros((28, 28))
    canvas[: small.shape[0], : small.shape[1]] = small
    rows, columns = ndimage.center_of_mass(canvas)
    canvas = ndimage.shift(canvas, (13.5 - rows, 13.5 - columns), order=1)
    return canvas[None, :, :, None].clip(0, 1)


# %% black and white, then averages of blocks
def prepare_own_digit(image):
    grey = image.reshape(*image.shape[:2], -1).mean(axis=2)
    middle = (grey.min() + np.median(grey)) / 2
    ink = (grey < middle).astype(float)
    rows, columns = np.where(ink.any(1))[0], np.where(ink.any(0))[0]
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(digit.shape)
    square = np.zeros((side, side))
    top, left = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    square[top : top + digit.shape[0], left : left + digit.shape[1]] = digit
    edges = np.linspace(0, side, 21)
    result = np.zeros((1, 28, 28, 1), np.float32)
    for i in range(20):
        for j in range(20):
            a, b = int(edges[i]), max(int(np.ceil(edges[i + 1])), int(edges[i]) + 1)
            c, d = int(edges[j]), max(int(np.ceil(edges[j + 1])), int(edges[j]) + 1)
            result[0, 4 + i, 4 + j, 0] = square[a:b, c:d].mean()
    return result / result.max()


# %% TensorFlow's resize_with_pad
def prepare_own_digit(image):
    pixels = tf.cast(image, tf.float32)
    if len(pixels.shape) == 3:
        pixels = tf.reduce_mean(pixels, axis=-1)
    grey = pixels.numpy()
    ink = np.maximum(np.median(grey) - 15 - grey, 0)
    rows, columns = np.nonzero(ink > 0.5 * ink.max())
    digit = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1, None]
    small = tf.image.resize_with_pad(digit, 20, 20, antialias=True)
    small = tf.image.pad_to_bounding_box(small, 4, 4, 28, 28)
    return np.clip(small.numpy() / small.numpy().max(), 0, 1)[None]


# %% Keras's own operations, a margin before the resize
def prepare_own_digit(image):
    grey = image.mean(axis=-1) if image.ndim == 3 else image * 1.0
    ink = (np.median(grey) - grey).clip(0)
    there = ink > ink.max() / 2
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = int(np.ceil(max(digit.shape) * 28 / 20))
    page = np.zeros((side, side, 1))
    top, left = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    page[top : top + digit.shape[0], left : left + digit.shape[1], 0] = digit
    small = keras.ops.convert_to_numpy(keras.ops.image.resize(page, (28, 28), antialias=True))
    return (small / small.max()).clip(0, 1).reshape(1, 28, 28, 1)


# %% nearest pixels, a little smoothing
def prepare_own_digit(image):
    from scipy.ndimage import gaussian_filter

    grey = image.astype("float32").mean(2) if image.ndim == 3 else image.astype("float32")
    ink = 1 - (grey - grey.min()) / (np.median(grey) - grey.min())
    ink = gaussian_filter(np.clip(ink, 0, 1), max(image.shape[:2]) / 400)
    rows, columns = np.nonzero(ink > 0.5)
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    scale = (max(bottom - top, right - left) + 1) / 20
    centre = (top + bottom) / 2, (left + right) / 2
    result = np.zeros((28, 28), "float32")
    for i in range(28):
        for j in range(28):
            y, x = centre[0] + (i - 13.5) * scale, centre[1] + (j - 13.5) * scale
            y, x = int(round(y)), int(round(x))
            if 0 <= y < ink.shape[0] and 0 <= x < ink.shape[1] and ink[y, x] > 0.2:
                result[i, j] = ink[y, x]
    return [result[:, :, None].tolist()]
