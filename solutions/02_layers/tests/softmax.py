# Generated from source/02_layers/06_softmax.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "softmax"
points = 3

@test_case(name='the three logits from the prompt', points=0.5, hidden=False)
def test_by_hand(softmax):
    import numpy as np
    from labkit import checks
    checks.same_array(softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625], 'softmax([0, ln 2, ln 5])', hint='The exponentials are 1, 2 and 5. Each one is divided by their sum.')

@test_case(name='one example, shape (C,)', points=0.5, hidden=True)
def test_one_example(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(71)
    for classes in (2, 5, 10):
        logits = rng.normal(0, 2, classes)
        expected = oracles_layers.softmax(logits)
        checks.same_array(softmax(logits), expected, f'softmax(logits) for {classes} logits', hint='Exponentials of all logits, divided by their sum.')

@test_case(name='a batch, shape (N, C)', points=0.5, hidden=True)
def test_batch(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(72)
    for shape in ((3, 5), (4, 4), (6, 2), (1, 3)):
        logits = rng.normal(0, 2, shape)
        expected = oracles_layers.softmax(logits)
        checks.same_array(softmax(logits), expected, f'softmax(logits) for logits of shape {shape}', hint='Every row has its own sum, and adds up to 1.')

@test_case(name='float32 logits, which stay as they were', points=0.5, hidden=True)
def test_logits_are_left_alone(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    logits = np.random.default_rng(73).normal(1, 3, (4, 6)).astype(np.float32)
    before = logits.copy()
    checks.same_array(softmax(logits), oracles_layers.softmax(before), 'softmax(logits) for float32 logits')
    checks.unchanged(logits, before, 'logits')

@test_case(name='one example with huge logits', points=0.5, hidden=True)
def test_huge_logits(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    for logits in ([1000.0, 1001, 1002], [-1003.0, -1000, -1001.5], [2000.0, -2000, 1999]):
        checks.same_array(softmax(np.array(logits)), oracles_layers.softmax(logits), f'softmax({logits})', hint='Before you take exponentials, subtract something, so that none of them can overflow.')

@test_case(name='a batch with huge and tiny logits', points=0.5, hidden=True)
def test_huge_batch(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    logits = np.array([[1500.0, 1501, 1499, 1500.5], [-1200, -1203, -1201, -1200.5], [0.5, -0.5, 1, 2]])
    expected = oracles_layers.softmax(logits)
    checks.same_array(softmax(logits), expected, 'softmax(logits) for rows around 1500, -1200 and 0', hint='What you subtract must suit each row, not the batch as a whole.')

