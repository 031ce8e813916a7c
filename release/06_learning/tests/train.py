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

