# %% np.add.at
def confusion_matrix(labels, predictions, classes=10):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


# %% bincount of pairs
def confusion_matrix(labels, predictions, classes=10):
    pairs = labels.astype(int) * classes + predictions
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


# %% scikit-learn
from sklearn import metrics


def confusion_matrix(labels, predictions, classes=10):
    return metrics.confusion_matrix(labels, predictions, labels=np.arange(classes))


# %% TensorFlow
def confusion_matrix(labels, predictions, classes=10):
    return tf.math.confusion_matrix(labels, predictions, num_classes=classes).numpy()


# %% product of one-hot matrices
def confusion_matrix(labels, predictions, classes=10):
    return np.eye(classes)[labels].T @ np.eye(classes)[predictions]


# %% two-dimensional histogram
def confusion_matrix(labels, predictions, classes=10):
    counts, _, _ = np.histogram2d(labels, predictions, bins=classes, range=[[0, classes], [0, classes]])
    return counts


# %% a comprehension of sums
def confusion_matrix(labels, predictions, classes=10):
    return [[sum((labels == i) & (predictions == j)) for j in range(classes)] for i in range(classes)]


# %% pandas crosstab
def confusion_matrix(labels, predictions, classes=10):
    table = pd.crosstab(np.asarray(labels), np.asarray(predictions))
    return table.reindex(index=range(classes), columns=range(classes), fill_value=0).to_numpy()
