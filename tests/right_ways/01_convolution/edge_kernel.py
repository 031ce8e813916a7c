# %% Prewitt
def edge_kernel():
    return np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])


# %% Sobel, level edges, bright above
def edge_kernel():
    return np.array([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]])


# %% Sobel, divided by 8
def edge_kernel():
    return np.outer([1, 2, 1], [-1, 0, 1]) / 8


# %% two pixels
def edge_kernel():
    return np.array([[-1.0, 1.0]])


# %% two pixels, one above the other, as lists
def edge_kernel():
    return [[1], [-1]]


# %% Laplace
def edge_kernel():
    return np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])


# %% Laplace with eight neighbours, divided by 8
def edge_kernel():
    kernel = -np.ones((3, 3))
    kernel[1, 1] = 8
    return kernel / 8


# %% Roberts
def edge_kernel():
    return np.array([[1.0, 0.0], [0.0, -1.0]], dtype=np.float32)


# %% Scharr
def edge_kernel():
    return np.array([[3.0, 0.0, -3.0], [10.0, 0.0, -10.0], [3.0, 0.0, -3.0]])


# %% diagonal
def edge_kernel():
    return np.array([[0.0, 1.0, 2.0], [-1.0, 0.0, 1.0], [-2.0, -1.0, 0.0]])


# %% Laplacian of Gaussian, 7x7, rounding errors and all
def edge_kernel():
    y, x = np.mgrid[-3:4, -3:4]
    r = (x**2 + y**2) / 2
    kernel = (1 - r) * np.exp(-r)
    return kernel - kernel.mean()


# %% difference of two Gaussians, 5x5
def edge_kernel():
    def bell(width):
        line = np.exp(-(np.arange(-2, 3) ** 2) / (2 * width**2))
        line /= line.sum()
        return np.outer(line, line)

    return bell(0.8) - bell(2.0)


# %% random weights, balanced
def edge_kernel():
    kernel = np.random.default_rng(5).normal(size=(3, 4))
    return kernel - kernel.mean()


# %% halves of a wide window
def edge_kernel():
    kernel = np.ones((2, 6))
    kernel[:, :3] = -1
    return kernel


# %% pixel minus mean
def edge_kernel():
    kernel = np.full((3, 3), -1 / 9)
    kernel[1, 1] += 1
    return kernel
