# %% a loop
def one_hot(labels, classes):
    rows = np.zeros((len(labels), classes))
    for i, label in enumerate(labels):
        rows[i, label] = 1
    return rows


# %% pairs of indices
def one_hot(labels, classes):
    rows = np.zeros((labels.shape[0], classes), dtype=int)
    rows[np.arange(labels.shape[0]), labels] = 1
    return rows


# %% comparison
def one_hot(labels, classes):
    return labels.reshape(-1, 1) == np.arange(classes)


# %% Keras
def one_hot(labels, classes):
    return keras.utils.to_categorical(labels, num_classes=classes)


# %% TensorFlow
def one_hot(labels, classes):
    return tf.one_hot(labels, classes)


# %% lists
def one_hot(labels, classes):
    return [[1 if column == label else 0 for column in range(classes)] for label in labels]


# %% pandas with all the categories
def one_hot(labels, classes):
    return pd.get_dummies(pd.Categorical(labels, categories=range(classes))).to_numpy().astype("float32")


# %% put_along_axis
def one_hot(labels, classes):
    rows = np.zeros((labels.size, classes), np.float32)
    np.put_along_axis(rows, labels[:, None].astype(int), 1, axis=1)
    return rows
