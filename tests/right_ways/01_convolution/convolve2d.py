# %% np.flip
def convolve2d(image, kernel):
    return correlate2d(image, np.flip(kernel))


# %% np.rot90 twice
def convolve2d(image, kernel):
    return correlate2d(image, np.rot90(kernel, 2))


# %% flipud and fliplr
def convolve2d(image, kernel):
    return correlate2d(image, np.flipud(np.fliplr(kernel)), stride=1, pad=0)


# %% SciPy
def convolve2d(image, kernel):
    from scipy.signal import convolve2d as scipy_convolve2d

    return scipy_convolve2d(image.astype(float), kernel, mode="valid")


# %% plain loops from the formula
def convolve2d(image, kernel):
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for a in range(kh):
                for b in range(kw):
                    result[i, j] += image[i + a, j + b] * kernel[kh - 1 - a, kw - 1 - b]
    return result


# %% flips the window instead
def convolve2d(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijab,ab->ij", windows[:, :, ::-1, ::-1], kernel)


# %% turned image, turned result
def convolve2d(image, kernel):
    return correlate2d(image[::-1, ::-1], kernel)[::-1, ::-1]


# %% stamps the kernel, keeps the middle
def convolve2d(image, kernel):
    kh, kw = kernel.shape
    height, width = image.shape
    full = np.zeros((height + kh - 1, width + kw - 1))
    for y in range(height):
        for x in range(width):
            full[y : y + kh, x : x + kw] += float(image[y, x]) * kernel
    return full[kh - 1 : height, kw - 1 : width]


# %% a turned copy, weight by weight
def convolve2d(image, kernel):
    turned = np.empty_like(kernel)
    for a in range(kernel.shape[0]):
        for b in range(kernel.shape[1]):
            turned[-1 - a, -1 - b] = kernel[a, b]
    return correlate2d(image, turned).tolist()


# %% reversed flat list
def convolve2d(image, kernel):
    return correlate2d(image, kernel.ravel()[::-1].reshape(kernel.shape))


# %% Fourier transform
def convolve2d(image, kernel):
    from scipy.signal import fftconvolve

    return fftconvolve(image.astype(np.float64), kernel, mode="valid")
