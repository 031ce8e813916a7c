# Generated from source/05_transfer/06_few_images.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "few_images"
points = 3

@test_case(name='there is a head that learns, on a base that is there', points=0.5, hidden=False)
def test_can_be_trained(build_transfer):
    from labkit import checks, models, transfer, transplant
    what = 'build_transfer(extractor, 5)'
    model = models.rebuild(build_transfer(transfer.extractor(), 5), input_shape=transfer.SHAPE)
    found = transplant.base_within(model, transfer.extractor(), what)
    head = transplant.head_of(model, found)
    if not any((transplant.learns(model, layer) for layer in head)):
        checks.fail(f'In {what} no layer on top of the base learns.', expected='a Dense layer that learns', got=[type(layer).__name__ for layer in head], hint='A new layer learns unless it is frozen: freeze the base, not the network.')
    if tuple(model.output_shape) != (None, 5):
        checks.fail(f'The outputs of {what} have the wrong shape.', expected=(None, 5), got=tuple(model.output_shape))

