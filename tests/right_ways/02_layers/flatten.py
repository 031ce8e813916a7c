# %% reshape with -1
def flatten(images):
    return images.reshape(len(images), -1)


# %% reshape with all sizes
def flatten(images):
    n, h, w, c = images.shape
    return np.reshape(images, (n, h * w * c))


# %% ravel each image
def flatten(images):
    return np.array([image.ravel() for image in images])


# %% copies of flatten, stacked
def flatten(images):
    return np.stack([image.flatten() for image in images], axis=0)


# %% size by np.prod
def flatten(images):
    return images.reshape(images.shape[0], int(np.prod(images.shape[1:])))


# %% four loops
def flatten(images):
    n, h, w, c = images.shape
    rows = np.zeros((n, h * w * c))
    for i in range(n):
        position = 0
        for y in range(h):
            for x in range(w):
                for k in range(c):
                    rows[i, position] = images[i, y, x, k]
                    position += 1
    return rows


# %% nested lists
def flatten(images):
    return [[value for row in image for pixel in row for value in pixel.tolist()] for image in images]


# %% one axis after the other
def flatten(images):
    while images.ndim > 2:
        images = np.concatenate(list(np.moveaxis(images, 1, 0)), axis=1)
    return images


# %% a new shape on a copy
def flatten(images):
    rows = images.copy()
    rows.shape = (images.shape[0], images.size // images.shape[0])
    return rows
