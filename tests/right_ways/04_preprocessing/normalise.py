# %% np.mean and np.std, zeros replaced in a copy
def fit_normaliser(train):
    return {"mean": np.mean(train, axis=0), "std": np.std(train, axis=0)}


def normalise(images, statistics):
    std = statistics["std"].copy()
    std[std == 0] = 1
    return (images - statistics["mean"]) / std


# %% the formulas, with loops
def fit_normaliser(train):
    n, height, width, channels = train.shape
    mean = np.zeros((height, width, channels))
    std = np.zeros((height, width, channels))
    for i in range(height):
        for j in range(width):
            for c in range(channels):
                total = 0.0
                for k in range(n):
                    total += float(train[k, i, j, c])
                mean[i, j, c] = total / n
                squares = 0.0
                for k in range(n):
                    squares += (float(train[k, i, j, c]) - mean[i, j, c]) ** 2
                std[i, j, c] = (squares / n) ** 0.5
    return {"mean": mean, "std": std}


def normalise(images, statistics):
    result = []
    for image in images:
        centred = image - statistics["mean"]
        centred[statistics["std"] != 0] /= statistics["std"][statistics["std"] != 0]
        result.append(centred)
    return np.array(result)


# %% np.divide where it is allowed
def fit_normaliser(train):
    x = train.astype(np.float64)
    mu = x.sum(axis=0) / len(x)
    var = ((x - mu) ** 2).sum(axis=0) / len(x)
    return dict(mean=mu, std=np.sqrt(var))


def normalise(images, statistics):
    centred = np.asarray(images, dtype=float) - statistics["mean"]
    sigma = np.broadcast_to(statistics["std"], centred.shape)
    return np.divide(centred, sigma, out=centred, where=sigma > 0)


# %% mean of squares minus square of the mean
def fit_normaliser(train):
    train = train.astype(float)
    mean = train.mean(0)
    return {"mean": mean, "std": np.sqrt(np.maximum((train**2).mean(0) - mean**2, 0)), "count": len(train)}


def normalise(images, statistics):
    mean, std = statistics["mean"], statistics["std"]
    return (images - mean) / (std + (std == 0))


# %% scikit-learn's StandardScaler
from sklearn.preprocessing import StandardScaler


def fit_normaliser(train):
    scaler = StandardScaler().fit(train.reshape(len(train), -1).astype(float))
    shape = train.shape[1:]
    return {"mean": scaler.mean_.reshape(shape), "std": np.sqrt(scaler.var_).reshape(shape)}


def normalise(images, statistics):
    spread = np.ones_like(statistics["std"])
    np.copyto(spread, statistics["std"], where=statistics["std"] != 0)
    return np.true_divide(np.subtract(images, statistics["mean"]), spread)


# %% float32, and divisions by zero put right afterwards
def fit_normaliser(train):
    train = train.astype("float32")
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    images = images.astype("float32")
    centred = images - statistics["mean"]
    with np.errstate(all="ignore"):
        result = centred / statistics["std"]
    return np.where(np.isfinite(result), result, centred)


# %% plain lists as statistics
def fit_normaliser(train):
    return {"std": train.std(axis=0).tolist(), "mean": train.mean(axis=0).tolist()}


def normalise(images, statistics):
    mean, std = np.array(statistics["mean"]), np.array(statistics["std"])
    return np.array([(image - mean) / np.where(std > 0, std, 1.0) for image in images]).tolist()


# %% an epsilon, but only where it does no harm
def fit_normaliser(train):
    mean = np.average(train, axis=0)
    return {"mean": mean, "std": np.linalg.norm(train - mean, axis=0) / np.sqrt(len(train))}


def normalise(images, statistics):
    std = statistics["std"]
    return (images - statistics["mean"]) / np.where(std < 1e-8, 1, std + 1e-8)
