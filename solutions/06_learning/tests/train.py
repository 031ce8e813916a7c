# Generated from source/06_learning/10_train.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "train"
points = 4

@test_case(name='the five digits from the prompt', points=0.5, hidden=False)
def test_by_hand(train):
    import numpy as np
    from labkit import checks
    images = np.random.default_rng(670).random((5, 8, 8, 1))
    params = {'conv_kernels': np.random.default_rng(671).normal(0, 0.3, (5, 5, 1, 2)), 'conv_bias': np.zeros(2), 'dense_weights': np.zeros((2, 10)), 'dense_bias': np.zeros(10)}
    labels = np.array([3, 3, 7, 0, 3])
    got = train(images, labels, dict(params), epochs=1, batch_size=5, learning_rate=0.5, seed=0)
    try:
        trained = {name: got[name] for name in params}
    except (TypeError, KeyError, IndexError):
        checks.fail('train(...) does not return a dictionary with the names of params.', hint='Does it end with return?')
    for name, weights in params.items():
        checks.same_shape(trained[name], weights.shape, f'train(...)[{name!r}]')
    checks.same_array(trained['dense_bias'], [0.05, -0.05, -0.05, 0.25, -0.05, -0.05, -0.05, 0.05, -0.05, -0.05], "train(the five digits, ...)['dense_bias']", hint='One step, downhill. For class 3 the prompt works it out: 0.25.')

@test_case(name='one step changes every weight by its gradient', points=1, hidden=True)
def test_one_step(train):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    rng = np.random.default_rng(672)
    for image, kernels, classes in (((11, 14), (3, 2, 2, 3), 4), ((9, 9), (4, 4, 1, 2), 10)):
        images, labels = (rng.normal(0, 1, (6, *image, kernels[2])), rng.permutation(12)[:6] % classes)
        params = oracles_learning.initial_params(672, image=image, kernels=kernels, classes=classes)
        params['conv_bias'] += rng.normal(0.2, 0.2, kernels[3])
        params['dense_bias'] += rng.normal(0, 0.5, classes)
        expected = oracles_learning.descended(images, labels, params, learning_rate=2.0)
        got = oracles_learning.trained(train, images, labels, params, epochs=1, batch_size=6, learning_rate=2.0, seed=1)
        for name, array in got.items():
            checks.same_array(array, expected[name], f'train(images {images.shape}, labels, params, epochs=1, batch_size=6, ...)[{name!r}]', hint='One batch, one step. Check each backward pass by itself, and what you hand to it.')

@test_case(name='epochs, batches, and a last batch that is smaller', points=0.5, hidden=True)
def test_batches(train):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    rng = np.random.default_rng(673)
    images, labels = (np.repeat(rng.normal(0, 1, (1, 8, 11, 1)), 5, axis=0), np.full(5, 2))
    params = oracles_learning.initial_params(673, image=(8, 11), kernels=(2, 3, 1, 2), classes=3)
    params['conv_bias'] += 0.2
    for epochs, batch_size, steps in ((1, 2, 3), (3, 5, 3), (2, 4, 4), (1, 1, 5)):
        settings = {'epochs': epochs, 'batch_size': batch_size}
        expected = oracles_learning.descended(images[:1], labels[:1], params, learning_rate=0.5, steps=steps)
        got = oracles_learning.trained(train, images, labels, params, **settings, learning_rate=0.5, seed=2)
        for name, array in got.items():
            checks.same_array(array, expected[name], f'train(five equal images, labels, params, epochs={epochs}, batch_size={batch_size}, ...)[{name!r}]', hint='Every batch is a step of its own, and its loss is a mean over the images in it.')

@test_case(name='every image once in an epoch, in its own batch', points=0.5, hidden=True)
def test_every_image_once(train):
    from itertools import permutations
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    rng = np.random.default_rng(675)
    images, labels = (rng.normal(0, 1, (3, 8, 8, 1)), np.array([1, 0, 2]))
    params = oracles_learning.initial_params(675, image=(8, 8), kernels=(2, 2, 1, 2), classes=3)
    params['conv_bias'] += 0.2
    possible = []
    for order in permutations(range(3)):
        possible.append(params)
        for n in order:
            possible[-1] = oracles_learning.descended(images[[n]], labels[[n]], possible[-1], learning_rate=1.0)
    for seed in (3, 4):
        got = oracles_learning.trained(train, images, labels, params, epochs=1, batch_size=1, learning_rate=1.0, seed=seed)
        expected = min(possible, key=lambda end: sum((np.abs(end[name] - got[name]).sum() for name in got)))
        for name, array in got.items():
            checks.same_array(array, expected[name], f'train(three images, labels, params, epochs=1, batch_size=1, ...)[{name!r}]', hint='Three steps, each with the gradient of one image, and no image twice.')

@test_case(name='the network learns sorted digits, and reads 80 % of new ones', points=1, hidden=True)
def test_digits(train):
    from labkit import checks
    from workbook.examiner import oracles_learning
    threshold = 0.8
    accuracy = oracles_learning.accuracy_after_training(train)
    if accuracy < threshold:
        checks.fail('After four epochs the network reads too few new digits.', expected=f'at least {threshold:.0%} right', got=f'{accuracy:.1%} right', measured=True, hint='Is every epoch shuffled anew, images and labels alike? Does every weight take part in the step?')

@test_case(name='nothing given is changed, and a seed gives the same weights again', points=0.5, hidden=True)
def test_repeatable(train):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    rng = np.random.default_rng(674)
    images, labels = (rng.random((7, 8, 8, 1)), rng.integers(0, 3, 7))
    params = oracles_learning.initial_params(674, image=(8, 8), kernels=(4, 4, 1, 3), classes=3)
    given = (images.copy(), labels.copy(), {name: array.copy() for name, array in params.items()})
    settings = {'epochs': 3, 'batch_size': 2, 'learning_rate': 0.5, 'seed': 5}
    first, second = (oracles_learning.trained(train, images, labels, params, **settings) for _ in range(2))
    checks.unchanged(images, given[0], 'images')
    checks.unchanged(labels, given[1], 'labels')
    for name, array in params.items():
        checks.unchanged(array, given[2][name], f'params[{name!r}]')
    before, after = (oracles_learning.loss(images, labels, weights) for weights in (given[2], first))
    if not after < before:
        checks.fail('Seven images, three epochs: the loss does not fall.', expected=f'less than {before:.3f}', got=f'{after:.3f}', measured=True)
    for name, array in first.items():
        checks.same_array(second[name], array, f'The second train(..., seed=5)[{name!r}]', hint='Take all randomness from one np.random.default_rng(seed), made inside the function.')

