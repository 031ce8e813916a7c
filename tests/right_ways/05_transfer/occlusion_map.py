# %% one call for each patch
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    def probability(picture):
        return float(model(picture[np.newaxis])[0, label])

    whole = probability(image)
    height, width = image.shape[:2]
    return np.array(
        [
            [whole - probability(covered(image, y, x, size, fill)) for x in range(0, width - size + 1, stride)]
            for y in range(0, height - size + 1, stride)
        ]
    )


def covered(image, y, x, size, fill):
    copy = image.copy()
    copy[y : y + size, x : x + size, :] = fill
    return copy


# %% a batch from np.repeat
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    tops = np.arange(0, image.shape[0] - size + 1, stride)
    lefts = np.arange(0, image.shape[1] - size + 1, stride)
    batch = np.repeat(image[np.newaxis], len(tops) * len(lefts), axis=0)
    for n, (top, left) in enumerate((t, s) for t in tops for s in lefts):
        batch[n, top : top + size, left : left + size] = fill
    before = np.asarray(model(image[np.newaxis]))[0, label]
    return before - np.asarray(model(batch))[:, label].reshape(len(tops), len(lefts))


# %% masks
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    height, width, _ = image.shape
    rows, columns = 1 + (height - size) // stride, 1 + (width - size) // stride
    y, x = np.mgrid[:height, :width]
    result = np.zeros((rows, columns))
    p = model.predict(np.expand_dims(image, 0), verbose=0)[0][label]
    for i in range(rows):
        for j in range(columns):
            inside = (y >= i * stride) & (y < i * stride + size) & (x >= j * stride) & (x < j * stride + size)
            hidden = np.where(inside[..., None], fill, image)
            result[i, j] = p - model(hidden[None].astype("float32")).numpy()[0, label]
    return result


# %% row by row
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    result = []
    before = model.predict_on_batch(image[None])[0, label]
    for top in range(0, image.shape[0] - size + 1, stride):
        row = []
        for left in range(0, image.shape[1] - size + 1, stride):
            copy = np.array(image)
            copy[top : top + size, left : left + size] = fill
            row.append(copy)
        result.append(before - model.predict_on_batch(np.array(row))[:, label])
    return result


# %% painted and restored
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    picture = image.astype("float32").copy()
    before = model(picture[None])[0, label]
    rows = int((picture.shape[0] - size) / stride) + 1
    columns = int((picture.shape[1] - size) / stride) + 1
    drops = np.empty((rows, columns), np.float32)
    for i in range(rows):
        for j in range(columns):
            place = (slice(i * stride, i * stride + size), slice(j * stride, j * stride + size))
            kept = picture[place].copy()
            picture[place] = fill
            drops[i, j] = before - model(picture[None])[0, label]
            picture[place] = kept
    return drops
