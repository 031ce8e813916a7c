# %% [raw]
# # BEGIN QUESTION
# name: confusion_matrix
# points: 2
# minutes: 8
# difficulty: 2

# %% [markdown]
# ## 3.11 Which digits does it confuse?
#
# An accuracy is one number. It does not say whether the network takes 4 for 9, or reads everything well except the 8. A
# *confusion matrix* does:
#
# $$M_{i,j} = \text{number of images whose true class is } i \text{ and that the network reads as } j$$
#
# Rows are the truth, columns are what was read. On the diagonal stands what is right.
#
# Write `confusion_matrix(labels, predictions, classes=10)`.
#
# | | shape |
# |---|---|
# | `labels` | `(N,)`, integers: the true classes |
# | `predictions` | `(N,)`, integers: the classes that were read |
# | result | `(classes, classes)`: counts, numbers of any kind |
#
# A class that does not occur keeps its row and its column, full of zeros.
#
# **By hand first**, with three classes: `labels` = [0, 2, 1, 2, 2], `predictions` = [0, 1, 1, 2, 1]. The second image
# shows a 2 and was read as a 1, so it counts in row 2, column 1. Fill in the 3×3 table before you run the check.

# %% [markdown] tags=["hint"]
# Start with zeros. Then go through pairs of label and prediction, `zip(labels, predictions)`, and count each pair at
# its place.

# %% [markdown] tags=["hint"]
# Without a loop: `matrix[labels, predictions] += 1` looks right, but a pair that occurs three times is counted once.
# `np.add.at` counts all three.

# %% [markdown] tags=["hint"]
# In the loop, one entry grows by 1: its row is the label, its column is the prediction. Make the zeros with `classes`
# rows and columns, whatever classes occur.

# %% [raw]
# # BEGIN SOLUTION


# %%
def confusion_matrix(labels, predictions, classes=10):
    """Count how often class i was read as class j: (N,), (N,) -> (classes, classes), rows are
    the truth."""
    # BEGIN SOLUTION
    matrix = np.zeros((classes, classes), int)
    for label, prediction in zip(labels, predictions, strict=True):
        matrix[label, prediction] += 1
    return matrix
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: five images, three classes
points: 0.5
"""  # END TEST CONFIG


def test_example(confusion_matrix):
    import numpy as np

    from labkit import checks

    checks.same_array(
        confusion_matrix(np.array([0, 2, 1, 2, 2]), np.array([0, 1, 1, 2, 1]), 3),
        [[1, 0, 0], [0, 1, 0], [0, 2, 1]],
        "confusion_matrix([0, 2, 1, 2, 2], [0, 1, 1, 2, 1], 3)",
        hint="The second and the last image show a 2 and were read as 1: row 2, column 1, twice.",
    )


# %%
""" # BEGIN TEST CONFIG
name: many images
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_many(confusion_matrix):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(3111)
    labels, predictions = rng.integers(0, 10, 300), rng.integers(0, 10, 300)
    labels_before, predictions_before = labels.copy(), predictions.copy()
    expected = [[int(np.sum((labels_before == i) & (predictions_before == j))) for j in range(10)] for i in range(10)]
    checks.same_array(
        confusion_matrix(labels, predictions),
        expected,
        "confusion_matrix(labels, predictions), for 300 images,",
        hint="Rows are the truth, columns what was read; every image counts once.",
    )
    checks.unchanged(labels, labels_before, "labels")
    checks.unchanged(predictions, predictions_before, "predictions")


# %%
""" # BEGIN TEST CONFIG
name: classes that do not occur
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_absent(confusion_matrix):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(3112)
    labels, predictions = rng.choice([1, 4, 6], 40), rng.choice([0, 1, 4], 40)
    expected = [[int(np.sum((labels == i) & (predictions == j))) for j in range(10)] for i in range(10)]
    checks.same_array(
        confusion_matrix(labels, predictions),
        expected,
        "confusion_matrix(labels, predictions), where only some classes occur,",
        hint="Ten rows and ten columns, whatever occurs.",
    )


# %%
""" # BEGIN TEST CONFIG
name: other numbers of classes
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_classes(confusion_matrix):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(3113)
    for classes in (2, 4, 13):
        labels = rng.integers(0, classes, 60).astype(np.uint8)
        predictions = rng.integers(0, classes, 60)
        expected = [[int(np.sum((labels == i) & (predictions == j))) for j in range(classes)] for i in range(classes)]
        checks.same_array(
            confusion_matrix(labels, predictions, classes=classes),
            expected,
            f"confusion_matrix(labels, predictions, classes={classes})",
            hint="As many rows and columns as there are classes.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["student"]
from labkit.networks import probabilities_of

probabilities = probabilities_of(cnn, x_test)
predictions = probabilities.argmax(axis=1)
print("accuracy on the test images:", np.mean(predictions == digits.test_labels))

# %% tags=["figure"]
figures.confusion(confusion_matrix(digits.test_labels, predictions))

# %% [markdown]
# Which pair does your CNN confuse most often? Would you have guessed it?


# %% exchanged rows and columns tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """Your rows are what was read, and your columns the truth. It is the other way round: the true class says the
    row."""
    matrix = np.zeros((classes, classes), int)
    for label, prediction in zip(labels, predictions, strict=True):
        matrix[prediction, label] += 1
    return matrix


# %% counted every pair once tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """A pair that occurs several times is counted once. NumPy carries out matrix[rows, columns] += 1 a single time
    for equal places."""
    matrix = np.zeros((classes, classes), int)
    matrix[labels, predictions] += 1
    return matrix


# %% kept only the classes that occur tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """Your matrix has a row only for classes that occur. The others keep theirs, so that row 7 always belongs to the
    7."""
    present = np.unique(np.concatenate([labels, predictions]))
    return np.array([[np.sum((labels == i) & (predictions == j)) for j in present] for i in present])


# %% sized by the largest class tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """The size of your matrix depends on the largest class that occurs. It is the number of classes, always."""
    size = max(labels.max(), predictions.max()) + 1
    matrix = np.zeros((size, size), int)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


# %% always ten classes tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """Your matrix has ten rows and columns, whatever classes says."""
    matrix = np.zeros((10, 10), int)
    for label, prediction in zip(labels, predictions, strict=True):
        if label < 10 and prediction < 10:
            matrix[label, prediction] += 1
    return matrix


# %% shares instead of counts tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """You divide each row by its sum. Shares are useful too, but here the matrix holds counts."""
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (labels, predictions), 1)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


# %% counted only what is right tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """You only count the images that were read correctly. The mistakes are what this matrix is for."""
    matrix = np.zeros((classes, classes), int)
    for label, prediction in zip(labels, predictions, strict=True):
        if label == prediction:
            matrix[label, label] += 1
    return matrix


# %% counted only the mistakes tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """You leave out the images that were read correctly. They belong on the diagonal."""
    matrix = np.zeros((classes, classes), int)
    for label, prediction in zip(labels, predictions, strict=True):
        if label != prediction:
            matrix[label, prediction] += 1
    return matrix


# %% counted each mistake in both directions tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """You count each mistake in both directions. A 4 read as a 9 is not a 9 read as a 4."""
    matrix = np.zeros((classes, classes), int)
    for label, prediction in zip(labels, predictions, strict=True):
        matrix[label, prediction] += 1
        if label != prediction:
            matrix[prediction, label] += 1
    return matrix


# %% wrote the class instead of counting tags=["mistake"]
def confusion_matrix(labels, predictions, classes=10):
    """You write the true class into the matrix. Each image adds 1 to its place, whatever its class is."""
    matrix = np.zeros((classes, classes), int)
    for label, prediction in zip(labels, predictions, strict=True):
        matrix[label, prediction] = label
    return matrix
