# Generated from source/05_transfer/05_build_transfer.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "build_transfer"
points = 5

@test_case(name='images go in, three numbers come out, and the loss can read them', points=0.5, hidden=False)
def test_ends(build_transfer):
    import numpy as np
    from labkit import models, networks, transfer
    model = models.rebuild(build_transfer(transfer.extractor(), 3), input_shape=transfer.SHAPE)
    images = np.random.default_rng(53).integers(0, 256, (2, *transfer.SHAPE)).astype(np.float32)
    networks.check_end(model, images, 'build_transfer(extractor, 3)', 3)

@test_case(name='the extractor is in it, and frozen', points=0.5, hidden=False)
def test_frozen(build_transfer):
    from labkit import models, transfer, transplant
    model = models.rebuild(build_transfer(transfer.extractor(), 3), input_shape=transfer.SHAPE)
    transplant.check_frozen(model, transfer.extractor(), 'build_transfer(extractor, 3)')

