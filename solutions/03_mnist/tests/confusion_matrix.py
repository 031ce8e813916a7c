# Generated from source/03_mnist/12_confusion_matrix.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "confusion_matrix"
points = 2

@test_case(name='five images, three classes', points=0.5, hidden=False)
def test_example(confusion_matrix):
    import numpy as np
    from labkit import checks
    checks.same_array(confusion_matrix(np.array([0, 2, 1, 2, 2]), np.array([0, 1, 1, 2, 1]), 3), [[1, 0, 0], [0, 1, 0], [0, 2, 1]], 'confusion_matrix([0, 2, 1, 2, 2], [0, 1, 1, 2, 1], 3)', hint='The second and the last image show a 2 and were read as 1: row 2, column 1, twice.')

@test_case(name='many images', points=0.5, hidden=True)
def test_many(confusion_matrix):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(3111)
    labels, predictions = (rng.integers(0, 10, 300), rng.integers(0, 10, 300))
    labels_before, predictions_before = (labels.copy(), predictions.copy())
    expected = [[int(np.sum((labels_before == i) & (predictions_before == j))) for j in range(10)] for i in range(10)]
    checks.same_array(confusion_matrix(labels, predictions), expected, 'confusion_matrix(labels, predictions), for 300 images,', hint='Rows are the truth, columns what was read; every image counts once.')
    checks.unchanged(labels, labels_before, 'labels')
    checks.unchanged(predictions, predictions_before, 'predictions')

@test_case(name='classes that do not occur', points=0.5, hidden=True)
def test_absent(confusion_matrix):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(3112)
    labels, predictions = (rng.choice([1, 4, 6], 40), rng.choice([0, 1, 4], 40))
    expected = [[int(np.sum((labels == i) & (predictions == j))) for j in range(10)] for i in range(10)]
    checks.same_array(confusion_matrix(labels, predictions), expected, 'confusion_matrix(labels, predictions), where only some classes occur,', hint='Ten rows and ten columns, whatever occurs.')

@test_case(name='other numbers of classes', points=0.5, hidden=True)
def test_classes(confusion_matrix):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(3113)
    for classes in (2, 4, 13):
        labels = rng.integers(0, classes, 60).astype(np.uint8)
        predictions = rng.integers(0, classes, 60)
        expected = [[int(np.sum((labels == i) & (predictions == j))) for j in range(classes)] for i in range(classes)]
        checks.same_array(confusion_matrix(labels, predictions, classes=classes), expected, f'confusion_matrix(labels, predictions, classes={classes})', hint='As many rows and columns as there are classes.')

