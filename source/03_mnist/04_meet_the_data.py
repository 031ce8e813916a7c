# %% [markdown]
# ## Meet the data
#
# MNIST holds 70,000 digits, written by employees of the American Census Bureau and by high-school students: 60,000 to
# learn from, 10,000 to test with. Each is a picture of 28×28 grey values from 0 (paper) to 255 (ink). The next cell
# gets them. Where there is no network, you get a smaller set of the same kind, and are told so.

# %% tags=["student"]
from labkit.data import load_digits

digits = load_digits(fetch=True)
print(digits.name, digits.train_images.shape, digits.train_labels.shape, digits.test_images.shape)

# %% tags=["figure"]
figures.samples(digits.train_images, digits.train_labels)
