# Generated from source/02_layers/10_cnn_forward.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "cnn_forward"
points = 4

@test_case(name='the logits that Keras computes for five digits', points=1, hidden=False)
def test_logits_of_keras(cnn_forward):
    from labkit import checks, data, weights
    logits = weights.digits_cnn_record()['first_training_logits']
    digits = data.bundled_digits().train_images[:len(logits), :, :, None] / 255
    checks.same_array(cnn_forward(digits, weights.digits_cnn()), logits, 'cnn_forward(the first training digits, the shipped weights)', hint='Print the shape after each step, and compare with the table.')

